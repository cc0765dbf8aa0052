"""The table of actions: a row for each action and milestone, as it stands on a day."""

from collections.abc import Iterator

from hsp_cli.analysis.due import DueItem, DueStatus, with_status
from hsp_cli.analysis.filters import select
from hsp_cli.domain.action import Action, ActionStatus, Scheduled
from hsp_cli.domain.address import Placed
from hsp_cli.domain.deadline import Deadline
from hsp_cli.domain.finding import Key
from hsp_cli.domain.kind import Kind
from hsp_cli.domain.partnership import Partnership
from hsp_cli.domain.workspace import Workspace
from hsp_cli.exchange.cells import Value
from hsp_cli.exchange.columns import (
    BODY,
    INFERRED,
    OWNERS,
    PATH,
    PRIORITY,
    body_values,
    inferred_values,
    one_line,
    owner_values,
    paragraphs,
    priority_values,
    responsible,
)
from hsp_cli.exchange.tables import FINGERPRINT, Asked, Column, ColumnType, Row, Table

_TEXT, _WHOLE, _DATE, _PERIOD = ColumnType.TEXT, ColumnType.WHOLE, ColumnType.DATE, ColumnType.PERIOD
_FLAG, _LIST = ColumnType.FLAG, ColumnType.LIST


def statuses(settings: Partnership) -> tuple[str, ...]:
    """The statuses that an action can have."""
    return tuple(ActionStatus)


def action_codes(settings: Partnership) -> tuple[str, ...]:
    """The codes of the scale for actions, the best first."""
    return tuple(level.code for level in settings.action_scale.levels)


_WHERE = (
    Column(
        "action_id", _TEXT, "Action id", "The id of the action with that of its file.", "id", on_sheet=True, width=24
    ),
    Column("kind", _TEXT, "Kind", "action, milestone or draft."),
    Column("origin", _TEXT, "Kind of file", "The kind of record that contains it: plan, meeting, paper or project."),
    Column("origin_id", _TEXT, "File id", "The id of the record that contains it."),
    Column("origin_title", _TEXT, "Part of", "The title of the record that contains it.", on_sheet=True, width=24),
    Column("aim_id", _TEXT, "Aim id", "The id of the aim that it belongs to, if it belongs to one."),
    Column("aim", _TEXT, "Aim", "The title of the aim that it belongs to."),
    Column("organisation_id", _TEXT, "Organisation id", "The organisation whose plan contains it, if it is another's."),
    Column("number", _TEXT, "Number", "Its number in the document.", "number"),
    Column("text", _TEXT, "Action", "What is to be done.", "text", on_sheet=True, width=50),
)

_STANDING = (
    Column("due", _TEXT, "Due", "The deadline as recorded: a period, or words.", "due", on_sheet=True, width=14),
    Column("due_date", _DATE, "Due date", "The day on which it falls due. Empty for words, or without a deadline."),
    Column("first_due", _TEXT, "First due", "The first deadline, if it was moved.", "first_due"),
    Column("first_due_date", _DATE, "First due date", "The day of the first deadline."),
    Column("times_moved", _WHOLE, "Times moved", "How often the deadline was moved or withdrawn.", "revisions"),
    Column(
        "state",
        _TEXT,
        "State",
        "How it stands on the day of the export: overdue, due (within 30 days), later, unresolved (words instead of a "
        "date), undated, left_open (its plan has ended), complete or closed.",
        on_sheet=True,
    ),
    Column(
        "days_late", _WHOLE, "Days late", "The days since its deadline, if it is still open.", on_sheet=True, width=9
    ),
    Column("at_risk", _FLAG, "At risk", "Whether an action that it depends on is late or will not be done."),
    Column(
        "status",
        _TEXT,
        "Status",
        "The status of the record. `open` if the record gives none.",
        "status",
        is_input=True,
        choices=statuses,
        on_sheet=True,
        width=13,
    ),
    Column("status_recorded", _FLAG, "Status recorded", "Whether the record gives a status."),
    Column(
        "completed",
        _PERIOD,
        "Completed",
        "The day or period in which it was done.",
        "completed",
        is_input=True,
        on_sheet=True,
    ),
    Column(
        "progress",
        _WHOLE,
        "Progress",
        "The progress that the owner states, in percent.",
        "progress",
        is_input=True,
        on_sheet=True,
        width=9,
    ),
    Column(
        "rag",
        _TEXT,
        "RAG",
        "The rating that the owner states. hsp computes none for actions.",
        "rag",
        is_input=True,
        choices=action_codes,
        on_sheet=True,
        width=8,
    ),
    Column("reason", _TEXT, "Reason", "Why it has its status.", "reason", is_input=True, on_sheet=True, width=30),
    Column("outcome", _TEXT, "Outcome", "The outcome that was reported to a later meeting.", "outcome.text"),
    Column("last_update_on", _PERIOD, "Updated on", "The date of the latest update, if it is known.", "updates.on"),
    Column("last_update", _TEXT, "Latest update", "The latest update.", "updates.text", on_sheet=True, width=40),
    Column(
        "new_update",
        _TEXT,
        "New update",
        "A new update. It is added to those of the record, with the day of the import.",
        "updates",
        is_input=True,
        only_on_sheets=True,
        on_sheet=True,
        width=40,
    ),
    Column(
        "new_due",
        _PERIOD,
        "New deadline",
        "A new deadline. The old one is kept as a revision.",
        "revisions",
        is_input=True,
        only_on_sheets=True,
        on_sheet=True,
        width=14,
    ),
    Column(
        "new_due_reason",
        _TEXT,
        "Reason for new deadline",
        "Why the deadline moves.",
        "revisions",
        is_input=True,
        only_on_sheets=True,
        on_sheet=True,
        width=30,
    ),
)


