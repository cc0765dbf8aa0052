"""Indicators as text: names, figures, targets, ratings and directions."""

from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from hsp_cli.domain.direction import ARROWS, Direction, Verdict
from hsp_cli.domain.indicator import Figure, Indicator
from hsp_cli.domain.performance import Performance
from hsp_cli.domain.period import Period
from hsp_cli.domain.rag import Band, Better, RagScale
from hsp_cli.wording.counts import counted, counted_or_no, plural
from hsp_cli.wording.marked import followed, rated
from hsp_cli.wording.numbers import with_unit
from hsp_cli.wording.working import awaited_text, is_old, working_text

GAP = "–"
"""The mark for no figure. A blank cell could be an oversight, and a zero is a figure."""

BETTER = {
    Better.HIGHER: "higher is better",
    Better.LOWER: "lower is better",
    Better.WITHIN: "best within its band",
    Better.NEUTRAL: "neither way is better; it is context",
}

_NEARNESS = {
    Verdict.IMPROVING: "nearer to its {} than before",
    Verdict.WORSENING: "further from its {} than before",
    Verdict.STEADY: "neither nearer to its {} nor further from it",
}


def better_text(indicator: Indicator) -> str:
    """Which way is better. A target that is not a band is best met."""
    figures = indicator.figures.values()
    is_single = any(figure.target is not None for figure in figures) and not any(one.target_band for one in figures)
    return "best at its target" if indicator.better is Better.WITHIN and is_single else BETTER[indicator.better]


def name_text(indicator: Indicator) -> str:
    """The code and title, with the unit if the figures do not show it."""
    unit = indicator.unit.strip()
    shown = unit in ("%", "£", "not given") or unit.startswith("% ")
    return indicator.name if shown else f"{indicator.name} ({unit})"


def name_of_whole(indicator: Indicator) -> str:
    """The name, for a list of what is not recorded. It says if figures of parts are recorded nevertheless."""
    if not indicator.has_series:
        return indicator.name
    return f"{indicator.name} (as a whole; there are figures by {', '.join(indicator.dimensions)})"


def number_text(number: Decimal, indicator: Indicator) -> str:
    """A number with the unit and decimal places of its indicator."""
    return with_unit(number, indicator.unit, indicator.decimals)


def value_text(figure: Figure | None, indicator: Indicator) -> str:
    """The value for a period: a number, words, awaited, or a gap."""
    if figure is None:
        return GAP
    if figure.is_awaited:
        return "awaited"
    mark = " (provisional)" if figure.status == "provisional" else ""
    if figure.actual is None:
        return f"{figure.text}{mark}" if figure.text else GAP
    return number_text(figure.actual, indicator) + mark


def target_text(figure: Figure, indicator: Indicator) -> str:
    """The target: a number, a band, or words. Empty if there is none."""
    return figure.target_text or "" if figure.aim is None else aim_text(figure.aim, indicator)


def aim_text(aim: Decimal | Band, indicator: Indicator) -> str:
    """A target that is a number or a band."""
    if isinstance(aim, Decimal):
        return number_text(aim, indicator)
    return f"{number_text(aim.low, indicator)} to {number_text(aim.high, indicator)}"


def current_figure_text(performance: Performance) -> str:
    """The figure that the rating is based on, with its period if that is not the quarter, and what is awaited since.

    A figure that was worked out from those of the months says how.
    """
    figure, period, worked = performance.figure, performance.period, performance.worked_out
    if figure is None or period is None:
        return GAP
    if worked and worked.missing:
        return f"awaited ({awaited_text(performance)})" if performance.owed else GAP
    told = [] if period == performance.quarter else [period.label]
    if worked:
        told.append(working_text(worked))
    if performance.owed and is_old(performance):
        told.append(f"{performance.owed.period.label} awaited")
    value = value_text(figure, performance.indicator)
    return f"{value} ({'; '.join(told)})" if told else value


def current_target_text(performance: Performance) -> str:
    """The target of that figure, or a gap if there is none."""
    return (performance.figure and target_text(performance.figure, performance.indicator)) or GAP


def figure_and_target_text(performance: Performance) -> str:
    """The figure and target for one cell."""
    target = current_target_text(performance)
    return current_figure_text(performance) if target == GAP else f"{current_figure_text(performance)}, target {target}"


def change_text(performance: Performance) -> str:
    """The change from the figure that it is compared with: `up from 65% in Q4 2009/10`. Empty without one."""
    comparison = performance.comparison
    if comparison is None:
        return ""
    if comparison.broken_by:
        return f"not comparable with {comparison.period.label}"
    before = f"{number_text(comparison.value, performance.indicator)} in {comparison.period.label}"
    way = comparison.direction
    return f"the same as {before}" if way is Direction.SAME else f"{way} from {before}"


def rag_text(performance: Performance, scale: RagScale) -> str:
    """The code and name of the level. The text says if the rating was computed or carried forward."""
    if performance.rag is None:
        return "not rated"
    level = scale.level(performance.rag)
    rating = rated(f"{performance.rag} {level.name}", level.colour) if level else performance.rag
    carried = f" (as at {performance.as_at.label})" if performance.as_at else ""
    computed = ", computed" if performance.rag_basis == "computed" else ""
    return followed(rating, computed + carried)


