"""Earlier versions of a workspace's files, from git: which commit is meant, and the files in it."""

import os
import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import NamedTuple

from hsp_cli.domain.request import RequestRefused
from hsp_cli.store.files import NOT_ON_DISK, FileNotRead, ReadError, Signature, limit_of, max_file_bytes
from hsp_cli.store.git import GitFailed, ask_git, day_of
from hsp_cli.store.history import CommitState
from hsp_cli.store.layout import DATA, TEMPLATE_ENDING, TEMPLATES, DataFile, claimed_by, is_listed

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_MAIN_BRANCHES = (
    "refs/remotes/origin/HEAD",
    "refs/remotes/origin/main",
    "refs/remotes/origin/master",
    "refs/heads/main",
    "refs/heads/master",
)


def resolve(root: str, revision: str, of: str | None = None) -> str:
    """The id of the commit that a revision names: a branch, tag or commit, or a day such as `2010-09-01`.

    A day means the last commit of the current branch on that day or before it, by the date of the commit where it was
    made; or of the history `of` another commit. What other branches had by then does not count until it was merged.
    RequestRefused if there is no such commit.
    """
    _ask(root, "rev-parse", "--git-dir")
    if is_day(revision):
        return _last_commit_until(root, _as_day(revision), of or current_commit(root))
    if (commit := _known(root, revision)) is None:
        raise RequestRefused(f"git knows no revision {revision!r} here", _hint_for_unknown(root))
    return commit


def is_day(revision: str) -> bool:
    """Whether a revision is written as a day."""
    return bool(_DAY.fullmatch(revision))


def default_branch(root: str) -> str:
    """The full name of the main branch, such as `refs/remotes/origin/main`: that of the server, or else a local one."""
    _ask(root, "rev-parse", "--git-dir")
    found = next((name for name in _MAIN_BRANCHES if _known(root, name)), None)
    if found is None:
        raise RequestRefused("git knows no main branch here", "name the branch, tag or commit to compare with")
    return found


def merge_base(root: str, one: str, other: str) -> str:
    """The id of the commit from which two revisions diverged. RequestRefused if they have no common history."""
    try:
        found = ask_git(root, "merge-base", resolve(root, one), resolve(root, other))
    except GitFailed as failed:
        if str(failed) or failed.is_late:
            raise refusal(failed, root) from None
        message = f"{one} and {other} have no commit in common here"
        raise RequestRefused(message, _hint_for_unknown(root)) from None
    return found.split()[0].decode("ascii")


def committed_on(root: str, commit: str) -> date:
    """The day on which a commit was made, where it was made."""
    return _dated(root, "--max-count=1", commit)[0][1]


class _Entry(NamedTuple):
    """A file in a commit. `why` is the reason why it is not read, if it is not."""

    object_id: str
    why: FileNotRead | None


class CommitFiles:
    """The files of a workspace in a commit: those under `data/`, and its templates.

    Their contents come from git when they are opened, or all together with `read_ahead`.
    """

    def __init__(self, root: str, commit: str) -> None:
        """RequestRefused if git does not list the files of the commit."""
        self.commit = commit
        self._root = root
        self._entries = dict(_listed(root, commit))
        self._contents: dict[str, bytes] = {}

    @property
    def unread(self) -> list[str]:
        """What hsp does not read: links, files that are too large or missing from a partial clone, submodules."""
        return [path for path, entry in self._entries.items() if entry.why and not _is_template(path)]

    @property
    def has_records(self) -> bool:
        """Whether the commit has any file of a workspace in this folder."""
        return any(not _is_template(path) for path in self._entries)

    @property
    def object_ids(self) -> dict[str, str]:
        """The git object id of each file under `data/` that can be read, by path."""
        return {path: entry.object_id for path, entry in self._entries.items() if not (entry.why or _is_template(path))}

    def files(self) -> list[DataFile]:
        return sorted(DataFile(path, claimed_by(path)) for path in self._entries if is_listed(path))

    def open(self, path: str) -> tuple[bytes, Signature]:
        entry = self._entries.get(path)
        if entry is None:
            raise FileNotRead(ReadError.MISSING, "cannot be read: it is not in the earlier version")
        if entry.why:
            raise entry.why
        if path not in self._contents and _is_template(path):
            # A paper needs several, and looks at all of them.
            self._contents |= self._from_git(one for one in self._entries if _is_template(one))
        content = self._contents.get(path)
        return self._from_git([path])[path] if content is None else content, NOT_ON_DISK

    def template_names(self) -> list[str]:
        found = (path for path in self._entries if _is_template(path))
        return [path.removeprefix(f"{TEMPLATES}/").removesuffix(TEMPLATE_ENDING) for path in found]

    def state(self, records: Mapping[str, bytes]) -> CommitState | None:
        return CommitState(self.commit, clean=True)

    def changed(self, then: Mapping[str, Signature | None]) -> list[str]:
        return []  # a commit never changes

    def read_ahead(self, paths: Iterable[str]) -> None:
        """Get the contents of some files in one call. RequestRefused if git does not give them."""
        self._contents = self._from_git(paths)

    def free(self) -> None:
        """Free what was read ahead."""
        self._contents = {}

    def _from_git(self, paths: Iterable[str]) -> dict[str, bytes]:
        entries = {path: self._entries[path] for path in paths if not self._entries[path].why}
        asked = "".join(f"{entry.object_id}\n" for entry in entries.values())
        answer = _ask(self._root, "cat-file", "--batch", given=asked.encode()) if entries else b""
        contents, start = {}, 0
        for path in entries:
            end = answer.index(b"\n", start)
            size = int(answer[start:end].rpartition(b" ")[2])
            contents[path] = answer[end + 1 : end + 1 + size]
            start = end + size + 2
        return contents


