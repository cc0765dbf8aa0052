"""The figures of an indicator as a series that can be charted and tested for signals."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from hsp_cli.domain.change import break_between, follows
from hsp_cli.domain.indicator import Figure, Indicator
from hsp_cli.domain.period import Calendar, Period, PeriodKind, is_in_one_year
from hsp_cli.domain.rag import Band


@dataclass(frozen=True, slots=True)
class Point:
    """The figure of a period. `follows` says whether it is the next after the point before, counted the same way."""

    period: Period
    value: Decimal
    target: Decimal | Band | None
    is_provisional: bool
    follows: bool


def points_of(indicator: Indicator, until: Period, calendar: Calendar) -> tuple[Point, ...]:
    """The numbers of an indicator up to the end of a period, the oldest first.

    The periods have the most frequent length of the indicator's figures; months and years do not mix. A running total
    is divided into the amount of each period: the first period of a year has its own figure, and any other the
    difference from the period before it. It has no point if that figure is missing.
    """
    return tuple(_points(indicator, _recorded(indicator, until), calendar))


def has_points(indicator: Indicator, until: Period, calendar: Calendar) -> bool:
    """Whether there is such a number. It is quicker than all of them."""
    return next(_points(indicator, _recorded(indicator, until), calendar), None) is not None


def _recorded(indicator: Indicator, until: Period) -> dict[Period, Figure]:
    """The figures with a number up to the end of a period, of the usual length, the oldest first."""
    usual = _usual_kind(indicator)
    return {
        period: figure
        for period, figure in sorted(indicator.figures.items())
        if figure.actual is not None
        and not figure.is_awaited
        and period.kind is usual
        and period.last_day <= until.last_day
    }


def _usual_kind(indicator: Indicator) -> PeriodKind | None:
    """The kind of most of the periods with a number; of equally frequent ones the shortest."""
    kinds = Counter(period.kind for period, figure in indicator.figures.items() if figure.actual is not None)
    return max(kinds, key=lambda kind: (kinds[kind], -_LENGTH.index(kind)), default=None)


_LENGTH = tuple(PeriodKind)
"""The kinds of period, shortest first."""


def _points(indicator: Indicator, recorded: dict[Period, Figure], calendar: Calendar) -> Iterator[Point]:
    last: Period | None = None
    for period, figure in recorded.items():
        value, target = figure.actual, figure.aim
        assert value is not None
        if indicator.is_running_total and _continues_a_year(period, calendar):
            before = recorded.get(period.previous())
            if before is None or before.actual is None or break_between(indicator, period.previous(), period):
                continue
            value, target = value - before.actual, _part(before.aim, target)
        is_next = last is not None and _follows(indicator, last, period)
        yield Point(period, value, target, figure.status.value == "provisional", is_next)
        last = period


def _follows(indicator: Indicator, last: Period, period: Period) -> bool:
    """Whether no figure is missing between two, and both were counted the same way.

    Of periods that overlap, such as twelve months to May and to June, nobody can say that one is missing.
    """
    is_next = follows(indicator, last, period) or period.first_day <= last.last_day
    return is_next and not break_between(indicator, last, period)


def _continues_a_year(period: Period, calendar: Calendar) -> bool:
    """Whether another period of its kind comes before it in the same year."""
    return period.kind in _LENGTH[:3] and is_in_one_year(period.previous(), period, calendar)


def _part(before: Decimal | Band | None, target: Decimal | Band | None) -> Decimal | None:
    """The part of a cumulative target that falls to one period; None where it is not a number."""
    return target - before if isinstance(before, Decimal) and isinstance(target, Decimal) else None
