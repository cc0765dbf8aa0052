"""Checks a workspace: cached results for the files that have not changed, the rules for all others.

This module imports little, since a run that finds nothing changed answers from the cache.
"""

import contextlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from typing import TYPE_CHECKING

from hsp_cli.checking.cache import CachedFile, open_cache
from hsp_cli.checking.result import CheckResult, Progress
from hsp_cli.store.layout import PARTNERSHIP_FILE, DataFile, data_files

if TYPE_CHECKING:
    from hsp_cli.checking.cache import ResultCache
    from hsp_cli.checking.file_checker import FileChecker, FileResult
    from hsp_cli.checking.loader import Loaded


def check(
    root: str, as_of: date, *, use_cache: bool = True, progress: Progress = lambda _done, _of: None
) -> CheckResult:
    """Everything that is wrong with a workspace on a date. A record is freed after its file is checked."""
    files = data_files(root)
    cache = open_cache(root) if use_cache else None
    # The first run reads no file for its hash alone.
    hashes = cache.content_hashes(files) if cache and cache.has_results else {}
    if cache and (result := cache.result(files, hashes, as_of)):
        return result

    from hsp_cli.checking.parsing_ahead import ParsingAhead

    # If there are results of earlier runs, few files are new, and which ones is known only later.
    with ParsingAhead(root, () if hashes else files) as ahead:
        from hsp_cli.checking.file_checker import FileChecker
        from hsp_cli.checking.loader import Loader, content_again
        from hsp_cli.checking.workers import check_files

        checker = FileChecker(Loader(root), as_of)

        def check_new(new: list[DataFile]) -> "Iterable[FileResult | CachedFile]":
            checker.loader.parsed_ahead = ahead.stop()
            return check_files(checker, new, progress)

        return _check(checker, files, hashes, cache, check_new, lambda path: content_again(checker.loader.tree, path))


def check_loaded(
    loaded: "Loaded", as_of: date, *, use_cache: bool = True, meanwhile: Callable[[], None] = lambda: None
) -> CheckResult:
    """Everything that is wrong with a workspace that was loaded with its texts. No file is read again.

    `meanwhile` is called if other processes check the files: this one then does a part of its own work first.
    """
    from hsp_cli.checking.file_checker import FileChecker
    from hsp_cli.checking.workers import check_readings

    files = loaded.files
    cache = open_cache(loaded.root) if use_cache else None
    hashes = loaded.content_hashes
    if cache and (result := cache.result(files, hashes, as_of)):
        return result
    checker = FileChecker(loaded.loader, as_of)
    readings = {reading.file.path: reading for reading in loaded.readings}
    return _check(
        checker,
        files,
        hashes,
        cache,
        lambda new: check_readings(checker, [readings[file.path] for file in new], meanwhile),
        lambda path: loaded.contents().get(path, b""),
    )


def check_apart(loaded: "Loaded", as_of: date) -> CheckResult:
    """The same as `check_loaded`, for what needs memory afterwards: many files are checked in a process of their own,
    whose result is in the cache. If that fails, this process checks them.
    """
    from hsp_cli.checking.processes import Process, processors

    cache = open_cache(loaded.root)
    is_new = cache is not None and cache.result(loaded.files, loaded.content_hashes, as_of) is None
    if is_new and processors(len(loaded.files)) > 1:
        with contextlib.suppress(OSError):  # no process is available
            checking = Process(lambda: _fill_cache(loaded, as_of))
            try:
                checking.is_done()
            finally:
                checking.end()
    return check_loaded(loaded, as_of)


def _fill_cache(loaded: "Loaded", as_of: date) -> None:
    check_loaded(loaded, as_of)


def check_changed(root: str, as_of: date, contents: Mapping[str, bytes | None]) -> CheckResult:
    """Everything that would be wrong with a workspace if some files had these contents. None is a file that is gone.

    Nothing is written but the cache, which is by content.
    """
    from hsp_cli.checking.file_checker import FileChecker
    from hsp_cli.checking.loader import Loader, content_again
    from hsp_cli.checking.workers import check_files
    from hsp_cli.store.file_tree import ChangedTree, Disk
    from hsp_cli.store.files import content_hash

    tree = ChangedTree(Disk(root), contents)
    files = tree.files()
    cache = open_cache(root)
    hashes: dict[str, str] = {}
    if cache and cache.has_results:
        hashes = cache.content_hashes(file for file in files if file.path not in contents)
        hashes |= {path: content_hash(content) for path, content in contents.items() if content is not None}
    checker = FileChecker(Loader(root, tree), as_of)
    return _check(
        checker,
        files,
        hashes,
        cache,
        lambda new: check_files(checker, new, lambda _done, _of: None),
        lambda path: content_again(tree, path),
    )


def _check(
    checker: "FileChecker",
    files: list[DataFile],
    hashes: dict[str, str],
    cache: "ResultCache | None",
    check_new: "Callable[[list[DataFile]], Iterable[FileResult | CachedFile]]",
    content_of: Callable[[str], bytes],
) -> CheckResult:
    """The result for all files: cached ones, and new ones as `check_new` gives them."""
    from hsp_cli.checking.combining import combine

    settings = checker.settings()
    others = [file for file in files if file.path != PARTNERSHIP_FILE and not file.is_beside]
    cached = cache.file_results(settings.content_hash, checker.as_of) if cache else {}
    results: dict[str, FileResult | CachedFile] = {
        file.path: known for file in others if (known := cached.pop(file.path, None)) and known.is_of(hashes)
    }
    new = [file for file in others if file.path not in results]
    results.update((result.path, result) for result in check_new(new))
    if cache and new:
        compact = (one if isinstance(one, CachedFile) else one.compact() for one in results.values())
        cache.store_file_results(settings.content_hash, checker.as_of, compact)
    checked = {PARTNERSHIP_FILE: settings.content_hash}
    combined = combine(checker, settings, _in_order(checker, files, others, results, checked), content_of)
    if cache:
        cache.store_result(files, checked, checker.as_of, combined)
    return combined


def _in_order(
    checker: "FileChecker",
    files: Iterable[DataFile],
    records: Iterable[DataFile],
    results: "dict[str, FileResult | CachedFile]",
    checked: dict[str, str],
) -> "Iterator[FileResult]":
    """The results by path, one by one, for all of them together would need as much memory as the records.

    Those of files that no record names come last.
    """
    from hsp_cli.checking.file_checker import from_cached
    from hsp_cli.checking.loader import unnamed_files

    named: dict[str, str] = {}
    unread = set()
    for file in records:
        found = results.pop(file.path)
        result = from_cached(found) if isinstance(found, CachedFile) else found
        checked[file.path] = result.content_hash
        named |= result.beside
        if not result.file_index:
            unread.add(file.folder)
        yield result
    checked |= named
    for file in unnamed_files(files, named, unread):
        result = checker.unnamed(file)
        checked[file.path] = result.content_hash
        yield result
