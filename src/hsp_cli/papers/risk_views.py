"""Risks for papers: ratings, red risks and changed ratings, with marks at what is inferred."""

from dataclasses import dataclass

from hsp_cli.analysis.risks import Movement, RatedRisk, RiskReport
from hsp_cli.domain.owner import names
from hsp_cli.domain.period import Period
from hsp_cli.domain.risk import Risk
from hsp_cli.papers.body_views import body_named
from hsp_cli.papers.request import PaperRequest
from hsp_cli.wording.risks import NOT_RECORDED, moved_from_text, rating_text


@dataclass(frozen=True, slots=True)
class RiskView:
    """A red risk. What no record gives is marked as not recorded."""

    title: str
    group: str
    owners: str
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


def red_risks(risks: RiskReport, request: PaperRequest) -> tuple[RiskView, ...]:
    """The red risks, those with a rating that was carried forward among them."""
    return tuple(_red_risk(risk, request) for risk in risks.red)


def _red_risk(rated: RatedRisk, request: PaperRequest) -> RiskView:
    risk, mark = rated.placed.record, request.notes.mark
    controls = "; ".join(risk.controls), "; ".join(f"planned: {control}" for control in risk.planned_controls)
    marked = mark(controls[0], risk, "controls"), mark(controls[1], risk, "planned_controls")
    return RiskView(
        mark(request.named(risk.title, risk), risk, "title"),
        body_named(rated.placed.body, request),
        mark(names(rated.placed.owners), risk, "owners") or NOT_RECORDED,
        rated_text_marked(rated, request),
        "; ".join(filter(None, marked)) or NOT_RECORDED,
    )


def red_zones(risks: RiskReport) -> str:
    """The number of red risks by rating, the most frequent first: `7 at C2, 3 at B2`."""
    ratings = [risk.rating for risk in risks.red]
    counts = sorted({(-ratings.count(rating), rating) for rating in ratings})
    return ", ".join(f"{-count} at {rating}" for count, rating in counts)


def movements(risks: RiskReport, request: PaperRequest) -> tuple[MovementView, ...]:
    """The risks whose rating changed since their last rating."""
    return tuple(_movement(move, request) for move in risks.movements)


def _movement(move: Movement, request: PaperRequest) -> MovementView:
    risk, settings, quarter = move.placed.record, request.workspace.partnership, request.the_quarter()
    before = moved_from_text(rating_text(move.before, settings.risk_matrix), move.since, quarter)
    return MovementView(
        request.notes.mark(request.named(risk.title, risk), risk, "title"),
        body_named(move.placed.body, request),
        _marked(before, move.before, risk, move.since, request),
        _marked(rating_text(move.after, settings.risk_matrix), move.after, risk, quarter, request),
        move.reason or "No reason is recorded.",
        "; ".join(risk.planned_controls) or NOT_RECORDED,
    )


def rated_text_marked(rated: RatedRisk, request: PaperRequest) -> str:
    """The rating of a risk with its zone, and since when it has not been rated."""
    text = rating_text(rated.rating, request.workspace.partnership.risk_matrix, rated.carried_from)
    return _marked(text, rated.rating, rated.placed.record, rated.carried_from or request.the_quarter(), request)


def _marked(text: str, rating: str, risk: Risk, period: Period, request: PaperRequest) -> str:
    """A rating with marks if the rating itself or the zone of its cell is inferred."""
    settings, mark = request.workspace.partnership, request.notes.mark
    codes = settings.risk_matrix.split(rating) if settings.risk_matrix else None
    text = mark(text, risk, "ratings", period.text)
    return mark(text, settings, "risk_matrix", "cells", *codes) if codes else text
