"""The home page: the quarter at a glance."""

from collections.abc import Iterator, Sequence
from datetime import timedelta

from hsp_cli.analysis.due import SOON, DueItem, DueStatus, due_items
from hsp_cli.analysis.exceptions import Exceptions, PriorityLines, exceptions
from hsp_cli.analysis.open_actions import is_raised_by
from hsp_cli.domain.address import SETTINGS, Address
from hsp_cli.domain.kind import Kind
from hsp_cli.domain.period import Period
from hsp_cli.drawing.ratings_chart import ratings_chart
from hsp_cli.formats.document import Block
from hsp_cli.papers.request import PaperRequest
from hsp_cli.papers.risk_views import rated_text_marked
from hsp_cli.papers.summary import MOST_LISTED, OffTrackView, missing, off_track
from hsp_cli.site.action_tables import ActionTables
from hsp_cli.site.blocks import Words, bullets, heading, inlines, paragraph, picture, table
from hsp_cli.site.file import Waits
from hsp_cli.site.links import Links
from hsp_cli.site.notes import notes_of
from hsp_cli.site.page import Page
from hsp_cli.site.pages import risks
from hsp_cli.site.pages.actions import OPEN_ACTIONS
from hsp_cli.site.pages.changes import CHANGES
from hsp_cli.site.pages.indicators import LIST as INDICATORS
from hsp_cli.site.pages.papers import LIST as PAPERS, formats_of
from hsp_cli.site.shell import HOME
from hsp_cli.site.site import Site
from hsp_cli.wording.counts import counted, plural
from hsp_cli.wording.indicators import exceptions_text, no_exceptions_text, rating_counts_text
from hsp_cli.wording.marked import joined
from hsp_cli.wording.priorities import priority_text
from hsp_cli.wording.redaction import beside_count_text, left_out_text
from hsp_cli.wording.risks import movements_text

_AHEAD = timedelta(days=92)
"""How far ahead meetings are listed: about a quarter."""


def pages(site: Site) -> Iterator[Page]:
    """The one home page."""
    yield Page(
        HOME, site.settings.name, lambda links: _content(site, links), summary=_summary(site), waits=Waits.FOR_ALL
    )


def _summary(site: Site) -> str:
    about = f" in {site.quarter.label}" if site.quarter else ""
    return f"Plans, indicators, risks and papers of {site.settings.name}{about}."


def _content(site: Site, links: Links) -> Iterator[Block]:
    request = site.request("home")
    tables = ActionTables(site, links, request)
    items = [
        item
        for found in due_items(site.workspace, site.as_of).by_status.values()
        for item in found
        if is_raised_by(site.workspace, item.placed, site.as_of)
    ]
    yield from _opening(site, links)
    if site.quarter:
        found = exceptions(site.workspace, site.quarter)
        yield from _off_track(found, site, links, request)
        yield from _risks(site, links, request)
    if items:
        yield from _overdue(items, tables, links)
    if site.quarter:
        yield from _missing(found, site, request)
    yield from _ahead(site, items, tables, links)
    yield from _papers(site, links)
    yield from notes_of(request)


def _opening(site: Site, links: Links) -> Iterator[Block]:
    """Which quarter and which day the page is about, and what it leaves out."""
    day = Period.day(site.as_of).label
    if site.quarter is None:
        yield paragraph(f"Nothing is recorded for a quarter that has ended before {day}, so no ratings are shown.")
    else:
        first, last = (Period.day(one).label for one in (site.quarter.first_day, site.quarter.last_day))
        yield paragraph(f"{site.quarter.label} at a glance: {first} to {last}. Deadlines are as of {day}.")
        if later := site.later_quarter:
            yield paragraph(f"The latest quarter that has ended is {later.label}; it is not shown.")
    if left_out := left_out_text(site.left_out):
        yield paragraph(left_out)
    if CHANGES in links.pages:
        yield paragraph("See ", links.to_page(CHANGES, "what has changed since the last paper or quarter"), ".")


def _off_track(found: Exceptions, site: Site, links: Links, request: PaperRequest) -> Iterator[Block]:
    """The counts by rating, the exceptions by priority, and the worst of them."""
    yield heading(2, "Off track", "off-track")
    beside = beside_count_text(site.left_out, Kind.INDICATOR)
    counts = request.notes.mark(
        rating_counts_text(found.counts, site.settings.rag), site.settings, "exceptions", "schemes"
    )
    yield paragraph(counts, f"{beside}. {exceptions_text(len(found.exceptions), found.judged, found.quarter)}{beside}.")
    if found.covered:
        yield picture(ratings_chart(found, site.settings, "ratings"))
    if found.priorities:
        yield table(("Priority", "Exceptions"), [_priority(one, site, links) for one in found.priorities])
    if found.exceptions:
        yield heading(3, "The furthest off track", "worst")
        worst = off_track(found, request)
        heads = ("Indicator", "Rating and direction", "Last quarter", "Reason")
        yield table(heads, [_exception(one) for one in worst])
        if more := len(found.exceptions) - len(worst):
            yield paragraph(
                f"{counted(more, 'more exception')}: see ", links.to_page(INDICATORS, "all indicators"), "."
            )


