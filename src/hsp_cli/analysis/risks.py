"""Risks of a quarter: red risks, rating changes, and risks that registers share.

A risk that was not rated in the quarter keeps its last rating, which is marked as carried forward. A missing rating
never makes a risk look better.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from hsp_cli.analysis.filters import NO_FILTER, Filters, select
from hsp_cli.domain.address import Placed
from hsp_cli.domain.partnership import RiskTheme
from hsp_cli.domain.period import Period
from hsp_cli.domain.risk import Risk, Zone, cell_of, current_rating, earlier_rating
from hsp_cli.domain.workspace import Workspace
from hsp_cli.wording.risks import RiskCounts


@dataclass(frozen=True, slots=True)
class RatedRisk:
    """A risk with its rating in the quarter and the zone of that rating in the matrix.

    `carried_from` is the period of the rating if the risk was not rated in the quarter itself.
    """

    placed: Placed[Risk]
    register: str
    rating: str
    zone: Zone | None
    carried_from: Period | None

    @property
    def is_red(self) -> bool:
        return self.zone is not None and self.zone.red


@dataclass(frozen=True, slots=True)
class Movement:
    """A risk whose rating in the quarter differs from its last rating before, which was given for `since`."""

    placed: Placed[Risk]
    register: str
    before: str
    after: str
    reason: str | None
    since: Period


@dataclass(frozen=True, slots=True)
class CommonRisk:
    """A theme and the risks of registers that have it."""

    theme: RiskTheme
    risks: tuple[Placed[Risk], ...]


@dataclass(frozen=True, slots=True)
class RiskReport:
    """The risks of a quarter, in the order of the bodies in the settings.

    `risks` are the open risks that were asked for. Each of them is either in `rated`, with the rating of the quarter or
    an older one, or in `never_rated`. `first_rated` are those of the quarter without an earlier rating to compare with.
    `closed` are the risks that were closed in the quarter; they are in no other list.
    """

    quarter: Period
    filters: Filters
    risks: tuple[Placed[Risk], ...]
    rated: tuple[RatedRisk, ...]
    never_rated: tuple[Placed[Risk], ...]
    first_rated: tuple[RatedRisk, ...]
    movements: tuple[Movement, ...]
    themes: tuple[CommonRisk, ...]
    closed: tuple[Placed[Risk], ...]

    @property
    def rated_now(self) -> tuple[RatedRisk, ...]:
        """Risks that were rated in the quarter itself."""
        return tuple(risk for risk in self.rated if risk.carried_from is None)

    @property
    def not_rated(self) -> tuple[RatedRisk, ...]:
        """Risks with an older rating, because they were not rated in the quarter."""
        return tuple(risk for risk in self.rated if risk.carried_from is not None)

    @property
    def unrated(self) -> int:
        """The number of risks that were not rated in the quarter, whether they have an older rating or none."""
        return len(self.not_rated) + len(self.never_rated)

    @property
    def counts(self) -> RiskCounts:
        rated_now, carried = len(self.rated_now), len(self.not_rated)
        return RiskCounts(rated_now, carried, len(self.never_rated), len(self.red), len(self.without_zone))

    @property
    def red(self) -> tuple[RatedRisk, ...]:
        return tuple(risk for risk in self.rated if risk.is_red)

    @property
    def without_zone(self) -> tuple[RatedRisk, ...]:
        """Risks whose rating is not in the matrix. Nobody can say whether they are red."""
        return tuple(risk for risk in self.rated if risk.zone is None)

    @property
    def red_without_control(self) -> tuple[RatedRisk, ...]:
        """Red risks for which no control is recorded, in place or planned."""
        return tuple(risk for risk in self.red if not risk.placed.record.has_control)

    @property
    def red_without_owner(self) -> tuple[RatedRisk, ...]:
        return tuple(risk for risk in self.red if not risk.placed.record.owners)


def risk_report(
    workspace: Workspace, quarter: Period, filters: Filters = NO_FILTER, *, register: str | None = None
) -> RiskReport:
    """The red risks, rating changes and themes of a quarter, in all registers or in one."""
    order = {body.id: place for place, body in enumerate(workspace.partnership.bodies)}
    asked = [placed for placed in select(workspace, filters, workspace.risks) if register in (None, _register(placed))]
    asked.sort(key=lambda placed: order.get(placed.body or "", len(order)))
    risks = tuple(placed for placed in asked if placed.record.is_open(quarter))
    rated = {placed.address: rated for placed in risks if (rated := _rated(placed, workspace, quarter))}
    return RiskReport(
        quarter,
        filters,
        risks,
        tuple(rated.values()),
        tuple(placed for placed in risks if placed.address not in rated),
        tuple(risk for risk in rated.values() if not (risk.carried_from or _has_earlier(risk, quarter))),
        tuple(move for risk in rated.values() if (move := _movement(risk, workspace, quarter))),
        _common(workspace, risks),
        tuple(placed for placed in asked if placed.record.closed and quarter.contains(placed.record.closed.on)),
    )


def _rated(placed: Placed[Risk], workspace: Workspace, quarter: Period) -> RatedRisk | None:
    current = current_rating(placed.record, quarter)
    if current is None:
        return None
    matrix, rating = workspace.partnership.risk_matrix, current.rating.rating
    carried_from = current.given_for if current.is_carried(quarter) else None
    return RatedRisk(placed, _register(placed), rating, matrix.zone(rating) if matrix else None, carried_from)


def _has_earlier(risk: RatedRisk, quarter: Period) -> bool:
    return earlier_rating(risk.placed.record, quarter) is not None


def _movement(risk: RatedRisk, workspace: Workspace, quarter: Period) -> Movement | None:
    record = risk.placed.record
    before, now = earlier_rating(record, quarter), current_rating(record, quarter)
    if risk.carried_from or before is None or now is None:
        return None
    matrix, was = workspace.partnership.risk_matrix, before.rating.rating
    if cell_of(was, matrix) == cell_of(risk.rating, matrix):
        return None
    return Movement(risk.placed, risk.register, was, risk.rating, now.rating.reason, before.given_for)


def _common(workspace: Workspace, risks: Iterable[Placed[Risk]]) -> tuple[CommonRisk, ...]:
    named = tuple(risks)
    return tuple(
        CommonRisk(theme, tuple(placed for placed in named if placed.record.theme == theme.id))
        for theme in workspace.partnership.risk_themes
    )


def _register(placed: Placed[Risk]) -> str:
    return placed.address.file_id
