"""The actions and milestones of all plans, meetings, papers and projects, by their status on the day of the site."""

from collections.abc import Iterator, Mapping
from functools import partial

from hsp_cli.analysis.due import SOON, DueItem, DueStatus
from hsp_cli.domain.owner import names
from hsp_cli.formats.document import Block, Inline
from hsp_cli.site.action_tables import OPEN, ActionTables
from hsp_cli.site.blocks import heading, linked, paragraph
from hsp_cli.site.links import Links
from hsp_cli.site.notes import notes_of
from hsp_cli.site.page import Page
from hsp_cli.site.pages import owners
from hsp_cli.site.parties import separated
from hsp_cli.site.site import Site
from hsp_cli.wording.actions import DUE_STATUSES
from hsp_cli.wording.counts import counted, plural

OPEN_ACTIONS = "actions.html"

_MOST = 200
"""The most items of a status on the page of all actions. More than these have a page of their own."""

_DONE = (DueStatus.COMPLETE, DueStatus.CLOSED)
"""What is done always has a page of its own."""

_Items = Mapping[DueStatus, tuple[DueItem, ...]]


def pages(site: Site) -> Iterator[Page]:
    """The page of all actions, then those of some statuses."""
    if not site.workspace.scheduled:
        return
    own = site.scheduled.own
    items = {status: tuple(item for item in own if item.status is status) for status in DueStatus}
    summary = "Overdue actions first, then those due soon, due later, and without a date."
    yield Page(
        OPEN_ACTIONS, "Actions", partial(_all, site, items), summary=summary, key=partial(site.items_key, own, ())
    )
    for status in DueStatus:
        if _has_page(status, items):
            title = f"Actions: {DUE_STATUSES[status].lower()}"
            content = partial(_of_status, site, status, items[status])
            yield Page(
                _path(status), title, content, above=(OPEN_ACTIONS,), key=partial(site.items_key, items[status], ())
            )


def _has_page(status: DueStatus, items: _Items) -> bool:
    return len(items[status]) > (0 if status in _DONE else _MOST)


def _path(status: DueStatus) -> str:
    return f"actions/{_anchor(status)}.html"


def _anchor(status: DueStatus) -> str:
    return status.value.replace("_", "-")


def _all(site: Site, items: _Items, links: Links) -> Iterator[Block]:
    request = site.request("actions")
    tables = ActionTables(site, links, request)
    yield from tables.counts(site.scheduled.own)
    yield paragraph(
        f"What falls due within {SOON.days} days counts as due soon; due on the day of this page is not late."
    )
    if others := site.scheduled.of_others:
        noun = counted(others, "action or milestone", "actions and milestones")
        yield paragraph(f"{noun} of other organisations' plans {plural(others, 'is', 'are')} left out.")
    ways = [_way(status, items, links) for status in DueStatus if items[status]]
    yield paragraph("By status: ", separated(ways, ", "), ". By owner: ", links.to_page(owners.LIST), ".")
    for status in OPEN:
        if items[status] and not _has_page(status, items):
            yield heading(2, _title(status, items), _anchor(status))
            yield _table(status, items[status], tables)
    yield from notes_of(request)


def _way(status: DueStatus, items: _Items, links: Links) -> tuple[Inline, ...]:
    """A link to the items of a status, on the page or on their own."""
    title = _title(status, items)
    return links.to_page(_path(status), title) if _has_page(status, items) else linked(f"#{_anchor(status)}", title)


def _title(status: DueStatus, items: _Items) -> str:
    return f"{DUE_STATUSES[status]} ({len(items[status]):,})"


def _of_status(site: Site, status: DueStatus, items: tuple[DueItem, ...], links: Links) -> Iterator[Block]:
    request = site.request("actions")
    tables = ActionTables(site, links, request)
    yield from tables.counts(items)
    yield _table(status, items, tables)
    yield from notes_of(request)


def _table(status: DueStatus, items: tuple[DueItem, ...], tables: ActionTables) -> Block:
    """The items of a status. What is overdue is in order of the owners, the longest overdue of each first."""
    if status is not DueStatus.OVERDUE:
        return tables.table(items)
    by_owner = sorted(items, key=lambda item: (not item.placed.owners, names(item.placed.owners).casefold()))
    return tables.table(by_owner, owners_first=True)
