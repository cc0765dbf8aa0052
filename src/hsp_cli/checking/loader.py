"""Loads a workspace: the settings first, then file by file; each file is read once."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, NamedTuple

from hsp_cli.checking.parsing_ahead import ParsingAhead, parsed
from hsp_cli.checking.result import Progress
from hsp_cli.domain.address import Placed
from hsp_cli.domain.finding import Diagnostic, Finding, Place
from hsp_cli.domain.kind import Kind
from hsp_cli.domain.partnership import Partnership
from hsp_cli.domain.workspace import Workspace
from hsp_cli.store import file_rules
from hsp_cli.store.file_reader import FileReader, FileReading, source_map_of
from hsp_cli.store.file_tree import Disk, FileTree
from hsp_cli.store.files import FileNotRead
from hsp_cli.store.layout import PARTNERSHIP_FILE, DataFile, data_files
from hsp_cli.store.source_map import SourceMap

_BATCH_BYTES = 400_000
"""The bytes in a batch: few enough to free memory early, enough that the rules rarely start again."""


class Batch(NamedTuple):
    """Files that were read together, and the workspace of their records (None without settings)."""

    readings: list[FileReading]
    workspace: Workspace | None


class Loader:
    """Reads all or some files of a workspace. The settings are read first."""

    def __init__(self, root: str, tree: FileTree | None = None) -> None:
        """`tree` is where the files are read from: the disk, unless it is given."""
        self.root = root
        self.tree = tree or Disk(root)
        self.reader = FileReader(self.tree)
        self.settings = self.reader.read(DataFile(PARTNERSHIP_FILE, Kind.PARTNERSHIP))
        self.parsed_ahead: Mapping[str, bytes] = {}
        """Files that another process has parsed already, by path."""

    @property
    def partnership(self) -> Partnership | None:
        return self.settings.record.record if self.settings.record else None

    def batches(self, files: Iterable[DataFile]) -> Iterator[Batch]:
        """Read files other than the settings, in batches of limited size."""
        readings: list[FileReading] = []
        size = 0
        for file in files:
            readings.append(self.reader.read(file, parsed(self.parsed_ahead.get(file.path))))
            size += len(readings[-1].content or b"")
            if size > _BATCH_BYTES:
                yield from self.assemble(readings)
                readings, size = [], 0
        yield from self.assemble(readings)

    def assemble(self, readings: list[FileReading]) -> Iterator[Batch]:
        """Group readings into batches. Files of one kind with the same id go into different batches."""
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
            yield Batch(together, self.workspace(records, is_batch=True))
            readings = later

    def workspace(
        self,
        records: Mapping[Kind, Mapping[str, Placed[Any]]],
        unreadable: Iterable[tuple[Kind, str]] = (),
        *,
        is_batch: bool = False,
    ) -> Workspace | None:
        """A workspace of the settings and some files by kind and id. None without settings."""
        if self.settings.record is None:
            return None
        # Files are in order of path, and a sub-folder would change the order of the ids.
        sorted_records = {kind: dict(sorted(files.items())) for kind, files in records.items()}
        return Workspace(self.settings.record, sorted_records, frozenset(unreadable), is_batch)


@dataclass(frozen=True)
class Loaded:
    """A loaded workspace: its records, and the problems in its files.

    `workspace` is None if the settings could not be read, because no record can be checked without them. `repeated` are
    the files that have the id of an earlier file. Their records are not in the workspace.
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
        """The problems in the files, sorted by place. Findings of rules are not included."""
        found = [diagnostic for reading in self.readings for diagnostic in reading.diagnostics]
        return tuple(sorted((*found, *self._same_ids())))

    def _same_ids(self) -> Iterator[Diagnostic]:
        for reading in self.repeated:
            if self.workspace and reading.record:
                address = reading.record.address
                first = self.workspace.files_of(address.kind)[address.id].place.path
                yield from reading.locate([same_id(reading.file.path, first, address.id)])

    @property
    def not_read(self) -> set[str]:
        """The files that could not be read as records, or that have the id of an earlier file: no answer has them."""
        return {one.file.path for one in self.readings if not one.record} | {one.file.path for one in self.repeated}

    @property
    def content_hashes(self) -> dict[str, str]:
        """The hash of each file's content by path. Empty if the file could not be read."""
        return {one.file.path: one.content_hash for one in self._all_files}

    def contents(self) -> dict[str, bytes]:
        """The bytes of each file by path, unless the file could not be read or its text was freed."""
        return {one.file.path: one.content for one in self._all_files if one.content is not None}

    @property
    def files(self) -> list[DataFile]:
        """Every file that was read, by path."""
        return sorted({one.file for one in self._all_files})

    @property
    def _all_files(self) -> Iterator[FileReading]:
        return (one for reading in self.readings for one in reading.all_files if not one.is_missing)

    def changed(self) -> list[str]:
        """The files that were changed, added or deleted after they were read."""
        return self.loader.tree.changed({one.file.path: one.signature for one in self._all_files})

    def source_map(self, path: str) -> SourceMap:
        """The source map of a file. The file is read again if its text was freed."""
        if path not in self._source_maps:
            content = self.contents().get(path)
            self._source_maps[path] = source_map_of(
                content_again(self.loader.tree, path) if content is None else content
            )
        return self._source_maps[path]

    def place(self, place: Place) -> tuple[int, int]:
        """Line and column of a record or value."""
        return self.source_map(place.path).find(place.keys)

    def span(self, place: Place) -> tuple[int, int]:
        """First and last line of a record."""
        first, _ = self.place(place)
        return first, self.source_map(place.path).last_line(place.keys)


