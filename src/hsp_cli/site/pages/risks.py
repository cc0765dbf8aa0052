"""The risks: all of them in a quarter, and a page for each register."""

from collections.abc import Iterable, Iterator
from functools import partial

from hsp_cli.analysis.risks import RatedRisk, RiskReport, risk_report
from hsp_cli.domain.address import SETTINGS, Address, Placed
from hsp_cli.domain.file_names import file_name
from hsp_cli.domain.kind import Kind
from hsp_cli.domain.risk import Risk, RiskRegister
from hsp_cli.drawing.risk_matrix_chart import risk_matrix_chart
from hsp_cli.formats.document import Block
from hsp_cli.papers.request import PaperRequest
from hsp_cli.papers.risk_views import movements, rated_text_marked
from hsp_cli.site.blocks import Words, bullets, heading, inlines, paragraph, picture, table
from hsp_cli.site.links import Links
from hsp_cli.site.notes import notes_of
from hsp_cli.site.page import Page
from hsp_cli.site.parties import body_link, owner_links
from hsp_cli.site.record_texts import source_blocks
from hsp_cli.site.records import record_line
from hsp_cli.site.site import Site
from hsp_cli.wording.redaction import beside_count_text
from hsp_cli.wording.risks import NOT_RECORDED, controls_text, movements_text, rated_text, rating_text, red_text

LIST = "risks/index.html"


def register_path(register_id: str) -> str:
    """The path of the page of a register."""
    return f"risks/{file_name(register_id)}.html"


def pages(site: Site) -> Iterator[Page]:
    """The list, then a page for each register."""
    registers = site.workspace.registers
    if not registers:
        return
    summary = "Red risks, movements and risks that were not rated."
    yield Page(LIST, "Risks", partial(_list, site), summary=summary, key=partial(site.records_key, registers.values()))
    for placed in registers.values():
        content = partial(_register, site, placed)
        yield Page(
            register_path(placed.address.id),
            placed.record.heading,
            content,
            above=(LIST,),
            placed=placed,
            key=partial(site.records_key, (placed,)),
        )


def _list(site: Site, links: Links) -> Iterator[Block]:
    request = site.request("site")
    report = site.risk_report
    if report is None:
        yield paragraph("No quarter with records has ended, so this page shows no ratings.")
    else:
        yield from summary(report, site)
        yield from _pictured(report, site)
        yield from _tables(report, site, links, request)
    yield heading(2, "Registers", "registers")
    rows = [
        (links.to(one), body_link(one.record.body, site, links), _counts(one, site))
        for one in site.workspace.registers.values()
    ]
    yield table(("Register", "Body", "Risks"), rows)
    yield from notes_of(request)


def summary(report: RiskReport, site: Site) -> Iterator[Block]:
    """How many risks are red, how many were rated, and what else there may be."""
    said = f"{red_text(report.counts, report.quarter)}{_beside(site)}."
    yield paragraph(f"{said} {rated_text(report.counts, report.quarter)}." if report.risks else said)
    yield paragraph("This page shows the risks that are recorded here; a group may have others.")


def _beside(site: Site) -> str:
    """The words after a count of risks, if exempt risks are left out."""
    return beside_count_text(site.left_out, Kind.RISK, Kind.REGISTER)


def _pictured(report: RiskReport, site: Site) -> Iterator[Block]:
    if site.settings.risk_matrix and report.risks:
        yield picture(risk_matrix_chart(report, site.settings, "risk-matrix"))


def _tables(report: RiskReport, site: Site, links: Links, request: PaperRequest) -> Iterator[Block]:
    if report.red:
        yield heading(2, f"Red risks ({len(report.red)})", "red")
        yield _rated_table(report.red, site, links, request)
    yield from moved_blocks(report, links, request, 2)
    if report.unrated:
        yield heading(2, f"Not rated in {report.quarter.label} ({report.unrated})", "not-rated")
        yield _not_rated(report, site, links, request)
    if report.without_zone:
        yield heading(2, f"Ratings that are not in the matrix ({len(report.without_zone)})", "not-in-the-matrix")
        yield paragraph("It is not known whether these risks are red.")
        yield _rated_table(report.without_zone, site, links, request)
    shared = [theme for theme in report.themes if theme.risks]
    if shared:
        yield heading(2, "Common risks", "common-risks")
        yield table(
            ("Theme", "Risks under it"),
            [
                (links.to_address(Address(Kind.THEME, SETTINGS, one.theme.id), one.theme.title), str(len(one.risks)))
                for one in shared
            ],
            right=("Risks under it",),
        )


