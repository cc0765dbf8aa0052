"""`hsp risks`: red risks, rating changes and common risks."""

from enum import StrEnum
from typing import TYPE_CHECKING, Any

from hsp_cli.cli.quarterly import quarterly
from hsp_cli.cli.session import Session

if TYPE_CHECKING:
    from hsp_cli.analysis.filters import Filters
    from hsp_cli.analysis.risks import RatedRisk, RiskReport
    from hsp_cli.domain.partnership import Partnership
    from hsp_cli.domain.period import Period
    from hsp_cli.domain.workspace import Workspace


class RiskFailure(StrEnum):
    """Conditions for `--fail-on`, named as in the answer."""

    RED = "red"
    MOVEMENTS = "movements"


def _show(session: Session, found: "RiskReport", settings: "Partnership") -> None:
    from hsp_cli.wording.bodies import body_name
    from hsp_cli.wording.counts import counted_or_no
    from hsp_cli.wording.periods import span_text
    from hsp_cli.wording.risks import rating_text

    out = session.out
    head = out.styled(f"{counted_or_no(len(found.red), 'red risk')} in {found.quarter.label}", "bold")
    out.put(head, f" ({span_text(found.quarter)})")
    if found.red:
        rows = [
            (
                body_name(risk.placed.body, settings),
                risk.placed.record.title,
                rating_text(risk.rating, settings.risk_matrix),
            )
            for risk in found.red
        ]
        out.table(("Group", "Risk", "Rating"), rows, ["red"] * len(rows))
    out.write()
    out.put(out.styled(f"{counted_or_no(len(found.movements), 'movement')} since the previous quarter", "bold"))
    if found.movements:
        out.table(
            ("Group", "Risk", "Moved", "Reason"),
            [
                (
                    body_name(move.placed.body, settings),
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


def as_json(found: "RiskReport") -> dict[str, Any]:
    """`hsp risks --format json`."""
    from hsp_cli.cli.json_values import inferred_values, quarter_values

    return {
        **quarter_values(found.quarter),
        "red": [_risk(risk) for risk in found.red],
        "unrated": found.unrated,
        "movements": [
            {
                "id": str(move.placed.address),
                "title": move.placed.record.title,
                "register": move.register,
                "from": move.before,
                "to": move.after,
                "reason": move.reason,
                "path": move.placed.place.path,
                **inferred_values(move.placed.record),
            }
            for move in found.movements
        ],
        "themes": [
            {
                "id": common.theme.id,
                "title": common.theme.title,
                "risks": [str(placed.address) for placed in common.risks],
            }
            for common in found.themes
        ],
    }


def _risk(risk: "RatedRisk") -> dict[str, Any]:
    from hsp_cli.cli.json_values import inferred_values

    return {
        "id": str(risk.placed.address),
        "title": risk.placed.record.title,
        "register": risk.register,
        "rating": risk.rating,
        "zone": risk.zone.id if risk.zone else None,
        "path": risk.placed.place.path,
        **inferred_values(risk.placed.record),
    }


@quarterly(RiskFailure, "risk", as_json, _show)
def run(workspace: "Workspace", quarter: "Period", filters: "Filters") -> "RiskReport":
    """List a quarter's red risks, rating changes and common risks.

    Ratings are compared with those of the previous quarter. Common risks are those that several registers share.
    """
    from hsp_cli.analysis.risks import risk_report

    return risk_report(workspace, quarter, filters)
