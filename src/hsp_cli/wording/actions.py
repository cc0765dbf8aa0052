"""Actions as text: descriptions, deadlines and statuses."""

from collections.abc import Mapping, Sequence
from datetime import date

from hsp_cli.domain.action import Action, ActionStatus, Scheduled
from hsp_cli.domain.rag import RagScale
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
    "left_open": "Left open when the plan ended",
    "complete": "Complete",
    "closed": "Closed",
}
"""The words for each `DueStatus`, the most urgent first."""


def action_text(item: Scheduled) -> str:
    """An action or milestone on one line: its number and its condition come first."""
    text = " ".join(item.text.split())
    if not isinstance(item, Action):
        return text
    number = f"{item.number}) " if item.number else ""
    condition = f"({item.conditional.strip()}) " if item.conditional else ""
    return number + condition + text


def short_text(item: Scheduled) -> str:
    """The first words of a description, to name it inside another text."""
    words = " ".join(item.text.split())
    if len(words) <= _SHORT:
        return words
    return words[: _SHORT + 1].rpartition(" ")[0].rstrip(",;:") + "…"


_SHORT = 60
"""The most characters of a name for an action inside another text."""


def due_text(item: Scheduled) -> str:
    """The deadline. The text says if no date is agreed, or if the date is that of an update."""
    deadline = item.deadline
    if deadline is None:
        return ""
    promised = "" if item.due else "update due "
    return f"{promised}{deadline.period.label}" if deadline.period else f"{promised}{deadline}, date not settled"


def progress_text(action: Action, as_of: date, *, plan_ended: bool = False) -> str:
    """What is recorded of its progress on a date, for use in a sentence: its status, lateness and percentage.

    Empty if nothing is recorded and its deadline has not passed: silence does not mean that an action is open. Nothing
    is overdue in a plan that has ended.
    """
    late = action.days_late(as_of)
    passed = DUE_STATUSES["left_open"].lower() if plan_ended else f"{counted(late, 'day')} overdue"
    parts = [passed] if late else []
    if action.is_status_recorded:
        closed = f" ({action.completed.label})" if action.completed else ""
        parts.append(STATUSES[action.status].lower() + closed)
    if action.progress is not None:
        parts.append(f"{action.progress}% done")
    return ", ".join(parts)


def moved_text(item: Scheduled) -> str:
    """How often the deadline was moved, and from which date. Empty if it was not."""
    if not item.times_moved:
        return ""
    first = item.first_due
    since = f" (first due {first.period.label if first.period else first})" if first else " (first date not recorded)"
    return f"moved {counted(item.times_moved, 'time')}{since}"


def delay_text(item: Scheduled, as_of: date) -> str:
    """Why an action holds others up: it is late, nobody knows when it is due, or it will not be done."""
    if not item.is_live:
        return STATUSES[item.status].removeprefix("Closed, ").lower()
    if item.deadline is None or item.deadline.falls_on is None:
        return "without a date"
    late = item.days_late(as_of)
    return f"{counted(late, 'day')} late" if late else "left open when its plan ended"


def wait_text(on: str, cause: str, delay: str) -> str:
    """What an action waits for, by name. The cause of the delay may be further up the chain."""
    return f"{on} ({delay})" if on == cause else f"{on}, which waits for {cause} ({delay})"


def reported_text(item: Scheduled, scale: RagScale) -> str:
    """What the record says of its progress beyond open or closed: begun, percentage, rating, and an unclear outcome.

    Empty if it says nothing.
    """
    parts = [STATUSES[item.status]] if item.status is ActionStatus.IN_PROGRESS else []
    if isinstance(item, Action):
        if item.progress is not None:
            parts.append(f"{item.progress}% done")
        if item.rag:
            level = scale.level(item.rag)
            parts.append(f"rated {level.name if level else item.rag}")
        if item.is_unanswered:
            parts.append(UNANSWERED)
    text = ", ".join(parts)
    return text[:1].upper() + text[1:]


UNANSWERED = "the report does not say whether it was done"


def news_text(item: Scheduled) -> str:
    """The latest that was reported: the last update with its date, or else the outcome. Empty if there is neither."""
    if update := item.last_update:
        return f"{update.on.label}: {' '.join(update.text.split())}"
    outcome = item.outcome if isinstance(item, Action) else None
    return " ".join(outcome.text.split()) if outcome and outcome.text else ""


def due_counts_text(statuses: Sequence[str], *, only_actions: bool = True, left_open_marks: str = "") -> str:
    """`21 actions: 2 overdue, 2 complete, …` from the `DueStatus` of each, the most urgent first.

    Without `only_actions` there are milestones among them. `left_open_marks` follows the count of those left open, if
    there are any.
    """
    marks = {"left_open": left_open_marks}
    counts = {words + marks.get(status, ""): statuses.count(status) for status, words in DUE_STATUSES.items()}
    parts = [f"{count} {words.lower()}" for words, count in counts.items() if count]
    nouns = ("action", "actions") if only_actions else ("action or milestone", "actions and milestones")
    return f"{counted(len(statuses), *nouns)}: {', '.join(parts)}" if parts else f"no {nouns[1]}"
