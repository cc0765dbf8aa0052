"""Figures that were changed, and the comments that are about them."""

from decimal import Decimal
from typing import NamedTuple

from hsp_cli.domain.commit import Commit
from hsp_cli.domain.indicator import Assessment, Figure, Indicator
from hsp_cli.domain.performance import figure_of
from hsp_cli.domain.period import Period


class FigureChange(NamedTuple):
    """A figure that said something before and says something else now. `now` is None if it is no longer recorded."""

    period: Period
    before: Figure
    now: Figure | None


class SeenFigure(NamedTuple):
    """A figure in some version of an indicator: its number, or its words; None if it says nothing."""

    value: Decimal | str | None
    is_provisional: bool


class SeenFigureChange(NamedTuple):
    """A figure that a commit changed. `now` is None if it was removed; `commit` is None if it is not committed yet."""

    before: SeenFigure
    now: SeenFigure | None
    commit: Commit | None


def figures_commented(indicator: Indicator, quarter: Period, assessment: Assessment) -> tuple[Period, ...]:
    """The periods of the recorded figures that the comment on a quarter is about: one, or those of its months if the
    figure is worked out from them.
    """
    found = figure_of(indicator, assessment.as_at or quarter)
    if found is None:
        return ()
    period, _ = found
    if period in indicator.figures:
        return (period,)
    return tuple(other for other in indicator.figures if period.contains(other))


def figures_changed(before: Indicator, now: Indicator, quarter: Period, assessment: Assessment) -> list[FigureChange]:
    """The figures that a comment of an earlier version is about and that say something else now.

    A figure that was missing when the comment was written is not one of them, nor is one that only became final.
    """
    changes = []
    for period in figures_commented(before, quarter, assessment):
        earlier, later = before.figures[period], now.figures.get(period)
        if earlier.says_something and (later is None or _value(earlier) != _value(later)):
            changes.append(FigureChange(period, earlier, later))
    return changes


def _value(figure: Figure) -> tuple[object, str]:
    return figure.actual, " ".join((figure.text or "").split())
