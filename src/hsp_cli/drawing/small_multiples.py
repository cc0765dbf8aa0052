"""Small multiples: a small chart for each of several indicators, all alike, so that they can be read side by side."""

from collections.abc import Iterator, Sequence
from decimal import Decimal

from hsp_cli.domain.indicator import Break, Indicator
from hsp_cli.domain.performance import Performance
from hsp_cli.domain.period import Calendar, Period
from hsp_cli.domain.rag import Band, RagScale
from hsp_cli.domain.request import RequestRefused
from hsp_cli.drawing import marks
from hsp_cli.drawing.axes import Axes
from hsp_cli.drawing.colours import GRID, MUTED
from hsp_cli.drawing.indicator_chart import middle
from hsp_cli.drawing.marks import Entry
from hsp_cli.drawing.picture import Picture
from hsp_cli.drawing.svg import fitted, paragraph, picture, rectangle, text, wrapped
from hsp_cli.drawing.text_chart import TextChart, points_text
from hsp_cli.statistics.points import Point, points_of
from hsp_cli.wording.charts import RUNNING_TOTALS, no_number_text, panel_sentence, panel_words
from hsp_cli.wording.indicators import name_text, number_text

WIDTH = 760
_MARGIN, _ACROSS, _GAP = 20, 3, 16
_PANEL = (WIDTH - 2 * _MARGIN - (_ACROSS - 1) * _GAP) / _ACROSS
_PLOT, _INSET = 64, 12
_TITLE, _WORDS, _SMALL = 17, 12, 11
_MOST_LINES = 3
_TOUCHING = 0.5
"""Months and quarters are not all as long, so that dashes beside each other may leave such a gap."""


def small_multiples(performances: Sequence[Performance], scale: RagScale, title: str, name: str) -> Picture:
    """The figures of each indicator up to the end of its quarter, with targets, in the given order.

    Each panel has values of its own at its side, as far as its indicator has numbers; one without says so.
    RequestRefused without an indicator.
    """
    if not performances:
        raise RequestRefused("no indicator was asked for, so there is no trend to draw", "`hsp exceptions --all`")
    heading, y = paragraph(_MARGIN, 30, title, _TITLE, WIDTH - 2 * _MARGIN, font_weight="bold")
    drawn = [heading]
    series = [_points(one) for one in performances]
    for start in range(0, len(performances), _ACROSS):
        row = [*zip(performances, series, strict=True)][start : start + _ACROSS]
        heads = [_head(one, scale) for one, _ in row]
        most = max(len(name_lines) + len(word_lines) for name_lines, word_lines in heads)
        height = most * 15 + 10 + _PLOT + 34
        for column, ((one, points), head) in enumerate(zip(row, heads, strict=True)):
            drawn += _panel(one, points, head, _MARGIN + column * (_PANEL + _GAP), y, height, most)
        y += height + _GAP
    key, y = marks.legend([*_key(performances, series)], _MARGIN, y + 8, WIDTH - 2 * _MARGIN)
    has_totals = any(one.indicator.is_running_total for one in performances)
    remark = f"{_NOTE} {RUNNING_TOTALS}" if has_totals else _NOTE
    note, y = paragraph(_MARGIN, y, remark, _WORDS, WIDTH - 2 * _MARGIN, fill=MUTED)
    said = (panel_sentence(one, points, scale) for one, points in zip(performances, series, strict=True))
    description = " ".join((f"{title}.", *said, RUNNING_TOTALS if has_totals else ""))
    return picture(name, WIDTH, y + 4, title, description, *drawn, key, note)


def trends_text(performances: Sequence[Performance], scale: RagScale, title: str) -> TextChart:
    """The same as text: a sparkline of each indicator with its first and last figure."""
    rows = tuple(
        (name_text(one.indicator), panel_words(one, scale), spark_text(one.indicator, _points(one), one.quarter))
        for one in performances
    )
    has_totals = any(one.indicator.is_running_total for one in performances)
    return TextChart(title, ("Indicator", "RAG and direction", "Trend"), rows, (RUNNING_TOTALS,) if has_totals else ())


def spark_text(indicator: Indicator, points: Sequence[Point], quarter: Period) -> str:
    """A sparkline between its first and last figure: `▁▃█ 61% (Q1 2010/11) to 63% (Q3 2010/11)`."""
    if not points:
        return no_number_text(quarter)
    ends = [f"{number_text(one.value, indicator)} ({one.period.label})" for one in (points[0], points[-1])]
    return f"{points_text(points)} {' to '.join(dict.fromkeys(ends))}"


_NOTE = "Each chart has a scale of its own: heights of two charts cannot be compared."


def _points(performance: Performance) -> tuple[Point, ...]:
    quarter = performance.quarter
    return points_of(performance.indicator, quarter, Calendar(year_starts=quarter.year_starts))


