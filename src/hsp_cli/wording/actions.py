"""Actions, and what is reported of them, of milestones and of aims, as text."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date

from hsp_cli.domain.action import Action, ActionStatus, Monitored, Rated, Scheduled, Update
from hsp_cli.domain.period import Period
from hsp_cli.domain.plan import Milestone
from hsp_cli.domain.rag import StatedScale
from hsp_cli.wording import marked
from hsp_cli.wording.counts import counted
from hsp_cli.wording.sentences import capitalised

STATUSES = {
    ActionStatus.OPEN: "Open",
    ActionStatus.NOT_STARTED: "Not started",
    ActionStatus.IN_PROGRESS: "In progress",
    ActionStatus.ON_HOLD: "On hold",
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
    """An action or milestone on one line: its number and its condition come first, its place last."""
    text = _line(item.text)
    if isinstance(item, Milestone) and item.place:
        return f"{text} ({item.place.strip()})"
    if not isinstance(item, Action):
        return text
    number = f"{item.number}) " if item.number else ""
    condition = f"({item.conditional.strip()}) " if item.conditional else ""
    return number + condition + text


def short_text(item: Scheduled) -> str:
    """The first words of a description, to name it inside another text."""
    words = _line(item.text)
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


def when_text(item: Scheduled) -> str:
    """The same for use in a sentence: `due June 2010`, `update due June 2010`; why and when it was withdrawn."""
    if item.deadline is None:
        return moved_text(item) if item.withdrawal else ""
    text = due_text(item)
    return text if text.startswith("update") else f"due {text}"


def _on(period: Period | None) -> str:
    return f" {period.label}" if period else ""


def progress_text(action: Action, as_of: date, scale: StatedScale, *, plan_ended: bool = False) -> str:
    """What is recorded of its progress on a date, for use in a sentence: lateness, status, percentage and rating.

    Empty if nothing is recorded and its deadline has not passed: silence does not mean that an action is open. Nothing
    is overdue in a plan that has ended.
    """
    late = action.days_late(as_of)
    passed = DUE_STATUSES["left_open"].lower() if plan_ended else f"{counted(late, 'day')} overdue"
    parts = [passed] if late else []
    if action.is_status_recorded:
        status = status_text(action)
        parts.append(status[:1].lower() + status[1:])
    return ", ".join((*parts, *_stated(action, scale)))


def status_text(item: Monitored) -> str:
    """The recorded status, with the date of completion."""
    closed = f" ({item.completed.label})" if item.completed else ""
    return STATUSES[item.status] + closed if item.status else ""


def _stated(record: Rated, scale: StatedScale) -> list[str]:
    """The percentage and the rating that the owner states."""
    done = [f"{record.progress}% done"] if record.progress is not None else []
    return [*done, *([f"rated {level_text(record.rag, scale)}"] if record.rag else [])]


def level_text(code: str, scale: StatedScale) -> str:
    """The name of a level; its code if the scale does not have it."""
    level = scale.level(code)
    return level.name if level else code


def moved_text(item: Scheduled) -> str:
    """How often the deadline was moved, from which date, and why it was withdrawn. Empty if it was neither."""
    if not item.times_moved:
        return ""
    first, gone = item.first_due, item.withdrawal
    since = f" (first due {first.period.label if first.period else first})" if first else " (first date not recorded)"
    moves = item.times_moved - (gone is not None)
    parts = [f"moved {counted(moves, 'time')}"] if moves else []
    parts += [f"deadline withdrawn{_on(gone.on)}"] if gone else []
    why = f": {_line(gone.reason).rstrip('.')}" if gone and gone.reason else ""
    return ", then ".join(parts) + since + why


def delay_text(item: Scheduled, as_of: date) -> str:
    """Why an action holds others up: it is late or on hold, nobody knows when it is due, or it will not be done."""
    if not item.is_live:
        return STATUSES[item.status].removeprefix("Closed, ").lower()
    if item.status is ActionStatus.ON_HOLD:
        return "on hold"
    if item.deadline is None or item.deadline.falls_on is None:
        return "without a date"
    late = item.days_late(as_of)
    return f"{counted(late, 'day')} late" if late else "left open when its plan ended"


def wait_text(on: str, cause: str, delay: str) -> str:
    """What an action waits for, by name. The cause of the delay may be further up the chain."""
    behind = () if on == cause else (", which waits for ", cause)
    return marked.joined((on, *behind, f" ({delay})"))


def reported_text(item: Monitored, scale: StatedScale) -> str:
    """What the record says of its progress: status, percentage, rating, and an unclear outcome. Empty if it says none.

    Lists show whether an action or milestone is closed; of its status only what is more than open is said.
    """
    told = _MORE_THAN_OPEN if isinstance(item, Scheduled) else tuple(ActionStatus)
    parts = [status_text(item)] if item.status in told else []
    if isinstance(item, Rated):
        parts += _stated(item, scale)
    if isinstance(item, Action) and item.is_unanswered:
        parts.append(UNANSWERED)
    return capitalised(", ".join(parts))


_MORE_THAN_OPEN = (ActionStatus.NOT_STARTED, ActionStatus.IN_PROGRESS, ActionStatus.ON_HOLD)


UNANSWERED = "the report does not say whether it was done"


def news_text(item: Monitored) -> str:
    """The reason for the status, and the latest that was reported: updates, or else the outcome. Empty without any."""
    outcome = item.outcome if isinstance(item, Action) and not item.news else None
    told = _line(outcome.text) if outcome and outcome.text else ""
    return joined((reason_text(item), told, updates_text(item)))


def reason_text(item: Monitored) -> str:
    """Why an item has its status. Empty if nobody recorded it."""
    return f"Reason: {_line(item.reason)}" if item.reason else ""


def updates_text(item: Monitored) -> str:
    """The latest updates, and those that were withdrawn. Empty without any."""
    return joined((*map(update_text, item.news), *_withdrawals(item)))


def update_text(update: Update) -> str:
    """An update with its date, or with the words that it has none."""
    when = update.on.label if update.on else "Date not recorded"
    return f"{when}: {_line(update.text)}"


def _withdrawals(item: Monitored) -> Iterator[str]:
    for update in item.updates:
        if gone := update.withdrawn:
            of = f"The update of {update.on.label}" if update.on else "An update without a date"
            yield f"{of} was withdrawn {gone.on.label}: {_line(gone.reason)}"


def joined(parts: Iterable[str]) -> str:
    """Sentences and other texts one after another, with one full stop between each two. Marks stay."""
    told = [part for part in parts if part]
    ended = [marked.followed(marked.without_end(part, "."), ".") for part in told[:-1]]
    return marked.joined((*ended, *told[-1:]), " ")


def ratings_text(actions: Sequence[Action], scale: StatedScale, overdue: int) -> str:
    """`3 actions below it: 1 rated Green, 1 rated Red, 1 not rated; 1 overdue`. Empty without actions."""
    counts = Counter(f"rated {level_text(action.rag, scale)}" if action.rag else "not rated" for action in actions)
    order = [*(f"rated {level.name}" for level in scale.levels), *counts]
    parts = [f"{counts[words]} {words}" for words in dict.fromkeys(order) if counts[words]]
    late = f"; {overdue} overdue" if overdue else ""
    return f"{counted(len(actions), 'action')} below it: {', '.join(parts)}{late}" if parts else ""


def _line(text: str) -> str:
    return " ".join(text.split())


def due_counts_text(statuses: Sequence[str], *, only_actions: bool = True, left_open_marks: str = "") -> str:
    """`21 actions: 2 overdue, 2 complete, …` from the `DueStatus` of each, the most urgent first.

    Without `only_actions` there are milestones among them. `left_open_marks` follows the count of those left open, if
    there are any.
    """
    marks = {"left_open": left_open_marks}
    counts = {words + marks.get(status, ""): statuses.count(status) for status, words in DUE_STATUSES.items()}
    parts = [f"{count:,} {words.lower()}" for words, count in counts.items() if count]
    nouns = ("action", "actions") if only_actions else ("action or milestone", "actions and milestones")
    return f"{counted(len(statuses), *nouns)}: {', '.join(parts)}" if parts else "no action is recorded"
