"""When figures are due: the latest that was due by the end of a quarter, and whether it is recorded."""

from collections.abc import Iterator
from datetime import date
from itertools import islice
from typing import NamedTuple

from hsp_cli.domain.indicator import Figure, Frequency, Indicator
from hsp_cli.domain.period import Period, PeriodKind
from hsp_cli.domain.quarter_figure import worked_out_quarters, works_out_quarters
from hsp_cli.domain.release import AT_ONCE, months_after

# Before Python 3.12 it is slow to look up an enum member.
_MONTHLY, _MONTH = Frequency.MONTHLY, PeriodKind.MONTH
_QUARTERLY = 3


class Owed(NamedTuple):
    """A figure that was due and is not recorded. `is_marked` if the record itself says that it is awaited."""

    period: Period
    due: date
    is_marked: bool = False


def looks_back(indicator: Indicator) -> bool:
    """Whether an older figure stands until the next is due: there is less than one a quarter, or they come late."""
    step = indicator.frequency.months
    return indicator.release is not None or (step is not None and step > _QUARTERLY)


def latest_figure(indicator: Indicator, quarter: Period) -> tuple[Period, Figure] | None:
    """The last figure of a period that has ended by the end of a quarter, as a number or in words."""
    recorded = {
        period: figure
        for period, figure in indicator.figures.items()
        if period.last_day <= quarter.last_day and figure.says_something and not figure.is_awaited
    }
    if works_out_quarters(indicator):
        recorded = {period: figure for period, figure in recorded.items() if period.kind is not _MONTH}
        complete = ((one, found.figure) for one, found in worked_out_quarters(indicator, quarter) if not found.missing)
        recorded |= islice(complete, 1)
    return (max(recorded), recorded[max(recorded)]) if recorded else None


def due_on(indicator: Indicator, period: Period) -> date:
    """The day by which the figure of a period is due: as its record says, or after the indicator's usual time."""
    figure = indicator.figures.get(period)
    if figure is not None and figure.release is not None:
        return figure.release.last_day
    return (indicator.release or AT_ONCE).after(period.last_day)


def owed(indicator: Indicator, quarter: Period, own: tuple[Period, Figure] | None) -> Owed | None:
    """The latest figure that was due by the end of a quarter, if it is not recorded.

    `own` is what the record has for the quarter itself. An indicator of which nothing is recorded by then owes nothing.
    """
    if own is not None and (own[1].is_awaited or not own[1].says_something):
        due = due_on(indicator, own[0])
        return Owed(own[0], due, own[1].is_awaited) if due <= quarter.last_day else _next(indicator, quarter)
    if own is not None and (indicator.frequency is not _MONTHLY or _ends_in_last_month(own[0], quarter)):
        return None
    return _next(indicator, quarter)


def periods_owed(indicator: Indicator, quarter: Period, latest: Owed | None) -> tuple[Period, ...]:
    """Every period whose figure fell due in a quarter and is not recorded, the oldest first.

    `latest` is what `owed` gives. Of an indicator that is recorded by month, each missing month counts, because the
    last one does not say what the others were. Months before its first figure, and those of a quarter with a figure of
    its own, are not missing.
    """
    last = () if latest is None else (latest.period,)
    own, begun = indicator.figures.get(quarter), min(_months_recorded(indicator), default=None)
    if begun is None or (own is not None and own.says_something):
        return last
    if latest is not None and latest.period.kind is not _MONTH and not works_out_quarters(indicator):
        return last
    lag = indicator.release or AT_ONCE
    # A release that comes years late would need more; the latest is then still in the list.
    months = (
        Period.month(day.year, day.month) for day in (months_after(quarter.last_day, -back) for back in range(15))
    )
    missing = [
        month
        for month in months
        if month > begun and quarter.first_day <= lag.after(month.last_day) <= quarter.last_day
        if (figure := indicator.figures.get(month)) is None or figure.is_awaited or not figure.says_something
    ]
    return tuple(sorted({*missing, *(one for one in last if one.kind is _MONTH or not missing)}))


def _months_recorded(indicator: Indicator) -> Iterator[Period]:
    if indicator.frequency is _MONTHLY or works_out_quarters(indicator):
        yield from (period for period, one in indicator.figures.items() if period.kind is _MONTH and one.says_something)


def _ends_in_last_month(period: Period, quarter: Period) -> bool:
    return (period.last_day.year, period.last_day.month) == (quarter.last_day.year, quarter.last_day.month)


def _next(indicator: Indicator, quarter: Period) -> Owed | None:
    latest = latest_figure(indicator, quarter)
    if latest is None:
        return _first(indicator, quarter)
    step = indicator.frequency.months
    if step is not None and works_out_quarters(indicator):
        step = max(step, _QUARTERLY)
    announced = [
        Owed(period, figure.release.last_day)
        for period, figure in indicator.figures.items()
        if figure.release and not figure.says_something and period > latest[0]
    ]
    if step is None and announced:
        return max((one for one in announced if one.due <= quarter.last_day), default=None)
    return _after(indicator, latest[0], step or _QUARTERLY, quarter)


def _after(indicator: Indicator, latest: Period, step: int, quarter: Period) -> Owed | None:
    """The last period in steps of so many months after the latest figure that was due by the end of the quarter."""
    stated = {period.last_day: figure.release for period, figure in indicator.figures.items() if figure.release}
    lag = indicator.release or AT_ONCE
    found, months = None, step
    while (end := months_after(latest.last_day, months)) <= quarter.last_day:
        due = stated[end].last_day if end in stated else lag.after(end)
        if due <= quarter.last_day:
            found = Owed(latest.moved(months) or quarter, due)
        months += step
    if found is None or looks_back(indicator) or indicator.frequency is _MONTHLY:
        return found
    return Owed(quarter, quarter.last_day)


def _first(indicator: Indicator, quarter: Period) -> Owed | None:
    """What is owed of an indicator without any figure so far: the latest period with a target, or the quarter."""
    end = quarter.last_day
    listed = [Owed(period, due_on(indicator, period)) for period in indicator.figures if period.last_day <= end]
    due = [one for one in listed if one.due <= end]
    if due and looks_back(indicator):
        return max(due)
    is_recorded = due or any(period.last_day <= end for period in indicator.assessments)
    return Owed(quarter, end) if is_recorded else None
