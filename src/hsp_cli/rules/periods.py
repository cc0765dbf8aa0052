"""Rules for periods and deadlines: quarters, the order of dates, and moved deadlines."""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from hsp_cli.domain.action import Action
from hsp_cli.domain.address import Placed
from hsp_cli.domain.deadline import Deadline
from hsp_cli.domain.finding import Key, Place, Severity
from hsp_cli.domain.indicator import Frequency, Indicator
from hsp_cli.domain.kind import Kind
from hsp_cli.domain.observations import PERIOD
from hsp_cli.domain.period import Period, PeriodKind
from hsp_cli.domain.workspace import Workspace
from hsp_cli.rules.support.registry import Problem, dated_rule, rule


@rule("period-not-a-quarter", hint="write the quarter, such as Q1-2010")
def period_not_a_quarter(workspace: Workspace) -> Iterator[Problem]:
    """A published assessment, risk rating or paper has a period that is not a quarter.

    hsp looks up assessments, risk ratings and papers by quarter. It never finds a rating under `2010-06`, so the
    paper for Q1 would show none. Figures may be monthly or yearly, but what is published for a quarter may not.

    Example:

        assessments:
          2010-06: {rag: HR}

    Way out: write the quarter. If a rating is based on an older or shorter period, name that period in `as_at`.
    """
    for indicator in workspace.indicators.values():
        for period in _other_than_quarters(indicator.record.assessments):
            yield _not_a_quarter(indicator.place.at("assessments", str(period)), period)
    for risk in workspace.risks:
        for period in _other_than_quarters(risk.record.ratings):
            yield _not_a_quarter(risk.place.at("ratings", str(period)), period)
    for paper in workspace.papers.values():
        for period in _other_than_quarters([paper.record.quarter] if paper.record.quarter else []):
            yield _not_a_quarter(paper.place.at("quarter"), period, on_key=False)


def _other_than_quarters(periods: Iterable[Period]) -> list[Period]:
    quarter = PeriodKind.QUARTER
    return [period for period in periods if period.kind is not quarter]


def _not_a_quarter(place: Place, period: Period, *, on_key: bool = True) -> Problem:
    return Problem(place, f"{period} is not a quarter", on_key=on_key)


@rule("month-may-be-a-year", hint="write the year, such as 2010/11; if it is a month, add `frequency: monthly`")
def month_may_be_a_year(workspace: Workspace) -> Iterator[Problem]:
    """A figure is entered for a month that could be a year: `2010-11`.

    Many councils write the year 2010/11 as 2010-11, and three years as 2009-11. hsp reads both as November, so the
    figure of the year would judge one quarter. It does not guess. The key is accepted as a month if another figure of
    the indicator is for a month that can be nothing else, or if the indicator is marked as monthly.

    Example:

        figures:
          2009-10: {actual: 61}
          2010-11: {actual: 64}

    Way out: write `2010/11` for the year and `2009-2011` for three years. If the figures are for months, add
    `frequency: monthly`. For a single figure of November, write the day: `2010-11-30`.
    """
    for indicator in workspace.indicators.values():
        record = indicator.record
        places = _places_of_months(indicator)
        months = list(places)
        is_monthly = record.frequency is Frequency.MONTHLY or any(not _later_year(month) for month in months)
        for month in () if is_monthly else months:
            year, later = month.first_day.year, _later_year(month)
            is_one = later == year + 1
            written = f"{year}/{later % 100:02}" if is_one else f"{year}-{later}"
            words = f"{month} may be {month.label}, or the year{f' {written}' if is_one else f's {year} to {later}'}"
            hint = f"if it is not the month, write {written}; if it is, add `frequency: monthly`"
            yield Problem(places[month], words, hint, on_key=True)


def _places_of_months(indicator: Placed[Indicator]) -> dict[Period, Place]:
    """The months that figures of an indicator and of its series are for, each with its first place."""
    record, month = indicator.record, PeriodKind.MONTH
    places = {period: indicator.place.at("figures", str(period)) for period in record.figures if period.kind is month}
    for number, series in enumerate(record.series):
        for period in series.figures:
            if period.kind is month:
                places.setdefault(period, indicator.place.at("series", number, "figures", str(period)))
    if record.observations:
        for period, row in record.observations.first_rows.items():
            if period.kind is month:
                places.setdefault(period, Place(record.observations.path, (row, PERIOD)))
    return places


def _later_year(month: Period) -> int:
    """The year 2011 for `2010-11` and `2009-11`, which could mean one year or three; 0 for other months."""
    first = month.first_day
    return first.year + first.month - first.year % 100 if first.month - first.year % 100 in (1, 2) else 0


