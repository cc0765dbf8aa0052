"""Makes files in two processes where that saves time: most of the time goes into papers and charts."""

import json
import os
import struct
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from hsp_cli.checking.processes import Process
from hsp_cli.domain.request import FormatRefused
from hsp_cli.site.file import File
from hsp_cli.store.output_folder import Made, Staged

Group = tuple[File, ...]


class MadeGroup(NamedTuple):
    """The files of a group: those that were made, and those that a format cannot show, by path."""

    staged: list[Staged]
    not_made: Mapping[str, FormatRefused]


_NUMBER = struct.Struct("=H")
_MOST = 30_000
"""The most groups that are shared: their numbers fit a pipe."""

_ENOUGH = 20
"""The number of groups from which a second process saves time."""


def in_processes(
    groups: Sequence[Group], make: Callable[[Group], MadeGroup], hidden: Path, processes: int
) -> Iterator[MadeGroup]:
    """Make all groups of files, each in one process. `hidden` is a folder for what a process says at its end.

    What a process leaves undone because it fails, this one makes, so that its error is the one of a single process.
    """
    if processes < 2 or not _ENOUGH <= len(groups) <= _MOST or not hasattr(os, "fork"):
        yield from map(make, groups)
        return
    numbers, given = os.pipe()
    os.set_blocking(given, False)
    os.write(given, b"".join(map(_NUMBER.pack, range(len(groups)))))
    os.close(given)
    answer = hidden / ".answer"
    # The fork comes before this process has made anything: it would not have the threads that typst starts, and wait.
    worker = Process(lambda: _answer(groups, make, numbers, answer))
    try:
        done = set()
        for number in _taken(numbers):
            done.add(number)
            yield make(groups[number])
        if worker.is_done():
            made = json.loads(answer.read_bytes())
            done |= {number for number, _ in made}
            yield from (_read(*files) for _, files in made)
        for number, group in enumerate(groups):
            if number not in done:
                yield make(group)
    finally:
        worker.end()
        os.close(numbers)


def _taken(numbers: int) -> Iterator[int]:
    """The numbers of groups that no process has taken yet, each as it is asked for."""
    while taken := os.read(numbers, _NUMBER.size):
        yield int(_NUMBER.unpack(taken)[0])


def _answer(groups: Sequence[Group], make: Callable[[Group], MadeGroup], numbers: int, answer: Path) -> None:
    made = [(number, _written(make(groups[number]))) for number in _taken(numbers)]
    answer.write_text(json.dumps(made), encoding="utf-8")


def _written(group: MadeGroup) -> list[object]:
    """A group as JSON has it; `_read` reads it."""
    return [group.staged, {path: (refused.message, refused.hint) for path, refused in group.not_made.items()}]


def _read(staged: list[Any], not_made: dict[str, Any]) -> MadeGroup:
    return MadeGroup(
        [Staged(path, Made(*made), is_new) for path, made, is_new in staged],
        {path: FormatRefused(*said) for path, said in not_made.items()},
    )
