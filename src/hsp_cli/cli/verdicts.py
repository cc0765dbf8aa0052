"""Showing what is wrong with a workspace, for people and for other programs."""

from enum import StrEnum

from hsp_cli.checks.verdict import Verdict
from hsp_cli.cli.session import Session
from hsp_cli.domain.finding import Severity


class Format(StrEnum):
    """How to show what was found."""

    TEXT = "text"
    CONCISE = "concise"
    JSON = "json"
    GITHUB = "github"
    GITLAB = "gitlab"
    SARIF = "sarif"
    JUNIT = "junit"


def show(session: Session, verdict: Verdict, format: Format, *, strict: bool) -> int:
    """Show a verdict, and the exit code that it comes to."""
    if format is Format.TEXT:
        _as_text(session, verdict)
    elif format is Format.CONCISE:
        from hsp_cli.cli.diagnostics import as_lines

        as_lines(verdict.diagnostics, session.out)
    else:
        from hsp_cli.reports.machine_formats import FORMATS

        session.out.write_raw(FORMATS[format](verdict))
    return int(any(strict or found.severity is Severity.ERROR for found in verdict.diagnostics))


def _as_text(session: Session, verdict: Verdict) -> None:
    what = f"{_count(len(verdict.files), 'file')} ({_count(verdict.records, 'record')})"
    if verdict.diagnostics:
        from hsp_cli.cli.diagnostics import as_text, counted

        as_text(verdict.diagnostics, session.root, session.out)
        session.out.write(f"{counted(verdict.diagnostics)} in {what}")
    elif not session.quiet:
        session.out.write(f"All right: {what}.")


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"
