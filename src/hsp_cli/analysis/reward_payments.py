"""Works out when and to whom the reward of an agreement is paid."""

from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import NamedTuple

from hsp_cli.domain.agreement import Agreement, adds_up
from hsp_cli.domain.apportionment import divided, known_sum, nearest
from hsp_cli.domain.period import Calendar
from hsp_cli.domain.reward import Reward, TargetResult
from hsp_cli.domain.reward_payments import Payment, Receipt, Schedule, Sum
from hsp_cli.domain.workspace import Workspace

Amounts = Sequence[Decimal | None]
"""Amounts in an order that the context gives. None stands for an amount that is not known."""


_Paid = tuple[TargetResult, Amounts]
"""A target, and what it is paid each time."""


class _Who(NamedTuple):
    party: str | None
    name: str
    is_pool: bool = False


def schedule(workspace: Workspace, found: Reward) -> Schedule | None:
    """The payments of an agreement. None if their years or their shares are not known.

    There is a payment on account only if a target has an interim level.
    """
    agreement, calendar = found.agreement, workspace.partnership.calendar
    instalments = agreement.payments(calendar)
    early = agreement.year_on_account(calendar)
    if not instalments or early is None or not adds_up([one.share for one in instalments]):
        return None
    years = (early, *(one.year for one in instalments))
    first = 0 if any(leaf.placed.record.interim for leaf in found.leaves) else 1
    paid = [(leaf, payments_of(leaf, calendar)) for leaf in found.leaves]
    payments = tuple(Payment(years[at], not at, _sum_at(at, paid)) for at in range(first, len(years)))
    return Schedule(payments, tuple(_receipts(workspace, agreement, paid, range(first, len(years)))))


def payments_of(leaf: TargetResult, calendar: Calendar) -> Amounts:
    """What a target is paid: on account, then with each instalment. Together they are what it earned.

    If more was paid on account than was earned, the first instalment is the difference, below 0.
    """
    agreement, potential = leaf.agreement, leaf.potential
    instalments = agreement.payments(calendar)
    early: Decimal | None = Decimal(0)
    if leaf.placed.record.interim and leaf.is_interim_reached is not False:
        is_known = leaf.is_interim_reached and potential is not None
        early = nearest((potential or 0) * agreement.on_account / 100, agreement.rounded_to) if is_known else None
    if leaf.earned is None or early is None:
        return (early if potential is not None else None, *(None,) * len(instalments))
    left = leaf.earned - early
    if left < 0:
        return early, left, *(Decimal(0),) * (len(instalments) - 1)
    weights = [1 if one.share is None else one.share for one in instalments]
    return early, *divided(left, weights, agreement.rounded_to)


def _sum_at(at: int, paid: Iterable[_Paid]) -> Sum:
    """The sum of one payment. That on account concerns only targets with an interim level."""
    return _sum([(leaf, amounts[at : at + 1]) for leaf, amounts in paid if at or leaf.placed.record.interim], at > 0)


def _total(paid: Iterable[_Paid]) -> Sum:
    """The sum of all payments."""
    return _sum([(leaf, amounts if leaf.placed.record.interim else amounts[1:]) for leaf, amounts in paid], True)


def _sum(paid: Sequence[_Paid], of_results: bool) -> Sum:
    """A sum. If it is not `of_results`, only the interim figures count."""
    amount = known_sum(amount for _, amounts in paid for amount in amounts)
    known = sum(None not in amounts for _, amounts in paid)
    figures = [
        figure
        for leaf, amounts in paid
        for figure in (leaf.interim_figure, leaf.figure if of_results else None)
        if figure and any(amount is not None for amount in amounts)
    ]
    # An interim level that was missed pays 0 on account, which says nothing about the rest.
    is_said = known or amount
    return Sum(amount if is_said else None, known, len(paid), any(figure.is_provisional for figure in figures))


def _receipts(workspace: Workspace, agreement: Agreement, paid: Iterable[_Paid], columns: range) -> Iterable[Receipt]:
    """The recipients in the order in which the targets name them, and the pool last."""
    received: dict[_Who, list[_Paid]] = {}
    for leaf, amounts in paid:
        parties = [(workspace.party(owner), owner) for owner in leaf.placed.owners]
        recipients = [_Who(party.id, party.name) if party else _Who(None, owner.who) for party, owner in parties]
        recipients = recipients or [_Who(None, "")]
        for who, part in zip(recipients, _shared(amounts, agreement, len(recipients)), strict=True):
            received.setdefault(who, []).append((leaf, part))
        if agreement.pooled:
            received.setdefault(_Who(None, "", is_pool=True), []).append((leaf, _pooled(amounts, agreement)))
    for who, parts in sorted(received.items(), key=lambda one: one[0].is_pool):
        sums = tuple(_sum_at(at, parts) for at in columns)
        yield Receipt(*who, sums, _total(parts))


def _pooled(amounts: Amounts, agreement: Agreement) -> Amounts:
    return [None if amount is None else _split(amount, agreement)[0] for amount in amounts]


def _shared(amounts: Amounts, agreement: Agreement, count: int) -> list[Amounts]:
    """The parts of so many recipients in each payment, less what is pooled. They are equal."""
    columns = [
        (None,) * count if amount is None else divided(_split(amount, agreement)[1], [1] * count, agreement.rounded_to)
        for amount in amounts
    ]
    return list(zip(*columns, strict=True))


def _split(amount: Decimal, agreement: Agreement) -> tuple[Decimal, ...]:
    """The part of a payment that is pooled, and the rest."""
    return divided(amount, [agreement.pooled, 100 - agreement.pooled], agreement.rounded_to)
