"""Edits of plain data."""

from decimal import Decimal
from typing import Any

import pytest

from hsp_cli.domain.edit import (
    Append,
    Edit,
    Remove,
    Set,
    applied,
    as_read,
    is_same,
    name_of,
    number_text,
    place_text,
    value_at,
)
from hsp_cli.domain.request import RequestRefused

DATA: dict[Any, Any] = {
    "id": "x",
    "figures": {"Q1 2010/11": {"actual": 1}, 2012: 5},
    "list": [1, {"a": 2}],
    "empty": None,
}


@pytest.mark.parametrize(
    ("edit", "place", "value"),
    [
        (Set(("id",), "y"), ("id",), "y"),
        (Set(("figures", "Q1-2010", "actual"), 2), ("figures", "Q1 2010/11"), {"actual": 2}),
        (Set(("figures", "2012"), 6), ("figures", 2012), 6),
        (Set(("figures", "Q2-2010"), 2), ("figures", "Q2-2010"), 2),
        (Set(("new", "deep"), 1), ("new",), {"deep": 1}),
        (Set(("empty", "deep"), 1), ("empty",), {"deep": 1}),
        (Set(("list", 1, "a"), 3), ("list",), [1, {"a": 3}]),
        (Append(("list",), 3), ("list",), [1, {"a": 2}, 3]),
        (Append(("empty",), 3), ("empty",), [3]),
        (Append(("new", "deep"), 3), ("new",), {"deep": [3]}),
        (Remove(("list", 0)), ("list",), [{"a": 2}]),
        (Remove(("list", 1, "a")), ("list",), [1, {}]),
        (Remove(("figures", "Q1-2010")), ("figures",), {2012: 5}),
    ],
)
def test_an_edit_changes_its_place_and_nothing_else(edit: Edit, place: tuple[Any, ...], value: Any) -> None:
    after = applied(DATA, [edit])
    assert value_at(after, place) == value
    rest = {key: one for key, one in DATA.items() if key != place[0]}
    assert {key: one for key, one in after.items() if key != place[0]} == rest
    assert DATA["list"] == [1, {"a": 2}]


@pytest.mark.parametrize(
    ("edit", "message"),
    [
        (Set((), 1), "the whole of a file is not changed by an edit"),
        (Set(("list", 2), 1), "the file has no list.2"),
        (Set(("list", -1), 1), "the file has no list.-1"),
        (Set(("list", "a"), 1), "the file has no list.a"),
        (Set(("id", "a", "b"), 1), "id holds a single value, so it has no a"),
        (Append(("figures",), 1), "figures is not a list"),
        (Remove(("gone",)), "the file has no gone"),
        (Remove(("empty", "gone")), "empty holds a single value, so it has no gone"),
    ],
)
def test_a_place_that_does_not_exist_is_refused(edit: Edit, message: str) -> None:
    with pytest.raises(RequestRefused) as refused:
        applied(DATA, [edit])
    assert refused.value.message == message


def test_a_name_is_found_by_its_text_or_by_its_period() -> None:
    assert name_of(["Q1 2010/11", 2012], "Q1-2010") == "Q1 2010/11"
    assert name_of(["Q1 2010/11", 2012], "2012") == 2012
    assert name_of(["Q1 2010/11", "Q1-2010"], "Q1-2010") == "Q1-2010"
    assert name_of(["a", "b"], "c") is None


def test_a_value_that_is_not_there_has_the_default() -> None:
    assert value_at(DATA, ("list", 0)) == 1
    assert [value_at(DATA, keys, "-") for keys in (("list", 2), ("list", "0"), ("id", "x"), ("gone",))] == ["-"] * 4
    assert value_at(DATA, ("empty",), "-") is None


def test_numbers_are_read_as_yaml_reads_what_is_written() -> None:
    values = [Decimal("77.0"), Decimal("6.80"), Decimal(7), Decimal("1E+3"), Decimal("-0.5"), 0.1, True, None, "x"]
    assert repr(as_read(values)) == "[77.0, '6.80', 7, 1000, -0.5, 0.1, True, None, 'x']"
    assert as_read({"a": (Decimal("0.00001"),)}) == {"a": ["0.00001"]}
    assert number_text(Decimal("1E-7")) == "0.0000001"


def test_the_same_data_may_have_another_order_but_no_other_type() -> None:
    assert is_same({"a": 1, "b": [1]}, {"b": [1], "a": 1})
    for one, other in (
        ({"a": 1}, {"a": 1.0}),
        ([True], [1]),
        (["1"], [1]),
        ([1], [1, 1]),
        ({"a": 1}, {"b": 1}),
        (1, None),
    ):
        assert not is_same(one, other)


def test_a_place_in_words() -> None:
    assert place_text(("aims", 0, "due")) == "aims.0.due"