def moved_blocks(report: RiskReport, links: Links, request: PaperRequest, level: int) -> Iterator[Block]:
    """The ratings that changed, and of how many risks that can be said."""
    if not report.risks:
        return
    yield heading(level, "Movements", "movements")
    yield paragraph(f"{movements_text(report.counts, len(report.movements), len(report.first_rated))}.")
    if report.movements:
        yield table(
            ("Risk", "From", "To", "Reason"),
            [
                (links.to(move.placed, view.title), view.before, view.after, view.reason)
                for move, view in zip(report.movements, movements(report, request), strict=True)
            ],
        )


def _rated_table(risks: Iterable[RatedRisk], site: Site, links: Links, request: PaperRequest) -> Block:
    rows = [
        (
            risk_link(risk.placed, links, request),
            rated_text_marked(risk, request),
            owner_links(risk.placed.owners, site, links) or NOT_RECORDED,
            controls_text(risk.placed.record),
            body_link(risk.placed.body, site, links),
        )
        for risk in risks
    ]
    return table(("Risk", "Rating", "Owner", "Controls", "Body"), rows)


def risk_link(placed: Placed[Risk], links: Links, request: PaperRequest) -> Words:
    """A risk by its title, with a link to its page."""
    return links.to(placed, request.notes.mark(placed.record.heading, placed.record, "title"))


def _not_rated(report: RiskReport, site: Site, links: Links, request: PaperRequest) -> Block:
    matrix = site.settings.risk_matrix
    rated = [
        (one.placed, rating_text(one.rating, matrix), one.carried_from.label if one.carried_from else "")
        for one in report.not_rated
    ]
    never = [(placed, "no rating recorded", "") for placed in report.never_rated]
    rows = [
        (risk_link(placed, links, request), last, when, owner_links(placed.owners, site, links) or NOT_RECORDED)
        for placed, last, when in (*rated, *never)
    ]
    return table(("Risk", "Last rating", "Rated in", "Owner"), rows)


def _counts(register: Placed[RiskRegister], site: Site) -> str:
    if site.quarter is None:
        return str(len(register.record.risks))
    report = risk_report(site.workspace, site.quarter, register=register.address.id)
    return red_text(report.counts, report.quarter) + _beside(site)


def _register(site: Site, placed: Placed[RiskRegister], links: Links) -> Iterator[Block]:
    register, request = placed.record, site.request("site")
    yield paragraph("Register of ", body_link(register.body, site, links), ".")
    risks = site.workspace.of_file(Kind.RISK, placed)
    if not risks:
        yield paragraph(f"No risks are recorded{_beside(site)}.")
    elif site.quarter is None:
        yield bullets(inlines(risk_link(one, links, request)) for one in risks)
    else:
        report = risk_report(site.workspace, site.quarter, register=placed.address.id)
        yield from summary(report, site)
        yield from _pictured(report, site)
        yield heading(2, f"Risks in {report.quarter.label}", "risks")
        yield _register_table(risks, site, links, request)
        yield from moved_blocks(report, links, request, 2)
    yield from notes_of(request)
    yield from source_blocks(placed)
    yield record_line(site, placed)


def _register_table(risks: Iterable[Placed[Risk]], site: Site, links: Links, request: PaperRequest) -> Block:
    """Every risk of a register, with its rating in the quarter or with the end of it."""
    rows = [
        (
            risk_link(one, links, request),
            state_text(one, site, request),
            owner_links(one.owners, site, links) or NOT_RECORDED,
            controls_text(one.record),
        )
        for one in risks
    ]
    return table(("Risk", "Rating", "Owner", "Controls"), rows)


def state_text(placed: Placed[Risk], site: Site, request: PaperRequest) -> str:
    """The rating of a risk in the quarter, that it has none, or that it is closed. Empty without a quarter."""
    if site.quarter is None:
        return ""
    if rated := site.rated_risks.get(placed.address):
        return rated_text_marked(rated, request)
    closed = placed.record.closed
    if closed and not placed.record.is_open(site.quarter):
        return f"closed {closed.on.label}"
    return f"not rated up to the end of {site.quarter.label}"
