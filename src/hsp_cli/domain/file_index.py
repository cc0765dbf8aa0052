"""The index of a file: the ids that it defines, the ids that it references, and the facts that rules compare.

Files are checked one by one, and only the index of each file stays in memory. Rules that compare files see the indexes
of all files. The records of a whole county are therefore never in memory at once, and an unchanged file is not checked
again when another file changes.
"""

import json
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import cached_property
from typing import Any, NamedTuple

from hsp_cli.domain.address import Address, called
from hsp_cli.domain.finding import Key, Place
from hsp_cli.domain.kind import FOLDERS, NOUNS, Kind
from hsp_cli.domain.partnership import Partnership


class FileReference(NamedTuple):
    """A name that another file must define: its place, and the referring record in words."""

    keys: tuple[Key, ...]
    name: str
    by: str


class Fact(NamedTuple):
    """A fact that a rule compares across files: its place, and its values as JSON data."""

    keys: tuple[Key, ...]
    values: Sequence[Any]


class FileIndex(NamedTuple):
    """The index of one file's record.

    `defines` has by kind the ids of the records inside it that other files may reference, as `ids_of` makes them.
    `references` are grouped by the kinds that they may name, joined with `+`, and `facts` by the name of their
    collector. Both may be JSON text, which takes a quarter of the memory and is parsed when a rule needs it.
    """

    kind: Kind
    id: str
    path: str
    defines: Mapping[Kind, Collection[str]] = {}
    references: Mapping[str, tuple[FileReference, ...] | str] = {}
    facts: Mapping[str, tuple[Fact, ...] | str] = {}

    @property
    def address(self) -> Address:
        return Address.of_file(self.kind, self.id)

    def compact(self) -> "FileIndex":
        """The index as it is stored: references and facts as JSON text, and no path, because the caller stores that."""
        defines = {kind: tuple(ids) for kind, ids in self.defines.items()}
        references = {kinds: _text(found) for kinds, found in self.references.items()}
        facts = {name: _text(found) for name, found in self.facts.items()}
        return self._replace(path="", defines=defines, references=references, facts=facts)

    def references_to(self, kinds: tuple[Kind, ...]) -> Iterator[FileReference]:
        """The references that may name exactly these kinds."""
        for keys, name, by in _read(self.references.get(group(kinds), ())):
            yield FileReference(tuple(keys), name, by)

    def facts_of(self, name: str) -> Iterator[Fact]:
        """The facts of a collector."""
        for keys, values in _read(self.facts.get(name, ())):
            yield Fact(tuple(keys), values)


def ids_of(ids: Iterable[str]) -> Collection[str]:
    """Ids in their order. Whether an id is among them is found at once, however many they are."""
    return dict.fromkeys(ids)


def group(kinds: tuple[Kind, ...]) -> str:
    """The kinds that a reference may name, as one word."""
    return "+".join(kinds)


def _text(found: Sequence[Any] | str) -> str:
    return found if isinstance(found, str) else json.dumps(found, separators=(",", ":"))


def _read(found: Sequence[Any] | str) -> Sequence[Any]:
    read: Sequence[Any] = json.loads(found) if isinstance(found, str) else found
    return read


def from_json(plain: list[Any], path: str) -> FileIndex:
    """Restore the index of the file at a path from JSON."""
    kind, record_id, _, defines, references, facts = plain
    return FileIndex(
        NOUNS[kind],
        record_id,
        path,
        {NOUNS[inner]: ids_of(ids) for inner, ids in defines.items()} or _NOTHING,
        references or _NOTHING,
        facts or _NOTHING,
    )


_NOTHING: Mapping[Any, Any] = {}
"""Most files define no names for others and many have no facts. They share one empty mapping."""


