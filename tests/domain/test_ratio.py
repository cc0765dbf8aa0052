from decimal import Decimal

import pytest
from hypothesis import given, strategies as st

from hsp_cli.domain.ratio import mean, per, rate_of


@pytest.mark.parametrize(
    ("unit", "times"),
    [
        ("%", 100),
        ("% of homes", 100),
        ("incidents per 1,000 people", 1000),
        ("deaths per 100000", 100_000),
        ("days", 1),
        ("£ per head", 1),
        ("calls per 0 people", 1),
    ],
)
def test_the_unit_says_what_a_rate_is_counted_per(unit: str, times: int) -> None:
    assert per(unit) == times


@pytest.mark.parametrize(
    ("numerator", "denominator", "unit", "rate"),
    [("95", "100", "%", "95"), ("1", "3", "%", "33.3333333333"), ("12", "4500", "crimes per 1,000", "2.66666666667")],
)
def test_a_rate_is_the_numerator_over_the_denominator_in_its_unit(
    numerator: str, denominator: str, unit: str, rate: str
) -> None:
    assert rate_of(Decimal(numerator), Decimal(denominator), unit) == Decimal(rate)


@pytest.mark.parametrize("denominator", [0, -5])
def test_a_rate_of_no_cases_is_no_figure(denominator: int) -> None:
    assert rate_of(Decimal(1), Decimal(denominator), "%") is None


def test_an_average_needs_numbers() -> None:
    with pytest.raises(ValueError, match="no average"):
        mean([])


@given(st.lists(st.decimals(-1000, 1000, places=2), min_size=1, max_size=12))
def test_an_average_lies_between_the_smallest_and_the_largest(numbers: list[Decimal]) -> None:
    assert min(numbers) <= mean(numbers) <= max(numbers)
