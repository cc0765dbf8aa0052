"""The mail and the calendar of a chase."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import icalendar
import pytest
from hypothesis import given, settings, strategies as st

from hsp_cli.analysis.chasing import chase
from hsp_cli.checking.loader import load
from hsp_cli.domain.period import Period
from hsp_cli.domain.workspace import Workspace
from hsp_cli.exchange.calendar_file import Deadline, as_ics, deadlines
from hsp_cli.exchange.message_text import as_markdown, as_text
from hsp_cli.exchange.messages import Message, Request, message, others
from tests.workspaces import write_files

DAY, Q1 = date(2024, 5, 10), Period.parse("Q1-2024")

INDICATOR = """\
id: calls
code: C1
title: Calls answered
unit: "%"
better: higher
frequency: monthly
leads: [Ann Reed, Bob Stone]
figures: {2023-12: {actual: 90}, 2024-01: {actual: 91}}
"""


@pytest.fixture
def rushmere(sample: Path) -> Workspace:
    found = load(str(write_files(sample, {"data/indicators/calls.yaml": INDICATOR}))).workspace
    assert found is not None
    return found


def messages(workspace: Workspace, answer_by: date | None = None) -> dict[str, Message]:
    quarter = workspace.partnership.calendar
    asked = Period.quarter(2024, 1, quarter)
    return {one.name: message(one, workspace, asked, DAY, answer_by) for one in chase(workspace, asked, DAY).asked}


def test_a_message_has_owner_subject_what_is_needed_and_how_to_answer(rushmere: Workspace) -> None:
    assert as_text([messages(rushmere, date(2024, 5, 31))["Ann Reed"]]) == (
        "To: Ann Reed\n"
        "Subject: Q1 2024: 2 figures and 1 update needed, by 31 May 2024\n"
        "\n"
        "Please answer by 31 May 2024. As of 10 May 2024, the records of Rushmere\n"
        "Together need the following.\n"
        "\n"
        "Figures\n"
        "- C1 Calls answered\n"
        "  Needed: figures for February 2024 and March 2024, due by 31 March 2024\n"
        "  Also asked: Bob Stone\n"
        "  Sheet: figures, “Figure”, calls 2024-02\n"
        "  Sheet: figures, “Figure”, calls 2024-03\n"
        "  Or: hsp record calls 2024-03 --actual NUMBER\n"
        "\n"
        "Updates of actions and milestones\n"
        "- Buy a second van.\n"
        "  Needed: update (no report is recorded)\n"
        "  Also asked: the Council\n"
        "  Sheet: actions, “New update”, homes/second-van\n"
        "  Or: hsp update homes/second-van --note TEXT\n"
        "\n"
        "Deadlines to come\n"
        "- The second list\n"
        "  Needed: the outcome by 31 May 2024\n"
        "  Sheet: actions, “Status”, which-homes-first/second-list\n"
        "  Or: hsp close which-homes-first/second-list --outcome TEXT\n"
        "\n"
        "Whether an indicator without its figure needs a comment is known when the\n"
        "figure is there.\n"
    )


def test_what_has_no_owner_is_under_a_heading_of_its_own(rushmere: Workspace) -> None:
    found = messages(rushmere)
    nobody = found[[*found][-1]]
    assert nobody.owner == "No owner recorded"
    assert nobody.subject.startswith("Q1 2024: 1 figure")


def test_markdown_escapes_what_records_say() -> None:
    one = Message(
        "A *bold* name",
        "Subject",
        ("Opening.",),
        (("Figures", (Request("a | [b](c)", "x", "<b>", "figures", ("x 2024-01",), "Figure", "hsp x", ("*",)),)),),
        (),
    )
    assert as_markdown([one], ["A owes nothing."]) == (
        "## A \\*bold\\* name\n\n**Subject**\n\nOpening.\n\n### Figures\n\n"
        "- a \\| \\[b\\](c) (`x`)\n  - Needed: \\<b\\>; also asked: \\*\n"
        "  - Sheet figures, “Figure”: `x 2024-01`\n  - Or: `hsp x`\n\nA owes nothing.\n"
    )


def test_no_text_of_a_record_begins_a_line_of_the_head_of_a_mail() -> None:
    one = Message("A\r\nBcc: x@example.org", "S\nTo: y", ("O.",), (), ())
    assert as_text([one]).startswith("To: A Bcc: x@example.org\nSubject: S To: y\n\nO.\n")


def test_that_somebody_owes_nothing_is_said_only_where_everything_could_be_read(rushmere: Workspace) -> None:
    asked = Period.quarter(2024, 1, rushmere.partnership.calendar)
    found = chase(rushmere, asked, DAY)
    assert all(one.owings.count == 0 for one in found.owe_nothing)
    told = others(found, is_complete=True)
    names = [one.name for one in found.owe_nothing]
    assert told == ((f"{names[0]} owes nothing that the records know of for Q1 2024.",) if names else ())
    assert others(found, is_complete=False) == ("Not every file could be read, so hsp cannot say who owes nothing.",)


def test_an_id_that_is_longer_than_a_line_stays_whole() -> None:
    address = "a-" * 60 + "z"
    one = Message(
        "A", "S", ("O.",), (("Figures", (Request(address, address, "x", "f", (address,), "C", "hsp", ()),)),), ()
    )
    assert as_text([one]).count(address) == 2


# --- The calendar


def test_a_period_with_a_blank_has_none_in_the_name_of_its_entry(sample: Path) -> None:
    text = INDICATOR.replace("monthly", "yearly").replace(
        "{2023-12: {actual: 90}, 2024-01: {actual: 91}}", "{AY 2022/23: {actual: 1}, AY 2023/24: {status: awaited}}"
    )
    workspace = load(str(write_files(sample, {"data/indicators/calls.yaml": text}))).workspace
    assert workspace is not None
    quarter = Period.quarter(2024, 3, workspace.partnership.calendar)
    uids = [one.uid for one in deadlines(chase(workspace, quarter, date(2024, 10, 10)), workspace)]
    assert "indicator/indicators/calls/AY-2023/24@rushmere" in uids


def calendar(workspace: Workspace, alarm: int | None = None, answer_by: date | None = None) -> bytes:
    found = chase(workspace, Period.quarter(2024, 1, workspace.partnership.calendar), DAY)
    return as_ics(deadlines(found, workspace, answer_by), DAY, alarm)


def test_each_deadline_is_a_whole_day_with_a_lasting_name(rushmere: Workspace) -> None:
    read = icalendar.Calendar.from_ical(calendar(rushmere))
    events = {str(event["UID"]): event for event in read.walk("VEVENT")}
    van = events["action/plans/homes/second-van@rushmere"]
    assert van.decoded("DTSTART") == date(2024, 5, 31)
    assert van.decoded("DTEND") == date(2024, 6, 1)
    assert van.decoded("DTSTAMP") == datetime(2024, 5, 10, tzinfo=UTC)
    assert str(van["SUMMARY"]) == "Due: Buy a second van."
    assert str(van["DESCRIPTION"]) == "Owners: the Council; Ann Reed\nRecord: homes/second-van"
    figure = events["indicator/indicators/calls/2024-02@rushmere"]
    assert figure.decoded("DTSTART") == date(2024, 2, 29)
    assert str(figure["SUMMARY"]) == "Figure for February 2024: C1 Calls answered"
    assert list(van.walk("VALARM")) == []


def test_a_day_for_answers_and_reminders_are_added_if_they_are_asked_for(rushmere: Workspace) -> None:
    read = icalendar.Calendar.from_ical(calendar(rushmere, 7, date(2024, 6, 1)))
    events = {str(event["UID"]): event for event in read.walk("VEVENT")}
    answers = events["answers/Q1-2024@rushmere"]
    assert (str(answers["SUMMARY"]), answers.decoded("DTSTART")) == ("Answers for Q1 2024", date(2024, 6, 1))
    (alarm,) = answers.walk("VALARM")
    assert alarm.decoded("TRIGGER") == timedelta(days=-7)


def test_the_same_records_give_the_same_calendar(rushmere: Workspace) -> None:
    assert calendar(rushmere) == calendar(rushmere)
    uids = [one.uid for one in deadlines(chase(rushmere, Q1, DAY), rushmere)]
    assert len(set(uids)) == len(uids)


@given(st.text(max_size=90).filter(lambda text: text.strip()))
@settings(max_examples=25)
def test_whatever_a_text_says_a_calendar_reads_it_back(text: str) -> None:
    clean = " ".join(text.split())
    from hsp_cli.exchange.cells import cell_text

    one = Deadline("x@y", DAY, cell_text(clean), "d")
    content = as_ics([one], DAY)
    assert all(len(line) <= 75 for line in content.split(b"\r\n"))
    (event,) = icalendar.Calendar.from_ical(content).walk("VEVENT")
    assert str(event["SUMMARY"]) == cell_text(clean)
