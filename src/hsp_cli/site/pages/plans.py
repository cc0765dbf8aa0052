"""The plans: a list, and a page for each with its aims, actions, measures and indicators."""

from collections.abc import Iterable, Iterator
from functools import partial

from hsp_cli.analysis.due import DueStatus
from hsp_cli.domain.action import Scheduled
from hsp_cli.domain.address import Address, Placed
from hsp_cli.domain.file_names import file_name
from hsp_cli.domain.kind import Kind
from hsp_cli.domain.plan import Pending, Plan
from hsp_cli.domain.workspace import Workspace
from hsp_cli.formats.document import Block
from hsp_cli.papers.action_views import due_counts
from hsp_cli.papers.request import PaperRequest
from hsp_cli.site.action_tables import NOT_RECORDED, ActionTables, PartOf, anchors_of
from hsp_cli.site.aims import AimBlocks, anchor_of
from hsp_cli.site.blocks import Words, bullets, heading, inlines, paragraph, prose, table
from hsp_cli.site.links import Links
from hsp_cli.site.notes import notes_of
from hsp_cli.site.page import Page
from hsp_cli.site.parties import body_link, owner_links
from hsp_cli.site.record_texts import questions_blocks, source_blocks
from hsp_cli.site.records import record_line
from hsp_cli.site.site import Site
from hsp_cli.wording.plans import dated_text, footnote_text, related_plan_text
from hsp_cli.wording.sentences import capitalised, ended

LIST = "plans/index.html"


def path_of(plan_id: str) -> str:
    """The path of the page of a plan."""
    return f"plans/{file_name(plan_id)}.html"


def pages(site: Site) -> Iterator[Page]:
    """The list, then a page for each plan."""
    if not site.workspace.plans:
        return
    key = partial(site.items_key, site.scheduled.by_address.values(), site.workspace.plans.values())
    yield Page(LIST, "Plans", partial(_list, site), summary="Every plan, with its actions by status.", key=key)
    for placed in site.workspace.plans.values():
        yield Page(
            path_of(placed.address.id),
            placed.record.heading,
            partial(_content, site, placed),
            above=(LIST,),
            placed=placed,
            anchors=_anchors(site.workspace, placed),
            key=partial(_key, site, placed),
        )


def _anchors(workspace: Workspace, plan: Placed[Plan]) -> dict[Address, str]:
    aims = {aim.address: anchor_of(aim.record.id) for aim in workspace.of_file(Kind.AIM, plan)}
    return aims | anchors_of(_scheduled(workspace, plan))


def _key(site: Site, placed: Placed[Plan], _: Links) -> str:
    """All that the page depends on: the plan, its indicators, what its actions wait for, and the plan that followed."""
    aims = site.workspace.of_file(Kind.AIM, placed)
    named = {link.indicator for aim in aims for link in aim.record.indicators}
    indicators = [one for name, one in site.workspace.indicators.items() if name in named]
    following = site.workspace.plans.get((placed.record.ended and placed.record.ended.replaced_by) or "", placed)
    items = site.scheduled.of(_scheduled(site.workspace, placed))
    return site.items_key(items, (placed, following, *indicators))


def _list(site: Site, links: Links) -> Iterator[Block]:
    others = [one for one in site.workspace.plans.values() if site.workspace.other_organisation(one)]
    own = [one for one in site.workspace.plans.values() if one not in others]
    request = site.request("site")
    if own:
        yield _plan_table(own, site, links, request)
    if others:
        yield heading(2, "Plans of other organisations", "other-organisations")
        yield paragraph("The lists of actions on this site leave them out.")
        yield _plan_table(others, site, links, request)
    yield from notes_of(request)


def _plan_table(plans: Iterable[Placed[Plan]], site: Site, links: Links, request: PaperRequest) -> Block:
    return table(
        ("Plan", "Body or organisation", "Period", "Status", "Actions"),
        [
            (
                links.to(placed),
                _responsible(placed.record, site, links),
                _period(placed.record, request),
                _status(placed.record, request),
                capitalised(due_counts(site.scheduled.of(_scheduled(site.workspace, placed)), request)),
            )
            for placed in plans
        ],
    )


