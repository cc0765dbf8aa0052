"""`hsp validate`: is every record right?"""

from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from hsp_cli.cli.session import Session, command

if TYPE_CHECKING:
    from hsp_cli.domain.finding import Diagnostic


class Format(StrEnum):
    """How to show what was found."""

    TEXT = "text"
    CONCISE = "concise"
    JSON = "json"
    GITHUB = "github"
    GITLAB = "gitlab"
    SARIF = "sarif"
    JUNIT = "junit"


Codes = Annotated[list[str] | None, typer.Option(metavar="CODE")]


@command
def run(
    session: Session,
    format: Annotated[Format, typer.Option("--format", help="How to show what was found.")] = Format.TEXT,
    strict: Annotated[bool, typer.Option("--strict", help="Warnings fail too.")] = False,
    select: Annotated[list[str] | None, typer.Option("--select", metavar="CODE", help="Only these codes.")] = None,
    ignore: Annotated[list[str] | None, typer.Option("--ignore", metavar="CODE", help="Not these codes.")] = None,
) -> None:
    """Check every record and report everything that is wrong, in one run. Never writes.

    Exit 1 where there is an error, with --strict also where there is a warning. A comment beside a line allows
    one finding: `# hsp: allow CODE — reason`. `hsp explain CODE` tells what a code means.
    """
    from hsp_cli.domain.finding import Severity

    found = _chosen(session, _codes(select), _codes(ignore))
    _show(session, found, format)
    if any(strict or diagnostic.severity is Severity.ERROR for diagnostic in found):
        raise typer.Exit(1)


def _codes(given: list[str] | None) -> set[str]:
    return {code.strip() for codes in given or () for code in codes.split(",") if code.strip()}


def _chosen(session: Session, select: set[str], ignore: set[str]) -> "list[Diagnostic]":
    from hsp_cli.cli.explain import known_faults

    known_faults().require(select | ignore)
    return [
        diagnostic
        for diagnostic in session.diagnostics()
        if (not select or diagnostic.code in select) and diagnostic.code not in ignore
    ]


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"


def _show(session: Session, found: "list[Diagnostic]", format: Format) -> None:
    from hsp_cli.cli.diagnostics import as_lines, as_text, counted

    reading = session.reading
    what = f"{_count(len(reading.files), 'file')} ({_count(reading.records, 'record')})"
    if format is Format.TEXT:
        as_text(found, reading, session.out)
        if found:
            session.out.write(f"{counted(found)} in {what}")
        elif not session.quiet:
            session.out.write(f"All right: {what}.")
    elif format is Format.CONCISE:
        as_lines(found, session.out)
    else:
        from hsp_cli.reports.machine_formats import FORMATS

        session.out.write_raw(FORMATS[format](found, reading))
