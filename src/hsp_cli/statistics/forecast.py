"""The forecast of an indicator for the end of the year or the date of its target, and whether it is on course."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from hsp_cli.domain.indicator import Indicator
from hsp_cli.domain.performance import Performance
from hsp_cli.domain.period import Calendar, Period, PeriodKind, year_of
from hsp_cli.domain.rag import Band, Better
from hsp_cli.statistics.projection import Method, Step, fewest, projection
from hsp_cli.statistics.variation import Unfit, Variation, obstacle

_QUARTERLY = 3
_MOST_STEPS = 24
"""No forecast looks further ahead: two years of months, six of quarters."""


class Course(StrEnum):
    """Whether an indicator is on course for its target."""

    YES = "yes"
    NO = "no"
    CLOSE = "too close to say"


@dataclass(frozen=True, slots=True)
class Outlook:
    """A forecast value for a period, and the ends of its 80% interval, within what the unit allows."""

    period: Period
    value: Decimal
    low: Decimal
    high: Decimal


@dataclass(frozen=True, slots=True)
class Forecast:
    """The forecast of an indicator from its figures up to a quarter.

    `outturn` is for the end of the year or the date of the target: of a running total, the total. `fan` has each period
    up to it: of a running total, the amount of each. `tests` says how many past dates the method was tested on, and
    `average_miss` by how much it missed there, in the unit of the indicator, that many periods ahead. `unfit` says why
    there is no forecast, and `needed` how many figures in a row there would have to be.
    """

    indicator: Indicator
    unfit: Unfit | None
    needed: int
    outturn: Outlook | None = None
    fan: tuple[Outlook, ...] = ()
    method: Method | None = None
    tests: int = 0
    average_miss: Decimal | None = None
    target: Decimal | Band | None = None
    course: Course | None = None


def forecast(performance: Performance, found: Variation) -> Forecast:
    """The forecast of an indicator in a quarter. `found` is its variation in that quarter."""
    indicator, calendar = found.indicator, Calendar(year_starts=performance.quarter.year_starts)
    segment = found.segments[-1] if found.segments else None
    unfit = obstacle(performance, found.points, segment)
    if segment is None or unfit:
        return Forecast(indicator, unfit or Unfit.NO_FIGURES, 0)
    values = [one.value for one in segment.points]
    last = segment.points[-1].period
    ahead = _ahead(indicator, last, calendar)
    season = max(12 // _step_of(indicator, last), 1)
    needed = fewest(season, len(ahead))
    is_total = _is_total(indicator, last)
    steps = projection(values, season, len(ahead))
    totals = projection(values, season, len(ahead), total=True) if is_total else steps
    if steps is None or totals is None:
        return Forecast(indicator, Unfit.TOO_FEW, needed)
    so_far = _so_far(indicator, last, ahead[-1], calendar) if is_total else Decimal(0)
    bounds = _bounds(indicator)
    outturn = _outlook(ahead[-1], totals.steps[-1], so_far, bounds)
    target = _target(indicator, ahead[-1])
    return Forecast(
        indicator,
        None,
        needed,
        outturn,
        tuple(_outlook(period, step, Decimal(0), bounds) for period, step in zip(ahead, steps.steps, strict=True)),
        totals.method,
        len(totals.steps[-1].errors),
        totals.steps[-1].average_miss,
        target,
        course(outturn, target, indicator.better),
    )


def course(outturn: Outlook, target: Decimal | Band | None, better: Better) -> Course | None:
    """Whether the whole interval meets the target, misses it, or neither. None without a target to meet."""
    if isinstance(target, Band):
        ends = (target.low, target.high) if better is not Better.NEUTRAL else None
    elif target is None:
        ends = None
    else:
        far = Decimal("Infinity")
        ends = {Better.HIGHER: (target, far), Better.LOWER: (-far, target)}.get(better)
    if ends is None:
        return None
    low, high = ends
    if low <= outturn.low and outturn.high <= high:
        return Course.YES
    return Course.NO if outturn.high < low or high < outturn.low else Course.CLOSE


def _ahead(indicator: Indicator, last: Period, calendar: Calendar) -> list[Period]:
    """The periods to forecast: to the end of the council year, or to the first target after it if none is recorded for
    the end of the year.
    """
    step = _step_of(indicator, last)
    following = _following(last, step)
    periods = [next(following)]
    end = year_of(periods[0].last_day, calendar).last_day
    for period in following:
        if period.last_day > end:
            break
        periods.append(period)
    if _target(indicator, periods[-1]) is None and not _is_total(indicator, last):
        later = [*periods, *_up_to(_MOST_STEPS - len(periods), _following(periods[-1], step))]
        with_target = next((at for at, one in enumerate(later) if at >= len(periods) and _target(indicator, one)), None)
        periods = later[: with_target + 1] if with_target else periods
    return periods


def _step_of(indicator: Indicator, period: Period) -> int:
    """The months from one figure to the next of its kind: as long as a period, or longer if the record says so.

    Days are those on which something was counted, each quarter unless the record says otherwise.
    """
    stated = indicator.frequency.months if "frequency" in indicator.model_fields_set else None
    if period.kind is PeriodKind.DAY:
        return stated or _QUARTERLY
    return max(stated or 0, 12 if period.kind is PeriodKind.TWELVE_MONTHS else period.months)


def _following(period: Period, step: int) -> Iterator[Period]:
    """The periods of the same kind that come after one in steps of so many months, without end."""
    while following := period.moved(step):
        period = following
        yield period


def _up_to(count: int, periods: Iterator[Period]) -> Sequence[Period]:
    return [period for _, period in zip(range(count), periods, strict=False)]


def _target(indicator: Indicator, period: Period) -> Decimal | Band | None:
    """The target recorded for a period, or else for a year that ends with it."""
    own = indicator.figures.get(period)
    if own and own.aim is not None:
        return own.aim
    ending = (figure.aim for other, figure in indicator.figures.items() if _is_year_ending_with(other, period))
    return next(ending, None)


def _is_year_ending_with(year: Period, period: Period) -> bool:
    return year.kind in (PeriodKind.YEAR, PeriodKind.CALENDAR_YEAR) and year.last_day == period.last_day


def _is_total(indicator: Indicator, period: Period) -> bool:
    """Whether the outturn is a sum: of a running total within the year."""
    return indicator.is_running_total and period.months < 12


def _so_far(indicator: Indicator, last: Period, end: Period, calendar: Calendar) -> Decimal:
    """The running total of the year that ends with a period."""
    figure = indicator.figures[last]
    is_this_year = year_of(last.last_day, calendar) == year_of(end.last_day, calendar)
    return figure.actual if is_this_year and figure.actual is not None else Decimal(0)


def _bounds(indicator: Indicator) -> tuple[Decimal, Decimal]:
    """The least and the greatest value that the unit allows, if all recorded figures keep to it.

    Percentages stay within 0 and 100, unless they are of change. Whole numbers of things, and rates per head, are not
    negative.
    """
    unit = indicator.unit.strip()
    values = [figure.actual for figure in indicator.figures.values() if figure.actual is not None]
    least, most = -Decimal("Infinity"), Decimal("Infinity")
    if "£" in unit or min(values) < 0:
        return least, most
    if unit.startswith("%"):
        is_share = (unit == "%" or unit.startswith("% of ")) and max(values) <= 100
        return (Decimal(0), Decimal(100)) if is_share else (least, most)
    is_count = all(value == value.to_integral_value() for value in values)
    return (Decimal(0) if is_count or " per " in f" {unit} " else least), most


def _outlook(period: Period, step: Step, so_far: Decimal, bounds: tuple[Decimal, Decimal]) -> Outlook:
    least, most = bounds
    value, low, high = (min(max(so_far + one, least), most) for one in (step.value, step.low, step.high))
    return Outlook(period, value, low, high)
