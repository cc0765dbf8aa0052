"""Everything that the site consists of: its pages and its other files."""

from collections.abc import Iterator
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import cast

from hsp_cli.site.file import File, Files
from hsp_cli.site.keys import key_of
from hsp_cli.site.links import Links
from hsp_cli.site.page import Page, Pages
from hsp_cli.site.shell import Shell
from hsp_cli.site.site import Site


def links_of(site: Site) -> Links:
    """The pages of a site by path. Their content is made when it is asked for."""
    return Links(page for name in _modules("pages") for page in cast(Pages, import_module(name)).pages(site))


def files_of(site: Site, links: Links) -> Iterator[File]:
    """Every file of a site: its pages, and all others."""
    shell = Shell(site, links)
    for page in links.pages.values():
        yield file_of(page, site, links, shell)
    yield from other_files_of(site, links)


def other_files_of(site: Site, links: Links) -> Iterator[File]:
    """Every file of a site that is no page."""
    for name in _modules("files"):
        yield from cast(Files, import_module(name)).files(site, links)


def file_of(page: Page, site: Site, links: Links, shell: Shell) -> File:
    """The file of a page."""
    key = key_of(site.given_key, shell.key, page.key(links)) if page.key else site.key
    return File(page.path, key, lambda: shell.written(page), waits=page.waits)


@cache
def _modules(folder: str) -> tuple[str, ...]:
    """The modules of a folder of this package, by name."""
    found = sorted(path.stem for path in (Path(__file__).parent / folder).glob("*.py") if path.stem != "__init__")
    return tuple(f"hsp_cli.site.{folder}.{name}" for name in found)
