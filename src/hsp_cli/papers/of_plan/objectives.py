"""The objectives paper: priorities, their objectives, and the measures of success."""

from collections.abc import Iterator
from dataclasses import dataclass

from hsp_cli.domain.inference import SEPARATOR
from hsp_cli.domain.plan import Aim, Column, Measure, Pending, Plan
from hsp_cli.papers.notes import Notes
from hsp_cli.papers.plan_views import questions_under
from hsp_cli.papers.request import PaperRequest
from hsp_cli.wording.plans import (
    baseline_text,
    by_text,
    footnote_text,
    full_target_text,
    marked_measure_text,
    owner_texts,
    related_plan_text,
    title_text,
)

_OF_BASELINE = ("baseline", "parts.baseline")
_OF_TARGET = ("comparator", "target", "target_band", "parts.comparator", "parts.target", "parts.target_band")
"""The keys of a measure that its cells for baseline and target are made from."""


@dataclass(frozen=True, slots=True)
class MeasureView:
    """A measure as a row: number, owners, words, baseline, target and deadline."""

    number: str
    owners: str
    text: str
    baseline: str
    target: str
    by: str


@dataclass(frozen=True, slots=True)
class ObjectiveView:
    """An objective with its measures."""

    title: str
    measures: tuple[MeasureView, ...]
    related_plans: tuple[str, ...]
    open_questions: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ThemeView:
    """A priority with the objectives under it."""

    title: str
    objectives: tuple[ObjectiveView, ...]


def context(request: PaperRequest) -> dict[str, object]:
    """The context for the template. The footnotes are those that the measures need."""
    plan, notes = request.the_plan().record, request.notes
    by = plan.by.period.label if plan.by and plan.by.period else ""
    return {
        **request.heading(),
        "plan": notes.mark(plan.title, plan, "title"),
        "about": plan.about,
        "by": notes.mark(by, plan, "by") or None,
        "measure_heads": _measure_heads(plan),
        "themes": tuple(_theme(aim, plan, notes) for aim in plan.aims),
        "footnotes": _footnotes(plan),
        "open_questions": plan.open_questions,
    }


def _measure_heads(plan: Plan) -> tuple[str, ...]:
    """The heads of the table of measures, in the plan's own words as far as it gives them."""
    owners, measures = plan.columns.get(Column.OWNERS, "Owner"), plan.columns.get(Column.MEASURES, "Measure")
    return ("No.", owners, measures, "Baseline", "Target", "By")


def _theme(aim: Aim, plan: Plan, notes: Notes) -> ThemeView:
    # If a plan has no priorities above its objectives, its measures are on the first level.
    objectives = aim.aims or (aim,)
    return ThemeView(aim.title, tuple(_objective(objective, plan, notes) for objective in objectives))


def _objective(aim: Aim, plan: Plan, notes: Notes) -> ObjectiveView:
    called = plan.levels[-1] if plan.levels else ""
    measures = tuple(_measure(measure, plan, notes) for measure in aim.measures)
    plans = tuple(related_plan_text(related) for related in aim.related_plans)
    return ObjectiveView(title_text(aim.title, aim.number, called), measures, plans, questions_under(aim))


def _measure(measure: Measure, plan: Plan, notes: Notes) -> MeasureView:
    def marked(text: str, *paths: str) -> str:
        for path in paths:
            text = notes.mark(text, measure, *path.split(SEPARATOR))
        return text

    return MeasureView(
        measure.number or "",
        marked("; ".join(owner_texts(measure.owners)), "owners"),
        marked(marked_measure_text(measure), "text"),
        marked(baseline_text(measure), *_OF_BASELINE),
        marked(full_target_text(measure), *_OF_TARGET),
        marked(by_text(measure, plan), "by"),
    )


def _footnotes(plan: Plan) -> tuple[str, ...]:
    """The footnotes for the marks that measures of the plan have."""
    pending = {measure.pending for aim in _with_aims_below(plan.aims) for measure in aim.measures}
    return tuple(footnote_text(kind, plan) for kind in Pending if kind in pending)


def _with_aims_below(aims: tuple[Aim, ...]) -> Iterator[Aim]:
    for aim in aims:
        yield aim
        yield from _with_aims_below(aim.aims)
