"""The words of charts: notes, and the description that stands for a chart when it cannot be seen."""

from collections.abc import Iterator, Sequence

from hsp_cli.domain.indicator import Break, Indicator, Rebase
from hsp_cli.domain.performance import Performance
from hsp_cli.domain.period import Period
from hsp_cli.domain.rag import RagScale
from hsp_cli.statistics.points import Point
from hsp_cli.wording.counts import counted, plural
from hsp_cli.wording.indicators import aim_text, direction_text, name_text, number_text, rag_text
from hsp_cli.wording.variation import change_note


def chart_description(indicator: Indicator, points: Sequence[Point], changes: Sequence[Break | Rebase]) -> str:
    """What a chart shows, for readers who do not see it."""
    return " ".join((f"Chart of {indicator.name}.", *_described(indicator, points, changes)))


def _described(indicator: Indicator, points: Sequence[Point], changes: Sequence[Break | Rebase]) -> Iterator[str]:
    first, last = points[0], points[-1]
    if len(points) == 1:
        yield f"One figure: {_figure(last, indicator)}."
    else:
        yield f"{counted(len(points), 'figure')}, from {_figure(first, indicator)} to {_figure(last, indicator)}."
        low, high = min(points, key=lambda one: one.value), max(points, key=lambda one: one.value)
        yield f"The lowest is {_figure(low, indicator)}, the highest {_figure(high, indicator)}."
    if last.target is not None:
        yield f"The target for {last.period.label} is {aim_text(last.target, indicator)}."
    if note := chart_note(indicator):
        yield note
    for number, change in enumerate(changes, start=1):
        yield change_note(number, change)


def _figure(point: Point, indicator: Indicator) -> str:
    provisional = ", provisional" if point.is_provisional else ""
    return f"{number_text(point.value, indicator)} ({point.period.label}{provisional})"


def chart_note(indicator: Indicator) -> str:
    """How the figures of a chart were worked out. Empty if they are those of the record."""
    if not indicator.is_running_total:
        return ""
    return "The record gives running totals. Each point is the amount of one period, worked out from them."


def carried_ratings_text(count: int) -> str:
    """How many of the ratings are old. Empty if none is."""
    if not count:
        return ""
    return (
        f"{counted(count, 'rating')} {plural(count, 'was', 'were')} given for an earlier quarter and carried forward."
    )


RUNNING_TOTALS = "Of running totals, each point is the amount of one period, worked out from them."


def no_number_text(quarter: Period) -> str:
    """What stands in place of a small chart of an indicator whose figures are missing, or in words."""
    return f"no number is recorded up to {quarter.label}"


def panel_words(performance: Performance, scale: RagScale) -> str:
    """What stands above a small chart: rating and direction, and whether the figure is awaited."""
    direction = direction_text(performance) if performance.direction else ""
    awaited = "figure awaited" if performance.is_awaited else ""
    return "; ".join(filter(None, (rag_text(performance, scale), direction, awaited)))


def panel_sentence(performance: Performance, points: Sequence[Point], scale: RagScale) -> str:
    """The same for readers who do not see the chart, with the name and the first and last figure."""
    indicator = performance.indicator
    said = f"{name_text(indicator)}: {panel_words(performance, scale)}"
    if not points:
        return f"{said}; {no_number_text(performance.quarter)}."
    figures = " to ".join(_figure(one, indicator) for one in dict.fromkeys((points[0], points[-1])))
    target = points[-1].target
    aim = f"; the last target is {aim_text(target, indicator)}" if target is not None else ""
    return f"{said}; {counted(len(points), 'figure')}, {figures}{aim}."
