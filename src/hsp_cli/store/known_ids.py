"""The ids of a workspace, for completion: ids of files from their names, other ids from the settings.

It loads no model, checks nothing, and reads no file except the settings, because completion must take under 0.1 s.
"""

from collections.abc import Iterable

from hsp_cli.domain.kind import Kind
from hsp_cli.store.files import FileNotRead, content_of, max_file_bytes
from hsp_cli.store.guard import Refused
from hsp_cli.store.layout import PARTNERSHIP_FILE, data_files
from hsp_cli.store.parsing import parse


def ids_of_files(root: str, kinds: Iterable[Kind]) -> list[str]:
    """The ids of all files of these kinds, sorted. RequestRefused if a folder cannot be read."""
    wanted = frozenset(kinds)
    return sorted({file.stem for file in data_files(root) if file.kind in wanted})


def ids_of_settings(root: str, keys: Iterable[str]) -> list[str]:
    """The ids in these lists of the settings, in their order. Empty if the settings cannot be read."""
    try:
        # The guard is left out: its exact check of a lone `*` takes as long as everything else. The parser limits depth
        # and aliases itself, and only ids are used.
        settings = parse(content_of(f"{root}/{PARTNERSHIP_FILE}", max_file_bytes()).decode("utf-8"))
    except (FileNotRead, Refused, UnicodeDecodeError):
        return []
    lists = (settings.get(key) for key in keys) if isinstance(settings, dict) else ()
    entries = (entry for entries in lists if isinstance(entries, list) for entry in entries)
    ids = (entry.get("id") for entry in entries if isinstance(entry, dict))
    return [found for found in ids if isinstance(found, str)]
