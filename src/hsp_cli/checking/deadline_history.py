"""Which deadlines every commit changed, from git."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import NamedTuple

from hsp_cli.checking.deadline_versions import DeadlineReader
from hsp_cli.domain.action import Scheduled
from hsp_cli.domain.address import Address
from hsp_cli.domain.commit import Commit
from hsp_cli.domain.deadline_changes import Course, DeadlineChange, Deadlines, courses
from hsp_cli.domain.deadline_record import DeadlineRecord, present_deadline
from hsp_cli.domain.kind import Kind
from hsp_cli.domain.kinds import holders_of, models
from hsp_cli.domain.period import Calendar
from hsp_cli.domain.workspace import Workspace
from hsp_cli.store.blobs import contents_of
from hsp_cli.store.commits import ChangedFile, ChangingCommit, changing_commits
from hsp_cli.store.earlier_files import CommitFiles, current_commit, is_shallow, refusal
from hsp_cli.store.files import max_file_bytes
from hsp_cli.store.git import GitFailed, ask_git
from hsp_cli.store.layout import claimed_by


@dataclass(frozen=True)
class DeadlineHistory:
    """What commits changed of deadlines, the oldest commit first, and what the last one says of them.

    `begins` is the day of the first commit that has records; None if none has. `commits` counts those that changed
    records. `unread` are the versions of files that cannot be read as records, as the path and the commit that made
    the version. They count as if they said what the version before them says. `parsed` counts the characters that were
    parsed.
    """

    changes: tuple[DeadlineChange, ...]
    head: Deadlines
    begins: date | None
    commits: int
    unread: tuple[tuple[str, Commit], ...]
    parsed: int


class SeenDeadlines(NamedTuple):
    """The courses of deadlines that git and the disk show, and how far back the history goes.

    `is_shallow` is true if the clone has only the latest commits, so that the history begins with them.
    """

    courses: dict[Address, Course]
    begins: date | None
    commits: int
    unread: tuple[tuple[str, Commit], ...]
    is_shallow: bool


def seen_deadlines(root: str, workspace: Workspace) -> SeenDeadlines:
    """What git saw of the deadlines of a workspace, and what was changed on disk since the last commit.

    RequestRefused with the reason if git does not say.
    """
    head = current_commit(root)
    try:
        history = deadline_history(root, head, workspace.partnership.calendar)
        changes = (*history.changes, _uncommitted(history.head, workspace))
        found = courses(changes, lambda one, other: _is_ancestor(root, one, other))
    except GitFailed as failed:
        raise refusal(failed, root) from None
    return SeenDeadlines(found, history.begins, history.commits, history.unread, is_shallow(root))


def _uncommitted(head: Deadlines, workspace: Workspace) -> DeadlineChange:
    """What was changed on disk since the last commit. Of files that cannot be read now, nobody knows."""
    present = {placed.address: present_deadline(placed.record) for placed in workspace.scheduled}
    unreadable = {f"{kind.folder}/{stem}" for kind, stem in workspace.unreadable}
    known = {address: one for address, one in head.items() if address.file not in unreadable}
    before = {address: one for address, one in known.items() if present.get(address) != one}
    return DeadlineChange(None, before, {address: one for address, one in present.items() if known.get(address) != one})


def _is_ancestor(root: str, one: Commit, other: Commit) -> bool:
    return ask_git(root, "merge-base", one.id, other.id).split()[:1] == [one.id.encode("ascii")]


def deadline_history(root: str, head: str, calendar: Calendar, *, use_items: bool = True) -> DeadlineHistory:
    """The deadlines in every commit up to `head`, the full id of a commit. GitFailed if git gives no answer.

    With `use_items`, only those items of a file are parsed that a commit changed. The answer is the same without.
    """
    begins, count, commits = None, 0, []
    for one in changing_commits(root, head):
        begins = min(begins or one.commit.on, one.commit.on)
        count += 1
        if files := tuple(file for file in one.files if claimed_by(file.path) in _with_deadlines()):
            commits.append(one._replace(files=files))
    versions = _Versions(root, calendar, use_items=use_items)
    versions.read(commits)
    return DeadlineHistory(
        tuple(change for commit in commits if (change := versions.change(commit)).before or change.now),
        versions.at_commit(head),
        begins,
        count,
        tuple(versions.unread),
        versions.parsed,
    )


@cache
def _with_deadlines() -> frozenset[Kind | None]:
    """The kinds of file that can hold a deadline."""
    scheduled = (kind for kind, model in models().items() if issubclass(model, Scheduled))
    return frozenset(holder for kind in scheduled for holder in holders_of(kind))


class _Versions:
    """The deadlines in the versions of files, by path and id of the content."""

    def __init__(self, root: str, calendar: Calendar, *, use_items: bool) -> None:
        self.root = root
        self.calendar = calendar
        self.use_items = use_items
        self.max_bytes = max_file_bytes()
        self.unread: list[tuple[str, Commit]] = []
        self.parsed = 0
        self._found: dict[tuple[str, str], Deadlines | None] = {}

    def read(self, commits: Iterable[ChangingCommit]) -> None:
        """Read every version that commits have made. A version that cannot be read says what the one before says."""
        ids: dict[str, dict[str, None]] = {}
        made: dict[tuple[str, str], tuple[Commit, tuple[str | None, ...]]] = {}
        for commit in commits:
            for file in commit.files:
                ids.setdefault(file.path, {}).update(dict.fromkeys(filter(None, (*file.before, file.after))))
                for one in filter(None, file.before):  # made by no commit of the list, as in a shallow clone
                    made.setdefault((file.path, one), (commit.commit, ()))
                if file.after:
                    made.setdefault((file.path, file.after), (commit.commit, file.before))
        again = self._read_contents(ids, use_items=self.use_items)
        self._read_contents({path: ids[path] for path in again}, use_items=False)
        for version in [version for version, found in self._found.items() if found is None]:
            path, _ = version
            made_in, before = made[version]
            self.unread.append((path, made_in))
            known = (self._found.get((path, one)) for one in before if one)
            self._found[version] = next((one for one in known if one is not None), {})

    def _read_contents(self, ids: dict[str, dict[str, None]], *, use_items: bool) -> list[str]:
        """Read versions path by path. Returns the paths of which the last version does not say, as a whole, what was
        put together from its items: all versions of these must be read as a whole.
        """
        wanted = [(path, one) for path, of_path in ids.items() for one in of_path]
        again, reader, path_of_reader = [], None, ""
        for (path, one), (_, content) in zip(
            wanted, contents_of(self.root, (one for _, one in wanted), self.max_bytes), strict=True
        ):
            if reader is None or path != path_of_reader:
                again += self._closed(reader, path_of_reader)
                kind = claimed_by(path)
                assert kind is not None
                reader = DeadlineReader(kind, self.calendar, self.max_bytes, use_items=use_items)
                path_of_reader = path
            self._found[path, one] = None if content is None else reader.read(content)
        return [*again, *self._closed(reader, path_of_reader)]

    def _closed(self, reader: DeadlineReader | None, path: str) -> list[str]:
        if reader is None:
            return []
        is_confirmed = reader.is_confirmed()
        self.parsed += reader.parsed
        return [] if is_confirmed else [path]

    def change(self, commit: ChangingCommit) -> DeadlineChange:
        """What a commit changed of deadlines. A merge has changed only what none of its parents says."""
        before: dict[Address, DeadlineRecord] = {}
        now: dict[Address, DeadlineRecord] = {}
        for file in commit.files:
            for address, old, new in self._differences(file):
                if old:
                    before[address] = old
                if new:
                    now[address] = new
        moved = [address for address, one in before.items() if now.get(address) == one]
        for address in moved:  # to another file
            del before[address], now[address]
        return DeadlineChange(commit.commit, before, now)

    def _differences(self, file: ChangedFile) -> Iterator[tuple[Address, DeadlineRecord | None, DeadlineRecord | None]]:
        olds = [self._found.get((file.path, one)) or {} if one else {} for one in file.before]
        new = self._found.get((file.path, file.after)) or {} if file.after else {}
        for address in dict.fromkeys((*new, *(address for old in olds for address in old))):
            was = [old.get(address) for old in olds]
            if new.get(address) not in was:
                yield address, next(filter(None, was), None), new.get(address)

    def at_commit(self, commit: str) -> Deadlines:
        """The deadlines that a commit has, of the files whose versions were read."""
        found: dict[Address, DeadlineRecord] = {}
        for version in CommitFiles(self.root, commit).object_ids.items():
            found |= self._found.get(version) or {}
        return found
