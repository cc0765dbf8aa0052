"""The index that the search page reads: every page, and every record that a page shows."""

import json
from collections.abc import Iterator
from typing import Any, NamedTuple

from hsp_cli.domain.address import Placed
from hsp_cli.domain.kind import Kind
from hsp_cli.domain.partnership import Party
from hsp_cli.site.links import Links, relative
from hsp_cli.site.shell import SEARCH
from hsp_cli.site.site import Site
from hsp_cli.wording.redaction import left_out_text

_NOTE = "Search looks in the titles, codes and ids of records, not in the whole text of pages and papers."


class Entry(NamedTuple):
    """What can be found: its title, code, kind, the record that holds it, its address from the search page, and other
    words by which it can be found. What it does not have is empty.
    """

    title: str
    code: str
    kind: str
    where: str
    path: str
    others: str


def index_script(site: Site, links: Links) -> bytes:
    """The index as a script, because a page on disk may not fetch any other file.

    It is ASCII, and no text in it can end a script. `note` says what search does not look at.
    """
    note = " ".join(filter(None, (_NOTE, left_out_text(site.left_out))))
    found = {"note": note, "entries": list(entries(site, links))}
    text = json.dumps(found, separators=(",", ":")).replace("<", "\\u003c")
    return f"const hspIndex = {text};\n".encode("ascii")


def entries(site: Site, links: Links) -> Iterator[Entry]:
    """The pages about no record, then the records that a page shows, kind by kind in the order of the workspace."""
    for page in links.pages.values():
        if page.placed is None and page.path != SEARCH:
            above = [links.pages[path].title for path in page.above if path in links.pages]
            yield Entry(page.title, "", "Page", ", ".join(above), _address(f"/{page.path}"), "")
    for kind in Kind:
        for placed in site.workspace.of(kind):
            if target := links.targets.get(placed.address):
                yield _entry(site, placed, target)


def _entry(site: Site, placed: Placed[Any], target: str) -> Entry:
    record, kind = placed.record, placed.address.kind
    file = site.workspace.file_of(placed)
    is_inside = file.address != placed.address and file.address.kind is not Kind.PARTNERSHIP
    others = (placed.address.id, *(record.aliases if isinstance(record, Party) else ()))
    return Entry(
        record.heading or placed.address.id,
        str(getattr(record, "code", None) or getattr(record, "number", None) or ""),
        kind.label.capitalize(),
        file.record.heading if is_inside else "",
        _address(target),
        " ".join(others),
    )


def _address(target: str) -> str:
    return relative(target, SEARCH)
