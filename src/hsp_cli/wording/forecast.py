"""Forecasts as text. A forecast is never given without the errors that its method made in the past."""

from collections.abc import Iterator
from decimal import Decimal

from hsp_cli.domain.indicator import Indicator
from hsp_cli.statistics.forecast import Forecast, Outlook
from hsp_cli.statistics.projection import Method
from hsp_cli.statistics.variation import Unfit, Variation
from hsp_cli.wording.counts import counted
from hsp_cli.wording.indicators import aim_text
from hsp_cli.wording.numbers import format_number, with_unit
from hsp_cli.wording.variation import needs_text, precise, unfit_text, variation_sentences

METHODS = {
    Method.LAST: "the last figure, carried on",
    Method.SEASONAL: "the figure of the same period a year before",
    Method.DRIFT: "the last figure and the average change so far",
    Method.LINE: "a straight line through the figures",
}


def statistics_sentences(variation: Variation, found: Forecast) -> Iterator[str]:
    """What limits, signals and the forecast say of an indicator, or why they say nothing. Empty without figures."""
    if variation.unfit is Unfit.NO_FIGURES:
        return
    if found.unfit and variation.unfit is found.unfit is not Unfit.TOO_FEW:
        yield f"Neither tested for signals nor forecast: {unfit_text(variation)}."
        return
    yield from variation_sentences(variation)
    if found.outturn is None or found.method is None:
        yield f"Not forecast: {_unfit_text(found, variation)}."
        return
    what = "Forecast of the running total" if found.indicator.is_running_total else "Forecast"
    said = outlook_text(found.outturn, found.indicator)
    yield f"{what} for {found.outturn.period.label}: {said}, by {METHODS[found.method]}."
    times = counted(found.tests, "past forecast")
    yield f"In {times} of this kind, the method missed by {miss_text(found)} on average."
    if found.target is None:
        yield f"Its target for {found.outturn.period.label} is not recorded."
    elif found.course:
        target = aim_text(found.target, found.indicator)
        yield f"On course for the target of {target} in {found.outturn.period.label}: {found.course}."


def _unfit_text(found: Forecast, variation: Variation) -> str:
    if found.unfit is Unfit.TOO_FEW:
        return needs_text(found.needed, variation.segments[-1])
    return unfit_text(variation)


def outlook_text(outlook: Outlook, indicator: Indicator) -> str:
    """`74% (80% interval 69% to 79%)`."""
    value, low, high = (rounded_text(one, indicator) for one in (outlook.value, outlook.low, outlook.high))
    return f"{value} (80% interval {low} to {high})"


def miss_text(found: Forecast) -> str:
    """The average error of the method in the past."""
    assert found.average_miss is not None
    decimals = precise(found.indicator) + 1
    if found.indicator.unit.startswith("%"):
        return f"{format_number(found.average_miss, decimals)} points"
    return with_unit(found.average_miss, found.indicator.unit, decimals)


def short_text(found: Forecast) -> str:
    """The forecast for one cell. Empty if there is none."""
    if found.outturn is None:
        return ""
    course = ""
    if found.course and found.target is not None:
        course = f"; on course for {aim_text(found.target, found.indicator)}: {found.course}"
    said = outlook_text(found.outturn, found.indicator)
    return f"forecast for {found.outturn.period.label} {said}, average error {miss_text(found)}{course}"


def rounded_text(value: Decimal, indicator: Indicator) -> str:
    """A number with the decimal places of the indicator's figures."""
    return with_unit(value, indicator.unit, precise(indicator))
