"""`hsp rate`: the rating of a risk in a quarter."""

from typing import Annotated

import typer

from hsp_cli.cli.completion import RISKS, coming_quarters, ids_inside, ratings
from hsp_cli.cli.options import AnswerFormat, Format, command
from hsp_cli.cli.session import Session
from hsp_cli.cli.writing import DryRun, change, records_to_change


@command
def run(
    session: Session,
    name: Annotated[
        str,
        typer.Argument(
            metavar="RISK",
            help="An id, or an address such as register-id/risk-id.",
            autocompletion=ids_inside(RISKS),
        ),
    ],
    quarter: Annotated[
        str, typer.Argument(metavar="QUARTER", help="The quarter, such as Q1-2010.", autocompletion=coming_quarters)
    ],
    rating: Annotated[
        str,
        typer.Argument(metavar="RATING", help="Likelihood and impact, as in the risk matrix.", autocompletion=ratings),
    ],
    reason: Annotated[
        str | None, typer.Option("--reason", metavar="TEXT", help="Why the rating differs from the one before.")
    ] = None,
    dry_run: DryRun = False,
    format: Format = AnswerFormat.TEXT,
) -> None:
    """Rate a risk in a quarter."""
    with records_to_change(session) as workspace:
        from hsp_cli.editing.ratings import rated

        wished = rated(workspace, name, quarter, rating, session.as_of, reason=reason)
        change(session, wished, dry_run=dry_run, format=format)
