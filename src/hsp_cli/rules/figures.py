"""Rules for figures: empty, too large, ten times the previous one, or contradictory."""

import re
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from itertools import pairwise

from hsp_cli.domain.address import Placed
from hsp_cli.domain.finding import Place, Severity
from hsp_cli.domain.indicator import Figure, FigureStatus, Indicator
from hsp_cli.domain.performance import break_between
from hsp_cli.domain.period import Calendar, Period, PeriodKind, is_in_one_year
from hsp_cli.domain.rag import Basis, Better
from hsp_cli.domain.workspace import Workspace
from hsp_cli.rules.support.registry import Problem, dated_rule, rule
from hsp_cli.rules.support.texts import once_per_workspace
from hsp_cli.wording.numbers import format_number

# An indicator of change can be below 0 or above 100 although its unit is percent. Only whole words match: "risk" is not
# "rise".
_OF_CHANGE = re.compile(
    r"\b(?:chang(?:e[ds]?|ing)|reduc(?:e[ds]?|ing|tions?)|(?:in|de)creas(?:e[ds]?|ing)|ris(?:e[ns]?|ing)"
    r"|grow(?:s|n|th|ing)?|differen(?:ces?|tials?)|gaps?|varia(?:nces?|tions?)|improv(?:e[ds]?|ing|ements?))\b",
    re.IGNORECASE,
)
_NUMBER = re.compile(r"[£$€]?\s*[+-]?[£$€]?[0-9][0-9,]*(?:\.[0-9]+)?\s*%?")
JUMP = 10
_ZERO, _WHOLE = Decimal(0), Decimal(100)


@once_per_workspace
def _figures(workspace: Workspace) -> list[tuple[Placed[Indicator], Period, Figure]]:
    return [
        (indicator, period, figure)
        for indicator in workspace.indicators.values()
        for period, figure in indicator.record.figures.items()
    ]


def _place(indicator: Placed[Indicator], period: Period, *keys: str) -> Place:
    return indicator.place.at("figures", str(period), *keys)


@rule("awaited-with-figure", hint="remove `status: awaited` if the figure has arrived, or remove the figure")
def awaited_with_figure(workspace: Workspace) -> Iterator[Problem]:
    """A figure is marked as awaited but has a value.

    `awaited` means that nobody has the figure yet, so hsp neither rates it nor prints it. If somebody enters the figure
    but leaves the mark, nobody sees the figure.

    Example:

        figures:
          Q1-2010: {actual: 23, status: awaited}

    Way out: write `provisional`, or leave `status` out for a final figure. If the number is only an estimate, move it
    to `note` and leave the figure awaited. An awaited figure may have a target.
    """
    for indicator, period, figure in _figures(workspace):
        if figure.is_awaited and (figure.actual is not None or figure.text):
            value = figure.text if figure.actual is None else format_number(figure.actual)
            words = f"the figure of {indicator.address} for {period.label} is awaited but has the value {value}"
            yield Problem(_place(indicator, period, "status"), words)


@rule("empty-figure", severity=Severity.WARNING, hint="give the value, or write `status: awaited`")
def empty_figure(workspace: Workspace) -> Iterator[Problem]:
    """A period is listed with neither a value nor a target.

    A gap is not 0, and it is not the same as an awaited figure. hsp lists awaited figures, so that somebody can ask the
    owner. Nobody asks about an empty entry.

    Example:

        figures:
          Q1-2010: {status: provisional}

    Way out: give `actual`, or `text` if the source has words. If the figure is still to come, write `status: awaited`.
    If there will never be a figure, remove the period.
    """
    for indicator, period, figure in _figures(workspace):
        has_words = figure.text or figure.target_text
        if figure.actual is None and figure.aim is None and not (figure.is_awaited or has_words):
            words = f"{indicator.address} has neither a value nor a target for {period.label}"
            yield Problem(_place(indicator, period), words, on_key=True)


@rule("text-value-is-a-number", severity=Severity.WARNING, hint="write it as `actual` (or `target`), without quotes")
def text_value_is_a_number(workspace: Workspace) -> Iterator[Problem]:
    """A figure is entered as words although it is a number.

    `text` and `target_text` are for values in words, such as "lower than the target". hsp does not rate words, so a
    number there has no RAG rating and no direction, and is never an exception.

    Example:

        unit: "%"
        figures:
          Q1-2010: {text: "69%", target: 77}

    Way out: write the number without its unit as `actual` or `target`. The unit belongs in `unit`.
    """
    for indicator, period, figure in _figures(workspace):
        if figure.text or figure.target_text:
            for key, text in (("text", figure.text), ("target_text", figure.target_text)):
                if text and _NUMBER.fullmatch(text.strip()):
                    yield Problem(_place(indicator, period, key), f'"{text}" is a number entered as words')


