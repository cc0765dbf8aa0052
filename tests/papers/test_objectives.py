from typing import Any

import pytest

from hsp_cli.papers.of_plan.objectives import context
from tests.papers.requests import brief_of
from tests.workspaces import ReadRecords

PLAN = """\
id: equality
title: Equality
levels: [Priority, Objective]
by: {period: 2016, as_written: by 2016}
open_questions: [Of what date?]
aims:
  - id: clean
    title: Clean and safe
    aims:
      - id: o6
        number: "6"
        title: Protect people
        open_questions: [Which survey?]
        related_plans: [{title: Action Plan, status: Draft}]
        measures:
          - {id: m1, number: "1", text: Fewer, comparator: decrease, open_questions: [By how much?]}
          - {id: m2, text: More, pending: target, by: 2013-03}
  - id: flat
    title: Without objectives below
    measures: [{id: m3, text: Kept}]
"""


def gathered(records: ReadRecords, plan: str = PLAN) -> Any:
    paper = "id: paper\ntitle: Objectives\nreport: objectives\nabout: equality\n"
    return context(brief_of(records, {"data/plans/equality.yaml": plan, "data/papers/paper.yaml": paper}))


def test_objectives_are_under_their_priority_with_measures_and_questions(records: ReadRecords) -> None:
    found = gathered(records)
    assert (found["plan"], found["by"], found["open_questions"]) == ("Equality", "2016", ("Of what date?",))
    (objective,) = found["themes"][0].objectives
    assert (found["themes"][0].title, objective.title) == ("Clean and safe", "Objective 6: Protect people")
    assert [(row.number, row.text, row.target, row.by) for row in objective.measures] == [
        ("1", "Fewer", "decrease", "2016"),
        ("", "More *", "to be agreed", "March 2013"),
    ]
    assert objective.related_plans == ("Action Plan (Draft)",)
    assert objective.open_questions == ("Which survey?", "By how much?")


def test_a_priority_that_holds_measures_itself_is_its_own_objective(records: ReadRecords) -> None:
    flat = gathered(records)["themes"][1]
    (objective,) = flat.objectives
    assert (flat.title, objective.title) == ("Without objectives below", "Without objectives below")
    assert [row.text for row in objective.measures] == ["Kept"]


def test_the_notes_explain_the_marks_that_occur(records: ReadRecords) -> None:
    assert gathered(records)["footnotes"] == ("* The target is still to be agreed.",)
    assert gathered(records, PLAN.replace("pending: target", "recurs: each year"))["footnotes"] == ()


@pytest.mark.parametrize("by", ["", "by: in the long term\n"])
def test_without_a_horizon_that_is_a_date_none_is_promised(by: str, records: ReadRecords) -> None:
    assert gathered(records, PLAN.replace("by: {period: 2016, as_written: by 2016}\n", by))["by"] is None
