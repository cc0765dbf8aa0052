"""Dates that cannot be: quarters that are none, deadlines before starts, moves without a record."""

from collections.abc import Iterable, Iterator
from typing import Any

from hsp_cli.domain.address import Placed
from hsp_cli.domain.deadline import Deadline
from hsp_cli.domain.finding import Key, Place, Severity
from hsp_cli.domain.kind import Kind
from hsp_cli.domain.period import Period, PeriodKind
from hsp_cli.domain.workspace import Workspace
from hsp_cli.rules.support.registry import Problem, rule


@rule("period-not-a-quarter", hint="name the quarter, such as Q1-2010")
def period_not_a_quarter(workspace: Workspace) -> Iterator[Problem]:
    """Something that is kept quarter by quarter stands under a month, a year or a day.

    Ratings, published assessments and papers are looked up by quarter. Under `2010-06` a rating is never found, so
    the paper for Q1 would show none. Figures are free to be monthly or yearly; what was said of a quarter is not.

    Example:

        assessments:
          2010-06: {rag: HR}

    Way out: write the quarter. Where a rating rests on an older or shorter period, say so with `as_at`.
    """
    for indicator in workspace.indicators.values():
        for period in _no_quarters(indicator.record.assessments):
            yield _no_quarter(indicator.place.at("assessments", str(period)), period)
    for risk in workspace.risks:
        for period in _no_quarters(risk.record.ratings):
            yield _no_quarter(risk.place.at("ratings", str(period)), period)
    for paper in workspace.papers.values():
        for period in _no_quarters([paper.record.quarter] if paper.record.quarter else []):
            yield _no_quarter(paper.place.at("quarter"), period, on_key=False)


def _no_quarters(periods: Iterable[Period]) -> list[Period]:
    quarter = PeriodKind.QUARTER
    return [period for period in periods if period.kind is not quarter]


def _no_quarter(place: Place, period: Period, *, on_key: bool = True) -> Problem:
    return Problem(place, f"{period} is not a quarter", on_key=on_key)


@rule("as-at-after-quarter", hint="a rating can be carried forward from the past only")
def as_at_after_quarter(workspace: Workspace) -> Iterator[Problem]:
    """A rating is said to stand as at a period that ends after the quarter it was published for.

    `as_at` names the older period whose figure a rating was carried forward from. A later one would mean that the
    paper knew the future; most often two periods have been swapped, or the year is last year's.

    Example:

        assessments:
          Q1-2010: {rag: HR, as_at: Q2-2010}

    Way out: put the period that the figure was really for; leave `as_at` out where it is the quarter itself.
    """
    for indicator in workspace.indicators.values():
        for quarter, assessment in indicator.record.assessments.items():
            if assessment.as_at and assessment.as_at.last_day > quarter.last_day:
                place = indicator.place.at("assessments", str(quarter), "as_at")
                yield Problem(place, f"as at {assessment.as_at.label}, which ends after {quarter.label}")


@rule("due-before-start", hint="correct whichever of the two is wrong")
def due_before_start(workspace: Workspace) -> Iterator[Problem]:
    """Something is due, or ends, before it starts.

    An action that is late on its first day says nothing about the people doing it. Usually the year of one of the
    two dates was not changed when the other was, or the plan's start was moved and its deadlines were not.

    Example:

        actions:
          - id: a1
            text: Run the pilot
            start: 2018-06
            due: 2018-03

    Way out: correct the date that is wrong. If the deadline was moved, keep the old one as `first_due` and list the
    move under `revisions`.
    """
    for action in workspace.actions:
        for key, deadline in (("due", action.record.due), ("first_due", action.record.first_due)):
            period = deadline.period if deadline else None
            if period and _ends_before(period, action.record.start):
                words = f"{action.address} is due {period}, before it starts {action.record.start}"
                yield Problem(action.place.at(key), words)
    for body in workspace.of(Kind.BODY):
        until = body.record.until
        if until and _ends_before(until, body.record.since):
            yield Problem(body.place.at("until"), f"{body.record.id} sat until {until}, before {body.record.since}")


