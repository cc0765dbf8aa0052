"""Actions for papers."""

from collections.abc import Container, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from hsp_cli.analysis.due import DueItem, DueStatus, with_status
from hsp_cli.domain.action import Action, Scheduled
from hsp_cli.domain.address import Placed
from hsp_cli.domain.kind import Kind
from hsp_cli.domain.owner import names
from hsp_cli.domain.paper import Paper
from hsp_cli.papers.request import PaperRequest
from hsp_cli.wording.actions import (
    DUE_STATUSES,
    STATUSES,
    action_text,
    delay_text,
    due_counts_text,
    due_text,
    moved_text,
    news_text,
    reported_text,
    short_text,
    wait_text,
)


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


@dataclass(frozen=True, slots=True)
class Table:
    """A table without the columns that would be empty in every row."""

    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


def action_rows(placed: Iterable[Placed[Scheduled]], request: PaperRequest) -> tuple[ActionRow, ...]:
    """A row for each action or milestone, in the given order."""
    items = with_status(request.workspace, placed, request.as_of)
    return tuple(action_row(item, request) for item in items)


def action_row(item: DueItem, request: PaperRequest) -> ActionRow:
    """The status of an action or milestone on the date of the paper, and what is known of it."""
    record, mark = item.placed.record, request.notes.mark
    late = record.days_late(request.as_of)
    return ActionRow(
        str(item.placed.address),
        mark(action_text(record), record, "text"),
        _part_of(item.placed, request),
        mark(names(item.placed.owners), record, "owners"),
        mark(due_text(record), record, "due"),
        mark_ending(mark(_status(item), record, "status"), item, request),
        str(late) if late else "",
        moved_text(record),
        _reported(record, request),
        "; ".join(_waits_for(item, request.as_of)),
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
    return request.notes.mark(titled.heading + quarter, titled, "title")


def _reported(record: Scheduled, request: PaperRequest) -> str:
    mark = request.notes.mark
    reported = mark(reported_text(record, request.workspace.partnership.rag), record, "progress")
    news = mark(news_text(record), record, "outcome")
    return ". ".join(filter(None, (reported, news)))


def _waits_for(item: DueItem, as_of: date) -> tuple[str, ...]:
    return tuple(
        wait_text(_name(wait.on.record), _name(wait.cause.record), delay_text(wait.cause.record, as_of))
        for wait in item.waits
    )


def _name(action: Action) -> str:
    return f"“{short_text(action)}”"


def table(columns: Iterable[tuple[str, Sequence[str]]], needed: Container[str]) -> Table:
    """A table from its columns. A column that is empty in every row is left out, unless it is needed."""
    kept = [(head, cells) for head, cells in columns if head in needed or any(cells)]
    return Table(tuple(head for head, _ in kept), tuple(zip(*(cells for _, cells in kept), strict=True)))


def due_counts(items: Iterable[DueItem], request: PaperRequest) -> str:
    """The number of actions and milestones by status, in words."""
    found = list(items)
    at_risk = sum(item.is_at_risk for item in found)
    marks = dict.fromkeys(mark_ending(" ", item, request)[1:] for item in found)
    only_actions = all(isinstance(item.placed.record, Action) for item in found)
    counts = due_counts_text([item.status for item in found], only_actions=only_actions, left_open_marks="".join(marks))
    return f"{counts}; {at_risk} at risk" if at_risk else counts
