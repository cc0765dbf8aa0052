"""The agenda lists what the records say of the meetings of a quarter, and invents nothing."""

from datetime import date
from typing import Any

from hsp_cli.domain.period import Calendar, Period
from hsp_cli.papers.of_quarter.agenda import MeetingView, context
from hsp_cli.papers.request import PaperRequest
from hsp_cli.papers.selection import pack, requested
from tests.workspaces import Files, ReadRecords

DAY = date(2010, 9, 27)
QUARTER = Period.parse("Q1-2010", Calendar(year_starts=4))
SETTINGS = """\
id: anyborough
name: Anyborough Partnership
rag: {levels: [{code: G, name: Green, colour: green, at_least: 0}, {code: R, name: Red, colour: red, exception: true}]}
bodies: [{id: board, name: The Board}, {id: cabinet, name: The Cabinet}]
"""
PAPERS = {
    "data/partnership.yaml": SETTINGS,
    "data/papers/a-log.yaml": "id: a-log\ntitle: Log\nreport: action-log\nbody: board\non: 2010-09-27\n",
    "data/papers/quarterly.yaml": """\
id: quarterly
title: The quarter
report: morning-report
body: board
quarter: Q1-2010
on: 2010-09-27
sections:
  - id: waste
    title: Waste
    part: introduction
    content: [{action: {id: bins, text: Collect the bins., owners: [board], due: 2010-12, starred: true}}]
""",
    "data/papers/scores.yaml": "id: scores\ntitle: Scores\nreport: scorecard\nbody: cabinet\non: 2010-09-01\n",
    "data/plans/plan.yaml": "id: plan\ntitle: Plan\n",
    "data/meetings/earlier.yaml": """\
id: earlier
title: The Board
body: board
on: 2010-05-24
actions: [{id: a, text: Ask., owners: [board], due: 2010-06}, {id: b, text: Tell., owners: [board], status: complete}]
""",
}


def agenda(records: ReadRecords, files: Files) -> PaperRequest:
    return requested(records(files), "agenda", QUARTER, DAY)


def meetings_of(request: PaperRequest) -> tuple[MeetingView, ...]:
    found: Any = context(request)["meetings"]
    return tuple(found)


def titles(meeting: MeetingView) -> list[str]:
    return [f"{item.number}. {item.title}" for item in meeting.items]


def test_papers_for_one_body_on_one_day_are_a_meeting_and_that_of_the_quarterly_report_comes_first(
    records: ReadRecords,
) -> None:
    board, cabinet, others = meetings_of(agenda(records, PAPERS))
    assert (board.body, board.on) == ("The Board", "27 September 2010")
    assert titles(board) == ["1. Actions from previous meetings", "2. The quarter", "3. Log"]
    assert (cabinet.body, cabinet.on) == ("The Cabinet", "1 September 2010")
    assert titles(cabinet) == ["1. Actions from previous meetings", "2. Scores"]
    assert (others.body, others.on) == ("", "")
    assert titles(others) == ["1. Plan"]


def test_a_paper_says_what_it_is_about_its_file_and_what_is_for_decision(records: ReadRecords) -> None:
    board = meetings_of(agenda(records, PAPERS))[0]
    quarterly, log = board.items[1].paper, board.items[2].paper
    assert quarterly is not None
    assert log is not None
    assert (quarterly.about, quarterly.file) == ("Morning report, Q1 2010/11", "quarterly")
    assert [(one.text, one.owners, one.due, one.starred) for one in quarterly.decisions] == [
        ("Collect the bins.", "board", "December 2010", True)
    ]
    assert (log.about, log.decisions, log.has_decisions) == ("Action log", (), False)


def test_actions_of_earlier_meetings_are_counted_where_a_paper_lists_them_and_else_listed(records: ReadRecords) -> None:
    meeting = PAPERS["data/meetings/earlier.yaml"].replace("earlier", "cabinet-earlier").replace("board", "cabinet")
    board, cabinet, _ = meetings_of(agenda(records, {**PAPERS, "data/meetings/cabinet-earlier.yaml": meeting}))
    counted, listed = board.items[0].actions, cabinet.items[0].actions
    assert counted is not None
    assert listed is not None
    assert (counted.counts, counted.paper, counted.groups) == (
        "2 actions: 1 overdue, 1 complete",
        "The quarter",
        (),
    )
    assert (listed.counts, listed.paper) == ("2 actions: 1 overdue, 1 complete", "")
    assert [[action.text for action in group.actions] for group in listed.groups] == [["Ask.", "Tell."]]


