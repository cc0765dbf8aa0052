"""`hsp record`: the figure of a period, and the comment on its quarter."""

from enum import StrEnum
from typing import Annotated

import typer

from hsp_cli.cli.completion import ids, periods
from hsp_cli.cli.options import AnswerFormat, Format, Of, command
from hsp_cli.cli.session import Session
from hsp_cli.cli.writing import DryRun, change, records_to_change
from hsp_cli.domain.kind import Kind


class Status(StrEnum):
    """The statuses of a figure, without the import of the models."""

    FINAL = "final"
    PROVISIONAL = "provisional"
    AWAITED = "awaited"


@command
def run(
    session: Session,
    name: Annotated[
        str,
        typer.Argument(metavar="INDICATOR", help="An id, or a code.", autocompletion=ids(files=(Kind.INDICATOR,))),
    ],
    period: Annotated[
        str, typer.Argument(metavar="PERIOD", help="A month, quarter or year, such as 2010-06.", autocompletion=periods)
    ],
    actual: Annotated[str | None, typer.Option("--actual", metavar="NUMBER", help="The figure.")] = None,
    target: Annotated[str | None, typer.Option("--target", metavar="NUMBER", help="The target.")] = None,
    numerator: Annotated[str | None, typer.Option("--numerator", metavar="NUMBER", help="What a rate counts.")] = None,
    denominator: Annotated[
        str | None, typer.Option("--denominator", metavar="NUMBER", help="What a rate counts it out of.")
    ] = None,
    status: Annotated[Status | None, typer.Option("--status", help="Whether the figure may still change.")] = None,
    comment: Annotated[
        str | None, typer.Option("--comment", metavar="TEXT", help="The comment on the quarter of the period.")
    ] = None,
    reason: Annotated[
        str | None, typer.Option("--reason", metavar="TEXT", help="Why a figure that was recorded before is revised.")
    ] = None,
    correction: Annotated[
        bool, typer.Option("--correction", help="The figure was mistyped: do not keep it as a revision.")
    ] = False,
    of: Of = None,
    dry_run: DryRun = False,
    format: Format = AnswerFormat.TEXT,
) -> None:
    """Record the figure of a period."""
    with records_to_change(session) as workspace:
        from hsp_cli.domain.indicator import FigureStatus
        from hsp_cli.editing.figures import FigureGiven, recorded

        known = FigureStatus(status.value) if status else None
        given = FigureGiven(actual, numerator, denominator, target, known, comment, of or (), reason, correction)
        change(session, recorded(workspace, name, period, given, session.as_of), dry_run=dry_run, format=format)
