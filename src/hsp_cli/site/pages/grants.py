"""The grants: a list, and a page for each with its award and its returns by quarter."""

from collections.abc import Iterator
from decimal import Decimal
from functools import partial

from hsp_cli.analysis.grants import missing_content, owes_return
from hsp_cli.domain.address import Placed
from hsp_cli.domain.file_names import file_name
from hsp_cli.domain.grant import Grant, GrantReturn, Output
from hsp_cli.domain.project import Project
from hsp_cli.formats.document import Block
from hsp_cli.papers.request import PaperRequest
from hsp_cli.site.action_tables import NOT_RECORDED
from hsp_cli.site.blocks import Words, bullets, heading, inlines, paragraph, prose, table
from hsp_cli.site.links import Links
from hsp_cli.site.notes import notes_of
from hsp_cli.site.page import Page
from hsp_cli.site.parties import body_link, owner_links
from hsp_cli.site.record_texts import questions_blocks, source_blocks
from hsp_cli.site.records import place_text, record_line
from hsp_cli.site.site import Site
from hsp_cli.wording.numbers import format_number, with_unit

LIST = "grants/index.html"


def pages(site: Site) -> Iterator[Page]:
    """The list, then a page for each grant."""
    if not site.workspace.grants:
        return
    yield Page(LIST, "Grants", partial(_list, site))
    for placed in site.workspace.grants.values():
        yield Page(
            f"grants/{file_name(placed.address.id)}.html",
            placed.record.heading,
            partial(_content, site, placed),
            above=(LIST,),
            placed=placed,
            key=partial(site.records_key, (placed, *_projects(site, placed.record))),
        )


def _list(site: Site, links: Links) -> Iterator[Block]:
    request = site.request("site")
    rows = [
        (
            links.to(placed),
            _money(placed.record, placed.record.award) or NOT_RECORDED,
            owner_links(placed.record.leads, site, links) or NOT_RECORDED,
            _agreement(placed.record, request),
            _return_state(placed.record, site),
        )
        for placed in site.workspace.grants.values()
    ]
    quarter = f"Return for {site.quarter.label}" if site.quarter else "Return"
    yield table(("Grant", "Award", "Responsible", "Agreement", quarter), rows, optional=(quarter,))
    yield from notes_of(request)


def _money(grant: Grant, amount: Decimal | None) -> str:
    return "" if amount is None else with_unit(amount, grant.unit)


def _agreement(grant: Grant, request: PaperRequest) -> str:
    """The state of the agreement in words, and when it was signed."""
    signed = f"signed {grant.agreed.label}" if grant.agreed else "no signature recorded"
    state = request.notes.mark(grant.agreement or "", grant, "agreement")
    return "; ".join(filter(None, (state, request.notes.mark(signed, grant, "agreed") if grant.agreed else signed)))


def _return_state(grant: Grant, site: Site) -> str:
    if site.quarter is None:
        return ""
    if found := grant.returns.get(site.quarter):
        lacks = missing_content(found)
        return f"recorded, without {', '.join(lacks)}" if lacks else "recorded"
    return "missing" if owes_return(grant, site.quarter) else "not due" if grant.agreed else "due once it is signed"


def _content(site: Site, placed: Placed[Grant], links: Links) -> Iterator[Block]:
    grant, request = placed.record, site.request("site")
    yield bullets(_facts(site, grant, links, request))
    if projects := _projects(site, grant):
        yield heading(2, "Projects", "projects")
        yield bullets(links.to(one) for one in projects)
    yield heading(2, "Returns", "returns")
    if not grant.returns:
        yield paragraph("No return is recorded.")
    for quarter in sorted(grant.returns, reverse=True):
        yield heading(3, quarter.label, f"return-{quarter.text.lower()}")
        yield from _return(grant, grant.returns[quarter])
        yield paragraph("Record: ", place_text(site, placed, "returns", quarter.text))
    yield from questions_blocks(grant.open_questions)
    yield from notes_of(request)
    yield from source_blocks(placed)
    yield record_line(site, placed)


def _projects(site: Site, grant: Grant) -> list[Placed[Project]]:
    return [one for one in site.workspace.projects.values() if one.record.grant == grant.id]


def _facts(site: Site, grant: Grant, links: Links, request: PaperRequest) -> Iterator[Words]:
    mark = request.notes.mark
    yield f"Award: {mark(_money(grant, grant.award), grant, 'award') or NOT_RECORDED}"
    if grant.fund:
        yield f"Fund: {mark(grant.fund, grant, 'fund')}"
    yield f"Agreement: {_agreement(grant, request)}"
    yield inlines("Responsible: ", owner_links(grant.leads, site, links) or NOT_RECORDED)
    if grant.body:
        yield inlines("Returns go to: ", body_link(grant.body, site, links))
    if site.quarter:
        yield f"Return for {site.quarter.label}: {_return_state(grant, site)}"


def _return(grant: Grant, report: GrantReturn) -> Iterator[Block]:
    facts = {
        "Received": report.received.label if report.received else NOT_RECORDED,
        "Forecast spending": _money(grant, report.forecast_spend) or NOT_RECORDED,
        "Actual spending": _money(grant, report.actual_spend) or NOT_RECORDED,
        "Evidence of spending": report.evidence or NOT_RECORDED,
    }
    yield bullets(f"{name}: {value}" for name, value in facts.items())
    yield from prose(report.description)
    yield from prose(report.contribution)
    if report.outputs:
        yield table(
            ("Output", "Forecast", "Actual"),
            [(_output(one), _number(one.forecast), _number(one.actual)) for one in report.outputs],
            right=("Forecast", "Actual"),
        )
    if report.note:
        yield paragraph(f"Note: {report.note}")


def _number(number: Decimal | None) -> str:
    return NOT_RECORDED if number is None else format_number(number)


def _output(output: Output) -> str:
    return f"{output.text} ({output.unit})" if output.unit else output.text
