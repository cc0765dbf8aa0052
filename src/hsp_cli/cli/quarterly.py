"""The common parts of commands about a quarter: their options, and the output of the answer."""

from collections.abc import Callable
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated, Any, TypeVar

import typer

from hsp_cli.cli.exit import Exit
from hsp_cli.cli.options import AllowErrors, AnswerFormat, Body, Format, OrganisationId, OwnerName, Quarter, question
from hsp_cli.cli.session import Session

if TYPE_CHECKING:
    from hsp_cli.analysis.filters import Filters
    from hsp_cli.domain.partnership import Partnership
    from hsp_cli.domain.period import Period
    from hsp_cli.domain.workspace import Workspace

F = TypeVar("F")


def quarterly(
    failures: type[StrEnum],
    such: str,
    answer: "Callable[[F, Workspace], Any]",
    show: "Callable[[Session, F, Partnership], None]",
) -> "Callable[[Callable[[Workspace, Period, Filters], F]], Callable[..., None]]":
    """Make a command from a function that answers a question about a quarter.

    `failures` are the lists of the result that `--fail-on` may name, and `such` is the noun for their items. `answer`
    returns the result as JSON data, and `show` writes it for people. The docstring of the function is the help.
    """

    def as_command(ask: "Callable[[Workspace, Period, Filters], F]") -> Callable[..., None]:
        def run(
            session: Session,
            quarter: Quarter = None,
            body: Body = None,
            owner: OwnerName = None,
            organisation: OrganisationId = None,
            fail_on: Annotated[
                list[failures] | None,  # type: ignore[valid-type] # each command has its own
                typer.Option("--fail-on", help=f"Exit 1 if there is such a {such}."),
            ] = None,
            format: Format = AnswerFormat.TEXT,
            allow_errors: AllowErrors = False,
        ) -> None:
            workspace = session.workspace(allow_errors=allow_errors)
            filters = session.filters(workspace, body=body, owner=owner, organisation=organisation)
            found = ask(workspace, session.quarter(workspace, quarter), filters)
            if format is AnswerFormat.JSON:
                session.answer_json(answer(found, workspace))
            else:
                show(session, found, workspace.partnership)
            if any(getattr(found, failure) for failure in fail_on or ()):
                raise Exit(1)

        run.__doc__ = ask.__doc__
        return question(run)

    return as_command
