"""Runs of the command, most of them inside this process: the arguments in, what a terminal would get out."""

import gc
import io
import os
import subprocess
import sys
from collections.abc import Mapping
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from pathlib import Path
from unittest.mock import patch

from hsp_cli.cli.app import main
from tests.workspaces import REPOSITORY

HARROW = ("--root", str(REPOSITORY))
"""The workspace that this repository is."""

DAY = ("--as-of", "2010-09-27")
"""The day of the meeting for which the paper of Q1 2010/11 was made."""

PROGRAM = "from hsp_cli.cli.app import program; program()"
_OUTSIDE = {"HSP_ROOT", "COLUMNS", "LINES", "NO_COLOR", "FORCE_COLOR", "TERM", "PYTHONIOENCODING"}


@dataclass(frozen=True)
class Run:
    """What a command left behind."""

    code: int
    out: str
    err: str

    @property
    def both(self) -> str:
        return self.out + self.err


class _Stream(io.TextIOWrapper):
    """A stream in memory that may say that it is a terminal."""

    def __init__(self, encoding: str, *, terminal: bool) -> None:
        super().__init__(io.BytesIO(), encoding=encoding, newline="\n", write_through=True)
        self._terminal = terminal

    def isatty(self) -> bool:
        return self._terminal

    def text(self) -> str:
        self.flush()
        buffer = self.buffer
        assert isinstance(buffer, io.BytesIO)
        return buffer.getvalue().decode("utf-8", errors="replace")


def hsp(*arguments: str, env: Mapping[str, str] | None = None, encoding: str = "utf-8", terminal: bool = False) -> Run:
    """Run `hsp` as its entry point does, in this process."""
    out, err = (_Stream(encoding, terminal=terminal) for _ in range(2))
    code = 0
    with (
        patch.dict(os.environ, {**surroundings(), **(env or {})}, clear=True),
        patch.object(sys, "argv", ["hsp", *arguments]),
        redirect_stdout(out),
        redirect_stderr(err),
    ):
        try:
            run_main()
        except SystemExit as ended:
            code = ended.code if isinstance(ended.code, int) else int(ended.code is not None)
    return Run(code, out.text(), err.text())


def run_main() -> None:
    """`main`, which counts on its process to end; this one goes on, and with a garbage collector."""
    try:
        main()
    finally:
        gc.enable()


def surroundings() -> dict[str, str]:
    """The environment without what would colour, widen or lead astray."""
    return {name: value for name, value in os.environ.items() if name not in _OUTSIDE}


def process(
    *arguments: str, env: Mapping[str, str] | None = None, cwd: Path | None = None
) -> "subprocess.CompletedProcess[bytes]":
    """Run `hsp` in a process of its own."""
    return subprocess.run(
        (sys.executable, "-c", PROGRAM, *arguments),
        env={**surroundings(), "PYTHONPATH": str(REPOSITORY / "src"), **(env or {})},
        cwd=cwd,
        capture_output=True,
        timeout=60,
        check=False,
    )
