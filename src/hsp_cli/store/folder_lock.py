"""The lock of a folder: only one run of hsp at a time writes to it."""

import contextlib
import hashlib
import os
import tempfile
import time
from collections.abc import Iterator

from hsp_cli.domain.request import RequestRefused

try:
    import fcntl
except ImportError:  # Windows has no such locks
    fcntl = None  # type: ignore[assignment]

_WAIT_SECONDS = 30
"""How long a run waits for another one that writes to the same folder."""

_held: set[str] = set()
"""The folders whose lock this run holds."""


@contextlib.contextmanager
def folder_lock(folder: str, called: str) -> Iterator[None]:
    """Hold the lock of a folder. `called` is what the folder is called when another run holds it.

    It is on the folder itself, so that nothing of it is left behind. A fork holds it too, until it ends. RequestRefused
    if another run holds it for too long. A run that holds it already goes on.
    """
    place = os.path.realpath(folder)
    if place in _held:
        yield
        return
    handle = _handle(folder)
    try:
        deadline = time.monotonic() + _WAIT_SECONDS
        while not _is_locked(handle):
            if time.monotonic() > deadline:
                raise RequestRefused(f"another run of hsp is writing to {called}", "try again when it has ended")
            time.sleep(0.005)
        _held.add(place)
        yield
    finally:
        _held.discard(place)
        os.close(handle)


def _handle(folder: str) -> int:
    try:
        if fcntl is not None:
            return os.open(folder, os.O_RDONLY)
        name = hashlib.sha256(os.path.realpath(folder).encode()).hexdigest()[:16]
        return os.open(f"{tempfile.gettempdir()}/hsp-{name}.lock", os.O_RDWR | os.O_CREAT)
    except OSError as error:
        reason = (error.strerror or "it cannot be opened").lower()
        raise RequestRefused(f"cannot write to {folder}: {reason}", "correct its permissions") from None


def _is_locked(handle: int) -> bool:
    try:
        if fcntl is not None:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        else:
            import msvcrt

            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
    except BlockingIOError:
        return False
    except OSError as error:
        # Some network folders know no locks. The comparison with what was read still protects other people's changes.
        return fcntl is not None or not isinstance(error, PermissionError)
    return True
