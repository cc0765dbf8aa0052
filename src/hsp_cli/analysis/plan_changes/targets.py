"""Targets of indicators that were changed, and what became of any target. An easier one may be a moved goalpost.

A target is easier if every figure that met the old one meets the new one, and others do too. That is a moved goalpost
once its period has begun, or if a rating improves in the same change. So is a target that was removed, and one of which
nobody can say whether it is easier.
"""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from enum import Enum
from typing import NamedTuple

from hsp_cli.analysis.plan_changes.change import ChangeClass, PlanChange, RecordChange, Told, Versions
from hsp_cli.analysis.plan_changes.ratings import improved
from hsp_cli.domain.differences import Difference
from hsp_cli.domain.finding import Key
from hsp_cli.domain.indicator import Figure, Indicator
from hsp_cli.domain.period import Period
from hsp_cli.domain.rag import Band, Better
from hsp_cli.wording.indicators import BETTER, target_text
from hsp_cli.wording.record_values import key_text, value_text


class Region(NamedTuple):
    """The figures that meet a target, both ends included. None is no limit."""

    low: Decimal | None
    high: Decimal | None


class Shift(Enum):
    """What became of a target. `OTHER` is one that is easier for some figures and harder for others, or that cannot be
    compared. With `TERMS`, something changed that does not decide whether it is met, such as the baseline of a level.
    """

    SAME = "the same"
    SET = "set"
    REMOVED = "removed"
    EASIER = "easier"
    HARDER = "harder"
    OTHER = "other"
    TERMS = "terms"


def region(aim: Decimal | Band | None, better: Better | None) -> Region | None:
    """The figures that meet a target; None without a target, or if no way is better."""
    if aim is None or better is None or better is Better.NEUTRAL:
        return None
    if not isinstance(aim, Decimal):
        return Region(aim.low, aim.high)
    low, high = better is not Better.LOWER, better is not Better.HIGHER
    return Region(aim if low else None, aim if high else None)


def shift(before: Region | None, now: Region | None) -> Shift:
    """How a target differs from the one before."""
    if before == now:
        return Shift.SAME
    if before is None or now is None:
        return Shift.SET if before is None else Shift.REMOVED
    eased = [_sign(before.low, now.low, -1), _sign(before.high, now.high, 1)]
    if min(eased) >= 0:
        return Shift.EASIER
    return Shift.HARDER if max(eased) <= 0 else Shift.OTHER


def _sign(before: Decimal | None, now: Decimal | None, way: int) -> int:
    """1 if an end of the region leaves more room than before, -1 if less, 0 if it is the same."""
    if before == now:
        return 0
    if before is None or now is None:
        return 1 if now is None else -1
    return way if now > before else -way


def class_of_target(found: Shift, *, has_begun: bool, improves: bool) -> ChangeClass:
    is_risky = found in (Shift.EASIER, Shift.OTHER, Shift.REMOVED)
    return ChangeClass.GOALPOSTS if is_risky and (has_begun or improves) else ChangeClass.TARGET


NOT_KNOWN = "hsp cannot tell whether the new one is easier"
_AIMS = ("target", "target_band", "target_text")


def indicator_targets(versions: Versions, change: RecordChange) -> Told:
    """The targets of an indicator that differ, by period."""
    explained = [one for one in change.differences if _is_target(one, change)]
    periods = dict.fromkeys(str(one.keys[1]) for one in explained)
    better = improved(versions, change.before, change.now) if periods else ()
    found = [_of_period(versions, change, period, better) for period in periods]
    return Told(found, [one for one in explained if one.keys[2:]])


def _is_target(one: Difference, change: RecordChange) -> bool:
    if one.keys[0] != "figures" or not isinstance(change.now, Indicator):
        return False
    if len(one.keys) > 2:
        return one.keys[2] in _AIMS
    # A new figure is told with its target.
    return _has_aim(one.now or one.before) and not (one.now and one.now.says_something)


def _has_aim(figure: Figure) -> bool:
    return figure.aim is not None or figure.target_text is not None


def _of_period(versions: Versions, change: RecordChange, period: str, improves: Sequence[str]) -> PlanChange:
    before, now = (_figure(one, period) for one in (change.before, change.now))
    named = next(one for record in (change.now, change.before) for one in record.figures if one.text == period)
    kinds = change.before.better, change.now.better
    found = shift(*(region(one.aim if one else None, better) for one, better in zip((before, now), kinds, strict=True)))
    texts = [target_text(one, record) if one else "" for one, record in ((before, change.before), (now, change.now))]
    if found is Shift.SAME or kinds[0] is not kinds[1] or Better.NEUTRAL in kinds:
        found = shift_of_words(*texts)
    if found is Shift.SAME:
        # It differs in what does not count, such as a number beside a band.
        found, texts = Shift.TERMS, [_written(one) for one in (before, now)]
    has_begun = named.first_day <= versions.as_of
    words = shift_text(f"target for {named.label}", found, *texts)
    why = [BETTER[change.now.better]] if found in (Shift.EASIER, Shift.HARDER) else []
    keys: tuple[Key, ...] = ("figures", period) if now else ()
    return PlanChange(
        class_of_target(found, has_begun=has_begun, improves=bool(improves)),
        change.placed,
        words,
        before.aim if before and before.aim is not None else texts[0] or None,
        now.aim if now and now.aim is not None else texts[1] or None,
        (*keys, "target") if now and now.target is not None else keys,
        (*why, *since(named, has_begun=has_begun), *improves),
        facts={"period": period, "shift": found.value, "begun": has_begun},
    )


def _written(figure: Figure | None) -> str:
    """All that a figure says of its target."""
    given = {key_text(key): getattr(figure, key) for key in _AIMS if figure and getattr(figure, key) is not None}
    return value_text(given) or "none"


def _figure(indicator: Indicator, period: str) -> Figure | None:
    return next((figure for one, figure in indicator.figures.items() if one.text == period), None)


def shift_of_words(before: str, now: str) -> Shift:
    if before == now:
        return Shift.SAME
    return Shift.SET if not before else Shift.REMOVED if not now else Shift.OTHER


def since(period: Period, *, has_begun: bool) -> Iterator[str]:
    """When the period of a target began, if it has."""
    if has_begun:
        yield f"the period began on {period.first_day.isoformat()}"


def shift_text(what: str, found: Shift, before: str, now: str) -> str:
    """What became of a target, in a phrase."""
    match found:
        case Shift.SET:
            return f"{what} set: {now}"
        case Shift.REMOVED:
            return f"{what} removed; it was {before}"
        case Shift.EASIER:
            return f"{what} made easier: {before} before, {now} now"
        case Shift.HARDER:
            return f"{what} made harder: {before} before, {now} now"
        case Shift.TERMS:
            return f"terms of the {what} changed: {before} before, {now} now"
        case _:
            return f"{what} changed: {before} before, {now} now; {NOT_KNOWN}"
