from collections.abc import Sequence
from datetime import date
from itertools import pairwise

import pytest

from hsp_cli.analysis.due import Grouping
from hsp_cli.analysis.slippage import Slippage, removed, slippage, slippage_by
from hsp_cli.domain.address import Address
from hsp_cli.domain.commit import Commit
from hsp_cli.domain.deadline_changes import Course, DeadlineChange, Move
from hsp_cli.domain.deadline_record import deadline_record
from hsp_cli.domain.kind import Kind
from hsp_cli.domain.period import COUNCIL_CALENDAR
from hsp_cli.domain.workspace import Workspace
from tests.workspaces import PARTNERSHIP, ReadRecords

SETTINGS = f"""{PARTNERSHIP}
people: [{{id: ann, name: Ann Reed, aliases: [Ann]}}]
bodies: [{{id: board, name: Board}}]
"""
A1 = Address(Kind.ACTION, "plans/p", "a1")


def workspace(records: ReadRecords, *actions: str) -> Workspace:
    """A plan with actions, each the keys of one."""
    lines = "".join(f"      - {{text: Do it, {action}}}\n" for action in actions)
    plan = f"id: p\ntitle: Plan\nbody: board\naims:\n  - id: w1\n    title: First\n    actions:\n{lines}"
    return records({"data/partnership.yaml": SETTINGS, "data/plans/p.yaml": plan})


def commit(day: str) -> Commit:
    return Commit(day.replace("-", ""), "Bo Field", date.fromisoformat(day), "Change")


def course(*dues: str | None, first: str | None = None, days: Sequence[str] = ()) -> Course:
    """What git saw: these deadlines one after the other, each change on one of the days."""
    versions = [deadline_record({"due": due}, "Do it", COUNCIL_CALENDAR) for due in dues]
    moves = []
    for index, (one, two) in enumerate(pairwise(versions)):
        assert one.due
        moves.append(Move(one.due, two.due, commit(days[index] if index < len(days) else "2010-01-01")))
    started = deadline_record({"due": first or dues[0]}, "", COUNCIL_CALENDAR)
    return Course(started.due, versions[-1], moves)


def only(records: ReadRecords, action: str, seen: Course | None = None) -> Slippage:
    (found,) = slippage(workspace(records, f"id: a1, {action}").scheduled, {A1: seen} if seen else None)
    return found


def moves(found: Slippage) -> list[tuple[str | None, str | None, str | None, bool | None, str | None, bool]]:
    """Of each move: from, to, when, whether it came after the deadline had passed, the reason, whether recorded."""
    return [
        (
            str(move.before) if move.before else None,
            str(move.to) if move.to else None,
            str(move.on) if move.on else None,
            move.is_after_overdue,
            move.reason,
            move.is_recorded,
        )
        for move in found.moves
    ]


# --- From the records


TWICE = (
    "first_due: 2010-03, due: 2010-12, "
    "revisions: [{due: 2010-06, on: 2010-03-30, reason: Funding}, {due: 2010-12, on: 2010-07-05}]"
)


def test_revisions_tell_of_each_move(records: ReadRecords) -> None:
    found = only(records, TWICE)
    assert moves(found) == [
        ("2010-03", "2010-06", "2010-03-30", False, "Funding", True),
        ("2010-06", "2010-12", "2010-07-05", True, None, True),
    ]
    assert (str(found.first_due), str(found.due), found.days) == ("2010-03", "2010-12", 275)
    assert (found.after_overdue, found.unknown_overdue, found.without_reason) == (1, 0, 1)
    assert (found.unrecorded, found.disagrees) == ((), False)


def test_a_deadline_that_was_never_moved_has_no_days(records: ReadRecords) -> None:
    found = only(records, "due: 2010-03")
    assert (moves(found), found.days, str(found.first_due)) == ([], 0, "2010-03")


def test_a_first_deadline_without_revisions_is_one_move_at_a_time_that_is_not_known(records: ReadRecords) -> None:
    found = only(records, "first_due: 2010-03, due: 2010-06")
    assert moves(found) == [("2010-03", "2010-06", None, None, None, True)]
    assert (found.days, found.unknown_overdue, found.without_reason) == (91, 1, 1)