def load(
    root: str,
    progress: Progress = lambda _done, _of: None,
    *,
    keep_texts: bool = False,
    ahead: ParsingAhead | None = None,
) -> Loaded:
    """Load every record under a root, and the problems in the files.

    The texts of the files are freed unless `keep_texts` is set. `ahead` are the processes that parse the files, if they
    were started before. RequestRefused if a folder cannot be read.
    """
    with ahead or ParsingAhead(root, data_files(root)) as ahead:
        loader = Loader(root)
        readings = [loader.settings] if any(file.path == PARTNERSHIP_FILE for file in ahead.files) else []
        for file, found in ahead.each():
            readings.append(loader.reader.read(file, found))
            if not keep_texts:
                readings[-1].free()
            progress(len(readings), len(ahead.records) + 1)
    return assembled(loader, ahead.files, readings)


def assembled(loader: Loader, files: Iterable[DataFile], readings: Iterable[FileReading]) -> Loaded:
    """The workspace of the files of a tree, all of which were read but those that only a record can claim."""
    readings = list(readings)
    named = {beside.file.path for reading in readings for beside in reading.beside}
    unread = {reading.file.folder for reading in readings if not reading.record}
    readings += (loader.reader.unnamed(file) for file in unnamed_files(files, named, unread))
    readings.sort(key=lambda reading: reading.file.path)
    first, *repeated = [*loader.assemble([one for one in readings if one is not loader.settings]), Batch([], None)]
    unreadable = {(file.kind, file.stem) for file in (one.file for one in readings if not one.record) if file.kind}
    workspace = loader.workspace(first.workspace.files_by_kind if first.workspace else {}, unreadable)
    return Loaded(loader, workspace, tuple(readings), tuple(one for batch in repeated for one in batch.readings))


def unnamed_files(files: Iterable[DataFile], named: Collection[str], unread: Collection[str]) -> list[DataFile]:
    """The files that only a record can claim and that no record names, by path.

    Those of the folders `unread` are left out: a record there could not be read, and it may name them.
    """
    return [file for file in files if file.is_beside and file.path not in named and file.folder not in unread]


def same_id(path: str, first_path: str, record_id: str) -> Finding:
    """A file with the same id as another file of its kind."""
    rule = file_rules.SAME_ID_IN_TWO_FILES
    return Finding(rule, Place(path, ("id",)), f"{first_path} has the id {record_id} too", rule.hint)


def content_again(tree: FileTree, path: str) -> bytes:
    """The bytes of a file, to find places in it. Empty if the file can no longer be read."""
    try:
        return tree.open(path)[0]
    except FileNotRead:
        return b""
