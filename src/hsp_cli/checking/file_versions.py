"""Every version of the files of records: those in git, and what is on disk and in no commit yet."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import NamedTuple

from hsp_cli.domain.address import Address
from hsp_cli.domain.commit import Commit
from hsp_cli.domain.plain_records import PlainRecord, plain_records
from hsp_cli.store.blobs import contents_of
from hsp_cli.store.commits import ChangedFile, changing_commits
from hsp_cli.store.earlier_files import CommitFiles, current_commit
from hsp_cli.store.files import FileNotRead, content_of, max_file_bytes
from hsp_cli.store.git import object_id
from hsp_cli.store.guard import Refused, guarded_text
from hsp_cli.store.layout import claimed_by, data_files
from hsp_cli.store.parsing import parse

_DISK = "disk:"
"""The start of the id of a content on disk. The ids of git are hexadecimal numbers."""


class Step(NamedTuple):
    """A commit with the files of records that it changed. Without a commit, it is what is on disk and not committed."""

    commit: Commit | None
    files: tuple[ChangedFile, ...]


class PlacedRecord(NamedTuple):
    """A record of some version, with the path of its file."""

    path: str
    record: PlainRecord


class FileVersions:
    """The steps in which the files of records became what they are, the latest first, and the contents between.

    `begins` is the day of the first commit that has records, and `commits` counts those that changed them. GitFailed or
    RequestRefused if git gives no answer.
    """

    def __init__(self, root: str) -> None:
        self.root = root
        self.begins: date | None = None
        self.commits = 0
        self._max_bytes = max_file_bytes()
        self._on_disk: dict[str, bytes | None] = {}
        head = current_commit(root)
        steps = []
        for one in changing_commits(root, head):
            self.begins = min(self.begins or one.commit.on, one.commit.on)
            self.commits += 1
            steps.append(Step(one.commit, tuple(file for file in one.files if claimed_by(file.path))))
        self.steps = [*self._uncommitted(head), *reversed(steps)]

    def _uncommitted(self, head: str) -> Iterator[Step]:
        held = {path: one for path, one in CommitFiles(self.root, head).object_ids.items() if claimed_by(path)}
        present = {file.path for file in data_files(self.root) if file.kind}
        files = [ChangedFile(path, (one,), None) for path, one in held.items() if path not in present]
        for path in sorted(present):
            try:
                content = content_of(f"{self.root}/{path}", self._max_bytes)
            except FileNotRead:
                content = None
            before = held.get(path)
            if content is None or before is None or object_id(content, before) != before:
                self._on_disk[f"{_DISK}{path}"] = content
                files.append(ChangedFile(path, (before,), f"{_DISK}{path}"))
        if files:
            yield Step(None, tuple(files))

    def contents(self, ids: Iterable[str]) -> Iterator[bytes | None]:
        """Contents in the given order, from git or from disk. None if a content is missing or too large."""
        wanted = list(ids)
        from_git = contents_of(self.root, (one for one in wanted if one not in self._on_disk), self._max_bytes)
        for one in wanted:
            yield self._on_disk[one] if one in self._on_disk else next(from_git)[1]

    def records_in(self, path: str, content: bytes | None) -> Mapping[Address, PlainRecord] | None:
        """The records in a content of the file at a path: see the function."""
        return records_in(path, content, self._max_bytes)

    def records_of(self, step: Step) -> tuple[dict[Address, PlacedRecord], dict[Address, PlacedRecord]]:
        """All records of the files that a step changed: before it, and after it."""
        before: dict[Address, PlacedRecord] = {}
        after: dict[Address, PlacedRecord] = {}
        places = [(file.path, one, before) for file in step.files for one in file.before if one]
        places += [(file.path, file.after, after) for file in step.files if file.after]
        contents = self.contents(one for _, one, _ in places)
        for (path, _, side), content in zip(places, contents, strict=True):
            for address, record in (self.records_in(path, content) or {}).items():
                side.setdefault(address, PlacedRecord(path, record))
        return before, after


def records_in(path: str, content: bytes | None, most: int) -> Mapping[Address, PlainRecord] | None:
    """The records in a content of the file at a path, by address. None if it cannot be read as records, or has more
    than `most` bytes.
    """
    kind = claimed_by(path)
    if content is None or kind is None:
        return None
    try:
        found = {one.address: one for one in plain_records(kind, parse(guarded_text(content, most)))}
    except Refused:
        return None
    return found or None