def carried_text(performance: Performance) -> str:
    """The end of a phrase about a rating that was carried forward, or computed from a figure of an earlier period.

    Empty for a rating of the quarter itself.
    """
    if performance.as_at:
        return f", carried forward from {performance.as_at.label}"
    period = performance.period
    is_earlier = period is not None and period.last_day < performance.quarter.first_day
    return (
        f" from the figure for {period.label}" if period and is_earlier and performance.rag_basis == "computed" else ""
    )


def direction_text(performance: Performance) -> str:
    """An arrow and a word, because an arrow does not show whether the change is an improvement."""
    if performance.direction is None:
        return GAP
    meaning = performance.verdict.value if performance.verdict else performance.direction.value
    return f"{ARROWS[performance.direction]} {meaning}"


def verdict_text(performance: Performance) -> str:
    """A sentence on why a direction is an improvement or not. Empty if there is no verdict."""
    verdict, direction = performance.verdict, performance.direction
    if verdict is None or direction is None:
        return ""
    if performance.band and performance.computed_direction:
        return f"The figure is {_nearness(performance, verdict)}, which means {verdict.value}."
    return f"Since {better_text(performance.indicator)}, {direction.value} means {verdict.value}."


class RatingCounts(NamedTuple):
    """The number of indicators by rating. Each is counted once, so that all numbers add up to `all`.

    `levels` has a pair for each level of the scale, best first: its code and the number. An indicator without a rating
    is awaited, unrecorded, or neither: then it has a figure, but nothing to rate it by.
    """

    levels: tuple[tuple[str, int], ...]
    not_rated: int
    awaited: int
    unrecorded: int

    @property
    def all(self) -> int:
        return sum(number for _, number in self.levels) + self.not_rated + self.awaited + self.unrecorded


class JudgedCounts(NamedTuple):
    """The number of indicators that can be judged in a quarter, and of those that cannot, by reason."""

    judged: int
    awaited: int
    unrecorded: int
    not_judged: int
    context: int

    @property
    def all(self) -> int:
        return sum(self)

    @property
    def is_complete(self) -> bool:
        """Whether at least one could be judged and none was left out. Context is never judged."""
        return self.judged > 0 and self.judged + self.context == self.all


def unrated_counts(counts: RatingCounts) -> tuple[tuple[int, str], ...]:
    """How many indicators have no rating, by the reason."""
    return (
        (counts.not_rated, "not rated"),
        (counts.awaited, "awaited"),
        (counts.unrecorded, "without figure or rating"),
    )


def rating_counts_text(counts: RatingCounts, scale: RagScale) -> str:
    """How many indicators have which rating, best first, and why the others have none. It adds up to all of them."""
    named = [(number, f"{code} {level.name}") for code, number in counts.levels if (level := scale.level(code))]
    parts = ", ".join(f"{number} {words}" for number, words in (*named, *unrated_counts(counts)) if number)
    return f"{counted(counts.all, 'indicator')}{f': {parts}' if parts else ''}"


def exceptions_text(count: int, counts: JudgedCounts, quarter: Period) -> str:
    """The number of exceptions. It says that there are none only of indicators that could be judged."""
    if count or counts.is_complete:
        return f"{counted_or_no(count, 'exception')} in {quarter.label}"
    if not counts.all:
        return f"No indicators to judge in {quarter.label}"
    if not counts.judged:
        return f"No indicator can be judged in {quarter.label}"
    return f"No exceptions among the {counts.judged} of {counts.all} indicators that can be judged in {quarter.label}"


def no_exceptions_text(counts: JudgedCounts, *, narrowed: bool = False) -> str:
    """Why a priority has no exceptions listed: there are none, or nobody can say. A missing figure is never good.

    `narrowed` says that the counts are only part of the priority's indicators.
    """
    if not counts.all:
        return "The report covers no indicator of this priority."
    if counts.is_complete:
        asked = f" among the {counted(counts.judged, 'indicator')} asked for" if narrowed else ""
        return f"There are no exceptions{asked} this quarter."
    left_out = "; ".join(_left_out(counts))
    if not counts.judged:
        return f"No indicator can be judged: {left_out}."
    return (
        f"There are no exceptions among the {counts.judged} of {counts.all} indicators that can be judged; {left_out}."
    )


def _left_out(counts: JudgedCounts) -> Iterator[str]:
    if counts.awaited:
        yield f"{counts.awaited} {plural(counts.awaited, 'is', 'are')} awaited"
    if counts.unrecorded:
        yield f"{counts.unrecorded} {plural(counts.unrecorded, 'has', 'have')} no figure recorded"
    if counts.not_judged:
        lacking = plural(counts.not_judged, "lacks", "lack")
        yield f"{counts.not_judged} {lacking} the target, number or earlier figure to judge it by"
    if counts.context:
        yield f"{counts.context} {plural(counts.context, 'gives', 'give')} context only"


def worsening_text(performance: Performance) -> str:
    """The words for an indicator that is worsening."""
    if performance.direction is Direction.SAME:
        return f"{_nearness(performance, Verdict.WORSENING)}, although the published direction is the same"
    comparison = performance.comparison
    since = f" since {comparison.period.label}" if comparison and comparison.missing else ""
    if performance.band and performance.computed_direction:
        return f"going {performance.direction}{since}, {_nearness(performance, Verdict.WORSENING)}"
    return f"going {performance.direction}{since}, against the ideal direction"


def _nearness(performance: Performance, verdict: Verdict) -> str:
    is_range = performance.figure is not None and performance.figure.target_band is not None
    return _NEARNESS[verdict].format("band" if is_range else "target")
