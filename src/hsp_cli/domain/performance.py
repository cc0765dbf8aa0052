"""The performance of an indicator in a quarter: its figure, RAG rating and direction, computed and published."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum
from typing import NamedTuple

from hsp_cli.domain.change import Comparison, compare, lacks_earlier_figure
from hsp_cli.domain.direction import Direction, Verdict, verdict, verdict_within
from hsp_cli.domain.indicator import Assessment, Figure, Indicator
from hsp_cli.domain.period import Calendar, Period, PeriodKind, quarter_of
from hsp_cli.domain.quarter_figure import WorkedOut, quarter_from_months
from hsp_cli.domain.rag import Band, Better, Level, RagScale, rate, variance
from hsp_cli.domain.schedule import Owed, latest_figure, looks_back, owed

# Before Python 3.12 it is slow to look up an enum member.
_QUARTER, _NEUTRAL, _WITHIN = PeriodKind.QUARTER, Better.NEUTRAL, Better.WITHIN


@dataclass(frozen=True, slots=True)
class Performance:
    """An indicator in a quarter.

    The rating is based on `period` and `figure`: those of the quarter, of its last month, of the last year that was
    due, or of `as_at` if the rating was carried forward. Published values take precedence; `computed` keeps the
    computed level as well. `owed` is a later figure that was due by the end of the quarter: then only bad news is
    computed.
    """

    indicator: Indicator
    quarter: Period
    period: Period | None
    figure: Figure | None
    assessment: Assessment | None
    variance: Decimal | None
    computed: Level | None
    comparison: Comparison | None
    owed: Owed | None = None

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
    def band(self) -> Band | None:
        """The band that a figure should be in; for `within` with a single target, the target alone."""
        if self.figure is None or self.figure.target_band or self.figure.target is None:
            return self.figure.target_band if self.figure else None
        is_within = self.indicator.better is _WITHIN
        return Band(low=self.figure.target, high=self.figure.target) if is_within else None

    @property
    def verdict(self) -> Verdict | None:
        comparison, figure, band = self.comparison, self.figure, self.band
        if band and figure and figure.actual is not None and comparison and not comparison.broken_by:
            return verdict_within(comparison.value, figure.actual, band)
        return verdict(self.direction, self.indicator.better)

    @property
    def worked_out(self) -> WorkedOut | None:
        """How the figure was worked out from those of its months, if it was."""
        return quarter_from_months(self.indicator, self.period) if self.period else None

    @property
    def as_at(self) -> Period | None:
        return self.assessment.as_at if self.assessment else None

    @property
    def is_awaited(self) -> bool:
        """Whether the figure that was due by the end of the quarter is awaited: marked as awaited, or missing from a
        series that has begun, without a rating published for the quarter.
        """
        if self.owed is None or self.owed.is_marked:
            return self.owed is not None
        is_rated = self.assessment is not None and self.assessment.rag is not None
        return not (is_rated and self.as_at in (None, self.quarter))

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
        """Whether neither a number nor words are recorded for the period that the rating should be based on."""
        is_old = self.owed is not None and self.as_at is None
        return is_old or self.figure is None or not self.figure.says_something

    @property
    def lacks_comparison(self) -> bool:
        """Whether its number or the one that it is compared with is missing, although the series had begun by then."""
        is_published = self.assessment is not None and self.assessment.direction is not None
        if self.period is None or is_published:
            return False
        if self.comparison:
            return self.comparison.missing is not None
        return lacks_earlier_figure(self.indicator, self.period, Calendar(year_starts=self.quarter.year_starts))


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
    """The figure for a period: its own, or worked out from its months, or that of the last shorter period inside it.

    Without these, the figure of the last longer period that ends inside it: the quarter to June reports the twelve
    months to June, and the quarter to September the academic year.
    """
    own = indicator.figures.get(period)
    # A number of its own comes first, and nearly all periods have one.
    if (own is None or own.actual is None) and (worked := quarter_from_months(indicator, period)):
        return period, worked.figure
    if own:
        return period, own
    inside = [other for other in indicator.figures if period.contains(other)]
    ending = [other for other in indicator.figures if period.first_day <= other.last_day <= period.last_day]
    if not (candidates := inside or ending):
        return None
    return max(candidates), indicator.figures[max(candidates)]


class _RatedFigure(NamedTuple):
    """The figure that a quarter's rating is based on, its variance, the level that they give, and what is owed."""

    period: Period | None
    figure: Figure | None
    variance: Decimal | None
    computed: Level | None
    owed: Owed | None


