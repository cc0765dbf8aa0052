"""`hsp update`: the progress of an action, milestone or aim."""

from enum import StrEnum
from typing import Annotated

import typer

from hsp_cli.cli.completion import ACTIONS, PARTIES, ids, ids_inside, levels
from hsp_cli.cli.options import AnswerFormat, Format, command
from hsp_cli.cli.session import Session
from hsp_cli.cli.writing import DryRun, change, records_to_change
from hsp_cli.domain.kind import Kind


class Status(StrEnum):
    """The statuses of an action, without the import of the models."""

    OPEN = "open"
    NOT_STARTED = "not-started"
    IN_PROGRESS = "in-progress"
    ON_HOLD = "on-hold"
    COMPLETE = "complete"
    NOT_DELIVERED = "not-delivered"
    CANCELLED = "cancelled"


@command
def run(
    session: Session,
    name: Annotated[
        str,
        typer.Argument(
            metavar="ACTION|AIM",
            help="An id, or an address such as plan-id/action-id.",
            autocompletion=ids_inside(ACTIONS, ((Kind.PLAN,), ("aims",))),
        ),
    ],
    progress: Annotated[
        int | None, typer.Option("--progress", metavar="PERCENT", help="How much is done, from 0 to 100.")
    ] = None,
    note: Annotated[str | None, typer.Option("--note", metavar="TEXT", help="What has happened.")] = None,
    on: Annotated[
        str | None, typer.Option("--on", metavar="DATE", help="The date of the note (default: today).")
    ] = None,
    by: Annotated[
        str | None,
        typer.Option("--by", metavar="NAME", help="Who wrote the note.", autocompletion=ids(settings=PARTIES)),
    ] = None,
    rag: Annotated[
        str | None,
        typer.Option("--rag", metavar="CODE", help="The rating that the owner states.", autocompletion=levels),
    ] = None,
    status: Annotated[
        Status | None, typer.Option("--status", metavar="STATUS", help="Its status, such as in-progress or on-hold.")
    ] = None,
    reason: Annotated[str | None, typer.Option("--reason", metavar="TEXT", help="Why it has this status.")] = None,
    dry_run: DryRun = False,
    format: Format = AnswerFormat.TEXT,
) -> None:
    """Record the progress of an action, milestone or aim."""
    with records_to_change(session) as workspace:
        from hsp_cli.domain.action import ActionStatus
        from hsp_cli.editing.updates import Progress, updated

        known = ActionStatus(status.value) if status else None
        given = Progress(progress, note, by, rag, known, reason)
        change(session, updated(workspace, name, given, session.as_of, on=on), dry_run=dry_run, format=format)
