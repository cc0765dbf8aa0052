from datetime import date
from pathlib import Path

import pytest

from hsp_cli.analysis.owed import owed_for
from hsp_cli.domain.edit import Set
from hsp_cli.domain.performance import Judgement, judgement, performance_of
from hsp_cli.domain.period import Period
from hsp_cli.domain.request import RequestRefused
from hsp_cli.domain.workspace import Workspace
from hsp_cli.editing.next_quarter import day_called, new_paper, paper_of, places_for_figures
from hsp_cli.store.editing import changed_file, write_changes
from hsp_cli.store.parsing import parse
from tests.examples import CALDERWICK
from tests.sample_workspace import FILES
from tests.workspaces import PARTNERSHIP, ReadRecords, read_workspace, write_files

Q1, Q2, Q3 = (Period.parse(text) for text in ("Q1-2010", "Q2-2010", "Q3-2010"))
LAST = """\
id: board-2010-q1
title: Report for Q1 2010/11 (Q1-2010)
report: morning-report
body: board
quarter: Q1-2010
on: 2010-09-27
note: It was late.
previous_meetings: [board-may]
sections:
  - id: opening
    title: In short
    part: introduction
    content: [{text: A cold quarter.}]
  - id: homes
    title: Homes
    part: priorities
    priority: homes
    note: Written by Ann.
    content:
      - text: Two things mattered.
      - indicators: [bins]
      - series: {indicators: [bins], periods: [Q1-2010]}
      - project: boilers
      - action: {id: ask, text: Ask for money., due: 2010-12}
    sections: [{id: vans, title: Vans, content: [{text: One van.}]}]
"""
SETTINGS = PARTNERSHIP + "bodies: [{id: board, name: The Board}]\npriorities: [{id: homes, title: Homes}]\n"
MORE = {
    "data/partnership.yaml": SETTINGS,
    "data/indicators/bins.yaml": "id: bins\ntitle: Bins\nunit: bins\nbetter: lower\nfigures: {Q1-2010: {actual: 3}}\n",
    "data/projects/boilers.yaml": "id: boilers\ntitle: Boilers\n",
    "data/meetings/board-may.yaml": "id: board-may\ntitle: May\nbody: board\non: 2010-05-24\n",
}


@pytest.fixture
def ws(records: ReadRecords) -> Workspace:
    return records({**MORE, "data/papers/board-2010-q1.yaml": LAST})


def test_a_new_paper_has_the_shape_of_the_last_one_and_none_of_its_words(ws: Workspace) -> None:
    paper = new_paper(ws, Q2, None)
    assert (paper.path, paper.id, paper.like) == ("data/papers/board-2010-q2.yaml", "board-2010-q2", "board-2010-q1")
    assert (
        paper.text
        == """\
# Headings of board-2010-q1. Write a section's text below it:
#     content:
#       - text: …
id: board-2010-q2
title: Report for Q2 2010/11 (Q2-2010)
report: morning-report
body: board
quarter: Q2-2010
open_questions: [When is the meeting (The Board)? Write its day as `on`.]
sections:
  - id: opening
    title: In short
    part: introduction
  - id: homes
    title: Homes
    part: priorities
    priority: homes
    content:
      - indicators: [bins]
      - {project: boilers}
    sections:
      - id: vans
        title: Vans
"""
    )


def test_with_the_day_of_the_meeting_nothing_is_asked(ws: Workspace) -> None:
    data = parse(new_paper(ws, Q2, day_called("2010-12-13")).text)
    assert (data["on"], "open_questions" in data) == ("2010-12-13", False)
    with pytest.raises(RequestRefused, match="'13/12/2010' is not a day"):
        day_called("13/12/2010")


def test_the_meeting_that_received_the_last_paper_is_the_previous_one(records: ReadRecords) -> None:
    meeting = "id: board-september\ntitle: September\nbody: board\non: 2010-09-27\n"
    ws = records({**MORE, "data/papers/board-2010-q1.yaml": LAST, "data/meetings/board-september.yaml": meeting})
    assert parse(new_paper(ws, Q2, None).text)["previous_meetings"] == ["board-september"]


