"""The chart of an indicator: its figures over time, with targets, limits of variation, signals and the forecast."""

from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal
from functools import partial
from itertools import groupby, pairwise, starmap

from hsp_cli.domain.indicator import Break, Indicator, Rebase
from hsp_cli.domain.performance import Performance
from hsp_cli.domain.period import Period
from hsp_cli.domain.rag import Band
from hsp_cli.domain.request import RequestRefused
from hsp_cli.drawing import marks
from hsp_cli.drawing.axes import Axes, date_height, label_width, ticks
from hsp_cli.drawing.colours import MUTED
from hsp_cli.drawing.marks import Entry
from hsp_cli.drawing.picture import Picture
from hsp_cli.drawing.svg import line_height, paragraph, picture, text
from hsp_cli.drawing.text_chart import TextChart, points_text
from hsp_cli.statistics.forecast import Forecast, forecast
from hsp_cli.statistics.limits import ENOUGH
from hsp_cli.statistics.points import Point
from hsp_cli.statistics.variation import Meaning, Segment, Variation, meaning, variation
from hsp_cli.wording.charts import chart_description, chart_note
from hsp_cli.wording.forecast import statistics_sentences
from hsp_cli.wording.indicators import BETTER
from hsp_cli.wording.numbers import with_unit
from hsp_cli.wording.variation import MEANINGS, change_note

WIDTH = 760
_PLOT_HEIGHT = 260
_MARGIN = 20
_TITLE, _WORDS = 17, 12


def indicator_chart(performance: Performance, name: str | None = None) -> Picture:
    """The figures up to the end of a quarter, their limits and signals, and the forecast.

    The picture has the indicator's id as its name, or the given one. RequestRefused without a number up to then.
    """
    indicator, found = performance.indicator, variation(performance)
    points = found.points
    if not points:
        raise RequestRefused(
            f"{indicator.id} has no numbers up to {performance.quarter.label} to draw",
            f"`hsp show {indicator.id}` shows its figures",
        )
    ahead = forecast(performance, found)
    changes = [one.begins for one in found.segments[1:] if one.begins]
    drawn, y = _head(indicator)
    axes = _axes(found, ahead, y + 12)
    drawn += [*_frame(axes, points, ahead, indicator), *_changes(axes, changes)]
    drawn += [*_forecast(axes, points[-1], ahead), *_limits(axes, found.segments)]
    drawn += [*_targets(axes, points), *_future_target(axes, ahead), *_figures(axes, found)]
    y = axes.bottom + date_height([period.label for period in _periods(points, ahead)]) + 14
    key, y = marks.legend([*_key(found, ahead, changes)], _MARGIN, y, WIDTH - 2 * _MARGIN)
    drawn.append(key)
    said = tuple(statistics_sentences(found, ahead))
    for note in (chart_note(indicator), *starmap(change_note, enumerate(changes, start=1)), *said):
        if note:
            words, y = paragraph(_MARGIN, y, note, _WORDS, WIDTH - 2 * _MARGIN, fill=MUTED)
            drawn.append(words)
    description = " ".join((chart_description(indicator, points, changes), *said))
    return picture(name or indicator.id, WIDTH, y + 4, indicator.name, description, *drawn)


def indicator_text(performance: Performance) -> TextChart:
    """The same as text: a sparkline of the figures, and what the chart says. RequestRefused as for the chart."""
    drawn, indicator = indicator_chart(performance), performance.indicator
    points = variation(performance).points
    unit = f"{indicator.unit}; {BETTER[indicator.better]}"
    return TextChart(indicator.name, ("Unit", "Trend"), ((unit, points_text(points)),), (drawn.alternative,))


def _head(indicator: Indicator) -> tuple[list[str], float]:
    title, y = paragraph(_MARGIN, 30, indicator.name, _TITLE, WIDTH - 2 * _MARGIN, font_weight="bold")
    unit = f"{indicator.unit}; {BETTER[indicator.better]}"
    words, y = paragraph(_MARGIN, y, unit, _WORDS, WIDTH - 2 * _MARGIN, fill=MUTED)
    return [title, words], y


def _axes(found: Variation, ahead: Forecast, top: float) -> Axes:
    points, indicator = found.points, found.indicator
    shown = [value for one in points for value in (one.value, *_ends(one.target))]
    shown += [value for one in ahead.fan for value in (one.low, one.high)]
    shown += [value for one in found.segments if one.limits for value in (one.limits.lower, one.limits.upper)]
    shown += [] if indicator.is_running_total else _ends(ahead.target)
    values = ticks(shown)
    left = _MARGIN + label_width([_label(value, indicator) for value in values])
    last = ahead.fan[-1].period if ahead.fan else points[-1].period
    return Axes(left, WIDTH - _MARGIN - 30, top, top + _PLOT_HEIGHT, middle(points[0].period), middle(last), values)


def _ends(target: Decimal | Band | None) -> tuple[Decimal, ...]:
    """The value of a target, or both ends of a band."""
    if target is None:
        return ()
    return (target,) if isinstance(target, Decimal) else (target.low, target.high)


def _label(value: Decimal, indicator: Indicator) -> str:
    return with_unit(value, indicator.unit)


def _frame(axes: Axes, points: Sequence[Point], ahead: Forecast, indicator: Indicator) -> Iterator[str]:
    yield axes.value_axis([_label(value, indicator) for value in axes.values])
    yield axes.date_axis([(middle(period), period.label) for period in _periods(points, ahead)])


