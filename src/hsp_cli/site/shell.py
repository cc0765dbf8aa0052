"""What is around every page: its head, the navigation, the way back, and the foot."""

from collections import ChainMap
from collections.abc import Iterable, Iterator
from functools import cached_property
from html import escape
from itertools import chain
from urllib.parse import quote

from hsp_cli.domain.period import Period
from hsp_cli.domain.site_url import address_of
from hsp_cli.exchange.json_text import json_text
from hsp_cli.formats.document import Block, Heading
from hsp_cli.formats.html import Writer
from hsp_cli.site.blocks import words
from hsp_cli.site.keys import key_of
from hsp_cli.site.links import Links, relative
from hsp_cli.site.page import Page
from hsp_cli.site.site import Site
from hsp_cli.wording.counts import counted
from hsp_cli.wording.redaction import left_out_text

STYLE = "site.css"
"""The path of the style of all pages."""

HOME = "index.html"
"""The path of the home page."""

POLICY = (
    "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; form-action 'self'; base-uri 'none'"
)
"""What a browser may do for a page: use the style, scripts and pictures of the site. Nothing else is fetched."""

SEARCH = "search.html"
"""The path of the search page."""

CALENDAR = "calendar.ics"
"""The path of the calendar."""

FEED = "feed.xml"
"""The path of the feed."""

SECTIONS = {
    HOME: "Home",
    "priorities/index.html": "Priorities",
    "plans/index.html": "Plans",
    "indicators/index.html": "Indicators",
    "risks/index.html": "Risks",
    "actions.html": "Actions",
    "projects/index.html": "Projects",
    "grants/index.html": "Grants",
    "agreements/index.html": "Agreements",
    "consultations/index.html": "Consultations",
    "meetings/index.html": "Meetings",
    "bodies/index.html": "Bodies",
    "papers/index.html": "Papers",
    "changes.html": "What has changed",
    "data/index.html": "Open data",
    SEARCH: "Search",
}
"""The pages of the navigation, as far as the site has them."""

_ABOUT = "about.html"


