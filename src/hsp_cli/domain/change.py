"""The change of a figure: the earlier figure that it is compared with, and which way the value went."""

from collections.abc import Iterator
from datetime import timedelta
from decimal import Decimal
from typing import NamedTuple

from hsp_cli.domain.direction import Direction, DirectionBasis, direction
from hsp_cli.domain.indicator import Break, Figure, Indicator
from hsp_cli.domain.period import Calendar, Period, PeriodKind, is_in_one_year
from hsp_cli.domain.quarter_figure import quarter_from_months, worked_out_quarters

_QUARTERLY = 3
_A_DAY = timedelta(days=1)

# Before Python 3.12 it is slow to look up an enum member, and every figure needs these.
_DAY, _YEARS, _TWELVE_MONTHS = PeriodKind.DAY, PeriodKind.YEARS, PeriodKind.TWELVE_MONTHS
_A_YEAR_EARLIER = DirectionBasis.SAME_PERIOD_LAST_YEAR


class Comparison(NamedTuple):
    """The earlier figure for comparison.

    `broken_by` is the definition break between the two figures, if any. `missing` is the period that should have been
    compared, if it has no number: then the last number before it is compared.
    """

    period: Period
    value: Decimal
    direction: Direction
    broken_by: Break | None
    missing: Period | None = None


def compare(indicator: Indicator, period: Period, calendar: Calendar) -> Comparison | None:
    """Compare a figure with the earlier one that its indicator is compared with; None if either has no number.

    A running total is never compared with the end of the year before, because it starts again.
    """
    expected = before = period_before(indicator, period)
    now, then = _number(indicator, period), _number(indicator, expected)
    if now is None or then is None or not _is_nearest(indicator, expected, period):
        series = _series(indicator, period, calendar)
        numbers = {one: figure.actual for one, figure in series if figure.actual is not None}
        now = numbers.pop(period, None)
        earlier = [one for one in numbers if _precedes(indicator, one, period)]
        if now is None or not earlier:
            return None
        before = max(earlier)
        then = numbers[before]
    if (
        indicator.is_running_total
        and not _looks_a_year_back(indicator)
        and not is_in_one_year(before, period, calendar)
    ):
        return None
    missing = None if before is expected or _is_as_late(before, expected) else expected
    return Comparison(before, then, direction(then, now), break_between(indicator, before, period), missing)


def lacks_earlier_figure(indicator: Indicator, period: Period, calendar: Calendar) -> bool:
    """Whether the figure of a period or the one before it has no number, although the series had begun by then."""
    expected = period_before(indicator, period)
    if all(_number(indicator, one) is not None for one in (period, expected)):
        return False
    return any(one <= expected for one, _ in _series(indicator, period, calendar))


def period_before(indicator: Indicator, period: Period) -> Period:
    """The earlier period that a period should be compared with: as far back as the indicator has figures."""
    if _looks_a_year_back(indicator):
        return period.a_year_earlier()
    # The twelve months to June and those to March have nine months in common.
    return period.previous() if period.kind is _TWELVE_MONTHS else _one_before(indicator, period)


def follows(indicator: Indicator, before: Period, period: Period) -> bool:
    """Whether no figure is missing between two figures of the same kind, by how often the indicator has one."""
    return _is_as_late(before, _one_before(indicator, period))


def _one_before(indicator: Indicator, period: Period) -> Period:
    """The period of the figure before, if none is missing."""
    step = indicator.frequency.months if "frequency" in indicator.model_fields_set else None
    if period.kind is _DAY:
        return period.moved(-(step or _QUARTERLY)) or period
    if step is not None and (step > period.months or period.kind in (_YEARS, _TWELVE_MONTHS)):
        return period.moved(-step) or period.previous()
    return period.previous()


def break_between(indicator: Indicator, before: Period, after: Period) -> Break | None:
    """The first definition break between two periods."""
    for change in indicator.breaks:
        if before.first_day < change.since.first_day <= after.last_day:
            return change
    return None


def _series(indicator: Indicator, like: Period, calendar: Calendar) -> Iterator[tuple[Period, Figure]]:
    """The figures of periods of the same kind and length, recorded or worked out. Those that are awaited have none."""
    for period, figure in indicator.figures.items():
        if period.kind is like.kind and period.months == like.months and not figure.is_awaited:
            yield period, figure
    if like.kind is PeriodKind.QUARTER:
        yield from ((quarter, worked.figure) for quarter, worked in worked_out_quarters(indicator, like))


def _looks_a_year_back(indicator: Indicator) -> bool:
    return indicator.compares_with is _A_YEAR_EARLIER


def _precedes(indicator: Indicator, one: Period, period: Period) -> bool:
    """Whether a period may be compared with a later one. Several years may overlap; twelve months may not."""
    if _looks_a_year_back(indicator):
        first, other = one.first_day, period.first_day
        return one < period and (first.month, first.day) == (other.month, other.day)
    return one < period if period.kind is _YEARS else one.last_day < period.first_day


def _number(indicator: Indicator, period: Period) -> Decimal | None:
    """The number that is recorded for a period, or worked out from its months."""
    figure = indicator.figures.get(period)
    # A number of its own comes first, and nearly all periods have one.
    if (figure is None or figure.actual is None) and (worked := quarter_from_months(indicator, period)):
        figure = worked.figure
    return None if figure is None or figure.is_awaited else figure.actual


def _is_nearest(indicator: Indicator, one: Period, period: Period) -> bool:
    """Whether no other period may be compared that is later than this one. Nearly all figures have such a one before
    them, and need no search.
    """
    if _looks_a_year_back(indicator):
        return _precedes(indicator, one, period)
    return period.kind is not _YEARS and one.last_day + _A_DAY == period.first_day


def _is_as_late(before: Period, expected: Period) -> bool:
    """Whether a period ends in the month of the expected one or later."""
    ends = [(one.last_day.year, one.last_day.month) for one in (before, expected)]
    return ends[0] >= ends[1]
