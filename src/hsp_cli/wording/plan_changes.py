"""Changes of records between two versions, as phrases."""

from datetime import date

from hsp_cli.domain.action import Scheduled
from hsp_cli.domain.deadline import Deadline, days_between
from hsp_cli.domain.performance import Judgement, Performance
from hsp_cli.domain.period import Period
from hsp_cli.domain.rag import StatedScale
from hsp_cli.wording.counts import counted


def level_name(scale: StatedScale, code: str) -> str:
    """The name of a level, or its code if the scale does not have it."""
    level = scale.level(code)
    return level.name if level else code


def standing_text(performance: Performance | None, judged: Judgement | None, scale: StatedScale) -> str:
    """How an indicator stands in a quarter: its rating, its direction, or why it cannot be judged."""
    if performance is None:
        return "not recorded"
    parts = [level_name(scale, performance.rag)] if performance.rag else []
    if performance.verdict:
        parts.append(performance.verdict.value)
    if judged in _NOT_JUDGED:
        parts.append(_NOT_JUDGED[judged])
    return " and ".join(parts) or "not rated"


_NOT_JUDGED = {
    Judgement.AWAITED: "figure awaited",
    Judgement.UNRECORDED: "not recorded",
    Judgement.NOT_JUDGED: "cannot be judged",
}


def deadline_day(deadline: Deadline | None) -> str:
    """A deadline in a sentence, with its last day where that is not obvious."""
    if deadline is None:
        return "no deadline"
    return deadline.period.label if deadline.period else f"“{deadline}”"


def moved_text(before: Deadline | None, now: Deadline | None) -> str:
    """From when to when a deadline was moved, and by how many days."""
    if before is None:
        return f"deadline set: {deadline_day(now)}"
    if now is None:
        return f"deadline removed; it was {deadline_day(before)}"
    days = days_between(before, now)
    words = f"deadline moved from {deadline_day(before)} to {deadline_day(now)}"
    if before.falls_on is None and now.falls_on is not None:
        return f"deadline agreed: {deadline_day(now)}; it was {deadline_day(before)}"
    if not days:
        return words if days is None else f"deadline reworded from {deadline_day(before)} to {deadline_day(now)}"
    return f"{words}: {counted(abs(days), 'day')} {'later' if days > 0 else 'earlier'}"


def days_in_all_text(item: Scheduled, times: int, days: int | None) -> str:
    """How often a deadline was moved by now, and by how many days in all."""
    moves = f"moved {counted(times, 'time')} by now"
    if days is None:
        return f"{moves}; days in all not known"
    return f"{moves}, {counted(abs(days), 'day')} {'earlier' if days < 0 else 'later'} in all"


def overdue_then_text(before: Deadline | None, on: Period | None, as_of: date) -> str:
    """By how many days a deadline had passed when it was moved; if it is not known when, on the day of the comparison.

    If only the month of the move is known, it may have passed.
    """
    passed = before.falls_on if before else None
    if passed is None:
        return ""
    if on is None:
        return f"it was {counted((as_of - passed).days, 'day')} overdue on {as_of.isoformat()}"
    if on.first_day <= passed:
        return "it may have been overdue when it was moved"
    return f"it was {counted((on.first_day - passed).days, 'day')} overdue when it was moved"
