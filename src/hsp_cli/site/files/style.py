"""The style of the pages."""

from collections.abc import Iterator

from hsp_cli.site.file import File
from hsp_cli.site.links import Links
from hsp_cli.site.shell import STYLE
from hsp_cli.site.site import Site
from hsp_cli.site.style import site_style


def files(site: Site, links: Links) -> Iterator[File]:
    """One file for all pages."""
    yield File(STYLE, site.given_key, lambda: site_style(site.settings))