@rule("band-reversed", hint="`low` is the smaller number; the band includes both ends")
def band_reversed(workspace: Workspace) -> Iterator[Problem]:
    """The low end of a target band is above its high end.

    No figure can be within such a band, so every figure is off target. The two numbers were probably swapped.

    Example:

        figures:
          2012/13: {actual: 1.0, target_band: {low: 1.1, high: 0.9}}

    Way out: swap `low` and `high`.
    """
    for indicator, period, figure in _figures(workspace):
        if figure.target_band and figure.target_band.low > figure.target_band.high:
            yield Problem(_place(indicator, period, "target_band"), "the low end of the band is above its high end")
    for measure in workspace.measures:
        band = measure.record.target_band
        if band and band.low > band.high:
            yield Problem(measure.place.at("target_band"), "the low end of the band is above its high end")


@rule("target-zero", severity=Severity.WARNING, hint="give the indicator `thresholds` with `basis: points`")
def target_zero(workspace: Workspace) -> Iterator[Problem]:
    """The target is 0, and the RAG rating is based on a percentage of the target.

    No distance is a percentage of 0, so hsp cannot rate the figure. Often the 0 means that no target was set: members
    have asked in public why the targets are 0.

    Example:

        figures:
          Q1-2010: {actual: 73390, target: 0}

    Way out: if there is no target, leave it out. If the target is 0, as for serious accidents, give the indicator its
    own `thresholds` with `basis: points`.
    """
    for indicator, period, figure in _figures(workspace):
        is_zero = figure.target is not None and not figure.target
        if is_zero and figure.target_band is None and _is_rated_in_percent(workspace, indicator.record):
            words = f"{indicator.address} cannot be rated for {period.label}: no distance is a percentage of 0"
            yield Problem(_place(indicator, period, "target"), words)


def _is_rated_in_percent(workspace: Workspace, indicator: Indicator) -> bool:
    basis = indicator.thresholds.basis if indicator.thresholds else workspace.partnership.rag.basis
    return basis is Basis.RELATIVE and indicator.better is not Better.NEUTRAL


@rule("percentage-over-100", severity=Severity.WARNING, hint="check for a missing decimal point or a wrong unit")
def percentage_over_100(workspace: Workspace) -> Iterator[Problem]:
    """A percentage of a whole is below 0 or above 100.

    A part cannot be larger than the whole. Usually a decimal point is missing (775 for 77.5), a count was entered in
    place of a rate, or the unit is wrong. The rule does not check indicators of a change, a reduction or a gap.

    Example:

        title: Early access for women to maternity services
        unit: "%"
        figures:
          2010-06: {actual: 690, target: 77}

    Way out: correct the number. If it really can exceed 100, because it is not a percentage of the whole, say so in the
    unit, such as `% of the 2007 baseline rate, as change`.
    """
    for indicator in workspace.indicators.values():
        if _is_a_share(indicator.record):
            for period, figure in indicator.record.figures.items():
                for key, number in (("actual", figure.actual), ("target", figure.target)):
                    if number is not None and not _ZERO <= number <= _WHOLE:
                        yield Problem(
                            _place(indicator, period, key), f"{format_number(number)}% is not a percentage of a whole"
                        )


def _is_a_share(indicator: Indicator) -> bool:
    in_percent = indicator.unit == "%" or indicator.unit.startswith("% of")
    return in_percent and not _OF_CHANGE.search(f"{indicator.title} {indicator.unit}")


@rule("tenfold-jump", severity=Severity.WARNING, hint="check for a missing decimal point or an extra digit")
def tenfold_jump(workspace: Workspace) -> Iterator[Problem]:
    """A figure is at least ten times the previous one, or at most a tenth of it.

    Such a jump is rarely real. Usually it is a typing error, a rate in place of a count, or thousands in place of
    units. If a paper prints it, the meeting will discuss nothing else. hsp compares a figure with the previous period
    of the same length (running totals with the same period last year), and never across a change of the counting
    method. It does not compare figures with different signs, such as growth of 1.1 followed by -11.4.

    Example:

        figures:
          Q1-2010: {actual: 69}
          Q2-2010: {actual: 710}

    Way out: correct the number. If it is right, add a comment beside it: `# hsp: allow tenfold-jump —` and the reason.
    """
    for indicator in workspace.indicators.values():
        for earlier, period in _comparable_periods(indicator.record) if _spread_widely(indicator.record) else ():
            figures = indicator.record.figures
            for key, before, now in _pairs(figures[earlier], figures[period]):
                if _is_tenfold(before, now) and not break_between(indicator.record, earlier, period):
                    words = f"{format_number(now)} after {format_number(before)} in {earlier.label}"
                    yield Problem(_place(indicator, period, key), words)


