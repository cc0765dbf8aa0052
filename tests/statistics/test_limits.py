"""The worked examples come from NHSRplotthedots 0.2.2 (MIT): its vignette, its snapshots and its tests of rules."""

from decimal import Decimal

import pytest
from hypothesis import given, strategies as st

from hsp_cli.domain.rag import Band, Better
from hsp_cli.statistics.limits import Assurance, Limits, Pattern, Signal, assurance, limits, signals

OUTLIER = "1,2,1,2,10,1,2,1,2,1,2,1,2,1,2,1,2,1"
NORMAL = (
    "-0.56047565,-0.23017749,1.55870831,0.07050839,0.12928774,1.71506499,0.46091621,-1.26506123,-0.68685285,-0.44566197,"
    "1.22408180,0.35981383,0.40077145,0.11068272,-0.55584113,1.78691314,0.49785048,-1.96661716,0.70135590,-0.47279141"
)


def numbers(text: str) -> list[Decimal]:
    return [Decimal(one) for one in text.split(",")]


def patterns(values: list[Decimal], within: Limits) -> list[str]:
    return [f"{one.pattern} {'high' if one.is_high else 'low'}" if one else "" for one in signals(values, within)]


AROUND_ZERO = Limits(Decimal(0), Decimal(3))
"""Near a limit is then beyond 2."""


# --- Limits


@pytest.mark.parametrize(
    ("values", "screened", "mean", "lower", "upper", "places"),
    [
        (OUTLIER, True, "1.94", "-0.72", "4.60", 2),
        (OUTLIER, False, "1.94", "-3.06", "6.95", 2),
        (NORMAL, True, "0.1416238", "-3.01138", "3.294627", 5),
    ],
)
def test_limits_are_those_of_the_published_examples(
    values: str, screened: bool, mean: str, lower: str, upper: str, places: int
) -> None:
    found = limits(numbers(values), screened=screened)
    for one, expected in ((found.mean, mean), (found.lower, lower), (found.upper, upper)):
        assert float(one) == pytest.approx(float(expected), abs=10**-places)


@pytest.mark.parametrize(("screened", "lower", "upper"), [(True, -2.383666, 3.722497), (False, -4.596625, 5.935457)])
def test_one_far_value_widens_the_limits_less_if_its_ranges_are_left_out(
    screened: bool, lower: float, upper: float
) -> None:
    values = numbers(NORMAL)
    values[14] = Decimal(10)
    found = limits(values, screened=screened)
    assert [float(one) for one in (found.mean, found.lower, found.upper)] == pytest.approx(
        [0.6694159, lower, upper], abs=1e-5
    )


def test_limits_need_two_values() -> None:
    with pytest.raises(ValueError, match="at least two"):
        limits([Decimal(1)])


def test_a_series_that_never_changes_has_its_limits_at_its_mean() -> None:
    assert limits([Decimal(5)] * 13) == Limits(Decimal(5), Decimal(0))
    assert set(signals([Decimal(5)] * 13, limits([Decimal(5)] * 13))) == {None}


# --- Signals


def test_only_the_far_value_of_the_published_example_is_a_signal() -> None:
    values = numbers(OUTLIER)
    found = signals(values, limits(values))
    assert [values[at] for at, one in enumerate(found) if one] == [10]
    assert found[4] == Signal(Pattern.OUTSIDE, is_high=True)


def test_random_values_of_the_published_example_are_no_signals() -> None:
    assert set(signals(numbers(NORMAL), limits(numbers(NORMAL)))) == {None}


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ("1,1,1,1,1,1,1,1,-1", ["run high"] * 8 + [""]),
        ("1,1,1,1,1,1,-1", [""] * 7),
        ("-1,-1,-1,-1,-1,-1,-1", ["run low"] * 7),
        ("1,1,1,0,1,1,1,1", [""] * 8),
    ],
)
def test_seven_values_on_one_side_of_the_mean_are_a_run(values: str, expected: list[str]) -> None:
    assert patterns(numbers(values), Limits(Decimal(0), Decimal(9))) == expected


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ("1,2,3,4,5,6,7", ["trend high"] * 7),
        ("7,6,5,4,3,2,1", ["trend low"] * 7),
        ("1,2,3,3,4,5,6", [""] * 7),
        ("1,2,3,4,5,6", [""] * 6),
        ("5,1,2,3,4,5,6,7,6", [""] + ["trend high"] * 7 + [""]),
    ],
)
def test_six_rises_or_falls_in_a_row_are_a_trend(values: str, expected: list[str]) -> None:
    assert patterns(numbers(values), Limits(Decimal("4.5"), Decimal(50))) == expected


