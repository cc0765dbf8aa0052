from decimal import Decimal

import pytest

from hsp_cli.domain.period import Calendar, Period
from hsp_cli.drawing.sparkline import sparkline
from hsp_cli.drawing.text_chart import points_text
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
