"""Rules for actions: owner, status, outcome and dependencies."""

from collections.abc import Iterator
from datetime import date

from hsp_cli.domain.action import Action, ActionStatus, Scheduled
from hsp_cli.domain.file_index import Fact, WorkspaceIndex, place
from hsp_cli.domain.finding import Key, Place, Severity
from hsp_cli.domain.kind import Kind
from hsp_cli.domain.partnership import Partnership
from hsp_cli.domain.plan import Aim
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
    """An action, milestone or aim has a date of completion, but its status is not complete.

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
    for action in workspace.monitored:
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
    asks about. An update since the deadline counts, and so does an outcome. An update that has no date, or was
    withdrawn, does not. Other rules report an outcome that does not answer the action, a verbal update that was not
    given, and a draft that is not marked as published. hsp does not check plans that have `ended`.

    Example:

        actions:
          - id: a1
            text: Run the pilot
            due: 2018-03           # read in May 2018

    Way out: ask the owner. Record the answer as a dated entry under `updates`, set the status, or add the move of the
    deadline under `revisions`. If nobody can be asked any more, say so in an update.
    """
    for action in workspace.scheduled:
        if action.address.kind is Kind.DRAFT:
            continue
        late = action.record.days_late(as_of)
        ending = workspace.ending_of(action)
        if late and not _has_word_on_delay(action.record) and not (ending and ending.is_past(as_of)):
            is_undated = any(update.on is None for update in action.record.news)
            what = "it has an update without a date" if is_undated else "nothing has been recorded since its deadline"
            hint = "add `on` to the update, or ask the owner" if is_undated else ""
            yield Problem(action.place, f"{action.address} is {counted(late, 'day')} late, and {what}", hint)


def _has_word_on_delay(item: Scheduled) -> bool:
    """Whether an outcome is recorded, or an update on or after the deadline. Other rules check the outcome itself.

    An update without a date may be older than the deadline.
    """
    outcome = item.outcome if isinstance(item, Action) else None
    if outcome and (outcome.text or not outcome.answers or _is_verbal(outcome.channel)):
        return True
    falls_on = item.deadline.falls_on if item.deadline else None
    return falls_on is not None and any(update.on and update.on.last_day >= falls_on for update in item.news)


@rule("complete-with-open-dependency", severity=Severity.WARNING, hint="finish what is open, or change the status")
def complete_with_open_dependency(workspace: Workspace) -> Iterator[Problem]:
    """An action or aim is marked complete, but its record shows that part of it is still open.

    A complete action leaves the list that the meeting reviews. That is too early if its progress is below 100%, it
    depends on an open action, it owes the meeting an update, or it had a condition and the record does not give the
    result. A complete aim has no open actions below it.

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
    for aim in workspace.aims:
        if aim.record.status is ActionStatus.COMPLETE:
            for keys, what in _open_below(aim.record):
                yield Problem(aim.place.at(*keys), f"{aim.address} is complete, but {what}")


def _open_below(aim: Aim) -> Iterator[tuple[tuple[Key, ...], str]]:
    if aim.progress is not None and aim.progress < 100:
        yield ("progress",), f"its progress is {aim.progress}%"
    live = [action.id for below in aim.with_aims_below() for action in below.actions if action.is_live]
    if live:
        yield ("status",), f"these actions are open: {', '.join(live)}"


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
