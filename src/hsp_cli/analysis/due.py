"""Due actions: what is late, what comes next, and what nobody has dated."""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from hsp_cli.analysis.filters import NO_FILTER, Filters, select
from hsp_cli.domain.action import Action, ActionStatus
from hsp_cli.domain.address import Placed
from hsp_cli.domain.workspace import Workspace

SOON = timedelta(days=30)
"""How far ahead an action counts as due rather than later, unless a question says otherwise."""


class DueStatus(StrEnum):
    """Where an action stands on a day."""

    OVERDUE = "overdue"
    DUE = "due"
    LATER = "later"
    UNRESOLVED = "unresolved"
    UNDATED = "undated"
    COMPLETE = "complete"
    CLOSED = "closed"


@dataclass(frozen=True, slots=True)
class DueActions:
    """Every action in exactly one place. Inside a place the oldest deadline comes first."""

    as_of: date
    by_status: dict[DueStatus, tuple[Placed[Action], ...]]

    def __getitem__(self, status: DueStatus) -> tuple[Placed[Action], ...]:
        return self.by_status[status]


def due_actions(workspace: Workspace, as_of: date, filters: Filters = NO_FILTER, soon: timedelta = SOON) -> DueActions:
    """All actions of plans, meetings and papers as they stand on a day (the narrowing resolved to ids)."""
    asked = select(workspace, filters, workspace.actions)
    asked.sort(key=lambda placed: (_falls_on(placed.record) or date.max, str(placed.address)))
    by_status: dict[DueStatus, list[Placed[Action]]] = {status: [] for status in DueStatus}
    for placed in asked:
        by_status[due_status(placed.record, as_of, soon)].append(placed)
    return DueActions(as_of, {status: tuple(found) for status, found in by_status.items()})


def due_status(action: Action, as_of: date, soon: timedelta = SOON) -> DueStatus:
    """Where one action stands. Due today is not late; words instead of a date are unresolved."""
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
