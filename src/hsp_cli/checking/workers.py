"""Checks files in several processes if there are several processors and enough files."""

import json
import mmap
import os
import struct
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
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

_PARTS = 32
"""The parts of the work: enough that all processes end at about the same time."""

T = TypeVar("T")
Check = Callable[[Sequence[T]], Iterable[FileResult]]


def check_files(
    checker: FileChecker, files: Sequence[DataFile], progress: Progress
) -> Iterator[FileResult | CachedFile]:
    """Read and check files. The results are in any order, and compact if there are many."""
    yield from _checked(files, checker.check, lambda file: file.path, progress)


def check_readings(
    checker: FileChecker, readings: Sequence[FileReading], meanwhile: Callable[[], None]
) -> Iterator[FileResult | CachedFile]:
    """Check files that were read already. The results are in any order, and compact if there are many.

    If other processes check, this one does something else `meanwhile`, and then checks what is left.
    """

    def check(part: Sequence[FileReading]) -> Iterator[FileResult]:
        for batch in checker.loader.assemble(list(part)):
            yield from checker.check_batch(batch)

    yield from _checked(readings, check, lambda reading: reading.file.path, lambda _done, _of: None, meanwhile)


def _checked(
    items: Sequence[T],
    check: Check[T],
    path_of: Callable[[T], str],
    progress: Progress,
    meanwhile: Callable[[], None] = lambda: None,
) -> Iterator[FileResult | CachedFile]:
    others = processors(len(items)) - 1
    parts = _Parts(items, _PARTS if others else 1)
    workers: list[_Worker[T]] = []
    checked: set[str] = set()
    try:
        for _ in range(others):
            with suppress(OSError):  # no process is available, so the others check more
                workers.append(_Worker(parts, check))
        if workers:
            meanwhile()
        for part in parts:
            for result in check(part):
                checked.add(result.path)
                yield result.compact() if workers else result
                progress(len(checked) + sum(worker.done for worker in workers), len(items))
        for worker in workers:
            for known in worker.results():
                checked.add(known.path)
                yield known
        # A process that has failed leaves its parts.
        for result in check([item for item in items if path_of(item) not in checked]):
            yield result.compact()
    finally:
        for worker in workers:
            worker.end()
        parts.close()


class _Parts(Generic[T]):
    """Parts of the work, of mixed kinds. Each process takes the next one when it is free."""

    def __init__(self, items: Sequence[T], count: int) -> None:
        self._parts = [part for first in range(count) if (part := items[first::count])]
        # Whatever process reads a byte from the pipe has that part: no other can read the same.
        self._numbers, numbers = os.pipe()
        os.write(numbers, bytes(range(len(self._parts))))
        os.close(numbers)

    def __iter__(self) -> Iterator[Sequence[T]]:
        while number := os.read(self._numbers, 1):
            yield self._parts[number[0]]

    def close(self) -> None:
        os.close(self._numbers)


class _Worker(Generic[T]):
    """A forked process that checks parts and writes its results."""

    def __init__(self, parts: _Parts[T], check: Check[T]) -> None:
        self._parts = parts
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
            results = (result for part in self._parts for result in self._check(part))
            for number, result in enumerate(results, start=1):
                written.write(f"{json.dumps(result.compact())}\n")
                _COUNT.pack_into(self._count, 0, number)

    def results(self) -> Iterator[CachedFile]:
        """Wait for the results. There are none if the process has failed."""
        if not self._process.is_done():
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
