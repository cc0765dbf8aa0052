"""Rules for actions: owner, status, progress, RAG rating, outcome and dependencies."""

from collections.abc import Iterator
from datetime import date

from hsp_cli.domain.action import Action, ActionStatus, Scheduled
from hsp_cli.domain.file_index import Fact, WorkspaceIndex, place
from hsp_cli.domain.finding import Key, Place, Severity
from hsp_cli.domain.kind import Kind
from hsp_cli.domain.partnership import Partnership
from hsp_cli.domain.performance import ratings_of
from hsp_cli.domain.walk import Walk
from hsp_cli.domain.workspace import Workspace
from hsp_cli.rules.support.cycles import find_cycles, in_words
from hsp_cli.rules.support.registry import Problem, also_index_rule, collector, dated_rule, index_rule, rule
from hsp_cli.wording.counts import counted


@rule(
    "action-without-owner",
    severity=Severity.WARNING,
    hint="add `owners`: a name, role, organisation or body from partnership.yaml",
)
def action_without_owner(workspace: Workspace) -> Iterator[Problem]:
    """An action has no owner, so nobody is asked about it when it is late.

    The owner need not be a person: the group or post that the document names is enough. If an action has no owners,
    the partners of its aim own it. hsp does not check actions that are complete, cancelled or not delivered.

    Example:

        actions:
          - id: a1
            text: Establish a register of community events
            due: 2018-03

    Way out: add `owners` with a name, role, organisation or body from `partnership.yaml`. If there are several,
    mark the lead with `lead: true`.
    """
    for action in workspace.actions:
        if action.record.is_live and not action.owners:
            yield Problem(action.place, f"{action.address} has no owner")


@rule(
    "completed-without-status",
    severity=Severity.WARNING,
    hint="set `status: complete`, or remove `completed`",
)
def completed_without_status(workspace: Workspace) -> Iterator[Problem]:
    """An action or milestone has a date of completion, but its status is not complete.

    hsp goes by the status: such an item stays open, and is overdue once its deadline has passed. Somebody entered the
    date and forgot the status, or withdrew the completion and forgot the date. A status without a date is no problem.

    Example:

        actions:
          - id: a1
            text: Run the pilot
            completed: 2018-02

    Way out: set `status: complete`. If the work is not done, remove `completed`. To date the end of an action that was
    cancelled or not delivered, add an update.
    """
    for action in workspace.scheduled:
        status = action.record.status
        if action.record.completed and status is not ActionStatus.COMPLETE:
            recorded = f"its status is {status}" if action.record.is_status_recorded else "it has no status"
            words = f"{action.address} was completed {action.record.completed}, but {recorded}"
            yield Problem(action.place.at("completed"), words)


@dated_rule(
    "late-without-update",
    severity=Severity.WARNING,
    hint="ask the owner; record the answer under `updates`, or set the status",
)
def late_without_update(workspace: Workspace, as_of: date) -> Iterator[Problem]:
    """A deadline has passed, and nothing has been recorded since to say what happened.

    The work may be done, late or dropped. Nobody who reads the record can tell. It is the first thing that scrutiny
    asks about. An update since the deadline counts, and so does an outcome. Other rules report an outcome that does not
    answer the action and a verbal update that was not given. hsp does not check plans that have `ended`.

    Example:

        actions:
          - id: a1
            text: Run the pilot
            due: 2018-03           # read in May 2018

    Way out: ask the owner. Record the answer as a dated entry under `updates`, set the status, or add the move of the
    deadline under `revisions`. If nobody can be asked any more, say so in an update.
    """
    for action in workspace.scheduled:
        late = action.record.days_late(as_of)
        ending = workspace.ending_of(action)
        if late and not _has_word_on_delay(action.record) and not (ending and ending.is_past(as_of)):
            words = f"{action.address} is {counted(late, 'day')} late, and nothing has been recorded since its deadline"
            yield Problem(action.place, words)


def _has_word_on_delay(item: Scheduled) -> bool:
    """Whether an outcome is recorded, or anything on or after the deadline. Other rules check the outcome itself."""
    outcome = item.outcome if isinstance(item, Action) else None
    if outcome and (outcome.text or not outcome.answers or _is_verbal(outcome.channel)):
        return True
    falls_on = item.deadline.falls_on if item.deadline else None
    last = item.last_update
    return falls_on is not None and last is not None and last.on.last_day >= falls_on


