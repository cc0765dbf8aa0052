"""Compares the records with an earlier revision: reads the files that differ, and runs the rules for changes."""

from collections.abc import Collection, Iterable
from typing import NamedTuple

from hsp_cli.checking.loader import Loader, content_again
from hsp_cli.checking.suppressions import not_silenced
from hsp_cli.domain.comparison import Comparison, compare
from hsp_cli.domain.finding import Diagnostic
from hsp_cli.domain.kind import Kind
from hsp_cli.domain.walk import Walk, walk
from hsp_cli.rules.support.registry import check_changes
from hsp_cli.store.comments import Suppression
from hsp_cli.store.earlier_files import CommitFiles, resolve
from hsp_cli.store.file_reader import FileReader, FileReading
from hsp_cli.store.file_tree import FileTree
from hsp_cli.store.git import object_id
from hsp_cli.store.layout import PARTNERSHIP_FILE, DataFile


class Compared(NamedTuple):
    """What a comparison found, sorted by place, without what suppressions silence.

    `commit` is the id of the earlier commit, and `has_records` whether it has any. `not_compared` are the paths of its
    files that could not be read there as records.
    """

    commit: str
    diagnostics: tuple[Diagnostic, ...]
    not_compared: tuple[str, ...]
    has_records: bool


def compare_with(root: str, revision: str) -> Compared:
    """Compare the records of a workspace with those at a git revision.

    RequestRefused if git does not know the revision, or if the workspace is not in a git repository.
    """
    earlier = CommitFiles(root, resolve(root, revision))
    loader = Loader(root)
    files = loader.tree.files()
    same = _same_files(earlier, files, loader.tree)
    now = [loader.reader.read(file) for file in files if file.kind and file.path not in same | {PARTNERSHIP_FILE}]
    before = _readings(earlier, same, loader)
    found = _found(compare(_walks(before), _walks(now)), now)
    given = _new_suppressions(before, now)
    broken = (reading.file.path for reading in before if not reading.record)
    return Compared(
        earlier.commit,
        tuple(sorted(not_silenced(found, given))),
        tuple(sorted((*earlier.unread, *broken))),
        earlier.has_records,
    )


def _same_files(earlier: CommitFiles, files: Iterable[DataFile], now: FileTree) -> set[str]:
    """The files with the same content as before. If a file beside a record differs, none of its folder counts as the
    same, because only the records there say which of them names it.
    """
    held = earlier.object_ids
    same = {
        file.path
        for file in files
        if file.path in held and object_id(content_again(now, file.path), held[file.path]) == held[file.path]
    }
    now_or_before = (DataFile(path, None) for path in {*(file.path for file in files), *held})
    differing = {file.folder for file in now_or_before if file.is_beside and file.path not in same}
    return {path for path in same if DataFile(path, None).folder not in differing}


def _readings(earlier: CommitFiles, same: Collection[str], loader: Loader) -> list[FileReading]:
    """The earlier files that differ: the settings first, because quarters depend on their calendar."""
    reader = FileReader(earlier)
    reader.calendar = loader.reader.calendar
    differing = earlier.object_ids.keys() - set(same)
    earlier.read_ahead(differing)
    records = [file for file in earlier.files() if file.kind and file.path in differing]
    return [reader.read(file) for file in sorted(records, key=lambda one: (one.path != PARTNERSHIP_FILE, one.path))]


def _walks(readings: Iterable[FileReading]) -> list[Walk]:
    return [walk(one.record) for one in readings if one.record and one.file.kind is not Kind.PARTNERSHIP]


def _found(comparison: Comparison, now: Iterable[FileReading]) -> list[Diagnostic]:
    readings = {reading.file.path: reading for reading in now}
    return [one for found in check_changes(comparison) for one in readings[found.place.path].locate((found,))]


def _new_suppressions(before: Iterable[FileReading], now: Iterable[FileReading]) -> list[Suppression]:
    """The suppressions that the earlier version of a file does not have.

    An old one was written for an earlier change. If it counted, it would hide every later change of its line.
    """
    old = {
        (reading.record.address, one.code, one.reason)
        for reading in before
        if reading.record
        for one in reading.suppressions
    }
    return [
        one
        for reading in now
        if reading.record
        for one in reading.suppressions
        if (reading.record.address, one.code, one.reason) not in old
    ]
