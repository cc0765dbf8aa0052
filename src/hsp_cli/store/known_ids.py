"""The ids of a workspace, for completion: ids of files from their names, other ids from the settings or from files.

It loads no model and checks nothing, because completion must take under 0.1 s.
"""

import re
from collections.abc import Iterable, Iterator
from typing import Any

from hsp_cli.domain.kind import Kind
from hsp_cli.store.files import FileNotRead, content_of, max_file_bytes
from hsp_cli.store.guard import Refused
from hsp_cli.store.layout import PARTNERSHIP_FILE, DataFile, data_files
from hsp_cli.store.parsing import parse

MOST_FILES = 30
"""The most files that are parsed for one word; parsing 30 plans takes about 50 ms."""

MOST_TEXTS = 1000
"""The most files that are searched for one word."""

# A target alone is no record of its period.
_PERIOD = re.compile(
    rb"(?:^ *|[{,] ?)[\"']?(?:Q([1-4])-([0-9]{4})|([0-9]{4})-([0-9]{2}))[\"']?:(?! *\{target: *[^,}]*\})", re.MULTILINE
)


def ids_of_files(root: str, kinds: Iterable[Kind]) -> list[str]:
    """The ids of all files of these kinds, sorted. RequestRefused if a folder cannot be read."""
    return sorted({file.stem for file in _files(root, kinds)})


def ids_of_settings(root: str, keys: Iterable[str]) -> list[str]:
    """The ids in these lists of the settings, in their order. Empty if the settings cannot be read."""
    settings = _parsed(root, PARTNERSHIP_FILE)
    lists = (settings.get(key) for key in keys) if isinstance(settings, dict) else ()
    return [found for entries in lists for found in _ids_in(entries)]


def ids_inside(root: str, kinds: Iterable[Kind], keys: Iterable[str], begun: str) -> list[str]:
    """The addresses of the records under these keys of files, such as `cohesion/a1`, that begin with a word, sorted.

    If too many files could hold one, the ids of the files, each with a stroke.
    """
    stem, stroke, _ = begun.partition("/")
    wanted = [file for file in _files(root, kinds) if (file.stem == stem if stroke else file.stem.startswith(stem))]
    if len(wanted) > MOST_FILES:
        return sorted({f"{file.stem}/" for file in wanted})
    inside = frozenset(keys)
    return sorted({f"{file.stem}/{found}" for file in wanted for found in _ids_under(_parsed(root, file.path), inside)})


def quarters_of(root: str) -> list[str]:
    """The quarters that indicators and registers have figures, assessments or ratings for, the latest first."""
    found: set[tuple[int, int]] = set()
    starts = _year_starts(root)
    for file in _files(root, (Kind.INDICATOR, Kind.REGISTER))[:MOST_TEXTS]:
        for quarter, year, month_year, month in _PERIOD.findall(_content(root, file.path)):
            if quarter:
                found.add((int(year), int(quarter)))
            elif 1 <= int(month) <= 12:
                months_on = int(month_year) * 12 + int(month) - starts
                found.add((months_on // 12, months_on % 12 // 3 + 1))
    return [f"Q{quarter}-{year}" for year, quarter in sorted(found, reverse=True)]


def _year_starts(root: str) -> int:
    """The month in which the council year starts."""
    settings = _parsed(root, PARTNERSHIP_FILE)
    calendar = settings.get("calendar") if isinstance(settings, dict) else None
    month = calendar.get("year_starts") if isinstance(calendar, dict) else None
    return month if isinstance(month, int) else 4


def _files(root: str, kinds: Iterable[Kind]) -> list[DataFile]:
    wanted = frozenset(kinds)
    return [file for file in data_files(root) if file.kind in wanted]


def _content(root: str, path: str) -> bytes:
    try:
        return content_of(f"{root}/{path}", max_file_bytes())
    except FileNotRead:
        return b""


def _parsed(root: str, path: str) -> Any:
    try:
        # The guard is left out: its exact check of a lone `*` takes as long as everything else. The parser limits depth
        # and aliases itself, and only ids are used.
        return parse(_content(root, path).decode("utf-8"))
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
