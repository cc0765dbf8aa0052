from typing import Any

import pytest

from hsp_cli.statistics.forecast import forecast
from hsp_cli.statistics.variation import variation
from hsp_cli.wording.forecast import short_text, statistics_sentences
from tests.statistics.indicators import ALTERNATING, performing, quarters

STEPS = [50, 52, 51, 53, 52, 54, 52, 55, 54, 56, 55, 57, 56, 58]


def said(figures: dict[str, Any], quarter: str = "", **keys: Any) -> list[str]:
    performance = performing(figures, quarter, **keys)
    found = variation(performance)
    return list(statistics_sentences(found, forecast(performance, found)))


def cell(figures: dict[str, Any], **keys: Any) -> str:
    performance = performing(figures, **keys)
    return short_text(forecast(performance, variation(performance)))


def test_a_forecast_comes_with_its_interval_its_method_and_its_errors() -> None:
    *_, forecasts, errors, target = said(quarters(STEPS))
    assert forecasts == (
        "Forecast for Q4 2008/09: 58% (80% interval 57% to 60%), by a straight line through the figures."
    )
    assert errors == "In 8 past forecasts of this kind, the method missed by 0.6 points on average."
    assert target == "Its target for Q4 2008/09 is not recorded."


@pytest.mark.parametrize(("target", "course"), [(50, "yes"), (60, "too close to say"), (70, "no")])
def test_it_is_said_whether_the_indicator_is_on_course(target: int, course: str) -> None:
    figures = quarters(STEPS) | {"Q4-2008": {"target": target}}
    assert said(figures)[-1] == f"On course for the target of {target}% in Q4 2008/09: {course}."
    assert cell(figures) == (
        "forecast for Q4 2008/09 58% (80% interval 57% to 60%), average error 0.6 points; "
        f"on course for {target}%: {course}"
    )


def test_a_forecast_of_a_running_total_says_so() -> None:
    figures = quarters([10, 20, 30, 40] * 3 + [10, 20], target=12)
    words = said(figures, unit="homes", accumulation="cumulative")
    assert any(one.startswith("Forecast of the running total for Q4 2008/09: 40 (80%") for one in words)


def test_a_series_that_is_too_short_says_how_many_figures_it_takes() -> None:
    assert said(quarters(ALTERNATING[:8])) == [
        "Not tested for signals: this needs 13 figures in a row, and there are 8.",
        "Not forecast: this needs 12 figures in a row, and there are 8.",
    ]
    assert cell(quarters(ALTERNATING[:8])) == ""


def test_one_reason_for_both_is_said_once() -> None:
    awaited = quarters(ALTERNATING) | {"Q1-2010": {"status": "awaited"}}
    assert said(awaited, "Q1-2010") == ["Neither tested for signals nor forecast: the latest figure is missing."]


def test_of_an_indicator_without_numbers_nothing_is_said() -> None:
    assert said({"Q1-2010": {"text": "up"}}, "Q1-2010") == []
