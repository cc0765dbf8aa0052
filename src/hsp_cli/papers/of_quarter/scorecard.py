"""The scorecard: every indicator in a quarter, with its trend."""

from collections.abc import Sequence
from dataclasses import dataclass

from hsp_cli.analysis.exceptions import Exceptions, by_priority, exceptions
from hsp_cli.domain.indicator import Indicator
from hsp_cli.domain.performance import performance_of
from hsp_cli.domain.period import Period
from hsp_cli.drawing.picture import Picture
from hsp_cli.drawing.small_multiples import has_trend, small_multiples
from hsp_cli.papers.indicator_views import indicator_view
from hsp_cli.papers.key_views import rag_key_view
from hsp_cli.papers.request import PaperRequest
from hsp_cli.papers.revision_views import revised_table
from hsp_cli.papers.trends import trend_view
from hsp_cli.statistics.forecast import forecast
from hsp_cli.statistics.limits import ENOUGH
from hsp_cli.statistics.variation import variation
from hsp_cli.wording.benchmarks import beside_text
from hsp_cli.wording.forecast import short_text as forecast_text
from hsp_cli.wording.indicators import GAP, better_text, rating_counts_text
from hsp_cli.wording.redaction import INDICATORS
from hsp_cli.wording.variation import short_text as variation_text


@dataclass(frozen=True, slots=True)
class ScoreView:
    """An indicator as a line. A target or direction that it does not have is empty.

    So are the signal and the forecast of a series that is too short for them, or unfit for another reason.
    """

    name: str
    better: str
    figure: str
    target: str
    beside: str
    rag: str
    direction: str
    trend: str
    trend_picture: Picture | None
    signal: str
    forecast: str


@dataclass(frozen=True, slots=True)
class GroupView:
    """The indicators of a priority, or those without one.

    `trends` are pictures of its exceptions, and `not_drawn` says how many have too few numbers for that.
    """

    title: str
    rows: tuple[ScoreView, ...]
    trends: tuple[Picture, ...]
    not_drawn: int


def context(request: PaperRequest) -> dict[str, object]:
    """The context for the template. Indicators without any figure or assessment are counted, not printed."""
    quarter, settings = request.the_quarter(), request.workspace.partnership
    indicators = [placed.record for placed in request.workspace.indicators.values()]
    recorded = [indicator for indicator in indicators if _has_data(indicator, quarter)]
    silent = [indicator for indicator in indicators if not _has_data(indicator, quarter)]
    titles = {priority.id: priority.title for priority in settings.priorities}
    grouped = by_priority(recorded, titles)
    named = (
        *((f"priority-{one}", titles[one], settings.priority(one), group) for one, group in grouped.groups),
        ("other", "Other indicators", None, grouped.rest),
    )
    found = exceptions(request.workspace, quarter, everything=True)
    heading = request.heading()  # before the lines, so that its mark is the first
    groups = tuple(
        GroupView(
            request.named(title, priority) if priority else title,
            tuple(_score(indicator, quarter, request) for indicator in group),
            *_trends(name, title, found, group, request),
        )
        for name, title, priority, group in named
        if group
    )
    rows = [row for group in groups for row in group.rows]
    return {
        **heading,
        "groups": groups,
        "counts": request.counting(rating_counts_text(found.counts, settings.rag), INDICATORS),
        "silent": sum(not indicator.has_series for indicator in silent),
        "only_series": sum(indicator.has_series for indicator in silent),
        "shown": len(rows),
        "not_tested": sum(not row.signal for row in rows),
        "not_forecast": sum(not row.forecast for row in rows),
        "enough": ENOUGH,
        "revised": revised_table(request, request.workspace.indicators.values()),
        "rag_key": rag_key_view(request),
    }


def _trends(
    name: str, title: str, found: Exceptions, group: Sequence[Indicator], request: PaperRequest
) -> tuple[tuple[Picture, ...], int]:
    """Pictures of the exceptions of a group, and how many of them have fewer than two numbers to draw."""
    ids = {indicator.id for indicator in group}
    lines = [line.performance for line in found.exceptions if line.placed.record.id in ids]
    drawn = [performance for performance in lines if has_trend(performance)]
    scale, heading = request.workspace.partnership.rag, f"{title}: exceptions in {found.quarter.label}"
    pictures = tuple(
        small_multiples(drawn[at : at + _ON_A_PICTURE], scale, heading, request.picture_name(f"{name}-{number}"))
        for number, at in enumerate(range(0, len(drawn), _ON_A_PICTURE), start=1)
    )
    return pictures, len(lines) - len(drawn)


_ON_A_PICTURE = 9
"""Three rows of small charts: more do not fit on a page below a table."""


def _has_data(indicator: Indicator, quarter: Period) -> bool:
    """Whether there is a figure or an assessment up to the end of the quarter. Targets do not count."""
    return any(period.first_day <= quarter.last_day for period in (*indicator.figures, *indicator.assessments))


def _score(indicator: Indicator, quarter: Period, request: PaperRequest) -> ScoreView:
    performance = performance_of(indicator, quarter, request.workspace.partnership.rag)
    view, found = indicator_view(performance, request), variation(performance)
    trend = trend_view(indicator, quarter, request.picture_name(f"trend-{indicator.id}"))
    is_awaited = performance.is_awaited and not performance.as_at and not view.figure
    return ScoreView(
        view.name,
        request.notes.mark(better_text(indicator), indicator, "better"),
        "awaited" if is_awaited else view.figure or GAP,
        view.target,
        "" if is_awaited else beside_text(performance.figure, indicator),
        view.rag,
        view.direction,
        trend.text,
        trend.picture,
        variation_text(found),
        forecast_text(forecast(performance, found)),
    )
