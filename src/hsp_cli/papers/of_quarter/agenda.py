"""The agenda: the papers of a quarter as items of the meetings that receive them."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain, groupby
from typing import TypeAlias

from hsp_cli.analysis.due import with_status
from hsp_cli.analysis.open_actions import EarlierAction, actions_before, day_of_previous_paper
from hsp_cli.domain.paper import Part, Section
from hsp_cli.domain.period import Period
from hsp_cli.papers.action_views import due_counts
from hsp_cli.papers.descriptions import about_text
from hsp_cli.papers.narrative import SectionView, section_view
from hsp_cli.papers.previous_actions import PreviousActions, by_origin, earlier_actions
from hsp_cli.papers.raised_actions import RaisedAction, raised_actions
from hsp_cli.papers.request import PaperRequest

Meeting: TypeAlias = tuple[str | None, Period | None]
"""The body and the day of a meeting, as far as papers name them."""

_REPORTS_ACTIONS = "morning-report"
"""The kind of paper that prints the actions of earlier meetings."""


@dataclass(frozen=True, slots=True)
class ActionsItem:
    """The actions of earlier meetings: how many there are and their status, in words.

    `paper` is the title of the paper of this meeting that lists them; without one, they are in `groups`.
    """

    counts: str
    paper: str
    groups: tuple[PreviousActions, ...]


@dataclass(frozen=True, slots=True)
class PaperItem:
    """A paper: what kind of paper it is and what it is about, the name of its file, and the actions that it raises.

    `exempt` says why the public may not read it; empty if nobody has marked it.
    `has_decisions` says whether the paper has a record in which actions could be raised.
    """

    about: str
    file: str
    marking: str
    exempt: str
    decisions: tuple[RaisedAction, ...]
    has_decisions: bool


@dataclass(frozen=True, slots=True)
class Item:
    """An item with its number: a section of the agenda's own record, the actions of earlier meetings, or a paper."""

    title: str
    section: SectionView | None = None
    actions: ActionsItem | None = None
    paper: PaperItem | None = None
    number: int = 0


@dataclass(frozen=True, slots=True)
class MeetingView:
    """A meeting and its items. What no record gives is empty."""

    body: str
    on: str
    place: str
    items: tuple[Item, ...]


def context(request: PaperRequest) -> dict[str, object]:
    """The context for the template. The papers are in the order of `request.papers`."""
    request.the_quarter()
    heading = request.heading()
    sections = request.paper.sections if request.paper else ()
    opening = [one for one in sections if one.part is Part.INTRODUCTION]
    closing = [one for one in sections if one.part is not Part.INTRODUCTION]
    grouped = groupby(request.papers, key=lambda one: one.meeting)
    meetings = [(meeting, list(papers)) for meeting, papers in grouped] or [(request.meeting, [])]
    views = []
    for place, (meeting, papers) in enumerate(meetings):
        before = opening if place == 0 else ()
        after = closing if place == len(meetings) - 1 else ()
        views.append(_meeting(meeting, papers, before, after, request))
    return {**heading, "meetings": tuple(views), "has_papers": bool(request.papers)}


def _meeting(
    meeting: Meeting,
    papers: Sequence[PaperRequest],
    opening: Iterable[Section],
    closing: Iterable[Section],
    request: PaperRequest,
) -> MeetingView:
    workspace, mark = request.workspace, request.notes.mark
    body_id, on = meeting
    body = workspace.partnership.body(body_id) if body_id else None
    held = [one.record for one in workspace.meetings.values() if on and (one.record.body, one.record.on) == meeting]
    paper = next((one.paper for one in papers if one.paper), None)
    return MeetingView(
        mark(body.name, body, "name") if body else body_id or "",
        mark(on.label, paper, "on") if on and paper else "",
        "; ".join(mark(one.place, one, "place") for one in held if one.place),
        tuple(
            replace(item, number=number)
            for number, item in enumerate(
                chain(_sections(opening, request), _items(meeting, papers, request), _sections(closing, request)),
                start=1,
            )
        ),
    )


def _sections(sections: Iterable[Section], request: PaperRequest) -> Iterator[Item]:
    for section in sections:
        view = section_view(section, request, 3)
        yield Item(view.title, section=view)


def _items(meeting: Meeting, papers: Sequence[PaperRequest], request: PaperRequest) -> Iterator[Item]:
    """The actions of earlier meetings, if the paper of this one reports them or its date is known, then the papers."""
    papers = [one.sharing(request.notes) for one in papers]
    reporting = next((one for one in papers if one.report == _REPORTS_ACTIONS), None)
    if (reporting or all(meeting)) and (request.workspace.meetings or request.workspace.papers):
        yield Item("Actions from previous meetings", actions=_actions(meeting[0], reporting, request))
    for paper in papers:
        yield Item(paper.title(), paper=_paper(paper))


def _actions(body: str | None, reporting: PaperRequest | None, request: PaperRequest) -> ActionsItem:
    """The actions that the paper of the meeting reports, or else those of the body."""
    workspace, day = request.workspace, request.as_of
    found: tuple[EarlierAction, ...]
    if reporting:
        found = earlier_actions(reporting)
    else:
        found = actions_before(workspace, body, day, day_of_previous_paper(workspace, body, day))
    return ActionsItem(
        due_counts(with_status(workspace, [one.placed for one in found], day), request) if found else "",
        reporting.title() if reporting else "",
        () if reporting else by_origin(found, request),
    )


def _paper(paper: PaperRequest) -> PaperItem:
    has_decisions = paper.paper is not None and paper.report == _REPORTS_ACTIONS
    return PaperItem(
        about_text(paper),
        paper.file_name,
        paper.marking or "",
        paper.exempt or "",
        raised_actions(paper),
        has_decisions,
    )
