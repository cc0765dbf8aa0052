"""Loads a workspace: the settings first, then file by file; each file is read once."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, NamedTuple

from hsp_cli.domain.address import Placed
from hsp_cli.domain.finding import Diagnostic, Finding, Place
from hsp_cli.domain.kind import Kind
from hsp_cli.domain.partnership import Partnership
from hsp_cli.domain.workspace import Workspace
from hsp_cli.store import file_rules
from hsp_cli.store.file_reader import FileReader, FileReading, source_map_of
from hsp_cli.store.files import FileNotRead, content_of, max_file_bytes, signature_of
from hsp_cli.store.layout import PARTNERSHIP_FILE, DataFile, data_files
from hsp_cli.store.source_map import SourceMap

Progress = Callable[[int, int], None]
"""Told how many files are done, and of how many."""

_BATCH_BYTES = 1_000_000
"""Bytes of files that are checked together: few enough to be freed soon, enough that the rules start seldom."""


class Batch(NamedTuple):
    """Files that were read together, and the workspace of their records; None without settings."""

    readings: list[FileReading]
    workspace: Workspace | None


class Loader:
    """Reads the files of a workspace, any part of them at a time. The settings are read at once."""

    def __init__(self, root: str) -> None:
        self.root = root
        self._reader = FileReader(root)
        self.settings = self._reader.read(DataFile(PARTNERSHIP_FILE, Kind.PARTNERSHIP))

    @property
    def partnership(self) -> Partnership | None:
        return self.settings.record.record if self.settings.record else None

    def batches(self, files: Iterable[DataFile]) -> Iterator[Batch]:
        """The files, which are not the settings, in batches of limited size."""
        readings: list[FileReading] = []
        size = 0
        for file in files:
            readings.append(self.read(file))
            size += len(readings[-1].content or b"")
            if size > _BATCH_BYTES:
                yield from self.assemble(readings)
                readings, size = [], 0
        yield from self.assemble(readings)

    def read(self, file: DataFile) -> FileReading:
        """One file."""
        return self._reader.read(file)

    def assemble(self, readings: list[FileReading]) -> Iterator[Batch]:
        """Readings as workspaces: one, and another for each further file of a kind that has the id of an earlier."""
        while readings:
            records: dict[Kind, dict[str, Placed[Any]]] = {kind: {} for kind in Kind if kind.folder}
            together: list[FileReading] = []
            later: list[FileReading] = []
            for reading in readings:
                record = reading.record
                if record and record.address.id in records[record.address.kind]:
                    later.append(reading)
                    continue
                together.append(reading)
                if record:
                    records[record.address.kind][record.address.id] = record
            yield Batch(together, self.workspace(records))
            readings = later

    def workspace(
        self, records: Mapping[Kind, Mapping[str, Placed[Any]]], unreadable: Iterable[tuple[Kind, str]] = ()
    ) -> Workspace | None:
        """A workspace of the settings and some files by kind and id; None without settings."""
        if self.settings.record is None:
            return None
        # Files come by path, and a sub-folder would change the order of the ids.
        sorted_records = {kind: dict(sorted(files.items())) for kind, files in records.items()}
        return Workspace(self.settings.record, sorted_records, frozenset(unreadable))


@dataclass(frozen=True)
class Loaded:
    """A workspace as it was loaded: its records, and everything that is wrong with its files.

    `workspace` is None where the settings could not be read, since nothing can be judged without them. `repeated` are
    the files that carry the id of an earlier one; their records are not in the workspace.
    """

    loader: Loader
    workspace: Workspace | None
    readings: tuple[FileReading, ...]
    repeated: tuple[FileReading, ...] = ()
    _source_maps: dict[str, SourceMap] = field(default_factory=dict)

    @property
    def root(self) -> str:
        return self.loader.root

    @cached_property
    def diagnostics(self) -> tuple[Diagnostic, ...]:
        """What is wrong with the files, sorted by place; no findings of rules."""
        found = [diagnostic for reading in self.readings for diagnostic in reading.diagnostics]
        return tuple(sorted((*found, *self._same_ids())))

    def _same_ids(self) -> Iterator[Diagnostic]:
        for reading in self.repeated:
            if self.workspace and reading.record:
                address = reading.record.address
                first = self.workspace.files_of(address.kind)[address.id].place.path
                yield from reading.locate([same_id(reading.file.path, first, address.id)])

    @property
    def content_hashes(self) -> dict[str, str]:
        """The hash of each file's content by path; empty where it could not be read."""
        return {reading.file.path: reading.content_hash for reading in self.readings}

    def contents(self) -> dict[str, bytes]:
        """The bytes of the files that could be read and were kept, by path."""
        return {reading.file.path: reading.content for reading in self.readings if reading.content is not None}

    def changed(self) -> list[str]:
        """The files that are no longer those that were read, those that are new, and those that are gone."""
        then = {reading.file.path: reading.signature for reading in self.readings}
        now = {file.path: signature_of(f"{self.root}/{file.path}") for file in data_files(self.root)}
        is_read = {reading.file.path for reading in self.readings if reading.signature}
        return [
            path
            for path in sorted(then.keys() | now.keys())
            if (path in then) is not (path in now) or (path in is_read and then[path] != now[path])
        ]

    def source_map(self, path: str) -> SourceMap:
        """The places in a file; it is read again where its text was not kept."""
        if path not in self._source_maps:
            content = self.contents().get(path)
            self._source_maps[path] = source_map_of(content_again(self.root, path) if content is None else content)
        return self._source_maps[path]

    def place(self, place: Place) -> tuple[int, int]:
        """Line and column of a record or value."""
        return self.source_map(place.path).find(place.keys)

    def span(self, place: Place) -> tuple[int, int]:
        """First and last line of a record."""
        first, _ = self.place(place)
        return first, self.source_map(place.path).last_line(place.keys)


def load(root: str, progress: Progress = lambda _done, _of: None, *, keep_texts: bool = False) -> Loaded:
    """Every record under a root, with what is wrong with the files.

    The texts of the files are freed unless `keep_texts` asks for them. RequestRefused where the folders cannot be read.
    """
    loader = Loader(root)
    files = data_files(root)
    readings = [loader.settings] if any(file.path == PARTNERSHIP_FILE for file in files) else []
    for file in files:
        if file.path != PARTNERSHIP_FILE:
            readings.append(loader.read(file))
            if not keep_texts:
                readings[-1].free()
        progress(len(readings), len(files))
    readings.sort(key=lambda reading: reading.file.path)
    first, *others = [*loader.assemble([one for one in readings if one is not loader.settings]), Batch([], None)]
    unreadable = {(file.kind, file.stem) for file in (one.file for one in readings if not one.record) if file.kind}
    workspace = loader.workspace(first.workspace.files_by_kind if first.workspace else {}, unreadable)
    return Loaded(loader, workspace, tuple(readings), tuple(one for batch in others for one in batch.readings))


def same_id(path: str, first_path: str, record_id: str) -> Finding:
    """A file that carries the id of another one of its kind."""
    rule = file_rules.SAME_ID_IN_TWO_FILES
    return Finding(rule, Place(path, ("id",)), f"{first_path} has the id {record_id} too", rule.hint)


def content_again(root: str, path: str) -> bytes:
    """The bytes of a file for showing places in it; empty where it can no longer be read."""
    try:
        return content_of(f"{root}/{path}", max_file_bytes())
    except FileNotRead:
        return b""
