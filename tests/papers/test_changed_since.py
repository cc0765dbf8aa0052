"""What has changed since the last paper, on the first page of the morning report."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from hsp_cli.checking.loader import load
from hsp_cli.domain.period import Period
from hsp_cli.domain.workspace import Workspace
from hsp_cli.papers import changed_since as module
from hsp_cli.papers.changed_since import ChangedView, ChangeView, changed_since
from hsp_cli.papers.request import EarlierRecords, PaperRequest
from tests.changed_workspace import GONE, NOW, THEN, figure, indicator
from tests.workspaces import Files, ReadRecords, write_files

DAY = date(2010, 10, 15)
Q2 = Period.parse("Q2-2010")
PRESENT: Files = {path: text for path, text in {**THEN, **NOW}.items() if path not in GONE}


def request_for(workspace: Workspace, as_of: date = DAY, quarter: Period = Q2) -> PaperRequest:
    return PaperRequest("q2", "morning-report", workspace, as_of, quarter)


def view(request: PaperRequest) -> ChangedView:
    found = changed_since(request)
    assert found is not None
    return found


@pytest.fixture
def then(tmp_path: Path) -> Workspace:
    """The records of July, read from a folder of their own."""
    workspace = load(str(write_files(tmp_path / "then", THEN))).workspace
    assert workspace is not None
    return workspace


def test_with_the_earlier_records_the_page_lists_what_got_worse_and_counts_the_rest(
    then: Workspace, records: ReadRecords
) -> None:
    earlier = EarlierRecords(then, "0123456789abcdef", date(2010, 7, 10))
    request = replace(request_for(records(PRESENT)), earlier=earlier)
    assert view(request) == ChangedView(
        "the last paper, 15 July 2010",
        "1 deadline slipped, 1 deadline was brought forward, 2 ratings are worse, 2 ratings are better, 2 records are "
        "gone without being closed, 1 action was cancelled or not delivered, 1 action is open again, 1 action is "
        "complete, 1 risk was closed and 3 records are new. It is not known whether 2 records have changed.",
        "This compares the records with those of 10 July 2010 (commit 0123456789ab).",
        (
            ChangeView(
                "Slipped",
                "Open the centre",
                "Deadline moved from 30 September 2010 to 31 December 2010: 92 days later. Reason: No builder.",
            ),
            ChangeView("Worse", "The fell", "G Green in Q1 2010/11; R Red in Q2 2010/11"),
            ChangeView("Worse", "Money runs out", "D2 Green in Q1 2010/11; C1 Red in Q2 2010/11"),
            ChangeView("Gone", "The dropped", "indicator that is no longer recorded"),
            ChangeView("Gone", "Paint the hall", "action that is no longer recorded"),
            ChangeView("Open again", "Test the alarm", "it was closed then"),
            ChangeView("Stopped", "Buy the barn", "cancelled"),
        ),
        0,
    )


def test_without_them_the_page_says_that_it_goes_by_dates(records: ReadRecords) -> None:
    found = view(request_for(records(PRESENT)))
    assert found.counts == (
        "1 deadline slipped, 1 deadline was brought forward, 2 ratings are worse, 1 record that was not rated then is "
        "now off track or red, 2 ratings are better, 1 action is complete, 1 risk was closed and 1 action was raised. "
        "It is not known whether 6 records have changed."
    )
    assert (
        found.source == "This is what the dates in the records say. "
        "It is not known which records were removed since then, or were added without a date."
    )
    assert [row.name for row in found.rows] == ["Open the centre", "The fell", "Money runs out"]


def test_files_that_could_not_be_read_then_are_counted(then: Workspace, records: ReadRecords) -> None:
    earlier = EarlierRecords(then, "0123456789abcdef", date(2010, 7, 10), ("data/plans/p.yaml",))
    found = view(replace(request_for(records(PRESENT)), earlier=earlier))
    assert found.source.endswith("(commit 0123456789ab). 1 file there could not be read.")


def test_more_than_a_dozen_changes_for_the_worse_are_counted(
    records: ReadRecords, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "MOST_LISTED", 1)
    found = view(request_for(records(PRESENT)))
    assert ([row.name for row in found.rows], found.more) == (["Open the centre"], 2)


@pytest.mark.parametrize(
    ("paper", "since"),
    [
        ("", "the last paper, 15 July 2010"),
        ("on: 2010-10-15", "Q1 2010/11"),
        ("quarter: Q3-2010", "Q1 2010/11"),
        ("report: scorecard", "Q1 2010/11"),
        ("body: other", "Q1 2010/11"),
    ],
)
def test_the_last_paper_is_the_latest_quarterly_report_for_the_body(
    paper: str, since: str, records: ReadRecords
) -> None:
    key = paper.partition(":")[0]
    lines = THEN["data/papers/q1.yaml"].splitlines()
    changed = "".join(f"{paper if paper and line.startswith(f'{key}:') else line}\n" for line in lines)
    settings = THEN["data/partnership.yaml"].replace("bodies: [", "bodies: [{id: other, name: Others}, ")
    own = "id: q2\ntitle: Q\nreport: morning-report\nbody: board\nquarter: Q2-2010\non: 2010-10-15\n"
    files = {"data/partnership.yaml": settings, "data/papers/q1.yaml": changed, "data/papers/q2.yaml": own}
    workspace = records({**PRESENT, **files})
    request = replace(request_for(workspace), paper=workspace.papers["q2"].record)
    assert view(request).since == since


def test_of_several_papers_the_latest_counts(records: ReadRecords) -> None:
    later = THEN["data/papers/q1.yaml"].replace("id: q1", "id: q1-again").replace("2010-07-15", "2010-08-15")
    workspace = records({**PRESENT, "data/papers/q1-again.yaml": later})
    assert view(request_for(workspace)).since == "the last paper, 15 August 2010"


def test_before_the_quarter_before_has_ended_nothing_is_earlier(records: ReadRecords) -> None:
    workspace = records({path: text for path, text in PRESENT.items() if "/papers/" not in path})
    assert changed_since(request_for(workspace, date(2010, 6, 30))) is None
    assert view(request_for(workspace, date(2010, 7, 1))).since == "Q1 2010/11"


def test_where_the_records_date_no_change_that_is_said(records: ReadRecords) -> None:
    settings = {"data/partnership.yaml": THEN["data/partnership.yaml"]}
    same = {"data/indicators/same.yaml": indicator("same", figure(95), figure(95))}
    found = view(request_for(records({**settings, **same})))
    assert (found.counts, found.rows, found.more) == ("No change is recorded.", (), 0)


def test_a_move_after_the_day_of_the_paper_is_not_told_yet(records: ReadRecords) -> None:
    plan = NOW["data/plans/p.yaml"].replace(
        "reason: No builder}]", "reason: No builder}, {due: 2011-06-30, on: 2010-10-20}]"
    )
    found = view(request_for(records({**PRESENT, "data/plans/p.yaml": plan})))
    assert found.rows[0].how == (
        "Deadline moved from 30 September 2010 to 31 December 2010: 92 days later. Reason: No builder."
    )


def test_inferred_values_carry_a_mark(records: ReadRecords) -> None:
    risks = NOW["data/risks/r.yaml"].replace(
        "- {id: up, ", "- {id: up, inferred: {ratings.Q1-2010.rating: Read off a chart}, "
    )
    request = request_for(records({**PRESENT, "data/risks/r.yaml": risks}))
    assert view(request).rows[2].how == "D2 Green in Q1 2010/11 †1; C1 Red in Q2 2010/11"


def test_a_change_that_is_only_counted_leaves_no_note_below_the_paper(
    records: ReadRecords, monkeypatch: pytest.MonkeyPatch
) -> None:
    risks = NOW["data/risks/r.yaml"].replace(
        "- {id: up, ", "- {id: up, inferred: {ratings.Q1-2010.rating: Read off a chart}, "
    )
    request = request_for(records({**PRESENT, "data/risks/r.yaml": risks}))
    monkeypatch.setattr(module, "MOST_LISTED", 2)
    assert view(request).more == 1
    assert request.notes.listed() == ()
