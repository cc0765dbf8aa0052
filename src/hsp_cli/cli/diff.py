"""`hsp diff`: what a change means."""

from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from hsp_cli.cli.completion import revisions
from hsp_cli.cli.exit import Exit
from hsp_cli.cli.options import Quarter, command
from hsp_cli.cli.session import Session
from hsp_cli.domain.request import RequestRefused

if TYPE_CHECKING:
    from hsp_cli.checking.two_versions import TwoVersions
    from hsp_cli.cli.diff_formats.answer import Answer
    from hsp_cli.domain.period import Period
    from hsp_cli.domain.workspace import Workspace


class DiffFormat(StrEnum):
    """The formats of the answer. Markdown is a comment for a pull request."""

    TEXT = "text"
    MARKDOWN = "markdown"
    JSON = "json"


_LEAST = 2_000
"""The fewest characters of a comment: less has no room for what was compared and what is left out."""


@command
def run(
    session: Session,
    base: Annotated[
        str | None,
        typer.Argument(
            metavar="[BASE]",
            help="Earlier revision or day (default: where this branch left main).",
            autocompletion=revisions,
        ),
    ] = None,
    head: Annotated[
        str | None,
        typer.Argument(
            metavar="[HEAD]", help="Later revision or day (default: files in the folder).", autocompletion=revisions
        ),
    ] = None,
    quarter: Quarter = None,
    format: Annotated[DiffFormat, typer.Option("--format", help="Format of the answer.")] = DiffFormat.TEXT,
    limit: Annotated[
        int | None, typer.Option("--limit", metavar="N", help="Most characters of --format markdown (default: 65536).")
    ] = None,
    everything: Annotated[bool, typer.Option("--all", help="Also list administrative changes.")] = False,
    exit_code: Annotated[bool, typer.Option("--exit-code", help="Exit 1 if something changed.")] = False,
    fail_on: Annotated[
        list[str] | None,
        typer.Option("--fail-on", metavar="CLASS", help="Exit 1 if there is a change of this class."),
    ] = None,
) -> None:
    """Say what a change of the records means, by importance.

    Without BASE, the files in the folder are compared with the commit where this branch left the main branch. The names
    of the classes are in the answer of --format json, and in docs/diff.md.
    """
    from hsp_cli.analysis.plan_changes.change import ChangeClass

    if unknown := [name for name in fail_on or () if name not in {one.value for one in ChangeClass}]:
        hint = f"choose from: {', '.join(one.value for one in ChangeClass)}"
        raise RequestRefused(f"{unknown[0]!r} is not a class of change", hint)
    if limit is not None and limit < _LEAST:
        raise RequestRefused(f"a comment of {limit} characters has no room for an answer", f"allow at least {_LEAST}")
    answer = _answer(session, base, head, quarter)
    _show(session, answer, format, limit, everything=everything)
    _fail(session, answer, fail_on or [], exit_code=exit_code)


def _answer(session: Session, base: str | None, head: str | None, quarter: str | None) -> "Answer":
    from hsp_cli.analysis.plan_changes.change import Versions
    from hsp_cli.analysis.plan_changes.plan_changes import plan_changes
    from hsp_cli.checking.two_versions import load_two
    from hsp_cli.cli.diff_formats.answer import Answer

    two = load_two(session.root, base, head, lambda: session.loaded)
    before, now = _workspaces(session, two)
    asked, of_base = _quarters(session, before, now, quarter)
    found = plan_changes(Versions(before, now, session.as_of, asked), two.differing, two.unread)
    return Answer(two, found, of_base if of_base != asked else None)


def _workspaces(session: Session, two: "TwoVersions") -> "tuple[Workspace, Workspace]":
    """Both workspaces. Ends the command with 1 if the settings of the later one cannot be read."""
    from hsp_cli.domain.finding import Severity

    before, now = (version.loaded for version in (two.base, two.head))
    if now.workspace is None or before.workspace is None:
        errors = [found for found in now.diagnostics if found.severity is Severity.ERROR]
        session.show_broken(errors, "nothing is compared while the settings cannot be read")
        raise Exit(1)
    return before.workspace, now.workspace


def _quarters(
    session: Session, before: "Workspace", now: "Workspace", asked: str | None
) -> "tuple[Period | None, Period | None]":
    """The quarter to compare, and the latest of the earlier version. The later version decides if it can."""
    latest = [_quarter(session, workspace, None) for workspace in (now, before)]
    if asked is None:
        return latest[0] or latest[1], latest[1]
    found = _quarter(session, now, asked) or _quarter(session, before, asked)
    return found or session.quarter(now, asked), None


def _quarter(session: Session, workspace: "Workspace", asked: str | None) -> "Period | None":
    try:
        return session.quarter(workspace, asked)
    except RequestRefused:
        return None


def _show(session: Session, answer: "Answer", format: DiffFormat, limit: int | None, *, everything: bool) -> None:
    match format:
        case DiffFormat.JSON:
            from hsp_cli.cli.diff_formats.json import as_json

            session.answer_json(as_json(answer))
        case DiffFormat.MARKDOWN:
            from hsp_cli.cli.diff_formats.comment import GITHUB_LIMIT
            from hsp_cli.cli.diff_formats.markdown import as_markdown

            session.out.write_raw(as_markdown(answer, limit or GITHUB_LIMIT))
        case DiffFormat.TEXT:
            from hsp_cli.cli.diff_formats.text import show

            show(session.out, answer, everything=everything)


def _fail(session: Session, answer: "Answer", fail_on: list[str], *, exit_code: bool) -> None:
    """End with 1 if something was found that was asked for, or may be in a file that could not be compared."""
    counts = answer.found.counts
    if (exit_code and counts) or any(one.value in fail_on for one in counts):
        raise Exit(1)
    if (exit_code or fail_on) and not answer.is_certain:
        session.err.write("hsp: exit 1, because not every file that differs could be compared")
        raise Exit(1)
