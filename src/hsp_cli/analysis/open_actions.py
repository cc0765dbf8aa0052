"""Open actions: what a body agreed at earlier meetings and papers and has not seen closed yet."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from hsp_cli.domain.action import Action
from hsp_cli.domain.address import Placed
from hsp_cli.domain.meeting import Meeting
from hsp_cli.domain.paper import Paper
from hsp_cli.domain.period import Period
from hsp_cli.domain.workspace import Workspace


@dataclass(frozen=True, slots=True)
class EarlierAction:
    """An action of an earlier meeting or paper.

    `raised` is the day of the meeting, or else the quarter of the paper; None if neither is recorded. `closed` is the
    date on which the action was closed; None if it is open, or if nobody recorded the date.
    """

    placed: Placed[Action]
    origin: Placed[Meeting] | Placed[Paper]
    raised: Period | None
    closed: Period | None

    @property
    def is_open(self) -> bool:
        return self.placed.record.is_live


def actions_before(
    workspace: Workspace, body: str | None, day: date, since: date | None = None, *, paper: Paper | None = None
) -> tuple[EarlierAction, ...]:
    """The actions that a body raised on or before a day and that its next paper must report, the oldest first.

    These are all open actions, and those closed on or after `since`, the day of the previous paper; without `since`,
    all closed ones too. A closed action without a date of closing is always included, because no record shows that an
    earlier paper reported it. Actions of papers that name no body count for every body. Without `body`, all bodies
    count. An action whose date is not recorded counts as raised before.

    `paper` is the paper that is being made: neither its own actions nor those of a meeting on its day are earlier. The
    meetings that it names as previous count whatever their body and date.
    """
    origins = {origin.address.file: origin for origin in _origins(workspace, body, day, paper)}
    found = [
        earlier
        for placed in workspace.actions
        if (earlier := _earlier(placed, origins.get(placed.address.file)))
        if earlier.is_open or since is None or earlier.closed is None or earlier.closed.last_day >= since
    ]
    found.sort(key=lambda earlier: earlier.raised.first_day if earlier.raised else date.max)
    return tuple(found)


def day_of_previous_paper(workspace: Workspace, body: str | None, day: date) -> date | None:
    """The day of the latest quarterly paper for a body before a day; None if none is recorded."""
    days = [
        placed.record.on.last_day
        for placed in workspace.papers.values()
        if placed.record.quarter and placed.record.on and body in (None, placed.record.body)
    ]
    return max((earlier for earlier in days if earlier < day), default=None)


def _origins(
    workspace: Workspace, body: str | None, day: date, paper: Paper | None
) -> Iterator[Placed[Meeting] | Placed[Paper]]:
    for meeting in workspace.meetings.values():
        is_named = paper is not None and meeting.record.id in paper.previous_meetings
        is_earlier = _is_held_by(meeting.record, day) and not (paper and meeting.record.on == paper.on)
        if is_named or (_is_of(meeting.record, body) and is_earlier):
            yield meeting
    for other in workspace.papers.values():
        if _is_of(other.record, body) and _is_earlier(other.record, day, paper):
            yield other


def _is_of(record: Meeting | Paper, body: str | None) -> bool:
    return body is None or record.body in (body, None)


def _is_earlier(other: Paper, day: date, paper: Paper | None) -> bool:
    if paper is not None:
        if other.id == paper.id:
            return False
        if other.quarter and paper.quarter and other.quarter > paper.quarter:
            return False
    return _is_held_by(other, day)


def is_raised_by(workspace: Workspace, placed: Placed[Any], day: date) -> bool:
    """Whether an action had been raised by a day: its meeting was held, or its paper written. True without a date."""
    file = workspace.file_of(placed).record
    return not isinstance(file, Meeting | Paper) or _is_held_by(file, day)


def _is_held_by(record: Meeting | Paper, day: date) -> bool:
    if record.on:
        return record.on.first_day <= day
    # A paper about a quarter is written after the quarter.
    quarter = record.quarter if isinstance(record, Paper) else None
    return quarter is None or quarter.last_day <= day


def _earlier(placed: Placed[Action], origin: Placed[Meeting] | Placed[Paper] | None) -> EarlierAction | None:
    if origin is None:
        return None
    record = origin.record
    raised = record.on if isinstance(record, Meeting) else record.on or record.quarter
    return EarlierAction(placed, origin, raised, _closed(placed.record))


def _closed(action: Action) -> Period | None:
    """The date of closing: the date of completion, or else of the last update on an action that is closed."""
    if action.is_live:
        return None
    return action.completed or max((update.on for update in action.updates if update.on), default=None)
