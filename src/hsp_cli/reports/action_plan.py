"""The action plan paper: recommendations with the response to each, and how their actions stand on a day."""

from dataclasses import dataclass

from hsp_cli.domain.action import Action
from hsp_cli.domain.plan import Aim
from hsp_cli.domain.workspace import Placed
from hsp_cli.reports.action_views import ActionRow, action_row, counts_in_words
from hsp_cli.reports.brief import Brief
from hsp_cli.reports.contents import MARK
from hsp_cli.reports.plan_views import numbered


@dataclass(frozen=True, slots=True)
class RecommendationView:
    """A recommendation: the response of the service, if there is one, and its actions in order."""

    title: str
    text: str
    response: str
    rows: tuple[ActionRow, ...]
    unresolved: tuple[str, ...]


def context(brief: Brief) -> dict[str, object]:
    """Everything the template lays out, as of the day of the paper."""
    placed = brief.the_plan()
    plan = placed.record
    actions = {action.address: action for action in brief.workspace.actions}
    aims = [aim for aim in brief.workspace.aims if aim.address.startswith(f"{plan.id}/")]
    level = plan.levels[0] if plan.levels else ""
    return {
        **brief.heading(),
        "contents": MARK,
        "plan": plan.title,
        "about": plan.about,
        "level": level,
        "recommendations": tuple(_recommendation(aim, level, actions, brief) for aim in aims),
        "counts": counts_in_words((a for a in actions.values() if a.address.startswith(f"{plan.id}/")), brief.as_of),
        "unresolved": plan.unresolved,
    }


def _recommendation(
    placed: Placed[Aim], level: str, actions: dict[str, Placed[Action]], brief: Brief
) -> RecommendationView:
    aim = placed.record
    plan = placed.address.partition("/")[0]
    # The wording of a recommendation is too long for a heading where its number can stand for it.
    is_counted = bool(level and aim.number)
    return RecommendationView(
        f"{level} {aim.number}" if is_counted else numbered(aim.title, aim.number),
        f"{aim.title}." if is_counted else "",
        aim.response or "",
        tuple(action_row(actions[f"{plan}/{action.id}"], brief.workspace, brief.as_of) for action in aim.actions),
        aim.unresolved,
    )
