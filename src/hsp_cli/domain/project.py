"""Projects: their sponsors, stage, milestones and quarterly updates."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, ClassVar

from hsp_cli.domain.kind import Kind
from hsp_cli.domain.owner import Owners, names
from hsp_cli.domain.period import ByPeriod, Period
from hsp_cli.domain.plan import Ending, Milestone
from hsp_cli.domain.record import Entry, Number, Record, Several, Text
from hsp_cli.domain.references import AreaName, BodyId, GrantId, PriorityId

if TYPE_CHECKING:
    from hsp_cli.domain.address import Placed


class FundingChange(Record):
    """A change in funding: the amounts before and after, and what was done about it."""

    text: Text
    on: Period | None = None
    before: Number | None = None
    after: Number | None = None


class Project(Entry):
    """A project of a programme. `updates` holds the text of its update for each quarter.

    `stage` and `obstacle` are short texts for tables: how far it has got, and what is in its way.
    """

    KIND: ClassVar = Kind.PROJECT

    title: Text
    aliases: Several[Text] = ()
    programme: Text | None = None
    priority: PriorityId | None = None
    body: BodyId | None = None
    sponsor: Owners = ()
    leads: Owners = ()
    stage: Text | None = None
    ended: Ending | None = None
    obstacle: Text | None = None
    grant: GrantId | None = None
    areas: Several[AreaName] = ()
    milestones: Several[Milestone] = ()
    funding_changes: Several[FundingChange] = ()
    updates: ByPeriod[Text] = {}

    @property
    def responsible(self) -> Owners:
        return (*self.sponsor, *self.leads)

    @property
    def recorded_in(self) -> Iterable[Period]:
        return self.updates

    def facts(self, placed: "Placed[Any]") -> dict[str, Any]:
        ended = str(self.ended.on) if self.ended else None
        return {"programme": self.programme, "stage": self.stage, "sponsor": names(self.sponsor), "ended": ended}
