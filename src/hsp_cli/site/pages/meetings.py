"""The meetings: a list, and a page for each with the actions it agreed and what became of them."""

from collections.abc import Iterator
from functools import partial

from hsp_cli.domain.action import Action
from hsp_cli.domain.address import Placed
from hsp_cli.domain.file_names import file_name
from hsp_cli.domain.kind import Kind
from hsp_cli.domain.meeting import Meeting
from hsp_cli.formats.document import Block, RecordName
from hsp_cli.papers.action_views import due_counts
from hsp_cli.papers.previous_actions import outcome_text, position_text
from hsp_cli.papers.request import PaperRequest
from hsp_cli.site.action_tables import NOT_RECORDED, ActionTables, anchors_of
from hsp_cli.site.blocks import Words, bullets, heading, inlines, paragraph, table, words
from hsp_cli.site.keys import key_of
from hsp_cli.site.links import Links
from hsp_cli.site.notes import notes_of
from hsp_cli.site.page import Page
from hsp_cli.site.pages.papers import LIST as PAPERS, paper_link
from hsp_cli.site.papers import SitePaper
from hsp_cli.site.parties import body_link, owner_links
from hsp_cli.site.record_texts import questions_blocks, source_blocks
from hsp_cli.site.records import line_text, record_line
from hsp_cli.site.site import Site
from hsp_cli.wording.actions import action_text
from hsp_cli.wording.redaction import beside_count_text
from hsp_cli.wording.sentences import capitalised

LIST = "meetings/index.html"


def pages(site: Site) -> Iterator[Page]:
    """The list, then a page for each meeting, the latest first."""
    if not site.workspace.meetings:
        return
    latest_first = sorted(site.workspace.meetings.values(), key=lambda one: one.record.on.first_day, reverse=True)
    yield Page(LIST, "Meetings", partial(_list, site, latest_first), key=partial(site.records_key, latest_first))
    for placed in latest_first:
        yield Page(
            f"meetings/{file_name(placed.address.id)}.html",
            placed.record.heading,
            partial(_content, site, placed),
            above=(LIST,),
            placed=placed,
            anchors=anchors_of(site.workspace.of_file(Kind.ACTION, placed)),
            key=partial(_key, site, placed),
        )


def _key(site: Site, placed: Placed[Meeting], _: Links) -> str:
    """All that the page depends on: the meeting, and the papers for it by name and title."""
    named = [(paper.request.name, paper.title) for paper in _papers_for(placed.record, site)]
    return key_of(site.records_key((placed,)), named)


def _papers_for(meeting: Meeting, site: Site) -> list[SitePaper]:
    """The papers of the site that name the body and the day of a meeting."""
    return [paper for paper in site.papers if paper.request.meeting == (meeting.body, meeting.on)]


def _list(site: Site, meetings: list[Placed[Meeting]], links: Links) -> Iterator[Block]:
    request = site.request("site")
    rows = [
        (
            links.to(placed),
            _when(placed.record, request),
            body_link(placed.record.body, site, links),
            capitalised(due_counts(site.scheduled.of(site.workspace.of_file(Kind.ACTION, placed)), request)),
        )
        for placed in meetings
    ]
    yield table(("Meeting", "Date", "Body", "Actions agreed"), rows)
    yield from notes_of(request)


def _when(meeting: Meeting, request: PaperRequest) -> str:
    return request.notes.mark(meeting.on.label, meeting, "on")


def _content(site: Site, placed: Placed[Meeting], links: Links) -> Iterator[Block]:
    meeting, request = placed.record, site.request("site")
    place = f"Place: {request.notes.mark(meeting.place, meeting, 'place') if meeting.place else NOT_RECORDED}"
    held = inlines("Body: ", body_link(meeting.body, site, links))
    yield bullets((held, f"Date: {_when(meeting, request)}", place))
    actions = site.workspace.of_file(Kind.ACTION, placed)
    is_to_come = meeting.on.first_day > site.as_of
    if is_to_come:
        yield paragraph("This meeting is still to come.")
    if papers := _papers_for(meeting, site):
        yield heading(2, "Papers", "papers")
        yield bullets(paper_link(paper, links) for paper in papers)
        yield paragraph("See ", links.to_page(PAPERS, "all papers"), " for the formats of each.")
    if actions or not is_to_come:
        yield heading(2, "Actions proposed" if is_to_come else "Actions agreed, and what became of them", "actions")
    if actions:
        yield from ActionTables(site, links, request).counts(site.scheduled.of(actions))
        yield table(
            ("Action", "Responsible", "Position", "Outcome", "Record"),
            [_row(one, site, links, request) for one in actions],
        )
    elif not is_to_come:
        yield paragraph(f"No action of this meeting is recorded{beside_count_text(site.left_out, Kind.ACTION)}.")
    yield from questions_blocks(meeting.open_questions)
    yield from notes_of(request)
    yield from source_blocks(placed)
    yield record_line(site, placed)


def _row(placed: Placed[Action], site: Site, links: Links, request: PaperRequest) -> tuple[Words, ...]:
    action, mark = placed.record, request.notes.mark
    return (
        RecordName(placed.address.unique, words(mark(action_text(action), action, "text")), is_place=True),
        inlines(owner_links(placed.owners, site, links) or NOT_RECORDED, mark(" ", action, "owners")),
        position_text(action, request),
        mark(outcome_text(action), action, "outcome"),
        line_text(site, placed),
    )
