"""The files of a workspace at an earlier revision, from git."""

import os
from collections.abc import Collection, Iterable, Mapping
from typing import NamedTuple

from hsp_cli.domain.request import RequestRefused
from hsp_cli.store.files import is_beside, limit_of, max_file_bytes
from hsp_cli.store.git import GitFailed, ask_git, object_id
from hsp_cli.store.layout import DATA, claimed_by


class EarlierFiles(NamedTuple):
    """The files of records, and those beside them, at a commit: the git object id of each by path. `unread` are those
    that hsp does not read: links, files that are too large, and files that are missing from a partial clone.
    """

    root: str
    commit: str
    object_ids: Mapping[str, str]
    unread: Collection[str]

    def has(self, path: str, content: bytes) -> bool:
        """Whether the file at a path had the same content."""
        held = self.object_ids.get(path)
        return held is not None and object_id(content, held) == held

    def contents(self, paths: Iterable[str]) -> dict[str, bytes]:
        """The bytes of some of the files by path. RequestRefused if git does not give them."""
        wanted = list(paths)
        asked = "".join(f"{self.object_ids[path]}\n" for path in wanted)
        try:
            answer = ask_git(self.root, "cat-file", "--batch", given=asked.encode()) if wanted else b""
        except GitFailed as failed:
            raise _refusal(failed, self.root) from None
        contents, start = {}, 0
        for path in wanted:
            end = answer.index(b"\n", start)
            size = int(answer[start:end].rpartition(b" ")[2])
            contents[path] = answer[end + 1 : end + 1 + size]
            start = end + size + 2
        return contents


def earlier_files(root: str, revision: str) -> EarlierFiles:
    """The files of a workspace's records at a revision. RequestRefused if git does not know the revision."""
    commit = _commit(root, revision)
    try:
        listing = ask_git(root, "ls-tree", "-r", "-z", "-l", commit, "--", DATA)
    except GitFailed as failed:
        raise _refusal(failed, root) from None
    object_ids, unread, most = {}, [], max_file_bytes()
    for entry in os.fsdecode(listing).split("\0"):
        description, _, path = entry.partition("\t")
        if not claimed_by(path) and not is_beside(path):
            continue
        mode, _, held, size = description.split()
        if mode.startswith("100") and size.isdecimal() and int(size) <= limit_of(path, most):
            object_ids[path] = held
        else:
            unread.append(path)
    return EarlierFiles(root, commit, object_ids, unread)


def _commit(root: str, revision: str) -> str:
    """The id of the commit that a revision names."""
    try:
        ask_git(root, "rev-parse", "--git-dir")
    except GitFailed as failed:
        raise _refusal(failed, root) from None
    # git would read such a word as an option. No branch, tag or commit begins so.
    if not revision.startswith("-"):
        try:
            found = ask_git(root, "rev-parse", "--verify", "--quiet", f"{revision}^{{commit}}")
            return found.decode("ascii").strip()
        except GitFailed as failed:
            if failed.is_late:
                raise _refusal(failed, root) from None
    raise RequestRefused(f"git knows no revision {revision!r} here", _hint_for_unknown(root))


def _hint_for_unknown(root: str) -> str:
    if ask_git(root, "rev-parse", "--is-shallow-repository").strip() == b"true":
        return "this clone is shallow, so it has few commits: fetch them all (in GitHub Actions, `fetch-depth: 0`)"
    return "name a branch, tag or commit, such as origin/main; `git fetch` gets what the server has"


def _refusal(failed: GitFailed, root: str) -> RequestRefused:
    """The reason why git does not answer, in words for the person who asked."""
    words = str(failed)
    if "dubious ownership" in words:
        # The last line is the command that trusts the repository.
        message = "git does not read this repository, because it belongs to somebody else"
        return RequestRefused(message, f"if you trust it: {words.strip().splitlines()[-1].strip()}")
    if "not a git repository" in words:
        return RequestRefused(f"{root} is not in a git repository", "leave `--base` out, or check a clone")
    if not words:
        return RequestRefused("git cannot be started", "install git, or leave `--base` out")
    return RequestRefused(f"git gives no answer: {words.strip().splitlines()[-1]}", "leave `--base` out")
