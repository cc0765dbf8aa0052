"""The priorities: a list, and a page for each with its indicators, plans, overdue actions, risks and projects."""

from collections.abc import Iterator
from functools import partial
from typing import Any

from hsp_cli.analysis.due import DueItem, DueStatus
from hsp_cli.analysis.exceptions import Exceptions, exceptions
from hsp_cli.analysis.filters import Filters
from hsp_cli.analysis.risks import risk_report
from hsp_cli.domain.address import Placed
from hsp_cli.domain.file_names import file_name
from hsp_cli.domain.kind import Kind
from hsp_cli.domain.partnership import Priority
from hsp_cli.domain.risk import RiskRegister
from hsp_cli.formats.document import Block
from hsp_cli.papers.action_views import due_counts
from hsp_cli.papers.request import PaperRequest
from hsp_cli.site.action_tables import ActionTables
from hsp_cli.site.blocks import bullets, heading, inlines, paragraph, table
from hsp_cli.site.indicator_tables import indicator_table
from hsp_cli.site.links import Links
from hsp_cli.site.notes import notes_of
from hsp_cli.site.page import Page
from hsp_cli.site.pages.actions import OPEN_ACTIONS
from hsp_cli.site.pages.projects import project_table
from hsp_cli.site.parties import separated
from hsp_cli.site.record_texts import source_blocks
from hsp_cli.site.records import record_line
from hsp_cli.site.site import Site
from hsp_cli.wording.actions import DUE_STATUSES
from hsp_cli.wording.indicators import exceptions_text, rating_counts_text
from hsp_cli.wording.priorities import priority_text
from hsp_cli.wording.redaction import beside_count_text
from hsp_cli.wording.risks import red_text
from hsp_cli.wording.sentences import capitalised

LIST = "priorities/index.html"

_MOST_OVERDUE = 200
"""The most overdue actions on the page of a priority. The list of actions has all."""


def pages(site: Site) -> Iterator[Page]:
    """The list, then a page for each priority."""
    if not site.settings.priorities:
        return
    yield Page(LIST, "Priorities", partial(_list, site))
    for placed in site.workspace.of(Kind.PRIORITY):
        yield Page(
            f"priorities/{file_name(placed.address.id)}.html",
            priority_text(placed.address.id, site.settings),
            partial(_content, site, placed),
            above=(LIST,),
            placed=placed,
            key=partial(_key, site, placed),
        )


def _key(site: Site, placed: Placed[Priority], _: Links) -> str:
    """All that the page depends on beside the settings: the records of the priority, and all registers."""
    workspace = site.workspace
    overseen: tuple[Placed[Any], ...] = (*workspace.indicators.values(), *workspace.aims, *workspace.projects.values())
    others = [one for one in overseen if one.priority == placed.address.id]
    return site.items_key(_items(site, placed), (*others, *workspace.registers.values()))


def _list(site: Site, links: Links) -> Iterator[Block]:
    request = site.request("site")
    rows = [
        (
            links.to(placed, priority_text(placed.address.id, site.settings)),
            capitalised(f"{_ratings(_found(site, placed), site)}{_beside(site)}"),
            capitalised(due_counts(_items(site, placed), request)),
        )
        for placed in site.workspace.of(Kind.PRIORITY)
    ]
    yield table(("Priority", "Indicators", "Actions"), rows)


def _found(site: Site, placed: Placed[Priority]) -> Exceptions | None:
    """All indicators of a priority in the quarter. None without a quarter."""
    filters = Filters(priority=placed.address.id)
    return exceptions(site.workspace, site.quarter, filters, everything=True) if site.quarter else None


def _ratings(found: Exceptions | None, site: Site) -> str:
    return rating_counts_text(found.counts, site.settings.rag) if found else "not rated: no quarter has ended"


def _items(site: Site, placed: Placed[Priority]) -> tuple[DueItem, ...]:
    """The actions and milestones of a priority that had been raised by the day of the site."""
    return site.scheduled.by_priority.get(placed.address.id, ())


def _content(site: Site, placed: Placed[Priority], links: Links) -> Iterator[Block]:
    request = site.request("site")
    items = _items(site, placed)
    yield from _indicators(site, placed, links, request)
    if items:
        tables = ActionTables(site, links, request)
        yield heading(2, "Actions", "actions")
        yield from tables.counts(items)
        if overdue := [item for item in items if item.status is DueStatus.OVERDUE]:
            yield heading(3, f"{DUE_STATUSES[DueStatus.OVERDUE]} ({len(overdue):,})", "overdue")
            yield from tables.longest_overdue(overdue, _MOST_OVERDUE)
        yield paragraph("See ", links.to_page(OPEN_ACTIONS, "all actions"), ".")
    yield from _plans(site, placed, links)
    yield from _risks(site, placed, links)
    yield from _projects(site, placed, links, request)
    yield from notes_of(request)
    yield from source_blocks(placed)
    yield record_line(site, placed)


def _indicators(site: Site, placed: Placed[Priority], links: Links, request: PaperRequest) -> Iterator[Block]:
    indicators = [one for one in site.workspace.indicators.values() if one.record.priority == placed.address.id]
    yield heading(2, "Indicators", "indicators")
    if not indicators:
        yield paragraph(f"No indicator names this priority{_beside(site)}.")
        return
    if found := _found(site, placed):
        yield paragraph(f"{rating_counts_text(found.counts, site.settings.rag)}{_beside(site)}.")
        yield paragraph(f"{exceptions_text(len(found.exceptions), found.judged, found.quarter)}{_beside(site)}.")
    yield indicator_table([(one, "") for one in indicators], site, links, request)


def _beside(site: Site) -> str:
    """The words after a count of indicators, if exempt indicators are left out."""
    return beside_count_text(site.left_out, Kind.INDICATOR)


def _plans(site: Site, placed: Placed[Priority], links: Links) -> Iterator[Block]:
    """The plans with aims under the priority, and these aims, without those inside them."""
    rows = []
    for plan in site.workspace.plans.values():
        aims = [one for one in site.workspace.of_file(Kind.AIM, plan) if one.priority == placed.address.id]
        above = {one.place.keys for one in aims}
        top = [one for one in aims if not any(one.place.keys[:end] in above for end in range(len(one.place.keys)))]
        if top:
            rows.append((links.to(plan), separated(links.to(one) for one in top)))
    if rows:
        yield heading(2, "Plans", "plans")
        yield table(("Plan", "Aims"), rows)


def _risks(site: Site, placed: Placed[Priority], links: Links) -> Iterator[Block]:
    """The registers of the bodies that oversee aims or projects of the priority."""
    overseen: tuple[Placed[Any], ...] = (*site.workspace.aims, *site.workspace.projects.values())
    bodies = {one.body for one in overseen if one.priority == placed.address.id}
    registers = [one for one in site.workspace.registers.values() if one.record.body in bodies]
    if registers:
        yield heading(2, "Risk registers of the bodies responsible", "risks")
        yield bullets(inlines(links.to(one), _red(site, one)) for one in registers)


def _red(site: Site, register: Placed[RiskRegister]) -> str:
    if site.quarter is None:
        return ""
    found = risk_report(site.workspace, site.quarter, register=register.address.id)
    return f": {red_text(found.counts, found.quarter)}{beside_count_text(site.left_out, Kind.RISK)}"


def _projects(site: Site, placed: Placed[Priority], links: Links, request: PaperRequest) -> Iterator[Block]:
    projects = [one for one in site.workspace.projects.values() if one.record.priority == placed.address.id]
    if projects:
        yield heading(2, "Projects", "projects")
        yield project_table(projects, site, links)