def _scheduled(workspace: Workspace, plan: Placed[Plan]) -> Iterator[Placed[Scheduled]]:
    kinds = (Kind.ACTION, Kind.MILESTONE)
    return (one for kind in kinds for one in workspace.of_file(kind, plan))


def _responsible(plan: Plan, site: Site, links: Links) -> Words:
    if plan.organisation:
        return next((one.name for one in site.settings.organisations if one.id == plan.organisation), plan.organisation)
    return body_link(plan.body, site, links) if plan.body else NOT_RECORDED


def _period(plan: Plan, request: PaperRequest) -> str:
    return request.notes.mark(plan.period.label, plan, "period") if plan.period else NOT_RECORDED


def _status(plan: Plan, request: PaperRequest) -> str:
    """The status and date of the plan, and when it ended."""
    mark = request.notes.mark
    told = (
        mark(dated_text(plan), plan, "dated"),
        mark(f"ended {plan.ended.on.label}", plan, "ended") if plan.ended else "",
    )
    return capitalised("; ".join(filter(None, told))) or NOT_RECORDED


def _content(site: Site, placed: Placed[Plan], links: Links) -> Iterator[Block]:
    plan, request = placed.record, site.request("site")
    tables = ActionTables(site, links, request)
    items = site.scheduled.of(_scheduled(site.workspace, placed))
    yield bullets(_facts(placed, site, links, request))
    yield from prose(request.notes.mark((plan.about or "").strip(), plan, "about"))
    if items:
        yield from tables.counts(items)
    yield from tables.by_status(items, (DueStatus.OVERDUE,), 2, part_of=PartOf.AIM)
    yield from _vision(plan)
    if plan.aims:
        yield heading(2, "Aims", "aims")
        yield from AimBlocks(placed, site, links, request).blocks(3)
    yield from _footnotes(plan)
    if plan.timetable:
        yield heading(2, "Timetable", "timetable")
        here = site.workspace.of_file(Kind.MILESTONE, placed)
        yield tables.table(site.scheduled.of(here), part_of=PartOf.UNSAID, is_home=True)
    yield from _rest(plan)
    yield from questions_blocks(plan.open_questions)
    yield from notes_of(request)
    yield from source_blocks(placed)
    yield record_line(site, placed)


def _facts(placed: Placed[Plan], site: Site, links: Links, request: PaperRequest) -> Iterator[Words]:
    """What the plan says of itself, each fact on a line."""
    plan, mark = placed.record, request.notes.mark
    yield inlines("Body or organisation: ", _responsible(plan, site, links))
    yield inlines("Period: ", _period(plan, request))
    yield inlines("Status: ", _status(plan, request))
    yield inlines("Leads: ", owner_links(plan.leads, site, links) or NOT_RECORDED)
    if plan.by:
        yield f"Deadline of measures without their own: {plan.by}"
    if plan.ended:
        following = site.workspace.plans.get(plan.ended.replaced_by or "")
        replaced = inlines(" It was replaced by ", links.to(following), ".") if following else ()
        reason = ended(mark(plan.ended.reason.strip(), plan, "ended"))
        yield inlines(f"Nobody monitors it since {plan.ended.on.label}: {reason}", replaced)
    if plan.review:
        yield f"Review: {plan.review}"


def _vision(plan: Plan) -> Iterator[Block]:
    if plan.vision:
        yield heading(2, "Vision", "vision")
        yield from prose(plan.vision)
    if plan.principles:
        yield heading(2, "Principles", "principles")
        yield from prose(plan.approach)
        yield bullets(": ".join(filter(None, (one.title, one.text))) for one in plan.principles)


def _footnotes(plan: Plan) -> Iterator[Block]:
    pending = {measure.pending for aim in plan.aims for one in aim.with_aims_below() for measure in one.measures}
    for one in Pending:
        if one in pending:
            yield paragraph(footnote_text(one, plan))


def _rest(plan: Plan) -> Iterator[Block]:
    if plan.resources:
        yield heading(2, "Resources", "resources")
        yield bullets(plan.resources)
    if plan.related_plans:
        yield heading(2, "Related plans", "related-plans")
        yield bullets(related_plan_text(one) for one in plan.related_plans)
