"""Risks of a quarter: red risks, rating changes, and risks that registers share."""

from dataclasses import dataclass

from hsp_cli.analysis.filters import NO_FILTER, Filters, select
from hsp_cli.domain.address import Placed
from hsp_cli.domain.partnership import RiskTheme
from hsp_cli.domain.period import Period
from hsp_cli.domain.risk import Risk, Zone, cell_of
from hsp_cli.domain.workspace import Workspace


@dataclass(frozen=True, slots=True)
class RatedRisk:
    """A risk with its rating for the quarter and the zone of that rating in the matrix."""

    placed: Placed[Risk]
    register: str
    rating: str
    zone: Zone | None


@dataclass(frozen=True, slots=True)
class Movement:
    """A risk whose rating differs from its rating in the previous quarter."""

    placed: Placed[Risk]
    register: str
    before: str
    after: str
    reason: str | None


@dataclass(frozen=True, slots=True)
class CommonRisk:
    """A theme and the risks of registers that have it."""

    theme: RiskTheme
    risks: tuple[Placed[Risk], ...]


@dataclass(frozen=True, slots=True)
class RiskReport:
    """The risks of a quarter, in the order of the bodies in the settings.

    `rated` are the risks with a rating for the quarter. `unrated` is the number of risks without one; they may or may
    not be red.
    """

    quarter: Period
    rated: tuple[RatedRisk, ...]
    unrated: int
    red: tuple[RatedRisk, ...]
    movements: tuple[Movement, ...]
    themes: tuple[CommonRisk, ...]


def risk_report(
    workspace: Workspace, quarter: Period, filters: Filters = NO_FILTER, *, register: str | None = None
) -> RiskReport:
    """The red risks, rating changes and themes of a quarter, in all registers or in one.

    A risk without a rating for the quarter is neither red nor moved.
    """
    order = {body.id: place for place, body in enumerate(workspace.partnership.bodies)}
    asked = [placed for placed in select(workspace, filters, workspace.risks) if register in (None, _register(placed))]
    asked.sort(key=lambda placed: order.get(placed.body or "", len(order)))
    rated = [rated for placed in asked if (rated := _rated(placed, workspace, quarter))]
    return RiskReport(
        quarter,
        tuple(rated),
        len(asked) - len(rated),
        tuple(risk for risk in rated if risk.zone and risk.zone.red),
        tuple(move for placed in asked if (move := _movement(placed, workspace, quarter))),
        tuple(
            CommonRisk(theme, tuple(placed for placed in asked if placed.record.theme == theme.id))
            for theme in workspace.partnership.risk_themes
        ),
    )


def _rated(placed: Placed[Risk], workspace: Workspace, quarter: Period) -> RatedRisk | None:
    rating = placed.record.ratings.get(quarter)
    if rating is None:
        return None
    matrix = workspace.partnership.risk_matrix
    return RatedRisk(placed, _register(placed), rating.rating, matrix.zone(rating.rating) if matrix else None)


def _movement(placed: Placed[Risk], workspace: Workspace, quarter: Period) -> Movement | None:
    before, after = placed.record.ratings.get(quarter.previous()), placed.record.ratings.get(quarter)
    if before is None or after is None:
        return None
    matrix = workspace.partnership.risk_matrix
    if cell_of(before.rating, matrix) == cell_of(after.rating, matrix):
        return None
    return Movement(placed, _register(placed), before.rating, after.rating, after.reason)


def _register(placed: Placed[Risk]) -> str:
    return placed.address.file_id
