from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import assume, given, strategies as st

from hsp_cli.domain.apportionment import achieved, divided, known_sum, nearest, payable, whole_sum

LEVELS = st.decimals(-1000, 1000, places=2)
MONEY = st.decimals(-(10**7), 10**7, places=2)
UNITS = st.sampled_from([Decimal(1), Decimal("0.01"), Decimal(1000)])
WEIGHTS = st.lists(st.decimals(0, 100, places=1), min_size=1, max_size=15).filter(any)
FLOORS = st.integers(0, 100).map(Decimal)


def whole(*amounts: int) -> tuple[Decimal, ...]:
    return tuple(map(Decimal, amounts))


# --- The published terms


def test_the_example_of_2002_comes_out_to_the_pound() -> None:
    share = Decimal(132_993_000) * Decimal("2.5") / 100
    assert nearest(share, Decimal(1000)) == 3_325_000
    assert nearest(share, Decimal(1)) == 3_324_825


@pytest.mark.parametrize(("targets", "each"), [(12, 298_162), (13, 275_227)])
def test_a_pot_has_the_parts_that_a_council_printed_for_12_and_13_targets(targets: int, each: int) -> None:
    parts = divided(Decimal(3_577_947), [1] * targets, Decimal(1))
    assert set(parts) <= {Decimal(each), Decimal(each) - 1, Decimal(each) + 1}
    assert Decimal(each) in parts


@pytest.mark.parametrize(
    ("part", "paid"),
    [("0.5999", "0"), ("0.6", "0.6"), ("0.999", "0.999"), ("1", "1"), ("1.4", "1"), ("0", "0"), ("-2", "0")],
)
def test_the_same_part_is_paid_from_60_to_100_per_cent(part: str, paid: str) -> None:
    assert payable(Fraction(part), Decimal(60), Decimal(100)) == Fraction(paid)


def test_without_a_floor_a_figure_that_got_worse_costs_nothing() -> None:
    assert payable(Fraction(-1), Decimal(0), Decimal(100)) == 0


def test_a_lower_figure_achieves_more_where_lower_is_better() -> None:
    assert achieved(Decimal(340), Decimal(300), Decimal(310)) == Fraction(3, 4)


# --- Dividing


def test_the_units_that_are_left_go_to_the_parts_that_lost_most_and_then_to_the_first() -> None:
    assert divided(Decimal(100), [1, 1, 1], Decimal(1)) == whole(34, 33, 33)
    assert divided(Decimal(10), [Decimal("0.5"), Decimal("2.6"), Decimal("6.9")], Decimal(1)) == whole(0, 3, 7)


def test_less_than_a_unit_stays_with_the_first_part() -> None:
    assert divided(Decimal("10.50"), [1, 1], Decimal(1)) == (Decimal("5.50"), Decimal(5))


@given(MONEY, WEIGHTS, UNITS)
def test_the_parts_add_up_to_the_whole(amount: Decimal, weights: list[Decimal], unit: Decimal) -> None:
    assert sum(divided(amount, weights, unit)) == amount


@given(MONEY, WEIGHTS, UNITS)
def test_no_part_is_two_units_from_its_exact_share(amount: Decimal, weights: list[Decimal], unit: Decimal) -> None:
    for part, weight in zip(divided(amount, weights, unit), weights, strict=True):
        exact = Fraction(amount) * Fraction(weight) / Fraction(sum(weights))
        assert abs(Fraction(part) - exact) < 2 * Fraction(unit)


@given(MONEY, UNITS)
def test_an_amount_is_rounded_by_at_most_half_a_unit(amount: Decimal, unit: Decimal) -> None:
    assert abs(nearest(amount, unit) - amount) <= unit / 2
    assert nearest(amount, unit) % unit == 0


# --- The part that was achieved


@given(LEVELS, LEVELS, LEVELS, FLOORS, FLOORS)
def test_the_part_that_is_paid_is_0_or_between_floor_and_cap(
    without: Decimal, agreed: Decimal, actual: Decimal, least: Decimal, most: Decimal
) -> None:
    assume(without != agreed)
    assume(least <= most)
    paid = payable(achieved(without, agreed, actual), least, most)
    assert paid == 0 or Fraction(least) / 100 <= paid <= Fraction(most) / 100 <= 1


@given(LEVELS, LEVELS, LEVELS, LEVELS)
def test_a_better_figure_never_earns_less(without: Decimal, agreed: Decimal, one: Decimal, other: Decimal) -> None:
    assume(without != agreed)
    worse, better = sorted((one, other), reverse=agreed < without)
    least, most = Decimal(60), Decimal(100)
    assert payable(achieved(without, agreed, worse), least, most) <= payable(
        achieved(without, agreed, better), least, most
    )


@given(LEVELS, LEVELS, LEVELS)
def test_lower_is_better_is_the_mirror_of_higher_is_better(without: Decimal, agreed: Decimal, actual: Decimal) -> None:
    assume(without != agreed)
    assert achieved(without, agreed, actual) == achieved(-without, -agreed, -actual)


# --- Sums of what is known


def test_a_sum_of_the_whole_is_not_known_if_a_part_is_not() -> None:
    assert whole_sum(whole(1, 2)) == 3
    assert whole_sum([Decimal(1), None]) is None
    assert whole_sum([]) is None


def test_a_sum_of_what_is_known_is_not_0_if_nothing_is() -> None:
    assert known_sum([Decimal(1), None]) == 1
    assert known_sum([None, None]) is None
    assert known_sum([]) is None
