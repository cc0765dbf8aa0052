from datetime import date
from typing import Any

import pytest

from hsp_cli.domain.request import RequestRefused
from hsp_cli.papers.of_consultation.you_said_we_did import WITHHELD, context
from hsp_cli.papers.request import PaperRequest
from hsp_cli.papers.selection import requested
from tests.analysis.test_consultations import FILES
from tests.workspaces import Files, ReadRecords

DAY = date(2010, 9, 27)


def paper_about(records: ReadRecords, name: str, files: Files = FILES) -> dict[str, Any]:
    return context(requested(records(files), name, None, DAY))


def changed(old: str, new: str) -> Files:
    path = "data/consultations/benches.yaml"
    assert old in FILES[path]
    return {**FILES, path: FILES[path].replace(old, new)}


def rows(found: dict[str, Any], title: str) -> list[dict[str, str]]:
    (table,) = [aim.table for aim in found["aims"] if aim.title == title]
    return [dict(zip(table.heads, row, strict=True)) for row in table.rows]


def test_each_comment_stands_under_its_aim_with_what_was_done(records: ReadRecords) -> None:
    found = paper_about(records, "benches")
    assert found["title"] == "You said, we did: More benches?"
    assert [aim.title for aim in found["aims"]] == [
        "Parks plan",
        "Good paths",
        "Somewhere to sit",
        "Comments without an aim",
    ]
    more, fewer = rows(found, "Somewhere to sit")
    assert more == {
        "You said": "Two are too few.",
        "We did": "Accepted. There are four. (Changed: draft “The second draft”, planned, due December 2010.)",
        "Why not": "",
        "Answered by": "1 September 2010",
    }
    assert (fewer["We did"], fewer["Why not"]) == ("Declined.", "No.")


def test_what_is_not_answered_says_by_when_it_is_or_was_due(records: ReadRecords) -> None:
    found = paper_about(records, "benches")
    said = {
        title: rows(found, title)[-1]["We did"] for title in ("Good paths", "Parks plan", "Comments without an aim")
    }
    assert said == {
        "Good paths": "Not answered yet. The answer was due by August 2010, 27 days ago.",
        "Parks plan": "Not answered yet. The answer is due by 27 September 2010.",
        "Comments without an aim": "Not answered yet. The answer is due when there is time, date not settled.",
    }


def test_a_reply_that_decides_nothing_is_printed_but_is_no_answer(records: ReadRecords) -> None:
    files = changed(
        "{outcome: open, on: 2010-08-01}", "{outcome: open, body: group, on: 2010-08-01, text: We shall see.}"
    )
    (whole,) = rows(paper_about(records, "benches", files), "Parks plan")
    assert whole == {
        "You said": "I like the plan.",
        "We did": "Not answered yet. The answer is due by 27 September 2010. Parks Group, 1 August 2010: We shall see.",
    }


def test_a_decision_without_its_change_or_reason_says_that_it_is_not_recorded(records: ReadRecords) -> None:
    unclear, _ = rows(paper_about(records, "benches"), "Comments without an aim")
    assert (unclear["We did"], unclear["Why not"]) == (
        "Accepted in part. What was changed is not recorded.",
        "Thank you.",
    )
    _, fewer = rows(paper_about(records, "benches", changed("reason: No., ", "")), "Somewhere to sit")
    assert fewer["Why not"] == "The reason is not recorded."


def test_a_change_has_the_status_of_its_record(records: ReadRecords) -> None:
    files = changed("{record: second, text: There are four.}", "{record: parks/buy, text: Four are ordered.}")
    more, _ = rows(paper_about(records, "benches", files), "Somewhere to sit")
    assert more["We did"] == "Accepted. Four are ordered. (Changed: action “Buy benches.”, without a deadline.)"
    files = changed("{record: second, text: There are four.}", "{record: parks, text: It asks for four.}")
    more, _ = rows(paper_about(records, "benches", files), "Somewhere to sit")
    assert more["We did"] == "Accepted. It asks for four. (Changed: plan “Parks plan”.)"


def test_the_summary_counts_the_outcomes_of_each_aim(records: ReadRecords) -> None:
    found = paper_about(records, "benches")
    assert found["summary"] == (
        ("Parks plan", "1", "0", "0", "0", "1"),
        ("Good paths", "1", "0", "0", "0", "1"),
        ("Somewhere to sit", "2", "1", "0", "1", "0"),
        ("Comments without an aim", "2", "0", "1", "0", "1"),
    )
    assert found["counts"] == (
        "6 comments are recorded. 3 are answered; a change is recorded for 1. 3 are not answered yet; "
        "1 answer is overdue."
    )


def test_a_consultation_without_comments_has_no_counts(records: ReadRecords) -> None:
    found = paper_about(records, "quiet")
    assert (found["counts"], found["summary"], found["aims"], found["steps"]) == ("", (), (), None)


@pytest.mark.parametrize(
    "said",
    ["Mrs Example wants four.", "Ring me on 020 7946 0018.", "Write to ann.reed@example.org.", "Ann Reed is late."],
)
def test_a_text_with_a_name_or_other_personal_data_is_left_out(said: str, records: ReadRecords) -> None:
    path = "data/partnership.yaml"
    files = {**changed("Two are too few.", said), path: FILES[path] + "people: [{id: ann, name: Ann Reed}]\n"}
    more, _ = rows(paper_about(records, "benches", files), "Somewhere to sit")
    assert more["You said"] == WITHHELD


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("title: More benches?", "title: More benches?\nquestions: [Does Mrs Example agree?]"),
        ("text: There are four.", "text: Mrs Example drew four."),
        ("reason: No.", "reason: Mrs Example declined."),
        ("text: An evening,", "text: An evening with Mrs Example,"),
        ("{outcome: open,", "{outcome: open, text: Mrs Example looks at it.,"),
        ("text: The second draft,", "text: The draft of Mrs Example,"),
    ],
)
def test_nobody_is_named_in_any_other_text(old: str, new: str, records: ReadRecords) -> None:
    assert "Example" not in repr(paper_about(records, "benches", changed(old, new)))


def test_those_who_lead_the_consultation_are_not_named(records: ReadRecords) -> None:
    path = "data/partnership.yaml"
    files = {
        **changed("body: group", "body: group\nleads: [Ann Reed]"),
        path: FILES[path] + "people: [{id: a, name: Ann Reed}]\n",
    }
    assert "Ann Reed" not in repr(paper_about(records, "benches", files))


def test_inferred_values_are_marked(records: ReadRecords) -> None:
    files = changed(
        "    text: Two are too few.\n", "    text: Two are too few.\n    inferred: {text: The page is torn.}\n"
    )
    request = requested(records(files), "benches", None, DAY)
    more, _ = rows(context(request), "Somewhere to sit")
    assert more["You said"] == "Two are too few. †1"
    assert [note.reason for note in request.notes.listed()] == ["The page is torn."]


def test_a_paper_that_names_no_consultation_is_refused(records: ReadRecords) -> None:
    request = PaperRequest("said", "you-said-we-did", records(FILES), DAY, about="parks")
    with pytest.raises(RequestRefused) as refusal:
        context(request)
    assert refusal.value.hint == "add `about:` to its record; there is benches, quiet"


def test_the_record_of_the_paper_gives_the_title_and_the_reader(records: ReadRecords) -> None:
    files = {
        **FILES,
        "data/papers/p.yaml": "id: p\ntitle: Benches\nreport: you-said-we-did\nbody: group\nabout: benches\n",
    }
    found = paper_about(records, "p", files)
    assert (found["title"], found["body"], found["consultation"]) == ("Benches", "Parks Group", "More benches?")
