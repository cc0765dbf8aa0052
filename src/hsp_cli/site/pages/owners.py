"""The owners: a list, and a page for each person, post and organisation with everything that it is responsible for."""

from collections.abc import Iterable, Iterator, Mapping
from functools import partial
from typing import Any

from hsp_cli.analysis.due import DueStatus
from hsp_cli.domain.address import SETTINGS, Address, Placed
from hsp_cli.domain.file_names import file_name
from hsp_cli.domain.kind import Kind
from hsp_cli.domain.partnership import Organisation, Party, Person, Role
from hsp_cli.formats.document import Block
from hsp_cli.site.action_tables import NOT_RECORDED, OPEN, ActionTables
from hsp_cli.site.blocks import Words, bullets, heading, inlines, paragraph, table
from hsp_cli.site.links import Links
from hsp_cli.site.notes import notes_of
from hsp_cli.site.ownership import Owned, Ownership
from hsp_cli.site.page import Page
from hsp_cli.site.pages.risks import state_text
from hsp_cli.site.parties import body_link
from hsp_cli.site.records import record_line
from hsp_cli.site.site import Site

LIST = "owners/index.html"
OTHERS = "owners/others.html"
"""The page of owners whom the settings do not list, and of what has no owner."""

_COUNTED = {
    DueStatus.OVERDUE: "Overdue",
    DueStatus.DUE: "Due soon",
    DueStatus.LATER: "Due later",
    DueStatus.UNRESOLVED: "Date not settled",
    DueStatus.UNDATED: "No deadline",
    DueStatus.LEFT_OPEN: "Left open",
}
"""The statuses that the list counts, with the heads of their columns."""


def pages(site: Site) -> Iterator[Page]:
    """The list, then a page for each person, post and organisation. Bodies have pages of their own."""
    ownership = Ownership(site)
    parties = (*site.settings.roles, *site.settings.people, *site.settings.organisations)
    if not parties and not ownership.owned:
        return
    yield Page(LIST, "Owners", partial(_list, site, ownership))
    for party in parties:
        yield Page(
            f"owners/{file_name(party.id)}.html",
            party.name,
            partial(_content, site, ownership, party),
            above=(LIST,),
            placed=_placed(site, party),
            key=partial(_key, site, ownership, party),
        )
    if ownership.others():
        yield Page(OTHERS, "Owners who are not in the settings", partial(_others, site, ownership), above=(LIST,))


def _key(site: Site, ownership: Ownership, party: Party, _: Links) -> str:
    owned = ownership.of(party)
    return site.items_key(owned.actions, (*owned.risks, *owned.indicators))


def _placed(site: Site, party: Party) -> Placed[Any]:
    assert party.KIND is not None
    return next(one for one in site.workspace.of(party.KIND) if one.record is party)


def _list(site: Site, ownership: Ownership, links: Links) -> Iterator[Block]:
    yield paragraph("How much each owner is responsible for. An action with several owners counts for each of them.")
    statuses = [
        one
        for one in _COUNTED
        if one is not DueStatus.LEFT_OPEN or any(owned.count(one) for owned in ownership.owned.values())
    ]
    rows = [_row(_link(site, links, party, name), owned, statuses) for (party, name), owned in _sorted(ownership.owned)]
    heads = ("Owner", *(_COUNTED[one] for one in statuses), "Risks", "Indicators")
    yield table(heads, rows, right=heads[1:])
    if DueStatus.LEFT_OPEN in statuses:
        yield paragraph("An action was left open if its plan or project ended before it was complete.")
    silent = [one for one in site.settings.parties() if (one.id, one.name) not in ownership.owned]
    if silent:
        yield heading(2, "Named in the settings only", "named-only")
        yield paragraph("No open action, risk or indicator on this site names these owners.")
        yield bullets(_link(site, links, one.id, one.name) for one in silent)


def _sorted(owned: Mapping[tuple[str | None, str], Owned]) -> list[tuple[tuple[str | None, str], Owned]]:
    """The owners with the most overdue actions first; nobody, then by name."""
    return sorted(owned.items(), key=lambda one: (-one[1].count(DueStatus.OVERDUE), one[0][1].casefold()))


def _row(name: Words, owned: Owned, statuses: Iterable[DueStatus]) -> tuple[Words, ...]:
    counts = [owned.count(status) for status in statuses]
    return name, *map(str, (*counts, len(owned.risks), len(owned.indicators)))


def _link(site: Site, links: Links, party_id: str | None, name: str) -> Words:
    if party_id is None:
        return links.to_page(OTHERS, name or "owner not recorded")
    for kind in (Kind.BODY, Kind.ROLE, Kind.PERSON, Kind.ORGANISATION):
        if party_id in site.settings.by_id(kind):
            return links.to_address(Address(kind, SETTINGS, party_id), name)
    return name


def _content(site: Site, ownership: Ownership, party: Party, links: Links) -> Iterator[Block]:
    request = site.request("site")
    if facts := tuple(_facts(site, party, links)):
        yield bullets(facts)
    yield from _owned_blocks(site, ownership.of(party), links, 2, ActionTables(site, links, request))
    yield from notes_of(request)
    yield record_line(site, _placed(site, party))


def _facts(site: Site, party: Party, links: Links) -> Iterator[Words]:
    if party.aliases:
        yield f"Also called: {'; '.join(party.aliases)}"
    organisation = getattr(party, "organisation", None)
    if isinstance(party, Person) and party.role:
        yield f"Post: {party.role}"
    if organisation:
        found = site.settings.by_id(Kind.ORGANISATION).get(organisation)
        yield inlines("Organisation: ", _link(site, links, organisation, found.name if found else organisation))
    if isinstance(party, Role) and party.body:
        yield body_link(party.body, site, links)
    if isinstance(party, Organisation) and party.note:
        yield party.note


def _owned_blocks(site: Site, owned: Owned, links: Links, level: int, tables: ActionTables) -> Iterator[Block]:
    if not (owned.actions or owned.risks or owned.indicators):
        yield paragraph("No open action, risk or indicator on this site names this owner.")
    if owned.actions:
        items = owned.actions
        yield from tables.counts(items)
        yield from tables.by_status(items, OPEN, level)
    if owned.risks:
        yield heading(level, f"Risks ({len(owned.risks)})", "risks")
        yield table(
            ("Risk", "Rating"),
            [(links.to(risk), state_text(risk, site, tables.request) or NOT_RECORDED) for risk in owned.risks],
        )
    if owned.indicators:
        yield heading(level, f"Indicators ({len(owned.indicators)})", "indicators")
        yield bullets(links.to(one, one.record.name) for one in owned.indicators)


def _others(site: Site, ownership: Ownership, links: Links) -> Iterator[Block]:
    request = site.request("site")
    tables = ActionTables(site, links, request)
    for number, (name, owned) in enumerate(ownership.others(), start=1):
        yield heading(2, name or "Owner not recorded", f"owner-{number}")
        if owned.actions:
            yield tables.table(owned.actions)
        if owned.risks or owned.indicators:
            yield bullets(links.to(one) for one in (*owned.risks, *owned.indicators))
    yield from notes_of(request)
