"""Actions from previous meetings: what became of them, in a quarterly paper."""

from collections.abc import Iterable
from dataclasses import dataclass

from hsp_cli.analysis.open_actions import EarlierAction, actions_before, day_of_previous_paper
from hsp_cli.domain.action import Action, Outcome
from hsp_cli.domain.owner import names
from hsp_cli.papers.request import PaperRequest
from hsp_cli.wording.actions import joined, progress_text, reason_text, updates_text, when_text
from hsp_cli.wording.marked import followed, named
from hsp_cli.wording.sentences import capitalised


@dataclass(frozen=True, slots=True)
class PreviousAction:
    """An action of an earlier meeting or paper: when and where it was raised, its position and its outcome."""

    origin: str
    text: str
    owners: str
    position: str
    outcome: str


@dataclass(frozen=True, slots=True)
class PreviousActions:
    """The actions that one meeting or paper raised. `origin` names it with its date."""

    origin: str
    actions: tuple[PreviousAction, ...]


def earlier_actions(request: PaperRequest) -> tuple[EarlierAction, ...]:
    """The actions of the body that are open, or that were closed since its previous paper, the oldest first."""
    body = request.paper.body if request.paper else None
    since = day_of_previous_paper(request.workspace, body, request.as_of)
    return actions_before(request.workspace, body, request.as_of, since, paper=request.paper)


def previous_actions(request: PaperRequest) -> tuple[PreviousActions, ...]:
    """The same as text, by the meeting or paper that raised them."""
    return by_origin(earlier_actions(request), request)


def by_origin(actions: Iterable[EarlierAction], request: PaperRequest) -> tuple[PreviousActions, ...]:
    """Actions as text, by the meeting or paper that raised them."""
    groups: dict[str, list[PreviousAction]] = {}
    for earlier in actions:
        view = _view(earlier, request)
        groups.setdefault(view.origin, []).append(view)
    return tuple(PreviousActions(origin, tuple(actions)) for origin, actions in groups.items())


def _view(earlier: EarlierAction, request: PaperRequest) -> PreviousAction:
    action, mark = earlier.placed.record, request.notes.mark
    return PreviousAction(
        _origin(earlier),
        mark(request.named(action.text, action), action, "text"),
        mark(names(earlier.placed.owners), action, "owners"),
        position_text(action, request),
        mark(outcome_text(action), action, "outcome"),
    )


def _origin(earlier: EarlierAction) -> str:
    """The meeting or paper, with its date unless its title has it."""
    title = earlier.origin.record.title
    name = named(title, earlier.origin.address.unique)
    when = earlier.raised.label if earlier.raised else "date not recorded"
    return name if when in title else followed(name, f", {when}")


def position_text(action: Action, request: PaperRequest) -> str:
    """The deadline and the progress of an action in one cell. What nobody recorded is said to be missing."""
    mark = request.notes.mark
    due = when_text(action)
    progress = progress_text(action, request.as_of, request.workspace.partnership.action_scale)
    known = "; ".join(
        filter(None, (mark(due, action, "due"), mark(progress, action, "status") if progress else "no status recorded"))
    )
    return capitalised(known if due or not action.is_live else f"{known}; no deadline recorded")


def outcome_text(action: Action) -> str:
    """What was reported, the reason for its status, and the latest updates. The paper says so if there is nothing."""
    told = [_reported(action.outcome)] if action.outcome and action.outcome.text else []
    return joined((*told, reason_text(action), updates_text(action))) or "No outcome is recorded."


def _reported(outcome: Outcome) -> str:
    """The report, with a star if it is an action itself, and a word if it is about something else."""
    text = " ".join((outcome.text or "").split())
    if not outcome.answers:
        return f"This does not answer the action: {text}"
    return f"★ Action: {text}" if outcome.starred else text
