"""Combines the results of all files: the rules that compare files, ids that two files share, suppressions."""

from collections.abc import Callable, Iterable, Iterator
from itertools import chain

from hsp_cli.checking.file_checker import FileChecker, FileResult
from hsp_cli.checking.loader import same_id
from hsp_cli.checking.result import CheckResult
from hsp_cli.checking.suppressions import apply_suppressions
from hsp_cli.domain.file_index import FileIndex, WorkspaceIndex
from hsp_cli.domain.finding import Diagnostic, Finding
from hsp_cli.domain.kind import Kind
from hsp_cli.rules.support.registry import change_codes, check_index, rules
from hsp_cli.store.comments import Suppression
from hsp_cli.store.file_reader import located, places_in
from hsp_cli.store.file_rules import FILE_RULES
from hsp_cli.store.layout import DataFile, claimed_by


def combine(
    checker: FileChecker, settings: FileResult, others: Iterable[FileResult], content_of: Callable[[str], bytes]
) -> CheckResult:
    """The result for a workspace, from the results of its files by path. `content_of` reads the bytes of a file."""
    files: list[str] = []
    records = 0
    found: list[Diagnostic] = []
    suppressions: list[Suppression] = []
    indexes: list[FileIndex] = []
    unreadable: set[tuple[Kind, str]] = set()
    for result in chain((settings,), others):
        files += (result.path, *(path for path, is_read in result.beside.items() if is_read))
        records += result.records
        found += (*result.diagnostics, *result.dated)
        suppressions += result.suppressions
        kind = claimed_by(result.path)
        if result.file_index:
            indexes.append(result.file_index)
        elif kind and kind is not Kind.PARTNERSHIP:
            unreadable.add((kind, DataFile(result.path, kind).stem))
    if partnership := checker.loader.partnership:
        index = WorkspaceIndex(partnership, checker.as_of, indexes, unreadable)
        found += _located(content_of, (*check_index(index), *_same_ids(indexes)))
    remaining = apply_suppressions(found, suppressions, {*FILE_RULES, *rules()}, change_codes())
    return CheckResult(tuple(sorted(set(files))), records, tuple(remaining))


def _same_ids(indexes: Iterable[FileIndex]) -> Iterator[Finding]:
    first: dict[tuple[Kind, str], str] = {}
    for file in indexes:
        path = first.setdefault((file.kind, file.id), file.path)
        if path != file.path:
            yield same_id(file.path, path, file.id)


def _located(content_of: Callable[[str], bytes], findings: Iterable[Finding]) -> Iterator[Diagnostic]:
    """Findings with their lines and columns. Only one source map is in memory at a time."""
    by_path: dict[str, list[Finding]] = {}
    for finding in findings:
        by_path.setdefault(finding.place.path, []).append(finding)
    for path, found in by_path.items():
        source_map = places_in(path, content_of(path))
        for finding in found:
            yield located(finding, source_map)
        source_map.close()
