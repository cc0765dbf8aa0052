from decimal import Decimal
from typing import Any

import pytest
from pydantic import ValidationError

from hsp_cli.domain.action import Action
from hsp_cli.domain.plan import Aim, Benchmark, Column, Comparator, Measure, MeasurePart, Pending, Plan, Promise


def test_a_plan_is_a_tree_of_aims_that_says_what_its_levels_are_called() -> None:
    plan = Plan.model_validate(
        {
            "id": "equality",
            "title": "Equality objectives",
            "levels": ["Priority", "Objective"],
            "aims": [{"id": "one", "title": "One", "aims": [{"id": "one-a", "title": "One A"}]}],
        }
    )
    assert plan.levels == ("Priority", "Objective")
    assert [aim.id for aim in plan.aims[0].aims] == ["one-a"]


def test_a_measure_holds_as_much_of_its_wording_as_numbers_can() -> None:
    measure = Measure.model_validate(
        {
            "id": "choice-and-control",
            "text": "Choice and control",
            "comparator": "increase",
            "baseline": {"value": 45, "at": "2010/11"},
            "target": 55,
            "unit": "%",
            "by": "2013-03",
            "pending": "method",
        }
    )
    assert (measure.comparator, measure.pending) == (Comparator.INCREASE, Pending.METHOD)
    assert measure.baseline is not None
    assert (measure.baseline.value, measure.target) == (Decimal(45), Decimal(55))
    assert str(measure.by) == "2013-03"


@pytest.mark.parametrize(
    "word", ["at-least", "at-most", "within", "maintain", "above", "below", "increase", "decrease"]
)
def test_a_measure_may_promise_any_of_eight_things(word: str) -> None:
    assert Measure.model_validate({"id": "m", "text": "M", "comparator": word}).comparator == word


@pytest.mark.parametrize(
    "measure",
    [
        {"comparator": "roughly"},
        {"target": "X%"},
        {"baseline": 45},
        {"baseline": {"at": "2010/11"}},
        {"target_band": {"low": 0.9}},
        {"pending": True},
        {"by": "March 2013"},
        {"indicator": "NI 1"},
        {"parts": [{"target": 5}]},
        {"parts": [{"label": "Boys", "parts": []}]},
        {"parts": [{"label": "Boys", "pending": "target"}]},
        {"benchmark": {"value": 5}},
        {"number": 1},
    ],
)
def test_a_measure_that_is_written_wrongly_is_refused(measure: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        Measure.model_validate({"id": "m", "text": "M", **measure})


def test_an_unknown_key_deep_inside_a_plan_is_reported_at_its_place() -> None:
    deep = {"id": "b", "title": "B", "acitons": []}
    with pytest.raises(ValidationError) as refused:
        Plan.model_validate({"id": "p", "title": "P", "aims": [{"id": "a", "title": "A", "aims": [deep]}]})
    assert [error["loc"] for error in refused.value.errors()] == [("aims", 0, "aims", 0, "acitons")]


# --- Promises and their parts


def test_a_measure_that_promises_several_figures_has_a_part_for_each() -> None:
    measure = Measure.model_validate(
        {
            "id": "m3",
            "text": "Choice and quality of life",
            "parts": [
                {"label": "Choice", "comparator": "increase", "baseline": {"value": 45}, "target": 55, "unit": "%"},
                {"label": "Quality of life", "comparator": "maintain"},
            ],
        }
    )
    choice, quality = measure.parts
    assert isinstance(choice, MeasurePart)
    assert isinstance(choice, Promise)
    assert (choice.label, choice.target, choice.unit) == ("Choice", Decimal(55), "%")
    assert (quality.comparator, quality.target, quality.baseline) == (Comparator.MAINTAIN, None, None)
    assert (measure.comparator, measure.target) == (None, None)


def test_others_are_a_number_or_words_where_the_document_has_none() -> None:
    assert Benchmark.model_validate({"group": "England", "value": 13.2}).value == Decimal("13.2")
    words = Benchmark.model_validate({"group": "London boroughs", "text": "around the median", "at": "2009/10"})
    assert (words.value, words.text, str(words.at)) == (None, "around the median", "2009/10")


def test_a_target_may_be_a_band() -> None:
    measure = Measure.model_validate(
        {"id": "m", "text": "M", "comparator": "within", "target_band": {"low": 0.9, "high": 1.1}}
    )
    assert measure.target_band is not None
    assert (measure.target_band.low, measure.target_band.high) == (Decimal("0.9"), Decimal("1.1"))


# --- What a plan says of itself


def test_labels_keep_the_order_of_the_document() -> None:
    plan = Plan.model_validate({"id": "p", "title": "P", "columns": {"leads": "Lead", "objectives": "Key Objectives"}})
    assert list(plan.columns.items()) == [(Column.LEADS, "Lead"), (Column.OBJECTIVES, "Key Objectives")]


@pytest.mark.parametrize("name", [column.value for column in Column])
def test_every_column_is_something_that_an_aim_or_its_actions_hold(name: str) -> None:
    assert name in {*Aim.model_fields, *Action.model_fields}


@pytest.mark.parametrize(
    "keys",
    [
        {"columns": {"colour": "Colour"}},
        {"columns": {"leads": ""}},
        {"footnotes": {"figure": "Still open"}},
        {"expects": {"actions_from": "three"}},
        {"expects": {"actions": 3}},
        {"principles": [{"title": "No id"}]},
        {"timetable": [{"id": "a"}]},
        {"period": "one day"},
    ],
)
def test_a_plan_that_is_written_wrongly_is_refused(keys: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        Plan.model_validate({"id": "p", "title": "P", **keys})


def test_a_plan_says_what_its_form_asks_for_and_what_it_leaves_open() -> None:
    plan = Plan.model_validate(
        {
            "id": "p",
            "title": "P",
            "expects": {"actions_from": 3, "actions_to": 4, "response": True},
            "open_questions": ["What is the vision?"],
            "by": {"period": 2016, "as_written": "by 2016"},
            "timetable": [
                {"id": "draft", "text": "A second draft", "due": "2004-02"},
                {"id": "later", "text": "Later"},
            ],
        }
    )
    assert plan.expects is not None
    assert (plan.expects.actions_from, plan.expects.actions_to, plan.expects.response) == (3, 4, True)
    assert plan.open_questions == ("What is the vision?",)
    assert [step.due and str(step.due) for step in plan.timetable] == ["2004-02", None]


def test_an_aim_names_its_indicators_by_id_or_in_the_words_of_the_document() -> None:
    aim = Aim.model_validate(
        {"id": "a", "title": "A", "indicators": ["ni-1", {"indicator": "ni-2", "as_written": "Belonging"}]}
    )
    assert [(link.indicator, link.as_written) for link in aim.indicators] == [("ni-1", None), ("ni-2", "Belonging")]
