"""The objectives paper: priorities, their objectives, and how success of each will be known."""

from dataclasses import dataclass

from hsp_cli.domain.plan import Aim, Plan
from hsp_cli.reports.brief import Brief
from hsp_cli.reports.contents import MARK
from hsp_cli.reports.plan_views import MeasureView, footnotes, measure_view, numbered, related_plan_in_words


@dataclass(frozen=True, slots=True)
class ObjectiveView:
    """An objective with its measures."""

    title: str
    measures: tuple[MeasureView, ...]
    related_plans: tuple[str, ...]
    unresolved: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ThemeView:
    """A priority with the objectives under it."""

    title: str
    objectives: tuple[ObjectiveView, ...]


def context(brief: Brief) -> dict[str, object]:
    """Everything the template lays out; the footnotes come from the measures that need them."""
    plan = brief.the_plan().record
    return {
        **brief.heading(),
        "contents": MARK,
        "plan": plan.title,
        "about": plan.about,
        "by": plan.by.period.label if plan.by and plan.by.period else None,
        "themes": tuple(_theme(aim, plan) for aim in plan.aims),
        "footnotes": footnotes(plan),
        "unresolved": plan.unresolved,
    }


def _theme(aim: Aim, plan: Plan) -> ThemeView:
    # A plan without priorities above its objectives has its measures on the first level.
    objectives = aim.aims or (aim,)
    return ThemeView(aim.title, tuple(_objective(objective, plan) for objective in objectives))


def _objective(aim: Aim, plan: Plan) -> ObjectiveView:
    called = plan.levels[-1] if plan.levels else ""
    measures = tuple(measure_view(measure, plan) for measure in aim.measures)
    plans = tuple(related_plan_in_words(related) for related in aim.related_plans)
    unresolved = (*aim.unresolved, *(q for measure in aim.measures for q in measure.unresolved))
    return ObjectiveView(numbered(aim.title, aim.number, called), measures, plans, unresolved)
