from decimal import Decimal
from typing import Any

import pytest

from hsp_cli.domain.performance import Performance
from hsp_cli.domain.period import Period, quarter_of
from hsp_cli.domain.rag import Band, Better
from hsp_cli.statistics.forecast import Course, Forecast, Outlook, course, forecast
from hsp_cli.statistics.projection import Method
from hsp_cli.statistics.variation import Unfit, variation
from tests.statistics.indicators import ALTERNATING, performing, quarters


def found(performance: Performance) -> Forecast:
    return forecast(performance, variation(performance))


def swings(low: Any, high: Any) -> list[Any]:
    """Values without any order, so that their forecasts are wide."""
    return [high if one == "h" else low for one in "lhhllhllhlhhlhhllhlh"]


def periods(one: Forecast) -> list[str]:
    return [outlook.period.text for outlook in one.fan]


# --- How far


@pytest.mark.parametrize(
    ("count", "expected"),
    [(17, ["Q2-2009", "Q3-2009", "Q4-2009"]), (19, ["Q4-2009"]), (20, ["Q1-2010", "Q2-2010", "Q3-2010", "Q4-2010"])],
)
def test_a_forecast_reaches_to_the_end_of_the_year(count: int, expected: list[str]) -> None:
    assert periods(found(performing(quarters(ALTERNATING[:count])))) == expected


def test_a_year_is_forecast_by_the_next_one() -> None:
    figures = {f"{year}/{(year + 1) % 100:02}": {"actual": year % 7} for year in range(1995, 2010)}
    assert periods(found(performing(figures, "Q4-2009"))) == ["2010/11"]


def test_a_survey_every_two_years_is_forecast_by_the_next_one() -> None:
    figures = {f"{year}/{(year + 1) % 100:02}": {"actual": year % 7} for year in range(1980, 2010, 2)}
    assert periods(found(performing(figures, "Q4-2008", frequency="every-two-years"))) == ["2010/11"]


def test_it_reaches_to_the_first_target_if_the_end_of_the_year_has_none() -> None:
    figures = quarters(ALTERNATING[:18]) | {"Q2-2010": {"target": 55}, "Q4-2010": {"target": 60}}
    one = found(performing(figures))
    assert (periods(one)[-1], one.target) == ("Q2-2010", Decimal(55))
    figures["Q4-2009"] = {"target": 50}
    one = found(performing(figures))
    assert (periods(one)[-1], one.target) == ("Q4-2009", Decimal(50))


def test_the_target_of_the_year_counts_for_its_last_quarter() -> None:
    one = found(performing(quarters(ALTERNATING[:18]) | {"2009/10": {"target": 55}}))
    assert (periods(one)[-1], one.target) == ("Q4-2009", Decimal(55))
    figures = quarters(ALTERNATING[:18]) | {"2009/10": {"target": 55}, "Q4-2009": {"note": "Due in May"}}
    assert found(performing(figures)).target == 55


def test_a_target_that_is_not_recorded_is_not_taken_from_an_earlier_figure() -> None:
    one = found(performing(quarters(ALTERNATING[:18], target=40)))
    assert one.outturn is not None
    assert (one.target, one.course) == (None, None)


# --- What is not forecast


@pytest.mark.parametrize(("count", "unfit"), [(8, "too few figures"), (12, None)])
def test_a_short_series_is_not_forecast(count: int, unfit: str | None) -> None:
    one = found(performing(quarters(ALTERNATING[:count])))
    assert (one.unfit, one.needed) == (unfit, 12)
    assert (one.outturn is None) is bool(unfit)


@pytest.mark.parametrize(
    ("figures", "keys", "unfit"),
    [
        (quarters([*ALTERNATING, None, 51]), {}, Unfit.GAP),
        (quarters(ALTERNATING) | {"Q1-2010": {"status": "awaited"}}, {}, Unfit.LATEST_MISSING),
        (
            {f"12m-{year}-{month:02}": {"actual": 5} for year in (2008, 2009) for month in range(1, 13)},
            {},
            Unfit.OVERLAPPING,
        ),
        ({"Q1-2010": {"text": "up"}}, {}, Unfit.NO_FIGURES),
    ],
)
def test_a_series_with_something_missing_is_not_forecast(
    figures: dict[str, Any], keys: dict[str, Any], unfit: Unfit
) -> None:
    last = quarter_of(max(map(Period.parse, figures)).last_day).text
    one = found(performing(figures, last, **keys))
    assert (one.unfit, one.outturn, one.fan, one.course) == (unfit, None, (), None)


