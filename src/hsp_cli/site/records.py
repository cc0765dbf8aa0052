"""What every record has on its page: its line in its file, and the records that name it."""

from collections.abc import Iterator
from typing import Any

from hsp_cli.domain.address import Placed
from hsp_cli.domain.finding import Key
from hsp_cli.formats.document import Block, CodeText, Inline, Link
from hsp_cli.publishing.record_links import RecordPlace
from hsp_cli.site.blocks import Words, bullets, heading, inlines, paragraph
from hsp_cli.site.links import Links
from hsp_cli.site.site import Site


def record_line(site: Site, placed: Placed[Any]) -> Block:
    """The last line about a record: where it is written."""
    return paragraph("Record: ", place_text(site, placed))


def place_text(site: Site, placed: Placed[Any], *keys: Key) -> tuple[Inline, ...]:
    """The file and line of a record, or of a value in it: a link to the code host, if the settings name one."""
    return _linked(site.place_of(placed, *keys), "{0.path}:{0.line}", "{0.path}")


def line_text(site: Site, placed: Placed[Any], *keys: Key) -> tuple[Inline, ...]:
    """The line of a value in its file, in the same way, where the file is named beside it."""
    return _linked(site.place_of(placed, *keys), "line {0.line}", "file")


def _linked(place: RecordPlace, words: str, of_file: str) -> tuple[Inline, ...]:
    if place.address is None:
        return inlines(CodeText(words.format(place)), ", not committed" if place.is_changed else "")
    if place.is_changed:
        said = f" (line {place.line}, with changes that are not committed)"
        return inlines(Link(place.address, (CodeText(of_file.format(place)),)), said)
    return (Link(place.address, (CodeText(words.format(place)),)),)


def named_in(site: Site, placed: Placed[Any], links: Links) -> Iterator[Block]:
    """The records that name a record, each once, by kind. Nothing if none does."""
    holders = {one.holder.address: one.holder for one in site.backlinks.of(placed)}
    if not holders:
        return
    yield heading(2, "Named in", "named-in")
    yield bullets(_named(site, holder, links) for holder in holders.values())


def _named(site: Site, holder: Placed[Any], links: Links) -> Words:
    """A record with its kind, and the file's record that holds it."""
    kind = f"{holder.address.kind.label.capitalize()}: "
    file = site.workspace.file_of(holder)
    inside = (
        inlines(" (", links.to(file), ")")
        if file.address != holder.address and file is not site.workspace.settings
        else ()
    )
    return inlines(kind, links.to(holder), inside)
