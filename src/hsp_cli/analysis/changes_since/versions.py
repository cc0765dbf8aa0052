"""What has changed between two versions of the records."""

from collections.abc import Collection, Iterator, Sequence
from typing import Any

from hsp_cli.analysis.changes_since.ratings import Then, rated_records, rating_turns
from hsp_cli.analysis.changes_since.state import Found, Held, Slip, Source, State, by_length
from hsp_cli.analysis.exceptions import is_covered
from hsp_cli.analysis.plan_changes.plan_changes import compared
from hsp_cli.analysis.plan_changes.presence import is_open, is_over, outermost
from hsp_cli.domain.action import ActionStatus, Scheduled
from hsp_cli.domain.address import Placed
from hsp_cli.domain.comparison import Change
from hsp_cli.domain.deadline import days_between
from hsp_cli.domain.deadline_history import is_kept, new_revisions
from hsp_cli.domain.kind import Kind
from hsp_cli.domain.workspace import Workspace

FOLLOWED = (
    Kind.INDICATOR,
    Kind.RISK,
    Kind.REGISTER,
    Kind.PLAN,
    Kind.AIM,
    Kind.ACTION,
    Kind.MEASURE,
    Kind.MILESTONE,
    Kind.PROJECT,
    Kind.GRANT,
    Kind.AGREEMENT,
    Kind.TARGET,
    Kind.CONSULTATION,
    Kind.PROFILE,
)
"""The kinds of record that can be new or gone, in the order of the answer. Of meetings and papers, only the actions."""

STOPPED = (ActionStatus.NOT_DELIVERED, ActionStatus.CANCELLED)


def between_versions(then: State, now: State, unread: Collection[str] = ()) -> Found:
    """Compare two versions. `unread` are paths that could not be read in one of them, beside those they know of."""
    unread = {*unread, *_unreadable(then.workspace), *_unreadable(now.workspace)}
    comparison = compared(then.workspace, now.workspace, unread)
    slipped, forward = by_length(slip for change in comparison.scheduled if (slip := _slip(change)))
    before = {one.now.address: one.before for one in comparison.changes}
    turns = rating_turns(then, now, rated_records(then.workspace) | before)
    outcomes = [*comparison.scheduled, *(_as_change(one) for one in comparison.new if _is_scheduled(one))]
    return Found(
        Source.RECORDS_THEN,
        slipped,
        forward,
        tuple(turns.worse),
        tuple(turns.better),
        tuple(turns.first_rated),
        tuple(_turned(outcomes, (ActionStatus.COMPLETE,))),
        tuple(_turned(outcomes, STOPPED)),
        tuple(one.now for one in comparison.scheduled if one.now.record.is_live and not one.before.record.is_live),
        tuple(turns.closed),
        tuple(_held(comparison.new)),
        (*filter(_was_in_use, _held(comparison.gone)), *_dropped(then, now, before)),
        tuple(turns.unknown),
    )


def _unreadable(workspace: Workspace) -> Iterator[str]:
    """Paths that stand for the files of a workspace that could not be read."""
    return (f"data/{kind.folder}/{stem}.yaml" for kind, stem in workspace.unreadable)


def _slip(change: Change[Scheduled]) -> Slip | None:
    was, now = change.before.record, change.now.record
    before, after = was.deadline, now.deadline
    if before is None or not was.is_live or is_kept(before, after):
        return None
    reasons = tuple(" ".join(one.reason.split()) for one in new_revisions(was, now) if one.reason)
    return Slip(change.now, before, after, days_between(before, after), reasons)


def _is_scheduled(placed: Placed[Any]) -> bool:
    return isinstance(placed.record, Scheduled)


def _as_change(placed: Placed[Any]) -> Change[Any]:
    """A new action as one that was open before, for it may have been raised and closed since then."""
    opened = placed.record.model_copy(update={"status": ActionStatus.OPEN})
    return Change(placed._replace(record=opened), placed)


def _turned(changes: Sequence[Change[Scheduled]], statuses: Collection[ActionStatus]) -> Iterator[Placed[Any]]:
    """What has one of these statuses now, and had none of them before."""
    for change in changes:
        if change.now.record.status in statuses and change.before.record.status not in statuses:
            yield change.now


def _held(records: Sequence[Placed[Any]]) -> list[Held]:
    followed = outermost([one for one in records if one.address.kind in FOLLOWED])
    found = [Held(placed, tuple(inside)) for placed, inside in followed]
    return sorted(found, key=lambda held: FOLLOWED.index(held.placed.address.kind))


def _was_in_use(held: Held) -> bool:
    """Whether a record that is gone had not ended, and it or something inside it was still open."""
    return not is_over(held.placed) and any(map(is_open, (held.placed, *held.inside)))


def _dropped(then: State, now: State, before: Then) -> Iterator[Held]:
    """The indicators that the exception report covered and no longer does, although they are still recorded."""
    for placed in now.workspace.indicators.values():
        was = before.get(placed.address) or then.workspace.indicators.get(placed.record.id)
        covered = was is not None and is_covered(was.record, then.workspace.partnership)
        if covered and not is_covered(placed.record, now.workspace.partnership):
            yield Held(placed, why="still recorded, but the exception report no longer covers it")
