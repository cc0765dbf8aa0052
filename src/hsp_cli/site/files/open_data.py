"""The files of the open data."""

from collections.abc import Iterator
from functools import partial

from hsp_cli.site.file import File
from hsp_cli.site.links import Links
from hsp_cli.site.site import Site


def files(site: Site, links: Links) -> Iterator[File]:
    """Each table in each format."""
    for table in site.open_tables:
        for path in table.file_paths:
            yield File(path, table.key, partial(table.content, path))
