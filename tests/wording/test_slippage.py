from datetime import date

import pytest

from hsp_cli.domain.commit import Commit
from hsp_cli.domain.deadline import Deadline
from hsp_cli.domain.period import Period
from hsp_cli.wording.slippage import (
    commit_text,
    days_text,
    deadline_text,
    move_text,
    moved_counts_text,
    overdue_text,
    unread_text,
)

MARCH = Deadline(period=Period.parse("2010-03"), as_written="in March")
WORDS = Deadline(as_written="when agreed")


def test_a_deadline_is_its_last_day_or_its_words() -> None:
    assert [deadline_text(one) for one in (MARCH, WORDS, None)] == ["2010-03-31", "when agreed", "–"]


@pytest.mark.parametrize(("days", "text"), [(1204, "+1,204"), (-30, "-30"), (0, "0"), (None, "not known")])
def test_days_have_a_sign(days: int | None, text: str) -> None:
    assert days_text(days) == text


@pytest.mark.parametrize(
    ("times", "days", "text"),
    [
        (1, 1, "moved 1 time, 1 day later in all"),
        (2, -30, "moved 2 times, 30 days earlier in all"),
        (2, 0, "moved 2 times, 0 days in all"),
        (1, None, "moved 1 time, by an unknown number of days"),
    ],
)
def test_moves_are_counted(times: int, days: int | None, text: str) -> None:
    assert moved_counts_text(times, days) == text


@pytest.mark.parametrize(
    ("after", "unknown", "text"),
    [
        (0, 0, ""),
        (2, 0, "2 after it was overdue"),
        (0, 1, "1 at an unknown time"),
        (2, 1, "2 after it was overdue, 1 at an unknown time"),
    ],
)
def test_moves_after_the_deadline_are_counted(after: int, unknown: int, text: str) -> None:
    assert overdue_text(after, unknown) == text


def test_a_move_has_both_deadlines() -> None:
    assert move_text(WORDS, MARCH) == "when agreed to 2010-03-31"
    assert move_text(MARCH, None) == "2010-03-31, then removed"
    assert move_text(None, MARCH) == "an unknown date to 2010-03-31"


def test_versions_that_could_not_be_read_are_counted_and_a_few_files_named() -> None:
    assert unread_text(["a", "b", "a"]) == "3 versions of these files could not be read: a, b"
    assert unread_text("abcdefg") == "7 versions of these files could not be read: a, b, c, d, e and 2 more files"
    assert unread_text("abcde") == "5 versions of these files could not be read: a, b, c, d, e"
    assert unread_text(["a"]) == "1 version of this file could not be read: a"


def test_a_commit_has_its_day_its_author_and_its_short_id() -> None:
    assert commit_text(Commit("0123456789abcdef", "Ann", date(2010, 3, 1), "x")) == "2010-03-01 by Ann (0123456789ab)"
    assert commit_text(None) == "not committed yet"
