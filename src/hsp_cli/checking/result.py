"""The result of checking a workspace."""

from typing import NamedTuple

from hsp_cli.domain.finding import Diagnostic


class CheckResult(NamedTuple):
    """The diagnostics of a workspace, sorted by place, without those that suppressions silence.

    `files` are the paths of its files. `records` is the number of records with an id, or zero if the settings cannot be
    read.
    """

    files: tuple[str, ...]
    records: int
    diagnostics: tuple[Diagnostic, ...]
