"""What has changed since a day, as far as the present records say when it did.

The records date moves of deadlines, completions, figures and ratings. They do not say what was removed. Where a date is
missing, nobody can tell whether it was before the day.
"""

from collections.abc import Iterator
from datetime import date

from hsp_cli.analysis.changes_since.ratings import rated_records, rating_turns
from hsp_cli.analysis.changes_since.state import Found, Held, Slip, Source, State, Unknown, by_length
from hsp_cli.analysis.changes_since.versions import STOPPED
from hsp_cli.analysis.open_actions import is_raised_by
from hsp_cli.domain.action import ActionStatus, Revision, Scheduled
from hsp_cli.domain.address import Placed
from hsp_cli.domain.deadline import Deadline, days_between
from hsp_cli.domain.deadline_history import is_kept
from hsp_cli.domain.period import Period
from hsp_cli.domain.workspace import Workspace


def by_dates(then: State, now: State) -> Found:
    """Compare two days of the same records. Both states have the same workspace."""
    workspace = now.workspace
    scheduled = list(workspace.scheduled)
    slips = [slip for placed in scheduled if (slip := _slip(placed, then.as_of, now.as_of))]
    slipped, forward = by_length(slips)
    turns = rating_turns(then, now, rated_records(workspace))
    closings = [(placed, _when(placed, then.as_of, now.as_of)) for placed in scheduled if not placed.record.is_live]
    within = [placed for placed, is_within in closings if is_within]
    undated = [Unknown(placed, f"{_status(placed)}, date not recorded") for placed, when in closings if when is None]
    return Found(
        Source.DATES,
        slipped,
        forward,
        tuple(turns.worse),
        tuple(turns.better),
        tuple(turns.first_rated),
        tuple(one for one in within if one.record.status is ActionStatus.COMPLETE),
        tuple(one for one in within if one.record.status in STOPPED),
        (),
        tuple(turns.closed),
        tuple(Held(placed) for placed in _raised(workspace, then.as_of, now.as_of)),
        None,
        (*turns.unknown, *undated, *_unknown(scheduled, then.as_of, now.as_of)),
    )


def _status(placed: Placed[Scheduled]) -> str:
    return placed.record.status.value.replace("-", " ")


def _is_within(period: Period, since: date, until: date) -> bool:
    return since < period.last_day <= until


def _moves(record: Scheduled, since: date, until: date) -> list[Revision]:
    return [one for one in record.revisions if one.on and _is_within(one.on, since, until)]


def _slip(placed: Placed[Scheduled], since: date, until: date) -> Slip | None:
    record = placed.record
    moves = _moves(record, since, until)
    before = _deadline_before(record, moves[0]) if moves else None
    if before is None or is_kept(before, moves[-1].due):
        return None
    after = moves[-1].due
    reasons = tuple(" ".join(one.reason.split()) for one in moves if one.reason)
    return Slip(placed, before, after, days_between(before, after), reasons)


def _deadline_before(record: Scheduled, move: Revision) -> Deadline | None:
    """The deadline that a move replaced: that of the move before, or the first one. None if it is not recorded."""
    earlier = record.revisions[: record.revisions.index(move)]
    return earlier[-1].due if earlier else record.first_due


def _unknown(scheduled: list[Placed[Scheduled]], since: date, until: date) -> Iterator[Unknown]:
    """What may have been moved or closed, although no date or status says so."""
    for placed in scheduled:
        record = placed.record
        moves = _moves(record, since, until)
        if moves and _deadline_before(record, moves[0]) is None:
            yield Unknown(placed, "deadline moved, earlier deadline not recorded")
        elif record.is_live and (any(one.on is None for one in record.revisions) or _moved_without_trace(record)):
            yield Unknown(placed, "deadline moved, date of the move not recorded")
        elif not record.is_status_recorded:
            yield Unknown(placed, "status not recorded")


def _moved_without_trace(record: Scheduled) -> bool:
    return record.times_moved > len(record.revisions)


def _when(placed: Placed[Scheduled], since: date, until: date) -> bool | None:
    """Whether it was closed between two days: by the date of completion, or else by the last update. None if no date is
    recorded.
    """
    record = placed.record
    closed = record.completed or max((update.on for update in record.updates if update.on), default=None)
    return _is_within(closed, since, until) if closed else None


def _raised(workspace: Workspace, since: date, until: date) -> Iterator[Placed[Scheduled]]:
    """The actions of meetings and papers between two days."""
    for placed in workspace.actions:
        if is_raised_by(workspace, placed, until) and not is_raised_by(workspace, placed, since):
            yield placed
