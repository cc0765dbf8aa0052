import pytest

from hsp_cli.domain.address import Placed
from hsp_cli.domain.deadline import Deadline
from hsp_cli.domain.kind import Kind
from hsp_cli.domain.period import Period
from hsp_cli.domain.risk import Risk
from hsp_cli.domain.workspace import Workspace
from hsp_cli.wording.changes_since import (
    compared_text,
    counts_text,
    rated_text,
    slip_text,
    summary_text,
    with_text,
)
from tests.changed_workspace import THEN
from tests.workspaces import ReadRecords

Q1 = Period.parse("Q1-2010")
NO_COUNTS = dict.fromkeys(
    (
        "slipped",
        "brought_forward",
        "worse",
        "first_rated",
        "better",
        "gone",
        "stopped",
        "reopened",
        "completed",
        "closed",
        "new",
        "raised",
        "unknown",
    ),
    0,
)


@pytest.fixture
def workspace(records: ReadRecords) -> Workspace:
    return records(THEN)


def deadline(text: str) -> Deadline:
    return Deadline(period=Period.parse(text))


def risk(workspace: Workspace) -> Placed[Risk]:
    return workspace.risks[0]


def test_a_rating_has_its_name_and_period(workspace: Workspace) -> None:
    settings, indicator = workspace.partnership, workspace.indicators["fell"]
    assert rated_text(indicator, "A", Q1, settings) == "A Amber in Q1 2010/11"
    assert rated_text(indicator, "XX", Q1, settings) == "XX in Q1 2010/11"
    assert rated_text(risk(workspace), "C1", Q1, settings) == "C1 Red in Q1 2010/11"
    assert rated_text(indicator, None, Q1, settings) == "not rated"
    assert rated_text(risk(workspace), "C1", None, settings) == "not rated"


def test_a_slip_has_its_days_and_its_reasons() -> None:
    moved = "Deadline moved from 30 September 2010 to 31 December 2010: 92 days later."
    days = deadline("2010-09-30"), deadline("2010-12-31")
    assert slip_text(*days, ()) == f"{moved} No reason is recorded."
    assert slip_text(*days, ("No van.", "Snow.")) == f"{moved} Reason: No van; Snow."
    assert slip_text(*days, ("Who knows?",)) == f"{moved} Reason: Who knows?"
    assert slip_text(days[0], None, ()) == ("Deadline removed; it was 30 September 2010. No reason is recorded.")


def test_what_is_inside_a_record_is_counted_by_kind(workspace: Workspace) -> None:
    actions, aims = workspace.of(Kind.ACTION), workspace.of(Kind.AIM)
    assert with_text(()) == ""
    assert with_text(actions[:1]) == "with 1 action"
    assert with_text((*aims, *actions[:3])) == "with 1 aim and 3 actions"


@pytest.mark.parametrize(
    ("counts", "text"),
    [
        ({}, "No change is recorded."),
        ({"unknown": 1}, "No change is recorded. It is not known whether 1 record has changed."),
        ({"slipped": 1, "better": 2}, "1 deadline slipped and 2 ratings are better."),
    ],
)
def test_a_summary_counts_what_there_is(counts: dict[str, int], text: str) -> None:
    assert summary_text(NO_COUNTS | counts) == text


ONE_OF_EACH = (
    "1 deadline slipped",
    "1 deadline was brought forward",
    "1 rating is worse",
    "1 record that was not rated then is now off track or red",
    "1 rating is better",
    "1 record is gone without being closed",
    "1 action was cancelled or not delivered",
    "1 action is open again",
    "1 action is complete",
    "1 risk was closed",
    "1 record is new",
    "1 action was raised",
)
TWO_OF_EACH = (
    "2 deadlines slipped",
    "2 deadlines were brought forward",
    "2 ratings are worse",
    "2 records that were not rated then are now off track or red",
    "2 ratings are better",
    "2 records are gone without being closed",
    "2 actions were cancelled or not delivered",
    "2 actions are open again",
    "2 actions are complete",
    "2 risks were closed",
    "2 records are new",
    "2 actions were raised",
)


@pytest.mark.parametrize(
    ("count", "told", "unknown"),
    [(1, ONE_OF_EACH, "1 record has"), (2, TWO_OF_EACH, "2 records have")],
)
def test_a_summary_has_words_for_each_count(count: int, told: tuple[str, ...], unknown: str) -> None:
    listed = f"{', '.join(told[:-1])} and {told[-1]}"
    assert summary_text(dict.fromkeys(NO_COUNTS, count)) == f"{listed}. It is not known whether {unknown} changed."


def test_counts_that_are_not_known_are_said_to_be_so() -> None:
    assert counts_text((("slipped", 0), ("gone", None)), 0) == "0 slipped, gone not known."
    assert counts_text((("slipped", 1200),), 3) == "1,200 slipped. It is not known whether 3 records have changed."


def test_what_was_compared_is_named() -> None:
    said = "This compares the records with those of 1 May 2010 (commit 0123456789ab)."
    assert compared_text("0123456789abcdef", "1 May 2010", 0) == said
    assert compared_text("0123456789abcdef", "1 May 2010", 1) == f"{said} 1 file there could not be read."
