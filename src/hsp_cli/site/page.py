"""A page of the site, before it is written as HTML."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Protocol

from hsp_cli.domain.address import Address, Placed
from hsp_cli.formats.document import Block
from hsp_cli.site.file import Waits

if TYPE_CHECKING:
    from hsp_cli.site.links import Links
    from hsp_cli.site.site import Site


@dataclass(frozen=True, slots=True)
class Page:
    """One page.

    `path` is its place in the site, with forward slashes. `title` becomes the heading of the first level, so the blocks
    begin below it. `content` makes the blocks when the page is asked for. A target of a link in them that begins with
    `/` is a path of the site, as in `/plans/cohesion.html#a1`; the page has it relative to itself.

    `above` are the paths of the pages above this one, from the first level down, without the home page. `summary` is
    a sentence for search engines and lists. `placed` is the record that the page is about, if any. `anchors` are the
    records that it shows inside it, with the anchor of each: the links to such a record lead there. `pictures` are the
    paths of the pictures, by name, that are files of the site and not inside the page. `key` makes the key of what the
    content depends on beside hsp, the settings, the quarter and the day; without it, that may be any record
    (`site.file`). `scripts` are the paths of scripts of the site that the page runs; it must be readable without them.
    On a page without a key, words that name a record lead to where the site shows it.
    """

    path: str
    title: str
    content: "Callable[[Links], Iterable[Block]]"
    above: tuple[str, ...] = ()
    summary: str = ""
    placed: Placed[Any] | None = None
    anchors: Mapping[Address, str] = field(default_factory=dict)
    pictures: Mapping[str, str] = field(default_factory=dict)
    key: "Callable[[Links], str] | None" = None
    scripts: tuple[str, ...] = ()
    waits: Waits = Waits.FOR_NONE
    known_as: Mapping[str, Any] | None = None
    """What the page is about in the words of schema.org, for programs that search the web."""


class Pages(Protocol):
    """The interface of a module of `site.pages`."""

    def pages(self, site: "Site") -> Iterator[Page]:
        """The pages of a kind, in the order of their list. None if the partnership has nothing to show on them."""
