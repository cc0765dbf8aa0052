"""Moves or withdraws the deadline of an action or milestone, with the reason."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from hsp_cli.domain.action import Action, Scheduled
from hsp_cli.domain.deadline import Deadline
from hsp_cli.domain.edit import Append, Edit, Remove
from hsp_cli.domain.finding import Place
from hsp_cli.domain.period import Period
from hsp_cli.domain.request import RequestRefused
from hsp_cli.domain.workspace import Workspace
from hsp_cli.editing.closing import update
from hsp_cli.editing.wish import (
    Wished,
    as_written,
    behind,
    date_given,
    day_given,
    kinds_of,
    named,
    set_at,
    text_given,
    with_inferences_removed,
)

_WHAT_MOVES = "only actions, milestones and drafts have a deadline that moves"


def moved(
    workspace: Workspace, name: str, to: str | None, as_of: date, *, reason: str | None, on: str | None = None
) -> Wished:
    """Move a deadline, or withdraw it (`to` is None), and keep the first one and the reason.

    The first deadline of something that has none is only entered; that is no move, and the reason becomes an update.
    RequestRefused if the item is closed, or the deadline would be the same or cannot be right.
    """
    item = named(workspace, name, kinds_of(Scheduled), _WHAT_MOVES)
    record = item.record
    assert isinstance(record, Scheduled)
    address = str(item.address)
    if not record.is_live:
        hint = f"open it again first: hsp update {address} --status in-progress"
        raise RequestRefused(f"{address} is {record.status.value}, so its deadline does not move", hint)
    if reason is None:
        raise RequestRefused(f"why does the deadline of {address} change?", "add --reason TEXT")
    words, day = text_given(reason, "--reason"), day_given(workspace, on, as_of)
    if to is None:
        edits, said = _withdrawn(record, item.place, day, words, address)
    else:
        edits, said = _moved(record, item.place, date_given(workspace, to), day, words, address)
    return Wished(item.place.path, tuple(with_inferences_removed(record, item.place, edits)), f"{address} {said}")


def _moved(
    record: Scheduled, place: Place, to: Period, day: Period, reason: str, address: str
) -> tuple[list[Edit], str]:
    start = record.start if isinstance(record, Action) else None
    if start and to.last_day < start.first_day:
        raise RequestRefused(f"{address} starts {start}, so it cannot be due {to}", "correct the date, or its start")
    if record.due is not None and record.due.is_same_as(Deadline(period=to)):
        raise RequestRefused(f"{address} is due {record.due} already")
    if record.due is None and record.withdrawal is None:
        update_edit = Append((*place.keys, "updates"), update(day, reason), behind("updates"))
        return [set_at(place, "due", as_written(to)), update_edit], f"is due {to}; it had no deadline before"
    first = [*_first_due(record, place)]
    revision = {"due": as_written(to), "on": as_written(day), "reason": reason}
    times = len(record.revisions) + 1
    was = f"from {record.due}" if record.due else "after it was withdrawn"
    said = f"is due {to}, moved {was} ({times} {'time' if times == 1 else 'times'} in all)"
    return [*first, set_at(place, "due", as_written(to)), _revision(place, revision)], said


def _withdrawn(record: Scheduled, place: Place, day: Period, reason: str, address: str) -> tuple[list[Edit], str]:
    if record.due is None:
        raise RequestRefused(f"{address} has no deadline to withdraw")
    revision = {"withdrawn": True, "on": as_written(day), "reason": reason}
    edits = [*_first_due(record, place), _revision(place, revision), Remove((*place.keys, "due"))]
    return edits, f"has no deadline from {day}; {record.due} is withdrawn"


def _first_due(record: Scheduled, place: Place) -> Iterator[Edit]:
    """Keep the present deadline as the first, unless an earlier one is kept already."""
    if record.first_due is None and record.due is not None:
        yield set_at(place, "first_due", deadline_data(record.due))


def deadline_data(deadline: Deadline) -> Any:
    """A deadline as a record has it: a period, words, or both."""
    period = as_written(deadline.period) if deadline.period else None
    if deadline.as_written is None or period is None:
        return deadline.as_written or period
    return {"period": period, "as_written": deadline.as_written}


def _revision(place: Place, revision: dict[str, Any]) -> Edit:
    return Append((*place.keys, "revisions"), revision, behind("revisions"))
