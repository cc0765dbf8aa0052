"""`hsp validate`: is every record right?"""

from typing import Annotated

import typer

from hsp_cli.checking.result import CheckResult
from hsp_cli.cli.check_result import Format, show
from hsp_cli.cli.exit import Exit
from hsp_cli.cli.options import NoCache, command
from hsp_cli.cli.session import Session


@command
def run(
    session: Session,
    format: Annotated[Format, typer.Option("--format", help="How to show what was found.")] = Format.TEXT,
    strict: Annotated[bool, typer.Option("--strict", help="Warnings fail too.")] = False,
    select: Annotated[list[str] | None, typer.Option("--select", metavar="CODE", help="Only these codes.")] = None,
    ignore: Annotated[list[str] | None, typer.Option("--ignore", metavar="CODE", help="Not these codes.")] = None,
    no_cache: NoCache = False,
) -> None:
    """Check every record and report everything that is wrong, in one run. Never writes to the workspace.

    Exit 1 where there is an error, with --strict also where there is a warning. A comment beside a line allows
    one finding: `# hsp: allow CODE — reason`. `hsp explain CODE` tells what a code means.
    """
    selected, ignored = _codes(select), _codes(ignore)
    if selected or ignored:
        from hsp_cli.cli.explain import known_rules

        known_rules().require(selected | ignored)
    result = _chosen(session.check(use_cache=not no_cache), selected, ignored)
    if code := show(session, result, format, strict=strict):
        raise Exit(code)


def _codes(given: list[str] | None) -> set[str]:
    return {code.strip() for codes in given or () for code in codes.split(",") if code.strip()}


def _chosen(result: CheckResult, select: set[str], ignore: set[str]) -> CheckResult:
    chosen = (
        found for found in result.diagnostics if (not select or found.code in select) and found.code not in ignore
    )
    return result._replace(diagnostics=tuple(chosen))
