"""The consultations: a list, and a page for each with its dates, its comments and the answers to them."""

from collections.abc import Iterator
from functools import partial

from hsp_cli.analysis.consultations import consultations
from hsp_cli.domain.address import Placed
from hsp_cli.domain.consultation import Consultation
from hsp_cli.domain.file_names import file_name
from hsp_cli.formats.document import Block
from hsp_cli.papers.of_consultation.you_said_we_did import consultation_view
from hsp_cli.site.action_tables import NOT_RECORDED
from hsp_cli.site.blocks import bullets, heading, inlines, paragraph, table
from hsp_cli.site.links import Links
from hsp_cli.site.notes import notes_of
from hsp_cli.site.page import Page
from hsp_cli.site.parties import body_link
from hsp_cli.site.record_texts import questions_blocks
from hsp_cli.site.records import record_line
from hsp_cli.site.site import Site
from hsp_cli.wording.consultations import STAGES, dates_text
from hsp_cli.wording.sentences import capitalised

LIST = "consultations/index.html"


def pages(site: Site) -> Iterator[Page]:
    """The list, then a page for each consultation."""
    if not site.workspace.consultations:
        return
    yield Page(LIST, "Consultations", partial(_list, site))
    for placed in site.workspace.consultations.values():
        yield Page(
            f"consultations/{file_name(placed.address.id)}.html",
            placed.record.heading,
            partial(_content, site, placed),
            above=(LIST,),
            placed=placed,
        )


def _list(site: Site, links: Links) -> Iterator[Block]:
    rows = [
        (
            links.to(one.placed),
            dates_text(one.placed.record) or NOT_RECORDED,
            capitalised(STAGES[one.stage]) or "Not known",
            str(len(one.comments)) if one.comments else NOT_RECORDED,
        )
        for one in consultations(site.workspace, site.as_of).found
    ]
    yield table(("Consultation", "Dates", "On the day of this page", "Comments"), rows, right=("Comments",))


def _content(site: Site, placed: Placed[Consultation], links: Links) -> Iterator[Block]:
    record, request = placed.record, site.request("site")
    view = consultation_view(placed, request)
    facts = [f"Dates: {view.dates or NOT_RECORDED}", f"Audience: {view.audience or NOT_RECORDED}"]
    body = [inlines("Body: ", body_link(record.body, site, links))] if record.body else []
    yield bullets((*facts, *body))
    yield paragraph(view.counts or "No comments are recorded. People may have commented all the same.")
    if view.questions:
        yield heading(2, "Questions", "questions")
        yield bullets(view.questions)
    if view.summary:
        yield heading(2, "Comments and answers", "comments")
        heads = ("On", "Comments", "Accepted", "In part", "Declined", "Not answered yet")
        yield table(heads, view.summary, right=heads[1:])
    for number, aim in enumerate(view.aims, start=1):
        yield heading(3, aim.title, f"comments-{number}")
        yield table(aim.table.heads, aim.table.rows)
    if view.steps:
        yield heading(2, "Drafts and events", "dates")
        yield table(view.steps.heads, view.steps.rows)
    yield from questions_blocks(view.open_questions)
    yield from notes_of(request)
    yield record_line(site, placed)
