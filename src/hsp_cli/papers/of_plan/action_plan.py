"""The action plan paper: recommendations, the responses, and the status of their actions on a date."""

from dataclasses import dataclass

from hsp_cli.domain.action import Action
from hsp_cli.domain.address import Address, Placed
from hsp_cli.domain.kind import Kind
from hsp_cli.domain.plan import Aim
from hsp_cli.papers.action_views import ActionRow, action_row, due_counts
from hsp_cli.papers.plan_views import questions_under
from hsp_cli.papers.request import PaperRequest
from hsp_cli.wording.plans import title_text


@dataclass(frozen=True, slots=True)
class RecommendationView:
    """A recommendation: the response of the service if there is one, and its actions in order."""

    title: str
    text: str
    response: str
    rows: tuple[ActionRow, ...]
    open_questions: tuple[str, ...]


def context(request: PaperRequest) -> dict[str, object]:
    """The context for the template, as of the date of the paper."""
    placed = request.the_plan()
    plan = placed.record
    actions = {a.address: a for a in request.workspace.actions if a.address.file == placed.address.file}
    aims = [aim for aim in request.workspace.aims if aim.address.file == placed.address.file]
    level = plan.levels[0] if plan.levels else ""
    return {
        **request.heading(),
        "plan": plan.title,
        "about": plan.about,
        "level": level,
        "recommendations": tuple(_recommendation(aim, level, actions, request) for aim in aims),
        "counts": due_counts(actions.values(), request.as_of),
        "open_questions": plan.open_questions,
    }


def _recommendation(
    placed: Placed[Aim], level: str, actions: dict[Address, Placed[Action]], request: PaperRequest
) -> RecommendationView:
    aim = placed.record
    # The wording of a recommendation is too long for a heading, so its number is used if it has one.
    is_counted = bool(level and aim.number)
    return RecommendationView(
        f"{level} {aim.number}" if is_counted else title_text(aim.title, aim.number),
        f"{aim.title}." if is_counted else "",
        aim.response or "",
        tuple(
            action_row(actions[placed.address._replace(kind=Kind.ACTION, id=action.id)], request.as_of)
            for action in aim.actions
        ),
        questions_under(aim),
    )