def _spread_widely(indicator: Indicator) -> bool:
    """Whether any two figures may differ tenfold. Most indicators need no detailed check."""
    figures = indicator.figures.values()
    for given in ([figure.actual for figure in figures], [figure.target for figure in figures]):
        numbers = [number for number in given if number]
        if numbers and (min(numbers) < 0 or max(numbers) >= JUMP * min(numbers)):
            return True
    return False


def _comparable_periods(indicator: Indicator) -> Iterator[tuple[Period, Period]]:
    """Each period with the period to compare it with."""
    latest: dict[str, Period] = {}
    for period in sorted(indicator.figures, key=lambda period: (period.last_day, period.first_day)):
        # A running total starts again each year, and may grow tenfold within a year.
        earlier = period.a_year_earlier() if indicator.is_running_total else latest.get(period.kind)
        if earlier in indicator.figures:
            yield earlier, period
        latest[period.kind] = period


def _pairs(earlier: Figure, later: Figure) -> Iterator[tuple[str, Decimal, Decimal]]:
    """Each kind of number that both figures have, if neither is 0."""
    if earlier.actual and later.actual:
        yield "actual", earlier.actual, later.actual
    if earlier.target and later.target:
        yield "target", earlier.target, later.target


def _is_tenfold(before: Decimal, now: Decimal) -> bool:
    if (before < 0) != (now < 0):
        return False
    return abs(now) >= JUMP * abs(before) or JUMP * abs(now) <= abs(before)


@rule("running-total-not-marked", severity=Severity.WARNING, hint="add `accumulation: cumulative`, or `snapshot`")
def running_total_not_marked(workspace: Workspace) -> Iterator[Problem]:
    """The figures look like running totals that start again each year, but the record does not say so.

    They rise all year and drop to less than half at its end. hsp compares a figure with the one before, so the first
    figure of each year seems to get much worse, or much better. It compares running totals with the same period last
    year.

    Example:

        better: higher
        figures:
          Q1-2009: {actual: 120}
          Q2-2009: {actual: 250}
          Q3-2009: {actual: 370}
          Q4-2009: {actual: 510}
          Q1-2010: {actual: 130}      # seems to be worsening

    Way out: add `accumulation: cumulative`. If each figure counts its own period only, write `accumulation: snapshot`.
    """
    calendar = workspace.partnership.calendar
    for indicator in workspace.indicators.values():
        record = indicator.record
        if "accumulation" not in record.model_fields_set and (period := _restart(record, calendar)):
            words = f"the figures of {indicator.address} rise all year and start again with {period.label}"
            yield Problem(_place(indicator, period, "actual"), words)


def _restart(indicator: Indicator, calendar: Calendar) -> Period | None:
    """The first period in which figures start again, if they rise all year and fall by half or more at its end.

    It takes a whole year of figures and the first of the next.
    """
    if len(indicator.figures) < _QUARTERS + 1:
        return None
    series = sorted(
        (period, figure.actual) for period, figure in indicator.figures.items() if figure.actual is not None
    )
    restarts = []
    rises = 0
    for (before, then), (period, now) in pairwise(series):
        if period.previous() != before or period.kind not in (PeriodKind.MONTH, PeriodKind.QUARTER):
            return None
        if is_in_one_year(before, period, calendar):
            rises += 1
            if now <= then:
                return None
        elif now * 2 > then:
            return None
        else:
            restarts.append((period, rises))
            rises = 0
    whole = [period for period, rises in restarts if rises >= _QUARTERS - 1]
    return whole[0] if whole else None


_QUARTERS = 4


@dated_rule("provisional-for-a-year", severity=Severity.WARNING, hint="ask for the final figure, or mark it final")
def provisional_for_a_year(workspace: Workspace, as_of: date) -> Iterator[Problem]:
    """A figure is still provisional a year after its period ended.

    Provisional figures are replaced when the data are complete, nearly always within a year. An older one is either
    final but not marked as final, or was never replaced. Comparisons are based on it.

    Example:

        figures:
          Q1-2010: {actual: 48.2, status: provisional}      # read in 2012

    Way out: enter the final figure and remove `status`. If it will never be final, leave the mark and add `# hsp: allow
    provisional-for-a-year —` and the reason.
    """
    a_year_ago = Period.day(as_of).a_year_earlier().last_day
    provisional = FigureStatus.PROVISIONAL
    for indicator, period, figure in _figures(workspace):
        if figure.status is provisional and period.last_day < a_year_ago:
            words = f"the figure of {indicator.address} for {period.label} has been provisional for over a year"
            yield Problem(_place(indicator, period, "status"), words)
