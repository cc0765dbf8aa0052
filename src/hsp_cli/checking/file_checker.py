"""Judging files: what is wrong with each beside the settings, and then what is wrong between them."""

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

from hsp_cli.checking.indexing import index_files
from hsp_cli.checking.result import CheckResult
from hsp_cli.domain.file_index import FileIndex, WorkspaceIndex, from_plain as ties_from_plain
from hsp_cli.domain.finding import Diagnostic, Finding, Severity
from hsp_cli.domain.kind import Kind
from hsp_cli.domain.partnership import Partnership
from hsp_cli.domain.workspace import Placed, Workspace
from hsp_cli.rules.support.registry import check_index, check_records, rules
from hsp_cli.store.comments import Suppression, apply_suppressions
from hsp_cli.store.file_rules import FILE_RULES
from hsp_cli.store.layout import PARTNERSHIP_FILE, DataFile, claimed_by
from hsp_cli.store.reading import FileReader, FileReading, Places, located, same_id, workspace_of

_MUCH_TEXT = 1_000_000
"""Bytes of files that are judged together: few enough to forget soon, enough that the rules need not start often."""


class FileResult(NamedTuple):
    """What one file comes to beside the settings. `ties` are None where it holds no record that could be read."""

    path: str
    content: bytes | None
    records: int
    diagnostics: tuple[Diagnostic, ...]
    suppressions: tuple[Suppression, ...]
    indexes: FileIndex | None

    def plain(self) -> list[Any]:
        """The same as JSON can hold it, without the content."""
        return [self.path, self.records, self.diagnostics, self.suppressions, self.indexes]


def from_plain(plain: list[Any]) -> FileResult:
    """A verdict that was kept as JSON, which knows lists only."""
    path, records, diagnostics, suppressions, indexes = plain
    return FileResult(
        path,
        None,
        records,
        tuple(
            Diagnostic(path, line, column, code, Severity(severity), message, hint)
            for path, line, column, code, severity, message, hint in diagnostics
        ),
        tuple(Suppression(*suppression) for suppression in suppressions),
        ties_from_plain(indexes) if indexes else None,
    )


class FileChecker:
    """Judges the files of a workspace, any part of them at a time. The settings are read at once."""

    def __init__(self, root: Path, as_of: date) -> None:
        self.root = root
        self.as_of = as_of
        self._reader = FileReader(root)
        self._settings = self._reader.read(DataFile(PARTNERSHIP_FILE, Kind.PARTNERSHIP))

    @property
    def partnership(self) -> Partnership | None:
        return self._settings.record.record if self._settings.record else None

    def settings(self) -> FileResult:
        """The settings' own file."""
        workspace = self._workspace([])
        if workspace is None:
            return _result(self._settings, [], 0, None)
        lists = (workspace.partnership.priorities, workspace.partnership.schemes, workspace.partnership.risk_themes)
        count = 1 + len(workspace.partnership.parties()) + sum(map(len, lists))
        return _result(self._settings, check_records(workspace, self.as_of), count, None)

    def check(self, files: Iterable[DataFile]) -> Iterator[FileResult]:
        """Each of the files, which are not the settings, in the given order."""
        together: list[FileReading] = []
        ids: set[tuple[Kind, str]] = set()
        size = 0
        for file in files:
            reading = self._reader.read(file)
            placed = reading.record
            # Two with one id cannot stand in one workspace, so the second begins another.
            if size > _MUCH_TEXT or (placed and (placed.kind, placed.address) in ids):
                yield from self._together(together)
                together, ids, size = [], set(), 0
            together.append(reading)
            size += len(reading.content or b"")
            if placed:
                ids.add((placed.kind, placed.address))
        yield from self._together(together)

    def _together(self, readings: list[FileReading]) -> Iterator[FileResult]:
        workspace = self._workspace(reading.record for reading in readings if reading.record)
        if workspace is None:
            yield from (_result(reading, [], 0, None) for reading in readings)
            return
        counts = _counts(workspace)
        indexes = {one.path: one for one in index_files(workspace, self.as_of)}
        findings: dict[str, list[Finding]] = {}
        for finding in check_records(workspace, self.as_of):
            findings.setdefault(finding.place.path, []).append(finding)
        for reading in readings:
            path = reading.file.path
            yield _result(reading, findings.get(path, []), counts[path], indexes.get(path))

    def _workspace(self, records: Iterable[Placed[Any]]) -> Workspace | None:
        by_kind: dict[Kind, dict[str, Placed[Any]]] = {kind: {} for kind in Kind}
        settings = (self._settings.record,) if self._settings.record else ()
        for placed in (*settings, *records):
            by_kind[placed.kind][placed.address] = placed
        return workspace_of(by_kind)


def _result(reading: FileReading, findings: Iterable[Finding], count: int, indexes: FileIndex | None) -> FileResult:
    found = [*reading.diagnostics, *(located(finding, reading.source_map) for finding in findings)]
    return FileResult(reading.file.path, reading.content, count, tuple(found), reading.suppressions, indexes)


def _counts(workspace: Workspace) -> Counter[str]:
    """How many records each file holds."""
    counts = Counter(file.place.path for file in workspace.files())
    for inside in (workspace.aims, workspace.measures, workspace.actions, workspace.risks, workspace.sections):
        counts.update(placed.place.path for placed in inside)
    return counts


def sum_up(root: Path, settings: Partnership | None, results: Iterable[FileResult]) -> CheckResult:
    """The verdict on a workspace from those on all its files, given by path."""
    files: list[str] = []
    records = 0
    found: list[Diagnostic] = []
    suppressions: list[Suppression] = []
    indexes: list[FileIndex] = []
    unreadable: set[tuple[Kind, str]] = set()
    for result in results:
        files.append(result.path)
        records += result.records
        found += result.diagnostics
        suppressions += result.suppressions
        kind = claimed_by(result.path)
        if result.indexes:
            indexes.append(result.indexes)
        elif kind:
            unreadable.add((kind, DataFile(result.path, kind).stem))
    places = Places(root)
    if settings:
        found += places.locate(check_index(WorkspaceIndex(settings, indexes, unreadable)))
        found += places.locate(_same_ids(indexes))
    known = frozenset((*FILE_RULES, *rules()))
    return CheckResult(tuple(sorted(files)), records, tuple(apply_suppressions(found, tuple(suppressions), known)))


def _same_ids(indexes: Iterable[FileIndex]) -> Iterator[Finding]:
    first: dict[tuple[Kind, str], str] = {}
    for file in indexes:
        path = first.setdefault((file.kind, file.id), file.path)
        if path != file.path:
            yield same_id(file.path, path, file.id)
