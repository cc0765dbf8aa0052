"""Closes an action or milestone: done, not delivered or cancelled."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from hsp_cli.domain.action import Action, ActionStatus, Scheduled
from hsp_cli.domain.edit import Append, Edit, Set
from hsp_cli.domain.finding import Place
from hsp_cli.domain.period import Period
from hsp_cli.domain.request import RequestRefused
from hsp_cli.domain.workspace import Workspace
from hsp_cli.editing.wish import (
    Wished,
    as_written,
    behind,
    day_given,
    kinds_of,
    named,
    set_at,
    text_given,
    with_inferences_removed,
)

_WHAT_CLOSES = "only actions, milestones and drafts are closed; for an aim: hsp update AIM --status"
CLOSED = (ActionStatus.COMPLETE, ActionStatus.NOT_DELIVERED, ActionStatus.CANCELLED)

_TOLD = {
    ActionStatus.COMPLETE: "was completed",
    ActionStatus.NOT_DELIVERED: "was closed as not delivered",
    ActionStatus.CANCELLED: "was cancelled",
}


def closed(
    workspace: Workspace,
    name: str,
    as_of: date,
    *,
    status: ActionStatus = ActionStatus.COMPLETE,
    on: str | None = None,
    outcome: str | None = None,
    reason: str | None = None,
) -> Wished:
    """Close an action or milestone on a date.

    The outcome of an action goes to its `outcome`, that of a milestone to its updates. One that was not done needs a
    reason, and its date is that of an update, because it has no date of completion. RequestRefused if it is closed
    already, or if the date cannot be right.
    """
    item = named(workspace, name, kinds_of(Scheduled), _WHAT_CLOSES)
    record = item.record
    assert isinstance(record, Scheduled)
    if not record.is_live:
        when = f" ({record.completed})" if record.completed else ""
        hint = f"open it again first: hsp update {item.address} --status in-progress"
        raise RequestRefused(f"{item.address} is closed: it {_TOLD[record.status]}{when}", hint)
    is_done = status is ActionStatus.COMPLETE
    if not is_done and reason is None:
        raise RequestRefused(f"why is it {status.value}?", "add --reason TEXT")
    day = day_given(workspace, on, as_of)
    _refuse_before_start(record, day, str(item.address))
    edits = _edits(record, item.place, status, day, outcome, reason)
    return Wished(
        item.place.path,
        tuple(with_inferences_removed(record, item.place, edits)),
        f"{item.address} {_TOLD[status]} on {day}",
    )


def _refuse_before_start(record: Scheduled, day: Period, address: str) -> None:
    start = record.start if isinstance(record, Action) else None
    if start and day.last_day < start.first_day:
        raise RequestRefused(f"{address} starts {start}, so it cannot end on {day}", "correct the date, or its start")


def _edits(
    record: Scheduled, place: Place, status: ActionStatus, day: Period, outcome: str | None, reason: str | None
) -> Iterator[Edit]:
    yield set_at(place, "status", status.value)
    if reason is not None:
        yield set_at(place, "reason", text_given(reason, "--reason"))
    is_done = status is ActionStatus.COMPLETE
    if is_done:
        yield set_at(place, "completed", as_written(day))
    if is_done and isinstance(record, Action) and record.progress is not None:
        yield set_at(place, "progress", 100)
    words = None if outcome is None else text_given(outcome, "--outcome")
    if words is not None and isinstance(record, Action):
        yield Set((*place.keys, "outcome", "text"), words, behind("outcome"))
    elif words is not None:
        yield Append((*place.keys, "updates"), update(day, words), behind("updates"))
    if not is_done:
        yield Append((*place.keys, "updates"), update(day, str(reason).strip()), behind("updates"))


def update(day: Period, text: str, by: str | None = None) -> dict[str, Any]:
    """A progress update as plain data."""
    return {"on": as_written(day), "text": text, **({"by": by} if by else {})}
