"""`hsp risks`: red risks, rating changes and common risks."""

from enum import StrEnum
from typing import TYPE_CHECKING, Any

from hsp_cli.cli.quarterly import quarterly
from hsp_cli.cli.session import Session

if TYPE_CHECKING:
    from collections.abc import Sequence

    from hsp_cli.analysis.filters import Filters
    from hsp_cli.analysis.risks import RatedRisk, RiskReport
    from hsp_cli.domain.address import Placed
    from hsp_cli.domain.partnership import Partnership
    from hsp_cli.domain.period import Period
    from hsp_cli.domain.risk import Risk
    from hsp_cli.domain.workspace import Workspace


class RiskFailure(StrEnum):
    """Conditions for `--fail-on`, named as in the answer."""

    RED = "red"
    MOVEMENTS = "movements"
    UNRATED = "unrated"


def _show(session: Session, found: "RiskReport", settings: "Partnership") -> None:
    from hsp_cli.wording.periods import span_text
    from hsp_cli.wording.risks import rated_text, red_text

    out = session.out
    if not found.risks:
        out.write(f"{red_text(found.counts, found.quarter)}." if found.filters.are_none else _NO_MATCH)
        return
    out.put(out.styled(red_text(found.counts, found.quarter), "bold"), f" ({span_text(found.quarter)})")
    out.item(f"{rated_text(found.counts, found.quarter)}.")
    _rated(session, found.red, settings)
    _older(session, found, settings)
    _movements(session, found, settings)
    if found.themes:
        out.write()
        out.put(out.styled("Common risks", "bold"))
        out.table(("Theme", "Risks"), [(common.theme.title, str(len(common.risks))) for common in found.themes])


_NO_MATCH = "No risk matches the request."


def _rated(session: Session, risks: "tuple[RatedRisk, ...]", settings: "Partnership") -> None:
    from hsp_cli.domain.owner import names
    from hsp_cli.wording.risks import NOT_RECORDED, controls_text, rating_text

    rows = [
        (
            risk.placed,
            rating_text(risk.rating, settings.risk_matrix, risk.carried_from),
            names(risk.placed.record.owners) or NOT_RECORDED,
            controls_text(risk.placed.record),
        )
        for risk in risks
    ]
    _risk_table(session, ("Rating", "Owner", "Controls"), rows, settings, colour="red")


def _risk_table(
    session: Session,
    heads: tuple[str, ...],
    rows: "Sequence[tuple[Placed[Risk], *tuple[str, ...]]]",
    settings: "Partnership",
    *,
    colour: str = "",
) -> None:
    """A table with the group and title of each risk and some facts about it; on a narrow screen, an entry for each."""
    from hsp_cli.wording.bodies import body_name

    if session.out.width < _ROOM_FOR_A_TABLE:
        for placed, *facts in rows:
            named = (f"{head.lower()} {fact}" for head, fact in zip(heads, facts, strict=True) if fact)
            text = "; ".join((body_name(placed.body, settings), *named))
            session.out.entry(placed.record.title, text, str(placed.address))
    elif rows:
        lines = [(body_name(placed.body, settings), placed.record.title, *facts) for placed, *facts in rows]
        session.out.table(("Group", "Risk", *heads), lines, [colour] * len(rows))


_ROOM_FOR_A_TABLE = 80
"""The width from which risks are a table. A narrower table would break words."""


def _older(session: Session, found: "RiskReport", settings: "Partnership") -> None:
    """The risks that were not rated in the quarter: which, with which rating, and since when."""
    from hsp_cli.wording.risks import rating_text

    matrix = settings.risk_matrix
    rows = [
        (risk.placed, rating_text(risk.rating, matrix), risk.carried_from.label if risk.carried_from else "")
        for risk in found.not_rated
    ]
    rows += [(placed, "no rating recorded", "") for placed in found.never_rated]
    if rows:
        session.out.write()
        session.out.put(session.out.styled(f"Not rated in {found.quarter.label}", "bold"))
        _risk_table(session, ("Last rating", "Rated in"), rows, settings)


def _movements(session: Session, found: "RiskReport", settings: "Partnership") -> None:
    from hsp_cli.wording.risks import moved_from_text, movements_text

    out = session.out
    out.write()
    out.put(out.styled("Movements", "bold"))
    out.item(f"{movements_text(found.counts, len(found.movements), len(found.first_rated))}.")
    rows = [
        (
            move.placed,
            f"{moved_from_text(move.before, move.since, found.quarter)} to {move.after}",
            " ".join((move.reason or "no reason is recorded").split()),
        )
        for move in found.movements
    ]
    _risk_table(session, ("Moved", "Reason"), rows, settings)


def as_json(found: "RiskReport", workspace: "Workspace") -> dict[str, Any]:
    """`hsp risks --format json`."""
    from hsp_cli.cli.json_values import quarter_values

    return {
        **quarter_values(found.quarter),
        "risks": found.counts.all,
        "rated": found.counts.rated_now,
        "unrated": found.unrated,
        "red": [_rated_values(risk, workspace) for risk in found.red],
        "not_rated": [_rated_values(risk, workspace) for risk in found.not_rated],
        "never_rated": [_risk_values(placed) for placed in found.never_rated],
        "without_zone": [_rated_values(risk, workspace) for risk in found.without_zone],
        "red_without_control": [str(risk.placed.address) for risk in found.red_without_control],
        "red_without_owner": [str(risk.placed.address) for risk in found.red_without_owner],
        "movements": [
            {
                **_risk_values(move.placed),
                "from": move.before,
                "from_quarter": move.since.text,
                "to": move.after,
                "reason": move.reason,
            }
            for move in found.movements
        ],
        "first_rated": [str(risk.placed.address) for risk in found.first_rated],
        "closed": [
            {**_risk_values(placed), "on": closed.on.text, "reason": closed.reason}
            for placed in found.closed
            if (closed := placed.record.closed)
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


def _risk_values(placed: "Placed[Risk]") -> dict[str, Any]:
    from hsp_cli.cli.json_values import inferred_values

    return {
        "id": str(placed.address),
        "title": placed.record.title,
        "register": placed.address.file_id,
        "path": placed.place.path,
        **inferred_values(placed.record),
    }


def _rated_values(risk: "RatedRisk", workspace: "Workspace") -> dict[str, Any]:
    from hsp_cli.cli.json_values import owner_values

    record = risk.placed.record
    return {
        **_risk_values(risk.placed),
        "rating": risk.rating,
        "zone": risk.zone.id if risk.zone else None,
        "carried_from": risk.carried_from.text if risk.carried_from else None,
        **owner_values("owners", record.owners, workspace),
        "controls": list(record.controls),
        "planned_controls": list(record.planned_controls),
    }


@quarterly(RiskFailure, "risk", as_json, _show)
def run(workspace: "Workspace", quarter: "Period", filters: "Filters") -> "RiskReport":
    """List a quarter's red risks, rating changes and common risks.

    A risk that was not rated in the quarter stands with its last rating, and the list says since when. Ratings are
    compared with the last one before the quarter. Common risks are those that several registers share.
    """
    from hsp_cli.analysis.risks import risk_report

    return risk_report(workspace, quarter, filters)
