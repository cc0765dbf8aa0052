"""Checking a workspace: what was kept is taken, the rest is judged, and what was found is kept for the next run."""

import json
from collections.abc import Callable, Sequence
from datetime import date
from itertools import chain
from pathlib import Path

from hsp_cli.checking.cache import CachedResult, ResultCache
from hsp_cli.checking.file_checker import FileChecker, from_plain, sum_up
from hsp_cli.checking.result import CheckResult
from hsp_cli.checking.workers import checked
from hsp_cli.store.files import content_hash
from hsp_cli.store.layout import PARTNERSHIP_FILE, DataFile

Seen = Callable[[int, int], None]
"""Told how many files are done, and of how many."""


def check(
    root: Path,
    as_of: date,
    files: Sequence[DataFile],
    keep: ResultCache | None = None,
    hashes: dict[str, str] | None = None,
    seen: Seen = lambda _done, _of: None,
) -> CheckResult:
    """The verdict on a workspace whose files are given by path.

    With `keep`, verdicts on files that have not changed are taken from there, as `digests` tell.
    """
    check = FileChecker(root, as_of)
    settings = check.settings()
    beside = content_hash(settings.content) if settings.content is not None else ""
    others = [file for file in files if file.path != PARTNERSHIP_FILE]
    by_path = _unchanged(keep.files(beside), hashes) if keep and hashes and beside else {}
    new = [file for file in others if file.path not in by_path]
    by_path.update(checked(check, new, lambda done: seen(done, len(new))))
    state = ""
    if keep and beside:
        if new:
            keep.store_files(beside, {path: one for path, one in by_path.items() if one.content_hash})
        state = keep.state({PARTNERSHIP_FILE: beside, **{path: one.content_hash for path, one in by_path.items()}})
    # One by one, for all of them together would need as much room as the records do.
    results = (from_plain(json.loads(by_path.pop(file.path).line)) for file in others)
    result = sum_up(root, check.partnership, chain((settings,), results))
    if keep and state:
        keep.store_result(state, result)
    return result


def _unchanged(cached: dict[str, CachedResult], hashes: dict[str, str]) -> dict[str, CachedResult]:
    return {path: one for path, one in cached.items() if one.content_hash == hashes.get(path)}
