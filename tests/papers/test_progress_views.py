import pytest

from hsp_cli.papers.progress_views import aim_report
from hsp_cli.papers.selection import requested
from tests.papers.requests import DAY
from tests.workspaces import PARTNERSHIP, ReadRecords

PLAN = """\
id: parks
title: Parks
aims:
  - id: trees
    title: More trees
    rag: {rag}
    progress: 60
    status: in-progress
    updates: [{{on: 2010-08, text: Two parks are done.}}]
    inferred: {{progress: Counted from the parks.}}
    actions:
      - {{id: a, text: Plant, due: 2010-06, rag: R}}
    aims:
      - {{id: below, title: Below, actions: [{{id: b, text: Water, due: 2011-06}}]}}
"""
SCALE = """\
action_rag:
  levels:
    - {code: G, name: On track, colour: green}
    - {code: R, name: Off track, colour: red, exception: true}
    - {code: GY, name: Not started, colour: grey, neutral: true}
"""


@pytest.mark.parametrize(("code", "name"), [("G", "On track"), ("GY", "Not started")])
def test_the_rating_of_an_aim_has_those_of_the_actions_below_it_beside_it(
    code: str, name: str, records: ReadRecords
) -> None:
    files = {"data/partnership.yaml": PARTNERSHIP + SCALE, "data/plans/parks.yaml": PLAN.format(rag=code)}
    request = requested(records(files), "parks", None, DAY)
    assert aim_report(request.the_plan().record.aims[0], request) == (
        f"In progress, 60% done, rated {name} †1. August 2010: Two parks are done. "
        "2 actions below it: 1 rated Off track, 1 not rated; 1 overdue."
    )


def test_nothing_is_overdue_below_an_aim_of_a_plan_that_has_ended(records: ReadRecords) -> None:
    plan = PLAN.format(rag="G") + "ended: {on: 2010-07, reason: Replaced}\n"
    request = requested(
        records({"data/partnership.yaml": PARTNERSHIP + SCALE, "data/plans/parks.yaml": plan}), "parks", None, DAY
    )
    assert "overdue" not in aim_report(request.the_plan().record.aims[0], request)
