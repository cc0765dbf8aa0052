"""Tables of indicators with their performance in the quarter, for the pages of the site."""

from collections.abc import Iterable

from hsp_cli.domain.address import Placed
from hsp_cli.domain.indicator import Indicator
from hsp_cli.domain.performance import performance_of
from hsp_cli.formats.document import Table
from hsp_cli.papers.indicator_views import indicator_view
from hsp_cli.papers.request import PaperRequest
from hsp_cli.site.blocks import Words, table
from hsp_cli.site.links import Links
from hsp_cli.site.site import Site


def indicator_table(
    named: Iterable[tuple[Placed[Indicator], str]], site: Site, links: Links, request: PaperRequest
) -> Table:
    """A row for each indicator: its name, or the name that a plan has for it, and its performance in the quarter."""
    if site.quarter is None:
        return table(("Indicator",), [(links.to(placed, name or placed.record.name),) for placed, name in named])
    rows = [(_row(placed, name, site, links, request)) for placed, name in named]
    heads = ("Indicator", "Rating", "Direction", "Figure", "Target", "Change")
    return table(heads, rows, optional=("Direction", "Target", "Change"))


def _row(placed: Placed[Indicator], name: str, site: Site, links: Links, request: PaperRequest) -> tuple[Words, ...]:
    assert site.quarter is not None
    view = indicator_view(performance_of(placed.record, site.quarter, site.settings.rag), request)
    figure = view.figure or "no figure recorded"
    return links.to(placed, name or view.name), view.rag, view.direction, figure, view.target, view.change
