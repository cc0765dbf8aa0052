from decimal import Decimal
from typing import Any

import pytest

from hsp_cli.domain.indicator import Indicator
from hsp_cli.domain.period import COUNCIL_CALENDAR, Period
from hsp_cli.statistics.points import Point, has_points, points_of

END = Period.parse("Q4-2030")


def points(figures: dict[str, Any], until: Period = END, **keys: Any) -> tuple[Point, ...]:
    given = {period: one if isinstance(one, dict) else {"actual": one} for period, one in figures.items()}
    record = {"id": "x", "title": "X", "unit": "x", "better": "higher", "figures": given, **keys}
    indicator = Indicator.model_validate(record)
    found = points_of(indicator, until, COUNCIL_CALENDAR)
    assert has_points(indicator, until, COUNCIL_CALENDAR) is bool(found)
    return found


def shown(found: tuple[Point, ...]) -> list[tuple[str, int]]:
    return [(one.period.text, int(one.value)) for one in found]


def test_the_numbers_come_oldest_first_whatever_the_order_of_the_record() -> None:
    found = points({"Q2-2010": 2, "Q4-2009": 9, "Q1-2010": {"actual": 1, "status": "provisional", "target": 5}})
    assert shown(found) == [("Q4-2009", 9), ("Q1-2010", 1), ("Q2-2010", 2)]
    assert [one.is_provisional for one in found] == [False, True, False]
    assert [one.target for one in found] == [None, Decimal(5), None]


def test_words_awaited_figures_and_later_ones_are_no_points() -> None:
    figures = {"Q1-2010": 1, "Q2-2010": {"text": "two"}, "Q3-2010": {"status": "awaited"}, "Q4-2010": 4, "Q1-2011": 5}
    found = points(figures, Period.parse("Q4-2010"))
    assert shown(found) == [("Q1-2010", 1), ("Q4-2010", 4)]


def test_a_point_follows_the_one_before_unless_a_period_is_missing_or_the_counting_changed() -> None:
    figures = {f"Q{number}-2010": number for number in (1, 2, 4)} | {"Q1-2011": 5, "Q2-2011": 6}
    found = points(figures, breaks=[{"since": "2011-07", "reason": "New method"}])
    assert [one.follows for one in found] == [False, True, False, True, False]


@pytest.mark.parametrize(
    ("figures", "expected"),
    [
        ({"2010-04": 1, "2010-05": 2, "Q1-2010": 3, "2010/11": 4}, ["2010-04", "2010-05"]),
        ({"Q1-2010": 3, "2010/11": 4}, ["Q1-2010"]),
        ({"2010/11": 4, "2011/12": 5, "Q1-2010": 3}, ["2010/11", "2011/12"]),
    ],
)
def test_periods_of_the_most_frequent_length_make_the_series(figures: dict[str, int], expected: list[str]) -> None:
    assert [one.period.text for one in points(figures)] == expected


def test_an_indicator_without_numbers_has_no_points() -> None:
    assert points({"Q1-2010": {"target": 5}}) == ()


def test_a_running_total_is_divided_into_the_amounts_of_its_periods() -> None:
    totals = {"Q3-2009": 30, "Q4-2009": 44, "Q1-2010": {"actual": 9, "target": 10}}
    found = points({**totals, "Q2-2010": {"actual": 20, "target": 25}}, accumulation="cumulative")
    assert shown(found) == [("Q4-2009", 14), ("Q1-2010", 9), ("Q2-2010", 11)]
    assert [one.target for one in found] == [None, Decimal(10), Decimal(15)]
    assert [one.follows for one in found] == [False, True, True]


def test_the_amount_of_a_period_is_unknown_if_the_total_before_it_is_missing_or_was_counted_otherwise() -> None:
    found = points({"Q1-2010": 9, "Q3-2010": 30, "Q4-2010": 44}, accumulation="cumulative")
    assert shown(found) == [("Q1-2010", 9), ("Q4-2010", 14)]
    changed = [{"since": "Q2-2010", "reason": "New method"}]
    found = points({"Q1-2010": 9, "Q2-2010": 30, "Q3-2010": 44}, accumulation="cumulative", breaks=changed)
    assert shown(found) == [("Q1-2010", 9), ("Q3-2010", 14)]


def test_years_of_a_running_total_stand_for_themselves() -> None:
    assert shown(points({"2009/10": 9, "2010/11": 7}, accumulation="cumulative")) == [("2009/10", 9), ("2010/11", 7)]
