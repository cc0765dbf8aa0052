from collections.abc import Iterable
from datetime import date
from itertools import pairwise

import pytest

from hsp_cli.domain.address import Address
from hsp_cli.domain.commit import Commit
from hsp_cli.domain.deadline import Deadline
from hsp_cli.domain.deadline_changes import Course, DeadlineChange, courses, has_moved
from hsp_cli.domain.deadline_record import DeadlineRecord, deadline_record
from hsp_cli.domain.kind import Kind
from hsp_cli.domain.period import COUNCIL_CALENDAR

A1, A2, B1 = (Address(Kind.ACTION, "plans/p", name) for name in ("a1", "a2", "b1"))
OTHER = Address(Kind.ACTION, "plans/q", "a1")


def commit(number: int) -> Commit:
    return Commit(f"{number:040}", "Ann Reed", date(2010, 1, number), f"Change {number}")


def says(due: str | None, text: str = "Do it", **other: str) -> DeadlineRecord:
    return deadline_record({"due": due, **other}, text, COUNCIL_CALENDAR)


def change(number: int, before: dict[Address, DeadlineRecord], now: dict[Address, DeadlineRecord]) -> DeadlineChange:
    return DeadlineChange(commit(number), before, now)


def in_line(*dues: str | None) -> list[DeadlineChange]:
    """Commits that gave one action these deadlines, one after the other."""
    versions = [says(due) for due in dues]
    later = enumerate(pairwise(versions), 2)
    return [change(1, {}, {A1: versions[0]}), *(change(number, {A1: one}, {A1: two}) for number, (one, two) in later)]


def always(_one: Commit, _other: Commit) -> bool:
    return True


def never(_one: Commit, _other: Commit) -> bool:
    return False


def moves(course: Course) -> list[tuple[str, str | None, int]]:
    return [
        (str(move.before), str(move.to) if move.to else None, int(move.commit.id) if move.commit else 0)
        for move in course.moves
    ]


def deadline(due: str | None) -> Deadline | None:
    return says(due).due


@pytest.mark.parametrize(
    ("before", "now", "expected"),
    [
        ("2010-03", "2010-06", True),
        ("2010-03", "2010-01", True),
        ("2010-03", None, True),
        ("2010-03", "when agreed", True),
        ("2010-03", "2010-03-31", False),
        ("when agreed", "2010-03", False),
        ("when agreed", "when ready", True),
        ("when agreed", "when agreed", False),
        ("when agreed", None, True),
        (None, "2010-03", False),
        (None, None, False),
    ],
)
def test_a_deadline_has_moved_if_it_falls_on_another_day_or_is_gone(
    before: str | None, now: str | None, expected: bool
) -> None:
    assert has_moved(deadline(before), deadline(now)) is expected


def test_the_course_has_the_first_deadline_and_every_move() -> None:
    found = courses(in_line("2010-03", "2010-06", "2010-06-30", "2010-09", None), always)
    assert str(found[A1].first) == "2010-03"
    assert moves(found[A1]) == [("2010-03", "2010-06", 2), ("2010-06-30", "2010-09", 4), ("2010-09", None, 5)]
    assert found[A1].last == says(None)
    assert found[A1].gone_in is None


def test_a_first_version_may_tell_of_an_earlier_deadline() -> None:
    found = courses([change(1, {}, {A1: says("2010-06", first_due="2010-03")})], always)
    assert (str(found[A1].first), moves(found[A1])) == ("2010-03", [])


def test_an_action_without_a_deadline_gets_its_first_one_later() -> None:
    found = courses(in_line(None, "2010-06", "2010-09"), always)
    assert (str(found[A1].first), moves(found[A1])) == ("2010-06", [("2010-06", "2010-09", 3)])


def test_a_move_there_and_back_and_there_again_is_three_moves() -> None:
    assert len(courses(in_line("2010-03", "2010-06", "2010-03", "2010-06"), never)[A1].moves) == 3


def on_two_branches(*second: tuple[str, str]) -> Iterable[DeadlineChange]:
    yield from in_line("2010-03", "2010-06")
    for number, (one, two) in enumerate(second, 3):
        yield change(number, {A1: says(one)}, {A1: says(two)})


def test_a_move_that_was_made_on_two_branches_counts_once() -> None:
    assert moves(courses(on_two_branches(("2010-03", "2010-06")), never)[A1]) == [("2010-03", "2010-06", 2)]


def test_a_move_that_a_merge_undid_and_that_was_made_again_counts_twice() -> None:
    found = courses(on_two_branches(("2010-03", "2010-06")), lambda one, _: one == commit(2))
    assert [number for _, _, number in moves(found[A1])] == [2, 3]


def test_other_moves_on_two_branches_all_count() -> None:
    found = courses(on_two_branches(("2010-03", "2010-09"), ("2010-06", "2010-12")), never)
    assert [number for _, _, number in moves(found[A1])] == [2, 3, 4]


def test_a_record_that_goes_is_marked_and_one_that_comes_back_is_the_same() -> None:
    gone = change(2, {A1: says("2010-03")}, {})
    found = courses([*in_line("2010-03"), gone], always)
    assert found[A1].gone_in == gone
    undone = change(3, {A1: says("2010-03")}, {})
    assert courses([*in_line("2010-03", "2010-06"), undone], always)[A1].last == says("2010-03")
    back = courses([*in_line("2010-03"), gone, change(3, {}, {A1: says("2010-09")})], always)
    assert back[A1].gone_in is None
    assert moves(back[A1]) == [("2010-03", "2010-09", 3)]


def test_a_record_with_another_id_keeps_its_course() -> None:
    renamed = change(2, {A1: says("2010-03")}, {B1: says("2010-06")})
    again = change(3, {B1: says("2010-06")}, {OTHER: says("2010-09")})
    found = courses([*in_line("2010-03"), renamed, again], always)
    assert list(found) == [OTHER]
    assert moves(found[OTHER]) == [("2010-03", "2010-06", 2), ("2010-06", "2010-09", 3)]


@pytest.mark.parametrize(
    ("before", "now"),
    [
        ({A1: says("2010-03", "Do it")}, {B1: says("2010-06", "Do this")}),
        ({A1: says("2010-03"), A2: says("2010-03")}, {B1: says("2010-06")}),
        ({A1: says("2010-03")}, {B1: says("2010-06"), A2: says("2010-06")}),
        ({A1: says("2010-03", "")}, {B1: says("2010-06", "")}),
        ({A1: says("2010-03")}, {Address(Kind.MILESTONE, "plans/p", "b1"): says("2010-06")}),
    ],
    ids=("another text", "two gone", "two new", "no text", "another kind"),
)
def test_a_record_is_not_the_same_if_that_is_not_clear(
    before: dict[Address, DeadlineRecord], now: dict[Address, DeadlineRecord]
) -> None:
    found = courses([change(1, {}, before), change(2, before, now)], always)
    assert all(course.gone_in for address, course in found.items() if address in before)
    assert all(not course.moves for course in found.values())


def test_changes_that_are_in_no_commit_count_as_moves() -> None:
    found = courses([*in_line("2010-03"), DeadlineChange(None, {A1: says("2010-03")}, {A1: says("2010-06")})], never)
    assert moves(found[A1]) == [("2010-03", "2010-06", 0)]
