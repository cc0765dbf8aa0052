"""Meetings: the date, the body, and the actions agreed."""

from typing import TYPE_CHECKING, Any, ClassVar

from hsp_cli.domain.action import Action
from hsp_cli.domain.kind import Kind
from hsp_cli.domain.period import Period
from hsp_cli.domain.record import Entry, Several, Text
from hsp_cli.domain.references import BodyId

if TYPE_CHECKING:
    from hsp_cli.domain.address import Placed


class Meeting(Entry):
    """A meeting of a body. Each action records its own outcome."""

    KIND: ClassVar = Kind.MEETING

    title: Text
    body: BodyId
    on: Period
    place: Text | None = None
    actions: Several[Action] = ()

    def facts(self, placed: "Placed[Any]") -> dict[str, Any]:
        return {"body": self.body, "on": str(self.on), "actions": len(self.actions)}
