"""Slippage as text: moves of deadlines, and how far back the history goes."""

from collections.abc import Iterable

from hsp_cli.domain.commit import Commit
from hsp_cli.domain.deadline import Deadline
from hsp_cli.wording.counts import counted, plural


def deadline_text(deadline: Deadline | None) -> str:
    """A deadline as a date for a table; its words if it has no date, and a dash if there is none."""
    if deadline is None:
        return "–"
    return deadline.falls_on.isoformat() if deadline.falls_on else str(deadline)


def days_text(days: int | None) -> str:
    """`+92`, `-30`, `0`; `not known` if the days cannot be counted."""
    return "not known" if days is None else f"{days:+,}" if days else "0"


def moved_counts_text(times: int, days: int | None) -> str:
    """`moved 2 times, 92 days later in all`."""
    moved = f"moved {counted(times, 'time')}"
    if days is None:
        return f"{moved}, by an unknown number of days"
    if days == 0:
        return f"{moved}, 0 days in all"
    return f"{moved}, {counted(abs(days), 'day')} {'later' if days > 0 else 'earlier'} in all"


def overdue_text(after_overdue: int, unknown: int) -> str:
    """How many of the moves came after the deadline had passed, and of how many nobody knows. Empty for neither."""
    parts = [f"{after_overdue} after it was overdue"] if after_overdue else []
    parts += [f"{unknown} at an unknown time"] if unknown else []
    return ", ".join(parts)


def move_text(before: Deadline | None, to: Deadline | None) -> str:
    """`2010-03-31 to 2010-06-30`, for a move. What was removed, if there is no deadline after it."""
    first = deadline_text(before) if before else "an unknown date"
    return f"{first} to {deadline_text(to)}" if to else f"{first}, then removed"


def unread_text(paths: Iterable[str]) -> str:
    """Which versions of files could not be read: how many, and of which files, the first few by name."""
    every = list(paths)
    names = list(dict.fromkeys(every))
    rest = f" and {counted(len(names) - _MOST, 'more file')}" if len(names) > _MOST else ""
    of = plural(len(names), "this file", "these files")
    return f"{counted(len(every), 'version')} of {of} could not be read: {', '.join(names[:_MOST])}{rest}"


_MOST = 5
"""The most files that are named."""


def commit_text(commit: Commit | None) -> str:
    """Who changed something in which commit, and when."""
    return f"{commit.on} by {commit.author} ({commit.short_id})" if commit else "not committed yet"
