"""The performance of an indicator in a quarter: its figure, RAG rating and direction, computed and published."""

from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple

from hsp_cli.domain.direction import (
    Direction,
    DirectionBasis,
    Verdict,
    direction,
    verdict,
    verdict_within,
)
from hsp_cli.domain.indicator import Assessment, Break, Figure, Indicator
from hsp_cli.domain.period import Period
from hsp_cli.domain.rag import Level, RagScale, rate, variance


class Comparison(NamedTuple):
    """The earlier figure for comparison. `broken_by` is the definition break between the two figures, if any."""

    period: Period
    value: Decimal
    direction: Direction
    broken_by: Break | None


@dataclass(frozen=True, slots=True)
class Performance:
    """An indicator in a quarter.

    The rating is based on `period` and `figure`: those of the quarter, of its last month, or of `as_at` if the
    rating was carried forward. Published values take precedence; `computed` keeps the computed level as well.
    """

    indicator: Indicator
    quarter: Period
    period: Period | None
    figure: Figure | None
    assessment: Assessment | None
    variance: Decimal | None
    computed: Level | None
    comparison: Comparison | None

    @property
    def rag(self) -> str | None:
        """The code of the published level or, without one, of the computed level."""
        published = self.assessment.rag if self.assessment else None
        return published or (self.computed.code if self.computed else None)

    @property
    def rag_basis(self) -> str | None:
        if self.assessment and self.assessment.rag:
            return "published"
        return "computed" if self.computed else None

    @property
    def computed_direction(self) -> Direction | None:
        """The direction of the figures; None if there is a definition break between them."""
        comparison = self.comparison
        return comparison.direction if comparison and not comparison.broken_by else None

    @property
    def direction(self) -> Direction | None:
        published = self.assessment.direction if self.assessment else None
        return published or self.computed_direction

    @property
    def verdict(self) -> Verdict | None:
        comparison, figure = self.comparison, self.figure
        band = figure.target_band if figure else None
        if band and figure and figure.actual is not None and comparison and not comparison.broken_by:
            return verdict_within(comparison.value, figure.actual, band)
        return verdict(self.direction, self.indicator.better)

    @property
    def as_at(self) -> Period | None:
        return self.assessment.as_at if self.assessment else None

    @property
    def is_awaited(self) -> bool:
        """Whether the quarter's own figure is awaited: marked as awaited, or missing from a series that has begun."""
        _, own = figure_of(self.indicator, self.quarter) or (None, None)
        if own is not None and (own.is_awaited or own.says_something):
            return own.is_awaited
        is_assessed = self.assessment is not None and self.as_at in (None, self.quarter)
        return not is_assessed and not self.is_unrecorded

    @property
    def is_unrecorded(self) -> bool:
        """Whether nothing is recorded up to the end of the quarter: no figure, target or assessment."""
        recorded = (*self.indicator.figures, *self.indicator.assessments)
        return all(period.last_day > self.quarter.last_day for period in recorded)


def figure_of(indicator: Indicator, period: Period) -> tuple[Period, Figure] | None:
    """The figure for a period: its own figure, or else the figure of the last shorter period inside it.

    Without either, the figure of a longer period that ends on the same day: the quarter to June reports the twelve
    months to June.
    """
    if own := indicator.figures.get(period):
        return period, own
    inside = [other for other in indicator.figures if period.contains(other)]
    ending = [other for other in indicator.figures if other.last_day == period.last_day]
    if not (candidates := inside or ending):
        return None
    return max(candidates), indicator.figures[max(candidates)]


def performance_of(indicator: Indicator, quarter: Period, scale: RagScale) -> Performance:
    """The performance of an indicator in a quarter, computed from its own record alone."""
    assessment = indicator.assessments.get(quarter)
    rated = assessment.as_at if assessment and assessment.as_at else quarter
    period, figure = figure_of(indicator, rated) or (None, None)
    away = variance_of(indicator, figure, scale)
    computed = rate(away, scale, indicator.thresholds) if away is not None and scale.levels else None
    comparison = compare(indicator, period) if period else None
    return Performance(indicator, quarter, period, figure, assessment, away, computed, comparison)


def compare(indicator: Indicator, period: Period) -> Comparison | None:
    """Compare a figure with the earlier one that its indicator is compared with; None if either has no number."""
    last_year = indicator.compares_with is DirectionBasis.SAME_PERIOD_LAST_YEAR
    before = period.a_year_earlier() if last_year else period.previous()
    figures = indicator.figures
    now, then = figures.get(period), figures.get(before)
    if now is None or then is None or now.actual is None or then.actual is None:
        return None
    return Comparison(before, then.actual, direction(then.actual, now.actual), break_between(indicator, before, period))


def break_between(indicator: Indicator, before: Period, after: Period) -> Break | None:
    """The first definition break between two periods."""
    for change in indicator.breaks:
        if before.first_day < change.since.first_day <= after.last_day:
            return change
    return None


def variance_of(indicator: Indicator, figure: Figure | None, scale: RagScale) -> Decimal | None:
    """The variance of a figure from its target, on the basis of its indicator's thresholds; None without numbers."""
    if figure is None or figure.actual is None or figure.is_awaited:
        return None
    aim = figure.aim
    basis = indicator.thresholds.basis if indicator.thresholds else scale.basis
    return None if aim is None else variance(figure.actual, aim, indicator.better, basis)
