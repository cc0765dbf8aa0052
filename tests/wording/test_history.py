from typing import Any

import pytest

from hsp_cli.domain.period import COUNCIL_CALENDAR
from hsp_cli.domain.plain_differences import PlainDifference
from hsp_cli.wording.history import difference_texts, keys_text, plain_text


@pytest.mark.parametrize(
    ("keys", "text"),
    [
        (("first_due",), "first due"),
        (("figures", "Q1-2010", "actual"), "figures, Q1 2010/11, actual"),
        (("figures", "2010/11", "actual"), "figures, 2010/11, actual"),
        ((), ""),
    ],
)
def test_keys_are_words_and_labels_of_periods(keys: tuple[str, ...], text: str) -> None:
    assert keys_text(keys, COUNCIL_CALENDAR) == text


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("one\n two", "one two"),
        (7, "7"),
        (True, "true"),
        (False, "false"),
        (["a", "b"], "a; b"),
        ({"due": "2010-06", "first_due": ["x"]}, "due: 2010-06, first due: x"),
    ],
)
def test_a_value_is_one_line(value: Any, text: str) -> None:
    assert plain_text(value) == text


@pytest.mark.parametrize(
    ("before", "now", "lines"),
    [
        (1, 2, ["due: 1 to 2"]),
        (None, 2, ["due: 2 (new)"]),
        (1, None, ["due: 1 (removed)"]),
        (["a", "b"], ["b", "a"], ["due, in another order: b; a"]),
        ("x" * 59, "y", [f"due: {'x' * 59} to y"]),
        ("x" * 60, "y", [f"due, before: {'x' * 60}", "due, now: y"]),
    ],
)
def test_a_difference_has_both_values(before: Any, now: Any, lines: list[str]) -> None:
    assert difference_texts(PlainDifference(("due",), before, now), COUNCIL_CALENDAR) == lines


def test_what_is_added_with_its_record_is_not_called_new() -> None:
    added = PlainDifference(("due",), None, "2010-03")
    assert difference_texts(added, COUNCIL_CALENDAR, is_added=True) == ["due: 2010-03"]
