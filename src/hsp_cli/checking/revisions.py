"""Loads the records of an earlier revision, from git, as they are loaded from disk."""

from dataclasses import dataclass
from datetime import date

from hsp_cli.checking.loader import Loaded, Loader, assembled
from hsp_cli.store.earlier_files import CommitFiles, committed_on, resolve
from hsp_cli.store.file_reader import FileReading
from hsp_cli.store.file_tree import FileTree
from hsp_cli.store.files import FileNotRead, content_hash
from hsp_cli.store.layout import PARTNERSHIP_FILE


@dataclass(frozen=True)
class AtRevision:
    """The records at a commit.

    `not_read` are the paths of what could not be read there as records, sorted: an answer about these records names
    them. If `is_without_settings`, the settings are among them, and the records were put together with the settings
    of the workspace that was given; without one, `loaded` has no workspace.
    """

    commit: str
    committed_on: date
    loaded: Loaded
    not_read: tuple[str, ...]
    is_without_settings: bool

    @property
    def has_records(self) -> bool:
        """Whether the commit has any file of a workspace in this folder."""
        return bool(self.loaded.readings or self.not_read)


def load_at(root: str, revision: str, beside: Loaded | None = None, *, keep_texts: bool = False) -> AtRevision:
    """Load every record at a revision, or a day: see `resolve`.

    Files that are the same in `beside`, which is mostly the workspace on disk, are not parsed again: both share their
    records. RequestRefused if git does not know the revision, or does not give its files.
    """
    commit = resolve(root, revision)
    tree = CommitFiles(root, commit)
    tree.read_ahead(tree.object_ids)
    loader = Loader(root, tree)
    own_settings = loader.settings
    is_without_settings = own_settings.record is None
    if is_without_settings and beside:
        loader.settings = beside.loader.settings
        loader.reader.calendar = beside.loader.reader.calendar
    files = tree.files()
    known = _readings_to_share(beside, loader)
    readings = [own_settings] if any(file.path == PARTNERSHIP_FILE for file in files) else []
    for file in files:
        if file.path == PARTNERSHIP_FILE or file.is_beside:
            continue
        shared = known.get(file.path)
        readings.append(shared if shared and _is_same(shared, tree) else loader.reader.read(file))
        if not keep_texts and readings[-1] is not shared:
            readings[-1].free()
    loaded = assembled(loader, files, readings)
    tree.free()
    not_read = tuple(sorted({*tree.unread, *loaded.not_read}))
    return AtRevision(commit, committed_on(root, commit), loaded, not_read, is_without_settings)


def _readings_to_share(beside: Loaded | None, loader: Loader) -> dict[str, FileReading]:
    """The readings of a workspace by path. With another calendar, the same text means other periods."""
    if beside is None or beside.loader.reader.calendar != loader.reader.calendar:
        return {}
    return {reading.file.path: reading for reading in beside.readings if reading.record}


def _is_same(reading: FileReading, tree: FileTree) -> bool:
    """Whether a file and those that it names have the same bytes in a tree."""
    return all(_hash_in(tree, one.file.path) == one.content_hash for one in reading.all_files)


def _hash_in(tree: FileTree, path: str) -> str:
    """The hash of a file's content in a tree. Empty if it cannot be read there."""
    try:
        return content_hash(tree.open(path)[0])
    except FileNotRead:
        return ""
