"""Due actions: what is late, what comes next, and what nobody has dated."""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from hsp_cli.analysis.narrowing import WHOLE, Narrowing, is_owned_by
from hsp_cli.domain.action import Action, ActionStatus
from hsp_cli.domain.workspace import Placed, Workspace

SOON = timedelta(days=30)
"""How far ahead an action counts as due rather than later, unless a question says otherwise."""


class Standing(StrEnum):
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
    by_standing: dict[Standing, tuple[Placed[Action], ...]]

    def __getitem__(self, standing: Standing) -> tuple[Placed[Action], ...]:
        return self.by_standing[standing]


def due_actions(workspace: Workspace, as_of: date, narrowing: Narrowing = WHOLE, soon: timedelta = SOON) -> DueActions:
    """All actions of plans, meetings and papers as they stand on a day (the narrowing resolved to ids)."""
    asked = [placed for placed in workspace.actions if _is_asked(placed, workspace, narrowing)]
    asked.sort(key=lambda placed: (_falls_on(placed.record) or date.max, placed.address))
    by_standing: dict[Standing, list[Placed[Action]]] = {standing: [] for standing in Standing}
    for placed in asked:
        by_standing[standing_of(placed.record, as_of, soon)].append(placed)
    return DueActions(as_of, {standing: tuple(found) for standing, found in by_standing.items()})


def standing_of(action: Action, as_of: date, soon: timedelta = SOON) -> Standing:
    """Where one action stands. Due today is not late; words instead of a date are unresolved."""
    if action.status is ActionStatus.COMPLETE:
        return Standing.COMPLETE
    if not action.is_live:
        return Standing.CLOSED
    if action.deadline is None:
        return Standing.UNDATED
    falls_on = action.deadline.falls_on
    if falls_on is None:
        return Standing.UNRESOLVED
    if falls_on < as_of:
        return Standing.OVERDUE
    return Standing.DUE if falls_on <= as_of + soon else Standing.LATER


def _falls_on(action: Action) -> date | None:
    return action.deadline.falls_on if action.deadline else None


def _is_asked(placed: Placed[Action], workspace: Workspace, narrowing: Narrowing) -> bool:
    owners = workspace.answering(placed)
    return (
        (narrowing.plan is None or placed.address.startswith(f"{narrowing.plan}/"))
        and (narrowing.priority is None or placed.priority == narrowing.priority)
        and (narrowing.owner is None or is_owned_by(workspace, owners, narrowing.owner))
        and (narrowing.body is None or placed.body == narrowing.body or is_owned_by(workspace, owners, narrowing.body))
    )
