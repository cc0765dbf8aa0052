"""The agreements with a reward: a list, and a page for each with what was earned and what is at risk."""

from collections.abc import Iterator
from functools import partial

from hsp_cli.analysis.reward import reward
from hsp_cli.domain.address import Placed
from hsp_cli.domain.agreement import Agreement
from hsp_cli.domain.file_names import file_name
from hsp_cli.formats.document import Block, Strong
from hsp_cli.papers.of_workspace.reward import AgreementView, agreement_view
from hsp_cli.site.blocks import Words, bullets, heading, inlines, paragraph, prose, table, words
from hsp_cli.site.links import Links
from hsp_cli.site.notes import notes_of
from hsp_cli.site.page import Page
from hsp_cli.site.record_texts import questions_blocks, source_blocks
from hsp_cli.site.records import record_line
from hsp_cli.site.site import Site
from hsp_cli.wording.reward import SUMMARY_HEADS, summary_cells

LIST = "agreements/index.html"


def pages(site: Site) -> Iterator[Page]:
    """The list, then a page for each agreement."""
    if not site.workspace.agreements:
        return
    yield Page(LIST, "Agreements", partial(_list, site))
    for placed in site.workspace.agreements.values():
        yield Page(
            f"agreements/{file_name(placed.address.id)}.html",
            placed.record.heading,
            partial(_content, site, placed),
            above=(LIST,),
            placed=placed,
        )


def _list(site: Site, links: Links) -> Iterator[Block]:
    rows: list[tuple[Words, ...]] = [
        (links.to(placed), *summary_cells(reward(site.workspace, placed, site.as_of)))
        for placed in site.workspace.agreements.values()
    ]
    yield table(SUMMARY_HEADS, rows)
    yield paragraph(
        "What is at risk has not been earned on any recorded figure. "
        "A result that is not known is neither a success nor a failure."
    )


def _content(site: Site, placed: Placed[Agreement], links: Links) -> Iterator[Block]:
    request = site.request("site")
    view = agreement_view(reward(site.workspace, placed, site.as_of), request)
    yield bullets((f"Period: {view.span}", f"Parties: {view.parties}", *view.sums))
    yield from prose(view.note)
    if view.results.rows:
        yield heading(2, "Targets", "targets")
        yield paragraph(view.terms)
        yield table(view.results.heads, view.results.rows)
        yield bullets(
            inlines(
                Strong(words(one.title)),
                f" ({one.measured_by})" if one.measured_by else "",
                f": {one.text}" if one.text else "",
            )
            for one in view.targets
        )
        yield from _payments(view)
    yield from questions_blocks(view.open_questions)
    yield from notes_of(request)
    yield from source_blocks(placed, has_note=True)
    yield record_line(site, placed)


def _payments(view: AgreementView) -> Iterator[Block]:
    yield heading(2, "Payments", "payments")
    if view.payments is None or view.receipts is None:
        yield paragraph(view.unscheduled)
        return
    yield table(view.payments.heads, view.payments.rows)
    yield paragraph(
        "Where a number is “not known”, the sum leaves out what is not known yet of so many targets or sub-targets. "
        "A sum is provisional if a figure behind it is."
    )
    yield table(view.receipts.heads, view.receipts.rows)
