"""Links between the pages of a site."""

from collections.abc import Iterable, Mapping
from functools import cached_property, lru_cache
from posixpath import relpath
from typing import Any
from urllib.parse import quote

from hsp_cli.domain.address import Address, Placed
from hsp_cli.formats.document import Inline
from hsp_cli.site.blocks import linked
from hsp_cli.site.page import Page


class Links:
    """Every page of the site, and where each record is shown."""

    def __init__(self, pages: Iterable[Page]) -> None:
        self.pages: Mapping[str, Page] = {page.path: page for page in pages}
        """The pages by path, in the order in which they are listed."""

    @cached_property
    def targets(self) -> Mapping[Address, str]:
        """Where each record is shown, as the target of a link: its own page, or else its place in another one."""
        inside = {
            address: f"/{page.path}#{anchor}"
            for page in reversed(tuple(self.pages.values()))
            for address, anchor in page.anchors.items()
        }
        return inside | {page.placed.address: f"/{page.path}" for page in self.pages.values() if page.placed}

    @cached_property
    def names(self) -> dict[str, str]:
        """The same targets by `Address.unique`, for words that name a record."""
        return {address.unique: target for address, target in self.targets.items()}

    def to(self, placed: Placed[Any], text: str = "") -> tuple[Inline, ...]:
        """A link to a record with these words, by default its heading. Only the words if no page shows the record."""
        return self.to_address(placed.address, text or placed.record.heading or str(placed.address))

    def to_address(self, address: Address, text: str) -> tuple[Inline, ...]:
        """The same for the address of a record."""
        return linked(self.targets.get(address), text)

    def to_page(self, path: str, text: str = "") -> tuple[Inline, ...]:
        """A link to a page by its path, by default with its title. Only the words if there is no such page."""
        page = self.pages.get(path)
        return linked(f"/{path}" if page else None, text or (page.title if page else path))


def relative(target: str, page: str) -> str:
    """The target of a link as the page at a path has it: relative, if it is a path of the site."""
    if not target.startswith("/") or target.startswith("//"):
        return target
    path, mark, anchor = target[1:].partition("#")
    return ("" if path == page and mark else _way(path, page.rpartition("/")[0])) + mark + anchor


@lru_cache(maxsize=4096)
def _way(path: str, folder: str) -> str:
    """The way from a folder to a path. The pages of a folder have many links in common."""
    return quote(relpath(path, folder or "."))
