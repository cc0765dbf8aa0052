"""Work that has to end: done in a process of its own, with so much time and memory and no more."""

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
"""What a paper may take; one of sixty pages takes a hundredth of it."""

MEGABYTES = 512
"""What it may need on top of the records; where the system cannot say how much is in use, time alone is bounded."""


class Exceeded(Exception):  # noqa: N818 - it names what happened
    """The work took more than it may."""


def bounded(work: Callable[[], str]) -> str:
    """What the work gives back, or the refusal that it raises; Exceeded where it does not end as it should.

    The process is a copy of this one, so that nothing has to be handed over. Without such copies (Windows), the
    work is left behind when its time is over, and its memory is not bounded.
    """
    return _in_a_copy(work) if hasattr(os, "fork") else _in_a_thread(work)


def _in_a_copy(work: Callable[[], str]) -> str:
    reader, writer = os.pipe()
    with warnings.catch_warnings():
        # Other threads are no danger here: the copy takes none of their locks, it only lays out text.
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
    """All that comes out of a pipe until it is closed; nothing where that takes too long."""
    pieces: list[bytes] = []
    end = time.monotonic() + SECONDS
    while select.select([reader], [], [], max(end - time.monotonic(), 0))[0]:
        piece = os.read(reader, 1 << 16)
        if not piece:
            return b"".join(pieces)
        pieces.append(piece)
    return b""
