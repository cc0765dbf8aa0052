"""`hsp close`: an action or milestone is done, or will not be."""

from typing import Annotated

import typer

from hsp_cli.cli.completion import ACTIONS, ids_inside
from hsp_cli.cli.options import AnswerFormat, Format, command
from hsp_cli.cli.session import Session
from hsp_cli.cli.writing import DryRun, change, records_to_change
from hsp_cli.domain.request import RequestRefused


@command
def run(
    session: Session,
    name: Annotated[
        str,
        typer.Argument(
            metavar="ACTION",
            help="An id, or an address such as plan-id/action-id.",
            autocompletion=ids_inside(ACTIONS),
        ),
    ],
    on: Annotated[
        str | None, typer.Option("--on", metavar="DATE", help="The date on which it was closed (default: today).")
    ] = None,
    outcome: Annotated[str | None, typer.Option("--outcome", metavar="TEXT", help="What came of it.")] = None,
    not_delivered: Annotated[bool, typer.Option("--not-delivered", help="It was not delivered.")] = False,
    cancelled: Annotated[bool, typer.Option("--cancelled", help="It is no longer wanted.")] = False,
    reason: Annotated[
        str | None, typer.Option("--reason", metavar="TEXT", help="Why it was not delivered or was cancelled.")
    ] = None,
    dry_run: DryRun = False,
    format: Format = AnswerFormat.TEXT,
) -> None:
    """Close an action or milestone, delivered or not."""
    if not_delivered and cancelled:
        raise RequestRefused("--not-delivered and --cancelled exclude each other", "give one of them")
    with records_to_change(session) as workspace:
        from hsp_cli.domain.action import ActionStatus
        from hsp_cli.editing.closing import closed

        status = ActionStatus.NOT_DELIVERED if not_delivered else ActionStatus.CANCELLED if cancelled else None
        wished = closed(
            workspace,
            name,
            session.as_of,
            status=status or ActionStatus.COMPLETE,
            on=on,
            outcome=outcome,
            reason=reason,
        )
        change(session, wished, dry_run=dry_run, format=format)
