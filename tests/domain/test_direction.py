from decimal import Decimal

import pytest
from hypothesis import given, strategies as st

from hsp_cli.domain.direction import ARROWS, Direction, DirectionBasis, Verdict, direction, verdict, verdict_within
from hsp_cli.domain.rag import Band, Better

BAND = Band(low=Decimal("0.9"), high=Decimal("1.1"))
NUMBERS = st.decimals(-1000, 1000, places=2)


@pytest.mark.parametrize(
    ("before", "now", "way"),
    [
        ("4578", "4149", Direction.DOWN),
        ("24", "27", Direction.UP),
        ("6.80", "6.8", Direction.SAME),
        ("-1", "0", Direction.UP),
    ],
)
def test_the_direction_is_that_of_the_value(before: str, now: str, way: Direction) -> None:
    assert direction(Decimal(before), Decimal(now)) is way


@pytest.mark.parametrize(
    ("way", "better", "says"),
    [
        (Direction.UP, Better.HIGHER, Verdict.IMPROVING),
        (Direction.DOWN, Better.HIGHER, Verdict.WORSENING),
        (Direction.UP, Better.LOWER, Verdict.WORSENING),
        (Direction.DOWN, Better.LOWER, Verdict.IMPROVING),
        (Direction.SAME, Better.HIGHER, Verdict.STEADY),
        (Direction.SAME, Better.LOWER, Verdict.STEADY),
        (Direction.UP, Better.NEUTRAL, None),
        (Direction.UP, Better.WITHIN, None),
        (Direction.SAME, Better.NEUTRAL, None),
        (None, Better.HIGHER, None),
    ],
)
def test_the_verdict_follows_from_what_is_better(way: Direction | None, better: Better, says: Verdict | None) -> None:
    assert verdict(way, better) is says


@pytest.mark.parametrize(
    ("before", "now", "says"),
    [
        ("0.8", "0.85", Verdict.IMPROVING),
        ("1.3", "1.2", Verdict.IMPROVING),
        ("0.5", "1.0", Verdict.IMPROVING),
        ("1.0", "1.2", Verdict.WORSENING),
        ("1.2", "0.7", Verdict.WORSENING),
        ("0.9", "1.1", Verdict.STEADY),
        ("0.8", "1.2", Verdict.STEADY),
        ("1.2", "1.2", Verdict.STEADY),
    ],
)
def test_for_a_band_nearer_is_improving(before: str, now: str, says: Verdict) -> None:
    assert verdict_within(Decimal(before), Decimal(now), BAND) is says


def test_every_direction_has_its_arrow() -> None:
    assert ARROWS == {Direction.UP: "↑", Direction.DOWN: "↓", Direction.SAME: "→"}


def test_papers_and_records_use_these_words_for_directions_and_verdicts() -> None:
    assert [way.value for way in Direction] == ["up", "down", "same"]
    assert [says.value for says in Verdict] == ["improving", "worsening", "steady"]
    assert [basis.value for basis in DirectionBasis] == ["previous-period", "same-period-last-year"]


OPPOSITE = {
    Verdict.IMPROVING: Verdict.WORSENING,
    Verdict.WORSENING: Verdict.IMPROVING,
    Verdict.STEADY: Verdict.STEADY,
}


@given(NUMBERS, NUMBERS)
def test_the_other_polarity_turns_the_verdict_round(before: Decimal, now: Decimal) -> None:
    way = direction(before, now)
    says = verdict(way, Better.HIGHER)
    assert says is not None
    assert verdict(way, Better.LOWER) is OPPOSITE[says]


@given(NUMBERS, NUMBERS)
def test_the_way_back_has_the_opposite_verdict(before: Decimal, now: Decimal) -> None:
    assert verdict_within(before, now, BAND) is OPPOSITE[verdict_within(now, before, BAND)]