def test_revisions_without_a_first_deadline_leave_the_days_open(records: ReadRecords) -> None:
    found = only(records, "due: 2010-06, revisions: [{due: 2010-06, on: 2010-04-01, reason: R}]")
    assert moves(found) == [(None, "2010-06", "2010-04-01", None, "R", True)]
    assert (found.first_due, found.days) == (None, None)


def test_a_deadline_that_was_withdrawn_was_moved_and_has_no_days(records: ReadRecords) -> None:
    found = only(records, "first_due: 2010-03, revisions: [{withdrawn: true, on: 2010-05, reason: No need}]")
    assert moves(found) == [("2010-03", None, "2010-05", True, "No need", True)]
    assert found.days is None


@pytest.mark.parametrize(
    ("on", "expected"), [("2010-03-31", False), ("2010-04-01", True), ("2010-03", False), ("2010", None)]
)
def test_a_move_is_after_overdue_only_if_that_is_certain(records: ReadRecords, on: str, expected: bool | None) -> None:
    found = only(records, f"first_due: 2010-03, due: 2010-06, revisions: [{{due: 2010-06, on: {on!r}, reason: R}}]")
    assert found.moves[0].is_after_overdue is expected


# --- From git too


def test_a_deadline_that_was_overwritten_counts_as_moved(records: ReadRecords) -> None:
    found = only(records, "due: 2010-09", course("2010-03", "2010-06", "2010-09", days=("2010-03-01", "2010-07-01")))
    assert moves(found) == [
        ("2010-03", "2010-06", "2010-03-01", False, None, False),
        ("2010-06", "2010-09", "2010-07-01", True, None, False),
    ]
    assert (str(found.first_due), found.days, found.without_reason) == ("2010-03", 183, 2)
    assert (found.disagrees, found.first_recorded) == (True, None)


def test_a_move_of_which_both_tell_counts_once(records: ReadRecords) -> None:
    seen = course("2010-03", "2010-06", "2010-12", days=("2010-03-30", "2010-08-01"))
    found = only(records, TWICE, seen)
    assert [move.commit for move in found.moves] == [commit("2010-03-30"), commit("2010-08-01")]
    assert (len(found.moves), found.unrecorded, found.disagrees) == (2, (), False)
    assert str(found.moves[1].on) == "2010-07-05"  # as the record says


def test_the_day_of_a_commit_stands_for_one_that_the_record_does_not_give(records: ReadRecords) -> None:
    action = "first_due: 2010-03, due: 2010-06, revisions: [{due: 2010-06, reason: R}]"
    found = only(records, action, course("2010-03", "2010-06", days=("2010-04-02",)))
    assert moves(found) == [("2010-03", "2010-06", "2010-04-02", True, "R", True)]


def test_a_step_that_the_record_leaves_out_is_added_at_its_place(records: ReadRecords) -> None:
    action = "first_due: 2010-03, due: 2010-09, revisions: [{due: 2010-09, on: 2010-08-01, reason: R}]"
    found = only(records, action, course("2010-03", "2010-06", "2010-09", days=("2010-03-01", "2010-08-01")))
    assert [(move.is_recorded, str(move.to)) for move in found.moves] == [(False, "2010-06"), (True, "2010-09")]
    assert (found.days, len(found.unrecorded)) == (183, 1)


def test_a_first_deadline_that_git_did_not_see_is_that_of_the_record(records: ReadRecords) -> None:
    # The repository was started later, or the record was put right.
    found = only(records, TWICE, course("2010-06", "2010-12", days=("2010-07-05",)))
    assert (str(found.first_due), found.disagrees, len(found.moves)) == ("2010-03", False, 2)


def test_a_first_deadline_that_was_rewritten_is_that_which_git_saw(records: ReadRecords) -> None:
    action = "first_due: 2010-09, due: 2010-12, revisions: [{due: 2010-12, on: 2010-08-01, reason: R}]"
    found = only(records, action, course("2010-03", "2010-09", "2010-12", days=("2010-02-01", "2010-08-01")))
    assert (str(found.first_due), str(found.first_recorded), found.days) == ("2010-03", "2010-09", 275)
    assert [move.is_recorded for move in found.moves] == [False, True]
    assert found.disagrees


def test_words_for_which_a_date_was_agreed_are_the_same_first_deadline(records: ReadRecords) -> None:
    found = only(records, "due: 2010-06", course("when agreed", first="when agreed"))
    assert (str(found.first_due), found.days, found.disagrees) == ("2010-06", 0, False)