@rule(
    "off-track-without-update",
    severity=Severity.WARNING,
    hint="ask the owner for the reason, and record it under `updates`",
)
def off_track_without_update(workspace: Workspace) -> Iterator[Problem]:
    """An open action is rated off track, and its record has no word on why.

    The reader of a red action asks for the reason and the remedy. The rating alone gives neither.

    Example:

        actions:
          - id: a1
            text: Run the pilot
            status: in-progress
            rag: HR

    Way out: record the reason as a dated entry under `updates`. If the action is on track again, change the `rag`.
    """
    for action in workspace.actions:
        record = action.record
        if record.is_live and record.rag and workspace.partnership.rag.is_exception(record.rag):
            has_word = record.updates or (record.outcome and record.outcome.text and record.outcome.answers)
            if not has_word:
                words = f"{action.address} is rated {record.rag}, but no update says why"
                yield Problem(action.place.at("rag"), words)


@dated_rule(
    "green-but-overdue", severity=Severity.WARNING, hint="ask the owner for an updated rating: the deadline has passed"
)
def green_but_overdue(workspace: Workspace, as_of: date) -> Iterator[Problem]:
    """An action has a good RAG rating although its deadline has passed.

    Members complain most about a green rating beside a missed date. Either the rating was right when it was given
    and nobody has reviewed it since, or the work is done and nobody changed the status.

    Example:

        actions:
          - id: a1
            text: Run the pilot
            due: 2018-03           # read in May 2018
            status: in-progress
            rag: HG

    Way out: ask the owner. If the action is done, set `status: complete`. If the deadline has moved, add the move
    and its reason under `revisions`. Otherwise change the `rag`.
    """
    for action in workspace.actions:
        days_late = action.record.days_late(as_of)
        if days_late and action.record.rag and is_good(workspace.partnership, action.record.rag):
            late = f"{counted(days_late, 'day')} late"
            words = f"{action.address} is rated {action.record.rag} but is {late}"
            yield Problem(action.place.at("rag"), words)


@index_rule(
    "green-with-overdue-actions", severity=Severity.WARNING, hint="check whether the rating or the plan is out of date"
)
def green_with_overdue_actions(index: WorkspaceIndex) -> Iterator[Problem]:
    """An indicator has a good RAG rating while actions of the aim it measures are overdue.

    There are three usual causes. The aim may be met without these actions, and they can be dropped. The indicator
    may not measure the aim. The rating may be about to get worse. Each is worth a question at the meeting.

    Example:

        aims:
          - id: recycling
            title: More household waste recycled
            indicators: [ni-192]       # rated HG in its latest quarter
            actions:
              - {id: a1, text: Open the second site, due: 2010-03}     # read in September 2010

    Way out: close, move or drop the late actions, or ask whether the indicator belongs to this aim.
    """
    good = {file.id: rag for file, fact in index.facts("good-ratings") if (rag := _rag_on(fact, index.as_of))}
    for file, fact in index.facts("measured-actions"):
        aim, indicators, actions = fact.values
        late = [action for action, falls_on in actions if falls_on < index.as_of.isoformat()]
        for number, indicator in indicators if late else ():
            if indicator in good:
                words = f"{indicator} is rated {good[indicator]}, but actions are overdue in {aim}: {', '.join(late)}"
                yield Problem(place(file, fact).at("indicators", number), words)


@collector("measured-actions")
def _measured_actions(found: Walk, settings: Partnership) -> Iterator[Fact]:
    """Of each aim with indicators: its address, its indicators, and its live actions with the day they fall due."""
    for aim in found.records if found.file.address.kind is Kind.PLAN else ():
        if aim.address.kind is Kind.AIM and aim.record.indicators:
            actions = [
                (action.id, action.deadline.falls_on.isoformat())
                for action in aim.record.actions
                if action.is_live and action.deadline and action.deadline.falls_on
            ]
            indicators = [(number, link.indicator) for number, link in enumerate(aim.record.indicators)]
            if actions:
                yield Fact(aim.place.keys, (str(aim.address), indicators, actions))