@rule("completed-before-start", hint="correct whichever of the two is wrong")
def completed_before_start(workspace: Workspace) -> Iterator[Problem]:
    """An action was completed before it started.

    One of the two dates must be wrong, and with it any count of how long actions take. Often a new action was
    copied from an old one, and one of its dates was left as it was.

    Example:

        actions:
          - id: a1
            text: Run the pilot
            start: 2018-06
            status: complete
            completed: 2018-03

    Way out: correct the date that is wrong; leave `start` out if nobody knows it.
    """
    for action in workspace.actions:
        completed = action.record.completed
        if completed and _ends_before(completed, action.record.start):
            words = f"{action.address} was completed {completed}, before it started {action.record.start}"
            yield Problem(action.place.at("completed"), words)


def _ends_before(end: Period, start: Period | None) -> bool:
    return start is not None and end.last_day < start.first_day


@rule(
    "deadline-unresolved",
    severity=Severity.WARNING,
    hint="settle the day, and keep the words: {period: 2018-12, as_written: …}",
)
def deadline_unresolved(workspace: Workspace) -> Iterator[Problem]:
    """A deadline is in words that name no day, so it can never be late.

    "At the next meeting", "Year 1" or a damaged "December 201" may be all that a document has, and hsp keeps the
    words as they are. But it cannot remind anybody of such a deadline; `hsp due` lists it apart, as unresolved.
    Actions that are no longer live are left in peace.

    Example:

        actions:
          - id: a3
            text: Publish the strategy
            due: December 201

    Way out: ask the owner and write the period. To keep the document's words beside it, write
    `due: {period: 2018-12, as_written: December 201}`.
    """
    for action in workspace.actions:
        record = action.record
        if record.is_live:
            yield from _unresolved(action, record.due, "due")
            promised = record.outcome.update_due if record.outcome else None
            yield from _unresolved(action, promised, "outcome", "update_due")
    for measure in workspace.measures:
        yield from _unresolved(measure, measure.record.by, "by")


def _unresolved(holder: Placed[Any], deadline: Deadline | None, *keys: Key) -> tuple[Problem, ...]:
    if deadline is None or deadline.period is not None:
        return ()
    return (Problem(holder.place.at(*keys), f'"{deadline.as_written}" names no day'),)


@rule("moved-without-reason", severity=Severity.WARNING, hint="add a `revisions` entry with a `reason`")
def moved_without_reason(workspace: Workspace) -> Iterator[Problem]:
    """A deadline was moved and the record does not say why.

    Boards ask about deadlines that slip, often a year later and of somebody new. A sentence written on the day
    answers them; without it nobody can tell a change of plan from a thing forgotten.

    Example:

        actions:
          - id: a1
            text: Run the pilot
            first_due: 2018-03
            due: 2018-09
            revisions:
              - {due: 2018-09, on: 2018-04}

    Way out: give each entry of `revisions` a `reason`. Where `first_due` and `due` differ and no revision is
    listed, add one.
    """
    for action in workspace.actions:
        for index, revision in enumerate(action.record.revisions):
            if not revision.reason:
                place = action.place.at("revisions", index)
                yield Problem(place, f"{action.address} was moved to {revision.due}, and no reason is given")
        first, due = action.record.first_due, action.record.due
        if first and due and not action.record.revisions and not _same(first, due):
            words = f"{action.address} was moved from {first} to {due}, and no revision says why"
            yield Problem(action.place.at("first_due"), words)


@rule("due-differs-from-last-revision", hint="`due` is the deadline that holds now: the last revision's")
def due_differs_from_last_revision(workspace: Workspace) -> Iterator[Problem]:
    """The deadline that holds now is not the one that the last revision moved it to.

    One of the two was changed and the other forgotten, so the action is chased too early or too late. hsp goes by
    `due` and keeps the revisions as the history of it, so the two have to end at the same day.

    Example:

        actions:
          - id: a1
            text: Run the pilot
            first_due: 2018-03
            due: 2018-06
            revisions:
              - {due: 2018-09, on: 2018-04, reason: No provider was found in time}

    Way out: make `due` the same as the last revision, or add the revision that is missing.
    """
    for action in workspace.actions:
        if action.record.revisions:
            due, last = action.record.due, action.record.revisions[-1].due
            if due is None:
                words = f"{action.address} has no `due`, but was last moved to {last}"
                yield Problem(action.place.at("revisions"), words, on_key=True)
            elif not _same(due, last):
                yield Problem(action.place.at("due"), f"{action.address} is due {due}, but was last moved to {last}")


def _same(one: Deadline, other: Deadline) -> bool:
    """Whether two deadlines fall on the same day; unsettled ones are the same where their words are."""
    if one.falls_on or other.falls_on:
        return one.falls_on == other.falls_on
    return one.as_written == other.as_written
