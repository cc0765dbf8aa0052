"""The papers: a list, and each paper as a page."""

from collections.abc import Iterator
from functools import partial

from hsp_cli.domain.period import Period
from hsp_cli.formats.document import Block, Inline, Link, Text
from hsp_cli.site.blocks import inlines, linked, paragraph, table, words
from hsp_cli.site.links import Links
from hsp_cli.site.page import Page
from hsp_cli.site.papers import SitePaper
from hsp_cli.site.site import Site

LIST = "papers/index.html"
_PAGE = "html"
"""The format whose file is a page of the site."""


def pages(site: Site) -> Iterator[Page]:
    """The list, then a page for each paper that is published as HTML."""
    if not site.papers:
        return
    yield Page(LIST, "Papers", partial(_list, site), summary="The papers of the quarter, in each format.")
    for format in site.formats:
        if format.name == _PAGE:
            for paper in site.papers:
                record = paper.request.paper
                yield Page(
                    paper.path(format),
                    paper.title,
                    partial(_content, site, paper),
                    above=(LIST,),
                    placed=site.workspace.papers[record.id] if record else None,
                )


def _list(site: Site, links: Links) -> Iterator[Block]:
    assert site.quarter is not None  # without one there are no papers
    yield paragraph(f"The papers of {site.quarter.label}, and those that belong to no quarter.")
    heads = ("Paper", "For", "Date", "Formats")
    yield table(heads, [_row(site, paper, links) for paper in site.papers], optional=("For",))


def _row(site: Site, paper: SitePaper, links: Links) -> tuple[str | tuple[Inline, ...], ...]:
    request = paper.request
    body = site.settings.body(request.body) if request.body else None
    first, *_ = site.formats
    return (
        linked(f"/{paper.path(first)}", paper.title),
        body.name if body else "",
        f"As of {Period.day(request.as_of).label}",
        formats_of(site, paper),
    )


def formats_of(site: Site, paper: SitePaper) -> tuple[Inline, ...]:
    """A link to a paper in each format."""
    found: list[Inline] = []
    for format in site.formats:
        found += [Text(", ")] if found else []
        found.append(Link(f"/{paper.path(format)}", words(_NAMES.get(format.name, format.name))))
    return tuple(found)


_NAMES = {"md": "Markdown", "html": "web page", "txt": "plain text", "docx": "Word", "pdf": "PDF"}


def _content(site: Site, paper: SitePaper, links: Links) -> Iterator[Block]:
    """The paper, after a line with its other formats."""
    if len(site.formats) > 1:
        yield paragraph(inlines("This paper as ", _others(site, paper), "."))
    yield from paper.blocks_below_title()


def _others(site: Site, paper: SitePaper) -> tuple[Inline, ...]:
    return formats_of(site, paper)