def test_seasonal_figures_are_forecast() -> None:
    values = [80, 60, 50, 60, 81, 59, 51, 61, 79, 60, 50, 62, 80, 61, 49, 60]
    one = found(performing(quarters(values), seasonal=True))
    assert (one.method, [int(step.value) for step in one.fan]) == (Method.SEASONAL, [80, 61, 49, 60])


# --- Values


def test_a_running_total_is_forecast_as_a_total() -> None:
    amounts = [10, 12, 11, 9] * 4
    totals = [sum(amounts[at // 4 * 4 : at + 1]) for at in range(len(amounts))]
    one = found(performing(quarters(totals[:14]), unit="homes", accumulation="cumulative"))
    assert one.outturn is not None
    assert (one.method, one.outturn.period.text, int(one.outturn.value)) == (Method.SEASONAL, "Q4-2008", 42)
    assert [step.value for step in one.fan] == [11, 9]
    new_year = found(performing(quarters(totals), unit="homes", accumulation="cumulative"))
    assert new_year.outturn is not None
    assert new_year.outturn.value == sum(amounts[:4])


@pytest.mark.parametrize(
    ("unit", "values", "low", "high"),
    [
        ("%", swings(1, 99), 0, 100),
        ("% of shops", swings(1, 99), 0, 100),
        ("homes", swings(1, 99), 0, None),
        ("deaths per 100,000", swings("0.5", "99.5"), 0, None),
        ("% increase", swings(1, 99), None, None),
        ("%", swings(1, 120), None, None),
        ("°C", swings(1, "99.5"), None, None),
        ("£", swings(1, 99), None, None),
        ("homes", swings(-1, 99), None, None),
    ],
)
def test_a_forecast_keeps_to_what_the_unit_allows(
    unit: str, values: list[Any], low: int | None, high: int | None
) -> None:
    outturn = found(performing(quarters(values), unit=unit)).outturn
    assert outturn is not None
    assert outturn.low == low if low is not None else outturn.low < 0
    assert outturn.high == high if high is not None else outturn.high > 100


def test_the_error_of_the_past_comes_with_the_forecast() -> None:
    one = found(performing(quarters([50, 52] * 8, target=60)))
    assert (one.tests, one.average_miss) == (8, Decimal(0))
    assert found(performing(quarters([50, 52] * 7 + [53]))).average_miss != 0


# --- On course

MARCH = performing(quarters([1])).quarter


@pytest.mark.parametrize(
    ("better", "target", "expected"),
    [
        (Better.HIGHER, 40, Course.YES),
        (Better.HIGHER, 45, Course.YES),
        (Better.HIGHER, 50, Course.CLOSE),
        (Better.HIGHER, 55, Course.CLOSE),
        (Better.HIGHER, 56, Course.NO),
        (Better.LOWER, 56, Course.YES),
        (Better.LOWER, 50, Course.CLOSE),
        (Better.LOWER, 44, Course.NO),
        (Better.WITHIN, 50, None),
        (Better.NEUTRAL, 50, None),
        (Better.HIGHER, None, None),
    ],
)
def test_it_is_on_course_if_the_whole_interval_meets_the_target(
    better: Better, target: int | None, expected: Course | None
) -> None:
    outturn = Outlook(MARCH, Decimal(50), Decimal(45), Decimal(55))
    assert course(outturn, None if target is None else Decimal(target), better) is expected


@pytest.mark.parametrize(
    ("low", "high", "expected"), [(40, 60, "yes"), (50, 60, "too close to say"), (60, 70, "no"), (10, 20, "no")]
)
def test_for_a_band_the_interval_must_lie_within_it(low: int, high: int, expected: str) -> None:
    outturn = Outlook(MARCH, Decimal(50), Decimal(45), Decimal(55))
    band = Band(low=Decimal(low), high=Decimal(high))
    assert course(outturn, band, Better.WITHIN) == course(outturn, band, Better.HIGHER) == expected
    assert course(outturn, band, Better.NEUTRAL) is None
