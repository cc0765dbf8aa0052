"""Rules for figures: empty, too large, ten times the previous one, or contradictory."""

import re
from collections.abc import Collection, Iterator
from datetime import date
from decimal import Decimal
from itertools import pairwise

from hsp_cli.domain.change import break_between
from hsp_cli.domain.finding import Severity
from hsp_cli.domain.indicator import FigureStatus, Indicator
from hsp_cli.domain.period import Calendar, Period, PeriodKind, is_in_one_year
from hsp_cli.domain.rag import Basis, Better
from hsp_cli.domain.workspace import Workspace
from hsp_cli.rules.support.figures import Numbers, Values, figures, numbers, series_name
from hsp_cli.rules.support.registry import Problem, dated_rule, rule
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
_AWAITED = FigureStatus.AWAITED


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
    for at in figures(workspace, lambda status: status is _AWAITED, "status"):
        figure = at.figure
        if figure.is_awaited and (figure.actual is not None or figure.text):
            value = figure.text if figure.actual is None else format_number(figure.actual)
            words = f"the figure of {at.name} for {at.period.label} is awaited but has the value {value}"
            yield Problem(at.place("status"), words)


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
    for at in figures(workspace, lambda actual: actual is None, "actual"):
        figure = at.figure
        has_words = figure.text or figure.target_text or figure.release
        has_number = any(one is not None for one in (figure.actual, figure.numerator, figure.denominator, figure.aim))
        if not (has_number or figure.is_awaited or has_words):
            words = f"{at.name} has neither a value nor a target for {at.period.label}"
            yield Problem(at.place(), words, on_key=True)


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
    for key in ("text", "target_text"):
        for at in figures(workspace, _is_number, key):
            text = at.figure.text if key == "text" else at.figure.target_text
            if _is_number(text):
                yield Problem(at.place(key), f'"{text}" is a number entered as words')


def _is_number(text: str | None) -> bool:
    return text is not None and _NUMBER.fullmatch(text.strip()) is not None


@rule("band-reversed", hint="`low` is the smaller number; the band includes both ends")
def band_reversed(workspace: Workspace) -> Iterator[Problem]:
    """The low end of a target band is above its high end.

    No figure can be within such a band, so every figure is off target. The two numbers were probably swapped.

    Example:

        figures:
          2012/13: {actual: 1.0, target_band: {low: 1.1, high: 0.9}}

    Way out: swap `low` and `high`.
    """
    for at in figures(workspace, lambda low: low is not None, "target_band.low"):
        target = at.figure.target_band
        if target and target.low > target.high:
            yield Problem(at.place("target_band"), "the low end of the band is above its high end")
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
    for at in figures(workspace, lambda target: target is not None and not target, "target"):
        figure = at.figure
        is_zero = figure.target is not None and not figure.target
        if is_zero and figure.target_band is None and _is_rated_in_percent(workspace, at.indicator.record):
            words = f"{at.name} cannot be rated for {at.period.label}: no distance is a percentage of 0"
            yield Problem(at.place("target"), words)


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
    for one in numbers(workspace):
        if _is_a_share(one.indicator.record):
            for period, number in zip(one.periods, one.values, strict=True):
                if number is not None and not _ZERO <= number <= _WHOLE:
                    yield Problem(one.place(period), f"{format_number(number)}% is not a percentage of a whole")


def _is_a_share(indicator: Indicator) -> bool:
    in_percent = indicator.unit == "%" or indicator.unit.startswith("% of")
    return in_percent and not _OF_CHANGE.search(f"{indicator.title} {indicator.unit}")


