"""Writes the files of a new folder: all of them, or none."""

import contextlib
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from hsp_cli.domain.request import RequestRefused
from hsp_cli.store.layout import DATA, is_workspace
from hsp_cli.store.writing import write_atomically

_MAY_BE_THERE = frozenset({".git"})
"""What an empty folder may hold: that of a repository without a file."""

_MOST = 5


def empty_folder(name: str) -> Path:
    """A folder for new files. It need not exist. RequestRefused if there is something in the way, with its names."""
    folder = Path(name)
    _refuse_data_folder(folder, name)
    try:
        if not folder.exists() and not folder.is_symlink():
            return folder
        if not folder.is_dir():
            raise RequestRefused(f"{name} is not a folder", "name a new folder")
        found = sorted(path.name for path in folder.iterdir() if path.name not in _MAY_BE_THERE)
    except OSError as error:
        raise RequestRefused(f"{name} cannot be read: {(error.strerror or 'unknown').lower()}") from None
    if found:
        more = f" and {len(found) - _MOST} more" if len(found) > _MOST else ""
        raise RequestRefused(f"{name} is not empty: it has {', '.join(found[:_MOST])}{more}", "name a new folder")
    return folder


def _refuse_data_folder(folder: Path, name: str) -> None:
    """In the folder of another workspace's records, the new files would be records of that one, and wrong there."""
    for above in folder.absolute().parents:
        if above.name == DATA and is_workspace(str(above.parent)):
            raise RequestRefused(f"{name} is among the records of another workspace", "choose a folder outside data/")


@contextlib.contextmanager
def write_all(folder: Path, files: Mapping[str, str]) -> Iterator[Callable[[Mapping[str, str]], None]]:
    """Write files into an empty folder. Gives a function that writes more of them.

    If one cannot be written, the run is stopped, or what is done meanwhile fails, everything is removed again.
    """
    above = [one for one in (folder, *folder.parents) if not one.exists()]
    written: list[Path] = []

    def write(more: Mapping[str, str]) -> None:
        for path, text in more.items():
            write_atomically(folder / path, text)
            written.append(folder / path)

    try:
        write(files)
        yield write
    except BaseException:
        for path_written in written:
            with contextlib.suppress(OSError):
                path_written.unlink()
        _remove_folders(folder, written, above)
        raise


def _remove_folders(folder: Path, written: list[Path], above: list[Path]) -> None:
    """Remove the folders that were made, the deepest first. One that holds something else stays."""
    made = {one for path in written for one in path.parents if folder in one.parents} | set(above)
    for one in sorted(made, key=lambda path: len(path.parts), reverse=True):
        with contextlib.suppress(OSError):
            one.rmdir()
