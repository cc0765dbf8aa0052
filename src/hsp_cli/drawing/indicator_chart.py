"""The chart of an indicator: its figures over time, with targets and changes of the counting method."""

from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal
from itertools import groupby, pairwise

from hsp_cli.analysis.series import Point, series
from hsp_cli.domain.indicator import Break, Indicator
from hsp_cli.domain.period import Calendar, Period
from hsp_cli.domain.rag import Band
from hsp_cli.domain.request import RequestRefused
from hsp_cli.drawing import marks
from hsp_cli.drawing.axes import Axes, date_height, label_width, ticks
from hsp_cli.drawing.colours import MUTED
from hsp_cli.drawing.marks import Entry
from hsp_cli.drawing.picture import Picture
from hsp_cli.drawing.svg import line_height, paragraph, picture, text
from hsp_cli.wording.charts import break_note, chart_description, chart_note
from hsp_cli.wording.indicators import BETTER
from hsp_cli.wording.numbers import with_unit

WIDTH = 760
_PLOT_HEIGHT = 260
_MARGIN = 20
_TITLE, _WORDS = 17, 12


def indicator_chart(indicator: Indicator, until: Period, calendar: Calendar, name: str | None = None) -> Picture:
    """The figures up to the end of a period. The picture has the indicator's id as its name, or the given one.

    RequestRefused if no number is recorded up to then.
    """
    points = series(indicator, until, calendar)
    if not points:
        raise RequestRefused(
            f"{indicator.id} has no numbers up to {until.label} to draw", f"`hsp show {indicator.id}` shows its figures"
        )
    breaks = [one for one in indicator.breaks if points[0].period.first_day < one.since.first_day <= until.last_day]
    drawn, y = _head(indicator)
    axes = _axes(indicator, points, y + 12)
    drawn += [
        *_frame(axes, points, indicator),
        *_breaks(axes, breaks),
        *_targets(axes, points),
        *_figures(axes, points),
    ]
    y = axes.bottom + date_height([one.period.label for one in points]) + 14
    key, y = marks.legend(_key(points, breaks), _MARGIN, y, WIDTH - 2 * _MARGIN)
    drawn.append(key)
    for note in (chart_note(indicator), *(break_note(number, one) for number, one in enumerate(breaks, start=1))):
        if note:
            words, y = paragraph(_MARGIN, y, note, _WORDS, WIDTH - 2 * _MARGIN, fill=MUTED)
            drawn.append(words)
    description = chart_description(indicator, points, breaks)
    return picture(name or indicator.id, WIDTH, y + 4, indicator.name, description, *drawn)


def _head(indicator: Indicator) -> tuple[list[str], float]:
    title, y = paragraph(_MARGIN, 30, indicator.name, _TITLE, WIDTH - 2 * _MARGIN, font_weight="bold")
    unit = f"{indicator.unit}; {BETTER[indicator.better]}"
    words, y = paragraph(_MARGIN, y, unit, _WORDS, WIDTH - 2 * _MARGIN, fill=MUTED)
    return [title, words], y


def _axes(indicator: Indicator, points: Sequence[Point], top: float) -> Axes:
    shown = [value for one in points for value in (one.value, *_ends(one.target))]
    values = ticks(shown)
    left = _MARGIN + label_width([_label(value, indicator) for value in values])
    first, last = middle(points[0]), middle(points[-1])
    return Axes(left, WIDTH - _MARGIN - 30, top, top + _PLOT_HEIGHT, first, last, values)


def _ends(target: Decimal | Band | None) -> tuple[Decimal, ...]:
    """The value of a target, or both ends of a band."""
    if target is None:
        return ()
    return (target,) if isinstance(target, Decimal) else (target.low, target.high)


def _label(value: Decimal, indicator: Indicator) -> str:
    return with_unit(value, indicator.unit)


def middle(point: Point) -> date:
    """The day at which a figure is drawn: the middle of its period, so that no change of method falls on it."""
    period = point.period
    return period.first_day + (period.last_day - period.first_day) // 2


def _frame(axes: Axes, points: Sequence[Point], indicator: Indicator) -> Iterator[str]:
    yield axes.value_axis([_label(value, indicator) for value in axes.values])
    yield axes.date_axis([(middle(one), one.period.label) for one in points])


def _breaks(axes: Axes, breaks: Sequence[Break]) -> Iterator[str]:
    """A line where the counting method changed, with the number of its note."""
    for number, change in enumerate(breaks, start=1):
        x = axes.x(change.since.first_day)
        yield marks.break_line(x, axes.top, axes.bottom)
        yield text(x + 4, axes.top - 2, str(number), _WORDS, fill=MUTED)


def _targets(axes: Axes, points: Sequence[Point]) -> Iterator[str]:
    """A line with a step where the target changes; two for a band. A figure without a target interrupts it."""
    for ends, run in groupby(points, lambda one: len(_ends(one.target))):
        held = list(run)
        for end in range(ends):
            yield marks.target_line(_steps([(axes.x(middle(one)), axes.y(_ends(one.target)[end])) for one in held]))


def _steps(places: Sequence[tuple[float, float]]) -> list[tuple[float, float]]:
    """The corners of a line that changes its height halfway between two places."""
    corners = [places[0]]
    for (x, y), (next_x, next_y) in pairwise(places):
        if y != next_y:
            corners += [((x + next_x) / 2, y), ((x + next_x) / 2, next_y)]
        corners.append((next_x, next_y))
    return corners


def _figures(axes: Axes, points: Sequence[Point]) -> Iterator[str]:
    places = [(axes.x(middle(one)), axes.y(one.value)) for one in points]
    for pair, one in zip(pairwise(places), points[1:], strict=True):
        if one.follows:
            yield marks.figure_line(pair)
    for (x, y), one in zip(places, points, strict=True):
        yield marks.provisional_point(x, y) if one.is_provisional else marks.point(x, y)


def _key(points: Sequence[Point], breaks: Sequence[Break]) -> list[Entry]:
    entries = [Entry(marks.point, "figure")]
    if any(one.is_provisional for one in points):
        entries.append(Entry(marks.provisional_point, "provisional figure"))
    if any(one.target is not None for one in points):
        entries.append(Entry(marks.sample_of(marks.target_line), "target"))
    if breaks:
        height = line_height(_WORDS) / 2
        entries.append(Entry(lambda x, y: marks.break_line(x, y - height, y + height), "change of counting method"))
    return entries
