"""How an indicator stands, in the few words that a table has room for."""

from hsp_cli.analysis.explanation import figure_in_words, target_in_words
from hsp_cli.domain.direction import ARROWS
from hsp_cli.domain.indicator import Figure, Indicator
from hsp_cli.domain.performance import Performance
from hsp_cli.domain.rag import RagScale

GAP = "–"
"""No figure. A blank cell could be an oversight, and a nought is a figure."""


def name_with_unit(indicator: Indicator) -> str:
    """Code, title and what is counted, where the figures themselves do not show it."""
    unit = indicator.unit.strip()
    shown = unit in ("%", "£", "not given") or unit.startswith("% ")
    return indicator.name if shown else f"{indicator.name} ({unit})"


def rag_in_words(performance: Performance, scale: RagScale) -> str:
    """Code and name of the level, whether it was only computed, and the period it was carried forward from."""
    if performance.rag is None:
        return "not rated"
    level = scale.level(performance.rag)
    name = f" {level.name}" if level else ""
    carried = f" (as at {performance.as_at.label})" if performance.as_at else ""
    computed = ", computed" if performance.rag_basis == "computed" else ""
    return f"{performance.rag}{name}{computed}{carried}"


def direction_in_words(performance: Performance) -> str:
    """Arrow and word, since an arrow alone does not say whether it is good news."""
    if performance.direction is None:
        return GAP
    meaning = performance.verdict.value if performance.verdict else performance.direction.value
    return f"{ARROWS[performance.direction]} {meaning}"


def value_in_words(indicator: Indicator, figure: Figure | None) -> str:
    if figure is None:
        return GAP
    if figure.is_awaited:
        return "awaited"
    mark = " (provisional)" if figure.status == "provisional" else ""
    if figure.actual is None:
        return f"{figure.text}{mark}" if figure.text else GAP
    return figure_in_words(figure, indicator) + mark


def figure_of_period(performance: Performance) -> str:
    figure, period = performance.figure, performance.period
    if figure is None or period is None:
        return GAP
    value = value_in_words(performance.indicator, figure)
    return value if period == performance.quarter else f"{value} ({period.label})"


def target_or_gap(performance: Performance) -> str:
    """The target of the figure, or a gap where it has none."""
    figure = performance.figure
    if figure is None or (figure.aim is None and figure.target_text is None):
        return GAP
    return target_in_words(figure, performance.indicator)


def figure_against_target(performance: Performance) -> str:
    """Figure and target in one cell."""
    target = target_or_gap(performance)
    return figure_of_period(performance) if target == GAP else f"{figure_of_period(performance)}, target {target}"
