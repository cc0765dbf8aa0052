"""The result of checking a workspace, and how its progress is reported."""

from collections.abc import Callable
from typing import NamedTuple

from hsp_cli.domain.finding import Diagnostic

Progress = Callable[[int, int], None]
"""Called with the number of files that are done, and of all files."""


class CheckResult(NamedTuple):
    """The diagnostics of a workspace, sorted by place, without those that suppressions silence.

    `files` are the paths of its files. `records` is the number of records with an id, or zero if the settings cannot be
    read.
    """

    files: tuple[str, ...]
    records: int
    diagnostics: tuple[Diagnostic, ...]
