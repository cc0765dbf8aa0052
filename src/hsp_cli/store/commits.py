"""The commits that changed a workspace's records, and which files each of them changed.

git compares trees, never files on disk, so nothing of its configuration runs. The answer is read as it comes: a history
of any length needs the memory of one commit.
"""

import os
from collections.abc import Iterator
from typing import NamedTuple

from hsp_cli.domain.commit import Commit
from hsp_cli.store.git import ask_git, day_of, stream_git
from hsp_cli.store.layout import DATA

_HEAD = "\x01"
"""The first character of the token that starts a commit. A path is never read where a commit can start."""
_FORMAT = "--format=%x00%x01%H%x00%P%x00%an%x00%aI%x00%s%x00"
_FIELDS = 4
"""The tokens of a commit after its id: parents, author, date and subject."""
_CHUNK = 1 << 16


class ChangedFile(NamedTuple):
    """A file that a commit changed: its path from the root, and the ids of its contents before and after.

    `before` has an id for each parent of a merge, and one for any other commit. An id is None if there was no plain
    file. A merge is listed only with files that differ from those of all its parents.
    """

    path: str
    before: tuple[str | None, ...]
    after: str | None


class ChangingCommit(NamedTuple):
    """A commit that changed files under `data/`, with the ids of its parents and the files in order of path."""

    commit: Commit
    parents: tuple[str, ...]
    files: tuple[ChangedFile, ...]


def changing_commits(root: str, head: str, since: str | None = None) -> Iterator[ChangingCommit]:
    """The commits up to `head` that changed files under `data/`, each after its parents; not those up to `since`.

    Both are full ids of commits. Branches whose changes a merge has dropped are left out. In a shallow clone, the
    first commits list all their files as new. GitFailed if git gives no answer.
    """
    prefix = os.fsdecode(ask_git(root, "rev-parse", "--show-prefix").removesuffix(b"\n"))
    tokens = _tokens(root, (head, *((f"^{since}",) if since else ())))
    commit: ChangingCommit | None = None
    files: list[ChangedFile] = []
    for token in tokens:
        if token.startswith(_HEAD):
            if commit and files:
                yield commit._replace(files=tuple(files))
            commit, files = _commit(token, [next(tokens) for _ in range(_FIELDS)]), []
        elif description := token.lstrip("\n"):
            files.append(_changed_file(description, next(tokens), prefix))
    if commit and files:
        yield commit._replace(files=tuple(files))


def _tokens(root: str, commits: tuple[str, ...]) -> Iterator[str]:
    """What git writes between NUL characters."""
    ids = ("rev-list", "--reverse", "--topo-order", *commits, "--", DATA)
    changes = ("diff-tree", "--stdin", "--raw", "--root", "--no-renames", "--no-abbrev", "-r", "-z", "-c", _FORMAT)
    rest = b""
    with stream_git(root, ids, (*changes, "--", DATA)) as call:
        assert call.stdout is not None
        while chunk := call.stdout.read(_CHUNK):
            *whole, rest = (rest + chunk).split(b"\0")
            yield from map(os.fsdecode, whole)


def _commit(token: str, fields: list[str]) -> ChangingCommit:
    parents, author, moment, subject = fields
    name = token[1:]
    return ChangingCommit(Commit(name, _text(author), day_of(name, moment), _text(subject)), tuple(parents.split()), ())


def _text(words: str) -> str:
    """Words of a commit. Bytes that are not UTF-8 become question marks in boxes."""
    return os.fsencode(words).decode("utf-8", errors="replace")


def _changed_file(description: str, path: str, prefix: str) -> ChangedFile:
    """A line of `--raw`: a colon for each parent, the modes, the ids, and a letter for each parent."""
    parents = len(description) - len(description.lstrip(":"))
    words = description[parents:].split()
    modes, ids = words[: parents + 1], words[parents + 1 : 2 * parents + 2]
    held = [one if mode.startswith("100") else None for mode, one in zip(modes, ids, strict=True)]
    return ChangedFile(path.removeprefix(prefix), tuple(held[:-1]), held[-1])
