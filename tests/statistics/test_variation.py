from typing import Any

import pytest

from hsp_cli.statistics.limits import Assurance, Pattern
from hsp_cli.statistics.variation import Meaning, Unfit, variation
from tests.statistics.indicators import ALTERNATING, performing, quarters


def test_the_signal_is_that_of_the_latest_figure() -> None:
    found = variation(performing(quarters([*ALTERNATING, 70])))
    assert found.signal is not None
    assert (found.unfit, found.signal.pattern, found.meaning) == (None, Pattern.OUTSIDE, Meaning.IMPROVEMENT)
    after = variation(performing(quarters([*ALTERNATING, 70, 51])))
    assert (after.unfit, after.signal, after.meaning) == (None, None, None)
    assert after.segments[-1].signals[-2] is not None


@pytest.mark.parametrize(
    ("better", "value", "expected"),
    [
        ("higher", 70, Meaning.IMPROVEMENT),
        ("higher", 30, Meaning.CONCERN),
        ("lower", 70, Meaning.CONCERN),
        ("lower", 30, Meaning.IMPROVEMENT),
        ("neutral", 70, Meaning.CHANGE),
        ("within", 30, Meaning.CHANGE),
    ],
)
def test_whether_a_signal_is_good_depends_on_what_is_better(better: str, value: int, expected: Meaning) -> None:
    assert variation(performing(quarters([*ALTERNATING, value]), better=better)).meaning is expected


def test_the_target_is_that_of_the_latest_figure() -> None:
    figures = quarters(ALTERNATING, target=51)
    assert variation(performing(figures)).assurance is Assurance.EITHER
    figures["Q4-2009"]["target"] = 90
    assert variation(performing(figures)).assurance is Assurance.FAIL
    del figures["Q4-2009"]["target"]
    assert variation(performing(figures)).assurance is None


# --- Series that are not tested


@pytest.mark.parametrize(
    ("count", "has_limits", "unfit"), [(6, False, "too few"), (7, True, "too few"), (13, True, "")]
)
def test_verdicts_need_thirteen_figures_and_provisional_limits_seven(count: int, has_limits: bool, unfit: str) -> None:
    found = variation(performing(quarters(ALTERNATING[:count], target=90)))
    assert (found.segments[-1].limits is not None) is has_limits
    assert (found.unfit or "").removesuffix(" figures") == unfit
    assert (found.assurance is None) is bool(unfit)


def test_provisional_limits_give_no_signals() -> None:
    found = variation(performing(quarters([*ALTERNATING[:11], 99])))
    assert found.unfit is Unfit.TOO_FEW
    assert set(found.segments[-1].signals) == {None}


@pytest.mark.parametrize("at", range(1, 19))
def test_a_series_with_a_gap_is_not_tested_wherever_the_gap_is(at: int) -> None:
    values = [*ALTERNATING[:at], None, *ALTERNATING[at:], 99]
    assert variation(performing(quarters(values))).unfit is Unfit.GAP


@pytest.mark.parametrize("last", [{"status": "awaited"}, {"text": "up"}, {"target": 60}])
def test_without_the_number_of_the_quarter_nothing_is_said(last: dict[str, Any]) -> None:
    figures = quarters([*ALTERNATING, 99])
    figures["Q2-2010"] = last
    assert variation(performing(figures, "Q2-2010")).unfit is Unfit.LATEST_MISSING
    assert variation(performing(figures, "Q1-2010")).unfit is None


def test_seasonal_figures_are_not_tested() -> None:
    found = variation(performing(quarters([*ALTERNATING, 99]), seasonal=True))
    assert (found.unfit, found.segments[-1].limits) == (Unfit.SEASONAL, None)
    assert set(found.segments[-1].signals) == {None}


def test_overlapping_periods_are_not_tested() -> None:
    figures = {f"12m-20{year:02}-{month:02}": {"actual": month} for year in (8, 9) for month in range(1, 13)}
    assert variation(performing(figures, "Q3-2009")).unfit is Unfit.OVERLAPPING
    yearly = {f"12m-19{year:02}-06": {"actual": year} for year in range(80, 99)}
    assert variation(performing(yearly, "Q1-1998", frequency="yearly")).unfit is None


@pytest.mark.parametrize(
    ("first", "step", "keys"),
    [
        ("{}/{:02}", 2, {"frequency": "every-two-years"}),
        ("{}-10", 1, {"frequency": "yearly"}),
        ("{}-12-31", 1, {"frequency": "yearly"}),
    ],
)
def test_a_figure_is_missing_only_if_the_record_asks_for_one(first: str, step: int, keys: dict[str, Any]) -> None:
    years = range(1970, 1970 + 14 * step, step)
    figures = {first.format(year, (year + 1) % 100): {"actual": 50 + year % 3} for year in years}
    quarter = f"Q3-{years[-1] + (step == 2)}"
    assert variation(performing(figures, quarter, **keys)).unfit is None
    del figures[first.format(years[5], (years[5] + 1) % 100)]
    assert variation(performing(figures, quarter, **keys)).unfit is Unfit.GAP


def test_an_indicator_without_numbers_has_nothing_to_test() -> None:
    found = variation(performing({"Q1-2010": {"text": "up"}}, "Q1-2010"))
    assert (found.unfit, found.segments, found.points) == (Unfit.NO_FIGURES, (), ())


# --- Segments


@pytest.mark.parametrize("key", ["breaks", "rebases"])
def test_limits_begin_again_where_a_record_says_so_and_nowhere_else(key: str) -> None:
    values = [*ALTERNATING[:14], *(90, 94) * 7]
    assert len(variation(performing(quarters(values))).segments) == 1
    changes: dict[str, Any] = {key: [{"since": "2008-10", "reason": "New method"}]}
    found = variation(performing(quarters(values), **changes))
    first, second = found.segments
    assert first.limits is not None
    assert second.limits is not None
    assert (first.begins, int(first.limits.mean)) == (None, 51)
    assert (len(first.points), len(second.points), int(second.limits.mean)) == (14, 14, 92)
    assert (found.unfit, found.signal) == (None, None)


def test_only_figures_since_the_last_change_count() -> None:
    found = variation(performing(quarters(ALTERNATING), breaks=[{"since": "Q1-2008", "reason": "New method"}]))
    assert found.unfit is Unfit.TOO_FEW
    assert [len(one.points) for one in found.segments] == [12, 8]


def test_after_a_gap_limits_can_begin_again() -> None:
    figures = quarters([1, None, *ALTERNATING])
    since = [{"since": "Q3-2005", "reason": "The figure of the summer is lost."}]
    assert variation(performing(figures)).unfit is Unfit.GAP
    assert variation(performing(figures, rebases=since)).unfit is None


def test_the_order_of_changes_in_the_record_does_not_matter() -> None:
    changes = [{"since": "Q1-2008", "reason": "B"}, {"since": "Q1-2007", "reason": "A"}]
    found = variation(performing(quarters(ALTERNATING), rebases=changes))
    assert [one.begins and one.begins.reason for one in found.segments] == [None, "A", "B"]
