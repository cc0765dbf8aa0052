"""Actions for papers."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from hsp_cli.analysis.due import DueStatus, due_status
from hsp_cli.domain.action import Action
from hsp_cli.domain.address import Placed
from hsp_cli.domain.owner import names
from hsp_cli.wording.actions import DUE_STATUSES, STATUSES, action_text, due_counts_text, due_text


@dataclass(frozen=True, slots=True)
class ActionRow:
    """An action in a log, with its status on the date of the paper."""

    address: str
    text: str
    owners: str
    due: str
    status: str
    days_late: str
    moved: str


def action_row(placed: Placed[Action], as_of: date) -> ActionRow:
    """The status of an action on a date, and how often its deadline was moved."""
    action = placed.record
    late = action.days_late(as_of)
    due = due_status(action, as_of)
    return ActionRow(
        str(placed.address),
        action_text(action),
        names(placed.owners),
        due_text(action),
        STATUSES[action.status] if due is DueStatus.CLOSED else DUE_STATUSES[due],
        str(late) if late else "",
        str(action.times_moved) if action.times_moved else "",
    )


def due_counts(placed: Iterable[Placed[Action]], as_of: date) -> str:
    """The number of actions by status on a date, in words."""
    return due_counts_text([due_status(action.record, as_of) for action in placed])
