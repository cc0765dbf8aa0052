"""Shows check results to people and to other programs."""

from enum import StrEnum

from hsp_cli.checking.result import CheckResult
from hsp_cli.cli.session import Session
from hsp_cli.domain.finding import Severity
from hsp_cli.wording.counts import counted


class Format(StrEnum):
    """The formats of `hsp validate`. All but `text` and `concise` are modules of `check_formats`."""

    TEXT = "text"
    CONCISE = "concise"
    JSON = "json"
    GITHUB = "github"
    GITLAB = "gitlab"
    SARIF = "sarif"
    JUNIT = "junit"


def show(session: Session, result: CheckResult, format: Format, *, strict: bool) -> int:
    """Show a check result. Returns the exit code."""
    if format is Format.TEXT:
        _as_text(session, result)
    elif format is Format.CONCISE:
        from hsp_cli.cli.diagnostics import as_lines

        as_lines(result.diagnostics, session.out)
    else:
        from hsp_cli.cli.check_formats import Report, folder_in_repository, renderer

        report = Report(result, session.as_of, folder_in_repository(session.root), strict=strict)
        session.out.write_raw(renderer(format)(report))
    return int(any(strict or found.severity is Severity.ERROR for found in result.diagnostics))


def _as_text(session: Session, result: CheckResult) -> None:
    what = f"{counted(len(result.files), 'file')} ({counted(result.records, 'record')})"
    if result.diagnostics:
        from hsp_cli.cli.diagnostics import as_text, severity_counts
        from hsp_cli.store.file_tree import Disk

        as_text(result.diagnostics, Disk(session.root), session.out)
        session.out.write(f"{severity_counts(result.diagnostics)} in {what}")
    elif not session.quiet:
        session.out.write(f"All right: {what}.")
