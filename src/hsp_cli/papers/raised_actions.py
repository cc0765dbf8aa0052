"""The actions that a quarterly paper raises: its decisions."""

from dataclasses import dataclass

from hsp_cli.domain.action import Action
from hsp_cli.domain.owner import names
from hsp_cli.domain.paper import Paper, Section
from hsp_cli.papers.request import PaperRequest
from hsp_cli.wording.actions import due_text


@dataclass(frozen=True, slots=True)
class RaisedAction:
    """An action where the paper raises it. `section` is the title of that section.

    `follows` is set if the action is the outcome of an action of an earlier meeting: the day and words of that one.
    """

    text: str
    owners: str
    due: str
    starred: bool
    section: str
    follows: str = ""


def raised_action(action: Action, section: Section, request: PaperRequest) -> RaisedAction:
    mark = request.notes.mark
    return RaisedAction(
        mark(request.named(action.text, action), action, "text"),
        mark(names(action.owners), action, "owners"),
        mark(due_text(action), action, "due"),
        action.starred,
        section.title,
    )


def raised_actions(request: PaperRequest) -> tuple[RaisedAction, ...]:
    """Every action that the paper raises: first the outcomes of earlier actions that are actions themselves."""
    if request.paper is None:
        return ()
    narrated = (found for section in request.paper.sections for found in _in_section(section, request))
    return (*_promised(request.paper, request), *narrated)


def _promised(paper: Paper, request: PaperRequest) -> tuple[RaisedAction, ...]:
    meetings, mark = request.workspace.meetings, request.notes.mark
    previous = (meetings[name].record for name in paper.previous_meetings if name in meetings)
    return tuple(
        RaisedAction(
            request.named(action.outcome.text or action.text, action),
            mark(names(action.owners), action, "owners"),
            mark(due_text(action), action, "due", "outcome"),
            True,
            meeting.title,
            f"{meeting.on.label}: {_on_one_line(action.text)}",
        )
        for meeting in previous
        for action in meeting.actions
        if action.outcome and action.outcome.starred
    )


def _in_section(section: Section, request: PaperRequest) -> list[RaisedAction]:
    here = [raised_action(block.action, section, request) for block in section.content if block.action]
    return here + [found for below in section.sections for found in _in_section(below, request)]


def _on_one_line(text: str) -> str:
    return " ".join(text.split())
