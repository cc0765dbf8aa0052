"""The papers of the quarter as files, in each format that is no page of the site."""

from collections.abc import Iterator
from functools import partial

from hsp_cli.formats.markdown import files_beside
from hsp_cli.publishing.formats import MARKDOWN, Format
from hsp_cli.site.file import File
from hsp_cli.site.links import Links
from hsp_cli.site.papers import SitePaper
from hsp_cli.site.site import Site


def files(site: Site, links: Links) -> Iterator[File]:
    """Each paper in each format, and the pictures that belong beside its Markdown."""
    for paper in site.papers:
        for format in site.formats:
            if paper.path(format) not in links.pages:
                yield File(paper.path(format), site.key, partial(_made, paper, format))
        if MARKDOWN in site.formats:
            for name, content in files_beside(paper.finished.page, paper.finished.pictures).items():
                yield File(f"papers/{name}", site.key, partial(bytes, content))


def _made(paper: SitePaper, format: Format) -> bytes:
    return paper.finished.made(format).page