def _listed(root: str, commit: str) -> Iterator[tuple[str, _Entry]]:
    """The files that are read, and everything under `data/` that may hold such files and is not read."""
    most = max_file_bytes()
    for entry in os.fsdecode(_ask(root, "ls-tree", "-r", "-z", "-l", commit, "--", DATA, TEMPLATES)).split("\0"):
        description, _, path = entry.partition("\t")
        if not path:
            continue
        mode, _, object_id, size = description.split()
        is_file = mode.startswith("100")
        is_of_data = path == DATA or path.startswith(f"{DATA}/")
        # A link or a submodule under `data/` may stand for a folder of records. As on disk, no link is a template.
        if (is_listed(path) or not is_file) if is_of_data else (is_file and _is_template(path)):
            yield path, _Entry(object_id, _why_not(path, size, most, is_file=is_file))


def _is_template(path: str) -> bool:
    """Whether a path is that of a template. No template is looked for in a folder below."""
    return path.startswith(f"{TEMPLATES}/") and path.endswith(TEMPLATE_ENDING) and path.count("/") == 1


def _why_not(path: str, size: str, most: int, *, is_file: bool) -> FileNotRead | None:
    if not is_file:
        return FileNotRead(ReadError.UNREADABLE, "cannot be read: it is a link")
    if not size.isdecimal():
        return FileNotRead(ReadError.UNREADABLE, "cannot be read: it is missing from this clone")
    if int(size) > limit_of(path, most):
        message = f"the file has {int(size):,} bytes; at most {limit_of(path, most):,} are read"
        return FileNotRead(ReadError.TOO_LARGE, message)
    return None


def _as_day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise RequestRefused(f"{text!r} is not a day", "write it as 2010-09-27") from None


def current_commit(root: str) -> str:
    """The id of the commit on which the files on disk build. RequestRefused if git has none."""
    _ask(root, "rev-parse", "--git-dir")
    if (head := _known(root, "HEAD")) is None:
        raise RequestRefused("git has no commit here yet", "commit the records first")
    return head


def _last_commit_until(root: str, day: date, of: str) -> str:
    # Only merges bring the work of other branches in, so their earlier commits are not what was known here.
    commits = _dated(root, "--first-parent", of)
    found = next((commit for commit, committed in commits if committed <= day), None)
    if found is None:
        first = commits[-1][1]
        raise RequestRefused(f"git has no commit of {day} or before it here: the first is of {first}", _of_clone(root))
    return found


def _dated(root: str, *arguments: str) -> list[tuple[str, date]]:
    """The commits that `git rev-list` lists, with their days. RequestRefused if one has no real date."""
    # In turn a line `commit ID` and one with the date.
    lines = _ask(root, "rev-list", "--format=%cI", *arguments).decode("ascii").split("\n")
    commits = [line.removeprefix("commit ") for line in lines[::2]]
    try:
        return [(commit, day_of(commit, moment)) for commit, moment in zip(commits, lines[1::2], strict=False)]
    except GitFailed as failed:
        raise refusal(failed, root) from None


def _known(root: str, revision: str) -> str | None:
    """The id of the commit that a name or id means. None if git does not know it."""
    # git would read such a word as an option. No branch, tag or commit begins so.
    if revision.startswith("-"):
        return None
    try:
        found = ask_git(root, "rev-parse", "--verify", "--quiet", f"{revision}^{{commit}}")
    except GitFailed as failed:
        if failed.is_late:
            raise refusal(failed, root) from None
        return None
    return found.decode("ascii").strip()


def _ask(root: str, *arguments: str, given: bytes = b"") -> bytes:
    """An answer of git. RequestRefused with the reason if there is none."""
    try:
        return ask_git(root, *arguments, given=given)
    except GitFailed as failed:
        raise refusal(failed, root) from None


def is_shallow(root: str) -> bool:
    """Whether the clone has only the latest commits."""
    return _ask(root, "rev-parse", "--is-shallow-repository").strip() == b"true"


_SHALLOW = "this clone is shallow, so it has few commits: fetch them all (in GitHub Actions, `fetch-depth: 0`)"


def _hint_for_unknown(root: str) -> str:
    if is_shallow(root):
        return _SHALLOW
    return "name a branch, tag or commit, such as origin/main; `git fetch` gets what the server has"


def _of_clone(root: str) -> str:
    return _SHALLOW if is_shallow(root) else "name a later day, or a branch, tag or commit"


def refusal(failed: GitFailed, root: str) -> RequestRefused:
    """The reason why git does not answer, in words for the person who asked."""
    words = str(failed)
    if "dubious ownership" in words:
        # The last line is the command that trusts the repository.
        message = "git does not read this repository, because it belongs to somebody else"
        return RequestRefused(message, f"if you trust it: {words.strip().splitlines()[-1].strip()}")
    if "not a git repository" in words:
        return RequestRefused(f"{root} is not in a git repository", "earlier versions are read from git: use a clone")
    if not words:
        return RequestRefused("git cannot be started", "install git, from which earlier versions are read")
    return RequestRefused(f"git gives no answer: {words.strip().splitlines()[-1]}", "check the repository: git fsck")
