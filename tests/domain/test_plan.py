from decimal import Decimal
from typing import Any

import pytest
from pydantic import ValidationError

from hsp_cli.domain.plan import Comparator, Measure, Pending, Plan


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


@pytest.mark.parametrize("word", ["at-least", "at-most", "within", "maintain", "increase", "decrease"])
def test_a_measure_may_promise_any_of_six_things(word: str) -> None:
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
    ],
)
def test_a_measure_that_is_written_wrongly_is_refused(measure: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        Measure.model_validate({"id": "m", "text": "M", **measure})


def test_an_unknown_key_deep_inside_a_plan_is_refused_where_it_stands() -> None:
    deep = {"id": "b", "title": "B", "acitons": []}
    with pytest.raises(ValidationError) as refused:
        Plan.model_validate({"id": "p", "title": "P", "aims": [{"id": "a", "title": "A", "aims": [deep]}]})
    assert [error["loc"] for error in refused.value.errors()] == [("aims", 0, "aims", 0, "acitons")]
