"""The papers: a list, and each paper as a page."""

from collections.abc import Iterable, Iterator
from functools import partial

from hsp_cli.domain.period import Period
from hsp_cli.domain.request import FormatRefused
from hsp_cli.formats.document import Block, CodeText, Inline, Link, Paragraph, Text
from hsp_cli.papers.selection import AGENDA
from hsp_cli.publishing.formats import FORMATS, Format
from hsp_cli.site.blocks import linked, paragraph, table, words
from hsp_cli.site.file import Waits
from hsp_cli.site.links import Links
from hsp_cli.site.page import Page
from hsp_cli.site.papers import SitePaper
from hsp_cli.site.site import Site
from hsp_cli.wording.sentences import capitalised, ended

LIST = "papers/index.html"
_HTML = next(one for one in FORMATS if one.name == "html")
"""The format whose file is a page of the site."""


def pages(site: Site) -> Iterator[Page]:
    """The list, then a page for each paper that is published as HTML."""
    if not site.papers:
        return
    yield Page(
        LIST, "Papers", partial(_list, site), summary="The papers of the quarter, in each format.", waits=Waits.FOR_ALL
    )
    for paper in site.papers if _HTML in site.formats else ():
        record = paper.request.paper
        yield Page(
            paper.path(_HTML),
            paper.title,
            partial(_content, site, paper),
            above=(LIST,),
            placed=site.workspace.papers[record.id] if record else None,
            waits=Waits.FOR_ITS_STEM,
        )


def _list(site: Site, links: Links) -> Iterator[Block]:
    assert site.quarter is not None  # without one there are no papers
    yield paragraph(f"The papers of {site.quarter.label}, and those that belong to no quarter.")
    heads = ("Paper", "For", "Date", "Formats")
    yield table(heads, [_row(site, paper, links) for paper in site.papers], optional=("For",))
    for paper in site.papers:
        for told in _not_made(site, paper):
            yield paragraph(f"{paper.title}: {told}")


def _row(site: Site, paper: SitePaper, links: Links) -> tuple[str | tuple[Inline, ...], ...]:
    request = paper.request
    body = site.settings.body(request.body) if request.body else None
    first = next((paper.path(one) for one in site.formats if paper.path(one) not in site.not_made), None)
    return (
        linked(f"/{first}" if first else None, paper.title),
        body.name if body else "",
        f"As of {Period.day(request.as_of).label}",
        formats_of(site, paper),
    )


def paper_link(paper: SitePaper, links: Links) -> tuple[Inline, ...]:
    """A paper by its title, with a link to its page. Only the words if it is not published as a web page."""
    return links.to_page(paper.path(_HTML), paper.title)


def formats_of(site: Site, paper: SitePaper, besides: Format | None = None) -> tuple[Inline, ...]:
    """A link to a paper in each format that shows it, without the format `besides`."""
    found: list[Inline] = []
    for format in site.formats:
        if paper.path(format) in site.not_made or format is besides:
            continue
        found += [Text(", ")] if found else []
        found.append(Link(f"/{paper.path(format)}", words(_NAMES.get(format.name, format.name))))
    return tuple(found)


def _not_made(site: Site, paper: SitePaper) -> Iterator[str]:
    """Why some formats do not show the paper."""
    for format in site.formats:
        if refused := site.not_made.get(paper.path(format)):
            yield f"not made as {format.called}. {capitalised(ended(refused.message))}"


_NAMES = {"md": "Markdown", "html": "web page", "txt": "plain text", "docx": "Word", "pdf": "PDF"}


def _content(site: Site, paper: SitePaper, links: Links) -> Iterator[Block]:
    """The paper, after a line with its other formats. If a web page cannot show it, only that and the line."""
    try:
        blocks = paper.blocks_below_title()
    except FormatRefused as refused:
        site.not_made[paper.path(_HTML)] = refused
        blocks = ()
    if others := formats_of(site, paper, besides=_HTML):
        yield paragraph("This paper as ", others, ".")
    for told in _not_made(site, paper):
        yield paragraph(capitalised(told))
    yield from _with_links(blocks, site, links) if paper.request.report == AGENDA else blocks


def _with_links(blocks: Iterable[Block], site: Site, links: Links) -> Iterator[Block]:
    """The blocks of an agenda, where the name of a paper's file leads to the page of the paper."""
    paths = {paper.request.file_name: paper.path(_HTML) for paper in site.papers}

    def with_link(inline: Inline) -> Inline:
        path = paths.get(inline.text) if isinstance(inline, CodeText) else None
        return Link(f"/{path}", (inline,)) if path in links.pages else inline

    for block in blocks:
        yield Paragraph(tuple(map(with_link, block.inlines))) if isinstance(block, Paragraph) else block
