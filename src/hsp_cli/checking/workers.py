"""Checks files in several processes if there are several processors and enough files."""

import json
import mmap
import os
import struct
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Generic, TypeVar

from hsp_cli.checking.cache import CachedFile
from hsp_cli.checking.file_checker import FileChecker, FileResult
from hsp_cli.checking.processes import Process, processors
from hsp_cli.checking.result import Progress
from hsp_cli.store.file_reader import FileReading
from hsp_cli.store.layout import DataFile

_COUNT = struct.Struct("=Q")

_NOTHING_DATED = "[]"
"""The dated findings of most files. They share one text to save memory."""

T = TypeVar("T")
Check = Callable[[Sequence[T]], Iterable[FileResult]]


def check_files(
    checker: FileChecker, files: Sequence[DataFile], progress: Progress
) -> Iterator[FileResult | CachedFile]:
    """Read and check files. The results are in any order, and compact if there are many."""
    yield from _checked(files, checker.check, progress)


def check_readings(checker: FileChecker, readings: Sequence[FileReading]) -> Iterator[FileResult | CachedFile]:
    """Check files that were read already. The results are in any order, and compact if there are many."""

    def check(share: Sequence[FileReading]) -> Iterator[FileResult]:
        for batch in checker.loader.assemble(list(share)):
            yield from checker.check_batch(batch)

    yield from _checked(readings, check, lambda _done, _of: None)


def _checked(items: Sequence[T], check: Check[T], progress: Progress) -> Iterator[FileResult | CachedFile]:
    ours, *others = _shares(items)
    workers: list[_Worker[T]] = []
    done = 0
    try:
        for share in others:
            try:
                workers.append(_Worker(share, check))
            except OSError:  # no process is available, so this process checks the share
                ours = [*ours, *share]
        for result in check(ours):
            yield result.compact() if others else result
            done += 1
            progress(done + sum(worker.done for worker in workers), len(items))
        for worker in workers:
            yield from worker.results()
    finally:
        for worker in workers:
            worker.end()


def _shares(items: Sequence[T]) -> list[Sequence[T]]:
    """Split the items into one share per process, round-robin, so that kinds mix."""
    count = processors(len(items))
    return [items[first::count] for first in range(count)]


class _Worker(Generic[T]):
    """A forked process that checks a share and writes its results."""

    def __init__(self, share: Sequence[T], check: Check[T]) -> None:
        self._share = share
        self._check = check
        self._count = mmap.mmap(-1, _COUNT.size)
        self._written = os.memfd_create("results")
        try:
            self._process = Process(self._work)
        except OSError:
            os.close(self._written)
            raise

    @property
    def done(self) -> int:
        return int(_COUNT.unpack_from(self._count)[0])

    def _work(self) -> None:
        with open(self._written, "w", encoding="utf-8") as written:
            for number, result in enumerate(self._check(self._share), start=1):
                written.write(f"{json.dumps(result.compact())}\n")
                _COUNT.pack_into(self._count, 0, number)

    def results(self) -> Iterator[CachedFile]:
        """Wait for the results. If the fork failed, check its share in this process."""
        if not self._process.is_done():
            for result in self._check(self._share):
                yield result.compact()
            return
        with open(os.dup(self._written), encoding="utf-8") as written:
            written.seek(0)
            for line in written:
                path, content_hash, always, dated = json.loads(line)
                yield CachedFile(path, content_hash, always, _NOTHING_DATED if dated == _NOTHING_DATED else dated)

    def end(self) -> None:
        """Stop the process if it is still running, and free its file and memory."""
        self._process.end()
        os.close(self._written)
        self._count.close()
