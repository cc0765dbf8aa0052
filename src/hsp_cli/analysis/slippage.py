"""Slippage: how often and how far deadlines were moved, from the records' own revisions and from git.

A record tells of its moves in `first_due` and `revisions`. git also saw the moves of which no record tells, because the
deadline was overwritten in place. Both count, each move once.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from hsp_cli.analysis.due import Grouping, group_keys
from hsp_cli.domain.action import Scheduled
from hsp_cli.domain.address import Address, Placed
from hsp_cli.domain.commit import Commit
from hsp_cli.domain.deadline import Deadline, days_between
from hsp_cli.domain.deadline_changes import Course, Move
from hsp_cli.domain.period import Period
from hsp_cli.domain.workspace import Workspace


class Slip(NamedTuple):
    """One move of a deadline. `before` is None if no version gives the deadline before; `to` if it was taken away.

    `on` is when the move was decided, as the record says, or the day of the commit. `is_recorded` is false if only git
    tells of it: `commit` then has overwritten the deadline, or has not been made yet (None).
    """

    before: Deadline | None
    to: Deadline | None
    on: Period | None
    reason: str | None
    is_recorded: bool
    commit: Commit | None

    @property
    def days(self) -> int | None:
        """The days by which it was put off; negative if it was brought forward. None if they cannot be counted."""
        return days_between(self.before, self.to)

    @property
    def is_after_overdue(self) -> bool | None:
        """Whether the deadline before had passed by then. None if one of the two days is not known for certain."""
        passed = self.before.falls_on if self.before else None
        if passed is None or self.on is None:
            return None
        if self.on.first_day > passed:
            return True
        return False if self.on.last_day <= passed else None


@dataclass(frozen=True, slots=True)
class Slippage:
    """The slippage of one action or milestone: its first and its present deadline, and the moves between, oldest first.

    `first_recorded` is the `first_due` of the record, if git saw another first deadline, else None.
    """

    placed: Placed[Scheduled]
    first_due: Deadline | None
    moves: tuple[Slip, ...]
    first_recorded: Deadline | None = None

    @property
    def due(self) -> Deadline | None:
        return self.placed.record.due

    @property
    def days(self) -> int | None:
        """The days between the first and the present deadline. None if they cannot be counted."""
        return days_between(self.first_due, self.due)

    @property
    def after_overdue(self) -> int:
        return sum(move.is_after_overdue is True for move in self.moves)

    @property
    def unknown_overdue(self) -> int:
        """The moves of which nobody can say whether the deadline had passed."""
        return sum(move.is_after_overdue is None for move in self.moves)

    @property
    def without_reason(self) -> int:
        return sum(move.reason is None for move in self.moves)

    @property
    def unrecorded(self) -> tuple[Slip, ...]:
        """The moves of which the record does not tell."""
        return tuple(move for move in self.moves if not move.is_recorded)

    @property
    def disagrees(self) -> bool:
        """Whether git saw something else than the record tells."""
        return bool(self.unrecorded) or self.first_recorded is not None


@dataclass(frozen=True, slots=True)
class Removed:
    """An action or milestone that git saw and that is no longer recorded, although it was still to be done."""

    address: Address
    course: Course

    @property
    def days(self) -> int | None:
        return days_between(self.course.first, self.course.last.due)


def slippage(
    records: Iterable[Placed[Scheduled]], courses: Mapping[Address, Course] | None = None
) -> tuple[Slippage, ...]:
    """The slippage of actions and milestones, the worst first: those put off by most days, then moved most often.

    Of those whose days cannot be counted, the ones that were moved come before all that were never put off. `courses`
    are what git saw; without them, only the records tell.
    """
    return tuple(sorted((_slippage(one, (courses or {}).get(one.address)) for one in records), key=_worst_first))


def removed(workspace: Workspace, courses: Mapping[Address, Course]) -> tuple[Removed, ...]:
    """What was removed from the records while it was still to be done, as git saw it, by address."""
    present = {placed.address for placed in workspace.scheduled}
    gone = (Removed(address, one) for address, one in courses.items() if one.gone_in and address not in present)
    return tuple(sorted((one for one in gone if one.course.last.is_live), key=lambda one: str(one.address)))


def _worst_first(one: Slippage) -> tuple[int, int, str]:
    days = one.days
    return -(days if days is not None else 1 if one.moves else 0), -len(one.moves), str(one.placed.address)


def _slippage(placed: Placed[Scheduled], course: Course | None) -> Slippage:
    record = placed.record
    told = _told(record)
    first = record.first_due or (None if told else record.due)
    chain = [first, *(move.to for move in told)]
    if course is None:
        return Slippage(placed, first, tuple(told))
    seen = course.first
    is_known = seen is None or any(one is not None and one.is_same_as(seen) for one in chain)
    moves = _merged(told, course.moves)
    if is_known:
        return Slippage(placed, first or seen, moves)
    # Words for which a date was agreed later are the same first deadline.
    is_made_certain = first is not None and seen is not None and seen.falls_on is None and not course.moves
    if is_made_certain:
        return Slippage(placed, first, moves)
    return Slippage(placed, seen, moves, record.first_due)


def _told(record: Scheduled) -> list[Slip]:
    """The moves of which the record tells."""
    before, moves = record.first_due, []
    for revision in record.revisions:
        reason = " ".join(revision.reason.split()) if revision.reason else None
        moves.append(Slip(before, revision.due, revision.on, reason, is_recorded=True, commit=None))
        before = revision.due or before
    if not record.revisions and record.times_moved:
        moves.append(Slip(before, record.due, None, None, is_recorded=True, commit=None))
    return moves


def _merged(told: list[Slip], seen: Sequence[Move]) -> tuple[Slip, ...]:
    """The moves of both, each once: a move that git saw is one of which the record tells if it leads to the same
    deadline, in the same order.
    """
    merged: list[Slip] = []
    waiting = list(told)
    for move in seen:
        on = Period.day(move.commit.on) if move.commit else None
        index = next((index for index, one in enumerate(waiting) if _leads_to(one, move.to)), None)
        if index is None:
            merged.append(Slip(move.before, move.to, on, None, is_recorded=False, commit=move.commit))
            continue
        merged += waiting[:index]
        found = waiting[index]
        merged.append(found._replace(before=found.before or move.before, on=found.on or on, commit=move.commit))
        waiting = waiting[index + 1 :]
    return (*merged, *waiting)


def _leads_to(move: Slip, deadline: Deadline | None) -> bool:
    if move.to is None or deadline is None:
        return move.to is deadline
    return move.to.is_same_as(deadline)


class SlippageGroup(NamedTuple):
    """The slippage of the actions and milestones of an owner, plan or body.

    `id` is None if they name nobody, or somebody whom the settings do not list. `days` are those that can be counted,
    of deadlines that are later than the first; `uncounted` are the moved deadlines of which they cannot.
    """

    id: str | None
    name: str
    items: tuple[Slippage, ...]

    @property
    def moved(self) -> int:
        return sum(bool(one.moves) for one in self.items)

    @property
    def times_moved(self) -> int:
        return sum(len(one.moves) for one in self.items)

    @property
    def days(self) -> int:
        return sum(max(one.days or 0, 0) for one in self.items)

    @property
    def uncounted(self) -> int:
        return sum(one.days is None for one in self.items if one.moves)

    @property
    def after_overdue(self) -> int:
        return sum(one.after_overdue for one in self.items)

    @property
    def unknown_overdue(self) -> int:
        return sum(one.unknown_overdue for one in self.items)

    @property
    def without_reason(self) -> int:
        return sum(one.without_reason for one in self.items)

    @property
    def unrecorded(self) -> int:
        return sum(len(one.unrecorded) for one in self.items)


def slippage_by(workspace: Workspace, items: Iterable[Slippage], by: Grouping) -> tuple[SlippageGroup, ...]:
    """The slippage by owner, plan or body, most days first. An item with several owners counts for each of them."""
    members: dict[tuple[str | None, str], list[Slippage]] = {}
    for item in items:
        for key in dict.fromkeys(group_keys(workspace, item.placed, by)):
            members.setdefault(key, []).append(item)
    groups = (SlippageGroup(*key, tuple(found)) for key, found in members.items())
    return tuple(sorted(groups, key=lambda group: (-group.days, -group.times_moved, group.name.casefold())))