def test_without_an_earlier_paper_it_is_the_quarterly_report_of_the_settings(records: ReadRecords) -> None:
    paper = new_paper(records({}), Q1, None)
    assert (paper.id, paper.like) == ("morning-report-q1-2010", None)
    assert (
        paper.text
        == """\
id: morning-report-q1-2010
title: Quarterly report
report: morning-report
quarter: Q1-2010
open_questions: [When is the meeting? Write its day as `on`.]
"""
    )


def test_the_last_paper_is_the_latest_before_the_quarter_and_of_the_body_that_is_asked_for(
    records: ReadRecords,
) -> None:
    other = "id: group\ntitle: G\nreport: morning-report\nbody: group\nquarter: Q2-2010\n"
    later = "id: later\ntitle: L\nreport: morning-report\nbody: board\nquarter: Q3-2010\n"
    settings = SETTINGS.replace("bodies: [", "bodies: [{id: group, name: Group}, ")
    ws = records(
        {
            **MORE,
            "data/partnership.yaml": settings,
            "data/papers/board-2010-q1.yaml": LAST,
            "data/papers/group.yaml": other,
            "data/papers/later.yaml": later,
        }
    )
    assert [new_paper(ws, Q3, None, body).like for body in (None, "board", "group")] == [
        "group",
        "board-2010-q1",
        "group",
    ]
    assert new_paper(ws, Q3, None, "group").id == "morning-report-q3-2010"
    there = [paper_of(ws, quarter, "board") for quarter in (Q1, Q2, Q3)]
    assert [placed and placed.record.id for placed in there] == ["board-2010-q1", None, "later"]


def test_a_figure_that_is_owed_gets_a_place_unless_it_has_one(records: ReadRecords) -> None:
    head = "title: T\nunit: '%'\nbetter: higher\n"
    ws = records(
        {
            "data/indicators/a.yaml": f"id: a\n{head}figures: {{Q1-2010: {{actual: 5}}}}\n",
            "data/indicators/b.yaml": f"id: b\n{head}figures: {{Q1-2010: {{actual: 5}}, Q2-2010: {{target: 6}}}}\n",
            "data/indicators/c.yaml": f"id: c\n{head}figures: {{Q2-2010: {{status: awaited}}}}\n",
            "data/indicators/d.yaml": f"id: d\n{head}frequency: monthly\nfigures: {{2010-07: {{actual: 5}}}}\n",
        }
    )
    owed = owed_for(ws, Q2, date(2010, 10, 20)).owings.figures
    assert places_for_figures(owed) == {
        "data/indicators/a.yaml": (Set(("figures", "Q2-2010"), {"status": "awaited"}),),
        "data/indicators/b.yaml": (Set(("figures", "Q2-2010", "status"), "awaited"),),
        "data/indicators/d.yaml": (
            Set(("figures", "2010-08"), {"status": "awaited"}),
            Set(("figures", "2010-09"), {"status": "awaited"}),
        ),
    }


@pytest.mark.parametrize(("name", "quarter"), [("rushmere", "Q2-2024"), ("calderwick", "Q2-2026")])
def test_a_place_for_a_figure_makes_no_indicator_look_better(name: str, quarter: str, tmp_path: Path) -> None:
    if name == "rushmere":
        root = write_files(tmp_path, FILES)
    else:
        data = CALDERWICK.root / "data"
        files = {
            path.relative_to(CALDERWICK.root).as_posix(): path.read_bytes()
            for path in data.rglob("*")
            if path.is_file()
        }
        root = write_files(tmp_path, files)
    before = read_workspace(root).workspace
    assert before is not None
    asked = Period.parse(quarter, before.partnership.calendar)
    owed = owed_for(before, asked, asked.last_day).owings.figures
    places = places_for_figures(owed)
    assert places
    write_changes(str(root), [changed_file(str(root), path, edits) for path, edits in places.items()])
    after = read_workspace(root).workspace
    assert after is not None
    scale = before.partnership.rag
    for name, placed in before.indicators.items():
        found = [performance_of(one.record, asked, scale) for one in (placed, after.indicators[name])]
        was, now = (judgement(one, scale) for one in found)
        assert now in (was, Judgement.AWAITED)
        assert found[1].rag in (found[0].rag, None)
    again = owed_for(after, asked, asked.last_day).owings.figures
    assert [(one.placed.address, one.periods) for one in again] == [(one.placed.address, one.periods) for one in owed]
    assert places_for_figures(again) == {}
