from datetime import date
from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given, strategies as st

from hsp_cli.drawing.axes import Axes, ticks

NUMBERS = st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**12), max_value=10**12, places=4)


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        (("64", "84"), "60 65 70 75 80 85"),
        (("0", "1"), "0.0 0.2 0.4 0.6 0.8 1.0"),
        (("-3", "4"), "-4 -2 0 2 4"),
        (("50", "50"), "44 46 48 50 52 54 56"),
        (("0", "0"), "-1.0 -0.5 0.0 0.5 1.0"),
    ],
)
def test_the_values_at_the_side_are_round(values: tuple[str, ...], expected: str) -> None:
    assert [*map(float, ticks([Decimal(value) for value in values]))] == [*map(float, expected.split())]


@given(st.lists(NUMBERS, min_size=1, max_size=9))
def test_all_values_lie_between_the_first_and_the_last_and_the_steps_are_even(values: list[Decimal]) -> None:
    found = ticks(values)
    assert found[0] <= min(values)
    assert max(values) <= found[-1]
    assert 2 <= len(found) <= 7
    assert len({after - before for before, after in pairwise(found)}) == 1


@pytest.mark.parametrize("digits", [20, 27, 28, 29, 30])
def test_numbers_of_very_many_digits_have_a_place(digits: int) -> None:
    low = Decimal(10) ** (digits - 1)
    for high in (low, low + 1, low * 2):
        values = ticks([low, high])
        axes = Axes(0, 100, 0, 100, date(2010, 1, 1), date(2010, 1, 2), values)
        assert all(-1 <= axes.y(value) <= 101 for value in (low, high))
        assert len(values) <= 7


def test_values_grow_upwards_and_dates_to_the_right() -> None:
    axes = Axes(10, 110, 20, 120, date(2010, 1, 1), date(2010, 1, 11), (Decimal(0), Decimal(50), Decimal(100)))
    assert [axes.y(Decimal(value)) for value in (0, 50, 100)] == [120, 70, 20]
    assert [axes.x(date(2010, 1, day)) for day in (1, 6, 11)] == [10, 60, 110]


def test_a_single_date_stands_in_the_middle() -> None:
    day = date(2010, 1, 1)
    assert Axes(0, 100, 0, 100, day, day, (Decimal(0), Decimal(1))).x(day) == 50


@pytest.mark.parametrize("count", [1, 2, 5, 40, 400])
def test_the_last_date_has_its_label_and_no_two_labels_overlap(count: int) -> None:
    days = [date.fromordinal(700_000 + 31 * index) for index in range(count)]
    axes = Axes(50, 700, 0, 100, days[0], days[-1], (Decimal(0), Decimal(1)))
    drawn = axes.date_axis([(day, f"Q{day:%m-%Y}") for day in days])
    places = [float(one.split('x="')[1].split('"')[0]) for one in drawn.split("<text")[1:]]
    assert max(places) == axes.x(days[-1])
    assert all(after - before >= 84 - 0.1 for before, after in pairwise(sorted(places)))
