"""Rules for when figures are due: how often, compared with the figures, and on which date."""

from collections.abc import Iterator
from itertools import pairwise

from hsp_cli.domain.finding import Severity
from hsp_cli.domain.period import Period, PeriodKind
from hsp_cli.domain.workspace import Workspace
from hsp_cli.rules.support.figures import figures
from hsp_cli.rules.support.registry import Problem, rule


@rule("release-before-period-end", hint="correct the year or the month of the release")
def release_before_period_end(workspace: Workspace) -> Iterator[Problem]:
    """A figure is due before its period has ended.

    Nobody can count a year before it is over, so the figure would be awaited too early. Usually the date is that of the
    release a year before.

    Example:

        figures:
          2025/26: {target: 62, release: 2025-11}

    Way out: write the day or month in which the figure is due, here `release: 2026-11`.
    """
    for at in figures(workspace, lambda release: release is not None, "release"):
        release = at.figure.release
        if release and release.last_day < at.period.last_day:
            words = f"the figure for {at.period.label} is due in {release.label}, before the period ends"
            yield Problem(at.place("release"), words)


@rule("frequency-contradicts-figures", severity=Severity.WARNING, hint="write how often there is a new figure")
def frequency_contradicts_figures(workspace: Workspace) -> Iterator[Problem]:
    """The periods of an indicator's figures do not fit how often there is a new figure.

    `frequency` says when a figure is awaited; without it, hsp expects one each quarter. If all figures are of whole
    years, it is awaited in three quarters of four although nobody owes it. If figures come more often than the record
    says, a missing one is not noticed.

    Example:

        figures:                       # awaited from Q1 to Q3 of each year
          2009/10: {actual: 61}
          2010/11: {actual: 64}

    Way out: write `frequency: yearly`, or what is right. `other` is for figures that come at no regular time.
    """
    for indicator in workspace.indicators.values():
        record = indicator.record
        step, is_stated = record.frequency.months, "frequency" in record.model_fields_set
        periods = sorted(period for period, figure in record.figures.items() if figure.says_something)
        place = indicator.place.at("frequency" if is_stated else "figures")
        if step is None or not periods:
            continue
        if step < _YEAR and all(period.kind in _YEARLY for period in periods):
            is_yearly = len(periods) == 1 or min(_months_apart(*pair) for pair in pairwise(periods)) <= _YEAR
            hint = "write `frequency: yearly`" if is_yearly else "write `frequency: every-two-years`, or what is right"
            words = f"the figures of {indicator.address} are of whole years, but one is expected {_EXPECTED[step]}"
            yield Problem(place, words, hint, on_key=not is_stated)
        elif is_stated and (close := next((pair for pair in pairwise(periods) if _is_close(pair, step)), None)):
            words = f"{indicator.address} has figures for {close[0].label} and {close[1].label}"
            yield Problem(place, f"{words}, but is marked as {record.frequency}")


_YEAR = 12
_YEARLY = (PeriodKind.YEAR, PeriodKind.CALENDAR_YEAR, PeriodKind.ACADEMIC_YEAR, PeriodKind.YEARS)
_EXPECTED = {1: "each month", 3: "each quarter", 4: "each term", 6: "each half-year"}


def _months_apart(before: Period, after: Period) -> int:
    """The months between the ends of two periods; 0 for periods that end together, such as a year and its quarter."""
    return (after.last_day.year - before.last_day.year) * 12 + after.last_day.month - before.last_day.month


def _is_close(pair: tuple[Period, Period], step: int) -> bool:
    """Whether two figures are less than half as far apart as they should be. Terms are not all of one length."""
    return 0 < _months_apart(*pair) * 2 < step
