"""Judging files in two processes or more, where there are processors for them and enough to do."""

import json
import mmap
import os
import signal
import struct
import sys
import warnings
from collections.abc import Callable, Iterator, Sequence

from hsp_cli.checking.cache import CachedResult
from hsp_cli.checking.file_checker import FileChecker
from hsp_cli.store.files import content_hash
from hsp_cli.store.layout import DataFile

ENOUGH = 200
"""Files from which a second process saves more time than it costs."""

_MOST = 8
_COUNT = struct.Struct("=Q")


def checked(
    check: FileChecker, files: Sequence[DataFile], seen: Callable[[int], None]
) -> Iterator[tuple[str, CachedResult]]:
    """The verdict on each file as it can be kept, with its path, in any order; `seen` is told how many are done.

    The digest is empty where the file could not be read.
    """
    ours, *others = _shares(files)
    workers: list[_Worker] = []
    done = 0
    try:
        for share in others:
            try:
                workers.append(_Worker(check, share))
            except OSError:  # no process is to be had, so its share is done here
                ours = [*ours, *share]
        for result in _checked(check, ours):
            yield result
            done += 1
            seen(done + sum(worker.done for worker in workers))
        for worker in workers:
            yield from worker.results()
    finally:
        for worker in workers:
            worker.end()


def _checked(check: FileChecker, files: Sequence[DataFile]) -> Iterator[tuple[str, CachedResult]]:
    for result in check.check(files):
        content = "" if result.content is None else content_hash(result.content)
        yield result.path, CachedResult(content, json.dumps(result.plain(), separators=(",", ":")))


def _shares(files: Sequence[DataFile]) -> list[Sequence[DataFile]]:
    """The files in as many shares as there will be processes. Neighbours are of one kind, so they are dealt out."""
    # Elsewhere a new process would have to import everything again, which takes longer than it saves.
    if not sys.platform.startswith("linux") or len(files) < ENOUGH:
        return [files]
    count = min(len(os.sched_getaffinity(0)), _MOST, -(-len(files) // (ENOUGH // 2)))
    return [files[first::count] for first in range(count)]


class _Worker:
    """A copy of this process that judges a share of the files, and what it has found."""

    def __init__(self, check: FileChecker, share: Sequence[DataFile]) -> None:
        self._judge = check
        self._share = share
        self._count = mmap.mmap(-1, _COUNT.size)
        self._found = os.memfd_create("verdicts")
        try:
            with warnings.catch_warnings():
                # Other threads are no danger here: the copy takes none of their locks.
                warnings.simplefilter("ignore", DeprecationWarning)
                self._process = os.fork()
        except OSError:
            os.close(self._found)
            raise
        if self._process == 0:
            self._work()

    @property
    def done(self) -> int:
        return int(_COUNT.unpack_from(self._count)[0])

    def _work(self) -> None:
        """What the copy does. It never returns, and leaves the screen and everything else to the first process."""
        try:
            signal.signal(signal.SIGINT, signal.SIG_DFL)
            with open(self._found, "w", encoding="utf-8") as found:
                for number, (path, cached) in enumerate(_checked(self._judge, self._share), start=1):
                    found.write(f"{json.dumps([path, *cached])}\n")
                    _COUNT.pack_into(self._count, 0, number)
        except BaseException:
            os._exit(1)
        os._exit(0)

    def results(self) -> Iterator[tuple[str, CachedResult]]:
        """Its verdicts once it is done; where it could not finish, this process judges its share."""
        _, status = os.waitpid(self._process, 0)
        self._process = 0
        if status != 0:
            yield from _checked(self._judge, self._share)
            return
        with open(os.dup(self._found), encoding="utf-8") as found:
            found.seek(0)
            for line in found:
                path, content, told = json.loads(line)
                yield path, CachedResult(content, told)

    def end(self) -> None:
        """Leave nothing of it behind, whatever has happened."""
        if self._process:
            os.kill(self._process, signal.SIGKILL)
            os.waitpid(self._process, 0)
            self._process = 0
        os.close(self._found)
        self._count.close()