def _periods(points: Sequence[Point], ahead: Forecast) -> list[Period]:
    """The periods with a figure or a forecast."""
    return [*(one.period for one in points), *(one.period for one in ahead.fan)]


def middle(period: Period) -> date:
    """The day at which a figure is drawn: the middle of its period, so that no change of method falls on it."""
    return period.first_day + (period.last_day - period.first_day) // 2


def _changes(axes: Axes, changes: Sequence[Break | Rebase]) -> Iterator[str]:
    """A line where the counting method changed or new limits begin, with the number of its note."""
    for number, change in enumerate(changes, start=1):
        x = axes.x(change.since.first_day)
        yield marks.break_line(x, axes.top, axes.bottom)
        yield text(x + 4, axes.top - 2, str(number), _WORDS, fill=MUTED)


def _limits(axes: Axes, segments: Sequence[Segment]) -> Iterator[str]:
    for one in segments:
        if one.limits is None:
            continue
        left, right = axes.x(middle(one.points[0].period)) - 8, axes.x(middle(one.points[-1].period)) + 8
        yield marks.mean_line(((left, axes.y(one.limits.mean)), (right, axes.y(one.limits.mean))))
        draw = marks.provisional_limit_line if one.is_provisional else marks.limit_line
        for limit in (one.limits.lower, one.limits.upper):
            yield draw(((left, axes.y(limit)), (right, axes.y(limit))))


def _forecast(axes: Axes, last: Point, ahead: Forecast) -> Iterator[str]:
    """The interval and the values, both beginning at the last figure."""
    if ahead.fan:
        start = axes.x(middle(last.period)), axes.y(last.value)
        at = [axes.x(middle(one.period)) for one in ahead.fan]
        values, lows, highs = (
            [start, *((x, axes.y(value)) for x, value in zip(at, heights, strict=True))]
            for heights in zip(*((one.value, one.low, one.high) for one in ahead.fan), strict=True)
        )
        yield marks.interval(lows, highs)
        yield marks.forecast_line(values)


def _future_target(axes: Axes, ahead: Forecast) -> Iterator[str]:
    """The target at the end of the forecast. That of a running total is not the target of one period."""
    if ahead.outturn and not ahead.indicator.is_running_total:
        for value in _ends(ahead.target):
            yield marks.target_line([(axes.x(middle(ahead.outturn.period)), axes.y(value))])


def _targets(axes: Axes, points: Sequence[Point]) -> Iterator[str]:
    """A line with a step where the target changes; two for a band. A figure without a target interrupts it."""
    for ends, run in groupby(points, lambda one: len(_ends(one.target))):
        held = list(run)
        for end in range(ends):
            yield marks.target_line(
                _steps([(axes.x(middle(one.period)), axes.y(_ends(one.target)[end])) for one in held])
            )


def _steps(places: Sequence[tuple[float, float]]) -> list[tuple[float, float]]:
    """The corners of a line that changes its height halfway between two places."""
    corners = [places[0]]
    for (x, y), (next_x, next_y) in pairwise(places):
        if y != next_y:
            corners += [((x + next_x) / 2, y), ((x + next_x) / 2, next_y)]
        corners.append((next_x, next_y))
    return corners


def _figures(axes: Axes, found: Variation) -> Iterator[str]:
    points, better = found.points, found.indicator.better
    places = [(axes.x(middle(one.period)), axes.y(one.value)) for one in points]
    yield from marks.figure_lines(places, [one.follows for one in points[1:]])
    signals = [signal for segment in found.segments for signal in segment.signals]
    for (x, y), one, signal in zip(places, points, signals, strict=True):
        if signal:
            yield marks.signal(x, y, meaning(signal, better), provisional=one.is_provisional)
        else:
            yield marks.provisional_point(x, y) if one.is_provisional else marks.point(x, y)


def _key(found: Variation, ahead: Forecast, changes: Sequence[Break | Rebase]) -> Iterator[Entry]:
    points = found.points
    yield Entry(marks.point, "figure")
    if any(one.is_provisional for one in points):
        yield Entry(marks.provisional_point, "provisional figure")
    signals = {meaning(one, found.indicator.better) for segment in found.segments for one in segment.signals if one}
    for each in (one for one in Meaning if one in signals):
        yield Entry(partial(marks.signal, meaning=each), MEANINGS[each])
    if ahead.target is not None or any(one.target is not None for one in points):
        yield Entry(marks.sample_of(marks.target_line), "target")
    with_limits = [one for one in found.segments if one.limits]
    if with_limits:
        yield Entry(marks.sample_of(marks.mean_line), "mean")
    if not all(one.is_provisional for one in with_limits):
        yield Entry(marks.sample_of(marks.limit_line), "limits of variation")
    if any(one.is_provisional for one in with_limits):
        words = f"provisional limits, from fewer than {ENOUGH} figures"
        yield Entry(marks.sample_of(marks.provisional_limit_line), words)
    if ahead.fan:
        yield Entry(marks.sample_of(marks.forecast_line), "forecast")
        yield Entry(marks.interval_sample, "80% interval")
    if changes:
        height = line_height(_WORDS) / 2
        yield Entry(lambda x, y: marks.break_line(x, y - height, y + height), "change, with its number below")
