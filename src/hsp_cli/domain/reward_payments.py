"""The payments of an agreement: the sum of each year, and what each recipient receives."""

from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple

from hsp_cli.domain.period import Period


class Sum(NamedTuple):
    """The sum of the known amounts, None if none is known; and for how many of the targets concerned all is known.

    `is_provisional` if it depends on a provisional figure.
    """

    amount: Decimal | None
    known: int
    targets: int
    is_provisional: bool = False


@dataclass(frozen=True, slots=True)
class Payment:
    """One payment of an agreement: its year, and whether it is on account or an instalment."""

    year: Period
    is_on_account: bool
    sum: Sum


@dataclass(frozen=True, slots=True)
class Receipt:
    """What one recipient receives with each payment, and altogether. `party` is None if its name matches no party.

    `name` is empty for targets whose recipient is not recorded. `is_pool` marks the partnership's own part.
    """

    party: str | None
    name: str
    is_pool: bool
    sums: tuple[Sum, ...]
    total: Sum


@dataclass(frozen=True, slots=True)
class Schedule:
    """The payments of an agreement, by year and by recipient. The receipts of a payment add up to it."""

    payments: tuple[Payment, ...]
    receipts: tuple[Receipt, ...]
