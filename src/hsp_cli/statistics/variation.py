"""The parts of an indicator's series between changes, with their limits and signals, and what the last one says."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import groupby, pairwise

from hsp_cli.domain.indicator import Break, Indicator, Rebase
from hsp_cli.domain.performance import Performance
from hsp_cli.domain.period import Calendar
from hsp_cli.domain.rag import Better
from hsp_cli.statistics.limits import ENOUGH, FEWEST, Assurance, Limits, Signal, assurance, limits, signals
from hsp_cli.statistics.points import Point, points_of


@dataclass(frozen=True, slots=True)
class Segment:
    """Figures that share their limits. `begins` is the change before the first of them, None for the first segment.

    Without limits there are no signals. With fewer than `ENOUGH` figures the limits are provisional, and there are no
    signals either.
    """

    begins: Break | Rebase | None
    points: tuple[Point, ...]
    limits: Limits | None
    signals: tuple[Signal | None, ...]

    @property
    def has_gap(self) -> bool:
        """Whether a period between its figures has none."""
        return not all(one.follows for one in self.points[1:])

    @property
    def is_provisional(self) -> bool:
        return len(self.points) < ENOUGH


class Unfit(StrEnum):
    """Why a series is not tested for signals."""

    NO_FIGURES = "no figures"
    TOO_FEW = "too few figures"
    GAP = "a figure is missing"
    LATEST_MISSING = "the latest figure is missing"
    SEASONAL = "seasonal"
    OVERLAPPING = "overlapping periods"


class Meaning(StrEnum):
    """What a signal means, by the direction that is better."""

    IMPROVEMENT = "improvement"
    CONCERN = "concern"
    CHANGE = "change"


@dataclass(frozen=True, slots=True)
class Variation:
    """What limits and signals say of an indicator up to a quarter. `unfit` says why they say nothing, if they do not.

    `signal` is that of the latest figure; without one, it is within ordinary variation. `assurance` compares the limits
    with its target.
    """

    indicator: Indicator
    segments: tuple[Segment, ...]
    unfit: Unfit | None
    signal: Signal | None
    assurance: Assurance | None

    @property
    def points(self) -> tuple[Point, ...]:
        return tuple(point for segment in self.segments for point in segment.points)

    @property
    def meaning(self) -> Meaning | None:
        """What the signal of the latest figure means; None without one."""
        return meaning(self.signal, self.indicator.better) if self.signal else None


def meaning(signal: Signal, better: Better) -> Meaning:
    if better not in (Better.HIGHER, Better.LOWER):
        return Meaning.CHANGE
    return Meaning.IMPROVEMENT if signal.is_high == (better is Better.HIGHER) else Meaning.CONCERN


def variation(performance: Performance) -> Variation:
    """The limits, signals and assurance of an indicator, from its figures up to the end of a quarter."""
    indicator, quarter = performance.indicator, performance.quarter
    points = points_of(indicator, quarter, Calendar(year_starts=quarter.year_starts))
    segments = tuple(_segments(indicator, points))
    last = segments[-1] if segments else None
    unfit = obstacle(performance, points, last) or (Unfit.SEASONAL if indicator.seasonal else None)
    if unfit in (Unfit.OVERLAPPING, Unfit.SEASONAL):
        segments = tuple(replace(one, limits=None, signals=(None,) * len(one.points)) for one in segments)
    if unfit or last is None or last.limits is None or last.is_provisional:
        return Variation(indicator, segments, unfit or Unfit.TOO_FEW, None, None)
    judged = assurance(last.limits, points[-1].target, indicator.better)
    return Variation(indicator, segments, None, last.signals[-1], judged)


def obstacle(performance: Performance, points: Sequence[Point], segment: Segment | None) -> Unfit | None:
    """What keeps a series from being tested, other than its length and its seasons. `segment` is its last one."""
    if segment is None:
        return Unfit.NO_FIGURES
    if any(after.period.first_day <= before.period.last_day for before, after in pairwise(points)):
        return Unfit.OVERLAPPING
    recorded = (
        period
        for period, figure in performance.indicator.figures.items()
        if period.last_day <= performance.quarter.last_day and (figure.says_something or figure.is_awaited)
    )
    if performance.owed or max(recorded).last_day > points[-1].period.last_day:
        return Unfit.LATEST_MISSING
    return Unfit.GAP if segment.has_gap else None


def _segments(indicator: Indicator, points: Sequence[Point]) -> Iterator[Segment]:
    changes: list[Break | Rebase] = [*indicator.breaks, *indicator.rebases]
    changes.sort(key=lambda one: one.since.first_day)
    for _, held in groupby(points, lambda point: _changes_before(point, changes)):
        of_segment = tuple(held)
        count = _changes_before(of_segment[0], changes)
        yield _segment(changes[count - 1] if count else None, of_segment)


def _changes_before(point: Point, changes: Sequence[Break | Rebase]) -> int:
    return sum(one.since.first_day <= point.period.last_day for one in changes)


def _segment(begins: Break | Rebase | None, points: tuple[Point, ...]) -> Segment:
    found = Segment(begins, points, None, (None,) * len(points))
    if found.has_gap or len(points) < FEWEST:
        return found
    values = [one.value for one in points]
    within = limits(values)
    return replace(found, limits=within, signals=found.signals if found.is_provisional else signals(values, within))