class Shell:
    """Writes pages as HTML. The same page and site give the same bytes."""

    def __init__(self, site: Site, links: Links) -> None:
        self._site = site
        self._links = links

    @cached_property
    def key(self) -> str:
        """The key of what the shell adds to a page: which pages the navigation has."""
        return key_of([path for path in (*SECTIONS, _ABOUT) if path in self._links.pages])

    def written(
        self, page: Page, above: Iterable[Block] = (), scripts: Iterable[str] = (), policy: str = POLICY
    ) -> bytes:
        """A page. `above` are blocks between its title and its content, and `scripts` are further scripts that it runs,
        as `hsp serve` has them; `policy` is what a browser may do for it.
        """
        files = {name: relative(f"/{path}", page.path) for name, path in page.pictures.items()}
        # The page of a record does not link to itself.
        own = {page.placed.address.unique: ""} if page.placed else {}
        names = ChainMap(own, {} if page.key else self._links.names)
        writer = Writer(page.title, target=lambda target: relative(target, page.path), files=files, links=names)
        title = writer.blocks([Heading(1, words(page.title), "title")])
        # Block by block, because the text of a large page takes twice its bytes.
        blocks = chain(above, page.content(self._links))
        content = b"\n".join(writer.blocks((block,)).encode() for block in blocks)
        home = self._site.settings.name
        name = home if page.path == HOME else f"{page.title} – {home}"
        meta = f'<meta name="description" content="{_text(page.summary or name)}">\n'
        run = "".join(
            f'<script src="{_text(relative(f"/{path}", page.path))}" defer></script>\n'
            for path in (*page.scripts, *scripts)
        )
        before = (
            '<!DOCTYPE html>\n<html lang="en-GB">\n<head>\n<meta charset="utf-8">\n'
            f'<meta http-equiv="Content-Security-Policy" content="{_text(policy)}">\n'
            '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
            f'<meta name="referrer" content="no-referrer">\n{meta}<title>{_text(name)}</title>\n'
            f'<link rel="stylesheet" href="{_text(relative(f"/{STYLE}", page.path))}">\n{self._known(page)}{run}'
            "</head>\n<body>\n"
            f'<a class="skip" href="#main">Skip to the content</a>\n{self._head(page)}'
            f'<main id="main">\n{"".join(self._way_back(page))}{title}\n'
        )
        after = f"\n</main>\n{self._foot(page)}</body>\n</html>\n"
        return b"".join((before.encode(), content, after.encode()))

    def _known(self, page: Page) -> str:
        """The feed, and the address of the page if the settings have that of the site."""
        feed = _text(relative(f"/{FEED}", page.path))
        site_url = self._site.settings.site_url
        address = _text(address_of(site_url, quote(page.path))) if site_url else ""
        canonical = f'<link rel="canonical" href="{address}">\n' if site_url else ""
        return f'<link rel="alternate" type="application/atom+xml" href="{feed}">\n{canonical}{_data_block(page)}'

    def _head(self, page: Page) -> str:
        links = "".join(
            f"<li>{self._link(path, name, page, current=page.path)}</li>\n"
            for path, name in SECTIONS.items()
            if path in self._links.pages
        )
        name = _text(self._site.settings.name)
        return (
            f'<header>\n<p class="site">{name}</p>\n{self._search(page)}'
            '<nav aria-label="Site" class="sections">\n<details>\n<summary>Menu</summary>\n'
            f"<ul>\n{links}</ul>\n</details>\n</nav>\n</header>\n"
        )

    def _search(self, page: Page) -> str:
        """The search box, which leads to the search page."""
        if SEARCH not in self._links.pages:
            return ""
        return (
            f'<form id="search" role="search" action="{_text(relative(f"/{SEARCH}", page.path))}">\n'
            '<label for="search-words">Search this site</label>\n'
            '<input id="search-words" name="q" type="search" autocomplete="off">\n'
            "<button>Search</button>\n</form>\n"
        )

    def _way_back(self, page: Page) -> Iterator[str]:
        """The pages above this one."""
        above = [HOME, *page.above] if page.path != HOME else []
        known = [path for path in above if path in self._links.pages]
        if known:
            links = (
                self._link(path, "Home" if path == HOME else self._links.pages[path].title, page) for path in known
            )
            items = "".join(f"<li>{link}</li>\n" for link in links)
            yield f'<nav aria-label="Pages above this one" class="above">\n<ol>\n{items}</ol>\n</nav>\n'

    def _link(self, path: str, name: str, page: Page, current: str = "") -> str:
        is_current = ' aria-current="page"' if path == current else ""
        return f'<a href="{_text(relative(f"/{path}", page.path))}"{is_current}>{_text(name)}</a>'

    def _foot(self, page: Page) -> str:
        return "<footer>\n" + "".join(f"<p>{line}</p>\n" for line in self._foot_lines(page)) + "</footer>\n"

    def _foot_lines(self, page: Page) -> Iterator[str]:
        site, licence = self._site, self._site.settings.licence
        quarter = f" The figures are for {site.quarter.label}." if site.quarter else ""
        if later := site.later_quarter:
            quarter += f" The latest quarter that has ended is {later.label}; it is not shown."
        yield _text(f"As of {Period.day(site.as_of).label}.{quarter}")
        if left_out := left_out_text(site.left_out):
            yield _text(left_out)
        if site.errors:
            errors = counted(len(site.errors), "error")
            yield _text(f"The records have {errors}, so what is shown here may be wrong.")
        if licence:
            name = _text(licence.name)
            if licence.url and licence.url.startswith(("https://", "http://")):
                name = f'<a href="{_text(licence.url)}" rel="license">{name}</a>'
            yield f"Licence: {name}." + (f" {_text(licence.attribution)}" if licence.attribution else "")
        calendar, feed = (_text(relative(f"/{path}", page.path)) for path in (CALENDAR, FEED))
        yield f'<a href="{calendar}">Calendar of deadlines and meetings</a>'
        yield f'<a href="{feed}">Feed of papers and meetings</a>'
        if _ABOUT in self._links.pages:
            yield self._link(_ABOUT, self._links.pages[_ABOUT].title, page)


def _data_block(page: Page) -> str:
    """What the page is about, as data. A browser runs nothing of it, and no text in it can end the element."""
    if page.known_as is None:
        return ""
    data = json_text(page.known_as).replace("<", "\\u003c")
    return f'<script type="application/ld+json">\n{data}</script>\n'


def _text(text: str) -> str:
    return escape(text, quote=True)
