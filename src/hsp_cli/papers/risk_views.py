"""Risks for papers: red risks and changed ratings."""

from dataclasses import dataclass

from hsp_cli.analysis.risks import RiskReport
from hsp_cli.domain.partnership import Partnership
from hsp_cli.wording.bodies import body_name
from hsp_cli.wording.risks import moved_from_text, rating_text


@dataclass(frozen=True, slots=True)
class RiskView:
    """A red risk."""

    title: str
    group: str
    rating: str
    controls: str


@dataclass(frozen=True, slots=True)
class MovementView:
    """A risk whose rating changed."""

    title: str
    group: str
    before: str
    after: str
    reason: str
    planned: str


def red_risks(risks: RiskReport, settings: Partnership) -> tuple[RiskView, ...]:
    return tuple(
        RiskView(
            risk.placed.record.title,
            body_name(risk.placed.body, settings),
            rating_text(risk.rating, settings.risk_matrix, risk.carried_from),
            "; ".join((*risk.placed.record.controls, *(f"planned: {c}" for c in risk.placed.record.planned_controls))),
        )
        for risk in risks.red
    )


def red_zones(risks: RiskReport) -> str:
    """The number of red risks by rating, the most frequent first: `7 at C2, 3 at B2`."""
    ratings = [risk.rating for risk in risks.red]
    counts = sorted({(-ratings.count(rating), rating) for rating in ratings})
    return ", ".join(f"{-count} at {rating}" for count, rating in counts)


def movements(risks: RiskReport, settings: Partnership) -> tuple[MovementView, ...]:
    return tuple(
        MovementView(
            move.placed.record.title,
            body_name(move.placed.body, settings),
            moved_from_text(rating_text(move.before, settings.risk_matrix), move.since, risks.quarter),
            rating_text(move.after, settings.risk_matrix),
            move.reason or "No reason is recorded.",
            "; ".join(move.placed.record.planned_controls),
        )
        for move in risks.movements
    )
