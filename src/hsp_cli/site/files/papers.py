"""The papers of the quarter as files, in each format that is no page of the site."""

from collections.abc import Iterator, Mapping
from functools import partial

from hsp_cli.domain.request import FormatRefused, RequestRefused
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
                yield File(paper.path(format), site.key, partial(_page, paper, format), partial(_beside, paper, format))


def _page(paper: SitePaper, format: Format) -> bytes:
    finished = paper.finished
    try:
        return finished.made(format).page
    except FormatRefused:
        raise
    except RequestRefused as refused:
        raise RequestRefused(
            f"the paper {paper.request.name} as {format.called}: {refused.message}",
            f"{refused.hint or 'correct the paper'}, or leave {format.name} out of `paper_formats` in the settings",
        ) from None


def _beside(paper: SitePaper, format: Format) -> Mapping[str, bytes]:
    finished = paper.finished
    return files_beside(finished.page, finished.pictures) if format is MARKDOWN else {}
