"""Checks files: runs the rules on each file together with the settings."""

import json
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any, NamedTuple

from hsp_cli.checking.cache import CachedFile, diagnostics_from_json, whole_content
from hsp_cli.checking.indexing import index_file
from hsp_cli.checking.loader import Batch, Loader
from hsp_cli.domain.file_index import FileIndex, from_json as index_from_json
from hsp_cli.domain.finding import Diagnostic, Finding
from hsp_cli.rules.support.registry import check_records
from hsp_cli.store.comments import Suppression
from hsp_cli.store.file_reader import FileReading
from hsp_cli.store.layout import DataFile


class FileResult(NamedTuple):
    """The result for one file, checked together with the settings.

    `dated` are the findings for one date, `diagnostics` those for any date. `index` is None if no record could be read
    from the file. `content_hash` is empty if the file could not be read. `beside` has the hash of each file beside it
    that it names, by path.
    """

    path: str
    content_hash: str
    records: int
    diagnostics: tuple[Diagnostic, ...]
    dated: tuple[Diagnostic, ...]
    suppressions: tuple[Suppression, ...]
    file_index: FileIndex | None
    beside: Mapping[str, str] = {}

    def compact(self) -> CachedFile:
        """The result as JSON, for the cache and for other processes. It takes a tenth of the memory."""
        index = self.file_index.compact() if self.file_index else None
        always = (self.records, self.diagnostics, self.suppressions, index)
        content = whole_content(self.content_hash, self.beside)
        return CachedFile(self.path, content, _json(always), _json(self.dated))


def _json(value: Any) -> str:
    return json.dumps(value, separators=(",", ":"))


def from_cached(cached: CachedFile) -> FileResult:
    """A result from its compact form."""
    records, diagnostics, suppressions, index = json.loads(cached.always)
    content_hash, beside = cached.contents()
    return FileResult(
        cached.path,
        content_hash,
        records,
        diagnostics_from_json(diagnostics),
        diagnostics_from_json(json.loads(cached.dated)),
        tuple(Suppression(*suppression) for suppression in suppressions),
        index_from_json(index, cached.path) if index else None,
        beside,
    )


class FileChecker:
    """Checks all or some files of a workspace."""

    def __init__(self, loader: Loader, as_of: date) -> None:
        self.loader = loader
        self.as_of = as_of

    def settings(self) -> FileResult:
        """The result for the file of the settings."""
        (result,) = self.check_batch(Batch([self.loader.settings], self.loader.workspace({})))
        return result._replace(file_index=None)

    def unnamed(self, file: DataFile) -> FileResult:
        """The result for a file that only a record can claim, and that no record names."""
        return _result(self.loader.reader.unnamed(file), 0, (), (), None)

    def check(self, files: Iterable[DataFile]) -> Iterator[FileResult]:
        """Check files other than the settings, batch by batch. The texts of a batch are freed after it."""
        for batch in self.loader.batches(files):
            yield from self.check_batch(batch)
            for reading in batch.readings:
                reading.free()

    def check_batch(self, batch: Batch) -> Iterator[FileResult]:
        """Check the files of a batch."""
        workspace = batch.workspace
        if workspace is None:
            for reading in batch.readings:
                yield _result(reading, 0, (), (), None)
            return
        walks = {found.file.place.path: found for found in workspace.walks}
        always = _by_path(check_records(workspace, self.as_of, dated=False))
        today = _by_path(check_records(workspace, self.as_of, dated=True))
        for reading in batch.readings:
            path = reading.file.path
            found = walks.get(path) if reading.record else None
            yield _result(
                reading,
                len(found.records) if found else 0,
                _of_files(reading, always),
                _of_files(reading, today),
                index_file(found, workspace.partnership) if found else None,
            )


def _of_files(reading: FileReading, found: Mapping[str, list[Finding]]) -> list[Finding]:
    """The findings in a file and in those beside it."""
    return [finding for one in reading.all_files for finding in found.get(one.file.path, ())]


def _by_path(findings: Iterable[Finding]) -> dict[str, list[Finding]]:
    by_path: dict[str, list[Finding]] = {}
    for finding in findings:
        by_path.setdefault(finding.place.path, []).append(finding)
    return by_path


def _result(
    reading: FileReading,
    records: int,
    findings: Iterable[Finding],
    dated: Iterable[Finding],
    index: FileIndex | None,
) -> FileResult:
    return FileResult(
        reading.file.path,
        reading.content_hash,
        records,
        (*reading.diagnostics, *reading.locate(findings)),
        reading.locate(dated),
        reading.suppressions,
        index,
        {one.file.path: one.content_hash for one in reading.beside},
    )
