"""Writing files: whole or not at all."""

import contextlib
import os
import re
import stat
import tempfile
from collections.abc import Iterator
from pathlib import Path

from hsp_cli.domain.request import RequestRefused

try:
    import fcntl
except ImportError:  # Windows has no such locks; there a file that is open cannot be taken away
    fcntl = None  # type: ignore[assignment]

_ENDING = ".part"
_LONG_AGO = 3600
"""Seconds after which a temporary file without a lock belongs to nobody."""

_ELSEWHERE = "choose another place: -o FILE"
# What Windows takes for a device, whatever its ending: such a paper could not be copied or checked out there.
_DEVICE = re.compile(r"(?i)(?:con|prn|aux|nul|conin\$|conout\$|com[0-9¹²³]|lpt[0-9¹²³]) *(?:\..*)?")
# What Windows refuses in a name or reads as another one, and what would steer a terminal that lists the folder.
_NOT_IN_A_NAME = re.compile(
    '[<>:"|?*\\\\\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ud800-\udfff]|[. ]$'
)


def write_atomically(path: Path, content: str | bytes) -> None:
    """Put a content in place of a file, a text as UTF-8 with `\\n`; the old file stands until the new one is complete.

    What a run that was killed left beside it is cleared away. RequestRefused where the file cannot be written, or
    could not have its name on every system.
    """
    held = content.encode("utf-8") if isinstance(content, str) else content
    try:
        _refuse_what_is_no_file(path)
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
        reason = (error.strerror or "it cannot be written").lower()
        raise RequestRefused(f"cannot write {path}: {reason}", _ELSEWHERE) from None
    _clear_away(path)


def _refuse_what_is_no_file(path: Path) -> None:
    for part in (path, *path.parents):
        if part.name in ("", ".."):
            continue
        if part != path and part.exists():
            break  # a folder that is there has shown that it can have its name
        if _DEVICE.fullmatch(part.name):
            raise RequestRefused(f"cannot write {path}: on Windows {part.name} is a device", _ELSEWHERE)
        if _NOT_IN_A_NAME.search(part.name):
            raise RequestRefused(f"cannot write {path}: not every system takes such a name", _ELSEWHERE)
    with contextlib.suppress(FileNotFoundError, NotADirectoryError):
        mode = path.lstat().st_mode
        if not (stat.S_ISREG(mode) or stat.S_ISLNK(mode) or stat.S_ISDIR(mode)):
            raise RequestRefused(f"cannot write {path}: it is no plain file", _ELSEWHERE)


@contextlib.contextmanager
def _temporary(path: Path) -> Iterator[tuple[int, str]]:
    """An open file beside the one that it will replace, locked while it is in use; gone at the end, come what may."""
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=_prefix(path), suffix=_ENDING)
    try:
        while not _is_locked_in_place(handle, name):  # somebody who clears away was faster
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


def _clear_away(path: Path) -> None:
    """Take away the temporary files of runs that were killed; those in use are locked."""
    left = re.compile(re.escape(_prefix(path)) + r"[a-z0-9_]{8}" + re.escape(_ENDING))
    with contextlib.suppress(OSError):
        for name in os.listdir(path.parent):
            if left.fullmatch(name):
                with contextlib.suppress(OSError):
                    _clear(path.parent / name, path)


def _clear(temporary: Path, written: Path) -> None:
    if fcntl is None:
        if written.stat().st_mtime - temporary.stat().st_mtime > _LONG_AGO:
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
    """The mode the file has, or that any new file would get; temporary files are private."""
    with contextlib.suppress(OSError):
        return path.stat().st_mode & 0o777
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask


def _sync_folder(folder: Path) -> None:
    """Make the new name itself last; Windows has no such call and needs none."""
    if os.name != "posix":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
