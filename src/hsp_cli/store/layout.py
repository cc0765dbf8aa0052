"""Where things stand in a workspace: its root, its folders, and which kind of record claims a file."""

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from hsp_cli.domain.request import RequestRefused
from hsp_cli.domain.workspace import Kind

DATA = "data"
PARTNERSHIP_FILE = f"{DATA}/partnership.yaml"
TEMPLATES = "templates"
ENDING = ".yaml"
YAML_ENDINGS = (ENDING, ".yml")
FOLDERS = {kind.value: kind for kind in Kind if kind is not Kind.PARTNERSHIP}


@dataclass(frozen=True, slots=True)
class DataFile:
    """A YAML file under `data/`: its path from the root with forward slashes, and the kind that claims it."""

    path: str
    kind: Kind | None
    is_link: bool = False

    @property
    def stem(self) -> str:
        return self.path.rpartition("/")[2].removesuffix(ENDING)


def find_root(start: Path, given: Path | None = None) -> Path:
    """The workspace around a folder: the nearest one upwards with a partnership file, up to the git root."""
    if given is not None:
        if not _is_workspace(given):
            raise RequestRefused(
                f"{given} is not a workspace: it has no {PARTNERSHIP_FILE}", "name its folder: --root DIR"
            )
        return given
    for folder in (start, *start.parents):
        if _is_workspace(folder):
            return folder
        if (folder / ".git").exists():
            break
    raise RequestRefused(
        f"no workspace here: neither this folder nor one above it has {PARTNERSHIP_FILE}",
        "change into the workspace, or name it: --root DIR (or HSP_ROOT)",
    )


def _is_workspace(folder: Path) -> bool:
    try:
        return (folder / PARTNERSHIP_FILE).is_file()
    except OSError:  # a name that no file system takes, or a folder that nobody may look into
        return False


def data_files(root: Path) -> list[DataFile]:
    """Every YAML file under `data/`, sorted by path. Links are listed, never followed.

    RequestRefused where a folder cannot be looked into, or `data/` is itself a link: nothing could be said then.
    """
    if (root / DATA).is_symlink():
        raise RequestRefused(f"{DATA}/ is a link, and links are not followed", "put the folder itself there")
    try:
        return sorted(_walk(root / DATA, DATA), key=lambda file: file.path)
    except OSError as error:
        reason = (error.strerror or "it cannot be read").lower()
        raise RequestRefused(
            f"cannot look into {error.filename or DATA}: {reason}", "correct its permissions"
        ) from None


def _walk(folder: Path, prefix: str) -> Iterator[DataFile]:
    with os.scandir(folder) as entries:
        for entry in entries:
            path = f"{prefix}/{entry.name}"
            if entry.is_dir(follow_symlinks=False):
                yield from _walk(Path(entry.path), path)
            elif entry.name.lower().endswith(YAML_ENDINGS) or (entry.is_symlink() and Path(entry.path).is_dir()):
                yield DataFile(path, claimed_by(path), entry.is_symlink())


def claimed_by(path: str) -> Kind | None:
    """The kind of record that a path is for; None where no reader claims it."""
    if path == PARTNERSHIP_FILE:
        return Kind.PARTNERSHIP
    _, _, inside = path.partition("/")
    folder, slash, _ = inside.partition("/")
    return FOLDERS.get(folder) if slash and path.endswith(ENDING) else None
