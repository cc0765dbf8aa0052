"""Actions as papers print them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from hsp_cli.analysis.due import DueStatus, due_status
from hsp_cli.domain.action import Action, ActionStatus
from hsp_cli.domain.address import Placed
from hsp_cli.domain.owner import names
from hsp_cli.domain.workspace import Workspace
from hsp_cli.formats.markdown import Markdown, escaped

STATUSES = {
    ActionStatus.OPEN: "Open",
    ActionStatus.IN_PROGRESS: "In progress",
    ActionStatus.COMPLETE: "Complete",
    ActionStatus.NOT_DELIVERED: "Closed, not delivered",
    ActionStatus.CANCELLED: "Cancelled",
}

DUE_STATUSES = {
    DueStatus.OVERDUE: "Overdue",
    DueStatus.DUE: "Due soon",
    DueStatus.LATER: "Not due yet",
    DueStatus.UNRESOLVED: "Date not settled",
    DueStatus.UNDATED: "Without a deadline",
    DueStatus.COMPLETE: "Complete",
    DueStatus.CLOSED: "Closed",
}


@dataclass(frozen=True, slots=True)
class ActionView:
    """An action as a paper prints it where it is raised."""

    text: str
    owners: str
    due: str
    starred: bool
    raised_in: Markdown


@dataclass(frozen=True, slots=True)
class ActionRow:
    """An action in a log: how it stands on the day of the paper."""

    address: str
    text: str
    owners: str
    due: str
    status: str
    days_late: str
    moved: str


def action_view(action: Action, raised_in: str) -> ActionView:
    return ActionView(action.text, names(action.owners), due_in_words(action), action.starred, escaped(raised_in))


def action_row(placed: Placed[Action], workspace: Workspace, as_of: date) -> ActionRow:
    """How an action stands on a day: late, due, settled, and how often its deadline was moved."""
    action = placed.record
    late = action.days_late(as_of)
    number = f"{action.number}) " if action.number else ""
    condition = f"({action.conditional.strip()}) " if action.conditional else ""
    due = due_status(action, as_of)
    status = STATUSES[action.status] if due is DueStatus.CLOSED else DUE_STATUSES[due]
    return ActionRow(
        str(placed.address),
        number + condition + " ".join(action.text.split()),
        names(placed.owners),
        due_in_words(action),
        status,
        str(late) if late else "",
        str(action.times_moved) if action.times_moved else "",
    )


def counts_in_words(placed: Iterable[Placed[Action]], as_of: date) -> str:
    """`21 actions: 2 overdue, 2 complete, …`, in the order of urgency."""
    statuses = [due_status(action.record, as_of) for action in placed]
    parts = [f"{statuses.count(status)} {DUE_STATUSES[status].lower()}" for status in DueStatus if status in statuses]
    total = f"{len(statuses)} action{'' if len(statuses) == 1 else 's'}"
    return f"{total}: {', '.join(parts)}" if parts else "no actions"


def due_in_words(action: Action) -> str:
    """The deadline as people read it: open words say that no date is set, and a promised update that it is one."""
    deadline = action.deadline
    if deadline is None:
        return ""
    promised = "" if action.due else "update due "
    return f"{promised}{deadline.period.label}" if deadline.period else f"{promised}{deadline}, date not settled"
