"""Forked processes that do a part of the work. Only on Linux: elsewhere a new process imports everything again, which
takes longer than it saves.
"""

import os
import signal
import sys
import warnings
from collections.abc import Callable

ENOUGH = 200
"""The number of files from which a second process saves time."""

_MOST = 8


def processors(files: int) -> int:
    """The number of processes, this one included, among which so many files are worth sharing."""
    if not sys.platform.startswith("linux") or files < ENOUGH:
        return 1
    return min(len(os.sched_getaffinity(0)), _MOST, -(-files // (ENOUGH // 2)))


class Process:
    """A forked process that does some work and ends. It writes nothing to the screen."""

    def __init__(self, work: Callable[[], None]) -> None:
        """Start the process. OSError if none is available."""
        with warnings.catch_warnings():
            # Other threads are safe: the fork takes none of their locks.
            warnings.simplefilter("ignore", DeprecationWarning)
            self._id = os.fork()
        if self._id == 0:
            _do(work)

    def is_done(self) -> bool:
        """Wait for the end of the process. False if it has failed."""
        _, status = os.waitpid(self._id, 0)
        self._id = 0
        return status == 0

    def end(self) -> None:
        """Stop the process if it is still running."""
        if self._id:
            os.kill(self._id, signal.SIGKILL)
            os.waitpid(self._id, 0)
            self._id = 0


def _do(work: Callable[[], None]) -> None:
    """Do the work in the fork. Never returns."""
    try:
        signal.signal(signal.SIGINT, signal.SIG_DFL)
        work()
    except BaseException:
        os._exit(1)
    os._exit(0)