@rule("tenfold-jump", severity=Severity.WARNING, hint="check for a missing decimal point or an extra digit")
def tenfold_jump(workspace: Workspace) -> Iterator[Problem]:
    """A figure is at least ten times the previous one, or at most a tenth of it.

    Such a jump is rarely real. Usually it is a typing error, a rate in place of a count, or thousands in place of
    units. If a paper prints it, the meeting will discuss nothing else. hsp compares a figure with the previous period
    of the same length (running totals with the same period last year), and never across a change of the counting
    method. It does not compare figures with different signs, such as growth of 1.1 followed by -11.4, nor percentages
    of change or rates that are both below 1: near zero, ten times is little.

    Example:

        figures:
          Q1-2010: {actual: 69}
          Q2-2010: {actual: 710}

    Way out: correct the number. If it is right, add a comment beside it: `# hsp: allow tenfold-jump —` and the reason.
    """
    for one in numbers(workspace):
        if not _spread_widely(one.values):
            continue
        record, values = one.indicator.record, dict(zip(one.periods, one.values, strict=True))
        for earlier, period in _comparable_periods(record, values):
            before, now = values[earlier], values[period]
            if not before or not now or not _is_tenfold(before, now) or _is_near_zero(record, before, now):
                continue
            if not break_between(record, earlier, period):
                words = f"{format_number(now)} after {format_number(before)} in {earlier.label}"
                yield Problem(one.place(period), words)


def _spread_widely(values: Values) -> bool:
    """Whether any two numbers may differ tenfold. Most series need no detailed check."""
    given = [number for number in values if number]
    return bool(given) and (min(given) < 0 or max(given) >= JUMP * min(given))


def _comparable_periods(indicator: Indicator, periods: Collection[Period]) -> Iterator[tuple[Period, Period]]:
    """Each period with the period to compare it with."""
    latest: dict[tuple[str, int], Period] = {}
    for period in sorted(periods, key=lambda period: (period.last_day, period.first_day)):
        # A running total starts again each year, and may grow tenfold within a year.
        earlier = period.a_year_earlier() if indicator.is_running_total else latest.get((period.kind, period.months))
        if earlier is not None and earlier in periods:
            yield earlier, period
        latest[period.kind, period.months] = period


def _is_tenfold(before: Decimal, now: Decimal) -> bool:
    if (before < 0) != (now < 0):
        return False
    return abs(now) >= JUMP * abs(before) or JUMP * abs(now) <= abs(before)


def _is_near_zero(indicator: Indicator, before: Decimal, now: Decimal) -> bool:
    is_of_change = indicator.unit.startswith("%") and _OF_CHANGE.search(f"{indicator.title} {indicator.unit}")
    return bool(is_of_change) or max(abs(before), abs(now)) < 1


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
    reported = set()
    for one in numbers(workspace):
        address = one.indicator.address
        is_open = one.key == "actual" and "accumulation" not in one.indicator.record.model_fields_set
        if is_open and address not in reported and (period := _restart(one, calendar)):
            reported.add(address)  # one series shows it
            name = series_name(one.indicator, one.of)
            words = f"the figures of {name} rise all year and start again with {period.label}"
            yield Problem(one.place(period), words)


def _restart(given: Numbers, calendar: Calendar) -> Period | None:
    """The first period in which figures start again, if they rise all year and fall by half or more at its end.

    It takes a whole year of figures and the first of the next.
    """
    if len(given.periods) < _QUARTERS + 1 or given.periods[0].kind not in _WITHIN_A_YEAR:
        return None
    known = [(period, value) for period, value in zip(given.periods, given.values, strict=True) if value is not None]
    series = sorted(known, key=lambda one: one[0].last_day)
    restarts = []
    rises = 0
    for (before, then), (period, now) in pairwise(series):
        if period.previous() != before or period.kind not in _WITHIN_A_YEAR:
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
_WITHIN_A_YEAR = (PeriodKind.MONTH, PeriodKind.QUARTER)


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
    for at in figures(workspace, lambda status: status is provisional, "status"):
        if at.figure.status is provisional and at.period.last_day < a_year_ago:
            words = f"the figure of {at.name} for {at.period.label} has been provisional for over a year"
            yield Problem(at.place("status"), words)
