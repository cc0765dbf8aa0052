"""Records of an earlier version that were marked as exempt later, and are gone now.

Today's records no longer have their marks, so the commits in between are asked.
"""

from collections.abc import Iterator
from typing import NamedTuple

from hsp_cli.checking.file_versions import records_in
from hsp_cli.checking.loader import Loaded
from hsp_cli.checking.revisions import load_at
from hsp_cli.domain.address import Address
from hsp_cli.domain.comparison import compare
from hsp_cli.domain.redaction import left_out_later, redacted
from hsp_cli.domain.workspace import Workspace
from hsp_cli.store.blobs import contents_of
from hsp_cli.store.commits import changing_commits
from hsp_cli.store.earlier_files import current_commit, refusal
from hsp_cli.store.files import max_file_bytes
from hsp_cli.store.git import GitFailed
from hsp_cli.store.layout import claimed_by

_MARK = b"exempt"
"""What a file contains if any of its records is marked."""


class _Version(NamedTuple):
    """A version of a file that may have marks: its commit and path, and the records that are marked.

    `marked` is None if the version cannot be read, so that any record may be.
    """

    commit: str
    path: str
    marked: frozenset[Address] | None


def once_exempt(earlier: Workspace, since: str, now: Loaded) -> frozenset[Address]:
    """The addresses in an earlier version of records that are gone now, and were exempt at any commit since.

    `earlier` has the records of the commit `since`. `now` is on disk or of a later commit; its workspace has its exempt
    records. All records of a file count that could not be read at a commit and has marks. RequestRefused if git gives
    no answer.
    """
    if now.workspace is None:
        return frozenset()
    gone = {placed.address: placed for placed in compare(earlier.walks, now.workspace.walks).gone}
    if not gone:
        return frozenset()
    found: set[Address] = set()
    # What is exempt now or was exempt then goes with everything that it had inside. So only other marks are followed.
    seen: set[Address | str] = {*redacted(now.workspace).addresses, *redacted(earlier).addresses}
    for version in _versions(now, since):
        new = {version.path} if version.marked is None else version.marked
        if new <= seen:
            continue
        seen |= new
        at = load_at(now.root, version.commit, now)
        if at.loaded.workspace:
            found |= left_out_later(earlier, at.loaded.workspace)
        if version.path in at.not_read:
            found |= {address for address, placed in gone.items() if placed.place.path == version.path}
    return frozenset(found & gone.keys())


def _versions(now: Loaded, since: str) -> Iterator[_Version]:
    """Every version of a file that a commit after `since` made, and that may have marks."""
    root, most = now.root, max_file_bytes()
    try:
        steps = changing_commits(root, now.loader.tree.commit or current_commit(root), since)
        made = [
            (step.commit.id, file.path, file.after)
            for step in steps
            for file in step.files
            if file.after and claimed_by(file.path)
        ]
        contents = contents_of(root, (content for *_, content in made), most)
        for (commit, path, _), (_, content) in zip(made, contents, strict=True):
            if content is None or _MARK in content:
                records = records_in(path, content, most)
                marked = (one.address for one in (records or {}).values() if "exempt" in one.data)
                yield _Version(commit, path, frozenset(marked) if records else None)
    except GitFailed as failed:
        raise refusal(failed, root) from None
