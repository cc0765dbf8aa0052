from decimal import Decimal
from pathlib import Path

import pytest

from hsp_cli.analysis.plan_changes.targets import Region, Shift, region, shift
from hsp_cli.domain.rag import Band, Better
from tests.analysis.plan_changes.versions import indicator, lines


def number(value: str) -> Decimal:
    return Decimal(value)


def of(target: str | None, better: Better = Better.HIGHER) -> Region | None:
    """The region of `80` or of a band, `5-7`."""
    if target is None or "-" not in target:
        return region(None if target is None else number(target), better)
    low, high = target.split("-")
    return region(Band(low=number(low), high=number(high)), better)


@pytest.mark.parametrize(
    ("better", "before", "now", "expected"),
    [
        (Better.HIGHER, "80", "78", Shift.EASIER),
        (Better.HIGHER, "78", "80", Shift.HARDER),
        (Better.LOWER, "5", "6", Shift.EASIER),
        (Better.LOWER, "6", "5", Shift.HARDER),
        (Better.WITHIN, "5", "6", Shift.OTHER),
        (Better.WITHIN, "5-7", "4-7", Shift.EASIER),
        (Better.WITHIN, "5-7", "5-8", Shift.EASIER),
        (Better.WITHIN, "5-7", "5-6", Shift.HARDER),
        (Better.WITHIN, "5-7", "6-8", Shift.OTHER),
        (Better.WITHIN, "6", "5-7", Shift.EASIER),
        (Better.HIGHER, "5-7", "5", Shift.EASIER),
        (Better.HIGHER, "80", "80.0", Shift.SAME),
        (Better.HIGHER, "80", None, Shift.REMOVED),
        (Better.HIGHER, None, "80", Shift.SET),
    ],
)
def test_a_target_is_easier_if_more_figures_meet_it(
    better: Better, before: str | None, now: str | None, expected: Shift
) -> None:
    assert shift(of(before, better), of(now, better)) is expected


def test_context_has_no_region() -> None:
    assert of("80", Better.NEUTRAL) is None


def target(value: str, period: str = "Q2-2010", **keys: str) -> dict[str, str]:
    return dict(indicator(figures=f"{{{period}: {{{value}}}}}", **keys))


def test_a_target_cut_after_its_period_began_is_a_moved_goalpost(tmp_path: Path) -> None:
    assert lines(tmp_path, target("target: 80"), target("target: 75")) == [
        (
            "goalposts ni-1: target for Q2 2010/11 made easier: 80% before, 75% now "
            "(higher is better; the period began on 2010-07-01)"
        )
    ]


def test_a_lower_target_is_harder_where_lower_is_better(tmp_path: Path) -> None:
    before, now = (target(f"target: {value}", better="lower") for value in (80, 75))
    assert lines(tmp_path, before, now) == [
        (
            "target ni-1: target for Q2 2010/11 made harder: 80% before, 75% now "
            "(lower is better; the period began on 2010-07-01)"
        )
    ]
    assert lines(tmp_path, now, before)[0].startswith("goalposts ni-1: target for Q2 2010/11 made easier: 75%")


def test_a_period_begins_on_its_first_day(tmp_path: Path) -> None:
    before, now = (target(f"target: {value}", "2010-11-01") for value in (80, 75))
    assert lines(tmp_path, before, now)[0].startswith("goalposts")
    before, now = (target(f"target: {value}", "2010-11-02") for value in (80, 75))
    assert lines(tmp_path, before, now) == [
        "target ni-1: target for 2 November 2010 made easier: 80% before, 75% now (higher is better)"
    ]


def test_a_target_of_a_later_period_is_one_if_a_rating_improves_in_the_same_change(tmp_path: Path) -> None:
    before, now = (
        indicator(figures=f"{{Q1-2010: {{actual: {actual}, target: 80}}, Q4-2010: {{target: {aim}}}}}")
        for actual, aim in ((60, 80), (80, 75))
    )
    assert lines(tmp_path, before, now)[1] == (
        "goalposts ni-1: target for Q4 2010/11 made easier: 80% before, 75% now "
        "(higher is better; in Q1 2010/11 the rating improves from Red to Green)"
    )


def test_a_target_that_is_removed_is_a_moved_goalpost(tmp_path: Path) -> None:
    found = lines(tmp_path, target("actual: 60, target: 80"), target("actual: 60"))
    assert "goalposts ni-1: target for Q2 2010/11 removed; it was 80% (the period began on 2010-07-01)" in found


def test_a_target_that_is_set_is_none(tmp_path: Path) -> None:
    assert lines(tmp_path, target("note: N"), target("note: N, target: 80")) == [
        "target ni-1: target for Q2 2010/11 set: 80% (the period began on 2010-07-01)"
    ]


@pytest.mark.parametrize(
    ("before", "now", "said"),
    [
        ("target_text: Most", "target_text: Some", "Most before, Some now"),
        ("target: 80", "target_text: Some", None),
        ("target_band: {low: 5, high: 7}", "target_band: {low: 6, high: 8}", "5% to 7% before, 6% to 8% now"),
    ],
)
def test_if_nobody_can_say_whether_it_is_easier_it_counts_as_moved(
    tmp_path: Path, before: str, now: str, said: str | None
) -> None:
    (found,) = lines(tmp_path, target(before), target(now))
    assert found.startswith("goalposts ni-1: target for Q2 2010/11 ")
    if said:
        assert f"changed: {said}; hsp cannot tell whether the new one is easier" in found


def test_a_number_beside_a_band_does_not_count_and_is_told(tmp_path: Path) -> None:
    before, now = (target(f"target: {value}, target_band: {{low: 5, high: 7}}") for value in (6, 7))
    assert lines(tmp_path, before, now) == [
        (
            "target ni-1: terms of the target for Q2 2010/11 changed: target: 6; target band: 5 to 7 before, "
            "target: 7; target band: 5 to 7 now (the period began on 2010-07-01)"
        )
    ]


def test_a_target_of_context_that_changes_is_not_judged(tmp_path: Path) -> None:
    before, now = (target(f"target: {value}", better="neutral") for value in (80, 75))
    assert lines(tmp_path, before, now)[0].startswith(
        "goalposts ni-1: target for Q2 2010/11 changed: 80% before, 75% now; hsp cannot tell"
    )


def test_another_way_that_is_better_moves_the_goalposts(tmp_path: Path) -> None:
    before, now = (target("target: 80", better=better) for better in ("higher", "lower"))
    assert lines(tmp_path, before, now) == ["goalposts ni-1: better: higher before, lower now"]
