"""What commits changed of deadlines, and the moves that follow from it for each action, also across new ids.

A deadline has moved if it falls on another day, or was taken away. Words for which a date was agreed later are no move,
and neither is a first deadline.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from hsp_cli.domain.address import Address
from hsp_cli.domain.commit import Commit
from hsp_cli.domain.deadline import Deadline
from hsp_cli.domain.deadline_history import is_kept
from hsp_cli.domain.deadline_record import DeadlineRecord

Deadlines = Mapping[Address, DeadlineRecord]


class DeadlineChange(NamedTuple):
    """The deadline records that a commit changed, as they were and as they became. One that is in only one of the two
    is new or gone. `commit` is None for changes on disk that are in no commit yet.
    """

    commit: Commit | None
    before: Deadlines
    now: Deadlines


class Move(NamedTuple):
    """A deadline that was moved, or taken away (`to` is None)."""

    before: Deadline
    to: Deadline | None
    commit: Commit | None


@dataclass
class Course:
    """The course of one deadline: the first one that any version knows of, and its moves, the oldest first.

    `last` is the last version. If `gone_in` is set, the record is no longer there, since that change.
    """

    first: Deadline | None
    last: DeadlineRecord
    moves: list[Move] = field(default_factory=list)
    gone_in: DeadlineChange | None = None


def has_moved(before: Deadline | None, now: Deadline | None) -> bool:
    """Whether a deadline was moved or taken away, and not only made certain."""
    return before is not None and not is_kept(before, now)


def courses(changes: Iterable[DeadlineChange], is_ancestor: Callable[[Commit, Commit], bool]) -> dict[Address, Course]:
    """The course of every deadline that some version has, by the last address of its record.

    The changes come oldest first, each after those on which it builds. A record that has another address after a change
    is the same one if no other that came or went in the change has its kind and its text. A move that was made on
    several branches counts once: `is_ancestor` says whether the first commit comes before the second.
    """
    found: dict[Address, Course] = {}
    for change in changes:
        _rename(found, change)
        for address, now in change.now.items():
            course = found.get(address)
            if course is None:
                found[address] = Course(now.first, now)
                continue
            before = change.before.get(address) or course.last
            _move(course, before, now, change, is_ancestor)
            course.last, course.gone_in = now, None
        for address in change.before.keys() - change.now.keys():
            if course := found.get(address):
                # A merge may have taken another version than the last that was seen.
                course.gone_in, course.last = change, change.before[address]
    return found


def _move(
    course: Course,
    before: DeadlineRecord,
    now: DeadlineRecord,
    change: DeadlineChange,
    is_ancestor: Callable[[Commit, Commit], bool],
) -> None:
    if course.first is None:
        course.first = now.first
    if before.due is None or not has_moved(before.due, now.due):
        return
    move = Move(before.due, now.due, change.commit)
    is_in_order = not has_moved(course.last.due, before.due) and not has_moved(before.due, course.last.due)
    if is_in_order or not any(_is_same(one, move, is_ancestor) for one in course.moves):
        course.moves.append(move)


def _is_same(one: Move, other: Move, is_ancestor: Callable[[Commit, Commit], bool]) -> bool:
    """Whether two moves are the same one, made on two branches."""
    if (one.before, one.to) != (other.before, other.to) or one.commit is None or other.commit is None:
        return False
    return not is_ancestor(one.commit, other.commit)


def _rename(found: dict[Address, Course], change: DeadlineChange) -> None:
    """Give the course of a record that has another address now to that address."""
    for old, new in _renamed(change):
        if old in found and new not in found:
            course = found[new] = found.pop(old)
            course.last = change.before[old]


def _renamed(change: DeadlineChange) -> Iterator[tuple[Address, Address]]:
    gone, new = (_by_text(one, other) for one, other in ((change.before, change.now), (change.now, change.before)))
    for key, addresses in gone.items():
        if len(addresses) == 1 and len(new.get(key, ())) == 1:
            yield addresses[0], new[key][0]


def _by_text(records: Deadlines, others: Deadlines) -> dict[tuple[str, str], list[Address]]:
    """The addresses that are only among the first, by kind and text."""
    found: dict[tuple[str, str], list[Address]] = {}
    for address, one in records.items():
        if address not in others and one.heading:
            found.setdefault((address.kind, one.heading), []).append(address)
    return found
