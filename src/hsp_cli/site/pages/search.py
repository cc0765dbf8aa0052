"""The search page. Its script searches in the browser; without it, the page leads to the lists."""

from collections.abc import Iterator

from hsp_cli.formats.document import Block
from hsp_cli.site.blocks import bullets, heading, paragraph
from hsp_cli.site.links import Links
from hsp_cli.site.page import Page
from hsp_cli.site.shell import SEARCH, SECTIONS
from hsp_cli.site.site import Site

INDEX = "search-index.js"
"""The path of the index."""

SCRIPT = "search.js"
"""The path of the script."""


def pages(site: Site) -> Iterator[Page]:
    """The one page. The box at the top of each page leads to it."""
    yield Page(SEARCH, "Search", _content, key=lambda _links: "search", scripts=(INDEX, SCRIPT))


def _content(links: Links) -> Iterator[Block]:
    # The script puts what it finds in the place of this paragraph, which is the one above the heading.
    yield paragraph("Search needs a script, and your browser does not run it. Every record is in one of these lists.")
    yield heading(2, "Lists", "lists")
    yield bullets(
        links.to_page(path, name) for path, name in SECTIONS.items() if path in links.pages and path != SEARCH
    )
