"""Figures as text: how one was worked out, which one stands in a quarter, and which one is awaited."""

from collections.abc import Iterator
from decimal import Decimal

from hsp_cli.domain.indicator import Figure, Indicator
from hsp_cli.domain.performance import Performance
from hsp_cli.domain.period import Period
from hsp_cli.domain.quarter_figure import WorkedOut, sums
from hsp_cli.domain.ratio import per
from hsp_cli.wording.numbers import format_number, with_unit
from hsp_cli.wording.sentences import joined

_PERCENT = 100


def working_text(worked: WorkedOut) -> str:
    """In a few words, how the figure of a quarter was worked out: `average of 3 months`, `270 of 300`."""
    if not worked.of_sums:
        return f"average of {len(worked.months)} months"
    return _fraction(*sums(figure for _, figure in worked.months))


def working_sentences(performance: Performance) -> Iterator[str]:
    """How the figure was worked out, from which months and numbers. Nothing if the record states it."""
    indicator, figure, worked = performance.indicator, performance.figure, performance.worked_out
    if worked:
        months = joined(_month(month, own, indicator, of_sums=worked.of_sums) for month, own in worked.months)
        if worked.missing:
            needs = "numerator and denominator" if worked.of_sums else "figure"
            missing = joined(month.label for month in worked.missing)
            yield f"The figure of a quarter needs the {needs} of each of its months. Missing: {missing}."
            if months:
                yield f"Recorded: {months}."
        elif worked.of_sums:
            total = _division(*sums(figure for _, figure in worked.months), indicator)
            yield f"Worked out: {total}, the sums of {months}."
        else:
            yield f"Worked out: the average of {months}."
    elif figure and not figure.is_stated and figure.numerator is not None and figure.denominator is not None:
        yield f"Worked out: {_division(figure.numerator, figure.denominator, indicator)}."


def awaited_text(performance: Performance) -> str:
    """Which figure is awaited, since when, and the last that there is. Empty if it is simply the quarter's own."""
    owed, worked = performance.owed, performance.worked_out
    if owed is None:
        return ""
    parts = []
    if worked and worked.missing:
        parts.append(
            f"figures of {len(worked.months)} of {len(worked.months) + len(worked.missing)} months are recorded"
        )
    elif owed.period != performance.quarter:
        due = f", due by {Period.day(owed.due).label}" if owed.due != owed.period.last_day else ""
        parts.append(f"the figure for {owed.period.label}{due}")
    if is_old(performance) and performance.period and performance.figure:
        parts.append(f"the last is {_value(performance.figure, performance.indicator)} for {performance.period.label}")
    return "; ".join(parts)


def is_old(performance: Performance) -> bool:
    """Whether its figure is of an earlier period and a newer one was due."""
    is_recorded = performance.figure is not None and performance.figure.says_something
    return performance.owed is not None and performance.as_at is None and is_recorded


def stands_from_before(performance: Performance) -> bool:
    """Whether its figure is of a period before the quarter, and nothing newer was due."""
    period = performance.period
    is_earlier = period is not None and period.last_day < performance.quarter.first_day
    return is_earlier and performance.as_at is None and performance.owed is None


def _value(figure: Figure, indicator: Indicator) -> str:
    if figure.actual is None:
        return f"“{(figure.text or '').strip()}”"
    return with_unit(figure.actual, indicator.unit, indicator.decimals)


def _fraction(numerator: Decimal, denominator: Decimal) -> str:
    return f"{format_number(numerator)} of {format_number(denominator)}"


def _division(numerator: Decimal, denominator: Decimal, indicator: Indicator) -> str:
    """The division in words: `86 of 90`; `12 divided by 4,500, times 1,000`."""
    times = per(indicator.unit)
    if times == _PERCENT:
        return _fraction(numerator, denominator)
    words = f"{format_number(numerator)} divided by {format_number(denominator)}"
    return words if times == 1 else f"{words}, times {format_number(times)}"


def _month(month: Period, figure: Figure, indicator: Indicator, *, of_sums: bool) -> str:
    if of_sums and figure.numerator is not None and figure.denominator is not None:
        return f"{month.label} ({_fraction(figure.numerator, figure.denominator)})"
    return f"{month.label} ({_value(figure, indicator)})"
