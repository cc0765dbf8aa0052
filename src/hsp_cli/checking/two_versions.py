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

    `not_read` are the paths of what could not be read as records, and `repeated` those of files with the id of another
    file, which are not compared either.
    """

    name: str
    loaded: Loaded
    not_read: frozenset[str]
    repeated: frozenset[str]
    commit: str | None = None
    committed_on: date | None = None
    has_own_settings: bool = True
    has_records: bool = True

    @property
    def left_out(self) -> frozenset[str]:
        """The paths of all files whose records are not compared."""
        return self.not_read | self.repeated

    def line(self, place: Place) -> int:
        """The line of a record or value, in its own file or in one beside it."""
        if is_beside(place.path):
            content = content_again(self.loaded.loader.tree, place.path)
            return places_in(place.path, content).find(place.keys)[0]
        return self.loaded.place(place)[0]


@dataclass(frozen=True)
class TwoVersions:
    """An earlier version and a later one, and how they differ as files."""

    base: Version
    head: Version

    @cached_property
    def differing(self) -> frozenset[str]:
        """The paths of the files that both versions have, with other bytes."""
        before, now = (version.loaded.content_hashes for version in (self.base, self.head))
        return frozenset(path for path in before.keys() & now.keys() if before[path] != now[path])

    @property
    def unread(self) -> frozenset[str]:
        """The paths of what could not be read, or not be used, in one version or in both."""
        return self.base.left_out | self.head.left_out

    @cached_property
    def not_compared(self) -> tuple[tuple[str, Version], ...]:
        """What is left out although it differs, or may differ, each with the version in which it cannot be read."""
        return tuple(sorted(self._not_compared(), key=lambda one: one[0]))

    def _not_compared(self) -> Iterator[tuple[str, Version]]:
        before, now = (version.loaded.content_hashes for version in (self.base, self.head))
        for version, other in ((self.base, self.head), (self.head, self.base)):
            for path in version.left_out:
                is_same = bool(before.get(path)) and before.get(path) == now.get(path)
                if not (is_same and path in other.left_out):
                    yield path, version
        yield from self._files_beside()

    def _files_beside(self) -> Iterator[tuple[str, Version]]:
        """The files beside records that differ in a folder where a record cannot be read, which may name them."""
        folders = {path.rpartition("/")[0] for path in self.base.not_read & self.head.not_read}
        trees = [version.loaded.loader.tree for version in (self.base, self.head)]
        listed = (file for tree in trees for file in tree.files() if file.is_beside and file.folder in folders)
        for path in {file.path for file in listed if file.path not in self.unread}:
            before, now = (content_again(tree, path) for tree in trees)
            if before != now:
                yield path, self.head


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
    return merge_base(root, branch, head), f"where this branch left {short}"


def _of_disk(loaded: Loaded) -> Version:
    broken = frozenset(reading.file.path for reading in loaded.readings if not reading.record)
    return Version("the files in this folder", loaded, broken, _repeated(loaded))


def _version(name: str, found: AtRevision) -> Version:
    own, any_records = not found.is_without_settings, found.has_records
    loaded = found.loaded
    names = frozenset(found.not_read), _repeated(loaded)
    return Version(name, loaded, *names, found.commit, found.committed_on, own, any_records)


def _repeated(loaded: Loaded) -> frozenset[str]:
    """The files with the id of another file, which are not in the workspace."""
    return frozenset(reading.file.path for reading in loaded.repeated)