def _rows(asked: Asked) -> Iterator[Row]:
    workspace = asked.workspace
    found = select(workspace, asked.filters, workspace.scheduled)
    for item in with_status(workspace, found, asked.as_of):
        yield _row(item, asked)


def _row(item: DueItem, asked: Asked) -> Row:
    placed, workspace = item.placed, asked.workspace
    record = placed.record
    values = {
        **_where_values(placed, workspace),
        **owner_values(placed, workspace),
        **priority_values(placed, workspace),
        **body_values(placed, workspace),
        **_deadline_values("due", record.deadline),
        **_deadline_values("first_due", record.first_due),
        "times_moved": record.times_moved,
        "state": item.status.value,
        "days_late": record.days_late(asked.as_of),
        "at_risk": item.is_at_risk,
        **_reported_values(record),
        "new_update": None,
        "new_due": None,
        "new_due_reason": None,
        **inferred_values(record),
        "path": placed.place.path,
    }
    return Row(placed.address, placed.place, values, _inputs(placed), responsible(placed.owners, workspace))


def _where_values(placed: Placed[Scheduled], workspace: Workspace) -> dict[str, Value]:
    file, holder = workspace.file_of(placed), workspace.holder_of(placed)
    aim = holder if holder.address.kind is Kind.AIM else None
    return {
        "action_id": str(placed.address),
        "kind": placed.address.kind.value,
        "origin": placed.address.file_kind.value,
        "origin_id": file.address.id,
        "origin_title": file.record.heading,
        "aim_id": str(aim.address) if aim else None,
        "aim": aim.record.heading if aim else None,
        "organisation_id": workspace.organisation_of(placed),
        "number": placed.record.number if isinstance(placed.record, Action) else None,
        "text": one_line(placed.record.text),
    }


def _deadline_values(name: str, deadline: Deadline | None) -> dict[str, Value]:
    """A deadline and its day. Its period is given rather than the document's own words for it."""
    if deadline is None:
        return {name: None, f"{name}_date": None}
    return {name: deadline.period.text if deadline.period else str(deadline), f"{name}_date": deadline.falls_on}


def _reported_values(record: Scheduled) -> dict[str, Value]:
    """What is reported of an action. Milestones have no rating, progress or outcome."""
    update = record.last_update
    action = record if isinstance(record, Action) else None
    outcome = action.outcome.text if action and action.outcome else None
    return {
        "status": record.status.value,
        "status_recorded": record.is_status_recorded,
        "completed": record.completed.text if record.completed else None,
        "progress": action.progress if action else None,
        "rag": action.rag if action else None,
        "reason": paragraphs(record.reason),
        "outcome": one_line(outcome),
        "last_update_on": update.on.text if update and update.on else None,
        "last_update": one_line(update.text) if update else None,
    }


_OF_ACTIONS = ("progress", "rag")
"""The inputs that milestones do not have."""


def _inputs(placed: Placed[Scheduled]) -> dict[str, tuple[Key, ...]]:
    is_action = isinstance(placed.record, Action)
    return {
        column.name: placed.place.keys if column.only_on_sheets else (*placed.place.keys, column.name)
        for column in _STANDING
        if column.is_input and (is_action or column.name not in _OF_ACTIONS)
    }


ACTIONS = Table(
    name="actions",
    title="Actions and milestones",
    meaning="The actions of plans, meetings and papers, and all milestones: a row for each, as it stands on a day.",
    key=("action_id", "kind"),
    columns=(*_WHERE, *OWNERS, *PRIORITY, *BODY, *_STANDING, *INFERRED, PATH, FINGERPRINT),
    find=_rows,
    is_by_quarter=False,
    is_closed=lambda row: row.values["state"] in (DueStatus.COMPLETE, DueStatus.CLOSED),
)
