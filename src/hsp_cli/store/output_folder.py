"""A folder that hsp fills with files, such as a site. It knows which files are hsp's own, and touches no other.

The list of hsp's own files, the manifest, is in the folder. It says nothing of times, so that the same files have the
same manifest. It is written last, so that a file that was changed after the manifest may be one that somebody else has
changed. New files are first written below a hidden folder in it,
and take their places at the end, so that a failure leaves everything as it was. Only one run at a time fills a folder.
"""

import contextlib
import hashlib
import json
import os
import shutil
import stat
from collections.abc import Mapping
from pathlib import Path
from types import TracebackType
from typing import NamedTuple, Self

from hsp_cli.domain.request import RequestRefused
from hsp_cli.store.files import MOST_BYTES, FileNotRead, content_of
from hsp_cli.store.folder_lock import folder_lock
from hsp_cli.store.layout import DATA, TEMPLATES

MANIFEST = ".hsp-files.json"
"""The list of the files that hsp has made in the folder."""

_NEW = ".hsp-new"
"""The hidden folder of files that have not taken their places."""

_NOT_THERE = -1
"""The size, in the manifest of a run that has not ended, of a file that may not have taken its place."""

_OTHER_FOLDER = "choose another folder: -o DIR"


class Made(NamedTuple):
    """A file that hsp has made: its key, and the digest and number of its bytes.

    `of` is the path of the file beside which it belongs, and with which it is made; empty for any other.
    """

    key: str
    digest: str
    size: int
    of: str = ""


class Staged(NamedTuple):
    """A file that has not taken its place. `is_new` is False if the same bytes are there already."""

    path: str
    made: Made
    is_new: bool


