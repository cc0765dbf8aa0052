"""Grants: what was awarded to whom, and what each quarter's return says of money and outputs."""

from hsp_cli.domain.owner import Owners
from hsp_cli.domain.period import ByPeriod, Period
from hsp_cli.domain.record import Entry, Id, Number, Record, Several, Text


class Output(Record):
    """Something the agreement promises to produce: how much was forecast for the quarter, and how much came."""

    text: Text
    unit: Text | None = None
    forecast: Number | None = None
    actual: Number | None = None


class GrantReturn(Record):
    """A quarter's monitoring report. `evidence` names the print-out of the finance system behind the spend."""

    received: Period | None = None
    forecast_spend: Number | None = None
    actual_spend: Number | None = None
    evidence: Text | None = None
    description: Text | None = None
    contribution: Text | None = None
    outputs: Several[Output] = ()
    note: Text | None = None


class Grant(Entry):
    """Money with an agreement behind it. Returns are due for every quarter from `first_return` to `last_return`.

    `body` is the management group that the returns go to; `agreed` is empty until the agreement is signed, and
    `agreement` says in words where it stands until then.
    """

    title: Text
    fund: Text | None = None
    leads: Owners = ()
    body: Id | None = None
    agreement: Text | None = None
    funding_agreed: Period | None = None
    agreed: Period | None = None
    award: Number | None = None
    unit: Text = "£"
    first_return: Period | None = None
    last_return: Period | None = None
    returns: ByPeriod[GrantReturn] = {}
