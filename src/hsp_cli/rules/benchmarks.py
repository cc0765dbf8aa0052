"""Rules for what stands beside a figure: its confidence interval, its rank and its benchmark."""

from collections.abc import Iterator
from decimal import Decimal

from hsp_cli.domain.benchmark import Interval
from hsp_cli.domain.finding import Severity
from hsp_cli.domain.workspace import Workspace
from hsp_cli.rules.support.figures import figures
from hsp_cli.rules.support.registry import Problem, rule
from hsp_cli.wording.numbers import format_number

_UNLIKE = 10
"""How many times as large as the other, of a figure and its benchmark, the one in another unit is at least."""

_LEAST_LEVEL, _WHOLE = Decimal(50), Decimal(100)


@rule("figure-outside-interval", hint="correct the figure or its interval")
def figure_outside_interval(workspace: Workspace) -> Iterator[Problem]:
    """A figure is not within its own confidence interval, or the low end of the interval is above its high end.

    The interval is the range that the true value may be in, and the figure is the best estimate of it. Usually the two
    are from different releases, the two ends were swapped, or the interval has another unit.

    Example:

        figures:
          2011/12: {actual: 12.4, interval: {low: 13.1, high: 15.0, level: 95}}

    Way out: copy the figure and its interval from the same table.
    """
    for at in figures(workspace, _is_outside, "actual", "interval.low", "interval.high"):
        interval = at.figure.interval
        if interval and _is_outside(at.figure.actual, interval.low, interval.high):
            yield Problem(at.place("interval"), _what_is_outside(at.figure.actual, interval))


def _is_outside(actual: Decimal | None, low: Decimal | None, high: Decimal | None) -> bool:
    if low is None or high is None:
        return False
    return low > high or (actual is not None and not low <= actual <= high)


def _what_is_outside(actual: Decimal | None, interval: Interval) -> str:
    low, high = format_number(interval.low), format_number(interval.high)
    if interval.low > interval.high or actual is None:
        return f"the low end {low} is above the high end {high}"
    return f"{format_number(actual)} is not within {low} to {high}"


@rule("interval-level-unlikely", hint="write the level in percent, such as 95")
def interval_level_unlikely(workspace: Workspace) -> Iterator[Problem]:
    """The level of a confidence interval is not a percentage from 50 to 100.

    The usual levels are 95, 99.8 and 80. A level of 0.95 would be printed as 0.95%, and a level of 5 is the risk of
    error, not the level.

    Example:

        figures:
          2011/12: {actual: 12.4, interval: {low: 11.9, high: 13.0, level: 0.95}}

    Way out: write `level: 95`.
    """
    for at in figures(workspace, _is_unlikely, "interval.level"):
        interval = at.figure.interval
        if interval and _is_unlikely(interval.level):
            yield Problem(at.place("interval.level"), f"{format_number(interval.level)} is not a level in percent")


def _is_unlikely(level: Decimal | None) -> bool:
    return level is not None and not _LEAST_LEVEL <= level < _WHOLE


@rule("rank-beyond-number", hint="`place` is from 1 to `of`")
def rank_beyond_number(workspace: Workspace) -> Iterator[Problem]:
    """The place of a rank is larger than the number of those that were ranked, or smaller than 1.

    A reader takes a rank at its word, and it says more than the figure does. Usually the two numbers were swapped, or
    one of them is from another year.

    Example:

        figures:
          2011/12: {actual: 12.4, rank: {place: 33, of: 32}}

    Way out: correct the number that is wrong.
    """
    for at in figures(workspace, _is_beyond, "rank.place", "rank.of"):
        rank = at.figure.rank
        if rank and _is_beyond(rank.place, rank.of):
            yield Problem(at.place("rank"), f"the place {rank.place:,} is not from 1 to {rank.of:,}")


def _is_beyond(place: int | None, of: int | None) -> bool:
    return place is not None and of is not None and not 1 <= place <= of


@rule("benchmark-in-other-unit", severity=Severity.WARNING, hint="write the benchmark in the unit of the indicator")
def benchmark_in_other_unit(workspace: Workspace) -> Iterator[Problem]:
    """A figure is at least ten times its benchmark, or at most a tenth of it.

    Such a difference from others is rarely real. Usually the benchmark is a share and the figure a percentage, or the
    one is a rate and the other a count. A paper would then say that the figure is better or worse than that of others.
    hsp does not compare numbers with different signs, or a total of the group.

    Example:

        unit: "%"
        figures:
          2011/12: {actual: 41, benchmark: {group: England, value: 0.44}}

    Way out: write 44. If the difference is real, add a comment: `# hsp: allow benchmark-in-other-unit —` and the
    reason.
    """
    for at in figures(workspace, _is_unlike, "actual", "benchmark.value"):
        figure = at.figure
        benchmark = figure.benchmark
        if benchmark and benchmark.statistic != "total" and _is_unlike(figure.actual, benchmark.value):
            assert figure.actual is not None
            words = f"the figure is {format_number(figure.actual)}, the benchmark {format_number(benchmark.value)}"
            yield Problem(at.place("benchmark.value"), words)


def _is_unlike(actual: Decimal | None, value: Decimal | None) -> bool:
    if not actual or not value or (actual < 0) != (value < 0):
        return False
    return abs(actual) >= _UNLIKE * abs(value) or abs(value) >= _UNLIKE * abs(actual)
