"""Actions whose status, owner, rating or outcome does not hold together."""

from collections.abc import Iterator
from datetime import date

from hsp_cli.domain.action import Action, ActionStatus
from hsp_cli.domain.file_index import Fact, WorkspaceIndex, place
from hsp_cli.domain.finding import Key, Place, Severity
from hsp_cli.domain.kind import Kind
from hsp_cli.domain.partnership import Partnership
from hsp_cli.domain.walk import Walk
from hsp_cli.domain.workspace import Workspace
from hsp_cli.rules.support.cycles import in_words, rings
from hsp_cli.rules.support.registry import Problem, also_index_rule, collector, dated_rule, index_rule, rule


@rule("action-without-owner", severity=Severity.WARNING, hint="add `owners:`")
def action_without_owner(workspace: Workspace) -> Iterator[Problem]:
    """Nobody answers for an action, so nobody is asked when it is late.

    An action of everybody is done by nobody. Where a document names a group or a post, that will do; it need not
    be a person. The partners of an aim answer for its actions. Actions that are complete, cancelled or given up
    are left in peace.

    Example:

        actions:
          - id: a1
            text: Establish a register of community events
            due: 2018-03

    Way out: add `owners`, with a name, role, organisation or body of `partnership.yaml`, and `lead: true` for the
    one who leads among several.
    """
    for action in workspace.actions:
        if action.record.is_live and not action.owners:
            yield Problem(action.place, f"nobody owns {action.address}")


@dated_rule("green-but-overdue", severity=Severity.WARNING, hint="ask the owner for a rating that knows the date")
def green_but_overdue(workspace: Workspace, as_of: date) -> Iterator[Problem]:
    """An action is rated as going well although its deadline has passed.

    A green light beside a missed date is what members complain of most: the rating was true when it was given and
    nobody has looked since, or the work is done and the status was not changed.

    Example:

        actions:
          - id: a1
            text: Run the pilot
            due: 2018-03           # read in May 2018
            status: in-progress
            rag: HG

    Way out: ask the owner. Set `status: complete` if it is done; move the deadline under `revisions`, with the
    reason; or change the `rag`.
    """
    for action in workspace.actions:
        days_late = action.record.days_late(as_of)
        if days_late and action.record.rag and is_good(workspace.partnership, action.record.rag):
            words = f"{action.address} is rated {action.record.rag} and is {days_late} days late"
            yield Problem(action.place.at("rag"), words)


@index_rule("green-with-overdue-actions", severity=Severity.WARNING, hint="look whether the rating or the plan is old")
def green_with_overdue_actions(index: WorkspaceIndex) -> Iterator[Problem]:
    """An indicator is doing well while actions of the aim it measures are overdue.

    Either the aim is reached without these actions, and they can be dropped; or the indicator does not measure
    what the aim is about; or its good rating is about to end. Each is worth a question at the meeting.

    Example:

        aims:
          - id: recycling
            title: More household waste recycled
            indicators: [ni-192]       # rated HG in its latest quarter
            actions:
              - {id: a1, text: Open the second site, due: 2010-03}     # read in September 2010

    Way out: close, move or drop the late actions; or ask whether the indicator belongs to this aim.
    """
    good = {file.id: rag for file, fact in index.facts("good-ratings") if (rag := _rag_on(fact, index.as_of))}
    for file, fact in index.facts("measured-actions"):
        aim, indicators, actions = fact.values
        late = [action for action, falls_on in actions if falls_on < index.as_of.isoformat()]
        for number, indicator in indicators if late else ():
            if indicator in good:
                words = f"{indicator} is rated {good[indicator]} while this is overdue in {aim}: {', '.join(late)}"
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
    """Of an indicator: from which day its latest rating is which good one, or none. Days come first to last."""
    if found.file.address.kind is not Kind.INDICATOR:
        return
    assessments = found.file.record.assessments
    changes: list[tuple[str, str]] = []
    for quarter in sorted(assessments):
        if rag := assessments[quarter].rag:
            good = rag if is_good(settings, rag) else ""
            if good != (changes[-1][1] if changes else ""):
                changes.append((quarter.last_day.isoformat(), good))
    if changes:
        yield Fact((), changes)


def _rag_on(changes: Fact, day: date) -> str:
    """The good rating that holds on a day; empty where the latest one is not good."""
    return next((rag for since, rag in reversed(changes.values) if since <= day.isoformat()), "")


def is_good(settings: Partnership, rag: str) -> bool:
    """Whether a rating is a level of the scale that is no exception."""
    return settings.rag.level(rag) is not None and not settings.rag.is_exception(rag)


@rule("complete-with-open-dependency", severity=Severity.WARNING, hint="finish what is open, or set the status back")
def complete_with_something_open(workspace: Workspace) -> Iterator[Problem]:
    """An action is called complete although the record says that something of it is still open.

    What is complete leaves the list that a meeting looks at. If it still waits for another action, stands at less
    than 100 percent, owes the meeting an update, or hangs on a condition of which nobody says what became, it has
    left too early.

    Example:

        actions:
          - id: a1
            text: Publish the strategy
            status: complete
            progress: 80

    Way out: set `status: in-progress` until the rest is done; or bring the rest up to date. Where an action hung
    on a condition, tell in `outcome` or `updates` what became of it.
    """
    for action in workspace.actions:
        if action.record.status is ActionStatus.COMPLETE:
            for keys, what in _open_ends(action.record):
                yield Problem(action.place.at(*keys), f"{action.address} is complete, but {what}")


