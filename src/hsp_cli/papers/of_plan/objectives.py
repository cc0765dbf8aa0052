"""The objectives paper: priorities, their objectives, and the measures of success."""

from dataclasses import dataclass

from hsp_cli.domain.plan import Aim, Plan
from hsp_cli.papers.plan_views import MeasureView, footnotes, measure_view
from hsp_cli.papers.request import PaperRequest
from hsp_cli.wording.plans import related_plan_text, title_text


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
    plan = request.the_plan().record
    return {
        **request.heading(),
        "plan": plan.title,
        "about": plan.about,
        "by": plan.by.period.label if plan.by and plan.by.period else None,
        "themes": tuple(_theme(aim, plan) for aim in plan.aims),
        "footnotes": footnotes(plan),
        "open_questions": plan.open_questions,
    }


def _theme(aim: Aim, plan: Plan) -> ThemeView:
    # If a plan has no priorities above its objectives, its measures are on the first level.
    objectives = aim.aims or (aim,)
    return ThemeView(aim.title, tuple(_objective(objective, plan) for objective in objectives))


def _objective(aim: Aim, plan: Plan) -> ObjectiveView:
    called = plan.levels[-1] if plan.levels else ""
    measures = tuple(measure_view(measure, plan) for measure in aim.measures)
    plans = tuple(related_plan_text(related) for related in aim.related_plans)
    open_questions = (*aim.open_questions, *(q for measure in aim.measures for q in measure.open_questions))
    return ObjectiveView(title_text(aim.title, aim.number, called), measures, plans, open_questions)
