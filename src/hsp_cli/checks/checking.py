"""Checking a workspace: what was kept is taken, the rest is judged, and what was found is kept for the next run."""

import json
from collections.abc import Callable, Sequence
from datetime import date
from itertools import chain
from pathlib import Path

from hsp_cli.checks.judging import Judge, from_plain, sum_up
from hsp_cli.checks.keeping import Keep, Kept
from hsp_cli.checks.verdict import Verdict
from hsp_cli.checks.workers import judged
from hsp_cli.store.files import digest
from hsp_cli.store.layout import PARTNERSHIP_FILE, DataFile

Seen = Callable[[int, int], None]
"""Told how many files are done, and of how many."""


def check(
    root: Path,
    as_of: date,
    files: Sequence[DataFile],
    keep: Keep | None = None,
    digests: dict[str, str] | None = None,
    seen: Seen = lambda _done, _of: None,
) -> Verdict:
    """The verdict on a workspace whose files are given by path.

    With `keep`, verdicts on files that have not changed are taken from there, as `digests` tell.
    """
    judge = Judge(root, as_of)
    settings = judge.settings()
    beside = digest(settings.content) if settings.content is not None else ""
    others = [file for file in files if file.path != PARTNERSHIP_FILE]
    by_path = _unchanged(keep.files(beside), digests) if keep and digests and beside else {}
    new = [file for file in others if file.path not in by_path]
    by_path.update(judged(judge, new, lambda done: seen(done, len(new))))
    state = ""
    if keep and beside:
        if new:
            keep.keep_files(beside, {path: one for path, one in by_path.items() if one.digest})
        state = keep.state({PARTNERSHIP_FILE: beside, **{path: one.digest for path, one in by_path.items()}})
    # One by one, for all of them together would need as much room as the records do.
    verdicts = (from_plain(json.loads(by_path.pop(file.path).line)) for file in others)
    verdict = sum_up(root, judge.partnership, chain((settings,), verdicts))
    if keep and state:
        keep.keep_verdict(state, verdict)
    return verdict


def _unchanged(kept: dict[str, Kept], digests: dict[str, str]) -> dict[str, Kept]:
    return {path: one for path, one in kept.items() if one.digest == digests.get(path)}
