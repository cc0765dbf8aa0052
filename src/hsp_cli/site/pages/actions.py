"""The actions and milestones of all plans, meetings, papers and projects, by their status on the day of the site."""

from collections.abc import Iterable, Iterator, Mapping
from functools import partial

from hsp_cli.analysis.due import SOON, DueItem, DueStatus
from hsp_cli.domain.owner import names
from hsp_cli.formats.document import Block, Inline, Strong
from hsp_cli.site.action_tables import NOT_RECORDED, OPEN, ActionTables
from hsp_cli.site.blocks import bullets, heading, inlines, linked, paragraph
from hsp_cli.site.links import Links
from hsp_cli.site.notes import notes_of
from hsp_cli.site.page import Page
from hsp_cli.site.pages import owners
from hsp_cli.site.parties import separated
from hsp_cli.site.site import Site
from hsp_cli.wording.actions import DUE_STATUSES, due_text
from hsp_cli.wording.counts import counted, plural

OPEN_ACTIONS = "actions.html"

_MOST = 200
"""The most items of a status on the page of all actions. More than these have pages of their own."""

_MOST_OF_PAGE = 500
"""The most items of a page of their own, so that a browser shows it at once."""

_DONE = (DueStatus.COMPLETE, DueStatus.CLOSED)
"""What is done always has a page of its own."""

_Items = Mapping[DueStatus, tuple[DueItem, ...]]
_Parts = tuple[tuple[DueItem, ...], ...]
"""The items of a status, as its pages have them."""


def pages(site: Site) -> Iterator[Page]:
    """The page of all actions, then those of some statuses."""
    if not site.workspace.scheduled:
        return
    own = site.scheduled.own
    items = {status: _in_order(status, own) for status in DueStatus}
    summary = "Overdue actions first, then those due soon, due later, and without a date."
    yield Page(
        OPEN_ACTIONS, "Actions", partial(_all, site, items), summary=summary, key=partial(site.items_key, own, ())
    )
    for status in DueStatus:
        if _has_page(status, items):
            parts = _parts(items[status])
            for number in range(len(parts)):
                yield Page(
                    _path(status, number),
                    _title_of_page(status, parts, number),
                    partial(_of_status, site, status, parts, number),
                    above=(OPEN_ACTIONS,),
                    key=partial(site.items_key, items[status], ()),
                )


def _parts(items: tuple[DueItem, ...]) -> _Parts:
    return tuple(items[at : at + _MOST_OF_PAGE] for at in range(0, len(items), _MOST_OF_PAGE))


def _in_order(status: DueStatus, items: Iterable[DueItem]) -> tuple[DueItem, ...]:
    """The items of a status. What is overdue is in order of the owners, the longest overdue of each first."""
    found = (item for item in items if item.status is status)
    if status is not DueStatus.OVERDUE:
        return tuple(found)
    return tuple(sorted(found, key=lambda item: (not item.placed.owners, names(item.placed.owners).casefold())))


def _has_page(status: DueStatus, items: _Items) -> bool:
    return len(items[status]) > (0 if status in _DONE else _MOST)


def _path(status: DueStatus, number: int = 0) -> str:
    return f"actions/{_anchor(status)}{f'-{number + 1}' if number else ''}.html"


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


def _title_of_page(status: DueStatus, parts: _Parts, number: int) -> str:
    title = f"Actions: {DUE_STATUSES[status].lower()}"
    return f"{title}, page {number + 1} of {len(parts)}" if len(parts) > 1 else title


def _of_status(site: Site, status: DueStatus, parts: _Parts, number: int, links: Links) -> Iterator[Block]:
    """A page of a status: the counts of all, the way to its other pages, and its own items."""
    request = site.request("actions")
    tables = ActionTables(site, links, request)
    yield from tables.counts([item for part in parts for item in part])
    if len(parts) > 1:
        yield bullets(_way_to_part(status, parts, number, other, links) for other in range(len(parts)))
    yield _table(status, parts[number], tables)
    yield from notes_of(request)


def _way_to_part(status: DueStatus, parts: _Parts, here: int, number: int, links: Links) -> tuple[Inline, ...]:
    """A link to one of the pages of a status, which says what the page begins and ends with."""
    page = f"Page {number + 1}"
    link = (Strong(inlines(f"{page}, this page")),) if number == here else links.to_page(_path(status, number), page)
    return inlines(link, ": ", _part_text(status, parts[number]))


def _part_text(status: DueStatus, part: tuple[DueItem, ...]) -> str:
    """The owners or deadlines at the two ends of a part."""
    ends = [_end(status, item) for item in (part[0], part[-1])]
    return " to ".join(dict.fromkeys(ends))


def _end(status: DueStatus, item: DueItem) -> str:
    if status is DueStatus.OVERDUE:
        return names(item.placed.owners) or NOT_RECORDED
    return due_text(item.placed.record) or "without a deadline"


def _table(status: DueStatus, items: Iterable[DueItem], tables: ActionTables) -> Block:
    """The items of a status. The owners of what is overdue come first."""
    return tables.table(items, owners_first=status is DueStatus.OVERDUE)
