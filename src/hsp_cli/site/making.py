"""Makes files in two processes where that saves time: most of the time goes into papers and charts."""

import json
import os
import struct
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from hsp_cli.checking.processes import Process
from hsp_cli.site.file import File
from hsp_cli.store.output_folder import Made, Staged

Group = tuple[File, ...]

_NUMBER = struct.Struct("=H")
_MOST = 30_000
"""The most groups that are shared: their numbers fit a pipe."""

_ENOUGH = 20
"""The number of groups from which a second process saves time."""


def in_processes(
    groups: Sequence[Group], make: Callable[[Group], list[Staged]], hidden: Path, processes: int
) -> Iterator[Staged]:
    """Make all groups of files, each in one process. `hidden` is a folder for what a process says at its end.

    What a process leaves undone because it fails, this one makes, so that its error is the one of a single process.
    """
    if processes < 2 or not _ENOUGH <= len(groups) <= _MOST or not hasattr(os, "fork"):
        yield from (staged for group in groups for staged in make(group))
        return
    numbers, given = os.pipe()
    os.set_blocking(given, False)
    os.write(given, b"".join(map(_NUMBER.pack, range(len(groups)))))
    os.close(given)
    answer = hidden / ".answer"
    worker = Process(lambda: _answer(groups, make, numbers, answer))
    try:
        done = set()
        for number in _taken(numbers):
            done.add(number)
            yield from make(groups[number])
        if worker.is_done():
            made = json.loads(answer.read_bytes())
            done |= {number for number, _ in made}
            yield from (_read(one) for _, files in made for one in files)
        for number, group in enumerate(groups):
            if number not in done:
                yield from make(group)
    finally:
        worker.end()
        os.close(numbers)


def _taken(numbers: int) -> Iterator[int]:
    """The numbers of groups that no process has taken yet, each as it is asked for."""
    while taken := os.read(numbers, _NUMBER.size):
        yield int(_NUMBER.unpack(taken)[0])


def _answer(groups: Sequence[Group], make: Callable[[Group], list[Staged]], numbers: int, answer: Path) -> None:
    made = [(number, make(groups[number])) for number in _taken(numbers)]
    answer.write_text(json.dumps(made), encoding="utf-8")


def _read(staged: list[object]) -> Staged:
    path, made, is_new = staged
    assert isinstance(path, str)
    assert isinstance(made, list)
    return Staged(path, Made(*made), bool(is_new))
