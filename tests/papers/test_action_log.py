from datetime import date
from typing import Any

import pytest

from hsp_cli.papers.of_workspace.action_log import context
from tests.papers.requests import brief_of
from tests.workspaces import PARTNERSHIP, ReadRecords

FILES = {
    "data/partnership.yaml": f"""{PARTNERSHIP}bodies: [{{id: hce, name: Chief Executives}}, {{id: ccmg, name: Group}}]
organisations: [{{id: elsewhere, name: Elsewhere}}]
""",
    "data/plans/plan.yaml": """\
id: plan
title: Plan
body: hce
aims:
  - id: aim
    title: Aim
    board: ccmg
    partners: [NHS]
    actions:
      - {id: later, text: Later, due: 2019}
      - {id: late, text: Late, due: 2018-04-29, first_due: 2018-01, rag: R, progress: 40}
      - {id: waits, text: Waits, due: 2020, depends_on: [late]}
      - {id: done, text: Done, status: complete, completed: 2018-02}
""",
    "data/plans/other.yaml": """\
id: other
title: Other
body: ccmg
aims: [{id: x, title: X, actions: [{id: old, text: Of another group, due: 2008-05}]}]
""",
    "data/plans/theirs.yaml": """\
id: theirs
title: Theirs
organisation: elsewhere
aims: [{id: x, title: X, actions: [{id: a, text: Of another borough, due: 2008-05, owners: [hce]}]}]
""",
    "data/meetings/march.yaml": "id: march\ntitle: March\nbody: hce\non: 2018-03-01\nactions: "
    "[{id: older, text: Older, due: 2018-01, outcome: {text: It rained, answers: false}}]\n",
    "data/meetings/may.yaml": "id: may\ntitle: May\nbody: hce\non: 2018-05-01\nactions: [{id: new, text: Not yet}]\n",
    "data/papers/paper.yaml": "id: paper\ntitle: Log\nreport: action-log\nbody: hce\n",
}
DAY = date(2018, 4, 30)


@pytest.fixture
def found(records: ReadRecords) -> Any:
    return context(brief_of(records, FILES, as_of=DAY))


def cells(found: Any, group: str, column: str) -> list[str]:
    (table,) = [each.table for each in found["groups"] if each.title == group]
    return [row[table.heads.index(column)] for row in table.rows]


def test_the_log_of_a_body_holds_its_own_actions_as_of_the_day_the_most_urgent_first(found: Any) -> None:
    assert [(group.title, [row[0] for row in group.table.rows]) for group in found["groups"]] == [
        ("Overdue", ["Older", "Late"]),
        ("Not due yet", ["Later", "Waits"]),
        ("Complete", ["Done"]),
    ]


def test_a_log_without_a_body_holds_the_actions_of_all_bodies(records: ReadRecords) -> None:
    paper = {"data/papers/paper.yaml": "id: paper\ntitle: Log\nreport: action-log\n"}
    found = context(brief_of(records, FILES | paper, as_of=DAY))
    assert cells(found, "Overdue", "Action") == ["Of another group", "Older", "Late"]
    assert found["left_out"] == 1


def test_the_paper_says_how_many_there_are_and_what_soon_means(found: Any) -> None:
    assert found["counts"] == "5 actions: 2 overdue, 2 not due yet, 1 complete; 1 at risk"
    assert found["soon"] == 30


def test_every_row_can_be_read_by_itself(found: Any) -> None:
    assert cells(found, "Overdue", "For") == ["March", "Aim"]
    assert cells(found, "Overdue", "Responsible") == ["not recorded", "NHS"]
    assert cells(found, "Overdue", "Deadline") == [
        "January 2018; 89 days late",
        "29 April 2018; 1 day late; moved 1 time (first due January 2018)",
    ]
    assert cells(found, "Overdue", "Reported") == [
        "The report does not say whether it was done. It rained",
        "40% done, rated Red",
    ]
    assert cells(found, "Overdue", "Record") == ["march/older", "plan/late"]


def test_an_action_at_risk_says_what_it_waits_for(found: Any) -> None:
    assert cells(found, "Not due yet", "Status") == ["", "Not due yet, at risk"]
    assert cells(found, "Not due yet", "Waits for") == ["", "“Late” (1 day late)"]


def test_a_column_that_would_be_empty_is_left_out_and_a_closed_action_says_when_it_was_done(found: Any) -> None:
    (done,) = [group.table for group in found["groups"] if group.title == "Complete"]
    assert done.heads == ("Action", "For", "Responsible", "Status", "Record")
    assert cells(found, "Complete", "Status") == ["Complete, February 2018"]


def test_milestones_are_in_the_log_of_their_body(records: ReadRecords) -> None:
    project = "id: unit\ntitle: Unit\nbody: hce\nmilestones: [{id: m, text: The site is found, due: 2017-12}]\n"
    found = context(brief_of(records, FILES | {"data/projects/unit.yaml": project}, as_of=DAY))
    assert cells(found, "Overdue", "Action")[0] == "The site is found"
    assert str(found["counts"]).startswith("6 actions and milestones: ")


def test_inferred_values_are_marked(records: ReadRecords) -> None:
    meeting = (
        "id: march\ntitle: March\nbody: hce\non: 2018-03-01\nactions:\n"
        "  - {id: a, text: A, due: 2018-01, inferred: {due: The year is that of the meeting.}}\n"
    )
    request = brief_of(records, {**FILES, "data/meetings/march.yaml": meeting}, as_of=DAY)
    assert cells(context(request), "Overdue", "Deadline")[0] == "January 2018 †1; 89 days late"
