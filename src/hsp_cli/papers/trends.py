"""The trend of an indicator in a line of a table: bars, and its first and last figure."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from hsp_cli.domain.change import follows
from hsp_cli.domain.indicator import Indicator
from hsp_cli.domain.period import Calendar, Period, PeriodKind, is_in_one_year
from hsp_cli.drawing.picture import Picture
from hsp_cli.drawing.sparkline import sparkline, sparkline_picture
from hsp_cli.wording.counts import counted
from hsp_cli.wording.indicators import GAP, number_text
from hsp_cli.wording.marked import drawn, followed


class TrendView(NamedTuple):
    """A trend as text, and the picture that formats with pictures show in place of its bars.

    With fewer than two figures, the text is a dash, and there is no picture.
    """

    text: str
    picture: Picture | None


def trend_view(indicator: Indicator, quarter: Period, name: str) -> TrendView:
    """A bar for each figure, the oldest first, with the first and last value. A dot marks periods without a figure.

    It starts again where the counting method changed, because values before and after cannot be compared. A running
    total starts again each year. `name` is that of the picture.
    """
    points = _points(indicator, quarter)
    if len(points) < 2:
        return TrendView(GAP, None)
    bars = _bars(indicator, points)
    first, last = (number_text(value, indicator) for value in (points[0][1], points[-1][1]))
    picture = sparkline_picture(bars, name, _description(indicator, bars))
    return TrendView(followed(drawn(sparkline(bars), name), f" {first} to {last}"), picture)


def _points(indicator: Indicator, quarter: Period) -> list[tuple[Period, Decimal]]:
    """The figures of the series up to the end of the quarter, the oldest first."""
    changes = (change.since.first_day for change in indicator.breaks if change.since.first_day <= quarter.last_day)
    begins = max(changes, default=date.min)
    calendar = Calendar(year_starts=quarter.year_starts)
    return sorted(
        (period, figure.actual)
        for period, figure in indicator.figures.items()
        if figure.actual is not None
        and begins <= period.first_day
        and period.last_day <= quarter.last_day
        and _is_point(indicator, period)
        and (not indicator.is_running_total or is_in_one_year(period, quarter, calendar))
    )


def _bars(indicator: Indicator, points: Sequence[tuple[Period, Decimal]]) -> list[Decimal | None]:
    """The values, with None where periods between two of them have no figure."""
    bars: list[Decimal | None] = []
    before: Period | None = None
    for period, value in points:
        bars += [None, value] if before and not follows(indicator, before, period) else [value]
        before = period
    return bars


def _description(indicator: Indicator, bars: Sequence[Decimal | None]) -> str:
    """`7 figures, lowest 58%, highest 65%, latest 63%; 1 gap`."""
    values = [value for value in bars if value is not None]
    said = (("lowest", min(values)), ("highest", max(values)), ("latest", values[-1]))
    words = ", ".join(f"{word} {number_text(value, indicator)}" for word, value in said)
    gaps = len(bars) - len(values)
    return f"{counted(len(values), 'figure')}, {words}" + (f"; {counted(gaps, 'gap')}" if gaps else "")


def _is_point(indicator: Indicator, period: Period) -> bool:
    """Whether a figure belongs to the series: its period has the most frequent length. Months and years do not mix."""
    kinds = [other.kind for other in indicator.figures]
    usual: PeriodKind = max(set(kinds), key=lambda kind: (kinds.count(kind), kind.value))
    return period.kind is usual
