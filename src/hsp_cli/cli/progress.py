"""How far long work has come: a line on a terminal, past a second, and gone when it is done."""

import time
from types import TracebackType
from typing import Self

from hsp_cli.cli.screen import Screen

PATIENCE = 1.0
"""Seconds in which nobody wonders."""

_PAUSE = 0.2
"""Seconds between two looks at it."""


class Progress:
    """Tells on a terminal how many files are done; elsewhere, and in short work, it is never seen."""

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
