"""The action plan paper: recommendations, the responses, and the status of their actions on a date."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from hsp_cli.analysis.due import DueItem, with_status
from hsp_cli.domain.address import Address, Placed
from hsp_cli.domain.kind import Kind
from hsp_cli.domain.plan import Aim
from hsp_cli.papers.action_views import Table, action_row, due_counts, table
from hsp_cli.papers.plan_views import questions_under
from hsp_cli.papers.request import PaperRequest
from hsp_cli.wording.plans import title_text


@dataclass(frozen=True, slots=True)
class RecommendationView:
    """A recommendation: the response of the service if there is one, and its actions in order."""

    title: str
    text: str
    response: str
    table: Table | None
    open_questions: tuple[str, ...]


def context(request: PaperRequest) -> dict[str, object]:
    """The context for the template, as of the date of the paper."""
    placed = request.the_plan()
    plan = placed.record
    actions = [a for a in request.workspace.actions if a.address.file == placed.address.file]
    items = {item.placed.address: item for item in with_status(request.workspace, actions, request.as_of)}
    aims = [aim for aim in request.workspace.aims if aim.address.file == placed.address.file]
    level = plan.levels[0] if plan.levels else ""
    return {
        **request.heading(),
        "plan": plan.title,
        "about": plan.about,
        "level": level,
        "expects_response": plan.expects is not None and plan.expects.response,
        "recommendations": tuple(_recommendation(aim, level, items, request) for aim in aims),
        "counts": due_counts(items.values()),
        "open_questions": plan.open_questions,
    }


def _recommendation(
    placed: Placed[Aim], level: str, items: Mapping[Address, DueItem], request: PaperRequest
) -> RecommendationView:
    aim = placed.record
    # The wording of a recommendation is too long for a heading, so its number is used if it has one.
    is_counted = bool(level and aim.number)
    return RecommendationView(
        f"{level} {aim.number}" if is_counted else title_text(aim.title, aim.number),
        f"{aim.title}." if is_counted else "",
        aim.response or "",
        _table([items[placed.address._replace(kind=Kind.ACTION, id=action.id)] for action in aim.actions], request),
        questions_under(aim),
    )


def _table(items: Sequence[DueItem], request: PaperRequest) -> Table | None:
    """The actions of a recommendation; None if it has none."""
    rows = [action_row(item, request) for item in items]
    if not rows:
        return None
    return table(
        {
            "Action": [row.text for row in rows],
            "Responsible": [row.owners or "not recorded" for row in rows],
            "Deadline": [row.due for row in rows],
            "Status": [row.status for row in rows],
            "Days late": [row.days_late for row in rows],
            "Waits for": [row.waits_for for row in rows],
            "Reported": [row.reported for row in rows],
            "Moved": [row.moved for row in rows],
        },
        needed=("Action", "Responsible", "Deadline", "Status"),
    )
