"""Runs with several processes, however few files there are."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from hsp_cli.checking import processes

only_linux = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="other systems use one process")


@contextmanager
def no_child_left(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[int]]:
    """Gives the processes that are forked meanwhile. In the end, none of them may be left behind.

    Other children of this process are not looked at: one may serve other tests.
    """
    children: list[int] = []
    fork = os.fork

    def noted() -> int:
        children.append(child := fork())
        return child

    with monkeypatch.context() as patch:
        patch.setattr(os, "fork", noted)
        yield children
    for child in children:
        with pytest.raises(ChildProcessError):
            os.waitpid(child, os.WNOHANG)


@contextmanager
def several_processes(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Three processes share the work. None of them may be left behind."""
    with no_child_left(monkeypatch), monkeypatch.context() as patch:
        patch.setattr(processes, "ENOUGH", 2)
        patch.setattr(os, "sched_getaffinity", lambda _process: {0, 1, 2}, raising=False)
        yield


def no_process() -> int:
    """What `os.fork` does if the system has no process left."""
    raise BlockingIOError(11, "Resource temporarily unavailable")
