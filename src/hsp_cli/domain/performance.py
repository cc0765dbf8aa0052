"""The performance of an indicator in a quarter: its figure, RAG rating and direction, computed and published."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
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
from hsp_cli.domain.period import Calendar, Period, PeriodKind, is_in_one_year, quarter_of
from hsp_cli.domain.rag import Better, Level, RagScale, rate, variance

# Before Python 3.12 it is slow to look up an enum member.
_QUARTER, _NEUTRAL = PeriodKind.QUARTER, Better.NEUTRAL


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
        is_rated = self.assessment is not None and self.assessment.rag is not None
        return not (is_rated and self.as_at in (None, self.quarter)) and not self.is_unrecorded

    @property
    def is_unrecorded(self) -> bool:
        """Whether nothing is recorded up to the end of the quarter: no figure, target or assessment."""
        recorded = (*self.indicator.figures, *self.indicator.assessments)
        return all(period.last_day > self.quarter.last_day for period in recorded)

    @property
    def should_be_rated(self) -> bool:
        """Whether some period of the indicator has a target, as a number, a band or words."""
        return any(figure.aim is not None or figure.target_text for figure in self.indicator.figures.values())

    @property
    def lacks_figure(self) -> bool:
        """Whether neither a number nor words are recorded for the period that the rating is based on."""
        return self.figure is None or not self.figure.says_something

    @property
    def lacks_comparison(self) -> bool:
        """Whether its number or the one that it is compared with is missing, although the series had begun by then."""
        if self.period is None or self.direction:
            return False
        figures, before = self.indicator.figures, period_before(self.indicator, self.period)
        has_number = self.figure is not None and self.figure.actual is not None
        is_missing = not has_number or before not in figures or figures[before].actual is None
        return is_missing and any(period.kind is before.kind and period <= before for period in figures)


class Judgement(StrEnum):
    """Whether an indicator can be judged in a quarter, and if not, why."""

    JUDGED = "judged"
    AWAITED = "awaited"
    UNRECORDED = "unrecorded"
    NOT_JUDGED = "not judged"
    CONTEXT = "context"


def judgement(performance: Performance, scale: RagScale) -> Judgement:
    """Whether a figure or assessment of the quarter says how the indicator stands.

    An indicator is judged by a level of the scale or by a verdict on its direction. If the figure, a target or the
    figure before is missing, only bad news judges it, even if a good rating was published: what is missing could be bad
    news too. A rating that was carried forward while the figure is awaited does not judge the quarter. An indicator of
    context has no better way; it is judged only if a rating was published.
    """
    if performance.is_unrecorded:
        return Judgement.UNRECORDED
    if performance.is_awaited:
        return Judgement.AWAITED
    level = scale.level(performance.rag) if performance.rag else None
    if (level and level.exception) or performance.verdict is Verdict.WORSENING:
        return Judgement.JUDGED
    if performance.indicator.better is _NEUTRAL:
        return Judgement.JUDGED if level else Judgement.CONTEXT
    has_gap = (
        performance.lacks_figure or performance.lacks_comparison or (level is None and performance.should_be_rated)
    )
    return Judgement.JUDGED if (level or performance.verdict) and not has_gap else Judgement.NOT_JUDGED


def figure_of(indicator: Indicator, period: Period) -> tuple[Period, Figure] | None:
    """The figure for a period: its own figure, or else the figure of the last shorter period inside it.

    Without either, the figure of the last longer period that ends inside it: the quarter to June reports the twelve
    months to June, and the quarter to September the academic year.
    """
    if own := indicator.figures.get(period):
        return period, own
    inside = [other for other in indicator.figures if period.contains(other)]
    ending = [other for other in indicator.figures if period.first_day <= other.last_day <= period.last_day]
    if not (candidates := inside or ending):
        return None
    return max(candidates), indicator.figures[max(candidates)]


class _RatedFigure(NamedTuple):
    """The figure that a quarter's rating is based on, its variance, and the level that they give."""

    period: Period | None
    figure: Figure | None
    variance: Decimal | None
    computed: Level | None


def performance_of(indicator: Indicator, quarter: Period, scale: RagScale) -> Performance:
    """The performance of an indicator in a quarter, computed from its own record alone."""
    assessment = indicator.assessments.get(quarter)
    rated = _rated_figure(indicator, quarter, assessment, scale)
    calendar = Calendar(year_starts=quarter.year_starts)
    comparison = compare(indicator, rated.period, calendar) if rated.period else None
    return Performance(indicator, quarter, rated.period, rated.figure, assessment, *rated[2:], comparison)


def _rated_figure(
    indicator: Indicator, quarter: Period, assessment: Assessment | None, scale: RagScale
) -> _RatedFigure:
    period, figure = figure_of(indicator, (assessment and assessment.as_at) or quarter) or (None, None)
    away = variance_of(indicator, figure, scale)
    computed = rate(away, scale, indicator.thresholds) if away is not None and scale.levels else None
    return _RatedFigure(period, figure, away, computed)


def ratings_of(indicator: Indicator, scale: RagScale, calendar: Calendar) -> list[tuple[Period, str]]:
    """Each quarter with a rating, the oldest first, and the code that is shown for it: published, or else computed."""
    rated: dict[Period, str] = {}
    for quarter in quarters_of(indicator, calendar):
        assessment = indicator.assessments.get(quarter)
        computed = None if assessment and assessment.rag else _rated_figure(indicator, quarter, assessment, scale)[3]
        if code := (assessment and assessment.rag) or (computed and computed.code):
            rated[quarter] = code
    return sorted(rated.items())


def quarters_of(indicator: Indicator, calendar: Calendar) -> Iterable[Period]:
    """The quarters for which an assessment or a figure is recorded, in no order. A target alone does not count."""
    quarters = dict.fromkeys(indicator.assessments)
    for period, figure in indicator.figures.items():
        if figure.says_something:
            quarters[period if period.kind is _QUARTER else quarter_of(period.last_day, calendar)] = None
    return quarters


def compare(indicator: Indicator, period: Period, calendar: Calendar) -> Comparison | None:
    """Compare a figure with the earlier one that its indicator is compared with; None if either has no number.

    A running total is never compared with the end of the year before, because it starts again.
    """
    before, figures = period_before(indicator, period), indicator.figures
    now, then = figures.get(period), figures.get(before)
    if now is None or then is None or now.actual is None or then.actual is None:
        return None
    last_year = indicator.compares_with is DirectionBasis.SAME_PERIOD_LAST_YEAR
    if indicator.is_running_total and not last_year and not is_in_one_year(before, period, calendar):
        return None
    return Comparison(before, then.actual, direction(then.actual, now.actual), break_between(indicator, before, period))


def period_before(indicator: Indicator, period: Period) -> Period:
    """The earlier period that a period is compared with."""
    last_year = indicator.compares_with is DirectionBasis.SAME_PERIOD_LAST_YEAR
    return period.a_year_earlier() if last_year else period.previous()


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
