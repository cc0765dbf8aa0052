"""Targets of measures and of agreements that were changed: what was promised, and from which baseline."""

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

from hsp_cli.analysis.plan_changes.change import PlanChange, RecordChange, Told, Versions
from hsp_cli.analysis.plan_changes.targets import (
    Region,
    Shift,
    class_of_target,
    region,
    shift,
    shift_of_words,
    shift_text,
    since,
)
from hsp_cli.domain.finding import Key
from hsp_cli.domain.period import Period
from hsp_cli.domain.plan import Comparator, Measure, Plan, Promise
from hsp_cli.domain.rag import Better
from hsp_cli.wording.numbers import is_change
from hsp_cli.wording.plans import promise_text
from hsp_cli.wording.record_values import key_text, value_text

_LEVELS: Mapping[Comparator | None, Better] = {
    Comparator.AT_LEAST: Better.HIGHER,
    Comparator.ABOVE: Better.HIGHER,
    Comparator.INCREASE: Better.HIGHER,
    Comparator.AT_MOST: Better.LOWER,
    Comparator.BELOW: Better.LOWER,
    Comparator.DECREASE: Better.LOWER,
    Comparator.WITHIN: Better.WITHIN,
}
_RELATIVE = (Comparator.INCREASE, Comparator.DECREASE, Comparator.MAINTAIN)
PROMISED = tuple(Promise.model_fields)


def measure_targets(versions: Versions, change: RecordChange) -> Told:
    """The promised figures of a measure that differ: its own, and those of its parts."""
    explained = [one for one in change.differences if set(one.path) & set(PROMISED) or one.keys[0] == "parts"]
    explained = [one for one in explained if one.path[-1] in (*PROMISED, "parts", "label", "value", "at")]
    if not explained:
        return Told(())
    plan = versions.file_now(change.placed)
    found = [
        made
        for keys, label, before, now in _promises(change)
        if (made := _promise(versions, change, keys, label, before, now, plan))
    ]
    return Told(found, explained)


def _promises(
    change: RecordChange,
) -> Iterator[tuple[tuple[Key, ...], str, Promise | None, Promise | None]]:
    yield (), "", change.before, change.now
    before, now = (_by_label(measure) for measure in (change.before, change.now))
    for name in dict.fromkeys((*before, *now)):
        index, part = now.get(name, (None, None))
        yield () if index is None else ("parts", index), name[0], before.get(name, (None, None))[1], part


def _by_label(measure: Measure) -> dict[tuple[str, int], tuple[int, Promise]]:
    """The parts by label, with their index. Of several with one label, each has a number."""
    found: dict[tuple[str, int], tuple[int, Promise]] = {}
    seen: Counter[str] = Counter()
    for index, part in enumerate(measure.parts):
        found[part.label, seen[part.label]] = index, part
        seen[part.label] += 1
    return found


def _promise(
    versions: Versions,
    change: RecordChange,
    keys: tuple[Key, ...],
    label: str,
    before: Promise | None,
    now: Promise | None,
    plan: Any,
) -> PlanChange | None:
    given = [_given(one) for one in (before, now)]
    if given[0] == given[1]:
        return None
    found = _promise_shift(before, now)
    texts = [_terms(one, before, now) if found is Shift.TERMS else _promised(one) for one in (before, now)]
    begins = _begins(plan)
    has_begun = begins is None or begins.first_day <= versions.as_of
    name = f"target ({label})" if label else "target"
    return PlanChange(
        class_of_target(found, has_begun=has_begun, improves=False),
        change.placed,
        shift_text(name, found, *(text or "not given" for text in texts)),
        given[0],
        given[1],
        keys,
        tuple(since(begins, has_begun=has_begun) if begins else ()),
        facts={"shift": found.value, "begun": has_begun},
    )


def _begins(plan: Any) -> Period | None:
    """The period in which a plan begins. One without dates counts as begun."""
    return (plan.starts or plan.period or plan.dated) if isinstance(plan, Plan) else None


