"""Builds the site into a folder: makes what has changed, and removes what the site no longer has."""

from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from hsp_cli.site.contents import files_of, links_of
from hsp_cli.site.site import Site
from hsp_cli.store.output_folder import OutputFolder


class Built(NamedTuple):
    """How many files a build has written, left as they were, and removed."""

    written: int
    unchanged: int
    removed: int


def build(site: Site, folder: Path) -> Built:
    """Build the site. The folder then has every file of it; a failure leaves the folder as it was.

    RequestRefused where the folder must not be used, or has a file of somebody else where the site has one.
    """
    with OutputFolder(folder, site.loaded.root) as output:
        made: Mapping[str, str] = output.keys
        unchanged = 0
        for file in sorted(files_of(site, links_of(site)), key=lambda file: file.path):
            if made.get(file.path) == file.key and output.has_as_written(file.path):
                output.keep(file.path)
                unchanged += 1
            else:
                output.add(file.path, file.key, file.make())
        written, removed = output.finish()
    return Built(written, unchanged, removed)
