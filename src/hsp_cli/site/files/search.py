"""The script of the search page and its index."""

from collections.abc import Iterator
from functools import partial
from pathlib import Path

from hsp_cli.site.file import File
from hsp_cli.site.links import Links
from hsp_cli.site.pages.search import INDEX, SCRIPT
from hsp_cli.site.search_index import index_script
from hsp_cli.site.site import Site


def files(site: Site, links: Links) -> Iterator[File]:
    """The script, which is the same in every site, and the index."""
    yield File(SCRIPT, site.given_key, _script)
    yield File(INDEX, site.key, partial(index_script, site, links))


def _script() -> bytes:
    return (Path(__file__).parent.parent / SCRIPT).read_bytes()
