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
inferred: {by: The end of 2016 is meant.}
columns: {owners: Directorate, measures: We will have}
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
          - id: m2
            text: More
            pending: target
            by: 2013-03
            inferred: {by: The row names one date., text: A word is lost.}
          - id: m4
            text: Both
            parts:
              - {label: Boys, comparator: at-most, target: 5, baseline: {value: 7}}
              - {label: Girls, comparator: at-most, target: 5}
            inferred: {parts.target: The figure is blurred.}
  - id: flat
    title: Without objectives below
    measures: [{id: m3, text: Kept}]
"""


def gathered(records: ReadRecords, plan: str = PLAN) -> Any:
    paper = "id: paper\ntitle: Objectives\nreport: objectives\nabout: equality\n"
    return context(brief_of(records, {"data/plans/equality.yaml": plan, "data/papers/paper.yaml": paper}))


def test_objectives_are_under_their_priority_with_measures_and_questions(records: ReadRecords) -> None:
    found = gathered(records)
    assert (found["plan"], found["by"], found["open_questions"]) == ("Equality", "2016 †1", ("Of what date?",))
    (objective,) = found["themes"][0].objectives
    assert (found["themes"][0].title, objective.title) == ("Clean and safe", "Objective 6: Protect people")
    assert [(row.number, row.text, row.target, row.by) for row in objective.measures] == [
        ("1", "Fewer", "decrease", "2016 (the plan's)"),
        ("", "More * †2", "not yet agreed", "March 2013 †3"),
        ("", "Both", "Boys: at most 5; Girls: at most 5 †4", "2016 (the plan's)"),
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


def test_a_footnote_is_in_the_words_of_the_plan_where_it_has_any(records: ReadRecords) -> None:
    words = "footnotes: {target: Through Service Plans., method: Not needed}\naims:"
    assert gathered(records, PLAN.replace("aims:", words, 1))["footnotes"] == ("* Through Service Plans.",)


def test_there_is_a_footnote_for_every_mark_that_occurs(records: ReadRecords) -> None:
    found = gathered(records, PLAN.replace("text: Kept", "text: Kept, pending: method"))
    assert found["footnotes"] == ("* The target is still to be agreed.", "** The method is still to be agreed.")


def test_the_table_has_the_plans_own_heads_for_owners_and_measures(records: ReadRecords) -> None:
    assert gathered(records)["measure_heads"] == ("No.", "Directorate", "We will have", "Baseline", "Target", "By")
    plain = PLAN.replace("columns: {owners: Directorate, measures: We will have}\n", "")
    assert gathered(records, plain)["measure_heads"] == ("No.", "Owner", "Measure", "Baseline", "Target", "By")


def test_the_leading_owner_of_a_measure_is_marked(records: ReadRecords) -> None:
    owned = PLAN.replace("text: Kept", "text: Kept, owners: [A, {who: B, lead: true}]")
    (objective,) = gathered(records, owned)["themes"][1].objectives
    assert [row.owners for row in objective.measures] == ["A; B (lead)"]


@pytest.mark.parametrize(
    ("key", "baseline", "target"),
    [("parts.baseline", "Boys: 7 †4", ""), ("parts.target", "Boys: 7", " †4"), ("parts.comparator", "Boys: 7", " †4")],
)
def test_an_inferred_baseline_or_target_is_marked_in_its_own_cell(
    key: str, baseline: str, target: str, records: ReadRecords
) -> None:
    plan = PLAN.replace("inferred: {parts.target: ", f"inferred: {{{key}: ")
    row = gathered(records, plan)["themes"][0].objectives[0].measures[2]
    assert (row.baseline, row.target) == (baseline, f"Boys: at most 5; Girls: at most 5{target}")


def test_an_inferred_owner_is_marked_in_its_cell(records: ReadRecords) -> None:
    owned = PLAN.replace("pending: target\n", "pending: target\n            owners: [Council]\n")
    plan = owned.replace("text: A word is lost.}", "text: A word is lost., owners: The page is torn.}")
    row = gathered(records, plan)["themes"][0].objectives[0].measures[1]
    assert (row.owners, row.text, row.by) == ("Council †2", "More * †3", "March 2013 †4")


@pytest.mark.parametrize("by", ["", "by: in the long term\n"])
def test_without_a_horizon_that_is_a_date_none_is_promised(by: str, records: ReadRecords) -> None:
    plan = PLAN.replace("by: {period: 2016, as_written: by 2016}\n", by).replace(
        "inferred: {by: The end of 2016 is meant.}\n", ""
    )
    assert gathered(records, plan)["by"] is None
