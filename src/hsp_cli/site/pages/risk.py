"""A page for each risk: its ratings by quarter with their reasons, its controls, and its owners."""

from collections.abc import Iterator
from functools import partial

from hsp_cli.domain.address import SETTINGS, Address, Placed
from hsp_cli.domain.file_names import file_name
from hsp_cli.domain.kind import Kind
from hsp_cli.domain.period import Period
from hsp_cli.domain.risk import Risk, RiskRegister, cell_of, earlier_rating
from hsp_cli.formats.document import Block
from hsp_cli.papers.request import PaperRequest
from hsp_cli.site.blocks import Words, bullets, heading, inlines, paragraph, prose, table
from hsp_cli.site.links import Links
from hsp_cli.site.notes import notes_of
from hsp_cli.site.page import Page
from hsp_cli.site.pages.risks import LIST, register_path, state_text
from hsp_cli.site.parties import body_link, owner_links, separated
from hsp_cli.site.record_texts import questions_blocks, source_blocks
from hsp_cli.site.records import line_text, record_line
from hsp_cli.site.site import Site
from hsp_cli.wording.risks import NOT_RECORDED, rating_text
from hsp_cli.wording.sentences import ended


def pages(site: Site) -> Iterator[Page]:
    """The risks of each register, in the order of the registers."""
    for register in site.workspace.registers.values():
        above = (LIST, register_path(register.address.id))
        for placed in site.workspace.of_file(Kind.RISK, register):
            yield Page(
                f"risks/{file_name(register.address.id)}/{file_name(placed.record.id)}.html",
                placed.record.heading,
                partial(_content, site, register, placed),
                above=above,
                placed=placed,
                key=partial(site.records_key, (placed,)),
            )


def _content(site: Site, register: Placed[RiskRegister], placed: Placed[Risk], links: Links) -> Iterator[Block]:
    risk, request = placed.record, site.request("site")
    yield bullets(_facts(site, register, placed, links, request))
    yield from prose(request.notes.mark((risk.description or "").strip(), risk, "description"))
    yield heading(2, "Ratings", "ratings")
    yield from _ratings(site, placed, request)
    for title, anchor, key, controls in (
        ("Controls in place", "controls-in-place", "controls", risk.controls),
        ("Controls planned", "controls-planned", "planned_controls", risk.planned_controls),
    ):
        yield heading(2, title, anchor)
        if controls:
            yield bullets(request.notes.mark(control, risk, key) for control in controls)
        else:
            yield paragraph("Not recorded. There may be some all the same.")
    yield from _common(site, placed, links, request)
    yield from questions_blocks(risk.open_questions)
    yield from notes_of(request)
    yield from source_blocks(placed)
    yield record_line(site, placed)


def _facts(
    site: Site, register: Placed[RiskRegister], placed: Placed[Risk], links: Links, request: PaperRequest
) -> Iterator[Words]:
    risk, mark = placed.record, request.notes.mark
    if site.quarter:
        yield inlines(f"Rating in {site.quarter.label}: ", state_text(placed, site, request))
    if risk.closed:
        yield f"Closed {risk.closed.on.label}: {ended(mark(risk.closed.reason.strip(), risk, 'closed'))}"
    yield inlines("Owner: ", owner_links(placed.owners, site, links) or NOT_RECORDED, mark(" ", risk, "owners"))
    yield inlines("Register: ", links.to(register), " (", body_link(register.record.body, site, links), ")")
    if risk.number:
        yield f"Number: {risk.number}"
    if risk.category:
        yield f"Category: {mark(risk.category, risk, 'category')}"
    if risk.shared_with:
        shared = (_sharer(name, site, links) for name in risk.shared_with)
        yield inlines("Shared with: ", separated(shared), mark(" ", risk, "shared_with"))


def _sharer(name: str, site: Site, links: Links) -> Words:
    """A body, or the register of one."""
    register = site.workspace.registers.get(name)
    return links.to(register) if register and site.settings.body(name) is None else body_link(name, site, links)


def _ratings(site: Site, placed: Placed[Risk], request: PaperRequest) -> Iterator[Block]:
    """The ratings by period, the latest first, each with its line in the record."""
    risk, mark = placed.record, request.notes.mark
    if not risk.ratings:
        yield paragraph("No rating is recorded.")
        return
    rows = [
        (
            period.label,
            mark(rating_text(rating.rating, site.settings.risk_matrix), risk, "ratings", period.text),
            rating.reason or ("No reason is recorded." if _has_moved(risk, period, site) else ""),
            rating.note or "",
            line_text(site, placed, "ratings", period.text),
        )
        for period, rating in sorted(risk.ratings.items(), reverse=True)
    ]
    yield table(("Period", "Rating", "Reason", "Note", "Record"), rows, optional=("Reason", "Note"))
    if site.quarter and any(period.first_day > site.quarter.last_day for period in risk.ratings):
        yield paragraph(f"Ratings after {site.quarter.label} do not count in the lists of this site.")


def _has_moved(risk: Risk, period: Period, site: Site) -> bool:
    """Whether a rating differs from the one before it."""
    before, matrix = earlier_rating(risk, period), site.settings.risk_matrix
    now = risk.ratings[period].rating
    return before is not None and cell_of(before.rating.rating, matrix) != cell_of(now, matrix)


def _common(site: Site, placed: Placed[Risk], links: Links, request: PaperRequest) -> Iterator[Block]:
    """The theme of a risk, with a link to all risks that have it."""
    theme = next((one for one in site.settings.risk_themes if one.id == placed.record.theme), None)
    if theme is None:
        return
    yield heading(2, "Common risk", "common-risk")
    address = Address(Kind.THEME, SETTINGS, theme.id)
    yield paragraph(links.to_address(address, request.notes.mark(theme.title, theme, "title")), ".")