@rule("as-at-after-quarter", hint="`as_at` must be the quarter itself or an earlier period")
def as_at_after_quarter(workspace: Workspace) -> Iterator[Problem]:
    """The `as_at` period of an assessment ends after the quarter that was rated.

    `as_at` names the older period that the rating was carried forward from. A later period would mean that the
    paper used a figure from the future. Usually the two periods were swapped, or the year was not changed.

    Example:

        assessments:
          Q1-2010: {rag: HR, as_at: Q2-2010}

    Way out: enter the period of the figure. If the figure is for the quarter itself, leave `as_at` out.
    """
    for indicator in workspace.indicators.values():
        for quarter, assessment in indicator.record.assessments.items():
            if assessment.as_at and assessment.as_at.last_day > quarter.last_day:
                place = indicator.place.at("assessments", str(quarter), "as_at")
                yield Problem(place, f"`as_at` is {assessment.as_at.label}, which ends after {quarter.label}")


@rule("due-before-start", hint="correct the date that is wrong")
def due_before_start(workspace: Workspace) -> Iterator[Problem]:
    """A due date or end date is before the start date.

    Such an action is late on its first day, whatever its owner does. Usually somebody changed the year of one date
    and not the other, or moved the start of the plan and not its deadlines.

    Example:

        actions:
          - id: a1
            text: Run the pilot
            start: 2018-06
            due: 2018-03

    Way out: correct the wrong date. If the deadline was moved, keep the old one as `first_due` and list the move
    under `revisions`.
    """
    for action in workspace.actions:
        for key, deadline in (("due", action.record.due), ("first_due", action.record.first_due)):
            period = deadline.period if deadline else None
            if period and _ends_before(period, action.record.start):
                words = f"{action.address} is due {period} but starts {action.record.start}"
                yield Problem(action.place.at(key), words)
    for placed in (*workspace.of(Kind.BODY), *workspace.of(Kind.SEAT), *workspace.of(Kind.AREA)):
        until = placed.record.until
        if until and _ends_before(until, placed.record.since):
            yield Problem(placed.place.at("until"), f"{placed.record.id} ended {until} but began {placed.record.since}")


@rule("completed-before-start", hint="correct the date that is wrong")
def completed_before_start(workspace: Workspace) -> Iterator[Problem]:
    """An action was completed before it started.

    One of the two dates must be wrong. Any count of how long actions take is then wrong too. Often somebody copied
    an old action and changed only one of the dates.

    Example:

        actions:
          - id: a1
            text: Run the pilot
            start: 2018-06
            status: complete
            completed: 2018-03

    Way out: correct the wrong date. If nobody knows the start date, leave `start` out.
    """
    for action in workspace.actions:
        completed = action.record.completed
        if completed and _ends_before(completed, action.record.start):
            words = f"{action.address} was completed {completed} but started {action.record.start}"
            yield Problem(action.place.at("completed"), words)


def _ends_before(end: Period, start: Period | None) -> bool:
    return start is not None and end.last_day < start.first_day


@dated_rule("completed-in-future", severity=Severity.WARNING, hint="enter the date on which it was completed")
def completed_in_future(workspace: Workspace, as_of: date) -> Iterator[Problem]:
    """An action, milestone or aim has a date of completion that is still to come.

    Planned is not done. A complete item leaves the list that the meeting reviews, so a wrong date or a promise would
    hide work that is still open. Often the year is wrong, or the deadline was copied.

    Example:

        actions:
          - id: a1
            text: Run the pilot
            status: complete
            completed: 2018-09         # read in May 2018

    Way out: correct the date. If the work is not done yet, remove `completed` and set `status: in-progress`.
    """
    for action in workspace.monitored:
        completed = action.record.completed
        if completed and completed.first_day > as_of:
            words = f"{action.address} was completed {completed}, which is after {as_of}"
            yield Problem(action.place.at("completed"), words)


@rule(
    "deadline-unresolved",
    severity=Severity.WARNING,
    hint="agree the date; to keep the words, write {period: 2018-12, as_written: …}",
)
def deadline_unresolved(workspace: Workspace) -> Iterator[Problem]:
    """A deadline is given in words that do not name a date, so it can never be late.

    A document may say only "at the next meeting" or "Year 1", or be damaged and say "December 201". hsp keeps the
    words as they are, but it cannot remind anybody of such a deadline. `hsp due` lists it separately, as
    unresolved. hsp does not check actions and milestones that are closed, or plans and projects that have `ended`.

    Example:

        actions:
          - id: a3
            text: Publish the strategy
            due: December 201

    Way out: ask the owner and enter the date, month or quarter. To keep the document's words as well,
    write `due: {period: 2018-12, as_written: December 201}`.
    """
    for item in workspace.scheduled:
        record = item.record
        if record.is_live and workspace.ending_of(item) is None:
            yield from _unresolved(item, record.due, "due")
            outcome = record.outcome if isinstance(record, Action) else None
            yield from _unresolved(item, outcome.update_due if outcome else None, "outcome", "update_due")
    for measure in workspace.measures:
        yield from _unresolved(measure, measure.record.by, "by")


