"""Profiles of need: layers of figures by area, and overlays of several layers."""

from typing import TYPE_CHECKING, Any, ClassVar

from hsp_cli.domain.kind import Kind
from hsp_cli.domain.owner import Owners, names
from hsp_cli.domain.period import Period
from hsp_cli.domain.record import Choice, Entry, Several, Text
from hsp_cli.domain.references import AreaSetId, BodyId, IndicatorId, LayerId

if TYPE_CHECKING:
    from hsp_cli.domain.address import Placed


class Need(Choice):
    """Which values of a layer show need."""

    HIGH = "high"
    LOW = "low"


class Layer(Entry):
    """The figures of an indicator by area, for one period.

    `need` says which values show need, and `holder` who holds the data. `of` gives the values of the indicator's other
    dimensions, if it has any.
    """

    KIND: ClassVar = Kind.LAYER

    title: Text
    indicator: IndicatorId
    need: Need
    period: Period
    of: dict[Text, Text] = {}
    holder: Owners = ()

    @property
    def responsible(self) -> Owners:
        return self.holder

    def facts(self, placed: "Placed[Any]") -> dict[str, Any]:
        return {
            "indicator": self.indicator,
            "period": str(self.period),
            "need": self.need.value,
            "holder": names(self.holder),
        }


class Overlay(Entry):
    """Several layers of a profile, laid over one another."""

    KIND: ClassVar = Kind.OVERLAY

    title: Text
    layers: Several[LayerId]

    def facts(self, placed: "Placed[Any]") -> dict[str, Any]:
        return {"layers": list(self.layers)}


class Profile(Entry):
    """A profile of the areas of a set: where is need greatest?

    `caveat` is what a reader must know about the figures. Every picture prints it, with the `attribution` of the data.
    """

    KIND: ClassVar = Kind.PROFILE

    title: Text
    areas: AreaSetId
    body: BodyId | None = None
    caveat: Text | None = None
    attribution: Several[Text] = ()
    layers: Several[Layer] = ()
    overlays: Several[Overlay] = ()

    def facts(self, placed: "Placed[Any]") -> dict[str, Any]:
        return {"areas": self.areas, "layers": len(self.layers), "overlays": len(self.overlays)}
