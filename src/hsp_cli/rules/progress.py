"""Rules for the progress of actions and aims: RAG ratings, percentages, and work on hold."""

from collections.abc import Iterator
from datetime import date

from hsp_cli.domain.action import Action, ActionStatus
from hsp_cli.domain.file_index import Fact, WorkspaceIndex, place
from hsp_cli.domain.finding import Severity
from hsp_cli.domain.kind import Kind
from hsp_cli.domain.partnership import Partnership
from hsp_cli.domain.performance import ratings_of
from hsp_cli.domain.plan import Aim
from hsp_cli.domain.rag import StatedScale
from hsp_cli.domain.walk import Walk
from hsp_cli.domain.workspace import Workspace
from hsp_cli.rules.support.registry import Problem, collector, dated_rule, index_rule, rule
from hsp_cli.wording.counts import counted


@rule(
    "off-track-without-update",
    severity=Severity.WARNING,
    hint="ask the owner for the reason, and record it under `updates`",
)
def off_track_without_update(workspace: Workspace) -> Iterator[Problem]:
    """An open action or aim is rated off track, and its record has no word on why.

    The reader of a red rating asks for the reason and the remedy. The rating alone gives neither.

    Example:

        actions:
          - id: a1
            text: Run the pilot
            status: in-progress
            rag: HR

    Way out: record the reason as a dated entry under `updates`. If the work is on track again, change the `rag`.
    """
    for stated in workspace.rated:
        record = stated.record
        if record.is_live and record.rag and workspace.partnership.action_scale.is_exception(record.rag):
            outcome = record.outcome if isinstance(record, Action) else None
            if not (record.news or record.reason or (outcome and outcome.text and outcome.answers)):
                words = f"{stated.address} is rated {record.rag}, but no update says why"
                yield Problem(stated.place.at("rag"), words)


@rule(
    "on-hold-without-reason",
    severity=Severity.WARNING,
    hint="ask the owner why it is on hold, and record it under `reason`",
)
def on_hold_without_reason(workspace: Workspace) -> Iterator[Problem]:
    """An action, milestone or aim is on hold, and its record does not say why.

    Work is put on hold for want of staff or money, or because a policy changed. Whoever monitors it needs the reason to
    judge when it can go on. An update counts as a reason. Work on hold keeps its deadline, and becomes overdue.

    Example:

        actions:
          - id: a1
            text: Run the pilot
            status: on-hold

    Way out: record the reason under `reason`. If the work goes on, set `status: in-progress`.
    """
    for placed in workspace.monitored:
        record = placed.record
        if record.status is ActionStatus.ON_HOLD and not (record.reason or record.news):
            yield Problem(placed.place.at("status"), f"{placed.address} is on hold, but its record does not say why")


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
        if days_late and action.record.rag and workspace.partnership.action_scale.is_good(action.record.rag):
            late = f"{counted(days_late, 'day')} late"
            words = f"{action.address} is rated {action.record.rag} but is {late}"
            yield Problem(action.place.at("rag"), words)


@dated_rule(
    "green-aim-with-off-track-actions",
    severity=Severity.WARNING,
    hint="ask the lead for an updated rating, or bring the actions up to date",
)
def green_aim_with_off_track_actions(workspace: Workspace, as_of: date) -> Iterator[Problem]:
    """An aim has a good RAG rating although an action or aim below it is rated off track or is overdue.

    Members read the rating of the aim, and stop there. It may be right, because the late action matters little. Then
    the lead can say so. Often nobody has looked at the rating since the action went wrong. hsp does not count what is
    overdue in plans that have `ended`.

    Example:

        aims:
          - id: parks
            title: Better parks
            rag: HG
            actions:
              - {id: a1, text: Plant 200 trees, due: 2018-03, rag: HR}

    Way out: ask the lead. Change the `rag` of the aim, or close, move or drop the late actions. If the rating is right,
    write `# hsp: allow green-aim-with-off-track-actions —` and the reason.
    """
    scale = workspace.partnership.action_scale
    for aim in workspace.aims:
        if aim.record.rag and scale.is_good(aim.record.rag):
            ending = workspace.ending_of(aim)
            as_of_plan = None if ending and ending.is_past(as_of) else as_of
            below = ", ".join(f"{one.id} ({why})" for one, why in _off_track(aim.record, scale, as_of_plan))
            if below:
                words = f"{aim.address} is rated {aim.record.rag}, but actions or aims below it are off track: {below}"
                yield Problem(aim.place.at("rag"), words)


def _off_track(aim: Aim, scale: StatedScale, as_of: date | None) -> Iterator[tuple[Action | Aim, str]]:
    """The open actions and aims below an aim that are off track, and why. Without a date, none is overdue."""
    for below in aim.with_aims_below():
        for one in (*(() if below is aim else (below,)), *below.actions):
            late = one.days_late(as_of) if as_of and isinstance(one, Action) else 0
            why = [f"rated {one.rag}"] if one.is_live and one.rag and scale.is_exception(one.rag) else []
            why += [f"{counted(late, 'day')} late"] if late else []
            if why:
                yield one, ", ".join(why)


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
    good = {level.code for level in settings.rag.levels if level.is_good}
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


@rule("progress-contradicts-status", severity=Severity.WARNING, hint="set `status: complete`, or correct `progress`")
def progress_contradicts_status(workspace: Workspace) -> Iterator[Problem]:
    """The progress of an action or aim is 100%, but its status does not say that it is complete.

    Readers of the percentage think that the work is finished, but `hsp due` still lists the action. Either the progress
    or the status is out of date.

    Example:

        actions:
          - id: a1
            text: Publish the strategy
            status: in-progress
            progress: 100

    Way out: set `status: complete` and give the date under `completed`, or correct the `progress`.
    """
    for stated in workspace.rated:
        record = stated.record
        if record.is_live and record.progress == 100:
            known = f"its status is {record.status}" if record.status else "it has no status"
            yield Problem(stated.place.at("progress"), f"{stated.address} is 100% done, but {known}")


@rule("progress-out-of-range", hint="write a percentage from 0 to 100")
def progress_out_of_range(workspace: Workspace) -> Iterator[Problem]:
    """The progress of an action or aim is below 0% or above 100%.

    Nothing can be more than 100% done. The figure may be a typing error, or a count entered in place of a
    percentage. It would make every average that uses it wrong.

    Example:

        actions:
          - id: a1
            text: Publish the strategy
            progress: 800

    Way out: write a whole number from 0 to 100.
    """
    for stated in workspace.rated:
        progress = stated.record.progress
        if progress is not None and not 0 <= progress <= 100:
            yield Problem(stated.place.at("progress"), f"the progress of {stated.address} is {progress}%")
