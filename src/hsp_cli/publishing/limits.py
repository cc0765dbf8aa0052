"""Limits the time and memory of work by running it in a separate process."""

import contextlib
import json
import math
import os
import select
import signal
import threading
import time
import warnings
from collections.abc import Callable
from pathlib import Path

from hsp_cli.domain.request import RequestRefused

SECONDS = 10
"""The time limit for a paper. A paper of sixty pages takes a hundredth of it."""

MEGABYTES = 512
"""The memory limit, in addition to the records. Only time is limited if the system does not report memory use."""


class Exceeded(Exception):  # noqa: N818 - it names the event
    """The work exceeded a limit."""


def bounded(work: Callable[[], str]) -> str:
    """The result of the work, or the RequestRefused that it raises. Exceeded if the work does not end normally.

    The process is a fork of this one, so no data need to be transferred. Without `fork` (on Windows), the work runs in
    a thread that is abandoned when its time is over, and its memory is not limited.
    """
    return _in_a_copy(work) if hasattr(os, "fork") else _in_a_thread(work)


def _in_a_copy(work: Callable[[], str]) -> str:
    reader, writer = os.pipe()
    with warnings.catch_warnings():
        # Other threads are safe: the fork takes none of their locks, because it only lays out text.
        warnings.simplefilter("ignore", DeprecationWarning)
        child = os.fork()
    if child == 0:
        try:
            os.close(reader)
            _limit()
            with os.fdopen(writer, "wb") as pipe:
                pipe.write(_outcome(work))
        finally:
            os._exit(0)
    os.close(writer)
    try:
        return _result(_read(reader))
    finally:
        os.close(reader)
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)


def _in_a_thread(work: Callable[[], str]) -> str:
    done: list[bytes] = []
    thread = threading.Thread(target=lambda: done.append(_outcome(work)), daemon=True)
    thread.start()
    thread.join(SECONDS)
    return _result(done[0] if done else b"")


def _outcome(work: Callable[[], str]) -> bytes:
    try:
        return json.dumps({"page": work()}).encode()
    except RequestRefused as refused:
        return json.dumps({"message": refused.message, "hint": refused.hint}).encode()
    except MemoryError:
        return b""


def _result(outcome: bytes) -> str:
    if not outcome:
        raise Exceeded
    told = json.loads(outcome)
    if "page" not in told:
        raise RequestRefused(told["message"], told["hint"])
    return str(told["page"])


def _limit() -> None:
    import resource

    with contextlib.suppress(OSError, ValueError):
        resource.setrlimit(resource.RLIMIT_CPU, (math.ceil(SECONDS),) * 2)
        pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0])
        most = pages * resource.getpagesize() + MEGABYTES * 1024 * 1024
        resource.setrlimit(resource.RLIMIT_AS, (most, most))


def _read(reader: int) -> bytes:
    """All bytes of a pipe until it is closed. Empty if that takes too long."""
    pieces: list[bytes] = []
    end = time.monotonic() + SECONDS
    while select.select([reader], [], [], max(end - time.monotonic(), 0))[0]:
        piece = os.read(reader, 1 << 16)
        if not piece:
            return b"".join(pieces)
        pieces.append(piece)
    return b""
