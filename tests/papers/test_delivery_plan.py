from typing import Any

import pytest

from hsp_cli.papers.of_plan.delivery_plan import context
from tests.papers.requests import brief_of
from tests.workspaces import ReadRecords

FILES = {
    "data/plans/plan.yaml": """\
id: plan
title: Our plan
period: 2008/09
open_questions: [Is 2008/09 the year?]
aims:
  - {id: one, title: One, aims: [{id: below, title: Below}]}
  - {id: two, title: Two}
""",
    "data/papers/paper.yaml": "id: paper\ntitle: Delivery\nreport: delivery-plan\nabout: plan\n",
}


def test_the_aims_are_a_tree_below_the_title_and_its_period(records: ReadRecords) -> None:
    found: Any = context(brief_of(records, FILES))
    assert (found["title"], found["plan"], found["period"]) == ("Delivery", "Our plan", "2008/09")
    assert found["open_questions"] == ("Is 2008/09 the year?",)
    one, two = found["aims"]
    assert [(aim.title, aim.level) for aim in (one, *one.aims, two)] == [("One", 2), ("Below", 3), ("Two", 2)]


def test_a_period_that_no_document_states_is_marked(records: ReadRecords) -> None:
    plan = FILES["data/plans/plan.yaml"].replace(
        "open_questions:", "inferred: {period: From an event.}\nopen_questions:"
    )
    request = brief_of(records, {**FILES, "data/plans/plan.yaml": plan})
    assert context(request)["period"] == "2008/09 †1"
    assert [note.reason for note in request.notes.listed()] == ["From an event."]


def test_a_plan_without_a_period_says_nothing_of_one(records: ReadRecords) -> None:
    files = {**FILES, "data/plans/plan.yaml": "id: plan\ntitle: Our plan\n"}
    found = context(brief_of(records, files))
    assert (found["period"], found["aims"], found["open_questions"]) == (None, (), ())


@pytest.mark.parametrize(
    ("keys", "level"), [("levels: [Area of Work]\n", "Area of Work"), ("levels: []\n", ""), ("", "")]
)
def test_the_name_of_aims_without_numbers_is_given_once(keys: str, level: str, records: ReadRecords) -> None:
    path = "data/plans/plan.yaml"
    assert context(brief_of(records, {**FILES, path: FILES[path] + keys}))["level"] == level


def test_the_name_of_numbered_aims_is_in_their_headings(records: ReadRecords) -> None:
    plan = "id: plan\ntitle: Our plan\nlevels: [Theme]\naims: [{id: one, title: One, number: A}]\n"
    found: Any = context(brief_of(records, {**FILES, "data/plans/plan.yaml": plan}))
    assert (found["level"], found["aims"][0].title) == ("", "Theme A: One")
