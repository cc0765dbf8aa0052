"""Writing files: whole or not at all."""

import contextlib
import os
import tempfile
from pathlib import Path

from hsp_cli.domain.request import RequestRefused


def write_atomically(path: Path, text: str) -> None:
    """Put a text in place of a file, as UTF-8 with `\\n`; the old file stands until the new one is complete."""
    temporary: str | None = None
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.", suffix=".part")
        with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        os.chmod(temporary, _ordinary_mode(path))
        os.replace(temporary, path)
        temporary = None
        _sync_folder(path.parent)
    except OSError as error:
        reason = (error.strerror or "it cannot be written").lower()
        raise RequestRefused(f"cannot write {path}: {reason}", "choose another place: -o FILE") from None
    finally:
        if temporary is not None:
            with contextlib.suppress(OSError):
                os.unlink(temporary)


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
