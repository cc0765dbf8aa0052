"""Plans as text: titles, owners and measures."""

import re
from decimal import Decimal

from hsp_cli.domain.deadline import Deadline
from hsp_cli.domain.owner import Owners
from hsp_cli.domain.plan import Comparator, Measure, Pending, Plan, Promise, RelatedPlan
from hsp_cli.wording.numbers import is_change, with_full_unit, with_unit

COMPARATORS = {
    Comparator.AT_LEAST: "at least",
    Comparator.AT_MOST: "at most",
    Comparator.ABOVE: "above",
    Comparator.BELOW: "below",
    Comparator.WITHIN: "between",
    Comparator.MAINTAIN: "maintain",
    Comparator.INCREASE: "increase",
    Comparator.DECREASE: "decrease",
}

PENDING_MARKS = {Pending.TARGET: "*", Pending.METHOD: "**"}
"""The footnote marks for pending parts of measures."""

_PENDING = {
    Pending.TARGET: "The target is still to be agreed.",
    Pending.METHOD: "The method is still to be agreed.",
}


def title_text(title: str, number: str | None, level: str = "") -> str:
    """`Recommendation 3: …` or `Workstream A. …`, if the plan gives the number and the name of the level."""
    if number is None:
        return title
    return f"{level} {number}: {title}" if level else f"{number}. {title}"


def dated_text(plan: Plan) -> str:
    """`Draft of November 2003`, `Dated November 2003`, `Draft`. Empty if neither status nor date is recorded."""
    if plan.status and plan.dated:
        return f"{_capitalised(plan.status)} of {plan.dated.label}"
    return f"Dated {plan.dated.label}" if plan.dated else _capitalised(plan.status or "")


def _capitalised(words: str) -> str:
    return f"{words[:1].upper()}{words[1:]}"


def related_plan_text(related: RelatedPlan) -> str:
    """The title, with the status in brackets."""
    return f"{related.title} ({related.status})" if related.status else related.title


def owner_texts(owners: Owners) -> tuple[str, ...]:
    """Each owner, the lead marked."""
    return tuple(f"{owner} (lead)" if owner.lead else str(owner) for owner in owners)


def in_brackets(what: str, words: str) -> str:
    """` (due: June 2010)`, to add to a text. Empty if there are no words."""
    return f" ({what}: {words})" if words else ""


def measure_text(measure: Measure) -> str:
    """A measure on one line, with its target unless the words already contain it."""
    text = " ".join(measure.text.split())
    has_target = measure.target is not None or measure.target_band is not None or measure.parts
    said = measure.target is not None and _contains(text, measure.target)
    return text + in_brackets("target", target_text(measure)) if has_target and not said else text


def _contains(text: str, number: Decimal) -> bool:
    """Whether a text has a number, with or without commas, not as a part of another: 5 is not in "15 schools"."""
    spellings = "|".join(map(re.escape, (f"{number:f}", f"{number:,f}")))
    return re.search(rf"(?<![0-9.,])(?:{spellings})(?![0-9]|[.,][0-9])", text) is not None


def marked_measure_text(measure: Measure) -> str:
    """The words of a measure, with the footnote mark of a pending part."""
    mark = f" {PENDING_MARKS[measure.pending]}" if measure.pending else ""
    return " ".join(measure.text.split()) + mark


def footnote_text(pending: Pending, plan: Plan) -> str:
    """The footnote for a mark, in the plan's own words if it has any."""
    return f"{PENDING_MARKS[pending]} {plan.footnotes.get(pending, _PENDING[pending]).strip()}"


def target_text(measure: Measure) -> str:
    """The target, with all its parts if there are several figures."""
    if measure.parts:
        return "; ".join(f"{part.label}: {promise_text(part)}" for part in measure.parts if promise_text(part))
    return promise_text(measure)


def full_target_text(measure: Measure) -> str:
    """The target, or that it is not yet agreed, with its survey and the benchmark for it."""
    target = target_text(measure)
    if measure.pending is Pending.TARGET:
        target = f"{target}, not yet agreed" if measure.target is not None else "not yet agreed"
    survey = f"by the {measure.survey}" if measure.survey else ""
    benchmark = "" if _compares_baseline(measure) else _benchmark(measure)
    return "; ".join(filter(None, (target, benchmark, survey)))


def baseline_text(measure: Measure) -> str:
    """The baseline of a measure, with all its parts if there are several figures, and the benchmark for it."""
    if measure.parts:
        return "; ".join(f"{part.label}: {_baseline(part)}" for part in measure.parts if part.baseline)
    return "; ".join(filter(None, (_baseline(measure), _benchmark(measure) if _compares_baseline(measure) else "")))


def by_text(measure: Measure, plan: Plan) -> str:
    """The deadline of a measure, and how often it recurs. The plan's deadline, if it has none, is marked as such."""
    of_plan = f"{_day(plan.by)} (the plan's)" if plan.by else ""
    return ", ".join(filter(None, (_day(measure.by) or of_plan, measure.recurs)))


def _compares_baseline(measure: Measure) -> bool:
    """Whether the benchmark is of the baseline's period, so that it compares with the baseline, not the target."""
    baseline, benchmark = measure.baseline, measure.benchmark
    return bool(baseline and benchmark and benchmark.at and benchmark.at == baseline.at)


def _benchmark(measure: Measure) -> str:
    benchmark = measure.benchmark
    if benchmark is None:
        return ""
    said = with_unit(benchmark.value, measure.unit or "") if benchmark.value is not None else (benchmark.text or "")
    at = f" in {benchmark.at.label}" if benchmark.at else ""
    return f"{benchmark.group}: {said}{at}"


def _baseline(promise: Promise) -> str:
    if promise.baseline is None:
        return ""
    value = with_full_unit(promise.baseline.value, promise.unit or "")
    return f"{value} ({promise.baseline.at.label})" if promise.baseline.at else value


def promise_text(promise: Promise) -> str:
    """One promised figure: `at least 50%`, `increase by 5%`. Empty if it says neither how much nor which way."""
    sense = COMPARATORS[promise.comparator] if promise.comparator else ""
    unit = promise.unit or ""
    if promise.target_band:
        low, high = with_unit(promise.target_band.low, unit), with_unit(promise.target_band.high, unit)
        return f"{sense} {low} and {high}" if sense else f"{low} to {high}"
    if promise.target is None:
        if promise.baseline and promise.comparator in (Comparator.AT_MOST, Comparator.AT_LEAST):
            return f"{sense} the baseline"
        return sense if promise.comparator in (Comparator.MAINTAIN, Comparator.INCREASE, Comparator.DECREASE) else ""
    word = "by" if is_change(unit) and promise.comparator in (Comparator.INCREASE, Comparator.DECREASE) else ""
    to = "to" if promise.comparator in (Comparator.INCREASE, Comparator.DECREASE) and not word else ""
    if promise.target == 100 and unit.startswith("%") and promise.comparator is Comparator.AT_LEAST:
        sense = ""  # nothing is more than all
    return " ".join(filter(None, (sense, word, to, with_full_unit(promise.target, unit))))


def _day(deadline: Deadline | None) -> str:
    if deadline is None:
        return ""
    return deadline.period.label if deadline.period else str(deadline)
