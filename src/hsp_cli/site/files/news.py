"""The calendar and the feed of the site."""

from collections.abc import Iterator
from functools import partial

from hsp_cli.analysis.due import due_items
from hsp_cli.exchange.calendar_file import as_ics, public_calendar
from hsp_cli.exchange.feed import as_atom
from hsp_cli.site.file import File
from hsp_cli.site.links import Links
from hsp_cli.site.news import feed_of
from hsp_cli.site.shell import CALENDAR, FEED
from hsp_cli.site.site import Site


def files(site: Site, links: Links) -> Iterator[File]:
    """Both may depend on any record."""
    yield File(CALENDAR, site.key, partial(_calendar, site))
    yield File(FEED, site.key, partial(_feed, site, links))


def _calendar(site: Site) -> bytes:
    """RequestRefused without the library for calendars."""
    return as_ics(public_calendar(due_items(site.workspace, site.as_of), site.workspace), site.as_of)


def _feed(site: Site, links: Links) -> bytes:
    return as_atom(feed_of(site, links), site.as_of)
