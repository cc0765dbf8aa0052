"""Projections against published numbers.

The quarterly beer production of Australia (megalitres; Australian Bureau of Statistics, 8301.0, CC BY) and the errors
of its projections are in Hyndman and Athanasopoulos, Forecasting: principles and practice, 2nd edition, section 3.4.
"""

from decimal import Decimal
from itertools import pairwise
from random import Random

import pytest
from hypothesis import given, settings, strategies as st

from hsp_cli.statistics.projection import METHODS, Method, fewest, projection

BEER_2007 = [427, 383, 394, 473]
BEER_AFTER = [420, 390, 410, 488, 415, 398, 419, 488, 414, 374]


def decimals(values: list[int] | list[float]) -> list[Decimal]:
    return [Decimal(str(value)) for value in values]


@pytest.mark.parametrize(("method", "average"), [(Method.LAST, "57.4"), (Method.SEASONAL, "13.4")])
def test_the_errors_of_simple_methods_are_the_published_ones(method: Method, average: str) -> None:
    projected = METHODS[method](decimals(BEER_2007), 4, len(BEER_AFTER))
    errors = [abs(one - after) for one, after in zip(projected, decimals(BEER_AFTER), strict=True)]
    assert sum(errors) / len(errors) == Decimal(average)


def test_the_line_is_that_of_anscombe() -> None:
    """The first of the quartet of F. J. Anscombe (1973), x from 4 to 14: y = 3.00 + 0.500 x."""
    values = decimals([4.26, 5.68, 7.24, 4.82, 6.95, 8.81, 8.04, 8.33, 10.84, 7.58, 9.96])
    assert [float(one) for one in METHODS[Method.LINE](values, 1, 2)] == pytest.approx([10.5, 11.0], abs=0.01)


def test_the_average_change_joins_the_first_value_and_the_last() -> None:
    assert METHODS[Method.DRIFT](decimals([10, 50, 16]), 1, 3) == decimals([19, 22, 25])


# --- The choice of a method


def seasonal(count: int) -> list[Decimal]:
    random = Random(2)
    return decimals([round(100 + (30, -10, 0, -20)[at % 4] + random.gauss(0, 2), 1) for at in range(count)])


def rising(count: int) -> list[Decimal]:
    random = Random(3)
    return decimals([round(10 + 5 * at + random.gauss(0, 1), 1) for at in range(count)])


def zigzag(count: int) -> list[Decimal]:
    return decimals([50 + at // 2 + 2 * (at % 2) for at in range(count)])


def walk(count: int) -> list[Decimal]:
    random, values = Random(4), [100.0]
    while len(values) < count:
        values.append(round(values[-1] + random.gauss(0, 3), 1))
    return decimals(values)


@pytest.mark.parametrize(
    ("values", "method"),
    [
        (walk(30), Method.LAST),
        (seasonal(30), Method.SEASONAL),
        (rising(30), Method.DRIFT),
        (zigzag(16), Method.LINE),
    ],
    ids=["a walk", "seasons", "a rise", "a rise that goes up and down"],
)
def test_the_simplest_method_that_the_past_does_not_reject_is_used(values: list[Decimal], method: Method) -> None:
    found = projection(values, 4, 2)
    assert found is not None
    assert found.method is method
    assert set(found.misses) == set(Method)


def test_a_series_without_seasons_is_not_projected_by_them() -> None:
    found = projection(rising(30), 1, 2)
    assert found is not None
    assert Method.SEASONAL not in found.misses


def test_a_method_that_is_as_good_as_a_simpler_one_is_not_used() -> None:
    found = projection([Decimal(7)] * 20, 4, 4)
    assert found is not None
    assert found.method is Method.LAST
    assert {found.steps[-1].value, found.steps[-1].low, found.steps[-1].high} == {7}


# --- Lengths


@pytest.mark.parametrize(("season", "ahead", "count"), [(1, 1, 9), (1, 3, 11), (4, 1, 9), (4, 4, 12), (12, 12, 28)])
def test_a_series_that_is_too_short_is_not_projected(season: int, ahead: int, count: int) -> None:
    assert fewest(season, ahead) == count
    assert projection(walk(count - 1), season, ahead) is None
    found = projection(walk(count), season, ahead)
    assert found is not None
    assert [len(step.errors) for step in found.steps] == [4] * ahead


def test_only_the_latest_dates_are_tested() -> None:
    found = projection(walk(90), 4, 2)
    assert found is not None
    assert len(found.steps[0].errors) == 40


# --- Errors and intervals


def test_the_error_is_that_of_the_same_distance_ahead() -> None:
    found = projection(decimals([0, 0, 0, 0, 0, 8, 0, 0, 0, 0]), 1, 2)
    assert found is not None
    assert found.method is Method.LAST
    first, second = found.steps
    assert first.errors == tuple(decimals([8, -8, 0, 0]))
    assert second.errors == tuple(decimals([0, -8, 0, 0]))
    assert first.average_miss == 4


def test_the_interval_is_that_of_students_t() -> None:
    found = projection(decimals([0, 0, 0, 0, 0, 8, 0, 0, 0]), 1, 1)
    assert found is not None
    [step] = found.steps
    # Four errors of 8, -8, 0 and 0: their typical size is √32, and t is 1.533 with 4 degrees of freedom.
    assert float(step.high) == pytest.approx(1.533 * (32 * (1 + 1 / 4)) ** 0.5)
    assert step.low == -step.high


def test_a_total_is_the_sum_of_the_steps_and_has_the_errors_of_sums() -> None:
    values = seasonal(30)
    one, total = projection(values, 4, 4), projection(values, 4, 4, total=True)
    assert one is not None
    assert total is not None
    assert total.steps[-1].value == sum(step.value for step in one.steps)
    assert total.steps[0] == one.steps[0]


@settings(max_examples=30)
@given(st.lists(st.decimals(-100, 100, places=1), min_size=12, max_size=30), st.booleans())
def test_an_interval_holds_its_value_and_never_becomes_narrower(values: list[Decimal], total: bool) -> None:
    found = projection(values, 4, 4, total=total)
    assert found is not None
    widths = [step.high - step.low for step in found.steps]
    assert all(step.low <= step.value <= step.high for step in found.steps)
    assert all(before <= after + Decimal("1e-20") for before, after in pairwise(widths))


def test_eight_of_ten_intervals_hold_what_happens_next() -> None:
    random, held = Random(5), 0
    for _ in range(200):
        values = [100.0]
        while len(values) < 22:
            values.append(values[-1] + random.gauss(0, 3))
        exact = decimals([round(value, 2) for value in values])
        found = projection(exact[:-2], 4, 2)
        assert found is not None
        held += found.steps[-1].low <= exact[-1] <= found.steps[-1].high
    assert 0.75 <= held / 200 <= 0.87