def test_git_gives_the_first_deadline_that_a_record_with_revisions_leaves_out(records: ReadRecords) -> None:
    action = "due: 2010-06, revisions: [{due: 2010-06, on: 2010-04-01, reason: R}]"
    found = only(records, action, course("2010-03", "2010-06", days=("2010-04-01",)))
    assert moves(found) == [("2010-03", "2010-06", "2010-04-01", True, "R", True)]
    assert (str(found.first_due), found.days, found.disagrees) == ("2010-03", 91, False)


def test_a_deadline_that_was_moved_there_and_back_was_moved(records: ReadRecords) -> None:
    found = only(records, "due: 2010-03", course("2010-03", "2010-06", "2010-03"))
    assert (len(found.moves), found.days, found.disagrees) == (2, 0, True)


def test_a_deadline_that_was_removed_without_a_word_has_no_days(records: ReadRecords) -> None:
    found = only(records, "status: open", course("2010-03", None))
    assert moves(found) == [("2010-03", None, "2010-01-01", False, None, False)]
    assert (str(found.first_due), found.days) == ("2010-03", None)


def test_a_deadline_that_git_saw_no_move_of_but_the_record_tells_is_no_disagreement(records: ReadRecords) -> None:
    found = only(records, TWICE, course("2010-12", first="2010-03"))
    assert (len(found.moves), found.disagrees) == (2, False)


# --- Order, groups, and what is gone


def test_the_worst_come_first(records: ReadRecords) -> None:
    found = slippage(
        workspace(
            records,
            "id: undated",
            "id: still, due: 2010-03",
            "id: short, first_due: 2010-03, due: 2010-04",
            "id: earlier, first_due: 2010-03, due: 2010-02",
            "id: long, first_due: 2010-03, due: 2011-03",
            "id: open, first_due: 2010-03, due: later",
        ).scheduled
    )
    assert [one.placed.record.id for one in found] == ["long", "short", "open", "still", "undated", "earlier"]


def test_groups_add_up_what_is_known_and_count_what_is_not(records: ReadRecords) -> None:
    ws = workspace(
        records,
        "id: a1, owners: [Ann], first_due: 2010-03, due: 2010-06",
        "id: a2, owners: [ann, Nobody], first_due: 2010-03, due: later",
        "id: a3, owners: [Ann Reed], first_due: 2010-03, due: 2010-01",
        "id: a4, due: 2010-03",
    )
    seen = {Address(Kind.ACTION, "plans/p", "a4"): course("2010-02", "2010-03", days=("2010-03-05",))}
    found = slippage(ws.scheduled, seen)

    def facts(by: Grouping) -> list[tuple[object, ...]]:
        return [
            (one.id, one.name, len(one.items), one.moved, one.times_moved, one.days, one.uncounted,
             one.after_overdue, one.unknown_overdue, one.without_reason, one.unrecorded)
            for one in slippage_by(ws, found, by)
        ]  # fmt: skip

    assert facts(Grouping.OWNER) == [
        ("ann", "Ann Reed", 3, 3, 3, 91, 1, 0, 3, 3, 0),
        (None, "", 1, 1, 1, 31, 0, 1, 0, 1, 1),
        (None, "Nobody", 1, 1, 1, 0, 1, 0, 1, 1, 0),
    ]
    assert facts(Grouping.PLAN) == [("p", "Plan", 4, 4, 4, 122, 1, 1, 3, 4, 1)]
    assert facts(Grouping.BODY) == [("board", "Board", 4, 4, 4, 122, 1, 1, 3, 4, 1)]


def test_what_was_removed_while_it_was_to_be_done_is_listed(records: ReadRecords) -> None:
    ws = workspace(records, "id: a1, due: 2010-03")
    gone, closed = (Address(Kind.ACTION, "plans/p", name) for name in ("gone", "closed"))
    change = DeadlineChange(commit("2010-05-01"), {}, {})

    def left(status: str) -> Course:
        last = deadline_record({"due": "2010-06", "status": status}, "Do that", COUNCIL_CALENDAR)
        first = deadline_record({"due": "2010-03"}, "", COUNCIL_CALENDAR).due
        return Course(first, last, [], gone_in=change)

    courses = {gone: left("in-progress"), closed: left("complete"), A1: left("open")}
    (found,) = removed(ws, courses)
    assert (found.address, found.days, found.course.gone_in) == (gone, 91, change)
