"""Pieces of knowledge: everything that a workspace records, and the workspace without one of them.

The models say what a record may hold, so one walk over the files finds every piece: each key that a record has, each
item of a list, each entry of a mapping, and each file. A key that a model gets tomorrow is found without a change here.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from enum import Enum
from functools import cached_property
from pathlib import Path
from types import UnionType
from typing import Annotated, Any, NamedTuple, Union, get_args, get_origin

from hsp_cli.checking.loader import Loaded
from hsp_cli.domain.address import Address, Placed
from hsp_cli.domain.finding import Key
from hsp_cli.domain.kind import Kind
from hsp_cli.domain.kinds import FILE_MODELS
from hsp_cli.domain.record import Record
from hsp_cli.domain.walk import walk
from hsp_cli.domain.workspace import Workspace
from hsp_cli.store.file_reader import FileReader
from hsp_cli.store.file_tree import Disk
from hsp_cli.store.files import is_beside
from hsp_cli.store.layout import DataFile
from hsp_cli.store.parsing import parse
from tests.workspaces import read_workspace


class Piece(NamedTuple):
    """A piece of knowledge: the keys that lead to it in a file (none: the file), and the keys of models on the way."""

    file: str
    keys: tuple[Key, ...]
    path: tuple[tuple[type[Record], str], ...] = ()

    @property
    def field(self) -> str:
        """The key of the model that it is under, with `[]` for one of several values there. Empty for a file."""
        if not self.path:
            return ""
        _, key = self.path[-1]
        return key if self.keys[-1] == key else f"{key}[]"

    @property
    def of(self) -> str:
        """The model and its key."""
        return f"{self.path[-1][0].__name__}.{self.field}" if self.path else "a file"

    def __str__(self) -> str:
        return f"{self.file}: {'.'.join(map(str, self.keys)) or 'the file'}"


class _Shape(Enum):
    ONE = "one"
    LIST = "list"
    MAPPING = "mapping"


def inside(annotation: Any) -> type[Record] | None:
    """The model of the values of a field; None if they are no records."""
    return _form(annotation)[1]


def _form(annotation: Any) -> tuple[_Shape, type[Record] | None]:
    """Whether a field holds one value, a list or a mapping, and of which model."""
    shape = _Shape.ONE
    while True:
        origin, inner = get_origin(annotation), get_args(annotation)
        if origin is Annotated:
            annotation = inner[0]
        elif origin in (Union, UnionType):
            annotation = next(part for part in inner if part is not type(None))
        elif origin is tuple:
            shape, annotation = _Shape.LIST, inner[0]
        elif origin is dict:
            shape, annotation = _Shape.MAPPING, inner[1]
        else:
            break
    return shape, annotation if isinstance(annotation, type) and issubclass(annotation, Record) else None


def _pieces(data: Any, model: type[Record], at: Piece) -> Iterator[Piece]:
    for key, value in data.items():
        own = Piece(at.file, (*at.keys, key), (*at.path, (model, key)))
        yield own
        shape, inside = _form(model.model_fields[key].annotation)
        entries = [(own, value)]
        if shape is not _Shape.ONE and isinstance(value, list | dict):
            entries = [(own._replace(keys=(*own.keys, step)), one) for step, one in _steps(value)]
            yield from (piece for piece, _ in entries)
        for piece, one in entries:
            if inside and isinstance(one, dict):
                yield from _pieces(one, inside, piece)


def _steps(value: list[Any] | dict[Any, Any]) -> list[tuple[Key, Any]]:
    return list(enumerate(value)) if isinstance(value, list) else list(value.items())


def _without(data: Any, keys: tuple[Key, ...]) -> Any:
    """A copy of plain data without the value at the keys. What does not lead there is shared."""
    first, *rest = keys
    copy = data.copy()
    if rest:
        copy[first] = _without(copy[first], tuple(rest))
    else:
        del copy[first]
    return copy


def _with(data: Any, keys: tuple[Key, ...], value: Any) -> Any:
    """A copy of plain data with another value at the keys."""
    first, *rest = keys
    copy = data.copy()
    copy[first] = _with(copy[first], tuple(rest), value) if rest else value
    return copy


@dataclass(frozen=True)
class Known:
    """A workspace whose pieces can be taken away one by one. `scratch` is a folder for the files that are changed."""

    loaded: Loaded
    workspace: Workspace
    plain: Mapping[str, Any]
    scratch: Path

    @classmethod
    def at(cls, root: Path, scratch: Path) -> "Known":
        loaded = read_workspace(root)
        assert loaded.workspace is not None
        assert loaded.diagnostics == ()
        plain = {}
        for path, content in loaded.contents().items():
            if is_beside(path):  # a record that is changed names it still
                (scratch / path).parent.mkdir(parents=True, exist_ok=True)
                (scratch / path).write_bytes(content)
            else:
                plain[path] = parse(content.decode())
        return cls(loaded, loaded.workspace, plain, scratch)

    @cached_property
    def pieces(self) -> tuple[Piece, ...]:
        """Every piece of every file. Those of the settings come with the others."""
        return tuple(self._all_pieces())

    def _all_pieces(self) -> Iterator[Piece]:
        for path, placed in self._files.items():
            kind = placed.address.kind
            if kind is not Kind.PARTNERSHIP:
                yield Piece(path, ())
            yield from _pieces(self.plain[path], FILE_MODELS[kind], Piece(path, ()))

    @cached_property
    def _files(self) -> dict[str, Placed[Any]]:
        return {placed.place.path: placed for placed in self.workspace.files()}

    def record(self, piece: Piece) -> Record:
        """The record of the file that has a piece."""
        record: Record = self._files[piece.file].record
        return record

    def beside(self, piece: Piece) -> dict[Any, Any]:
        """The plain data of the mapping that has a piece; empty if it is an item of a list or a file."""
        data = self.plain[piece.file]
        for key in piece.keys[:-1]:
            data = data[key]
        return data if piece.keys and isinstance(data, dict) else {}

    def without(self, piece: Piece) -> Workspace | None:
        """The workspace without a piece. None if hsp then refuses the file, which nobody can take for good news."""
        placed = self._files[piece.file]
        record = self._read(placed, self.data_without(piece)) if piece.keys else None
        if piece.keys and record is None:
            return None
        kind = placed.address.kind
        if kind is Kind.PARTNERSHIP:
            assert record is not None
            return replace(self.workspace, settings=record)
        of_kind = {**self.workspace.files_of(kind)}
        del of_kind[placed.address.id]
        if record:
            of_kind = dict(sorted({**of_kind, placed.address.id: record}.items()))
        return Workspace(self.workspace.settings, {**self.workspace.files_by_kind, kind: of_kind})

    def with_value(self, piece: Piece, value: Any) -> Workspace | None:
        """The workspace with another value in the place of a piece. None if hsp refuses the file with it."""
        placed = self._files[piece.file]
        record = self._read(placed, _with(self.plain[piece.file], piece.keys, value))
        if record is None or record.address != placed.address:
            return None
        kind = placed.address.kind
        if kind is Kind.PARTNERSHIP:
            return replace(self.workspace, settings=record)
        of_kind = {**self.workspace.files_of(kind), placed.address.id: record}
        return Workspace(self.workspace.settings, {**self.workspace.files_by_kind, kind: of_kind})

    def data_without(self, piece: Piece) -> Any:
        """The plain data of a piece's file without the piece; None for a whole file."""
        return _without(self.plain[piece.file], piece.keys) if piece.keys else None

    def _read(self, placed: Placed[Any], data: Any) -> Placed[Any] | None:
        """The record of changed data, read as any file is. JSON is YAML too."""
        path = placed.place.path
        file = self.scratch / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(json.dumps(data), encoding="utf-8")
        reader = FileReader(Disk(str(self.scratch)))
        reader.calendar = self.workspace.partnership.calendar
        reading = reader.read(DataFile(path, placed.address.kind))
        return None if reading.diagnostics else reading.record

    def lost_with(self, piece: Piece) -> frozenset[Address]:
        """The records that are gone when a piece is: a record itself, and those inside it."""
        inside = walk(self._files[piece.file]).records
        return frozenset(one.address for one in inside if one.place.keys[: len(piece.keys)] == piece.keys)
