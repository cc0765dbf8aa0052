from collections.abc import Iterable
from datetime import date
from typing import Any

import pytest

from hsp_cli.analysis.consultations import Stage, consultations
from hsp_cli.analysis.filters import Filters
from hsp_cli.domain.request import RequestRefused
from hsp_cli.domain.workspace import Workspace
from tests.workspaces import PARTNERSHIP, ReadRecords

DAY = date(2010, 9, 27)
FILES = {
    "data/partnership.yaml": PARTNERSHIP + "bodies: [{id: group, name: Parks Group}]\n",
    "data/plans/parks.yaml": """\
id: parks
title: Parks plan
aims:
  - {id: paths, title: Good paths}
  - id: seats
    title: Somewhere to sit
    actions: [{id: buy, text: Buy benches.}]
    measures: [{id: ten, text: Ten benches}]
""",
    "data/consultations/benches.yaml": """\
id: benches
title: More benches?
body: group
opens: 2010-06-01
closes: 2010-07-10
answers_due: 2010-08
drafts:
  - {id: second, text: The second draft, due: 2010-12}
  - {id: first, text: The first draft, due: 2010-06, status: complete, completed: 2010-06-01}
timetable:
  - {id: evening, text: An evening, due: 2010-06-20}
  - {id: results, text: The results, due: in the winter}
comments:
  - id: more
    text: Two are too few.
    about: parks/buy
    answer: {outcome: accepted, on: 2010-09-01, changes: [{record: second, text: There are four.}]}
  - {id: fewer, text: Ten are too many., about: parks/ten, answer: {outcome: declined, reason: No., on: 2010-08-31}}
  - {id: path, text: The path is muddy., about: parks/paths}
  - {id: whole, text: I like the plan., about: parks, answer: {outcome: open, on: 2010-08-01}, answer_due: 2010-09-27}
  - {id: unclear, text: Good., answer: {outcome: in-part, reason: Thank you.}}
  - {id: misspelt, text: Trees., about: parks/tress, answer_due: when there is time}
""",
    "data/consultations/quiet.yaml": "id: quiet\ntitle: Quiet?\nabout: [parks]\n",
}


@pytest.fixture
def parks(records: ReadRecords) -> Workspace:
    return records(FILES)


def ids(found: Iterable[Any]) -> list[str]:
    return [one.placed.record.id for one in found]


def test_comments_are_in_the_lists_that_they_need_attention_for(parks: Workspace) -> None:
    found = consultations(parks, DAY)
    assert ids(found.unanswered) == ["path", "whole", "misspelt"]
    assert ids(found.late) == ["path"]
    assert ids(found.undated) == ["misspelt"]
    assert [(one.placed.record.id, one.lacks) for one in found.incomplete] == [("unclear", ("change",))]
    assert ids(found.without_comments) == ["quiet"]


def test_an_answer_that_is_due_today_is_not_late_and_tomorrow_it_is(parks: Workspace) -> None:
    late = {day: ids(consultations(parks, date(2010, 9, day)).late) for day in (27, 28)}
    assert late == {27: ["path"], 28: ["path", "whole"]}


def test_an_answer_was_late_if_it_is_dated_after_the_deadline(parks: Workspace) -> None:
    found = {one.placed.record.id: one.was_answered_late for one in consultations(parks, DAY).comments}
    assert found == {"more": True, "fewer": False, "path": None, "whole": None, "unclear": None, "misspelt": None}


def test_a_comment_on_an_action_or_measure_counts_for_its_aim(parks: Workspace) -> None:
    (state,) = consultations(parks, DAY, only="benches").found
    groups = [(str(group.aim.address) if group.aim else None, ids(group.comments)) for group in state.by_aim]
    assert groups == [
        ("parks", ["whole"]),
        ("parks/paths", ["path"]),
        ("parks/seats", ["more", "fewer"]),
        (None, ["unclear", "misspelt"]),
    ]


def test_drafts_and_events_are_in_the_order_of_their_dates(parks: Workspace) -> None:
    (state,) = consultations(parks, DAY, only="benches").found
    assert ids(state.steps) == ["first", "evening", "second", "results"]


@pytest.mark.parametrize(
    ("opens", "closes", "stage"),
    [
        ("2010-10-01", "2010-11", Stage.NOT_OPEN_YET),
        ("2010-09-27", "2010-09-27", Stage.OPEN),
        ("2010-09-01", "2010-09-26", Stage.CLOSED),
        ("2010-09", "2010-10", Stage.UNKNOWN),
        ("2010-06-01", "2010-09", Stage.UNKNOWN),
        ("2010-06-01", "in the winter", Stage.UNKNOWN),
        ("soon", "2010-10", Stage.UNKNOWN),
    ],
)
def test_a_consultation_is_open_only_if_its_dates_say_so(
    opens: str, closes: str, stage: Stage, records: ReadRecords
) -> None:
    workspace = records({"data/consultations/c.yaml": f"id: c\ntitle: C\nopens: {opens}\ncloses: {closes}\n"})
    assert [one.stage for one in consultations(workspace, DAY).found] == [stage]


def test_filters_and_an_id_narrow_the_answer(parks: Workspace) -> None:
    assert ids(consultations(parks, DAY, Filters(body="group")).found) == ["benches"]
    assert ids(consultations(parks, DAY, only="quiet").found) == ["quiet"]
    with pytest.raises(RequestRefused) as refusal:
        consultations(parks, DAY, only="bench")
    assert refusal.value.hint == "did you mean benches?"


def test_a_workspace_without_consultations_has_none_to_name(records: ReadRecords) -> None:
    assert consultations(records({}), DAY).found == ()
    with pytest.raises(RequestRefused, match="no consultation has the id 'benches'"):
        consultations(records({}), DAY, only="benches")