def test_a_meeting_has_the_place_of_its_own_record(records: ReadRecords) -> None:
    meeting = "id: today\ntitle: Today\nbody: board\non: 2010-09-27\nplace: Room 5\n"
    board, cabinet, _ = meetings_of(agenda(records, {**PAPERS, "data/meetings/today.yaml": meeting}))
    assert (board.place, cabinet.place) == ("Room 5", "")


OWN = """\
id: agenda-board
title: Agenda
report: agenda
body: board
quarter: Q1-2010
on: 2010-09-27
sections:
  - {id: apologies, title: Apologies, part: introduction}
  - {id: next, title: Next meeting, part: other, content: [{text: 6 December}]}
"""


def test_an_agenda_with_a_record_has_its_sections_as_items_and_only_the_papers_for_its_body(
    records: ReadRecords,
) -> None:
    (board,) = meetings_of(agenda(records, {**PAPERS, "data/papers/agenda-board.yaml": OWN}))
    assert titles(board) == [
        "1. Apologies",
        "2. Actions from previous meetings",
        "3. The quarter",
        "4. Log",
        "5. Next meeting",
    ]


def test_a_recorded_agenda_is_in_the_pack_and_lists_no_agenda(records: ReadRecords) -> None:
    workspace = records({**PAPERS, "data/papers/agenda-board.yaml": OWN})
    found = pack(workspace, QUARTER, DAY)
    assert [one.name for one in found] == ["agenda-board", "quarterly", "a-log", "scores", "plan"]
    assert [one.name for one in found[0].papers] == ["quarterly", "a-log"]


def test_an_agenda_for_a_body_without_papers_says_so(records: ReadRecords) -> None:
    own = OWN.replace("body: board", "body: cabinet").replace("2010-09-27", "2010-10-01")
    files = {path: text for path, text in PAPERS.items() if "scores" not in path}
    request = agenda(records, {**files, "data/papers/agenda-board.yaml": own})
    assert context(request)["has_papers"] is False
    assert titles(meetings_of(request)[0])[0] == "1. Apologies"


def test_an_agenda_is_of_the_day_of_the_quarterly_report(records: ReadRecords) -> None:
    later = date(2011, 1, 1)
    workspace = records(PAPERS)
    assert pack(workspace, QUARTER, later, by_meeting=True)[0].as_of == DAY
    assert pack(workspace, QUARTER, later)[0].as_of == later


def test_an_agenda_has_the_markings_of_all_its_papers(records: ReadRecords) -> None:
    marked = {path: text + "marking: SECRET\n" if "a-log" in path else text for path, text in PAPERS.items()}
    marked["data/partnership.yaml"] = SETTINGS + "marking: OFFICIAL\n"
    request = agenda(records, marked)
    assert request.marking == "OFFICIAL; SECRET"
    assert [item.paper.marking for item in meetings_of(request)[0].items if item.paper] == ["OFFICIAL", "SECRET"]


def test_a_partnership_whose_quarterly_report_is_the_agenda_gets_one_that_does_not_list_itself(
    records: ReadRecords,
) -> None:
    settings = SETTINGS + "quarterly_report: agenda\n"
    found = pack(records({"data/partnership.yaml": settings}), QUARTER, DAY)
    assert [(one.name, one.papers) for one in found] == [("agenda-q1-2010", ())]


def test_exempt_papers_are_the_last_items_of_their_meeting_with_the_reason(records: ReadRecords) -> None:
    exempt = PAPERS["data/papers/quarterly.yaml"] + "exempt: Paragraph 3\n"
    board = meetings_of(agenda(records, {**PAPERS, "data/papers/quarterly.yaml": exempt}))[0]
    assert titles(board)[1:] == ["2. Log", "3. The quarter"]
    assert [item.paper.exempt for item in board.items if item.paper] == ["", "Paragraph 3"]
