"""Loads two versions of a workspace, to compare them: two revisions, or a revision and what is on disk."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from hsp_cli.checking.loader import Loaded, content_again
from hsp_cli.checking.revisions import AtRevision, load_at
from hsp_cli.domain.finding import Place
from hsp_cli.store.earlier_files import default_branch, merge_base
from hsp_cli.store.file_reader import places_in
from hsp_cli.store.files import is_beside


@dataclass(frozen=True)
class Version:
    """One version of a workspace. `name` says how it was asked for; on disk it has no commit.

    `not_read` are the paths of what could not be read as records, or that have the id of another file.
    """

    name: str
    loaded: Loaded
    not_read: tuple[str, ...]
    commit: str | None = None
    committed_on: date | None = None
    has_own_settings: bool = True
    has_records: bool = True

    def line(self, place: Place) -> int:
        """The line of a record or value, in its own file or in one beside it."""
        if is_beside(place.path):
            content = content_again(self.loaded.loader.tree, place.path)
            return places_in(place.path, content).find(place.keys)[0]
        return self.loaded.place(place)[0]


@dataclass(frozen=True)
class TwoVersions:
    """An earlier version and a later one."""

    base: Version
    head: Version

    @cached_property
    def differing(self) -> frozenset[str]:
        """The paths of the files that both versions have, with other bytes."""
        before, now = (version.loaded.content_hashes for version in (self.base, self.head))
        return frozenset(path for path in before.keys() & now.keys() if before[path] != now[path])

    @property
    def unread(self) -> frozenset[str]:
        """The paths of what could not be read in one version or in both."""
        return frozenset((*self.base.not_read, *self.head.not_read))

    @cached_property
    def not_compared(self) -> tuple[tuple[str, Version], ...]:
        """What could not be read although it differs, or may differ, with the version in which it could not be read."""
        return tuple(sorted(self._not_compared(), key=lambda one: one[0]))

    def _not_compared(self) -> Iterator[tuple[str, Version]]:
        before, now = (version.loaded.content_hashes for version in (self.base, self.head))
        for version in (self.base, self.head):
            for path in version.not_read:
                if not before.get(path) or before.get(path) != now.get(path):
                    yield path, version


def load_two(root: str, base: str | None, head: str | None, on_disk: Callable[[], Loaded]) -> TwoVersions:
    """Load two versions. Without `head` the later one is on disk; without `base` the earlier one is where the later one
    left the main branch.

    RequestRefused if git does not know a revision, or if there is no common history.
    """
    commit, name = (base, base) if base is not None else _fork(root, head or "HEAD")
    later = _version(head, load_at(root, head)) if head is not None else _of_disk(on_disk())
    return TwoVersions(_version(name or "", load_at(root, commit or "", later.loaded)), later)


def _fork(root: str, head: str) -> tuple[str, str]:
    """The commit where a revision left the main branch, and what that is called."""
    branch = default_branch(root)
    short = branch.removeprefix("refs/remotes/").removeprefix("refs/heads/")
    return merge_base(root, branch, head), f"where it left {short}"


def _of_disk(loaded: Loaded) -> Version:
    broken = {reading.file.path for reading in loaded.readings if not reading.record}
    return Version("the files here", loaded, tuple(sorted(broken | _repeated(loaded))))


def _version(name: str, found: AtRevision) -> Version:
    not_read = tuple(sorted({*found.not_read, *_repeated(found.loaded)}))
    own, any_records = not found.is_without_settings, found.has_records
    return Version(name, found.loaded, not_read, found.commit, found.committed_on, own, any_records)


def _repeated(loaded: Loaded) -> set[str]:
    """The files with the id of another file, which are not in the workspace."""
    return {reading.file.path for reading in loaded.repeated}
