"""Rules for rates: figures with a numerator and a denominator."""

from collections.abc import Iterator
from decimal import Decimal

from hsp_cli.domain.finding import Severity
from hsp_cli.domain.ratio import rate_of
from hsp_cli.domain.workspace import Workspace
from hsp_cli.rules.support.figures import figures
from hsp_cli.rules.support.registry import Problem, rule
from hsp_cli.wording.numbers import format_number


@rule("incomplete-fraction", hint="give `numerator` and `denominator`, with a denominator above 0, or `actual` alone")
def incomplete_fraction(workspace: Workspace) -> Iterator[Problem]:
    """A figure has a numerator or a denominator without the other, or a denominator that is not above 0.

    hsp works out the rate from both, and the rate of a quarter from those of its months. With one of them it can do
    neither, and a rate of no cases is not a number.

    Example:

        figures:
          2010-06: {numerator: 86}

    Way out: give both. If there were no cases, there is no rate: write that as `text`. If only the rate is known, give
    it as `actual`.
    """
    for at in figures(workspace, _is_incomplete, "numerator", "denominator"):
        numerator, denominator = at.figure.numerator, at.figure.denominator
        if numerator is not None and denominator is None:
            yield Problem(at.place("numerator"), f"there is a numerator for {at.period.label} but no denominator")
        elif numerator is None and denominator is not None:
            yield Problem(at.place("denominator"), f"there is a denominator for {at.period.label} but no numerator")
        elif denominator is not None and denominator <= 0:
            words = f"the denominator for {at.period.label} is {format_number(denominator)}, so there is no rate"
            yield Problem(at.place("denominator"), words)


def _is_incomplete(numerator: Decimal | None, denominator: Decimal | None) -> bool:
    return (numerator is None) is not (denominator is None) or (denominator is not None and denominator <= 0)


@rule(
    "fraction-contradicts-figure",
    severity=Severity.WARNING,
    hint="correct the number that is wrong, or leave out `actual`",
)
def fraction_contradicts_figure(workspace: Workspace) -> Iterator[Problem]:
    """A figure is not its numerator divided by its denominator.

    The unit says how the rate is counted: a percentage is times 100, `incidents per 1,000 people` times 1,000. hsp
    shows `actual`, and works out a quarter from numerators and denominators, so the paper would contradict itself. The
    rule allows for rounding in the last digit.

    Example:

        unit: "%"
        figures:
          2010-06: {actual: 93.5, numerator: 86, denominator: 90}      # 95.56%

    Way out: correct the wrong number. If the rate is counted in another way, say so in `unit`. If `actual` is only the
    result of the division, leave it out.
    """
    for at in figures(workspace, _is_whole, "denominator", "numerator", "actual"):
        figure = at.figure
        if figure.numerator is None or figure.denominator is None or figure.actual is None or not figure.is_stated:
            continue
        rate = rate_of(figure.numerator, figure.denominator, at.indicator.record.unit)
        if rate is not None and abs(rate - figure.actual) >= _last_digit(figure.actual):
            sides = f"{format_number(figure.numerator)} divided by {format_number(figure.denominator)}"
            given = f"{format_number(figure.actual)} is given for {at.period.label}"
            yield Problem(at.place("actual"), f"{given}, but {sides} gives {format_number(rate)}")


def _is_whole(denominator: Decimal | None, numerator: Decimal | None, actual: Decimal | None) -> bool:
    return denominator is not None and numerator is not None and actual is not None


def _last_digit(number: Decimal) -> Decimal:
    """One unit of the last decimal place of a number, at most 1: `0.1` for 95.6."""
    exponent = number.as_tuple().exponent
    return Decimal(1).scaleb(min(exponent, 0)) if isinstance(exponent, int) else Decimal(1)