@collector("good-ratings")
def _good_ratings(found: Walk, settings: Partnership) -> Iterator[Fact]:
    """Of an indicator: from which day the rating that is shown is which good one, or none. Days come first to last."""
    if found.file.address.kind is not Kind.INDICATOR:
        return
    good = {level.code for level in settings.rag.levels if not level.exception}
    changes: list[tuple[str, str]] = []
    for quarter, rag in ratings_of(found.file.record, settings.rag, settings.calendar):
        latest = rag if rag in good else ""
        if latest != (changes[-1][1] if changes else ""):
            changes.append((quarter.last_day.isoformat(), latest))
    if changes:
        yield Fact((), changes)


def _rag_on(changes: Fact, day: date) -> str:
    """The good rating that holds on a day; empty where the latest one is not good."""
    return next((rag for since, rag in reversed(changes.values) if since <= day.isoformat()), "")


def is_good(settings: Partnership, rag: str) -> bool:
    """Whether a rating is a level of the scale that is no exception."""
    return settings.rag.level(rag) is not None and not settings.rag.is_exception(rag)


@rule("complete-with-open-dependency", severity=Severity.WARNING, hint="finish what is open, or change the status")
def complete_with_open_dependency(workspace: Workspace) -> Iterator[Problem]:
    """An action is marked complete, but its record shows that part of it is still open.

    A complete action leaves the list that the meeting reviews. That is too early if its progress is below 100%, it
    depends on an open action, it owes the meeting an update, or it had a condition and the record does not give the
    result.

    Example:

        actions:
          - id: a1
            text: Publish the strategy
            status: complete
            progress: 80

    Way out: set `status: in-progress` until the rest is done, or bring the rest up to date. If the action had a
    condition, record the result in `outcome` or `updates`.
    """
    for action in workspace.actions:
        if action.record.status is ActionStatus.COMPLETE:
            for keys, what in _open_items(action.record):
                yield Problem(action.place.at(*keys), f"{action.address} is complete, but {what}")


def _open_items(record: Action) -> Iterator[tuple[tuple[Key, ...], str]]:
    if record.progress is not None and record.progress < 100:
        yield ("progress",), f"its progress is {record.progress}%"
    if record.outcome and record.outcome.update_due:
        yield ("outcome", "update_due"), f"an update is still due: {record.outcome.update_due}"
    if record.conditional and not (record.outcome or record.updates or record.completed):
        yield ("conditional",), "the record does not say whether its condition was met"


@also_index_rule("complete-with-open-dependency")
def _complete_before_its_dependency(index: WorkspaceIndex) -> Iterator[Problem]:
    live = {
        file.address._replace(kind=Kind.ACTION, id=action): status
        for file, fact in index.facts("live-actions")
        for action, status in fact.values
    }
    for file, fact in index.facts("dependencies"):
        action, name, is_complete = fact.values
        for address in index.resolve(Kind.ACTION, name, file) if is_complete else ():
            if status := live.get(address._replace(file=address.file)):
                words = f"{file.id}/{action} is complete, but it depends on {name}, which is {status}"
                yield Problem(place(file, fact), words)


@collector("live-actions")
def _live_actions(found: Walk, settings: Partnership) -> Iterator[Fact]:
    """The id and status of each action of a file that is not closed."""
    actions = (placed.record for placed in found.records if placed.address.kind is Kind.ACTION)
    if live := [(action.id, action.status.value) for action in actions if action.is_live]:
        yield Fact((), live)


@collector("dependencies")
def _dependencies(found: Walk, settings: Partnership) -> Iterator[Fact]:
    """Each dependency of an action: its id, the name of the action that it depends on, and whether it is complete."""
    for action in found.records:
        if action.address.kind is Kind.ACTION:
            is_complete = action.record.status is ActionStatus.COMPLETE
            for number, name in enumerate(action.record.depends_on):
                yield Fact((*action.place.keys, "depends_on", number), (action.record.id, name, is_complete))


@rule("progress-contradicts-status", severity=Severity.WARNING, hint="set `status: complete`, or correct `progress`")
def progress_contradicts_status(workspace: Workspace) -> Iterator[Problem]:
    """The progress of an action is 100%, but its status is still open or in progress.

    Readers of the percentage think that the action is finished, but `hsp due` still lists it. Either the progress
    or the status is out of date.

    Example:

        actions:
          - id: a1
            text: Publish the strategy
            status: in-progress
            progress: 100

    Way out: set `status: complete` and give the date under `completed`, or correct the `progress`.
    """
    for action in workspace.actions:
        if action.record.is_live and action.record.progress == 100:
            words = f"{action.address} is 100% done, but its status is {action.record.status}"
            yield Problem(action.place.at("progress"), words)


