"""Due actions: overdue, due soon, later, unresolved, without a date, and closed."""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from hsp_cli.analysis.filters import NO_FILTER, Filters, select
from hsp_cli.domain.action import Action, ActionStatus
from hsp_cli.domain.address import Placed
from hsp_cli.domain.workspace import Workspace

SOON = timedelta(days=30)
"""By default, an action counts as due, rather than later, when its deadline is at most this far ahead."""


class DueStatus(StrEnum):
    """The status of an action on a date, by its deadline."""

    OVERDUE = "overdue"
    DUE = "due"
    LATER = "later"
    UNRESOLVED = "unresolved"
    UNDATED = "undated"
    COMPLETE = "complete"
    CLOSED = "closed"


@dataclass(frozen=True, slots=True)
class DueActions:
    """Actions by status: each action has exactly one status, and within a status the oldest deadline comes first."""

    as_of: date
    by_status: dict[DueStatus, tuple[Placed[Action], ...]]

    def __getitem__(self, status: DueStatus) -> tuple[Placed[Action], ...]:
        return self.by_status[status]


def due_actions(workspace: Workspace, as_of: date, filters: Filters = NO_FILTER, soon: timedelta = SOON) -> DueActions:
    """The actions of plans, meetings and papers that match the filters (resolved to ids), by their status on a date."""
    asked = select(workspace, filters, workspace.actions)
    asked.sort(key=lambda placed: (_falls_on(placed.record) or date.max, str(placed.address)))
    by_status: dict[DueStatus, list[Placed[Action]]] = {status: [] for status in DueStatus}
    for placed in asked:
        by_status[due_status(placed.record, as_of, soon)].append(placed)
    return DueActions(as_of, {status: tuple(found) for status, found in by_status.items()})


def due_status(action: Action, as_of: date, soon: timedelta = SOON) -> DueStatus:
    """The status of one action on a date.

    An action due on that date is not overdue. A deadline in words is unresolved.
    """
    if action.status is ActionStatus.COMPLETE:
        return DueStatus.COMPLETE
    if not action.is_live:
        return DueStatus.CLOSED
    if action.deadline is None:
        return DueStatus.UNDATED
    falls_on = action.deadline.falls_on
    if falls_on is None:
        return DueStatus.UNRESOLVED
    if falls_on < as_of:
        return DueStatus.OVERDUE
    return DueStatus.DUE if falls_on <= as_of + soon else DueStatus.LATER


def _falls_on(action: Action) -> date | None:
    return action.deadline.falls_on if action.deadline else None
