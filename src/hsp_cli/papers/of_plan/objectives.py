"""The objectives paper: priorities, their objectives, and the measures of success."""

from dataclasses import dataclass

from hsp_cli.domain.inference import SEPARATOR
from hsp_cli.domain.plan import Aim, Column, Measure, Pending, Plan
from hsp_cli.papers.action_views import action_table
from hsp_cli.papers.key_views import aims_key_text
from hsp_cli.papers.notes import Notes
from hsp_cli.papers.plan_views import questions_under, related_plans
from hsp_cli.papers.progress_views import aim_report
from hsp_cli.papers.request import PaperRequest
from hsp_cli.papers.tables import Table
from hsp_cli.wording.plans import (
    baseline_text,
    by_text,
    footnote_text,
    full_target_text,
    marked_measure_text,
    owner_texts,
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
    """An objective with its measures and actions, and what is reported of it."""

    title: str
    reported: str
    measures: tuple[MeasureView, ...]
    actions: Table | None
    related_plans: tuple[str, ...]
    open_questions: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ThemeView:
    """A priority with the objectives under it."""

    title: str
    reported: str
    objectives: tuple[ObjectiveView, ...]


def context(request: PaperRequest) -> dict[str, object]:
    """The context for the template. The footnotes are those that the measures need."""
    plan, notes = request.the_plan().record, request.notes
    by = plan.by.period.label if plan.by and plan.by.period else ""
    return {
        **request.heading(),
        "plan": notes.mark(request.named(plan.title, plan), plan, "title"),
        "about": plan.about,
        "by": notes.mark(by, plan, "by") or None,
        "measure_heads": _measure_heads(plan),
        "themes": tuple(_theme(aim, plan, request) for aim in plan.aims),
        "action_key": aims_key_text(plan.aims, request),
        "footnotes": _footnotes(plan),
        "open_questions": plan.open_questions,
    }


def _measure_heads(plan: Plan) -> tuple[str, ...]:
    """The heads of the table of measures, in the plan's own words as far as it gives them."""
    owners, measures = plan.columns.get(Column.OWNERS, "Owner"), plan.columns.get(Column.MEASURES, "Measure")
    return ("No.", owners, measures, "Baseline", "Target", "By")


def _theme(aim: Aim, plan: Plan, request: PaperRequest) -> ThemeView:
    # If a plan has no priorities above its objectives, its measures are on the first level.
    objectives = aim.aims or (aim,)
    reported = aim_report(aim, request) if aim.aims else ""
    under = tuple(_objective(objective, plan, request) for objective in objectives)
    return ThemeView(request.named(aim.title, aim), reported, under)


def _objective(aim: Aim, plan: Plan, request: PaperRequest) -> ObjectiveView:
    called = plan.levels[-1] if plan.levels else ""
    return ObjectiveView(
        request.named(title_text(aim.title, aim.number, called), aim),
        aim_report(aim, request),
        tuple(_measure(measure, plan, request.notes) for measure in aim.measures),
        action_table(aim, request),
        related_plans(aim.related_plans, request),
        questions_under(aim),
    )


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
    every = (below for aim in plan.aims for below in aim.with_aims_below())
    pending = {measure.pending for aim in every for measure in aim.measures}
    return tuple(footnote_text(kind, plan) for kind in Pending if kind in pending)
