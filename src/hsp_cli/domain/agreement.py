"""Agreements with a reward: targets above the performance expected anyway, and the grant that is paid for them.

The defaults are the terms of Local Public Service Agreements that were published in 2002.
"""

from collections.abc import Sequence
from decimal import Decimal
from typing import TYPE_CHECKING, Annotated, Any, ClassVar

from pydantic import Field

from hsp_cli.domain.apportionment import divided, nearest, whole_sum
from hsp_cli.domain.kind import Kind
from hsp_cli.domain.owner import Owners, names
from hsp_cli.domain.period import Calendar, Period, year_of
from hsp_cli.domain.plan import Baseline
from hsp_cli.domain.rag import Better
from hsp_cli.domain.record import Entry, Number, Record, Several, Text, plain_number
from hsp_cli.domain.references import BodyId, IndicatorId, PartyName

if TYPE_CHECKING:
    from hsp_cli.domain.address import Placed

Percent = Annotated[Number, Field(ge=0, le=100)]
Amount = Annotated[Number, Field(ge=0, le=10**15)]
"""An amount of money, small enough that sums and products of amounts stay exact."""
Unit = Annotated[Number, Field(ge=Decimal("0.01"), le=10**9)]
"""The unit to which amounts are rounded: `0.01` for pence, `1` for whole pounds, `1000` for whole thousands."""


class Pot(Record):
    """The most that an agreement can pay: an amount, or a share of the net budget requirement of a year.

    Only a share is rounded. If both an amount and a budget are given, the amount counts.
    """

    amount: Amount | None = None
    net_budget: Amount | None = None
    budget_year: Period | None = None
    share: Percent = Decimal("2.5")
    rounded_to: Unit = Decimal(1)

    @property
    def of_budget(self) -> Decimal | None:
        """The share of the net budget; None if no budget is given."""
        return None if self.net_budget is None else nearest(self.net_budget * self.share / 100, self.rounded_to)

    @property
    def total(self) -> Decimal | None:
        return self.of_budget if self.amount is None else self.amount


class Measurement(Record):
    """When a level is measured, and what was found then.

    Without `actual`, the figure of the indicator for exactly this period counts. `provisional` is said of `actual`.
    """

    measured: Period | None = None
    actual: Number | None = None
    provisional: bool = False


class Interim(Measurement):
    """A level agreed for an earlier date. Part of the grant is paid on account if it was reached."""

    level: Number | None = None


class Target(Entry, Measurement):
    """A target of an agreement: the performance expected without it, and the performance agreed.

    A target with `sub_targets` is measured only by them. `share` and `amount` give its part of the grant, of the target
    that contains it or of the pot; if no target beside it has either, all have equal parts. `recipients` receive its
    part of the grant, less the pooled share. `measure` describes what is measured if no indicator does.
    """

    KIND: ClassVar = Kind.TARGET

    title: Text
    indicator: IndicatorId | None = None
    measure: Text | None = None
    unit: Text | None = None
    better: Better | None = None
    baseline: Baseline | None = None
    without_agreement: Number | None = None
    with_agreement: Number | None = None
    share: Percent | None = None
    amount: Amount | None = None
    recipients: Owners = ()
    interim: Interim | None = None
    sub_targets: Several["Target"] = ()

    @property
    def responsible(self) -> Owners:
        return self.recipients

    def facts(self, placed: "Placed[Any]") -> dict[str, Any]:
        return {
            "indicator": self.indicator,
            "without": None if self.without_agreement is None else plain_number(self.without_agreement),
            "with": None if self.with_agreement is None else plain_number(self.with_agreement),
            "measured": str(self.measured) if self.measured else None,
            "recipients": names(self.recipients),
        }


class Instalment(Record):
    """A year in which part of the grant is paid. Without shares, all instalments are equal."""

    year: Period
    share: Percent | None = None


class Agreement(Entry):
    """An agreement that pays a grant for performance above what was expected without it.

    `floor` and `cap` are percentages of the improvement: below the floor a target earns nothing, above the cap no more.
    `on_account` is the percentage of a target's part that is paid early if its interim level is reached. `pooled` is
    the percentage of each payment that goes to the partnership and not to the recipients.
    """

    KIND: ClassVar = Kind.AGREEMENT

    title: Text
    parties: Several[PartyName] = ()
    body: BodyId | None = None
    leads: Owners = ()
    starts: Period | None = None
    ends: Period | None = None
    pot: Pot | None = None
    unit: Text = "£"
    rounded_to: Unit = Decimal(1)
    floor: Percent = Decimal(60)
    cap: Percent = Decimal(100)
    instalments: Several[Instalment] = ()
    on_account: Percent = Decimal(20)
    on_account_year: Period | None = None
    pooled: Percent = Decimal(0)
    targets: Several[Target] = ()

    @property
    def responsible(self) -> Owners:
        return self.leads

    def facts(self, placed: "Placed[Any]") -> dict[str, Any]:
        pot = self.pot.total if self.pot else None
        return {
            "parties": list(self.parties),
            "starts": str(self.starts) if self.starts else None,
            "ends": str(self.ends) if self.ends else None,
            "pot": None if pot is None else plain_number(pot),
            "targets": len(self.targets),
        }

    def payments(self, calendar: Calendar) -> tuple[Instalment, ...]:
        """The instalments; by default two equal ones, in the two years after the end. Empty if no end is recorded."""
        if self.instalments or self.ends is None:
            return self.instalments
        first = year_after(year_of(self.ends.last_day, calendar))
        return Instalment(year=first), Instalment(year=year_after(first))

    def year_on_account(self, calendar: Calendar) -> Period | None:
        """The year of payments on account; by default the one before the first instalment."""
        payments = self.payments(calendar)
        return self.on_account_year or (min(one.year for one in payments).previous() if payments else None)


def year_after(year: Period) -> Period:
    """The council year after a council year."""
    return Period.year(year.first_day.year + 1, Calendar(year_starts=year.year_starts))


def parts_of(whole: Decimal | None, targets: Sequence[Target], unit: Decimal) -> tuple[Decimal | None, ...]:
    """The amount of each target: its own, or its part of the whole. None for all if the records do not settle it.

    Amounts of their own must come to the whole, if it is known. Shares must come to 100 per cent. Without either, the
    parts are equal.
    """
    unknown = (None,) * len(targets)
    amounts = tuple(target.amount for target in targets)
    if (total := whole_sum(amounts)) is not None:
        return amounts if whole in (None, total) else unknown
    shares = [target.share for target in targets]
    if whole is None or any(amount is not None for amount in amounts) or not adds_up(shares):
        return unknown
    return divided(whole, [1 if share is None else share for share in shares], unit)


def adds_up(shares: Sequence[Decimal | None]) -> bool:
    """Whether the shares of all parts are given and come to 100 per cent, or none is given.

    A share rounded to a tenth of a per cent can be 0.05 out.
    """
    given = [share for share in shares if share is not None]
    return not given or (len(given) == len(shares) and abs(sum(given, Decimal(-100))) <= Decimal("0.05") * len(shares))