def _head(performance: Performance, scale: RagScale) -> tuple[list[str], list[str]]:
    """The lines of the name and of the rating above a panel. The name may be cut; the description has it in full."""
    lines = wrapped(name_text(performance.indicator), _WORDS, (_PANEL - 12) / 1.15)
    if len(lines) > _MOST_LINES:
        lines = [*lines[: _MOST_LINES - 1], fitted(" ".join(lines[_MOST_LINES - 1 :]), _WORDS, (_PANEL - 12) / 1.15)]
    return lines, wrapped(panel_words(performance, scale), _SMALL, _PANEL - 12)


def _panel(
    performance: Performance,
    points: Sequence[Point],
    head: tuple[list[str], list[str]],
    x: float,
    y: float,
    height: float,
    most: int,
) -> Iterator[str]:
    yield rectangle(x, y, _PANEL, height, fill="none", stroke=GRID, stroke_width=1)
    line_y = y + 16
    for words in head[0]:
        yield text(x + 6, line_y, words, _WORDS, font_weight="bold")
        line_y += 15
    for words in head[1]:
        yield text(x + 6, line_y, words, _SMALL)
        line_y += 15
    top = y + most * 15 + 10 + _INSET / 2
    if not points:
        yield text(x + 6, top + _PLOT / 2, no_number_text(performance.quarter), _SMALL, fill=MUTED)
        return
    axes = _axes(points, x, top)
    for one in _changes(performance, points):
        x_of = axes.x(one.since.first_day)
        yield marks.break_line(x_of, axes.top - 4, axes.bottom + 4)
    yield from _targets(axes, points)
    yield from _figures(axes, points)
    yield from _ends(performance, points, axes, x, y + height - 21)


def _changes(performance: Performance, points: Sequence[Point]) -> list[Break]:
    """The changes of the counting method between the first and the last point."""
    begins, ends = points[0].period.first_day, points[-1].period.last_day
    return [one for one in performance.indicator.breaks if begins < one.since.first_day <= ends]


def _axes(points: Sequence[Point], x: float, top: float) -> Axes:
    values = [value for one in points for value in (one.value, *_of_target(one.target))]
    low, high = min(values), max(values)
    if low == high:
        low, high = low - 1, high + 1
    first, last = middle(points[0].period), middle(points[-1].period)
    return Axes(x + _INSET, x + _PANEL - _INSET, top, top + _PLOT - _INSET, first, last, (low, high))


def _of_target(target: Decimal | Band | None) -> tuple[Decimal, ...]:
    if target is None:
        return ()
    return (target,) if isinstance(target, Decimal) else (target.low, target.high)


def _targets(axes: Axes, points: Sequence[Point]) -> Iterator[str]:
    """A short dash at each point. Dashes that touch are one line; a target that changes makes a step."""
    half = min((axes.right - axes.left) / max(len(points) - 1, 1) / 2, 10)
    lines: dict[Decimal, list[tuple[float, float]]] = {}
    for one in points:
        x = axes.x(middle(one.period))
        for value in _of_target(one.target):
            of_value = lines.setdefault(value, [])
            touches = of_value and x - half <= of_value[-1][1] + _TOUCHING
            left = of_value.pop()[0] if touches else x - half
            of_value.append((left, x + half))
    for value, drawn in lines.items():
        for left, right in drawn:
            yield marks.target_tick(left, right, axes.y(value))


def _figures(axes: Axes, points: Sequence[Point]) -> Iterator[str]:
    places = [(axes.x(middle(one.period)), axes.y(one.value)) for one in points]
    yield from marks.figure_lines(places, [one.follows for one in points[1:]])
    for (x, y), one in zip(places, points, strict=True):
        yield marks.small_provisional_point(x, y) if one.is_provisional else marks.small_point(x, y)


def _ends(performance: Performance, points: Sequence[Point], axes: Axes, x: float, y: float) -> Iterator[str]:
    """The first and the last value with their periods, at both ends of the panel."""
    ends = ((points[0], x + 6, "start"), (points[-1], x + _PANEL - 6, "end"))
    for one, place, anchor in ends[1:] if len(points) == 1 else ends:
        width = (_PANEL - 12) if len(points) == 1 else (_PANEL - 20) / 2
        value = number_text(one.value, performance.indicator)
        yield text(place, y, fitted(value, _SMALL, width), _SMALL, text_anchor=anchor)
        yield text(place, y + 14, fitted(one.period.label, _SMALL, width), _SMALL, text_anchor=anchor, fill=MUTED)


def _key(performances: Sequence[Performance], series: Sequence[Sequence[Point]]) -> Iterator[Entry]:
    points = [one for points in series for one in points]
    if points:
        yield Entry(marks.small_point, "figure; not joined over a gap or a change of method")
    if any(one.is_provisional for one in points):
        yield Entry(marks.small_provisional_point, "provisional figure")
    if any(one.target is not None for one in points):
        yield Entry(lambda x, y: marks.target_tick(x - 10, x + 10, y), "target")
    if any(_changes(one, points) for one, points in zip(performances, series, strict=True) if points):
        yield Entry(lambda x, y: marks.break_line(x, y - 8, y + 8), "change of method")


def has_trend(performance: Performance) -> bool:
    """Whether there are at least two numbers to draw."""
    return len(_points(performance)) > 1
