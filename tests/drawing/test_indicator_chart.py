import re
from typing import Any
from xml.etree import ElementTree

import pytest

from hsp_cli.domain.request import RequestRefused
from hsp_cli.drawing.colours import CONCERN, IMPROVEMENT
from hsp_cli.drawing.indicator_chart import WIDTH, indicator_chart
from hsp_cli.drawing.picture import Picture
from hsp_cli.drawing.svg import text_width
from tests.statistics.indicators import ALTERNATING, performing, quarters


def chart(figures: dict[str, Any], quarter: str = "", **keys: Any) -> Picture:
    return indicator_chart(performing(figures, quarter, **{"id": "calls", "title": "Calls", **keys}))


def words(drawn: Picture) -> list[str]:
    return re.findall(r"<text[^>]*>([^<]*)</text>", drawn.svg)


def lines(drawn: Picture, look: str) -> list[str]:
    return [path for path in re.findall(r"<path[^>]*>", drawn.svg) if look in path]


THREE = {
    "Q1-2010": {"actual": 61, "target": 70},
    "Q2-2010": {"actual": 64.5, "target": 70},
    "Q3-2010": {"actual": 63, "target": 72, "status": "provisional"},
}


def test_a_chart_has_title_unit_values_dates_and_a_key() -> None:
    drawn = chart(THREE, code="C 1")
    assert {"C 1 Calls", "%; higher is better", "60%", "75%", "Q3 2010/11"} <= set(words(drawn))
    assert {"figure", "provisional figure", "target"} <= set(words(drawn))


def test_the_description_says_what_the_chart_shows() -> None:
    assert chart(THREE).alternative == (
        "Chart of Calls. 3 figures, from 61% (Q1 2010/11) to 63% (Q3 2010/11, provisional). The lowest is 61% "
        "(Q1 2010/11), the highest 64.5% (Q2 2010/11). The target for Q3 2010/11 is 72%. Not tested for signals: this "
        "needs 13 figures in a row, and there are 3. Not forecast: this needs 9 figures in a row, and there are 3."
    )


def test_a_single_figure_makes_a_chart() -> None:
    drawn = chart({"2010-06": {"actual": 69}})
    assert drawn.alternative.startswith("Chart of Calls. One figure: 69% (June 2010).")
    assert "figure" in words(drawn)


def test_a_band_has_a_line_at_each_end() -> None:
    drawn = chart({"Q1-2010": {"actual": 3, "target_band": {"low": 2, "high": 5}}}, better="within")
    assert len(lines(drawn, 'stroke-dasharray="8 4"')) == 3  # and one in the key
    assert "The target for Q1 2010/11 is 2% to 5%." in drawn.alternative


def test_no_line_joins_figures_across_a_gap_or_a_change_of_method() -> None:
    figures = {f"Q{number}-2010": {"actual": number} for number in (1, 2, 4)} | {"Q1-2011": {"actual": 5}}
    assert len(lines(chart(figures), 'stroke-width="1.5"')) == 2
    changed = chart(figures, breaks=[{"since": "2011-04", "reason": "New method"}])
    assert len(lines(changed, 'stroke-width="1.5"')) == 1
    note = "1: the counting method changed from April 2011. New method."
    assert note in words(changed)
    assert note in changed.alternative


def test_a_running_total_is_drawn_as_amounts_and_says_so() -> None:
    drawn = chart({"Q1-2010": {"actual": 9}, "Q2-2010": {"actual": 20}}, accumulation="cumulative")
    assert "from 9% (Q1 2010/11) to 11% (Q2 2010/11)" in drawn.alternative
    assert any(one.startswith("The record gives running totals.") for one in words(drawn))


def test_without_a_number_up_to_the_quarter_nothing_is_drawn() -> None:
    with pytest.raises(RequestRefused, match="calls has no numbers up to Q4 2009/10"):
        chart(THREE, "Q4-2009")


def test_the_same_figures_make_the_same_bytes() -> None:
    assert chart(THREE) == chart(dict(reversed(THREE.items())))


@pytest.mark.parametrize("title", ["x" * 300, "Calls answered " * 30, "<b>&amp;</b>", "表" * 100])
@pytest.mark.parametrize("value", ["0.0001", 10**20, -5])
def test_every_text_stays_inside_the_picture(title: str, value: Any) -> None:
    drawn = chart({f"20{year}-06": {"actual": value} for year in range(10, 30)}, title=title)
    root = ElementTree.fromstring(drawn.svg)
    height = float(root.get("height", "0"))
    for one in root.iter("{http://www.w3.org/2000/svg}text"):
        x, y, size = (float(one.get(key, "0")) for key in ("x", "y", "font-size"))
        bold = 1.15 if one.get("font-weight") else 1
        share = {"end": 1, "middle": 0.5}.get(one.get("text-anchor", ""), 0)
        width = text_width(one.text or "", size) * bold
        assert x - width * share >= -1
        assert x + width * (1 - share) <= WIDTH + 1
        assert size * 0.7 <= y <= height


# --- Limits, signals and forecasts


def shapes(drawn: Picture, colour: str) -> int:
    return len(lines(drawn, f'fill="{colour}"'))


def test_limits_and_signals_are_drawn_and_named() -> None:
    drawn = chart(quarters([*ALTERNATING, 70, 51, 30]))
    assert {"signal of improvement", "signal of concern", "mean", "limits of variation"} <= set(words(drawn))
    assert (shapes(drawn, IMPROVEMENT), shapes(drawn, CONCERN)) == (2, 2)  # each once more in the key
    assert "Signal of concern in Q3 2010/11: the figure is below the lower limit." in drawn.alternative


def test_a_provisional_signal_is_hollow() -> None:
    figures = quarters(ALTERNATING) | {"Q1-2010": {"actual": 70, "status": "provisional"}}
    assert shapes(chart(figures), IMPROVEMENT) == 1  # in the key
    assert len(lines(chart(figures), f'stroke="{IMPROVEMENT}"')) == 2


def test_provisional_limits_look_different_and_say_what_they_are() -> None:
    drawn = chart(quarters(ALTERNATING[:12]))
    assert "provisional limits, from fewer than 13 figures" in words(drawn)
    assert "limits of variation" not in words(drawn)
    assert lines(drawn, 'stroke-dasharray="4 4"') == []


def test_a_series_that_is_too_short_has_neither_limits_nor_forecast() -> None:
    drawn = chart(quarters(ALTERNATING[:6]))
    assert words(drawn)[-3:] == [
        "figure",
        "Not tested for signals: this needs 13 figures in a row, and there are 6.",
        "Not forecast: this needs 10 figures in a row, and there are 6.",
    ]


def test_a_forecast_has_its_interval_and_the_target_at_its_end() -> None:
    figures = quarters(ALTERNATING[:18])
    drawn = chart(figures)
    assert {"forecast", "80% interval", "Q4 2009/10"} <= set(words(drawn))
    assert "target" not in words(drawn)
    assert "target" in words(chart(figures | {"Q4-2009": {"target": 60}}))


def test_new_limits_are_marked_with_their_reason() -> None:
    drawn = chart(quarters(ALTERNATING), rebases=[{"since": "Q1-2008", "reason": "New boilers"}])
    assert "1: limits are worked out anew from Q1 2008/09. New boilers." in words(drawn)
    (joined,) = lines(drawn, 'stroke-linejoin="round"')
    assert joined.count(" L") == len(ALTERNATING) - 1  # across the mark too
