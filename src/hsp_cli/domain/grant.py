"""Grants: the award, the recipient, and the spending and outputs in each quarter's return."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, ClassVar

from hsp_cli.domain.kind import Kind
from hsp_cli.domain.owner import Owners, names
from hsp_cli.domain.period import ByPeriod, Period
from hsp_cli.domain.record import Entry, Number, Record, Several, Text, plain_number
from hsp_cli.domain.references import BodyId

if TYPE_CHECKING:
    from hsp_cli.domain.address import Placed


class Output(Record):
    """An output in the agreement: its forecast and its actual figure for the quarter."""

    text: Text
    unit: Text | None = None
    forecast: Number | None = None
    actual: Number | None = None


class GrantReturn(Record):
    """A quarter's monitoring return. `evidence` names the finance system printout that proves the spending."""

    received: Period | None = None
    forecast_spend: Number | None = None
    actual_spend: Number | None = None
    evidence: Text | None = None
    description: Text | None = None
    contribution: Text | None = None
    outputs: Several[Output] = ()
    note: Text | None = None


class Grant(Entry):
    """A grant with an agreement. Returns are due for every quarter from `first_return` to `last_return`.

    `body` is the management group that receives the returns. `agreed` is the date of the signed agreement, empty
    until then; `agreement` gives the state of the agreement in words.
    """

    KIND: ClassVar = Kind.GRANT

    title: Text
    fund: Text | None = None
    leads: Owners = ()
    body: BodyId | None = None
    agreement: Text | None = None
    funding_agreed: Period | None = None
    agreed: Period | None = None
    award: Number | None = None
    unit: Text = "£"
    first_return: Period | None = None
    last_return: Period | None = None
    returns: ByPeriod[GrantReturn] = {}

    @property
    def responsible(self) -> Owners:
        return self.leads

    @property
    def recorded_in(self) -> Iterable[Period]:
        return self.returns

    def facts(self, placed: "Placed[Any]") -> dict[str, Any]:
        award = plain_number(self.award) if self.award is not None else None
        return {"fund": self.fund, "award": award, "agreement": self.agreement, "leads": names(self.leads)}
