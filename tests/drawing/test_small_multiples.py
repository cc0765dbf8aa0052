"""Small charts beside each other: what is not known is not drawn, and nothing is joined over a gap."""

import re
from typing import Any

import pytest

from hsp_cli.domain.performance import Performance
from hsp_cli.domain.rag import RagScale
from hsp_cli.domain.request import RequestRefused
from hsp_cli.drawing.picture import Picture
from hsp_cli.drawing.small_multiples import has_trend, small_multiples
from tests.drawing.pictures import texts_outside, words
from tests.statistics.indicators import performing

THREE = {
    "Q1-2010": {"actual": 61, "target": 70},
    "Q2-2010": {"actual": 64.5, "target": 70},
    "Q3-2010": {"actual": 63, "target": 72, "status": "provisional"},
}
_DASH = r'<line x1="(?P<left>[\d.]+)" y1="[\d.]+" x2="(?P<right>[\d.]+)" y2="[\d.]+" stroke="#8a1538"'
LINE = 'stroke="#212b32" stroke-width="1.5"'
HOLLOW = 'fill="#ffffff" stroke="#212b32" stroke-width="1.25"'


def of(figures: dict[str, Any], **keys: Any) -> Performance:
    return performing(figures, "Q3-2010", **{"title": "Calls", "code": "C1", **keys})


def joined(drawn: Picture) -> int:
    """How many figures are joined to the one before."""
    return sum(line.count(" L") for line in re.findall(r"<path[^>]*>", drawn.svg) if LINE in line)


def dashes(svg: str) -> list[tuple[float, float]]:
    """The ends of each dash of a target, that of the key last."""
    return [(float(one["left"]), float(one["right"])) for one in re.finditer(_DASH, svg)]


def chart(*performances: Performance) -> Picture:
    return small_multiples(performances, RagScale(levels=()), "Exceptions, Q3 2010/11", "trends")


def test_each_panel_has_name_rating_and_the_first_and_last_figure() -> None:
    said = words(chart(of(THREE)))
    assert said[:8] == [
        "Exceptions, Q3 2010/11",
        "C1 Calls",
        "not rated; ↓ worsening",
        "61%",
        "Q1 2010/11",
        "63%",
        "Q3 2010/11",
        "figure; not joined over a gap or a change of method",
    ]
    assert said[8:10] == ["provisional figure", "target"]


def test_the_description_says_what_each_panel_shows() -> None:
    words_only = of({"Q3-2010": {"text": "good"}}, code="C2", title="Views")
    assert chart(of(THREE), words_only).alternative == (
        "Exceptions, Q3 2010/11. C1 Calls: not rated; ↓ worsening; 3 figures, 61% (Q1 2010/11) to 63% (Q3 2010/11, "
        "provisional); the last target is 72%. C2 Views: not rated; no number is recorded up to Q3 2010/11."
    )


def test_an_awaited_figure_is_said_to_be_awaited() -> None:
    drawn = chart(of({"Q1-2010": {"actual": 61}, "Q2-2010": {"actual": 62}, "Q3-2010": {"status": "awaited"}}))
    assert any("figure awaited" in one for one in words(drawn))


def test_no_line_joins_figures_across_a_gap_or_a_change_of_method() -> None:
    assert joined(chart(of(THREE))) == 2
    assert joined(chart(of({key: one for key, one in THREE.items() if key != "Q2-2010"}))) == 0
    changed = chart(of(THREE, breaks=[{"since": "Q2-2010", "reason": "New method"}]))
    assert joined(changed) == 1
    assert "change of method" in words(changed)
    assert "change of method" not in words(chart(of(THREE)))


def test_a_provisional_figure_is_hollow_and_each_figure_with_a_target_has_a_dash() -> None:
    drawn = chart(of(THREE)).svg
    assert drawn.count(HOLLOW) == 2  # one in the key
    assert len(dashes(drawn)) == 4


def test_dashes_that_touch_make_one_line_below_all_their_figures() -> None:
    figures = {
        f"Q{quarter}-{year}": {"actual": 9, "target": 70} for year in (2007, 2008, 2009) for quarter in range(1, 5)
    }
    figures["Q1-2010"] = {"actual": 9, "target": 72}
    drawn = chart(of(figures)).svg
    found = dashes(drawn)
    assert len(found) == 3  # one for twelve figures, one for the last, one in the key
    places = [float(x) for x in re.findall(r'<circle cx="([\d.]+)"', drawn)][:13]
    assert all(any(left <= x <= right for left, right in found) for x in places)


def test_a_single_figure_has_one_label() -> None:
    said = words(chart(of({"Q3-2010": {"actual": 63}})))
    assert said.count("63%") == 1
    assert not has_trend(of({"Q3-2010": {"actual": 63}}))
    assert has_trend(of(THREE))


def test_running_totals_are_said_to_be_divided() -> None:
    totals = of({"Q1-2010": {"actual": 10}, "Q2-2010": {"actual": 25}}, accumulation="cumulative")
    assert (
        "Of running totals, each point is the amount of one period, worked out from them." in chart(totals).alternative
    )
    assert "15%" in words(chart(totals))
    assert "running" not in chart(of(THREE)).alternative


def test_four_panels_take_two_rows_and_none_is_refused() -> None:
    panels = re.findall(r'<rect x="([\d.]+)" y="([\d.]+)" width="229.33"', chart(*[of(THREE)] * 4).svg)
    assert [x for x, _ in panels] == ["20", "265.33", "510.67", "20"]
    assert len({y for _, y in panels}) == 2
    with pytest.raises(RequestRefused, match="no indicator was asked for"):
        chart()


@pytest.mark.parametrize("title", ["x" * 300, "Calls answered " * 30, "<b>&amp;</b>", "表" * 100])
@pytest.mark.parametrize("value", ["0.0001", 10**20, -5])
def test_every_text_stays_inside_the_picture(title: str, value: Any) -> None:
    assert texts_outside(chart(*[of({"Q1-2010": {"actual": value}, "Q3-2010": {"actual": 1}}, title=title)] * 3)) == []
