"""Links to bodies and owners."""

from collections.abc import Iterable

from hsp_cli.domain.address import SETTINGS, Address
from hsp_cli.domain.kind import Kind
from hsp_cli.domain.owner import Owner, Owners
from hsp_cli.formats.document import Inline
from hsp_cli.site.blocks import Words, inlines
from hsp_cli.site.links import Links
from hsp_cli.site.site import Site
from hsp_cli.wording.bodies import body_name


def body_link(body_id: str | None, site: Site, links: Links) -> tuple[Inline, ...]:
    """A body by its name, with a link to its page. Empty without a body."""
    return links.to_address(Address(Kind.BODY, SETTINGS, body_id or ""), body_name(body_id, site.settings))


def owner_links(owners: Owners, site: Site, links: Links) -> tuple[Inline, ...]:
    """Owners in the words of the record, the lead first, each with a link to the page of the party that it means."""
    listed = sorted(owners, key=lambda owner: not owner.lead)
    return separated(_owner_link(owner, site, links) for owner in listed)


def _owner_link(owner: Owner, site: Site, links: Links) -> tuple[Inline, ...]:
    party = site.workspace.party(owner)
    if party is None or party.KIND is None:
        return inlines(str(owner))
    return links.to_address(Address(party.KIND, SETTINGS, party.id), str(owner))


def separated(items: Iterable[Words], between: Words = "; ") -> tuple[Inline, ...]:
    """Texts and links one after the other, as in a sentence, or with `Break()` between them on lines."""
    found: list[Words] = []
    for item in items:
        found += [between, item] if found else [item]
    return inlines(*found)
