"""The result of checking a workspace."""

from typing import NamedTuple

from hsp_cli.domain.finding import Diagnostic


class CheckResult(NamedTuple):
    """All that is wrong with a workspace, sorted by place, without what suppressions silence.

    `files` are the paths of its files; `records` counts the records with an id, zero where the settings cannot be read.
    """

    files: tuple[str, ...]
    records: int
    diagnostics: tuple[Diagnostic, ...]
