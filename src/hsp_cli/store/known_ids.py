"""The ids of a workspace, for completion: ids of files from their names, other ids from the settings or from files.

It loads no model and checks nothing, because completion must take under 0.1 s.
"""

from collections.abc import Iterable, Iterator
from typing import Any

from hsp_cli.domain.kind import Kind
from hsp_cli.store.files import FileNotRead, content_of, max_file_bytes
from hsp_cli.store.guard import Refused
from hsp_cli.store.layout import PARTNERSHIP_FILE, DataFile, data_files
from hsp_cli.store.parsing import parse

MOST_FILES = 30
"""The most files that are parsed for one word; parsing 30 plans takes about 50 ms."""


def ids_of_files(root: str, kinds: Iterable[Kind]) -> list[str]:
    """The ids of all files of these kinds, sorted. RequestRefused if a folder cannot be read."""
    return sorted({file.stem for file in files_of(root, kinds)})


def ids_of_settings(root: str, keys: Iterable[str]) -> list[str]:
    """The ids in these lists of the settings, in their order. Empty if the settings cannot be read."""
    settings = parsed(root, PARTNERSHIP_FILE)
    lists = (settings.get(key) for key in keys) if isinstance(settings, dict) else ()
    return [found for entries in lists for found in _ids_in(entries)]


def ids_inside(root: str, kinds: Iterable[Kind], keys: Iterable[str], begun: str) -> list[str]:
    """The addresses of the records under these keys of files, such as `cohesion/a1`, that begin with a word, sorted.

    If too many files could hold one, the ids of the files, each with a stroke.
    """
    stem, stroke, _ = begun.partition("/")
    wanted = [file for file in files_of(root, kinds) if (file.stem == stem if stroke else file.stem.startswith(stem))]
    if len(wanted) > MOST_FILES:
        return sorted({f"{file.stem}/" for file in wanted})
    inside = frozenset(keys)
    return sorted({f"{file.stem}/{found}" for file in wanted for found in _ids_under(parsed(root, file.path), inside)})


def files_of(root: str, kinds: Iterable[Kind]) -> list[DataFile]:
    """The files of these kinds, sorted by path. RequestRefused if a folder cannot be read."""
    wanted = frozenset(kinds)
    return [file for file in data_files(root) if file.kind in wanted]


def text_of(root: str, path: str) -> bytes:
    """The bytes of a file; none if it cannot be read."""
    try:
        return content_of(f"{root}/{path}", max_file_bytes())
    except FileNotRead:
        return b""


def parsed(root: str, path: str) -> Any:
    """The plain data of a file. None if it cannot be read."""
    try:
        # The guard is left out: its exact check of a lone `*` takes as long as everything else. The parser limits depth
        # and aliases itself, and only ids are used.
        return parse(text_of(root, path).decode("utf-8"))
    except (Refused, UnicodeDecodeError):
        return None


def _ids_in(entries: Any) -> list[str]:
    ids = (entry.get("id") for entry in entries if isinstance(entry, dict)) if isinstance(entries, list) else ()
    return [found for found in ids if isinstance(found, str)]


def _ids_under(value: Any, keys: frozenset[str]) -> Iterator[str]:
    """The ids of the records in the lists, or the single records, under these keys at any depth."""
    if isinstance(value, dict):
        for key, inner in value.items():
            if key in keys:
                yield from _ids_in(inner if isinstance(inner, list) else [inner])
            yield from _ids_under(inner, keys)
    elif isinstance(value, list):
        for inner in value:
            yield from _ids_under(inner, keys)
