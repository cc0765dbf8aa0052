"""What stands beside a figure as text: benchmark, confidence interval and rank."""

from collections.abc import Iterator
from decimal import Decimal

from hsp_cli.domain.benchmark import Benchmark, Interval, Statistic
from hsp_cli.domain.indicator import Figure, Indicator
from hsp_cli.domain.rag import Band, Better
from hsp_cli.wording.indicators import number_text

_STATISTICS = {
    Statistic.AVERAGE: "average of",
    Statistic.MEDIAN: "median of",
    Statistic.BEST: "best of",
    Statistic.WORST: "worst of",
    Statistic.BEST_QUARTER: "limit of the best quarter of",
    Statistic.WORST_QUARTER: "limit of the worst quarter of",
    Statistic.TOTAL: "total of",
}


def beside_text(figure: Figure | None, indicator: Indicator) -> str:
    """Everything that is recorded beside a figure: `average of England 41%; 95% interval 38% to 44%; rank 3 of 32`."""
    if figure is None:
        return ""
    parts = []
    if figure.benchmark:
        parts.append(_benchmark_text(figure.benchmark, indicator))
    if figure.interval:
        parts.append(_interval_text(figure.interval, indicator))
    if figure.rank:
        parts.append(f"rank {figure.rank.place:,} of {figure.rank.of:,}")
    return "; ".join(parts)


def beside_sentences(figure: Figure, indicator: Indicator) -> Iterator[str]:
    """A sentence for each, with what it says about the figure and its target."""
    if figure.benchmark:
        text = _capitalised(_benchmark_text(figure.benchmark, indicator))
        yield f"{text}{_against(figure, figure.benchmark.value, indicator.better)}."
    if figure.interval:
        text = _capitalised(_interval_text(figure.interval, indicator))
        yield f"{text}{_about_target(figure, figure.interval)}."
    if figure.rank:
        yield f"Rank: {figure.rank.place:,} of {figure.rank.of:,}."


def _benchmark_text(benchmark: Benchmark, indicator: Indicator) -> str:
    when = f" in {benchmark.period.label}" if benchmark.period else ""
    value = number_text(benchmark.value, indicator)
    return f"{_STATISTICS[benchmark.statistic]} {benchmark.group.strip()}{when}: {value}"


def _interval_text(interval: Interval, indicator: Indicator) -> str:
    low, high = number_text(interval.low, indicator), number_text(interval.high, indicator)
    return f"{interval.level.normalize():f}% interval: {low} to {high}"


def _against(figure: Figure, other: Decimal, better: Better) -> str:
    """Whether the figure is better or worse than another, or only higher or lower if neither way is good."""
    if figure.actual is None:
        return ""
    if figure.actual == other:
        return "; the figure is the same"
    is_higher = figure.actual > other
    if better in (Better.NEUTRAL, Better.WITHIN):
        return f"; the figure is {'higher' if is_higher else 'lower'}"
    return f"; the figure is {'better' if is_higher is (better is Better.HIGHER) else 'worse'}"


def _about_target(figure: Figure, interval: Interval) -> str:
    """A warning if the target is inside the interval. If it is outside, the rating says all there is to say."""
    aim = figure.aim
    ends = () if aim is None else (aim.low, aim.high) if isinstance(aim, Band) else (aim,)
    if any(interval.low <= end <= interval.high for end in ends):
        return "; the target is within it, so chance alone may decide whether the figure meets it"
    return ""


def _capitalised(text: str) -> str:
    return text[:1].upper() + text[1:]
