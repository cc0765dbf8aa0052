"""The figure of a quarter, worked out from those of its months."""

from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import NamedTuple

from hsp_cli.domain.indicator import Accumulation, Figure, FigureStatus, Indicator
from hsp_cli.domain.period import Calendar, Period, PeriodKind, quarter_of
from hsp_cli.domain.ratio import mean, rate_of

# Before Python 3.12 it is slow to look up an enum member.
_MONTH, _QUARTER, _AVERAGE = PeriodKind.MONTH, PeriodKind.QUARTER, Accumulation.AVERAGE


class WorkedOut(NamedTuple):
    """The figure of a quarter, and the months that it is worked out from.

    `figure` has no `actual` while a month is missing: what is there says nothing of the whole quarter. `of_sums` if the
    figure is the sum of the numerators over the sum of the denominators; otherwise it is the average of the months.
    """

    figure: Figure
    months: tuple[tuple[Period, Figure], ...]
    missing: tuple[Period, ...]
    of_sums: bool


def works_out_quarters(indicator: Indicator) -> bool:
    """Whether a quarter has the average of its months and not the figure of its last month.

    So it is if the record says `average`, and for rates with denominators unless the record says how they relate.
    """
    if indicator.accumulation is _AVERAGE:
        return True
    return indicator.has_monthly_rates and "accumulation" not in indicator.model_fields_set


def quarter_from_months(indicator: Indicator, quarter: Period) -> WorkedOut | None:
    """The figure of a quarter, if its indicator has averages, its months have figures, and it has none of its own."""
    if quarter.kind is not _QUARTER or not works_out_quarters(indicator):
        return None
    own = indicator.figures.get(quarter)
    if own is not None and (own.says_something or own.is_awaited):
        return None
    months = _months_of(quarter)
    recorded = [(month, figure) for month in months if (figure := indicator.figures.get(month)) is not None]
    given = [figure for _, figure in recorded if figure.says_something and not figure.is_awaited]
    if not given:
        return None
    of_sums = indicator.has_monthly_rates
    used = tuple((month, figure) for month, figure in recorded if _counts(figure, of_sums=of_sums))
    missing = tuple(month for month in months if month not in dict(used))
    actual = None if missing else _actual([figure for _, figure in used], indicator.unit, of_sums=of_sums)
    return WorkedOut(_figure(actual, own, given), used, missing, of_sums)


def worked_out_quarters(indicator: Indicator, until: Period) -> Iterator[tuple[Period, WorkedOut]]:
    """The quarters up to a quarter whose figures are worked out, complete or not, the latest first."""
    if not works_out_quarters(indicator):
        return
    calendar = Calendar(year_starts=until.year_starts)
    months = [month for month in indicator.figures if month.kind is _MONTH and month.last_day <= until.last_day]
    for quarter in sorted({quarter_of(month.last_day, calendar) for month in months}, reverse=True):
        if worked := quarter_from_months(indicator, quarter):
            yield quarter, worked


def _months_of(quarter: Period) -> tuple[Period, ...]:
    first = Period.month(quarter.first_day.year, quarter.first_day.month)
    return first, first.moved(1) or first, first.moved(2) or first


def _counts(figure: Figure, *, of_sums: bool) -> bool:
    """Whether the figure of a month has the numbers that the quarter's needs."""
    if figure.is_awaited or figure.actual is None:
        return False
    return not of_sums or (figure.numerator is not None and figure.denominator is not None)


def sums(figures: Iterable[Figure]) -> tuple[Decimal, Decimal]:
    """The sum of the numerators, and that of the denominators."""
    listed = tuple(figures)
    numerators = (figure.numerator for figure in listed if figure.numerator is not None)
    denominators = (figure.denominator for figure in listed if figure.denominator is not None)
    return sum(numerators, Decimal(0)), sum(denominators, Decimal(0))


def _actual(figures: list[Figure], unit: str, *, of_sums: bool) -> Decimal | None:
    if of_sums:
        return rate_of(*sums(figures), unit)
    return mean(figure.actual for figure in figures if figure.actual is not None)


def _figure(actual: Decimal | None, own: Figure | None, given: list[Figure]) -> Figure:
    """The quarter's figure, with its own target or else the target that all its months share."""
    holder = own if own and (own.aim is not None or own.target_text) else _shared_target(given)
    is_provisional = any(figure.status is FigureStatus.PROVISIONAL for figure in given)
    return Figure(
        actual=actual,
        target=holder.target if holder else None,
        target_band=holder.target_band if holder else None,
        target_text=holder.target_text if holder else None,
        status=FigureStatus.PROVISIONAL if is_provisional else FigureStatus.FINAL,
    )


def _shared_target(given: list[Figure]) -> Figure | None:
    first = given[0]
    return first if all(figure.aim == first.aim for figure in given) else None
