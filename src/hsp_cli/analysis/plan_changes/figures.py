"""Figures that were recorded, revised or withdrawn: those of the whole, by period."""

from collections.abc import Iterator, Sequence

from hsp_cli.analysis.figure_papers import papers_with
from hsp_cli.analysis.plan_changes.change import ChangeClass, PlanChange, RecordChange, Told, Versions
from hsp_cli.domain.differences import Difference, Sort
from hsp_cli.domain.figure_changes import figures_changed
from hsp_cli.domain.indicator import Assessment, Figure, FigureStatus, Indicator
from hsp_cli.domain.period import Period
from hsp_cli.wording.indicators import target_text, value_text
from hsp_cli.wording.numbers import format_number
from hsp_cli.wording.record_values import shortened
from hsp_cli.wording.sentences import joined

VALUES = ("actual", "numerator", "denominator", "text", "status")
"""The keys of a figure that say what was measured."""


def indicator_figures(versions: Versions, change: RecordChange) -> Told:
    """The figures of an indicator that differ, by period. Their targets count by themselves (`targets`)."""
    explained = [one for one in change.differences if _is_value(one)]
    periods = dict.fromkeys(str(one.keys[1]) for one in explained)
    found = [_of_period(versions, change, period, explained) for period in periods]
    whole = [one for one in change.differences if one.keys[0] == "figures" and len(one.keys) == 2]
    revised = {one.facts["period"] for one in found if one and one.change_class is ChangeClass.REVISED_FIGURE}
    history = [one for one in change.differences if one.path[2:] == ("revisions",) and one.keys[1] in revised]
    # A revision that was added is told with its figure. One that was removed or rewritten is not.
    history = [one for one in history if one.sort is Sort.ADDED]
    return Told([one for one in found if one], [*explained, *whole, *history])


def _is_value(one: Difference) -> bool:
    if one.keys[0] != "figures" or one.sort is Sort.STATED:
        return False
    if len(one.keys) == 2:
        figure = one.now or one.before
        return figure.says_something or figure.is_awaited or (figure.aim is None and figure.target_text is None)
    return one.keys[2] in VALUES


def _of_period(
    versions: Versions, change: RecordChange, period: str, explained: Sequence[Difference]
) -> PlanChange | None:
    named, before = _figure(change.before, period)
    named_now, now = _figure(change.now, period)
    named = named_now or named
    if named is None:
        return None
    texts = [_text(before, change.before), _text(now, change.now)]
    had, has = (one is not None and one.says_something for one in (before, now))
    values = [_values(one) for one in (before, now)]
    keys = ("figures", period) if now else ()
    facts = {"period": period}
    if had and values[0] != values[1]:
        carried = papers_with(versions.before, change.before, named)
        told = [f"carried by {joined(f'{one.record.title} ({one.address})' for one in carried)}"] if carried else []
        told += (*_revision(before, now), *_stale_comments(change, named))
        what = (
            f"figure for {named.label} revised from {texts[0]} to {texts[1]}"
            if has
            else f"figure for {named.label} withdrawn; it was {texts[0]}"
        )
        return PlanChange(
            ChangeClass.REVISED_FIGURE,
            change.placed,
            what,
            before,
            now,
            keys,
            tuple(told),
            rank=0 if carried else 1,
            facts={**facts, "papers": [str(one.address) for one in carried]},
        )
    if had and has:
        what = f"figure for {named.label} ({texts[1]}): {_status(before)} before, {_status(now)} now"
    elif has:
        aim = target_text(now, change.now) if now else ""
        what = f"figure for {named.label} recorded: {texts[1]}{f', target {aim}' if aim else ''}"
    else:
        what = f"figure for {named.label}: {_status(before)} before, {_status(now)} now"
    return PlanChange(ChangeClass.FIGURE, change.placed, what, before, now, keys, rank=int(has), facts=facts)


def _revision(before: Figure | None, now: Figure | None) -> Iterator[str]:
    """Why a figure was revised, or that the record does not show it. A provisional one is expected to change."""
    if before is None or now is None:
        return
    added = now.revisions[len(before.revisions) :]
    yield from (f"reason: {shortened(one.reason)}" for one in added if one.reason)
    if added and not any(one.reason for one in added) and before.status is FigureStatus.FINAL:
        yield "without a reason"
    is_another = before.actual is not None and now.actual is not None and before.actual != now.actual
    if is_another and not added and before.status is FigureStatus.FINAL:
        yield "overwritten: the record does not keep the earlier figure"


def _stale_comments(change: RecordChange, period: Period) -> Iterator[str]:
    """The comments that were written for the earlier figure and that nobody has changed."""
    for quarter, assessment in change.now.assessments.items():
        earlier = change.before.assessments.get(quarter)
        if earlier is None or not assessment.comment or earlier.comment != assessment.comment:
            continue
        if earlier.commented == assessment.commented and _is_about(change, quarter, earlier, period):
            yield f"the comment for {quarter.label} was written for the earlier figure"


def _is_about(change: RecordChange, quarter: Period, earlier: Assessment, period: Period) -> bool:
    found = figures_changed(change.before, change.now, quarter, earlier)
    return any(one.period == period for one in found)


def _figure(indicator: Indicator, period: str) -> tuple[Period | None, Figure | None]:
    return next(((one, figure) for one, figure in indicator.figures.items() if one.text == period), (None, None))


def _values(figure: Figure | None) -> tuple[object, ...]:
    return () if figure is None else (figure.actual, figure.numerator, figure.denominator, figure.text)


def _text(figure: Figure | None, indicator: Indicator) -> str:
    """The value with what it is worked out from, so that a revised numerator is seen."""
    parts = [figure.numerator, figure.denominator] if figure else []
    of = "/".join(format_number(part) if part is not None else "?" for part in parts)
    text = value_text(figure, indicator)
    words = f" “{figure.text}”" if figure and figure.text and figure.actual is not None else ""
    return f"{text}{words} ({of})" if any(part is not None for part in parts) else f"{text}{words}"


def _status(figure: Figure | None) -> str:
    return "not recorded" if figure is None else figure.status.value
