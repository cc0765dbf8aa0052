"""Builds the site into a folder: makes what has changed, and removes what the site no longer has."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import groupby
from pathlib import Path
from typing import NamedTuple

from hsp_cli.site.contents import files_of, links_of
from hsp_cli.site.file import File
from hsp_cli.site.making import in_processes
from hsp_cli.site.site import Site
from hsp_cli.store.output_folder import OutputFolder, Staged


class Built(NamedTuple):
    """How many files a build has written, left as they were, and removed."""

    written: int
    unchanged: int
    removed: int


def build(site: Site, folder: Path, processes: int = 1) -> Built:
    """Build the site. The folder then has every file of it; a failure leaves the folder as it was.

    RequestRefused where the folder must not be used, or has a file of somebody else where the site has one.
    """
    files = sorted(files_of(site, links_of(site)), key=lambda file: file.path)
    with OutputFolder(folder, site.loaded.root) as output:
        to_make = [file for file in files if not output.keep(file.path, file.key)]
        groups = sorted((tuple(group) for _, group in groupby(to_make, _stem)), key=_needs_little_memory)

        def staged(group: tuple[File, ...]) -> list[Staged]:
            return [one for file in group for one in _staged(file, output)]

        with _collected_garbage():
            for one in in_processes(groups, staged, output.hidden, processes):
                output.take(one)
        written, removed = output.finish()
        return Built(written, len(output.paths) - written, removed)


@contextmanager
def _collected_garbage() -> Iterator[None]:
    """Frees papers when they are finished. What there is before, the records above all, is never looked through."""
    was_enabled = gc.isenabled()
    gc.freeze()
    gc.enable()
    try:
        yield
    finally:
        gc.unfreeze()
        if not was_enabled:
            gc.disable()


def _needs_little_memory(group: tuple[File, ...]) -> bool:
    """Tables of open data need much. They come first, before what pages share is in memory too."""
    return not group[0].path.startswith("data/")


def _stem(file: File) -> str:
    """The path without all endings, so that `figures.csv` and `figures.csv-metadata.json` have one. Files of one stem
    are made together, because they share work.
    """
    folder, mark, name = file.path.rpartition("/")
    return f"{folder}{mark}{name.partition('.')[0]}"


def _staged(file: File, output: OutputFolder) -> Iterator[Staged]:
    """A file and those beside it, in the hidden folder."""
    yield output.stage(file.path, file.key, file.make())
    folder = file.path.rpartition("/")[0]
    for name, content in file.beside().items():
        yield output.stage(f"{folder}/{name}", file.key, content, of=file.path)
