from datetime import date

import pytest
from hypothesis import given, strategies as st

from hsp_cli.analysis.open_actions import actions_before, day_of_previous_paper
from hsp_cli.domain.workspace import Workspace
from tests.workspaces import PARTNERSHIP, ReadRecords, read_workspace, write_files

SETTINGS = f"{PARTNERSHIP}bodies: [{{id: hce, name: Chief Executives}}, {{id: ccmg, name: Cohesion Group}}]\n"
MARCH = """\
id: march
title: March
body: hce
on: 2010-03-15
actions:
  - {id: open, text: A}
  - {id: begun, text: A, status: in-progress}
  - {id: done, text: A, status: complete, completed: 2010-04}
  - {id: done-later, text: A, status: complete, completed: 2010-06-20}
  - {id: done-some-day, text: A, status: complete}
  - {id: dropped, text: A, status: cancelled, updates: [{on: 2010-04-02, text: Dropped}]}
"""
MAY = "id: may\ntitle: May\nbody: hce\non: 2010-05-24\nactions: [{id: open, text: A}]\n"
OTHER = "id: other\ntitle: O\nbody: ccmg\non: 2010-05-01\nactions: [{id: open, text: A}]\n"


def paper(name: str, action: str, keys: str) -> str:
    return (
        f"id: {name}\ntitle: P\nreport: morning-report\n{keys}"
        f"sections: [{{id: s, title: S, part: other, content: [{{action: {{id: {action}, text: A}}}}]}}]\n"
    )


FILES = {
    "data/partnership.yaml": SETTINGS,
    "data/meetings/may.yaml": MAY,
    "data/meetings/march.yaml": MARCH,
    "data/meetings/other.yaml": OTHER,
}
PAPERS = {
    "data/papers/p1.yaml": paper("p1", "ask-1", "body: hce\nquarter: Q4-2009\non: 2010-05-24\n"),
    "data/papers/p2.yaml": paper("p2", "ask-2", "body: hce\nquarter: Q1-2010\non: 2010-09-27\n"),
    "data/papers/p3.yaml": paper("p3", "ask-3", "body: hce\nquarter: Q2-2010\n"),
    "data/papers/p4.yaml": paper("p4", "ask-4", "body: ccmg\nquarter: Q4-2009\n"),
    "data/papers/p5.yaml": paper("p5", "ask-5", ""),
}
SEPTEMBER = date(2010, 9, 27)


def found(ws: Workspace, body: str | None = "hce", day: date = SEPTEMBER, **more: object) -> list[str]:
    return [str(earlier.placed.address) for earlier in actions_before(ws, body, day, **more)]  # type: ignore[arg-type]


def test_without_a_paper_every_action_of_earlier_meetings_is_found_the_oldest_meeting_first(
    records: ReadRecords,
) -> None:
    assert found(records(FILES)) == [
        *(f"march/{name}" for name in ("open", "begun", "done", "done-later", "done-some-day", "dropped")),
        "may/open",
    ]


def test_each_has_its_origin_and_dates(records: ReadRecords) -> None:
    first, *_, last = actions_before(records(FILES), "hce", SEPTEMBER)
    assert (first.origin.record.id, str(first.raised)) == ("march", "2010-03-15")
    assert (first.closed, first.is_open) == (None, True)
    assert (last.origin.record.id, str(last.raised)) == ("may", "2010-05-24")


def test_what_an_earlier_paper_has_reported_as_closed_is_left_out(records: ReadRecords) -> None:
    reported = found(records(FILES), since=date(2010, 5, 24))
    assert reported == ["march/open", "march/begun", "march/done-later", "march/done-some-day", "may/open"]


def test_a_meeting_after_the_day_is_not_earlier(records: ReadRecords) -> None:
    assert "may/open" not in found(records(FILES), day=date(2010, 5, 23))
    assert "may/open" in found(records(FILES), day=date(2010, 5, 24))


@pytest.mark.parametrize(("body", "count"), [("hce", 7), ("ccmg", 1), (None, 8), ("nobody", 0)])
def test_only_the_body_s_own_meetings_count(records: ReadRecords, body: str | None, count: int) -> None:
    assert len(found(records(FILES), body)) == count


def test_actions_of_earlier_papers_are_found_and_those_without_a_date_come_last(records: ReadRecords) -> None:
    ws = records(FILES | PAPERS)
    this = ws.papers["p2"].record
    reported = [name for name in found(ws, paper=this) if name.startswith("p")]
    assert reported == ["p1/ask-1", "p5/ask-5"]
    assert "p4/ask-4" in found(ws, "ccmg")


def test_papers_of_later_quarters_are_not_earlier_even_if_the_paper_is_made_again_much_later(
    records: ReadRecords,
) -> None:
    ws = records(FILES | PAPERS)
    years_later = date(2012, 1, 1)
    assert "p3/ask-3" in found(ws, day=years_later)
    assert "p3/ask-3" not in found(ws, day=years_later, paper=ws.papers["p2"].record)


def test_the_meeting_for_which_a_paper_is_made_is_not_a_previous_one(records: ReadRecords) -> None:
    ws = records(FILES | PAPERS)
    assert "may/open" not in found(ws, day=date(2010, 5, 24), paper=ws.papers["p1"].record)


def test_a_meeting_that_the_paper_names_counts_whatever_its_body(records: ReadRecords) -> None:
    ws = records(FILES | {"data/papers/p.yaml": paper("p", "ask", "body: hce\nprevious_meetings: [other]\n")})
    assert "other/open" in found(ws, paper=ws.papers["p"].record)


def test_the_previous_paper_is_the_latest_one_of_the_body_before_the_day(records: ReadRecords) -> None:
    assert day_of_previous_paper(records(FILES), "hce", SEPTEMBER) is None
    ws = records(PAPERS)
    assert day_of_previous_paper(ws, "hce", SEPTEMBER) == date(2010, 5, 24)
    assert day_of_previous_paper(ws, "hce", date(2010, 12, 1)) == SEPTEMBER
    assert day_of_previous_paper(ws, "hce", date(2010, 5, 24)) is None


DAYS = st.dates(date(2010, 3, 15), date(2030, 1, 1))


@given(day=DAYS, since=st.none() | DAYS)
def test_an_open_action_is_in_every_later_paper(read_once: Workspace, day: date, since: date | None) -> None:
    assert {"march/open", "march/begun"} <= set(found(read_once, day=day, since=since))


@pytest.fixture(scope="module")
def read_once(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    ws = read_workspace(write_files(tmp_path_factory.mktemp("ws"), FILES)).workspace
    assert ws is not None
    return ws