class OutputFolder:
    """The folder, as a context. Without `finish`, nothing in it has changed."""

    def __init__(self, folder: Path, root: str) -> None:
        """RequestRefused if the folder holds the workspace, or is inside its records or templates."""
        _refuse_bad_folder(folder, root)
        self._folder = folder
        self._before: Mapping[str, Made] = {}
        self._written_at = 0
        self._with_beside: set[str] = set()
        self._now: dict[str, Made] = {}
        self._new: list[str] = []
        self._sound: set[str] = set()
        self._lock = contextlib.ExitStack()

    def __enter__(self) -> Self:
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            self._lock.enter_context(folder_lock(str(self._folder), "this folder"))
            self._remove_new()
            (self._folder / _NEW).mkdir()
        except OSError as error:
            self._lock.close()
            raise self._refused(error) from None
        self._before = self._manifest()
        self._with_beside = {made.of for made in self._before.values() if made.of}
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        with self._lock, contextlib.suppress(OSError):
            self._remove_new()

    def keep(self, path: str, key: str) -> bool:
        """Leave a file of an earlier run as it is, with those beside it. False if any of them has changed since, or if
        the file was made for another key.
        """
        beside = [one for one, made in self._before.items() if made.of == path] if path in self._with_beside else []
        if (
            path not in self._before
            or self._before[path].key != key
            or not all(map(self._is_as_written, (path, *beside)))
        ):
            return False
        self._now |= {one: self._before[one] for one in (path, *beside)}
        return True

    def add(self, path: str, key: str, content: bytes) -> None:
        """Add a file, or replace one that hsp has made. RequestRefused if somebody else has made the file there."""
        self.take(self.stage(path, key, content))

    def stage(self, path: str, key: str, content: bytes, of: str = "") -> Staged:
        """Write a file below the hidden folder. Another process can do that; this one has to `take` it.

        RequestRefused if somebody else has made the file in its place.
        """
        digest = hashlib.sha256(content).hexdigest()
        before = self._before.get(path)
        if before and before.digest == digest and self._is_as_written(path):
            return Staged(path, before._replace(key=key, of=of), is_new=False)
        self._refuse_foreign(path)
        new = self._folder / _NEW / path
        try:
            new.parent.mkdir(parents=True, exist_ok=True)
            new.write_bytes(content)
        except OSError as error:
            raise self._refused(error) from None
        return Staged(path, Made(key, digest, len(content), of), is_new=True)

    def take(self, staged: Staged) -> None:
        """Let a staged file take its place at the end."""
        self._now[staged.path] = staged.made
        if staged.is_new:
            self._new.append(staged.path)

    @property
    def paths(self) -> list[str]:
        """The paths of all files that the folder is to have."""
        return sorted(self._now)

    @property
    def hidden(self) -> Path:
        """The hidden folder, which is removed at the end."""
        return self._folder / _NEW

    def _is_as_written(self, path: str) -> bool:
        """Whether a file that an earlier run has made is still as it was written."""
        made = self._before.get(path)
        try:
            state = os.lstat(self._folder / path)
        except OSError:
            return False
        if made is None or state.st_size != made.size or not stat.S_ISREG(state.st_mode):
            return False
        return _changed_at(state) < self._written_at or self._has_digest(path, made.digest)

    def _has_digest(self, path: str, digest: str) -> bool:
        try:
            return hashlib.sha256((self._folder / path).read_bytes()).hexdigest() == digest
        except OSError:
            return False

    def finish(self) -> tuple[int, int]:
        """Put every new file in its place, and remove hsp's own files that are no longer wanted.

        Those are removed whatever has become of them since, because they may show what is now exempt. Returns how many
        files are new, and how many were removed. RequestRefused if one cannot be removed.
        """
        gone = [path for path in self._before if path not in self._now and os.path.lexists(self._folder / path)]
        for path in gone:
            self._refuse_link_above(path)
        try:
            # If this run is killed, the next one knows the files of both, and takes none of the new ones to be there.
            new = {path: self._now[path]._replace(size=_NOT_THERE) for path in self._new}
            self._write_manifest({**self._before, **self._now, **new})
            for path in gone:
                (self._folder / path).unlink()
            for path in self._new:
                (self._folder / path).parent.mkdir(parents=True, exist_ok=True)
                (self._folder / _NEW / path).replace(self._folder / path)
            for folder in sorted({parent for path in gone for parent in Path(path).parents}, reverse=True):
                with contextlib.suppress(OSError):  # it holds other files
                    (self._folder / folder).rmdir()
            self._write_manifest(self._now)
        except OSError as error:
            raise self._refused(error) from None
        return len(self._new), len(gone)

    def _refuse_link_above(self, path: str) -> None:
        if not self._is_below_folders(path):
            raise RequestRefused(f"{self._folder / path} is reached through a link or a file", _OTHER_FOLDER)

    def _refuse_foreign(self, path: str) -> None:
        self._refuse_link_above(path)
        if path not in self._before and os.path.lexists(self._folder / path):
            hint = "move it away, or choose another folder: -o DIR"
            raise RequestRefused(f"{self._folder / path} was not made by hsp, so it is not replaced", hint)

    def _is_below_folders(self, path: str) -> bool:
        """Whether everything above a file in the folder is a folder itself and no link, as far as it exists."""
        above, slash, _ = path.rpartition("/")
        if not slash or above in self._sound:
            return True
        place = self._folder / above
        is_sound = self._is_below_folders(above) and (
            not os.path.lexists(place) or (place.is_dir() and not place.is_symlink())
        )
        if is_sound:
            self._sound.add(above)
        return is_sound

    def _manifest(self) -> Mapping[str, Made]:
        """What earlier runs have made here. Nothing if the manifest is missing or damaged."""
        try:
            self._written_at = _changed_at(os.lstat(self._folder / MANIFEST))
            held = json.loads(content_of(str(self._folder / MANIFEST), MOST_BYTES))
            return {
                str(path): Made(str(key), str(digest), int(size), str(of))
                for path, (key, digest, size, of) in held["files"].items()
                if _is_inside(path)
            }
        except (FileNotRead, ValueError, TypeError, KeyError, AttributeError, RecursionError, OSError):
            return {}

    def _write_manifest(self, files: Mapping[str, Made]) -> None:
        new = self._folder / _NEW / MANIFEST
        new.write_text(json.dumps({"files": files}, indent=0, sort_keys=True) + "\n", encoding="utf-8")
        new.replace(self._folder / MANIFEST)

    def _remove_new(self) -> None:
        """Remove the hidden folder of this run, or of one that was killed."""
        if (self._folder / _NEW).is_symlink():
            (self._folder / _NEW).unlink()
        if (self._folder / _NEW).exists():
            shutil.rmtree(self._folder / _NEW)

    def _refused(self, error: OSError) -> RequestRefused:
        reason = (error.strerror or "it cannot be written").lower()
        return RequestRefused(f"cannot write {error.filename or self._folder}: {reason}", _OTHER_FOLDER)


def _changed_at(state: os.stat_result) -> int:
    """When a file, its name or its attributes were last changed. The time of its content alone can be set back."""
    return max(state.st_mtime_ns, state.st_ctime_ns)


def _is_inside(path: str) -> bool:
    """Whether a path of a manifest, which anybody may have changed, is inside the folder, and one that hsp may make.

    No file that hsp makes has a name that begins with a dot, and the folder may be a checkout with a `.git`.
    """
    return (
        not Path(path).is_absolute() and "\\" not in path and not any(part[:1] in ("", ".") for part in path.split("/"))
    )


def _refuse_bad_folder(folder: Path, root: str) -> None:
    place, workspace = folder.resolve(), Path(root).resolve()
    if workspace.is_relative_to(place):
        raise RequestRefused(f"{folder} holds the workspace itself", "choose a folder of its own: -o public")
    for name in (DATA, TEMPLATES, ".git"):
        if place.is_relative_to(workspace / name):
            raise RequestRefused(
                f"{folder} is inside {name}/ of the workspace", "choose a folder of its own: -o public"
            )
    if os.path.lexists(folder) and not folder.is_dir():
        raise RequestRefused(f"{folder} is no folder", _OTHER_FOLDER)
