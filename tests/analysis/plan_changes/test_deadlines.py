from pathlib import Path

import pytest

from tests.analysis.plan_changes.versions import compared, lines, plan

ACTION = "id: a, text: Open the van"


def moved(tmp_path: Path, before: str, now: str) -> list[str]:
    return lines(tmp_path, plan(f"{ACTION}, {before}"), plan(f"{ACTION}, {now}"))


def test_a_deadline_that_was_overwritten_is_told_with_what_the_record_hides(tmp_path: Path) -> None:
    assert moved(tmp_path, "due: 2011-01", "due: 2011-03") == [
        (
            "deadline p/a: deadline moved from January 2011 to March 2011: 59 days later "
            "(overwritten: a revision is missing, so the record does not show the move)"
        )
    ]


def test_a_move_with_its_revision_is_told_with_its_reason_and_how_often(tmp_path: Path) -> None:
    before = "first_due: 2010-03, due: 2010-06, revisions: [{due: 2010-06, on: 2010-03-20, reason: Snow}]"
    now = before.replace("due: 2010-06,", "due: 2010-12,", 1).replace(
        "Snow}]", "Snow}, {due: 2010-12, on: 2010-07-10, reason: No driver}]"
    )
    (change,) = compared(tmp_path, plan(f"{ACTION}, {before}"), plan(f"{ACTION}, {now}")).changes
    assert change.what == "deadline moved from June 2010 to December 2010: 184 days later"
    assert change.notes == (
        "moved 2 times by now, 275 days later in all",
        "it was 10 days overdue when it was moved",
        "reason: No driver",
    )
    assert change.facts == {
        "days": 184,
        "times_moved": 2,
        "days_in_all": 275,
        "after_overdue": True,
        "reason": "No driver",
        "withdrawn": False,
        "recorded": True,
    }
    assert (str(change.before), str(change.after), change.keys[-1]) == ("2010-06", "2010-12", "due")


def test_a_move_without_a_reason_says_so(tmp_path: Path) -> None:
    now = "first_due: 2011-01, due: 2011-03, revisions: [{due: 2011-03, on: 2010-10-20}]"
    assert moved(tmp_path, "due: 2011-01", now) == [
        "deadline p/a: deadline moved from January 2011 to March 2011: 59 days later (without a reason)"
    ]


def test_a_move_without_a_date_is_judged_on_the_day_of_the_comparison(tmp_path: Path) -> None:
    now = "first_due: 2010-10, due: 2011-03, revisions: [{due: 2011-03, reason: Snow}]"
    assert moved(tmp_path, "due: 2010-10", now)[0].endswith(
        "151 days later (it was 1 day overdue on 2010-11-01; reason: Snow)"
    )


def test_a_closed_action_was_not_overdue(tmp_path: Path) -> None:
    found = moved(tmp_path, "due: 2010-03, status: complete", "due: 2010-04, status: complete")
    assert "overdue" not in found[0]


@pytest.mark.parametrize(
    ("before", "now", "said"),
    [
        ("due: 2011-03", "due: 2011-01", "deadline moved from March 2011 to January 2011: 59 days earlier"),
        ("due: at the next meeting", "due: 2011-01", "deadline agreed: January 2011; it was “at the next meeting”"),
        ("due: 2011-01", "due: soon", "deadline moved from January 2011 to “soon”"),
        ("status: open", "due: 2011-01, status: open", "deadline set: January 2011"),
        ("due: 2011-01, status: open", "status: open", "deadline removed; it was January 2011"),
        ("due: 2011-01", "due: {period: 2011-01, as_written: by January}", "history of the deadline: due changed"),
    ],
)
def test_what_became_of_a_deadline(tmp_path: Path, before: str, now: str, said: str) -> None:
    found = moved(tmp_path, before, now)
    assert found[0].startswith(f"deadline p/a: {said}")


def test_a_withdrawn_deadline_comes_first(tmp_path: Path) -> None:
    before = plan("id: a, text: A van, due: 2011-01", "id: b, text: A bus, due: 2011-01")
    now = plan(
        "id: a, text: A van, first_due: 2011-01, due: 2012-01, revisions: [{due: 2012-01, reason: R}]",
        "id: b, text: A bus, first_due: 2011-01, revisions: [{withdrawn: true, on: 2010-09-01, reason: R}]",
    )
    assert lines(tmp_path, before, now)[0] == ("deadline p/b: deadline withdrawn; it was January 2011 (reason: R)")


def test_a_history_that_was_rewritten_is_told(tmp_path: Path) -> None:
    before = "first_due: 2010-03, due: 2010-12, revisions: [{due: 2010-12, on: 2010-02-01, reason: Snow}]"
    assert moved(tmp_path, before, "due: 2010-12") == [
        (
            "deadline p/a: history of the deadline rewritten: "
            "the first deadline was March 2010 and is no longer given; the move to December 2010 is no longer recorded"
        )
    ]


def test_a_reason_that_was_added_later_is_told_beside_a_move(tmp_path: Path) -> None:
    before = "first_due: 2010-03, due: 2010-12, revisions: [{due: 2010-12, on: 2010-02-01}]"
    now = "first_due: 2010-03, due: 2010-12, revisions: [{due: 2010-12, on: 2010-02-01, reason: Snow}]"
    assert moved(tmp_path, before, now) == ["deadline p/a: history of the deadline: revisions changed"]
    later = now.replace("due: 2010-12,", "due: 2011-03,", 1).replace("Snow}]", "Snow}, {due: 2011-03, reason: Ice}]")
    assert len(moved(tmp_path, before, later)) == 2


def test_other_deadlines_are_told_with_their_key(tmp_path: Path) -> None:
    before, now = (plan(extra=f"by: {by}\n") for by in ("2010-10", "2011-10"))
    assert lines(tmp_path, before, now) == [
        (
            "deadline p: by: deadline moved from October 2010 to October 2011: 365 days later "
            "(it was 1 day overdue on 2010-11-01)"
        )
    ]


@pytest.mark.parametrize(
    ("on", "late", "note"),
    [
        ("2010-10-31", False, ""),
        ("2010-11", True, "it was 1 day overdue when it was moved"),
        ("Q3-2010", None, "it may have been overdue when it was moved"),
        ("2010-10", False, ""),
    ],
)
def test_a_move_in_some_month_may_have_been_late(tmp_path: Path, on: str, late: bool | None, note: str) -> None:
    now = f"first_due: 2010-10, due: 2011-03, revisions: [{{due: 2011-03, on: {on}, reason: Snow}}]"
    (change,) = compared(tmp_path, plan(f"{ACTION}, due: 2010-10"), plan(f"{ACTION}, {now}")).changes
    assert (change.facts["after_overdue"], change.notes) == (late, tuple(filter(None, (note, "reason: Snow"))))
