"""The index of a file: the ids that it defines, the ids that it references, and the facts that rules compare.

Files are checked one by one, and of each file only its index is kept. Rules that hold files against each other see the
indexes of all files. So the records of a whole county are never in memory at once, and a file that has not changed
is not read again because another one has.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import cached_property
from sys import intern
from typing import Any, NamedTuple

from hsp_cli.domain.address import Address
from hsp_cli.domain.finding import Key, Place
from hsp_cli.domain.kind import FOLDERS, NOUNS, Kind
from hsp_cli.domain.partnership import Partnership


class FileReference(NamedTuple):
    """A name that another file has to define: the kinds it may name, where it is, and who names it, in words."""

    kinds: tuple[Kind, ...]
    keys: tuple[Key, ...]
    name: str
    by: str


class Fact(NamedTuple):
    """What one rule compares across files: where it is, and values as JSON can hold them."""

    keys: tuple[Key, ...]
    values: Sequence[Any]


class FileIndex(NamedTuple):
    """The index of one file's record.

    `defines` gives the ids of the records inside it that other files may reference, by kind. `facts` are those that
    rules collect, by the code of the rule.
    """

    kind: Kind
    id: str
    path: str
    defines: Mapping[Kind, tuple[str, ...]] = {}
    references: tuple[FileReference, ...] = ()
    facts: Mapping[str, tuple[Fact, ...]] = {}

    @property
    def address(self) -> Address:
        return Address.of_file(self.kind, self.id)


def from_json(plain: list[Any]) -> FileIndex:
    """An index that was stored as JSON, which knows lists only."""
    kind, record_id, path, defines, references, facts = plain
    return FileIndex(
        NOUNS[kind],
        record_id,
        path,
        {NOUNS[inner]: tuple(ids) for inner, ids in defines.items()},
        tuple(
            FileReference(tuple(NOUNS[kind] for kind in kinds), _keys(keys), name, by)
            for kinds, keys, name, by in references
        ),
        {code: tuple(Fact(_keys(keys), values) for keys, values in found) for code, found in facts.items()},
    )


def _kinds(plain: list[str]) -> tuple[Kind, ...]:
    return tuple(NOUNS[kind] for kind in plain)


def _keys(plain: list[Key]) -> tuple[Key, ...]:
    return tuple(intern(key) if isinstance(key, str) else key for key in plain)


class WorkspaceIndex:
    """The indexes of all files of a workspace beside its settings, on the day for which they are checked.

    Of two files of one kind with the same id the first counts, in the order in which they are given. `unreadable`
    holds the kind and id of each file that is there but could not be read.
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
        """Every reference that may name exactly these kinds, with the file that makes it."""
        yield from self._references.get(kinds, ())

    def facts(self, code: str) -> Iterator[tuple[FileIndex, Fact]]:
        """Every fact that the rule of that code has collected, with its file."""
        for file in self.files():
            for fact in file.facts.get(code, ()):
                yield file, fact

    def inside(self, kind: Kind) -> Iterator[Address]:
        """The address of every record of a kind that files hold inside them."""
        for file in self.files():
            for record_id in file.defines.get(kind, ()):
                yield Address(kind, file.address.file, record_id)

    def resolve(self, kind: Kind, name: str, file: FileIndex) -> tuple[Address, ...]:
        """The records of a kind that a name in a file may mean.

        A bare id means one of the same file; `file-id/id` one of any file of that id, or with its folder before it
        (`plans/cohesion/a1`) of exactly that file.
        """
        where, _, record_id = name.rpartition("/")
        if not where:
            where = file.address.file
        return tuple(
            address for address in self._inside[kind].get(record_id, ()) if where in (address.file, address.file_id)
        )

    def has_unreadable(self, name: str, kinds: Collection[Kind]) -> bool:
        """Whether a file of that id and one of these kinds is there but could not be read."""
        return any(record_id == name and kind in kinds for kind, record_id in self.unreadable)

    @cached_property
    def _inside(self) -> Mapping[Kind, Mapping[str, list[Address]]]:
        found: dict[Kind, dict[str, list[Address]]] = {}
        for kind in Kind:
            by_id = found.setdefault(kind, {})
            for address in self.inside(kind):
                by_id.setdefault(address.id, []).append(address)
        return found

    @cached_property
    def _references(self) -> Mapping[tuple[Kind, ...], list[tuple[FileIndex, FileReference]]]:
        found: dict[tuple[Kind, ...], list[tuple[FileIndex, FileReference]]] = {}
        for file in self.files():
            for reference in file.references:
                found.setdefault(reference.kinds, []).append((file, reference))
        return found


def place(file: FileIndex, at: FileReference | Fact) -> Place:
    """Where a reference or a fact of a file is."""
    return Place(file.path, at.keys)
