"""The indicators: a list, and a page for each with its figures."""

from collections.abc import Iterator
from functools import partial

from hsp_cli.domain.address import Placed
from hsp_cli.domain.indicator import Indicator
from hsp_cli.domain.performance import performance_of
from hsp_cli.formats.document import Block
from hsp_cli.site.blocks import paragraph, table
from hsp_cli.site.file_names import file_name
from hsp_cli.site.links import Links
from hsp_cli.site.page import Page
from hsp_cli.site.site import Site
from hsp_cli.wording.indicators import rag_text

LIST = "indicators/index.html"


def path_of(indicator_id: str) -> str:
    """The path of the page of an indicator."""
    return f"indicators/{file_name(indicator_id)}.html"


def pages(site: Site) -> Iterator[Page]:
    """The list, then a page for each indicator."""
    if not site.workspace.indicators:
        return
    yield Page(LIST, "Indicators", partial(_list, site))
    for placed in site.workspace.indicators.values():
        yield Page(
            path_of(placed.address.id),
            placed.record.name,
            partial(_content, site, placed),
            above=(LIST,),
            placed=placed,
        )


def _list(site: Site, links: Links) -> Iterator[Block]:
    rows = [
        (links.to(placed, placed.record.name), _rating(site, placed)) for placed in site.workspace.indicators.values()
    ]
    yield table(("Indicator", "Rating"), rows)


def _rating(site: Site, placed: Placed[Indicator]) -> str:
    if site.quarter is None:
        return "Not rated"
    return rag_text(performance_of(placed.record, site.quarter, site.settings.rag), site.settings.rag)


def _content(site: Site, placed: Placed[Indicator], links: Links) -> Iterator[Block]:
    yield paragraph(_rating(site, placed))