def performance_of(indicator: Indicator, quarter: Period, scale: RagScale) -> Performance:
    """The performance of an indicator in a quarter, computed from its own record alone."""
    assessment = indicator.assessments.get(quarter)
    rated = _rated_figure(indicator, quarter, assessment, scale)
    calendar = Calendar(year_starts=quarter.year_starts)
    comparison = compare(indicator, rated.period, calendar) if rated.period else None
    found = Performance(indicator, quarter, *rated[:2], assessment, *rated[2:4], comparison, rated.owed)
    if rated.owed and found.as_at is None and found.verdict is not Verdict.WORSENING:
        return replace(found, comparison=None)
    return found


def _rated_figure(
    indicator: Indicator, quarter: Period, assessment: Assessment | None, scale: RagScale
) -> _RatedFigure:
    as_at = assessment.as_at if assessment else None
    own = figure_of(indicator, quarter)
    awaited = owed(indicator, quarter, own)
    period, figure = (figure_of(indicator, as_at) if as_at else _standing(indicator, quarter, own, awaited)) or (
        None,
        None,
    )
    away = variance_of(indicator, figure, scale)
    computed = rate(away, scale, indicator.thresholds) if away is not None else None
    if awaited and as_at is None and computed and not computed.exception:
        return _RatedFigure(period, figure, None, None, awaited)
    return _RatedFigure(period, figure, away, computed, awaited)


def _standing(
    indicator: Indicator, quarter: Period, own: tuple[Period, Figure] | None, awaited: Owed | None
) -> tuple[Period, Figure] | None:
    """The figure that stands in a quarter: its own, or the latest before it if nothing newer was due.

    Of an indicator that looks back, the latest is known even if a newer one was due. It is then old.
    """
    if own and own[1].says_something:
        return own
    if awaited is None or looks_back(indicator):
        return latest_figure(indicator, quarter) or own
    return own


def ratings_of(indicator: Indicator, scale: RagScale, calendar: Calendar) -> list[tuple[Period, str]]:
    """Each quarter with a rating, the oldest first, and the code that is shown for it: published, or else computed."""
    rated: dict[Period, str] = {}
    for quarter in quarters_of(indicator, calendar):
        assessment = indicator.assessments.get(quarter)
        computed = None if assessment and assessment.rag else _rated_figure(indicator, quarter, assessment, scale)[3]
        if code := (assessment and assessment.rag) or (computed and computed.code):
            rated[quarter] = code
    # The days order quarters as the periods do, and comparing them is much faster.
    return sorted(rated.items(), key=lambda rating: (rating[0].last_day, rating[0].first_day))


def quarters_of(indicator: Indicator, calendar: Calendar) -> Iterable[Period]:
    """The quarters for which an assessment or a figure is recorded, in no order. A target alone does not count."""
    quarters = dict.fromkeys(indicator.assessments)
    for period, figure in indicator.figures.items():
        if figure.says_something:
            quarters[period if period.kind is _QUARTER else quarter_of(period.last_day, calendar)] = None
    return quarters


def variance_of(indicator: Indicator, figure: Figure | None, scale: RagScale) -> Decimal | None:
    """The variance of a figure from its target, on the basis of its indicator's thresholds; None without numbers."""
    if figure is None or figure.actual is None or figure.is_awaited:
        return None
    aim = figure.aim
    basis = indicator.thresholds.basis if indicator.thresholds else scale.basis
    return None if aim is None else variance(figure.actual, aim, indicator.better, basis)
