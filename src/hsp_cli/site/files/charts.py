"""The chart of each indicator as a file."""

from collections.abc import Iterator
from functools import partial

from hsp_cli.domain.address import Placed
from hsp_cli.domain.indicator import Indicator
from hsp_cli.site.file import File
from hsp_cli.site.keys import key_of
from hsp_cli.site.links import Links
from hsp_cli.site.site import Site


def files(site: Site, links: Links) -> Iterator[File]:
    """A picture for each indicator with numbers up to the quarter."""
    for placed in site.workspace.indicators.values():
        if path := site.charts.paths.get(placed.address):
            key = key_of(site.given_key, site.record_key(placed))
            yield File(path, key, partial(_drawn, site, placed))


def _drawn(site: Site, placed: Placed[Indicator]) -> bytes:
    return site.charts.of(placed).svg.encode()
