"""`hsp validate`: checks every record."""

from typing import Annotated

import typer

from hsp_cli.checking.result import CheckResult
from hsp_cli.cli.check_result import Format, show
from hsp_cli.cli.completion import codes, revisions
from hsp_cli.cli.exit import Exit
from hsp_cli.cli.options import NoCache, command
from hsp_cli.cli.session import Session
from hsp_cli.domain.request import RequestRefused


@command
def run(
    session: Session,
    paths: Annotated[list[str] | None, typer.Argument(metavar="", hidden=True)] = None,
    format: Annotated[Format, typer.Option("--format", help="Format of the findings.")] = Format.TEXT,
    strict: Annotated[bool, typer.Option("--strict", help="Exit 1 on warnings too.")] = False,
    select: Annotated[
        list[str] | None,
        typer.Option("--select", metavar="CODE", help="Report only these codes.", autocompletion=codes),
    ] = None,
    ignore: Annotated[
        list[str] | None, typer.Option("--ignore", metavar="CODE", help="Leave these codes out.", autocompletion=codes)
    ] = None,
    base: Annotated[
        str | None,
        typer.Option(
            "--base",
            metavar="REV",
            help="Also report deadlines overwritten since this git revision.",
            autocompletion=revisions,
        ),
    ] = None,
    no_cache: NoCache = False,
) -> None:
    """Check every record and report all problems in one run.

    hsp never writes to the workspace. The exit code is 1 if there are errors or, with --strict, warnings. A comment
    beside a line suppresses one finding: `# hsp: allow CODE — reason`. `hsp explain CODE` says what a code means.
    """
    if paths:
        _refuse_path(paths[0])
    selected, ignored = _codes(select), _codes(ignore)
    if selected or ignored:
        from hsp_cli.checking.known_rules import known_rules

        known_rules().require(selected | ignored)
    if base is None:
        _refuse_changes(selected)
    changes = () if base is None else session.compare(base)
    result = session.check(use_cache=not no_cache)
    result = _chosen(result._replace(diagnostics=tuple(sorted((*result.diagnostics, *changes)))), selected, ignored)
    if code := show(session, result, format, strict=strict):
        raise Exit(code)


def _refuse_path(path: str) -> None:
    """Explain that hsp takes no path, unlike other checkers. Always raises RequestRefused."""
    from hsp_cli.store.layout import is_workspace

    message = "hsp validate takes no path: it checks the whole workspace"
    if is_workspace(path):
        raise RequestRefused(message, f"name the workspace with an option: --root {path}")
    raise RequestRefused(message, f"leave {path} out: a change in one file can break a reference in another")


def _refuse_changes(selected: set[str]) -> None:
    """RequestRefused if a selected code is only found in a comparison. To report nothing would look like success."""
    if selected:
        from hsp_cli.rules.support.registry import change_codes

        for code in sorted(selected & change_codes()):
            raise RequestRefused(f"{code} is only found in a comparison", "add --base REV, such as --base origin/main")


def _codes(given: list[str] | None) -> set[str]:
    return {code.strip() for codes in given or () for code in codes.split(",") if code.strip()}


def _chosen(result: CheckResult, select: set[str], ignore: set[str]) -> CheckResult:
    chosen = (
        found for found in result.diagnostics if (not select or found.code in select) and found.code not in ignore
    )
    return result._replace(diagnostics=tuple(chosen))