class WorkspaceIndex:
    """The settings and the indexes of all files of a workspace, with the date of the check.

    If two files of one kind have the same id, the first of them counts. `unreadable` holds the kind and id of each file
    that exists but could not be read.
    """

    def __init__(
        self,
        settings: Partnership,
        as_of: date,
        files: Iterable[FileIndex],
        unreadable: Collection[tuple[Kind, str]] = frozenset(),
    ) -> None:
        self.settings = settings
        self.as_of = as_of
        self.unreadable = unreadable
        found: dict[Kind, dict[str, FileIndex]] = {kind: {} for kind in FOLDERS.values()}
        for file in files:
            found[file.kind].setdefault(file.id, file)
        self._files = {kind: dict(sorted(found[kind].items())) for kind in sorted(found, key=list(Kind).index)}

    def of(self, kind: Kind) -> Mapping[str, FileIndex]:
        """The files of a kind by id."""
        return self._files[kind]

    def files(self) -> Iterator[FileIndex]:
        """Every file, kind by kind in order of id."""
        for files in self._files.values():
            yield from files.values()

    def references(self, *kinds: Kind) -> Iterator[tuple[FileIndex, FileReference]]:
        """Every reference that may name exactly these kinds, with its file."""
        for file in self._with_references.get(group(kinds), ()):
            for reference in file.references_to(kinds):
                yield file, reference

    def facts(self, name: str) -> Iterator[tuple[FileIndex, Fact]]:
        """Every fact of the collector with that name, with its file."""
        for file in self._with_facts.get(name, ()):
            for fact in file.facts_of(name):
                yield file, fact

    def inside(self, kind: Kind) -> Iterator[Address]:
        """The address of every record of a kind inside files."""
        for file in self.files():
            for record_id in file.defines.get(kind, ()):
                yield Address(kind, file.address.file, record_id)

    def resolve(self, kind: Kind, name: str, file: FileIndex) -> tuple[Address, ...]:
        """The records of a kind that match a name in a file.

        A plain id matches a record of the same file, and `file-id/id` a record of any file with that id. With the
        folder (`plans/cohesion/a1`), it matches a record of exactly that file.
        """
        holder, _, record_id = name.rpartition("/")
        holders = self._with_ids.get(holder, ()) if holder else (file,)
        return tuple(
            Address(kind, one.address.file, record_id) for one in holders if record_id in one.defines.get(kind, ())
        )

    def areas_called(self, name: str, file: FileIndex) -> tuple[Address, ...]:
        """The areas that a name in a file may mean: one, unless it is unknown or ambiguous."""
        with_id = self._areas_by_id.get(name.rpartition("/")[2], ())
        return called(name, file.address.file, with_id)

    @cached_property
    def _areas_by_id(self) -> Mapping[str, list[Address]]:
        found: dict[str, list[Address]] = {}
        for address in self.inside(Kind.AREA):
            found.setdefault(address.id, []).append(address)
        return found

    def has_unreadable(self, name: str, kinds: Collection[Kind]) -> bool:
        """Whether a file with that id and one of these kinds exists but could not be read."""
        return any(record_id == name and kind in kinds for kind, record_id in self.unreadable)

    @cached_property
    def _with_references(self) -> Mapping[str, list[FileIndex]]:
        """The files that refer to records of some kinds; most files refer to few."""
        return self._files_by(lambda file: file.references)

    @cached_property
    def _with_facts(self) -> Mapping[str, list[FileIndex]]:
        """The files that have facts of a collector."""
        return self._files_by(lambda file: file.facts)

    @cached_property
    def _with_ids(self) -> Mapping[str, list[FileIndex]]:
        """The files that define ids for others, by their own id and by their folder and id."""
        return self._files_by(lambda file: (file.id, file.address.file) if file.defines else ())

    def _files_by(self, names: Callable[[FileIndex], Iterable[str]]) -> Mapping[str, list[FileIndex]]:
        found: dict[str, list[FileIndex]] = {}
        for file in self.files():
            for name in names(file):
                found.setdefault(name, []).append(file)
        return found


def place(file: FileIndex, at: FileReference | Fact) -> Place:
    """The place of a reference or a fact in a file."""
    return Place(file.path, at.keys)
