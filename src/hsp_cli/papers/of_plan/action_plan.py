"""The action plan paper: recommendations, the responses, and the status of their actions on a date."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from hsp_cli.analysis.due import DueItem, with_status
from hsp_cli.domain.address import Address, Placed
from hsp_cli.domain.kind import Kind
from hsp_cli.domain.plan import Aim, Column, Plan
from hsp_cli.papers.action_views import action_row, due_counts
from hsp_cli.papers.key_views import aims_key_text
from hsp_cli.papers.plan_views import questions_under
from hsp_cli.papers.progress_views import aim_report
from hsp_cli.papers.request import PaperRequest
from hsp_cli.papers.tables import Table, table
from hsp_cli.wording.plans import title_text


@dataclass(frozen=True, slots=True)
class RecommendationView:
    """A recommendation: the response of the service if there is one, what is reported of it, and its actions."""

    title: str
    text: str
    response: str
    reported: str
    table: Table | None
    open_questions: tuple[str, ...]


def context(request: PaperRequest) -> dict[str, object]:
    """The context for the template, as of the date of the paper."""
    placed = request.the_plan()
    plan = placed.record
    actions = [a for a in request.workspace.actions if a.address.file == placed.address.file]
    items = {item.placed.address: item for item in with_status(request.workspace, actions, request.as_of)}
    aims = [aim for aim in request.workspace.aims if aim.address.file == placed.address.file]
    return {
        **request.heading(),
        "plan": request.named(plan.title, plan),
        "about": plan.about,
        "expects_response": plan.expects is not None and plan.expects.response,
        "level": plan.levels[0] if plan.levels else "",
        "response_head": plan.columns.get(Column.RESPONSE, "Response"),
        "recommendations": tuple(_recommendation(aim, plan, items, request) for aim in aims),
        "counts": due_counts(items.values(), request),
        "action_key": aims_key_text(plan.aims, request),
        "open_questions": plan.open_questions,
    }


def _recommendation(
    placed: Placed[Aim], plan: Plan, items: Mapping[Address, DueItem], request: PaperRequest
) -> RecommendationView:
    aim = placed.record
    level = plan.levels[0] if plan.levels else ""
    found = [items[placed.address._replace(kind=Kind.ACTION, id=action.id)] for action in aim.actions]
    # The wording of a recommendation is too long for a heading, so its number is used if it has one.
    is_counted = bool(level and aim.number)
    return RecommendationView(
        request.named(f"{level} {aim.number}" if is_counted else title_text(aim.title, aim.number), aim),
        f"{aim.title}." if is_counted else "",
        aim.response or "",
        aim_report(aim, request),
        _table(found, plan, request),
        questions_under(aim),
    )


_HEADS = {Column.ACTIONS: "Action", Column.OWNERS: "Responsible", Column.DUE: "Deadline"}
"""The columns of the table that a document has itself, under its own headings or these."""


def _table(items: Sequence[DueItem], plan: Plan, request: PaperRequest) -> Table | None:
    """The actions of a recommendation: the plan's columns in its order, then their status. None without actions."""
    rows = [action_row(item, request) for item in items]
    if not rows:
        return None
    cells = {
        Column.ACTIONS: [row.text for row in rows],
        Column.OWNERS: [row.owners or "not recorded" for row in rows],
        Column.DUE: [row.due for row in rows],
    }
    order = dict.fromkeys(column for column in (*plan.columns, *_HEADS) if column in _HEADS)
    heads = {column: plan.columns.get(column, _HEADS[column]) for column in order}
    columns = [
        *((head, cells[column]) for column, head in heads.items()),
        ("Status", [row.status for row in rows]),
        ("Days late", [row.days_late for row in rows]),
        ("Waits for", [row.waits_for for row in rows]),
        ("Reported", [row.reported for row in rows]),
        ("Moved", [row.moved for row in rows]),
    ]
    return table(columns, needed=(*heads.values(), "Status"))
