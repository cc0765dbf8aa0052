"""Builds the site into a folder: makes what has changed, and removes what the site no longer has."""

import gc
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from itertools import groupby
from pathlib import Path
from typing import NamedTuple

from hsp_cli.domain.request import FormatRefused
from hsp_cli.site.contents import files_of, links_of
from hsp_cli.site.file import File, Waits
from hsp_cli.site.keys import key_of
from hsp_cli.site.making import MadeGroup, in_processes
from hsp_cli.site.site import Site
from hsp_cli.store.output_folder import OutputFolder, Staged


class Built(NamedTuple):
    """How many files a build has written, left as they were, and removed. `not_made` are the papers that a format could
    not show, by the path of the file.
    """

    written: int
    unchanged: int
    removed: int
    not_made: Mapping[str, FormatRefused]


def build(site: Site, folder: Path, processes: int = 1) -> Built:
    """Build the site. The folder then has every file of it, except papers that a format cannot show; a failure leaves
    the folder as it was.

    RequestRefused where the folder must not be used, or has a file of somebody else where the site has one.
    """
    files = sorted(files_of(site, links_of(site)), key=lambda file: (_stem(file), file.waits.value, file.path))
    with OutputFolder(folder, site.loaded.root) as output:
        ahead = [file for file in files if file.waits is not Waits.FOR_ALL]
        groups = [tuple(_to_make(tuple(group), output)) for _, group in groupby(ahead, _stem)]
        groups = sorted(filter(None, groups), key=_needs_little_memory)

        def made(group: tuple[File, ...]) -> MadeGroup:
            return _made(site, group, output)

        with _collected_garbage():
            for one in in_processes(groups, made, output.hidden, processes):
                site.not_made.update(one.not_made)
                for staged in one.staged:
                    output.take(staged)
            told = {path: refused.message for path, refused in site.not_made.items()}
            for file in files:
                key = key_of(file.key, sorted(told.items()))
                if file.waits is Waits.FOR_ALL and not output.keep(file.path, key):
                    output.add(file.path, key, file.make())
        written, removed = output.finish()
        return Built(written, len(output.paths) - written, removed, site.not_made)


def _to_make(group: tuple[File, ...], output: OutputFolder) -> Iterator[File]:
    """The files of a group that have changed. A file that waits for the others is made again after any of them."""
    is_any_made = False
    for file in group:
        is_kept = output.keep(file.path, file.key)
        if not is_kept or (is_any_made and file.waits is Waits.FOR_ITS_STEM):
            is_any_made = True
            yield file


def _made(site: Site, group: tuple[File, ...], output: OutputFolder) -> MadeGroup:
    staged: list[Staged] = []
    for file in group:
        try:
            content = file.make()
        except FormatRefused as reason:
            site.not_made[file.path] = reason
            continue
        # The page of a paper is there even if it only says that the paper cannot be a web page. It is tried again.
        key = "" if file.path in site.not_made else file.key
        staged += _staged(file, key, content, output)
    return MadeGroup(staged, {one.path: site.not_made[one.path] for one in group if one.path in site.not_made})


@contextmanager
def _collected_garbage() -> Iterator[None]:
    """Frees papers when they are finished. What there is before, the records above all, is never looked through."""
    was_enabled, thresholds = gc.isenabled(), gc.get_threshold()
    gc.freeze()
    gc.set_threshold(_MANY)
    gc.enable()
    try:
        yield
    finally:
        gc.unfreeze()
        gc.set_threshold(*thresholds)
        if not was_enabled:
            gc.disable()


_MANY = 25_000
"""The new objects after which garbage is looked for. Pages are made of many that live as long as the page."""


def _needs_little_memory(group: tuple[File, ...]) -> bool:
    """Tables of open data need much. They come first, before what pages share is in memory too."""
    return not group[0].path.startswith("data/")


def _stem(file: File) -> str:
    """The path without all endings, so that `figures.csv` and `figures.csv-metadata.json` have one. Files of one stem
    are made together, because they share work.
    """
    folder, mark, name = file.path.rpartition("/")
    return f"{folder}{mark}{name.partition('.')[0]}"


def _staged(file: File, key: str, content: bytes, output: OutputFolder) -> Iterator[Staged]:
    """A file and those beside it, in the hidden folder."""
    yield output.stage(file.path, key, content)
    folder = file.path.rpartition("/")[0]
    for name, picture in file.beside().items():
        yield output.stage(f"{folder}/{name}", key, picture, of=file.path)
