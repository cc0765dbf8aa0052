"""Progress of long work: a line on a terminal, shown after a second and cleared at the end."""

import time
from types import TracebackType
from typing import Self

from hsp_cli.cli.screen import Screen

PATIENCE = 1.0
"""Seconds before the first progress line."""

_PAUSE = 0.2
"""Seconds between two progress lines."""


class Progress:
    """Shows on a terminal how many files are done. Shows nothing in a pipe or for short work."""

    def __init__(self, screen: Screen, done_in_words: str, *, quiet: bool = False) -> None:
        self._screen = screen
        self._may_be_seen = screen.is_terminal and not quiet
        self._words = done_in_words
        self._next = time.monotonic() + PATIENCE
        self._is_shown = False

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._is_shown:
            self._screen.over("")

    def seen(self, done: int, of: int) -> None:
        if not self._may_be_seen or time.monotonic() < self._next:
            return
        self._next = time.monotonic() + _PAUSE
        self._is_shown = True
        self._screen.over(f"{self._words} {done:,} of {of:,} files")
