"""The indicators: a list by priority."""

from collections.abc import Iterable, Iterator
from functools import partial

from hsp_cli.domain.address import Placed
from hsp_cli.domain.indicator import Indicator
from hsp_cli.domain.performance import performance_of
from hsp_cli.formats.document import Block, Table
from hsp_cli.papers.indicator_views import IndicatorView, indicator_view
from hsp_cli.papers.request import PaperRequest
from hsp_cli.site.blocks import heading, paragraph, table
from hsp_cli.site.links import Links
from hsp_cli.site.notes import notes_of
from hsp_cli.site.page import Page
from hsp_cli.site.site import Site
from hsp_cli.wording.counts import counted
from hsp_cli.wording.marked import joined
from hsp_cli.wording.priorities import priority_text

LIST = "indicators/index.html"


def pages(site: Site) -> Iterator[Page]:
    """The one list, if there is an indicator."""
    if site.workspace.indicators:
        yield Page(LIST, "Indicators", partial(_content, site), summary="Every indicator, by priority.")


def _content(site: Site, links: Links) -> Iterator[Block]:
    indicators = tuple(site.workspace.indicators.values())
    if site.quarter is None:
        yield paragraph(f"{counted(len(indicators), 'indicator')}. Nothing is recorded for a quarter that has ended.")
    else:
        yield paragraph(
            f"{counted(len(indicators), 'indicator')}, with rating, figure and target of {site.quarter.label}."
        )
    request = site.request("indicators")
    known = {priority.id for priority in site.settings.priorities}
    for priority in site.settings.priorities:
        if of_it := [one for one in indicators if one.record.priority == priority.id]:
            yield heading(2, priority_text(priority.id, site.settings), f"priority-{priority.id}")
            yield _table(site, of_it, request, links)
    if rest := [one for one in indicators if one.record.priority not in known]:
        yield heading(2, "Indicators without a priority", "no-priority")
        yield _table(site, rest, request, links)
    yield from notes_of(request)


def _table(site: Site, indicators: Iterable[Placed[Indicator]], request: PaperRequest, links: Links) -> Table:
    heads = ("Indicator", "Rating and direction", "Figure", "Target", "Change")
    rows = []
    for placed in indicators:
        name = links.to(placed, placed.record.name)
        if site.quarter is None:
            rows.append((name, "not rated", "not recorded", "", ""))
            continue
        view = indicator_view(performance_of(placed.record, site.quarter, site.settings.rag), request)
        rows.append(
            (name, rating_and_direction(view), view.figure or "not recorded", view.target or "none", view.change)
        )
    return table(heads, rows, optional=("Change",))


def rating_and_direction(view: IndicatorView) -> str:
    """The rating of an indicator and its direction, for one cell."""
    return joined([part for part in (view.rag, view.direction) if part], "; ")
