import re
from decimal import Decimal

import pytest

from hsp_cli.domain.period import Calendar, Period
from hsp_cli.drawing.colours import contrast
from hsp_cli.drawing.sparkline import sparkline, sparkline_picture
from hsp_cli.drawing.text_chart import points_text
from hsp_cli.formats.html_style import style_of
from hsp_cli.statistics.points import points_of
from tests.statistics.indicators import performing


@pytest.mark.parametrize(
    ("values", "expected"),
    [("1 2 3 4 5 6 7 8", "▁▂▃▄▅▆▇█"), ("5 5", "▁▁"), ("1 - 3", "▁·█"), ("- -", "··"), ("", ""), ("-2 0", "▁█")],
)
def test_a_bar_stands_for_each_value_and_a_dot_for_each_gap(values: str, expected: str) -> None:
    assert sparkline([None if one == "-" else Decimal(one) for one in values.split()]) == expected


def test_a_series_has_a_dot_where_a_period_is_missing_or_the_counting_changed() -> None:
    figures = {f"Q{at}-2010": {"actual": at} for at in (1, 2, 4)}
    whole = performing(figures, breaks=[{"since": "Q2-2010", "reason": "New"}]).indicator
    assert points_text(points_of(whole, Period.parse("Q4-2010"), Calendar())) == "▁·▃·█"


def bars(svg: str) -> list[tuple[float, float]]:
    """The place and height of each bar."""
    found = re.findall(r"M([0-9.]+) ([0-9.]+)H[0-9.]+V([0-9.]+)H", svg)
    return [(float(x), float(foot) - float(top)) for x, top, foot in found]


def test_the_picture_has_a_bar_for_each_value_a_dot_for_each_gap_and_a_line_below_the_last() -> None:
    picture = sparkline_picture([Decimal(1), None, Decimal(3), Decimal(2)], "trend-a", "3 figures,\n lowest 1")
    assert bars(picture.svg) == [(0, 2), (12, 13), (18, 7.5), (18, 1.5)]
    assert picture.svg.count("<circle") == 1
    assert picture.alternative == "3 figures, lowest 1"
    assert 'width="24" height="16"' in picture.svg


def test_equal_values_are_low_bars_and_many_values_keep_the_width_of_a_cell() -> None:
    assert [height for _, height in bars(sparkline_picture([Decimal(5)] * 2, "a", "x").svg)] == [2, 2, 1.5]
    assert 'width="120" height="16"' in sparkline_picture([Decimal(5)] * 200, "a", "x").svg


def test_the_picture_stands_out_from_white_paper_and_from_a_dark_page_and_has_no_ground() -> None:
    svg = sparkline_picture([Decimal(1), Decimal(2)], "a", "x").svg
    colours = set(re.findall(r'fill="(#[0-9a-f]{6})"', svg))
    grounds = set(re.findall(r"--paper: (#[0-9a-f]{6})", style_of([])))
    assert len(grounds) == 2
    assert all(contrast(colour, ground) >= 3 for colour in colours for ground in grounds)


def test_a_picture_of_no_values_is_refused() -> None:
    with pytest.raises(ValueError, match="a sparkline needs a value"):
        sparkline_picture([], "a", "x")
