"""Limits of variation, signals and targets as text."""

from collections.abc import Iterator

from hsp_cli.domain.indicator import Break, Indicator, Rebase
from hsp_cli.domain.period import Period
from hsp_cli.statistics.limits import ENOUGH, Assurance, Pattern, Signal
from hsp_cli.statistics.variation import Meaning, Segment, Unfit, Variation
from hsp_cli.wording.counts import counted, plural
from hsp_cli.wording.indicators import aim_text
from hsp_cli.wording.numbers import with_unit
from hsp_cli.wording.sentences import ended

MEANINGS = {
    Meaning.IMPROVEMENT: "signal of improvement",
    Meaning.CONCERN: "signal of concern",
    Meaning.CHANGE: "signal of change",
}
COMMON_CAUSE = "common cause"
ASSURANCES = {
    Assurance.PASS: "figures within the limits meet the target",
    Assurance.FAIL: "figures within the limits miss the target",
    Assurance.EITHER: "figures within the limits may meet or miss the target",
}
_UNFIT = {
    Unfit.NO_FIGURES: "its numbers are missing",
    Unfit.SEASONAL: "the figures are seasonal, and the rules would take a season for a change",
    Unfit.OVERLAPPING: "its periods overlap, so each figure repeats part of the one before",
    Unfit.LATEST_MISSING: "the latest figure is missing",
}


def precise(indicator: Indicator) -> int:
    """The decimal places of an indicator's figures: those of its record, or else the most that a figure has."""
    if indicator.decimals is not None:
        return indicator.decimals
    figures = (figure.actual for figure in indicator.figures.values() if figure.actual is not None)
    exponents = (figure.as_tuple().exponent for figure in figures)
    return max((-exponent for exponent in exponents if isinstance(exponent, int)), default=0)


def variation_sentences(found: Variation) -> Iterator[str]:
    """What limits and signals say of an indicator, or why they say nothing."""
    if found.unfit:
        yield f"Not tested for signals: {unfit_text(found)}."
        return
    last = found.segments[-1]
    yield f"{_limits_text(last, found.indicator)}."
    if found.signal and found.meaning:
        start = MEANINGS[found.meaning].capitalize()
        yield f"{start} in {last.points[-1].period.label}: {signal_text(found.signal)}."
    else:
        yield (
            f"Common cause variation in {last.points[-1].period.label}: the figure is within the limits, and part of "
            "neither a run nor a trend. That does not say that it is good."
        )
    if found.assurance:
        yield _assurance_text(found)


def unfit_text(found: Variation) -> str:
    """Why a series is not tested, as the end of a sentence."""
    segment = found.segments[-1] if found.segments else None
    if segment and found.unfit is Unfit.GAP:
        return f"the figure for {first_gap(segment).label} is missing"
    if segment and found.unfit is Unfit.TOO_FEW:
        return needs_text(ENOUGH, segment)
    return _UNFIT[found.unfit or Unfit.NO_FIGURES]


def needs_text(needed: int, segment: Segment) -> str:
    """How many figures in a row are needed, and how many there are since the last change."""
    count, since = len(segment.points), f" since {segment.begins.since.label}" if segment.begins else ""
    return f"this needs {needed} figures in a row, and there {plural(count, 'is', 'are')} {count}{since}"


def first_gap(segment: Segment) -> Period:
    """The latest period without a figure between the figures of a segment."""
    return next(one.period.previous() for one in reversed(segment.points[1:]) if not one.follows)


def signal_text(signal: Signal) -> str:
    """The rule by which the latest figure is a signal."""
    above, upper = ("above", "upper") if signal.is_high else ("below", "lower")
    return {
        Pattern.OUTSIDE: f"the figure is {above} the {upper} limit",
        Pattern.TREND: f"the last seven figures {'rise' if signal.is_high else 'fall'} one after another",
        Pattern.TWO_OF_THREE: f"two of the last three figures are close to the {upper} limit",
        Pattern.RUN: f"the last seven figures are all {above} the mean",
    }[signal.pattern]


def short_text(found: Variation) -> str:
    """The verdicts on an indicator for one cell. Empty if its series is not tested."""
    if found.unfit:
        return ""
    verdicts = [MEANINGS[found.meaning] if found.meaning else COMMON_CAUSE]
    if found.assurance:
        verdicts.append(ASSURANCES[found.assurance])
    return "; ".join(verdicts)


def _limits_text(segment: Segment, indicator: Indicator) -> str:
    assert segment.limits is not None
    mean, lower, upper = (
        with_unit(one, indicator.unit, precise(indicator) + 1)
        for one in (segment.limits.mean, segment.limits.lower, segment.limits.upper)
    )
    noun = "amount" if indicator.is_running_total else "figure"
    points = f"{counted(len(segment.points), noun)} since {segment.points[0].period.label}"
    return f"Limits of variation from {points}: {lower} to {upper}, around a mean of {mean}"


def _assurance_text(found: Variation) -> str:
    target, period = found.points[-1].target, found.points[-1].period
    assert target is not None
    wanted = f"The target of {aim_text(target, found.indicator)}"
    if found.indicator.is_running_total:
        wanted = f"The part of the target for {period.label}, {aim_text(target, found.indicator)},"
    if found.assurance is Assurance.EITHER:
        return f"{wanted} lies within the limits: ordinary variation will sometimes meet it and sometimes miss it."
    if found.assurance is Assurance.PASS:
        return f"{wanted} lies outside the limits: every figure within them meets it."
    return f"{wanted} lies outside the limits: every figure within them misses it."


def change_note(number: int, change: Break | Rebase) -> str:
    """The note for a numbered line in a chart."""
    what = "the counting method changed" if isinstance(change, Break) else "limits are worked out anew"
    reason = " ".join(change.reason.split())
    return f"{number}: {what} from {change.since.label}. {ended(reason)}"
