from decimal import Decimal
from typing import Any

import pytest

from hsp_cli.domain.action import Action, Update
from hsp_cli.domain.differences import Difference, Sort, differences
from hsp_cli.domain.indicator import Indicator
from hsp_cli.domain.kinds import FILE_MODELS
from hsp_cli.domain.partnership import Partnership
from hsp_cli.domain.period import Period
from hsp_cli.domain.plan import Aim
from hsp_cli.domain.record import Record

assert FILE_MODELS  # builds the models


def compared(model: type[Record], before: dict[str, Any], now: dict[str, Any]) -> list[tuple[Any, ...]]:
    found = differences(model.model_validate(before), model.model_validate(now))
    return [(one.keys, one.sort, one.before, one.now) for one in found]


def action(**keys: Any) -> dict[str, Any]:
    return {"id": "a", "text": "Do it", **keys}


def test_records_that_are_the_same_do_not_differ() -> None:
    full = action(updates=[{"text": "Begun"}], owners=["council"], due="2010-06")
    assert compared(Action, full, full) == []


def test_a_value_is_added_changed_and_removed() -> None:
    assert compared(Action, action(), action(note="N")) == [(("note",), Sort.ADDED, None, "N")]
    assert compared(Action, action(note="N"), action(note="M")) == [(("note",), Sort.CHANGED, "N", "M")]
    assert compared(Action, action(note="N"), action()) == [(("note",), Sort.REMOVED, "N", None)]


def test_a_default_that_is_stated_differs_from_one_that_is_not() -> None:
    assert compared(Action, action(), action(status="open")) == [(("status",), Sort.STATED, None, "open")]
    assert compared(Action, action(status="open"), action()) == [(("status",), Sort.STATED, "open", None)]


def test_an_empty_list_is_the_same_as_none() -> None:
    assert [sort for _, sort, *_ in compared(Action, action(), action(owners=[]))] == [Sort.STATED]


def test_figures_are_compared_by_period_and_key() -> None:
    indicator = {"id": "i", "title": "T", "unit": "n", "better": "higher"}
    before = {**indicator, "figures": {"Q1-2010": {"actual": 1}, "Q2-2010": {"actual": 2}}}
    now = {**indicator, "figures": {"Q1-2010": {"actual": 3}}}
    found = compared(Indicator, before, now)
    assert found[0] == (("figures", "Q1-2010", "actual"), Sort.CHANGED, Decimal(1), Decimal(3))
    assert found[1][:2] == (("figures", "Q2-2010"), Sort.REMOVED)


def test_items_of_a_list_are_matched_before_they_are_compared() -> None:
    first, second, third = ({"on": f"2010-0{n}", "text": f"Step {n}"} for n in (1, 2, 3))
    added = compared(Action, action(updates=[first, third]), action(updates=[first, second, third]))
    assert added == [(("updates", 1), Sort.ADDED, None, Update(on=Period.month(2010, 2), text="Step 2"))]
    changed = compared(Action, action(updates=[first, second]), action(updates=[first, {**second, "text": "Done"}]))
    assert changed == [(("updates", 1, "text"), Sort.CHANGED, "Step 2", "Done")]
    removed = compared(Action, action(updates=[first, second]), action(updates=[second]))
    assert [(keys, sort) for keys, sort, *_ in removed] == [(("updates", 0), Sort.REMOVED)]


def test_items_without_a_name_are_neighbours_or_new() -> None:
    found = compared(
        Action, action(updates=[{"text": "A"}, {"text": "B"}]), action(updates=[{"text": "C"}, {"text": "B"}])
    )
    assert found == [(("updates", 0, "text"), Sort.CHANGED, "A", "C")]


def test_another_order_of_a_list_is_one_difference() -> None:
    first, second = {"text": "A"}, {"text": "B"}
    found = compared(Action, action(updates=[first, second]), action(updates=[second, first]))
    assert [(keys, sort) for keys, sort, *_ in found] == [(("updates",), Sort.ORDER)]


def test_records_inside_are_compared_by_themselves_and_only_their_order_counts() -> None:
    def aim(*actions: dict[str, Any]) -> dict[str, Any]:
        return {"id": "x", "title": "X", "actions": list(actions)}

    one, two = action(), {"id": "b", "text": "Or this"}
    assert compared(Aim, aim(one, two), aim({**one, "text": "Do that"}, two)) == []
    assert compared(Aim, aim(one, two), aim(one)) == []
    assert compared(Aim, aim(one, two), aim(two, one)) == [(("actions",), Sort.ORDER, ("a", "b"), ("b", "a"))]


@pytest.mark.parametrize(("keys", "path"), [(("a", 0, "b"), ("a", "b")), ((1,), ()), (("a",), ("a",))])
def test_a_path_has_no_numbers_of_items(keys: tuple[Any, ...], path: tuple[Any, ...]) -> None:
    assert Difference(keys, Action, "text", Sort.ADDED, None, "x").path == path


def test_a_key_that_was_a_number_is_the_same_in_quotes() -> None:
    def matrix(row: str | int) -> dict[str, Any]:
        step = {"code": "2", "name": "High"}
        cells = {"2": {row: "red"}}
        return {"likelihood": [step], "impact": [step], "zones": [{"id": "red", "name": "Red"}], "cells": cells}

    settings = {"id": "p", "name": "P", "rag": {"levels": []}}
    before, now = ({**settings, "risk_matrix": matrix(row)} for row in (2, "2"))
    assert compared(Partnership, before, now) == []
