"""Actions as text: descriptions, deadlines and statuses."""

from collections.abc import Mapping, Sequence
from datetime import date

from hsp_cli.domain.action import Action, ActionStatus
from hsp_cli.wording.counts import counted

STATUSES = {
    ActionStatus.OPEN: "Open",
    ActionStatus.IN_PROGRESS: "In progress",
    ActionStatus.COMPLETE: "Complete",
    ActionStatus.NOT_DELIVERED: "Closed, not delivered",
    ActionStatus.CANCELLED: "Cancelled",
}

DUE_STATUSES: Mapping[str, str] = {
    "overdue": "Overdue",
    "due": "Due soon",
    "later": "Not due yet",
    "unresolved": "Date not settled",
    "undated": "Without a deadline",
    "complete": "Complete",
    "closed": "Closed",
}
"""The words for each `DueStatus`, the most urgent first."""


def action_text(action: Action) -> str:
    """An action on one line: its number and its dependencies come first."""
    number = f"{action.number}) " if action.number else ""
    condition = f"({action.conditional.strip()}) " if action.conditional else ""
    return number + condition + " ".join(action.text.split())


def due_text(action: Action) -> str:
    """The deadline. The text says if no date is agreed, or if the date is that of an update."""
    deadline = action.deadline
    if deadline is None:
        return ""
    promised = "" if action.due else "update due "
    return f"{promised}{deadline.period.label}" if deadline.period else f"{promised}{deadline}, date not settled"


def progress_text(action: Action, as_of: date) -> str:
    """What is recorded of its progress on a date, for use in a sentence: its status, lateness and percentage.

    Empty if nothing is recorded and its deadline has not passed: silence does not mean that an action is open.
    """
    late = action.days_late(as_of)
    parts = [f"{counted(late, 'day')} overdue"] if late else []
    if action.is_status_recorded:
        closed = f" ({action.completed.label})" if action.completed else ""
        parts.append(STATUSES[action.status].lower() + closed)
    if action.progress is not None:
        parts.append(f"{action.progress}% done")
    return ", ".join(parts)


def due_counts_text(statuses: Sequence[str]) -> str:
    """`21 actions: 2 overdue, 2 complete, …` from the `DueStatus` of each, the most urgent first."""
    counts = {words: statuses.count(status) for status, words in DUE_STATUSES.items()}
    parts = [f"{count} {words.lower()}" for words, count in counts.items() if count]
    return f"{counted(len(statuses), 'action')}: {', '.join(parts)}" if parts else "no actions"
