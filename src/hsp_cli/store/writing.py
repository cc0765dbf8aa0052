"""Writes files atomically: completely or not at all."""

import contextlib
import os
import re
import stat
import tempfile
from collections.abc import Iterator
from pathlib import Path

from hsp_cli.domain.file_names import is_device
from hsp_cli.domain.request import RequestRefused

try:
    import fcntl
except ImportError:  # Windows has no such locks; there nobody can delete a file that is open
    fcntl = None  # type: ignore[assignment]

_ENDING = ".part"
_ABANDONED_AFTER = 3600
"""Seconds after which a temporary file counts as left by a killed run, where there are no locks."""

_OTHER_PLACE_HINT = "choose another place: -o FILE"
# Characters that Windows refuses or changes in a name, and characters that control a terminal.
_NOT_IN_A_NAME = re.compile(
    '[<>:"|?*\\\\\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ud800-\udfff]|[. ]$'
)


def write_atomically(path: Path, content: str | bytes) -> None:
    """Replace a file with a content, a text in UTF-8. The old file stays until the new one is complete.

    Deletes the temporary files of runs that were killed. RequestRefused where the file cannot be written, or
    could not have its name on every system.
    """
    held = content.encode("utf-8") if isinstance(content, str) else content
    try:
        _refuse_bad_target(path)
        path.parent.mkdir(parents=True, exist_ok=True)
        with _temporary(path) as (handle, temporary):
            with open(handle, "wb", closefd=fcntl is None) as file:
                file.write(held)
                file.flush()
                os.fsync(handle)
            os.chmod(temporary, _ordinary_mode(path))
            os.replace(temporary, path)
        _sync_folder(path.parent)
    except OSError as error:
        raise _refused(path, error) from None
    _delete_abandoned(path)


def check_target(path: Path) -> None:
    """RequestRefused if no file can have this name here, before anything that belongs beside it is written."""
    try:
        _refuse_bad_target(path)
    except OSError as error:
        raise _refused(path, error) from None


def _refused(path: Path, error: OSError) -> RequestRefused:
    reason = (error.strerror or "it cannot be written").lower()
    return RequestRefused(f"cannot write {path}: {reason}", _OTHER_PLACE_HINT)


def _refuse_bad_target(path: Path) -> None:
    for part in (path, *path.parents):
        if part.name in ("", ".."):
            continue
        if part != path and part.exists():
            break  # a folder that exists can have its name
        if is_device(part.name):
            raise RequestRefused(f"cannot write {path}: on Windows {part.name} is a device", _OTHER_PLACE_HINT)
        if _NOT_IN_A_NAME.search(part.name):
            raise RequestRefused(f"cannot write {path}: not every system takes such a name", _OTHER_PLACE_HINT)
    with contextlib.suppress(FileNotFoundError, NotADirectoryError):
        mode = path.lstat().st_mode
        if not (stat.S_ISREG(mode) or stat.S_ISLNK(mode) or stat.S_ISDIR(mode)):
            raise RequestRefused(f"cannot write {path}: it is no plain file", _OTHER_PLACE_HINT)


@contextlib.contextmanager
def _temporary(path: Path) -> Iterator[tuple[int, str]]:
    """An open, locked file beside the one that it will replace. It is always deleted at the end."""
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=_prefix(path), suffix=_ENDING)
    try:
        while not _is_locked_in_place(handle, name):  # another run has just deleted it
            os.close(handle)
            handle, name = tempfile.mkstemp(dir=path.parent, prefix=_prefix(path), suffix=_ENDING)
        yield handle, name
    finally:
        with contextlib.suppress(OSError):
            os.unlink(name)
        if fcntl is not None:
            os.close(handle)


def _is_locked_in_place(handle: int, name: str) -> bool:
    if fcntl is None:
        return True
    with contextlib.suppress(OSError):  # some network folders know no locks
        fcntl.flock(handle, fcntl.LOCK_EX)
    try:
        return os.path.samestat(os.fstat(handle), os.stat(name))
    except FileNotFoundError:
        return False


def _prefix(path: Path) -> str:
    return f".{path.name[:40]}."


def _delete_abandoned(path: Path) -> None:
    """Delete the temporary files of runs that were killed. Files in use are locked."""
    left = re.compile(re.escape(_prefix(path)) + r"[a-z0-9_]{8}" + re.escape(_ENDING))
    with contextlib.suppress(OSError):
        for name in os.listdir(path.parent):
            if left.fullmatch(name):
                with contextlib.suppress(OSError):
                    _delete_if_unlocked(path.parent / name, path)


def _delete_if_unlocked(temporary: Path, written: Path) -> None:
    if fcntl is None:
        if written.stat().st_mtime - temporary.stat().st_mtime > _ABANDONED_AFTER:
            temporary.unlink()
        return
    handle = os.open(temporary, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        if os.path.samestat(os.fstat(handle), temporary.lstat()):
            temporary.unlink()
    finally:
        os.close(handle)


def _ordinary_mode(path: Path) -> int:
    """The mode that the file has, or that a new file would get. Temporary files are private."""
    with contextlib.suppress(OSError):
        return path.stat().st_mode & 0o777
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask


def _sync_folder(folder: Path) -> None:
    """Make the new name survive a crash of the system. Windows has no such call and needs none."""
    if os.name != "posix":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
