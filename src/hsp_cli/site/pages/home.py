"""The home page: the quarter at a glance."""

from collections.abc import Iterator

from hsp_cli.formats.document import Block
from hsp_cli.site.blocks import paragraph
from hsp_cli.site.links import Links
from hsp_cli.site.page import Page
from hsp_cli.site.shell import HOME
from hsp_cli.site.site import Site


def pages(site: Site) -> Iterator[Page]:
    """The one home page."""

    def content(links: Links) -> Iterator[Block]:
        quarter = site.quarter.label if site.quarter else "no quarter yet"
        yield paragraph(f"The records of {site.settings.name} for {quarter}.")

    yield Page(HOME, site.settings.name, content)
