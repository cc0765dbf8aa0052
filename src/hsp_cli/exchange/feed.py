"""A feed of news as Atom (RFC 4287)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import NAMESPACE_URL, uuid5
from xml.sax.saxutils import escape, quoteattr

from hsp_cli import __version__
from hsp_cli.exchange.cells import cell_text


@dataclass(frozen=True, slots=True)
class Item:
    """One piece of news. `name` is lasting and unique in the feed; `link` is an address, relative to the feed or
    absolute.
    """

    name: str
    title: str
    link: str
    day: date
    summary: str


@dataclass(frozen=True, slots=True)
class Feed:
    """A feed. `name` is unique to the partnership. `address` is that of the feed itself, empty if it is not known, and
    `home` that of the page to which it belongs. `rights` is the licence; empty without one.
    """

    name: str
    title: str
    author: str
    home: str
    items: tuple[Item, ...]
    address: str = ""
    rights: str = ""


def as_atom(feed: Feed, as_of: date) -> bytes:
    """The bytes of the feed, the latest items first.

    Ids are made from names, so that an item keeps its id wherever the site is published. The feed is as new as its
    latest item; without items, it has the date `as_of`.
    """
    items = sorted(feed.items, key=lambda item: (-item.day.toordinal(), item.name))
    own = f'  <link rel="self" type="application/atom+xml" href={_value(feed.address)}/>\n' if feed.address else ""
    rights = f"  <rights>{_text(feed.rights)}</rights>\n" if feed.rights else ""
    return (
        '<?xml version="1.0" encoding="utf-8"?>\n<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en-GB">\n'
        f"  <id>{_id(feed.name)}</id>\n  <title>{_text(feed.title)}</title>\n"
        f"  <updated>{_time(items[0].day if items else as_of)}</updated>\n"
        f"  <author><name>{_text(feed.author)}</name></author>\n"
        f'  <link rel="alternate" type="text/html" href={_value(feed.home)}/>\n{own}{rights}'
        f'  <generator version="{__version__}">hsp</generator>\n{"".join(_entries(feed, items))}</feed>\n'
    ).encode()


def _entries(feed: Feed, items: Iterable[Item]) -> Iterable[str]:
    for item in items:
        yield (
            f"  <entry>\n    <id>{_id(f'{feed.name}/{item.name}')}</id>\n    <title>{_text(item.title)}</title>\n"
            f"    <updated>{_time(item.day)}</updated>\n"
            f'    <link rel="alternate" type="text/html" href={_value(item.link)}/>\n'
            f"    <summary>{_text(item.summary)}</summary>\n  </entry>\n"
        )


def _id(name: str) -> str:
    return f"urn:uuid:{uuid5(NAMESPACE_URL, f'hsp:{name}')}"


def _time(day: date) -> str:
    return f"{day.isoformat()}T00:00:00Z"


def _text(text: str) -> str:
    """A text on one line without control characters, which XML cannot hold. No type is given, so that it is plain."""
    return escape(" ".join(cell_text(text).split()))


def _value(text: str) -> str:
    return quoteattr(cell_text(text))