def _open_ends(record: Action) -> Iterator[tuple[tuple[Key, ...], str]]:
    if record.progress is not None and record.progress < 100:
        yield ("progress",), f"its progress is {record.progress}%"
    if record.outcome and record.outcome.update_due:
        yield ("outcome", "update_due"), f"an update on it is due {record.outcome.update_due}"
    if record.conditional and not (record.outcome or record.updates or record.completed):
        yield ("conditional",), "nothing says what became of its condition"


@also_index_rule("complete-with-open-dependency")
def _complete_before_what_it_needs(index: WorkspaceIndex) -> Iterator[Problem]:
    live = {
        file.address._replace(kind=Kind.ACTION, id=action): status
        for file, fact in index.facts("live-actions")
        for action, status in fact.values
    }
    for file, fact in index.facts("dependencies"):
        action, name, is_complete = fact.values
        for address in index.resolve(Kind.ACTION, name, file) if is_complete else ():
            if status := live.get(address._replace(file=address.file)):
                words = f"{file.id}/{action} is complete, but {name}, which it depends on, is {status}"
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
    """An action is done to 100 percent and still open.

    Everybody who reads the percentage thinks it is finished; `hsp due` goes on chasing it. One of the two was not
    brought up to date.

    Example:

        actions:
          - id: a1
            text: Publish the strategy
            status: in-progress
            progress: 100

    Way out: set `status: complete` with the day under `completed`, or say how far it really is.
    """
    for action in workspace.actions:
        if action.record.is_live and action.record.progress == 100:
            words = f"{action.address} is at 100% and still {action.record.status}"
            yield Problem(action.place.at("progress"), words)


@rule("progress-out-of-range", hint="progress is a percentage from 0 to 100")
def progress_out_of_range(workspace: Workspace) -> Iterator[Problem]:
    """The progress of an action is below 0 or above 100 percent.

    No more than the whole of an action can be done. It is a slip of the keyboard, or a count of things done in the
    place of a percentage, and it would spoil every average that is drawn from it.

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
            yield Problem(action.place.at("progress"), f"{action.address} is at {progress}%")


@rule("outcome-off-topic", severity=Severity.WARNING, hint="ask the owner what became of the action itself")
def outcome_answers_otherwise(workspace: Workspace) -> Iterator[Problem]:
    """What a meeting heard of an action was about something else.

    A report can be long and still not say whether the thing was done. The record marks that with `answers: false`;
    until the owner is asked, nobody knows.

    Example:

        actions:
          - id: a7
            text: Contact the consultants by 15 June
            outcome:
              text: The new vehicles have arrived.
              answers: false

    Way out: ask the owner, write down what became of the action, and take `answers: false` away.
    """
    for action in workspace.actions:
        if action.record.outcome and not action.record.outcome.answers:
            words = f"the outcome of {action.address} does not say what became of it"
            yield Problem(action.place.at("outcome", "answers"), words)


@dated_rule("verbal-update-overdue", severity=Severity.WARNING, hint="ask for the update and write it down")
def verbal_update_overdue(workspace: Workspace, as_of: date) -> Iterator[Problem]:
    """A word on an action was promised for a meeting that has passed, and nothing was written down.

    Verbal updates are the ones that vanish: they are given or forgotten, and the next paper does not know which.
    As long as nobody writes down what was said, the action stays open and the promise stays overdue.

    Example:

        actions:
          - id: a5
            text: Draw up a list of sport events
            outcome:
              update_due: 2010-09-27      # read in October 2010
              channel: verbal

    Way out: write what was said into the outcome's `text` or under `updates`, take `update_due` away and set the
    status; or put the day of the next meeting.
    """
    for action in workspace.actions:
        outcome = action.record.outcome
        if action.record.is_live and outcome and outcome.update_due and _is_verbal(outcome.channel):
            falls_on = outcome.update_due.falls_on
            if falls_on and falls_on < as_of:
                words = f"the verbal update on {action.address} was promised for {falls_on}"
                yield Problem(action.place.at("outcome", "update_due"), words)


def _is_verbal(channel: str | None) -> bool:
    return channel is not None and channel.strip().casefold() in ("verbal", "oral")


@index_rule("circular-dependency", hint="take away the dependency that is not one")
def circular_dependency(index: WorkspaceIndex) -> Iterator[Problem]:
    """An action depends, directly or through others, on itself.

    Each of them waits for the next, so none can ever begin. Usually two people each wrote down that they wait for
    the other, and that is worth a talk.

    Example:

        actions:
          - {id: a1, text: Write the strategy, depends_on: [a2]}
          - {id: a2, text: Agree the budget, depends_on: [a1]}

    Way out: decide which comes first and take its `depends_on` away.
    """
    steps: dict[str, dict[str, Place]] = {}
    for file, fact in index.facts("dependencies"):
        action, name, _ = fact.values
        for needed in index.resolve(Kind.ACTION, name, file):
            steps.setdefault(f"{file.address.file}/{action}", {}).setdefault(needed.full, place(file, fact))
    for ring in rings({address: frozenset(others) for address, others in steps.items()}):
        names = tuple(address.partition("/")[2] for address in ring)
        yield Problem(steps[ring[0]][ring[1 % len(ring)]], f"each waits for the next: {in_words(names)}")
