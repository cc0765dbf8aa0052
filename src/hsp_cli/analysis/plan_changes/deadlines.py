"""Deadlines that were moved, set, withdrawn or overwritten."""

from collections.abc import Iterator
from datetime import date

from hsp_cli.analysis.plan_changes.change import ChangeClass, PlanChange, RecordChange, Told, Versions
from hsp_cli.domain.action import Revision, Scheduled
from hsp_cli.domain.deadline import Deadline, days_between
from hsp_cli.domain.deadline_history import is_kept, lost_revisions, new_revisions
from hsp_cli.domain.finding import Key
from hsp_cli.domain.period import Period
from hsp_cli.wording.plan_changes import (
    days_in_all_text,
    deadline_day,
    moved_text,
    overdue_then_text,
)
from hsp_cli.wording.record_values import key_text, shortened

_KEYS = ("due", "first_due", "revisions")


def action_deadline(versions: Versions, change: RecordChange) -> Told:
    """The deadline of an action or milestone, with its history."""
    explained = [one for one in change.differences if one.keys[0] in _KEYS or one.path == ("outcome", "update_due")]
    if not explained:
        return Told(())
    before: Scheduled = change.before
    now: Scheduled = change.now
    found = []
    if not _is_same(before.deadline, now.deadline):
        found.append(_moved(versions, change))
    lost = tuple(_lost(before, now))
    is_rewritten = any(one.keys[0] == "revisions" and len(one.keys) > 2 for one in explained)
    if lost or is_rewritten or not found:
        found.append(_history(change, lost))
    return Told(found, explained)


def _is_same(before: Deadline | None, now: Deadline | None) -> bool:
    return before == now or (before is not None and now is not None and before.is_same_as(now))


def _moved(versions: Versions, change: RecordChange) -> PlanChange:
    before: Scheduled = change.before
    now: Scheduled = change.now
    added = new_revisions(before, now)
    is_move = before.deadline is not None and not (now.deadline and is_kept(before.deadline, now.deadline))
    # A deadline that was overwritten leaves no trace in the record, but it was moved all the same.
    times = max(now.times_moved, before.times_moved + 1) if is_move else now.times_moved
    first = now.first_due or before.first_due or before.due
    days = days_between(before.deadline, now.deadline)
    in_all = days_between(first, now.deadline)
    on = max((one.on for one in added if one.on), default=None)
    reasons = tuple(shortened(one.reason) for one in added if one.reason)
    is_late = _was_overdue(before, on, versions.as_of) if is_move else False
    late = overdue_then_text(before.deadline, on, versions.as_of) if is_late is not False else ""
    words = moved_text(before.deadline, now.deadline)
    if now.withdrawal:
        words = f"deadline withdrawn; it was {deadline_day(before.deadline)}"
    return PlanChange(
        ChangeClass.DEADLINE,
        change.placed,
        words,
        before.deadline,
        now.deadline,
        _keys(now),
        tuple(_notes(now, added, reasons, times, in_all, late, is_move=is_move)),
        rank=-(days or 0) if now.deadline else -(10**6),
        facts={
            "days": days,
            "times_moved": times,
            "days_in_all": in_all,
            "after_overdue": is_late,
            "reason": "; ".join(reasons) or None,
            "withdrawn": now.withdrawal is not None,
            "recorded": bool(added),
        },
    )


def _was_overdue(before: Scheduled, on: Period | None, as_of: date) -> bool | None:
    """Whether a deadline had passed when it was moved. None if only the month of the move is known, and it passed then.

    A move without a date was made by the day of the comparison.
    """
    passed = before.deadline.falls_on if before.deadline and before.is_live else None
    if passed is None:
        return False
    if on is None:
        return as_of > passed
    if on.first_day > passed:
        return True
    return False if on.last_day <= passed else None


def _keys(now: Scheduled) -> tuple[Key, ...]:
    if now.due:
        return ("due",)
    return ("revisions",) if now.revisions else ()


def _notes(
    now: Scheduled,
    added: tuple[Revision, ...],
    reasons: tuple[str, ...],
    times: int,
    in_all: int | None,
    late: str,
    *,
    is_move: bool,
) -> Iterator[str]:
    if not is_move:
        return
    if times > 1:
        yield days_in_all_text(now, times, in_all)
    if late:
        yield late
    yield from (f"reason: {reason}" for reason in reasons)
    if not added:
        yield "overwritten: a revision is missing, so the record does not show the move"
    elif not reasons:
        yield "without a reason"


def _lost(before: Scheduled, now: Scheduled) -> Iterator[str]:
    if before.first_due and not is_kept(before.first_due, now.first_due):
        what = f"is now {deadline_day(now.first_due)}" if now.first_due else "is no longer given"
        yield f"the first deadline was {deadline_day(before.first_due)} and {what}"
    for revision in lost_revisions(before, now):
        to = "withdrawal" if revision.withdrawn else f"move to {deadline_day(revision.due)}"
        yield f"the {to} is no longer recorded"


def _history(change: RecordChange, lost: tuple[str, ...]) -> PlanChange:
    """What was rewritten of the history, or added to it, while the deadline stayed."""
    texts = [{key: getattr(one, key) for key in ("due", *_KEYS[1:])} for one in (change.before, change.now)]
    differing = [key for key in texts[1] if texts[0][key] != texts[1][key]]
    names = ", ".join(map(key_text, differing)) or "wording"
    words = (
        f"history of the deadline rewritten: {'; '.join(lost)}" if lost else f"history of the deadline: {names} changed"
    )
    keys: tuple[Key, ...] = ("revisions",) if change.now.revisions else ()
    given = [{key: text[key] for key in differing} for text in texts]
    rank = -(10**6) if lost else 1
    return PlanChange(
        ChangeClass.DEADLINE, change.placed, words, given[0], given[1], keys, rank=rank, facts={"lost": bool(lost)}
    )


def other_deadlines(versions: Versions, change: RecordChange) -> Told:
    """The deadlines of measures, plans, consultations and answers, which have no history of their own."""
    explained = [
        one for one in change.differences if isinstance(one.now or one.before, Deadline) and one.keys[0] not in _KEYS
    ]
    found = []
    for one in explained:
        late = "" if one.field in _EVENTS else _late(one.before, versions.as_of)
        found.append(
            PlanChange(
                ChangeClass.DEADLINE,
                change.placed,
                f"{key_text('.'.join(map(str, one.path)))}: {moved_text(one.before, one.now)}",
                one.before,
                one.now,
                one.keys if one.now else (),
                (late,) if late and one.now else (),
                rank=-(days_between(one.before, one.now) or 0),
                facts={"days": days_between(one.before, one.now), "after_overdue": bool(late)},
            )
        )
    return Told(found, explained)


_EVENTS = ("opens", "closes")
"""Days on which something takes place, which are never overdue."""


def _late(before: Deadline | None, as_of: date) -> str:
    is_late = before is not None and before.falls_on is not None and before.falls_on < as_of
    return overdue_then_text(before, None, as_of) if is_late else ""
