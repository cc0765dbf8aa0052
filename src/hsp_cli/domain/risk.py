"""Risks: the registers of management groups, ratings by quarter, and the risk matrix."""

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any, ClassVar, NamedTuple, TypeVar

from hsp_cli.domain.kind import Kind
from hsp_cli.domain.owner import Owners
from hsp_cli.domain.period import ByPeriod, Period
from hsp_cli.domain.record import Entry, Id, Record, Scale, Several, Text
from hsp_cli.domain.references import BodyId, BodyOrRegisterId, ThemeId

if TYPE_CHECKING:
    from hsp_cli.domain.address import Placed

_BETWEEN = tuple(" x×-")


class Step(Record):
    """One step of a likelihood or impact scale."""

    code: Text
    name: Text


class Zone(Record):
    """A zone of the matrix. `red` marks the zones whose risks a paper must list."""

    id: Id
    name: Text
    red: bool = False
    colour: Text | None = None


class RiskMatrix(Record):
    """Scales from worst to mildest, zones from worst to mildest, and the zone of every cell.

    `cells` is likelihood code -> impact code -> zone id. Scales differ between partnerships, so hsp assumes
    nothing about the codes except their order.
    """

    likelihood: Scale[Step]
    impact: Scale[Step]
    zones: Scale[Zone]
    cells: dict[str | int, dict[str | int, Id]]

    def split(self, rating: str) -> tuple[str, str] | None:
        """Likelihood and impact codes of a rating such as `C2`, `4x5` or `4-5`; None if a code is not in the scales."""
        spelling = rating.strip()
        for likely in self.likelihood:
            if spelling.startswith(likely.code):
                rest = spelling.removeprefix(likely.code)
                bare = rest[1:] if rest[:1] in _BETWEEN else rest
                for impact in self.impact:
                    if impact.code in (rest, bare):
                        return likely.code, impact.code
        return None

    def zone(self, rating: str) -> Zone | None:
        """The zone of a rating; None if the rating or its cell is unknown."""
        codes = self.split(rating)
        if codes is None:
            return None
        return self.zone_of(self.cell(*codes))

    def cell(self, likelihood: str, impact: str) -> str | None:
        row = _at(self.cells, likelihood)
        return _at(row, impact) if row else None

    def zone_of(self, zone_id: str | None) -> Zone | None:
        return next((zone for zone in self.zones if zone.id == zone_id), None)


def cell_of(rating: str, matrix: RiskMatrix | None) -> tuple[str, str] | str:
    """The cell of a rating, however it is spelled: C2 and C-2 are the same cell. Other text is returned unchanged."""
    return (matrix.split(rating) if matrix else None) or rating


V = TypeVar("V")


def _at(cells: Mapping[str | int, V], code: str) -> V | None:
    """The value of a code, as text or as a number: YAML reads an unquoted 2 as a number."""
    return cells.get(code) or (cells.get(int(code)) if code.isdecimal() and len(code) < 10 else None)


class Rating(Record):
    """The rating of a risk in a quarter. `reason` gives the reason for a movement."""

    rating: Text
    reason: Text | None = None
    note: Text | None = None


class Closure(Record):
    """The end of a risk: when it was closed, and why."""

    on: Period
    reason: Text


class Risk(Entry):
    """A risk. `title` is the description in the words of the register."""

    KIND: ClassVar = Kind.RISK

    title: Text
    number: Text | None = None
    description: Text | None = None
    owners: Owners = ()
    category: Text | None = None
    ratings: ByPeriod[Rating] = {}
    controls: Several[Text] = ()
    planned_controls: Several[Text] = ()
    shared_with: Several[BodyOrRegisterId] = ()
    theme: ThemeId | None = None
    closed: Closure | None = None

    @property
    def responsible(self) -> Owners:
        return self.owners

    @property
    def recorded_in(self) -> Iterable[Period]:
        return self.ratings

    def facts(self, placed: "Placed[Any]") -> dict[str, Any]:
        latest = max(self.ratings) if self.ratings else None
        return {
            "register": placed.address.file_id,
            "rating": self.ratings[latest].rating if latest else None,
            "rated_in": str(latest) if latest else None,
        }

    def is_open(self, quarter: Period) -> bool:
        """Whether it is still a risk at the end of a quarter."""
        return self.closed is None or self.closed.on.last_day > quarter.last_day

    @property
    def has_control(self) -> bool:
        """Whether any control is recorded, in place or planned."""
        return bool(self.controls or self.planned_controls)


class CurrentRating(NamedTuple):
    """The rating that a risk has in a quarter, and the period for which it was given."""

    rating: Rating
    given_for: Period

    def is_carried(self, quarter: Period) -> bool:
        """Whether the risk was not rated in the quarter, so that an older rating is carried forward."""
        return self.given_for.last_day < quarter.first_day


def current_rating(risk: Risk, quarter: Period) -> CurrentRating | None:
    """The last rating up to the end of a quarter; None if the risk had not been rated by then."""
    return _last(risk, (given_for for given_for in risk.ratings if given_for.last_day <= quarter.last_day))


def earlier_rating(risk: Risk, quarter: Period) -> CurrentRating | None:
    """The last rating before a quarter."""
    return _last(risk, (given_for for given_for in risk.ratings if given_for.last_day < quarter.first_day))


def _last(risk: Risk, periods: Iterable[Period]) -> CurrentRating | None:
    last = max(periods, default=None)
    return CurrentRating(risk.ratings[last], last) if last else None


class RiskRegister(Entry):
    """The risk register of one management group. The ids of its risks are unique within it."""

    KIND: ClassVar = Kind.REGISTER

    title: Text
    body: BodyId
    risks: Several[Risk] = ()

    def facts(self, placed: "Placed[Any]") -> dict[str, Any]:
        return {"body": self.body, "risks": len(self.risks)}