def _priority(lines: PriorityLines, site: Site, links: Links) -> tuple[Words, ...]:
    """A priority, and how many exceptions it has or why nobody can say."""
    name = priority_text(lines.priority, site.settings)
    count = (
        counted(len(lines.exceptions), "exception")
        if lines.exceptions
        else no_exceptions_text(lines.judged).removesuffix(".")
    )
    beside = beside_count_text(site.left_out, Kind.INDICATOR)
    return links.to_address(Address(Kind.PRIORITY, SETTINGS, lines.priority), name), f"{count}{beside}"


def _exception(one: OffTrackView) -> tuple[Words, ...]:
    rating = [part for part in (one.indicator.rag, one.indicator.direction) if part]
    return one.indicator.name, joined(rating, "; "), one.before, one.why


def _risks(site: Site, links: Links, request: PaperRequest) -> Iterator[Block]:
    """How many risks are red, which they are, and what moved."""
    report = site.risk_report
    if report is None or not site.workspace.registers:
        return
    yield heading(2, "Risks", "risks")
    yield from risks.summary(report, site)
    if report.risks:
        yield paragraph(f"{movements_text(report.counts, len(report.movements), len(report.first_rated))}.")
    if report.red:
        listed = report.red[:MOST_LISTED]
        yield heading(3, f"Red risks ({len(report.red)})", "red")
        yield bullets(inlines(links.to(one.placed), ": ", rated_text_marked(one, request)) for one in listed)
        if more := len(report.red) - len(listed):
            yield paragraph(f"{more} more {plural(more, 'is', 'are')} red.")
    yield paragraph("See ", links.to_page(risks.LIST, "all risks"), ".")


def _overdue(items: Sequence[DueItem], tables: ActionTables, links: Links) -> Iterator[Block]:
    """How many actions are overdue, and those that are overdue the longest."""
    overdue = [item for item in items if item.status is DueStatus.OVERDUE]
    yield heading(2, "Overdue", "overdue") if overdue else heading(2, "Actions", "actions")
    yield from tables.counts(items)
    yield from tables.longest_overdue(overdue, MOST_LISTED, is_short=True)
    yield paragraph("See ", links.to_page(OPEN_ACTIONS, "all actions"), ".")


def _missing(found: Exceptions, site: Site, request: PaperRequest) -> Iterator[Block]:
    """What nobody has recorded, so that this page cannot say it."""
    report = site.risk_report
    assert report is not None  # there is a quarter
    if views := missing(found, report, request):
        yield heading(2, "Missing", "missing")
        yield paragraph("This page cannot say what nobody has recorded:")
        rows = [(one.what, f"{one.count:,}", one.which) for one in views]
        yield table(("What is missing", "How many", "Which, and who owes it"), rows, right=("How many",))


def _ahead(site: Site, items: Sequence[DueItem], tables: ActionTables, links: Links) -> Iterator[Block]:
    """The meetings to come, and what falls due soon."""
    meetings = sorted(
        (
            one
            for one in site.workspace.meetings.values()
            if site.as_of <= one.record.on.last_day <= site.as_of + _AHEAD
        ),
        key=lambda one: (one.record.on.first_day, one.address.id),
    )
    soon = [item for item in items if item.status is DueStatus.DUE]
    if meetings or soon:
        yield heading(2, "Coming up", "coming-up")
    if meetings:
        yield bullets(inlines(f"{one.record.on.label}: ", links.to(one)) for one in meetings)
    if soon:
        yield paragraph(
            f"{counted(len(soon), 'item')} {plural(len(soon), 'falls', 'fall')} due within {SOON.days} days."
        )
        yield tables.table(soon[:MOST_LISTED], is_short=True)


def _papers(site: Site, links: Links) -> Iterator[Block]:
    """The papers of the quarter, each with its formats."""
    if site.papers:
        yield heading(2, "Papers", "papers")
        listed = site.papers[:MOST_LISTED]
        yield bullets(inlines(f"{paper.title}: ", formats_of(site, paper)) for paper in listed)
        yield paragraph("See ", links.to_page(PAPERS, "all papers"), ".")
