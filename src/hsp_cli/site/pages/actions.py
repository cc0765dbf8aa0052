"""The actions and milestones of all plans, meetings, papers and projects, by their status on the day of the site."""

from collections.abc import Iterator
from functools import partial

from hsp_cli.analysis.due import SOON, DueItem, DueItems, DueStatus, due_items
from hsp_cli.analysis.open_actions import is_raised_by
from hsp_cli.domain.owner import names
from hsp_cli.formats.document import Block
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
CLOSED_ACTIONS = "actions/closed.html"

_DONE = (DueStatus.COMPLETE, DueStatus.CLOSED)


def pages(site: Site) -> Iterator[Page]:
    """What is open, then what is closed."""
    if not site.workspace.scheduled:
        return
    found = due_items(site.workspace, site.as_of)
    raised = {status: tuple(_raised(site, found, status)) for status in DueStatus}
    yield Page(
        OPEN_ACTIONS,
        "Actions",
        partial(_open, site, found, raised),
        summary="Overdue actions first, then those due soon, due later, and without a date.",
    )
    if any(raised[status] for status in _DONE):
        yield Page(CLOSED_ACTIONS, "Closed actions", partial(_closed, site, raised), above=(OPEN_ACTIONS,))


def _raised(site: Site, found: DueItems, status: DueStatus) -> Iterator[DueItem]:
    """The items of a status that had been raised by the day of the site."""
    return (item for item in found[status] if is_raised_by(site.workspace, item.placed, site.as_of))


_Raised = dict[DueStatus, tuple[DueItem, ...]]


def _open(site: Site, found: DueItems, raised: _Raised, links: Links) -> Iterator[Block]:
    request = site.request("site")
    tables = ActionTables(site, links, request)
    everything = [item for items in raised.values() for item in items]
    yield from tables.counts(everything)
    yield paragraph(
        f"What falls due within {SOON.days} days counts as due soon; due on the day of this page is not late."
    )
    if left_out := sum(found.left_out.values()):
        counted_items = counted(left_out, "action or milestone", "actions and milestones")
        yield paragraph(f"{counted_items} of other organisations' plans {plural(left_out, 'is', 'are')} left out.")
    shown = [status for status in OPEN if raised[status]]
    ways = [linked(f"#{_anchor(status)}", f"{DUE_STATUSES[status]} ({len(raised[status])})") for status in shown]
    done = sum(len(raised[status]) for status in _DONE)
    if done:
        ways.append(links.to_page(CLOSED_ACTIONS, f"Closed ({done})"))
    yield paragraph("On this page: ", separated([*ways, links.to_page(owners.LIST, "By owner")], ", "), ".")
    for status in shown:
        yield heading(2, f"{DUE_STATUSES[status]} ({len(raised[status])})", _anchor(status))
        yield (
            tables.table(_by_owner(raised[status]), owners_first=True)
            if (status is DueStatus.OVERDUE)
            else tables.table(raised[status])
        )
    yield from notes_of(request)


def _anchor(status: DueStatus) -> str:
    return status.value.replace("_", "-")


def _by_owner(items: tuple[DueItem, ...]) -> list[DueItem]:
    """The items of each owner together, by name; those without an owner come last. The longest overdue come first."""
    return sorted(items, key=lambda item: (not item.placed.owners, names(item.placed.owners).casefold()))


def _closed(site: Site, raised: _Raised, links: Links) -> Iterator[Block]:
    request = site.request("site")
    tables = ActionTables(site, links, request)
    yield from tables.by_status([item for status in _DONE for item in raised[status]], _DONE, 2)
    yield from notes_of(request)
