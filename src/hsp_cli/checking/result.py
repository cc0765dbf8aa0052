"""What checking a workspace comes to."""

from typing import NamedTuple

from hsp_cli.domain.finding import Diagnostic


class CheckResult(NamedTuple):
    """All that is wrong with a workspace, sorted by place, with allowances taken off.

    `files` are the paths of its files; `records` counts the records that carry an id, nought where the settings
    cannot be read.
    """

    files: tuple[str, ...]
    records: int
    diagnostics: tuple[Diagnostic, ...]
