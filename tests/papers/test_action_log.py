from datetime import date
from typing import Any

import pytest

from hsp_cli.papers.of_workspace.action_log import context
from tests.papers.requests import brief_of
from tests.workspaces import ReadRecords

FILES = {
    "data/plans/plan.yaml": """\
id: plan
title: Plan
aims:
  - id: aim
    title: Aim
    partners: [NHS]
    actions:
      - {id: later, text: Later, due: 2019}
      - {id: late, text: Late, due: 2018-03}
      - {id: later-still, text: Later still, due: 2020}
      - {id: done, text: Done, status: complete}
""",
    "data/meetings/may.yaml": "id: may\ntitle: May\nbody: hce\non: 2018-05-01\nactions: "
    "[{id: older, text: Older, due: 2018-01}]\n",
    "data/papers/paper.yaml": "id: paper\ntitle: Log\nreport: action-log\n",
}


@pytest.fixture
def found(records: ReadRecords) -> Any:
    return context(brief_of(records, FILES, as_of=date(2018, 4, 30)))


def test_actions_of_plans_and_meetings_are_listed_together_the_most_urgent_first(found: Any) -> None:
    assert [(group.title, [row.text for row in group.rows]) for group in found["groups"]] == [
        ("Overdue", ["Older", "Late"]),
        ("Not due yet", ["Later", "Later still"]),
        ("Complete", ["Done"]),
    ]


def test_the_paper_says_how_many_there_are_and_what_soon_means(found: Any) -> None:
    assert found["counts"] == "5 actions: 2 overdue, 2 not due yet, 1 complete"
    assert found["soon"] == 30


def test_where_an_aim_has_partners_they_answer_for_its_actions(found: Any) -> None:
    assert [row.owners for row in found["groups"][0].rows] == ["", "NHS"]
