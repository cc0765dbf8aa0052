"""The bodies: which is below which, and a page for each with its members, its plans, its meetings and its actions."""

from collections.abc import Iterator
from functools import partial

from hsp_cli.analysis.due import DueItem
from hsp_cli.analysis.governance import Sitting, Term, responsible_for, sitting, tree
from hsp_cli.domain.address import Placed
from hsp_cli.domain.file_names import file_name
from hsp_cli.domain.kind import Kind
from hsp_cli.domain.partnership import Body
from hsp_cli.domain.period import Period
from hsp_cli.drawing.body_tree import body_tree
from hsp_cli.formats.document import Block
from hsp_cli.papers.body_views import branch_view
from hsp_cli.papers.request import PaperRequest
from hsp_cli.site.action_tables import NOT_RECORDED, OPEN, ActionTables
from hsp_cli.site.blocks import Words, bullets, heading, inlines, paragraph, picture, prose, table
from hsp_cli.site.links import Links
from hsp_cli.site.notes import notes_of
from hsp_cli.site.page import Page
from hsp_cli.site.parties import body_link, separated
from hsp_cli.site.record_texts import questions_blocks, source_blocks
from hsp_cli.site.records import record_line
from hsp_cli.site.site import Site
from hsp_cli.wording.bodies import seat_text, term_text
from hsp_cli.wording.counts import counted, plural
from hsp_cli.wording.sentences import capitalised

LIST = "bodies/index.html"


def pages(site: Site) -> Iterator[Page]:
    """The list, then a page for each body."""
    if not site.settings.bodies:
        return
    yield Page(LIST, "Bodies", partial(_list, site))
    for placed in site.workspace.of(Kind.BODY):
        yield Page(
            f"bodies/{file_name(placed.address.id)}.html",
            placed.record.heading,
            partial(_content, site, placed),
            above=(LIST,),
            placed=placed,
            key=partial(_key, site, placed.record),
        )


def _key(site: Site, body: Body, _: Links) -> str:
    """All that the page depends on beside the settings: the records of the body, and its open actions."""
    held = (*site.workspace.meetings.values(), *site.workspace.papers.values())
    others = [one for one in held if one.body == body.id]
    return site.items_key(_open_items(site, body), (*others, *responsible_for(site.workspace, body.id)))


def _open_items(site: Site, body: Body) -> list[DueItem]:
    return [item for item in site.scheduled.by_body.get(body.id, ()) if item.status in OPEN]


def _list(site: Site, links: Links) -> Iterator[Block]:
    request = site.request("site")
    first = site.quarter.first_day if site.quarter else site.as_of
    time = Term(min(first, site.as_of), site.as_of)
    if branches := tree(site.workspace, time, (Sitting.SAT, Sitting.PROPOSED, Sitting.UNKNOWN)):
        yield picture(body_tree([branch_view(one, request.notes) for one in branches], "bodies"))
        yield paragraph(" ".join(_told(site, time)))
    rows = [
        (
            links.to(placed),
            placed.record.kind or NOT_RECORDED,
            body_link(placed.record.parent, site, links),
            _when(placed.record, request) or "dates not recorded",
        )
        for placed in site.workspace.of(Kind.BODY)
    ]
    yield table(("Body", "Kind", "Reports to", "Dates"), rows)
    yield from notes_of(request)


def _told(site: Site, time: Term) -> Iterator[str]:
    """Which bodies the picture has, how many of them may not have sat in that time, and how many it does not have."""
    first, last = Period.day(time.first_day).label, Period.day(time.last_day).label
    yield f"The picture has the bodies that sat or were proposed at some time from {first} to {last}."
    found = [sitting(body, time) for body in site.settings.bodies]
    if undated := found.count(Sitting.UNKNOWN):
        subject = f"{counted(undated, 'body has', 'bodies have')} no dates in the records"
        yield f"{subject}, so it is not known whether {plural(undated, 'it', 'they')} sat then."
    if others := found.count(Sitting.OTHER_TIMES):
        verb = plural(others, "is", "are")
        yield f"{counted(others, 'body', 'bodies')} of other times {verb} only in the table."


def _when(body: Body, request: PaperRequest) -> str:
    words = capitalised(term_text(body))
    for key in ("status", "since", "until", "as_of"):
        words = request.notes.mark(words, body, key)
    return words


def _content(site: Site, placed: Placed[Body], links: Links) -> Iterator[Block]:
    body, request = placed.record, site.request("site")
    yield bullets(_facts(site, body, links, request))
    yield from prose(request.notes.mark((body.purpose or "").strip(), body, "purpose"))
    yield from _members(body, request)
    duties = list(_duties(site, body, links))
    if duties:
        yield heading(2, "Accountable for", "accountable-for")
        yield bullets(duties)
    yield from _held(site, body, links)
    yield from _actions(site, body, links, request)
    yield from questions_blocks(body.open_questions)
    yield from notes_of(request)
    yield from source_blocks(placed)
    yield record_line(site, placed)


def _facts(site: Site, body: Body, links: Links, request: PaperRequest) -> Iterator[Words]:
    mark = request.notes.mark
    if body.kind:
        yield f"Kind: {mark(body.kind, body, 'kind')}"
    yield f"Dates: {_when(body, request) or NOT_RECORDED}"
    if body.parent:
        yield inlines("Reports to: ", body_link(body.parent, site, links), mark(" ", body, "parent"))
    if below := [one for one in site.settings.bodies if one.parent == body.id]:
        yield inlines("Bodies that report to it: ", separated(body_link(one.id, site, links) for one in below))
    yield f"Meets: {mark(body.meets, body, 'meets') if body.meets else NOT_RECORDED}"
    if body.aliases:
        yield f"Also called: {'; '.join(body.aliases)}"


def _members(body: Body, request: PaperRequest) -> Iterator[Block]:
    """The seats and members, and that others are not recorded."""
    mark = request.notes.mark
    yield heading(2, "Members", "members")
    listed = (*(mark(seat_text(seat), seat) for seat in body.seats), *map(str, body.members))
    others = ("others, who are not recorded",) if body.incomplete else ()
    if listed:
        yield bullets((*listed, *others))
    else:
        yield paragraph("Members are not recorded.")


def _duties(site: Site, body: Body, links: Links) -> Iterator[Words]:
    yield from (" ".join(duty.split()) for duty in body.accountable_for)
    for placed in responsible_for(site.workspace, body.id):
        yield inlines(f"{capitalised(placed.address.kind.label)}: ", links.to(placed))


def _held(site: Site, body: Body, links: Links) -> Iterator[Block]:
    """The meetings of a body, the latest first, and its papers."""
    meetings = [one for one in site.workspace.meetings.values() if one.record.body == body.id]
    papers = [one for one in site.workspace.papers.values() if one.record.body == body.id]
    if meetings:
        yield heading(2, "Meetings", "meetings")
        meetings.sort(key=lambda one: one.record.on.first_day, reverse=True)
        yield bullets(inlines(links.to(one), f", {one.record.on.label}") for one in meetings)
    if papers:
        yield heading(2, "Papers", "papers")
        yield bullets(links.to(one) for one in papers)


def _actions(site: Site, body: Body, links: Links, request: PaperRequest) -> Iterator[Block]:
    """The open actions of its meetings and papers, and those of what it oversees or owns."""
    if items := _open_items(site, body):
        tables = ActionTables(site, links, request)
        yield heading(2, "Open actions", "open-actions")
        yield from tables.counts(items)
        yield from tables.by_status(items, OPEN, 3)