def _promised(promise: Promise | None) -> str:
    if promise is None:
        return ""
    baseline = promise.baseline
    since = f"baseline {baseline.value:,f}{f' ({baseline.at.label})' if baseline.at else ''}" if baseline else ""
    return ", ".join(filter(None, (promise_text(promise), since)))


def _given(promise: Promise | None) -> dict[str, Any] | None:
    if promise is None:
        return None
    return {key: value for key in PROMISED if (value := getattr(promise, key)) is not None}


def _terms(promise: Promise | None, *both: Promise | None) -> str:
    """The keys of a promise in which two differ."""
    differing = [key for key in PROMISED if len({repr(one and getattr(one, key)) for one in both}) > 1]
    given = {key_text(key): getattr(promise, key) for key in differing}
    return value_text({key: value for key, value in given.items() if value is not None})


def _promise_shift(before: Promise | None, now: Promise | None) -> Shift:
    regions = [_promised_region(one) for one in (before, now)]
    if before and now and regions == [None, None]:
        return Shift.TERMS
    if before is None or now is None or None in regions:
        gone = regions[0] is not None and regions[1] is None
        return Shift.REMOVED if now is None or gone else Shift.SET if regions[0] is None else Shift.OTHER
    if (before.unit, _is_relative(before)) != (now.unit, _is_relative(now)):
        return Shift.OTHER
    found, is_same_baseline = shift(*regions), before.baseline == now.baseline
    if found is Shift.SAME:
        return Shift.OTHER if is_same_baseline or _is_relative(now) else Shift.TERMS
    return found if is_same_baseline or not _is_relative(now) else Shift.OTHER


def _is_relative(promise: Promise) -> bool:
    """Whether the target depends on the baseline."""
    return promise.comparator in _RELATIVE or is_change(promise.unit or "") or promise.target is None


def _promised_region(promise: Promise | None) -> Region | None:
    if promise is None:
        return None
    aim = promise.target if promise.target is not None else promise.target_band
    if aim is None and promise.comparator and promise.baseline:
        aim = promise.baseline.value  # "at least the baseline", "increase"
    better = _LEVELS.get(promise.comparator, Better.WITHIN)
    if is_change(promise.unit or "") and promise.comparator is Comparator.DECREASE:
        better = Better.HIGHER  # a cut by 10% is harder than one by 5%
    return region(aim, better)


def agreement_targets(versions: Versions, change: RecordChange) -> Told:
    """The levels of a target of an agreement that differ: with and without the agreement, and the interim level."""
    levels = ("with_agreement", "without_agreement", "level")
    explained = [one for one in change.differences if one.field in levels]
    agreement = versions.file_now(change.placed)
    starts = agreement.starts
    has_begun = starts is None or starts.first_day <= versions.as_of
    found = []
    for one in explained:
        better = change.now.better or _better_of_indicator(versions, change.now.indicator)
        moved = shift(*(region(value, better) for value in (one.before, one.now)))
        if better in (None, Better.NEUTRAL) or change.before.better is not change.now.better:
            moved = shift_of_words(*("" if value is None else f"{value:f}" for value in (one.before, one.now)))
        name = {"level": "interim level"}.get(one.field, f"level {one.field.replace('_', ' ')}")
        texts = [f"{value:,f}" if value is not None else "" for value in (one.before, one.now)]
        found.append(
            PlanChange(
                class_of_target(moved, has_begun=has_begun, improves=False),
                change.placed,
                shift_text(name, moved, *texts),
                one.before,
                one.now,
                one.keys,
                tuple(since(starts, has_begun=has_begun) if starts else ()),
                facts={"shift": moved.value, "begun": has_begun},
            )
        )
    return Told(found, explained)


def _better_of_indicator(versions: Versions, indicator: str | None) -> Better | None:
    placed = versions.now.indicators.get(indicator or "")
    return placed.record.better if placed else None
