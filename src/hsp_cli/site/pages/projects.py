"""The projects: a list, and a page for each with its stage, milestones, funding and updates by quarter."""

from collections.abc import Iterable, Iterator
from functools import partial

from hsp_cli.domain.address import Placed
from hsp_cli.domain.file_names import file_name
from hsp_cli.domain.kind import Kind
from hsp_cli.domain.project import FundingChange, Project
from hsp_cli.formats.document import Block
from hsp_cli.papers.request import PaperRequest
from hsp_cli.site.action_tables import NOT_RECORDED, ActionTables, PartOf, anchors_of
from hsp_cli.site.blocks import Words, bullets, heading, inlines, paragraph, prose, table
from hsp_cli.site.links import Links
from hsp_cli.site.notes import notes_of
from hsp_cli.site.page import Page
from hsp_cli.site.parties import body_link, owner_links
from hsp_cli.site.record_texts import questions_blocks, source_blocks
from hsp_cli.site.records import place_text, record_line
from hsp_cli.site.site import Site
from hsp_cli.wording.numbers import format_number
from hsp_cli.wording.plans import in_brackets
from hsp_cli.wording.priorities import priority_text
from hsp_cli.wording.sentences import ended

LIST = "projects/index.html"


def pages(site: Site) -> Iterator[Page]:
    """The list, then a page for each project."""
    if not site.workspace.projects:
        return
    yield Page(LIST, "Projects", partial(_list, site))
    for placed in site.workspace.projects.values():
        yield Page(
            f"projects/{file_name(placed.address.id)}.html",
            placed.record.heading,
            partial(_content, site, placed),
            above=(LIST,),
            placed=placed,
            anchors=anchors_of(site.workspace.of_file(Kind.MILESTONE, placed)),
            key=partial(_key, site, placed),
        )


def _key(site: Site, placed: Placed[Project], _: Links) -> str:
    grant = site.workspace.grants.get(placed.record.grant or "")
    return site.records_key((placed, *((grant,) if grant else ())))


def _list(site: Site, links: Links) -> Iterator[Block]:
    yield project_table(site.workspace.projects.values(), site, links)


def project_table(projects: Iterable[Placed[Project]], site: Site, links: Links) -> Block:
    """A row for each project: who is responsible, how far it has got, and what is in its way."""
    rows = [
        (
            links.to(placed),
            placed.record.programme or "",
            owner_links(placed.record.responsible, site, links) or NOT_RECORDED,
            _stage(placed.record),
            placed.record.obstacle or "",
            _latest(placed.record),
        )
        for placed in projects
    ]
    return table(
        ("Project", "Programme", "Responsible", "Stage", "Obstacle", "Latest update"),
        rows,
        optional=("Programme", "Obstacle"),
    )


def _stage(project: Project) -> str:
    ending = f"ended {project.ended.on.label}" if project.ended else ""
    return "; ".join(filter(None, (project.stage, ending))) or NOT_RECORDED


def _latest(project: Project) -> str:
    return max(project.updates).label if project.updates else NOT_RECORDED


def _content(site: Site, placed: Placed[Project], links: Links) -> Iterator[Block]:
    project, request = placed.record, site.request("site")
    yield bullets(_facts(site, project, links, request))
    milestones = site.workspace.of_file(Kind.MILESTONE, placed)
    if milestones:
        tables = ActionTables(site, links, request)
        yield heading(2, "Milestones", "milestones")
        yield tables.table(site.scheduled.of(milestones), part_of=PartOf.UNSAID, is_home=True)
    if project.funding_changes:
        yield heading(2, "Changes in funding", "funding")
        yield bullets(_funding(change) for change in project.funding_changes)
    yield heading(2, "Updates", "updates")
    if not project.updates:
        yield paragraph("No update is recorded.")
    for quarter in sorted(project.updates, reverse=True):
        yield heading(3, quarter.label, f"update-{quarter.text.lower()}")
        yield from prose(request.notes.mark(project.updates[quarter], project, "updates", quarter.text))
        yield paragraph("Record: ", place_text(site, placed, "updates", quarter.text))
    yield from questions_blocks(project.open_questions)
    yield from notes_of(request)
    yield from source_blocks(placed)
    yield record_line(site, placed)


def _facts(site: Site, project: Project, links: Links, request: PaperRequest) -> Iterator[Words]:
    mark = request.notes.mark
    yield f"Stage: {mark(_stage(project), project, 'stage')}"
    if project.obstacle:
        yield f"Obstacle: {mark(project.obstacle, project, 'obstacle')}"
    yield inlines("Sponsor: ", owner_links(project.sponsor, site, links) or NOT_RECORDED)
    yield inlines("Leads: ", owner_links(project.leads, site, links) or NOT_RECORDED)
    if project.programme:
        yield f"Programme: {mark(project.programme, project, 'programme')}"
    if project.priority:
        yield f"Priority: {priority_text(project.priority, site.settings)}"
    if project.body:
        yield inlines("Body: ", body_link(project.body, site, links))
    if grant := site.workspace.grants.get(project.grant or ""):
        yield inlines("Grant: ", links.to(grant))
    if project.ended:
        reason = ended(mark(project.ended.reason.strip(), project, "ended"))
        yield f"Ended {project.ended.on.label}: {reason}"


def _funding(change: FundingChange) -> str:
    when = f"{change.on.label}: " if change.on else ""
    amounts = [
        f"{word} {format_number(amount)}"
        for word, amount in (("before", change.before), ("after", change.after))
        if amount is not None
    ]
    return f"{when}{change.text}{in_brackets('amounts', ', '.join(amounts))}"
