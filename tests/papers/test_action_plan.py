from datetime import date
from typing import Any

import pytest

from hsp_cli.papers.of_plan.action_plan import context
from tests.papers.requests import brief_of
from tests.workspaces import ReadRecords

FILES = {
    "data/plans/scrutiny.yaml": """\
id: scrutiny
title: Scrutiny review
levels: [Recommendation]
aims:
  - id: r1
    number: "1"
    title: Mainstream it
    note: Seven where the form asks for four.
    response: |
      Agreed.
    open_questions: [When?]
    actions:
      - {id: a1, text: First, owners: [Ann], due: 2017-12, open_questions: [Which Ann?]}
      - {id: a2, text: Second, owners: [Ann], due: 2018-12, depends_on: [a1]}
  - {id: r2, number: "2", title: Do more, actions: [{id: a3, text: Third, status: complete}]}
""",
    "data/plans/other.yaml": """\
id: other
title: Other
aims: [{id: r1, title: Not in this paper, actions: [{id: a1, text: Not here}]}]
""",
    "data/papers/paper.yaml": "id: paper\ntitle: Progress\nreport: action-plan\nabout: scrutiny\n",
}


@pytest.fixture
def found(records: ReadRecords) -> dict[str, Any]:
    return context(brief_of(records, FILES, as_of=date(2018, 1, 31)))


def test_every_recommendation_has_its_response_and_its_actions(found: dict[str, Any]) -> None:
    first, second = found["recommendations"]
    assert found["response_head"] == "Response"
    assert (first.title, first.response, first.open_questions) == (
        "Recommendation 1",
        "Agreed.\n",
        ("When?", "Which Ann?"),
    )
    assert first.table.heads == ("Action", "Responsible", "Deadline", "Status", "Days late", "Waits for")
    assert first.table.rows == (
        ("First", "Ann", "December 2017", "Overdue", "31", ""),
        ("Second", "Ann", "December 2018", "Not due yet, at risk", "", "“First” (31 days late)"),
    )
    assert second.response == ""
    assert second.table.heads == ("Action", "Responsible", "Deadline", "Status")
    assert second.table.rows == (("Third", "not recorded", "", "Complete"),)


def test_the_headings_are_those_of_the_document_in_its_order(records: ReadRecords) -> None:
    path = "data/plans/scrutiny.yaml"
    columns = "columns: {due: Status, owners: Officer, actions: Actions, response: Comments}\n"
    gathered: Any = context(brief_of(records, {**FILES, path: FILES[path] + columns}, as_of=date(2018, 1, 31)))
    first, second = gathered["recommendations"]
    assert gathered["response_head"] == "Comments"
    assert first.table.heads == ("Status", "Officer", "Actions", "Status", "Days late", "Waits for")
    assert first.table.rows[0] == ("December 2017", "Ann", "First", "Overdue", "31", "")
    assert second.table.rows == (("", "not recorded", "Third", "Complete"),)


def test_only_the_actions_of_this_plan_are_counted(found: dict[str, Any]) -> None:
    assert (found["plan"], found["level"]) == ("Scrutiny review", "Recommendation")
    assert found["counts"] == "3 actions: 1 overdue, 1 not due yet, 1 complete; 1 at risk"


def test_a_plan_without_levels_numbers_its_recommendations_all_the_same(records: ReadRecords) -> None:
    path = "data/plans/scrutiny.yaml"
    files = {**FILES, path: FILES[path].replace("levels: [Recommendation]\n", "")}
    gathered: Any = context(brief_of(records, files))
    assert [view.title for view in gathered["recommendations"]] == ["1. Mainstream it", "2. Do more"]


@pytest.mark.parametrize(("expects", "found"), [("expects: {response: true}\n", True), ("", False)])
def test_a_missing_response_is_said_only_if_the_plan_asks_for_one(
    records: ReadRecords, expects: str, found: bool
) -> None:
    path = "data/plans/scrutiny.yaml"
    gathered: Any = context(brief_of(records, {**FILES, path: FILES[path] + expects}))
    assert gathered["expects_response"] is found


def test_a_recommendation_without_actions_has_no_table(records: ReadRecords) -> None:
    path = "data/plans/scrutiny.yaml"
    files = {**FILES, path: f"{FILES[path]}  - {{id: r3, title: No actions}}\n"}
    gathered: Any = context(brief_of(records, files))
    assert gathered["recommendations"][-1].table is None
