"""The layout of a workspace: its root, its folders, and the kind of record in each file."""

import os
from collections.abc import Iterator
from typing import NamedTuple

from hsp_cli.domain.kind import FOLDERS, Kind
from hsp_cli.domain.request import RequestRefused
from hsp_cli.store.files import ENDINGS_BESIDE, is_beside

DATA = "data"
PARTNERSHIP_FILE = f"{DATA}/partnership.yaml"
TEMPLATES = "templates"
TEMPLATE_ENDING = ".md.j2"
ENDING = ".yaml"
YAML_ENDINGS = (ENDING, ".yml")
_READ = (*YAML_ENDINGS, *ENDINGS_BESIDE)


class DataFile(NamedTuple):
    """A file under `data/` that is read: its path from the root with forward slashes, and the kind that claims it.

    No kind claims a file beside a record; the record names it.
    """

    path: str
    kind: Kind | None
    is_link: bool = False

    @property
    def name(self) -> str:
        return self.path.rpartition("/")[2]

    @property
    def stem(self) -> str:
        return self.name.removesuffix(ENDING)

    @property
    def folder(self) -> str:
        return self.path.rpartition("/")[0]

    @property
    def is_beside(self) -> bool:
        """Whether it can only be a file beside a record."""
        return is_beside(self.path)


def find_root(start: str, given: str | None = None) -> str:
    """The root of the workspace that contains a folder: the nearest folder upwards with a partnership file. The search
    ends at the git root.
    """
    if given is not None:
        if not is_workspace(given):
            raise RequestRefused(
                f"{given} is not a workspace: it has no {PARTNERSHIP_FILE}", "name its folder: --root DIR"
            )
        return given
    folder = os.path.abspath(start)
    while not is_workspace(folder):
        above = os.path.dirname(folder)
        if above == folder or os.path.exists(f"{folder}/.git"):
            raise RequestRefused(
                f"no workspace here: neither this folder nor one above it has {PARTNERSHIP_FILE}",
                "change into the workspace, or name it: --root DIR (or HSP_ROOT)",
            )
        folder = above
    return folder


def is_workspace(folder: str) -> bool:
    """Whether a folder contains a partnership file."""
    # A name that no file system accepts, or a folder without permission, has none.
    return os.path.isfile(f"{folder}/{PARTNERSHIP_FILE}")


def data_files(root: str) -> list[DataFile]:
    """Every file under `data/` that is read, sorted by path. Links are listed but never followed.

    RequestRefused if a folder cannot be read, or if `data/` itself is a link.
    """
    if os.path.islink(f"{root}/{DATA}"):
        raise RequestRefused(f"{DATA}/ is a link, and links are not followed", "put the folder itself there")
    try:
        return sorted(_walk(f"{root}/{DATA}", DATA))
    except OSError as error:
        reason = (error.strerror or "it cannot be read").lower()
        raise RequestRefused(
            f"cannot look into {error.filename or DATA}: {reason}", "correct its permissions"
        ) from None


def _walk(folder: str, prefix: str) -> Iterator[DataFile]:
    with os.scandir(folder) as entries:
        for entry in entries:
            path = f"{prefix}/{entry.name}"
            if entry.is_dir(follow_symlinks=False):
                yield from _walk(entry.path, path)
            elif is_listed(path) or (entry.is_symlink() and os.path.isdir(entry.path)):
                yield DataFile(path, claimed_by(path), entry.is_symlink())


def is_listed(path: str) -> bool:
    """Whether a file at a path under `data/` is read, or is an error there, by its ending."""
    return path.lower().endswith(_READ)


def is_read_as_record(root: str, path: str) -> bool:
    """Whether a file at this path (relative to the current folder) is or would be read as a record under a root, or as
    a file beside one.
    """
    folder, name = os.path.split(path)
    if not is_listed(name):
        return False
    data, above = os.stat(f"{root}/{DATA}"), os.path.realpath(folder)
    while True:
        # Folders are compared by identity and not by name, because some systems treat `Data` and `data` as the same.
        if os.path.isdir(above) and os.path.samestat(os.stat(above), data):
            return True
        if above == os.path.dirname(above):
            return False
        above = os.path.dirname(above)


def claimed_by(path: str) -> Kind | None:
    """The kind of record at a path. None if the path belongs to no kind."""
    if path == PARTNERSHIP_FILE:
        return Kind.PARTNERSHIP
    _, _, inside = path.partition("/")
    folder, slash, _ = inside.partition("/")
    return FOLDERS.get(folder) if slash and path.endswith(ENDING) else None
