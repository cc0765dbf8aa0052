"""`hsp move`: a deadline moves, or is withdrawn, for a reason."""

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
    to: Annotated[
        str | None, typer.Argument(metavar="[DATE]", help="The new deadline: a day, month or quarter.")
    ] = None,
    reason: Annotated[
        str | None, typer.Option("--reason", metavar="TEXT", help="Why the deadline moves; always needed.")
    ] = None,
    on: Annotated[
        str | None, typer.Option("--on", metavar="DATE", help="The date of the decision (default: today).")
    ] = None,
    withdraw: Annotated[bool, typer.Option("--withdraw", help="Withdraw the deadline instead.")] = False,
    dry_run: DryRun = False,
    format: Format = AnswerFormat.TEXT,
) -> None:
    """Move the deadline of an action or milestone, or withdraw it."""
    if withdraw is (to is not None):
        raise RequestRefused("a deadline moves to a DATE, or is withdrawn", "give either DATE or --withdraw")
    with records_to_change(session) as workspace:
        from hsp_cli.editing.deadlines import moved

        wished = moved(workspace, name, to, session.as_of, reason=reason, on=on)
        change(session, wished, dry_run=dry_run, format=format)
