"""Areas: wards, neighbourhoods and the areas that contain them, with their codes and dates and their place on a map."""

from datetime import date
from typing import TYPE_CHECKING, Annotated, Any, ClassVar

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from hsp_cli.domain.kind import Kind
from hsp_cli.domain.period import Period
from hsp_cli.domain.record import Entry, Record, Several, Text
from hsp_cli.domain.references import AreaName
from hsp_cli.domain.shapes import Shapes

if TYPE_CHECKING:
    from hsp_cli.domain.address import Placed

AREA = "area"
"""The dimension of an indicator whose values are areas, by their ids or codes."""

Step = Annotated[int, Field(ge=1, le=100)]


class Tile(Record):
    """The place of an area on a map of equal squares: its column from the left and its row from the top, from 1."""

    column: Step
    row: Step


class Area(Entry):
    """An area with its official code (GSS) and the time in which it was in force, both days included.

    `tier` is given if it differs from the tier of the set, as for the borough above the wards. `parent` is the area
    that contains it.
    """

    KIND: ClassVar = Kind.AREA

    name: Text
    code: Text | None = None
    tier: Text | None = None
    parent: AreaName | None = None
    since: Period | None = None
    until: Period | None = None
    tile: Tile | None = None

    def facts(self, placed: "Placed[Any]") -> dict[str, Any]:
        since, until = (day and str(day) for day in (self.since, self.until))
        return {"code": self.code, "tier": self.tier, "parent": self.parent, "since": since, "until": until}

    @property
    def first_day(self) -> date:
        """The first day in force; the first of all days if no date is recorded."""
        return self.since.first_day if self.since else date.min

    @property
    def last_day(self) -> date:
        """The last day in force; the last of all days if no date is recorded."""
        return self.until.last_day if self.until else date.max

    def is_in_force(self, period: Period) -> bool:
        """Whether it was in force on some day of a period. Without a date it counts as in force."""
        return self.first_day <= period.last_day and period.first_day <= self.last_day


class AreaSet(Entry):
    """The areas of one tier, and those above them.

    `shapes` is the GeoJSON file with their boundaries, and `shapes_code` its property with the code of the area.
    Without shapes, the `tile` of each area places it on a map of equal squares. `attribution` is the notice that the
    owner of the boundaries asks for. Every picture of the areas prints it.
    """

    KIND: ClassVar = Kind.AREA_SET

    title: Text
    tier: Text
    attribution: Several[Text] = ()
    shapes: Shapes | None = None
    shapes_code: Text | None = None
    areas: Several[Area] = ()

    @model_validator(mode="after")
    def _says_which_property(self) -> "AreaSet":
        if self.shapes and not self.shapes_code:
            message = "`shapes` needs `shapes_code`: the property of each feature that holds the code of the area"
            raise PydanticCustomError("wrong_type", message)
        return self

    def is_of_tier(self, area: Area) -> bool:
        """Whether an area is of the set's own tier."""
        return area.tier in (None, self.tier)

    def facts(self, placed: "Placed[Any]") -> dict[str, Any]:
        return {"tier": self.tier, "areas": len(self.areas)}
