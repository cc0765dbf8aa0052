"""Texts that name an exempt record. Redaction leaves out records and references, and does not see names in texts."""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from hsp_cli.domain.address import Placed
from hsp_cli.domain.finding import Place
from hsp_cli.domain.partnership import Party
from hsp_cli.domain.redaction import Redacted
from hsp_cli.domain.workspace import Workspace
from hsp_cli.rules.support.texts import RecordText, bare_words, record_texts

_SHORTEST_NAME = 8
"""The fewest characters of a name that is searched for. A shorter one is in many other words."""

Names = Mapping[str, Placed[Any]]
"""The exempt records by the names that are searched for, in small letters."""


class Naming(NamedTuple):
    """A text that names an exempt record."""

    text: RecordText
    named: Placed[Any]


def names_of(records: Iterable[Placed[Any]]) -> Names:
    """The distinctive names of some records: titles, names and aliases of several words, and ids with a hyphen."""
    found: dict[str, Placed[Any]] = {}
    for placed in records:
        record = placed.record
        words = (record.heading, *(record.aliases if isinstance(record, Party) else ()))
        several = [" ".join(name.split()).rstrip(".").casefold() for name in words if len(name.split()) > 1]
        for name in (*several, *([record.id] if "-" in record.id else ())):
            if len(name) >= _SHORTEST_NAME:
                found.setdefault(name, placed)
    return found


def texts_naming(file: Placed[Any], names: Names, left_out: Collection[Place]) -> Iterator[Naming]:
    """The texts of a file that have one of the names as whole words. `left_out` are places that are not searched."""
    longest_first = sorted(names, key=len, reverse=True)
    pattern = re.compile(rf"(?<![\w-])(?:{'|'.join(map(re.escape, longest_first))})(?![\w-])")
    if not names or not pattern.search(_searched("\n".join(bare_words(file.record)))):
        return
    for text in record_texts(file.record, file.place):
        path, keys = text.place
        around = (Place(path, keys[:length]) for length in range(len(keys) + 1))
        match = pattern.search(_searched(text.words)) if keys[-1:] != ("id",) else None
        if match and not any(one in left_out for one in around):
            yield Naming(text, names[match[0]])


def _searched(words: str) -> str:
    return " ".join(words.split()).casefold()


def public_texts_naming(workspace: Workspace, found: Redacted) -> list[str]:
    """The records of a redacted workspace with a text that names a record that is left out, and that one, in words."""
    if not found.addresses:
        return []
    records = (placed for walk in workspace.walks for placed in walk.records)
    names = names_of(placed for placed in records if placed.address in found.addresses)
    told = []
    for one in found.workspace.walks:
        holders = {id(placed.record): placed.address for placed in one.records}
        for text, named in texts_naming(one.file, names, ()):
            holder = holders.get(id(text.holder), one.file.address)
            told.append(f"{holder.kind.label} {holder} names {named.address.kind.label} {named.address}")
    return list(dict.fromkeys(told))