@pytest.mark.parametrize(
    ("values", "flagged"),
    [
        ("2.5,1,1,2.5,2.5", [0, 0, 0, 1, 1]),
        ("2.5,1,1,2.5", [0, 0, 0, 0]),
        ("2.5,-1,2.5", [0, 0, 0]),
        ("2.5,1,2.5", [1, 0, 1]),
        ("-2.5,-2.5,-0.1", [1, 1, 0]),
        ("2,2,2", [0, 0, 0]),
    ],
)
def test_two_of_three_values_near_the_same_limit_are_a_signal(values: str, flagged: list[int]) -> None:
    found = signals(numbers(values), AROUND_ZERO)
    assert [int(one is not None) for one in found] == flagged
    assert {one.pattern for one in found if one} <= {Pattern.TWO_OF_THREE}


def test_a_value_outside_the_limits_does_not_count_as_near_them() -> None:
    assert patterns(numbers("4,2.5,1"), AROUND_ZERO) == ["outside the limits high", "", ""]
    assert patterns(numbers("3,2.5,1"), AROUND_ZERO)[0] == "two of three near a limit high"


def test_values_near_opposite_limits_are_no_signal() -> None:
    values = [Decimal(value) for value in (1, -1) * 8]
    values[14:] = Decimal("5.5"), Decimal("-5.5")
    found = signals(values, limits(values))
    assert found[14:] == (None, None)


def test_the_first_rule_that_applies_counts_and_a_trend_is_named_by_its_direction() -> None:
    assert (
        patterns(numbers("-4,-2.9,-2.5,-2,-1,-0.5,-0.1"), AROUND_ZERO)
        == ["outside the limits low"] + ["trend high"] * 6
    )


@given(st.lists(st.decimals(-1000, 1000, places=2), min_size=2, max_size=40))
def test_signals_of_the_mirrored_series_are_mirrored(values: list[Decimal]) -> None:
    mirrored = [-value for value in values]
    found = signals(values, limits(values))
    assert [one and Signal(one.pattern, not one.is_high) for one in found] == [*signals(mirrored, limits(mirrored))]


@given(st.lists(st.decimals(-1000, 1000, places=2), min_size=2, max_size=40), st.integers(-500, 500))
def test_another_zero_or_a_larger_unit_changes_no_signal(values: list[Decimal], shift: int) -> None:
    moved = [value * 10 + shift for value in values]
    assert signals(values, limits(values)) == signals(moved, limits(moved))


# --- Assurance

LIMITS = {"1 to 3": Limits(Decimal(2), Decimal(1)), "5 to 7": Limits(Decimal(6), Decimal(1))} | {
    "1 to 5": Limits(Decimal(3), Decimal(2))
}


@pytest.mark.parametrize(
    ("better", "expected"),
    [
        (Better.HIGHER, ["fail", "pass", "hit or miss"]),
        (Better.LOWER, ["pass", "fail", "hit or miss"]),
        (Better.NEUTRAL, [None, None, None]),
        (Better.WITHIN, [None, None, None]),
    ],
)
def test_a_target_beyond_the_limits_is_always_or_never_met(better: Better, expected: list[str | None]) -> None:
    assert [assurance(one, Decimal(4), better) for one in LIMITS.values()] == expected


@pytest.mark.parametrize("target", [1, 5])
@pytest.mark.parametrize("better", [Better.HIGHER, Better.LOWER])
def test_a_target_exactly_on_a_limit_is_met_sometimes(target: int, better: Better) -> None:
    assert assurance(LIMITS["1 to 5"], Decimal(target), better) is Assurance.EITHER


@pytest.mark.parametrize(
    ("low", "high", "expected"),
    [(0, 6, "pass"), (2, 4, "hit or miss"), (6, 8, "fail"), (-2, 0, "fail"), (1, 5, "hit or miss")],
)
def test_a_band_is_always_met_if_it_holds_both_limits(low: int, high: int, expected: str) -> None:
    band = Band(low=Decimal(low), high=Decimal(high))
    assert assurance(LIMITS["1 to 5"], band, Better.WITHIN) == expected
    assert assurance(LIMITS["1 to 5"], band, Better.NEUTRAL) is None


def test_without_a_target_nothing_is_said_of_it() -> None:
    assert assurance(LIMITS["1 to 5"], None, Better.HIGHER) is None
