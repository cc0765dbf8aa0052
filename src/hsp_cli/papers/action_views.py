"""Actions for papers."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from hsp_cli.analysis.due import DueItem, DueStatus, with_status
from hsp_cli.domain.action import Action, Scheduled
from hsp_cli.domain.address import Placed
from hsp_cli.domain.kind import Kind
from hsp_cli.domain.owner import names
from hsp_cli.domain.paper import Paper
from hsp_cli.domain.plan import Aim
from hsp_cli.papers.progress_views import reported
from hsp_cli.papers.request import PaperRequest
from hsp_cli.papers.tables import Table, table
from hsp_cli.wording.actions import (
    DUE_STATUSES,
    STATUSES,
    action_text,
    delay_text,
    due_counts_text,
    due_text,
    moved_text,
    short_text,
    wait_text,
)
from hsp_cli.wording.marked import followed, joined, named
from hsp_cli.wording.redaction import WORK


@dataclass(frozen=True, slots=True)
class ActionRow:
    """An action or milestone in a table, with its status on the date of the paper.

    `part_of` is the aim, meeting, section or project that it belongs to. `reported` is its progress and rating, and the
    latest news. `waits_for` names what holds it up.
    """

    address: str
    text: str
    part_of: str
    owners: str
    due: str
    status: str
    days_late: str
    moved: str
    reported: str
    waits_for: str


def action_rows(placed: Iterable[Placed[Scheduled]], request: PaperRequest) -> tuple[ActionRow, ...]:
    """A row for each action or milestone, in the given order."""
    items = with_status(request.workspace, placed, request.as_of)
    return tuple(action_row(item, request) for item in items)


def action_table(aim: Aim, request: PaperRequest) -> Table | None:
    """The actions of an aim with their status. None without actions."""
    inside = set(map(id, aim.actions))
    placed = [one for one in request.workspace.actions if id(one.record) in inside]
    rows = action_rows(placed, request)
    columns = {
        "Action": [row.text for row in rows],
        "Responsible": [row.owners or "not recorded" for row in rows],
        "Deadline": [row.due for row in rows],
        "Status": [row.status for row in rows],
        "Days late": [row.days_late for row in rows],
        "Waits for": [row.waits_for for row in rows],
        "Reported": [row.reported for row in rows],
        "Moved": [row.moved for row in rows],
    }
    return table(columns.items(), needed=("Action", "Responsible", "Deadline", "Status")) if rows else None


def action_row(item: DueItem, request: PaperRequest) -> ActionRow:
    """The status of an action or milestone on the date of the paper, and what is known of it."""
    record, mark = item.placed.record, request.notes.mark
    late = record.days_late(request.as_of)
    return ActionRow(
        str(item.placed.address),
        mark(request.named(action_text(record), record), record, "text"),
        _part_of(item.placed, request),
        mark(names(item.placed.owners), record, "owners"),
        mark(due_text(record), record, "due"),
        mark_ending(mark(_status(item), record, "status"), item, request),
        str(late) if late else "",
        request.notes.mark(moved_text(record), record, "revisions"),
        reported(record, request),
        joined(_waits_for(item, request.as_of), "; "),
    )


def _status(item: DueItem) -> str:
    record = item.placed.record
    if item.status in (DueStatus.CLOSED, DueStatus.COMPLETE):
        when = f", {record.completed.label}" if record.completed else ""
        return STATUSES[record.status] + when
    return DUE_STATUSES[item.status] + (", at risk" if item.is_at_risk else "")


def mark_ending(text: str, item: DueItem, request: PaperRequest) -> str:
    """The text, with a mark if it says that an item was left open and the end of its plan or project is inferred."""
    file = request.workspace.file_of(item.placed).record
    return request.notes.mark(text, file, "ended") if item.status is DueStatus.LEFT_OPEN else text


def _part_of(placed: Placed[Scheduled], request: PaperRequest) -> str:
    """The aim of an action; for other files, their title, because the title of a section alone says too little."""
    workspace = request.workspace
    holder = workspace.holder_of(placed)
    titled = holder.record if holder.address.kind is Kind.AIM else workspace.file_of(placed).record
    quarter = f", {titled.quarter.label}" if isinstance(titled, Paper) and titled.quarter else ""
    return request.notes.mark(followed(request.named(titled.heading, titled), quarter), titled, "title")


def _waits_for(item: DueItem, as_of: date) -> tuple[str, ...]:
    return tuple(
        wait_text(_name(wait.on), _name(wait.cause), delay_text(wait.cause.record, as_of)) for wait in item.waits
    )


def _name(placed: Placed[Action]) -> str:
    return joined(("“", named(short_text(placed.record), placed.address.unique), "”"))


def due_counts(items: Iterable[DueItem], request: PaperRequest) -> str:
    """The number of actions and milestones by status, in words."""
    found = list(items)
    at_risk = sum(item.is_at_risk for item in found)
    marks = dict.fromkeys(mark_ending(" ", item, request)[1:] for item in found)
    only_actions = all(isinstance(item.placed.record, Action) for item in found)
    counts = due_counts_text([item.status for item in found], only_actions=only_actions, left_open_marks="".join(marks))
    return request.counting(f"{counts}; {at_risk:,} at risk" if at_risk else counts, WORK)
