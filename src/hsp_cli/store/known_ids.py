"""The ids of a workspace, for completion: those of files by their names, those of the settings without their models.

Nothing is checked here, and no file but the settings is read: an answer has to be there before a person notices.
"""

from collections.abc import Iterable

from hsp_cli.domain.kind import Kind
from hsp_cli.store.files import FileNotRead, content_of, max_file_bytes
from hsp_cli.store.guard import Refused
from hsp_cli.store.layout import PARTNERSHIP_FILE, data_files
from hsp_cli.store.parsing import parse


def ids_of_files(root: str, kinds: Iterable[Kind]) -> list[str]:
    """The ids of every record that is a file of these kinds. RequestRefused where a folder cannot be read."""
    wanted = frozenset(kinds)
    return sorted({file.stem for file in data_files(root) if file.kind in wanted})


def ids_of_settings(root: str, keys: Iterable[str]) -> list[str]:
    """The ids in these lists of the settings, in their order; none where the settings cannot be read."""
    try:
        # Without the guard, whose closer look at a lone `*` takes as long as all the rest. The parser has limits of its
        # own for depth and aliases, and nothing is done with what it finds but to print ids.
        settings = parse(content_of(f"{root}/{PARTNERSHIP_FILE}", max_file_bytes()).decode("utf-8"))
    except (FileNotRead, Refused, UnicodeDecodeError):
        return []
    lists = (settings.get(key) for key in keys) if isinstance(settings, dict) else ()
    entries = (entry for entries in lists if isinstance(entries, list) for entry in entries)
    ids = (entry.get("id") for entry in entries if isinstance(entry, dict))
    return [found for found in ids if isinstance(found, str)]