def _unresolved(placed: Placed[Any], deadline: Deadline | None, *keys: Key) -> tuple[Problem, ...]:
    if deadline is None or deadline.period is not None:
        return ()
    return (Problem(placed.place.at(*keys), f'"{deadline.as_written}" does not name a date'),)


@rule(
    "revision-without-first-due",
    severity=Severity.WARNING,
    hint="add `first_due`: the deadline before the first revision, in words if there was none",
)
def revision_without_first_due(workspace: Workspace) -> Iterator[Problem]:
    """A deadline was moved and the record does not give the first one.

    The length of a delay is counted from the first deadline. Without it, a board sees only the latest promise.

    Example:

        actions:
          - id: a1
            text: Run the pilot
            due: 2018-09
            revisions:
              - {due: 2018-09, on: 2018-04, reason: No provider was found in time}

    Way out: write the first deadline under `first_due`. `git log` shows what the record said before. If there was no
    deadline at first, write that in words: `first_due: none was given`.
    """
    for action in workspace.scheduled:
        if action.record.revisions and action.record.first_due is None:
            words = f"the deadline of {action.address} was moved, but its first deadline is not recorded"
            yield Problem(action.place.at("revisions"), words, on_key=True)


@rule(
    "first-due-without-move",
    severity=Severity.WARNING,
    hint="record the moves under `revisions`, or remove `first_due`",
)
def first_due_without_move(workspace: Workspace) -> Iterator[Problem]:
    """A record gives a first deadline that is also the present one, and no revision.

    A first deadline says that the deadline was moved. If it was moved and moved back, the record has lost the moves,
    and the action counts as never moved.

    Example:

        actions:
          - id: a1
            text: Run the pilot
            first_due: 2018-03
            due: 2018-03

    Way out: record each move under `revisions`, the last one back to the first date. If the deadline was never moved,
    remove `first_due`.
    """
    for action in workspace.scheduled:
        record = action.record
        if record.first_due and record.first_due == record.due and not record.revisions:
            words = f"{action.address} has a first deadline, but no move of it is recorded"
            yield Problem(action.place.at("first_due"), words, on_key=True)


@rule("moved-without-reason", severity=Severity.WARNING, hint="give the reason for the move under `revisions`")
def moved_without_reason(workspace: Workspace) -> Iterator[Problem]:
    """A deadline was moved or withdrawn and the record does not give the reason.

    Boards ask about slippage, often a year later and when the owner has changed. A sentence written on the day
    answers the question. Without it, nobody can tell a change of plan from a missed deadline.

    Example:

        actions:
          - id: a1
            text: Run the pilot
            first_due: 2018-03
            due: 2018-09
            revisions:
              - {due: 2018-09, on: 2018-04}

    Way out: give each entry under `revisions` a `reason`. If `first_due` and `due` differ and there are no
    revisions, add one.
    """
    for action in workspace.scheduled:
        for index, revision in enumerate(action.record.revisions):
            if not revision.reason:
                place = action.place.at("revisions", index)
                what = f"{action.address} was moved to {revision.due}"
                what = f"the deadline of {action.address} was withdrawn" if revision.withdrawn else what
                words = f"{what}, but the revision gives no reason"
                yield Problem(place, words, "add a `reason` to this revision")
        first, due = action.record.first_due, action.record.due
        if first and due and not action.record.revisions and not first.is_same_as(due):
            words = f"{action.address} was moved from {first} to {due}, but no revision is recorded"
            yield Problem(action.place.at("first_due"), words, "add a revision with its `reason` under `revisions`")


@rule(
    "due-differs-from-last-revision", hint="make `due` the deadline of the last revision, or add the missing revision"
)
def due_differs_from_last_revision(workspace: Workspace) -> Iterator[Problem]:
    """The current deadline differs from the deadline in the last revision.

    Somebody changed one of the two and not the other, so the owner is chased too early or too late. hsp uses `due`
    and keeps the revisions as its history. Both must give the same deadline. If the last revision withdraws the
    deadline, there is no `due`.

    Example:

        actions:
          - id: a1
            text: Run the pilot
            first_due: 2018-03
            due: 2018-06
            revisions:
              - {due: 2018-09, on: 2018-04, reason: No provider was found in time}

    Way out: make `due` the same as the last revision, or add the missing revision.
    """
    for action in workspace.scheduled:
        if action.record.revisions:
            due, last = action.record.due, action.record.revisions[-1].due
            if last is None:
                if due is not None:
                    words = f"{action.address} is due {due}, but its last revision withdraws the deadline"
                    yield Problem(
                        action.place.at("due"), words, "remove `due`, or add a revision with the new deadline"
                    )
            elif due is None:
                words = f"{action.address} has no `due`, but its last revision says {last}"
                yield Problem(action.place.at("revisions"), words, on_key=True)
            elif not due.is_same_as(last):
                words = f"{action.address} is due {due}, but its last revision says {last}"
                yield Problem(action.place.at("due"), words)
