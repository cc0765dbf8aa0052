"""`hsp risks`: which risks are red, which moved, and what the registers have in common."""

from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from hsp_cli.cli.exit import Exit
from hsp_cli.cli.options import AllowErrors, AnswerFormat, Body, Format, OwnerName, Quarter, command
from hsp_cli.cli.session import Session

if TYPE_CHECKING:
    from hsp_cli.analysis.risks import RiskReport
    from hsp_cli.domain.partnership import Partnership


class RiskFailure(StrEnum):
    """What CI may not want to see; the words are those of the answer."""

    RED = "red"
    MOVEMENTS = "movements"


@command
def run(
    session: Session,
    quarter: Quarter = None,
    body: Body = None,
    owner: OwnerName = None,
    fail_on: Annotated[
        list[RiskFailure] | None, typer.Option("--fail-on", help="Exit 1 where there is such a risk.")
    ] = None,
    format: Format = AnswerFormat.TEXT,
    allow_errors: AllowErrors = False,
) -> None:
    """List a quarter's red risks, rating changes and common risks.

    Ratings are compared with those of the quarter before. Common risks are those that several registers share.
    """
    from hsp_cli.analysis.risks import risk_report

    workspace = session.workspace(allow_errors=allow_errors)
    filters = session.filters(workspace, body=body, owner=owner)
    found = risk_report(workspace, session.quarter(workspace, quarter), filters)
    if format is AnswerFormat.JSON:
        from hsp_cli.cli.json_output import risks_answer

        session.answer_json(risks_answer(found))
    else:
        _show(session, found, workspace.partnership)
    if any(getattr(found, failure) for failure in fail_on or ()):
        raise Exit(1)


def _show(session: Session, found: "RiskReport", settings: "Partnership") -> None:
    from hsp_cli.analysis.quarters import span

    out = session.out
    count = len(found.red)
    out.put(
        out.styled(f"{count or 'No'} red risk{'' if count == 1 else 's'} in {found.quarter.label}", "bold"),
        f" ({span(found.quarter)})",
    )
    if found.red:
        rows = [
            (
                _group(risk.placed.body, settings),
                risk.placed.record.title,
                f"{risk.rating} {risk.zone.name if risk.zone else ''}",
            )
            for risk in found.red
        ]
        out.table(("Group", "Risk", "Rating"), rows, ["red"] * len(rows))
    out.write()
    moves = len(found.movements)
    out.put(out.styled(f"{moves or 'No'} movement{'' if moves == 1 else 's'} since the quarter before", "bold"))
    if found.movements:
        out.table(
            ("Group", "Risk", "Moved", "Reason"),
            [
                (
                    _group(move.placed.body, settings),
                    move.placed.record.title,
                    f"{move.before} to {move.after}",
                    " ".join((move.reason or "none given").split()),
                )
                for move in found.movements
            ],
        )
    if found.themes:
        out.write()
        out.put(out.styled("Common risks", "bold"))
        out.table(("Theme", "Risks"), [(common.theme.title, str(len(common.risks))) for common in found.themes])


def _group(body_id: str | None, settings: "Partnership") -> str:
    body = settings.body(body_id) if body_id else None
    return body.name if body else (body_id or "")
