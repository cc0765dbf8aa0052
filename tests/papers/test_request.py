from datetime import date

import pytest

from hsp_cli.domain.period import Period
from hsp_cli.domain.request import RequestRefused
from hsp_cli.papers.request import PaperRequest
from tests.papers.requests import brief_of
from tests.workspaces import PARTNERSHIP, ReadRecords

SETTINGS = f"""{PARTNERSHIP}bodies: [{{id: hce, name: Chief Executives}}]
organisations: [{{id: tower, name: Tower Hamlets}}]
"""
OURS = "id: ours\ntitle: Ours\n"
THEIRS = "id: theirs\ntitle: Theirs\norganisation: tower\n"


def files(paper: str) -> dict[str, str]:
    return {
        "data/partnership.yaml": SETTINGS,
        "data/plans/ours.yaml": OURS,
        "data/plans/theirs.yaml": THEIRS,
        "data/papers/paper.yaml": f"id: paper\ntitle: Paper\nreport: strategy\n{paper}",
    }


@pytest.mark.parametrize(
    ("paper", "body", "whose"),
    [
        ("", "Borough Partnership", "Borough Partnership"),
        ("body: hce\n", "Chief Executives", "Borough Partnership"),
        ("body: nobody\n", "Borough Partnership", "Borough Partnership"),
        ("about: ours\n", "Borough Partnership", "Borough Partnership"),
        ("about: theirs\n", "Tower Hamlets", "Tower Hamlets"),
        ("about: theirs\nbody: hce\n", "Chief Executives", "Tower Hamlets"),
    ],
)
def test_a_paper_is_headed_by_its_body_else_by_whose_plan_it_is(
    paper: str, body: str, whose: str, records: ReadRecords
) -> None:
    heading = brief_of(records, files(paper)).heading()
    assert (heading["body"], heading["partnership"]) == (body, whose)


def test_the_heading_has_the_meeting_the_quarter_and_the_date_if_there_are_any(records: ReadRecords) -> None:
    heading = brief_of(records, files("on: 2010-09-27\nquarter: Q1-2010\n")).heading()
    assert (heading["meeting_on"], heading["quarter"]) == ("27 September 2010", "Q1 2010/11")
    bare = brief_of(records, files("")).heading()
    assert (bare["title"], bare["meeting_on"], bare["quarter"]) == ("Paper", None, None)


def test_the_date_is_said_unless_it_is_that_of_the_meeting(records: ReadRecords) -> None:
    paper = files("on: 2010-09-27\nquarter: Q1-2010\n")
    assert brief_of(records, paper).heading()["as_of"] is None
    assert brief_of(records, paper, as_of=date(2010, 10, 1)).heading()["as_of"] == "1 October 2010"


def test_the_marking_is_that_of_the_paper_or_else_of_all_papers(records: ReadRecords) -> None:
    assert brief_of(records, files("")).heading()["marking"] is None
    assert brief_of(records, files("marking: OFFICIAL-SENSITIVE\n")).heading()["marking"] == "OFFICIAL-SENSITIVE"
    settings = {"data/partnership.yaml": f"{PARTNERSHIP}marking: OFFICIAL\n"}
    assert brief_of(records, files("") | settings).heading()["marking"] == "OFFICIAL"
    assert brief_of(records, files("marking: SECRET\n") | settings).heading()["marking"] == "SECRET"


def test_an_inferred_day_of_the_meeting_or_title_has_its_mark(records: ReadRecords) -> None:
    inferred = "inferred: {on: Two updates are promised for it., title: Ours.}\n"
    request = brief_of(records, files(f"on: 2010-09-27\n{inferred}"))
    heading = request.heading()
    assert (heading["title"], heading["meeting_on"]) == ("Paper †1", "27 September 2010 †2")
    assert [note.reason for note in request.notes.listed()] == ["Ours.", "Two updates are promised for it."]


def test_without_a_record_the_title_is_that_of_the_quarterly_report(records: ReadRecords) -> None:
    heading = PaperRequest("x", "morning-report", records({}), date(2010, 9, 27)).heading()
    assert (heading["title"], heading["body"]) == ("Quarterly report", "Borough Partnership")


def test_a_paper_that_needs_a_quarter_or_a_plan_and_has_none_is_refused_with_a_hint(records: ReadRecords) -> None:
    request = brief_of(records, files(""))
    with pytest.raises(RequestRefused, match="the paper paper needs a quarter") as refused:
        request.the_quarter()
    assert "--quarter" in refused.value.hint
    with pytest.raises(RequestRefused, match="the paper paper names no plan") as refused:
        request.the_plan()
    assert refused.value.hint == "add `about:` to its record; there is ours, theirs"


def test_a_paper_about_a_plan_that_is_not_there_is_refused(records: ReadRecords) -> None:
    with pytest.raises(RequestRefused, match="names no plan"):
        brief_of(records, files("about: gone\n")).the_plan()
    with pytest.raises(RequestRefused) as refused:
        PaperRequest("x", "strategy", records({}), date(2010, 9, 27)).the_plan()
    assert "there is ours" in refused.value.hint or "no plan yet" in refused.value.hint


def test_the_quarter_that_is_asked_for_is_taken_where_the_record_names_none(records: ReadRecords) -> None:
    scorecard = {path: text.replace("report: strategy", "report: scorecard") for path, text in files("").items()}
    assert brief_of(records, scorecard, "Q1-2010").the_quarter().text == "Q1-2010"
    assert brief_of(records, files("about: ours\n"), "Q1-2010").quarter is None, "a plan looks the same in any quarter"
    with pytest.raises(RequestRefused, match="is for Q4 2009/10, not Q1 2010/11"):
        brief_of(records, files("quarter: Q4-2009\n"), "Q1-2010")


@pytest.mark.parametrize(
    ("name", "quarter", "expected"),
    [
        ("scorecard-q1-2010", "Q1-2010", "scorecard-q1-2010-ni-126"),
        ("scorecard-2010-q1", "Q1-2010", "scorecard-2010-q1-q1-2010-ni-126"),
        ("plan", None, "plan-ni-126"),
    ],
)
def test_pictures_of_two_papers_or_quarters_have_different_names(
    name: str, quarter: str | None, expected: str, records: ReadRecords
) -> None:
    workspace = brief_of(records, files("")).workspace
    period = Period.parse(quarter) if quarter else None
    request = PaperRequest(name, "scorecard", workspace, date(2010, 9, 27), period)
    assert request.picture_name("ni-126") == expected