@rule("progress-out-of-range", hint="write a percentage from 0 to 100")
def progress_out_of_range(workspace: Workspace) -> Iterator[Problem]:
    """The progress of an action is below 0% or above 100%.

    No action can be more than 100% done. The figure may be a typing error, or a count entered in place of a
    percentage. It would make every average that uses it wrong.

    Example:

        actions:
          - id: a1
            text: Publish the strategy
            progress: 800

    Way out: write a whole number from 0 to 100.
    """
    for action in workspace.actions:
        progress = action.record.progress
        if progress is not None and not 0 <= progress <= 100:
            yield Problem(action.place.at("progress"), f"the progress of {action.address} is {progress}%")


@rule(
    "outcome-off-topic",
    severity=Severity.WARNING,
    hint="ask the owner whether the action was done, and record the answer",
)
def outcome_off_topic(workspace: Workspace) -> Iterator[Problem]:
    """The outcome reported to the meeting does not say whether the action was done.

    A report can be long and still be about something else. The record marks such a report with `answers: false`.
    Nobody knows the result until somebody asks the owner.

    Example:

        actions:
          - id: a7
            text: Contact the consultants by 15 June
            outcome:
              text: The new vehicles have arrived.
              answers: false

    Way out: ask the owner, record the result of the action, and remove `answers: false`.
    """
    for action in workspace.actions:
        if action.record.outcome and not action.record.outcome.answers:
            words = f"the outcome of {action.address} does not say whether it was done"
            yield Problem(action.place.at("outcome", "answers"), words)


@dated_rule("verbal-update-overdue", severity=Severity.WARNING, hint="ask the owner for the update and record it")
def verbal_update_overdue(workspace: Workspace, as_of: date) -> Iterator[Problem]:
    """A verbal update was due at a meeting that has passed, and nothing is recorded.

    Verbal updates are easily lost. The next paper cannot say whether this one was given. The action stays open and
    the update stays overdue until somebody records it.

    Example:

        actions:
          - id: a5
            text: Draw up a list of sport events
            outcome:
              update_due: 2010-09-27      # read in October 2010
              channel: verbal

    Way out: write the update in the outcome's `text` or under `updates`, remove `update_due` and set the status. If
    the update was put off, enter the date of the next meeting.
    """
    for action in workspace.actions:
        outcome = action.record.outcome
        if action.record.is_live and outcome and outcome.update_due and _is_verbal(outcome.channel):
            falls_on = outcome.update_due.falls_on
            if falls_on and falls_on < as_of:
                words = f"the verbal update on {action.address} was due on {falls_on}"
                yield Problem(action.place.at("outcome", "update_due"), words)


def _is_verbal(channel: str | None) -> bool:
    return channel is not None and channel.strip().casefold() in ("verbal", "oral")


@index_rule("circular-dependency", hint="remove one `depends_on` from the circle")
def circular_dependency(index: WorkspaceIndex) -> Iterator[Problem]:
    """An action depends on itself, directly or through other actions.

    Each action in the circle waits for the next one, so none of them can start. Usually two owners have each
    recorded that they are waiting for the other. Ask them to agree who goes first.

    Example:

        actions:
          - {id: a1, text: Write the strategy, depends_on: [a2]}
          - {id: a2, text: Agree the budget, depends_on: [a1]}

    Way out: decide which action comes first and remove its `depends_on`.
    """
    steps: dict[str, dict[str, Place]] = {}
    for file, fact in index.facts("dependencies"):
        action, name, _ = fact.values
        for needed in index.resolve(Kind.ACTION, name, file):
            steps.setdefault(f"{file.address.file}/{action}", {}).setdefault(needed.full, place(file, fact))
    for cycle in find_cycles({address: frozenset(others) for address, others in steps.items()}):
        names = tuple(address.partition("/")[2] for address in cycle)
        yield Problem(steps[cycle[0]][cycle[1 % len(cycle)]], f"circular dependency: {in_words(names)}")
