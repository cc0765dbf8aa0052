"""Apportionment: the part of an improvement that was achieved, and amounts divided without a remainder.

Fractions are exact. Only amounts are rounded, to a unit such as whole pounds.
"""

from collections.abc import Iterable, Sequence
from decimal import Decimal
from fractions import Fraction
from math import floor

Exact = Decimal | Fraction | int


def achieved(without: Decimal, agreed: Decimal, actual: Decimal) -> Fraction:
    """The part of an improvement that was achieved: 0 at the performance expected `without` the agreement, 1 at the
    performance agreed, whichever way is better. Below 0 if it got worse. `without` and `agreed` must differ.
    """
    return Fraction(actual - without) / Fraction(agreed - without)


def payable(part: Fraction, least: Decimal, most: Decimal) -> Fraction:
    """The part of the grant that is paid for a part of the improvement: the same part, nothing below the floor and no
    more than the cap. `least` and `most` are percentages.
    """
    return Fraction(0) if part * 100 < Fraction(least) else max(Fraction(0), min(part, Fraction(most) / 100))


def nearest(amount: Exact, unit: Decimal) -> Decimal:
    """An amount to the nearest unit; a half is rounded up."""
    return _times(floor(Fraction(amount) / Fraction(unit) + Fraction(1, 2)), unit)


def divided(amount: Decimal, weights: Sequence[Exact], unit: Decimal) -> tuple[Decimal, ...]:
    """An amount divided by weight into whole units. The parts always add up to the amount.

    Each part is rounded down. The units that are left go to the parts that lost most, one each; of equal ones, the
    first. Less than a unit stays with the first part. The weights must not all be 0.
    """
    total, step = sum((Fraction(weight) for weight in weights), Fraction(0)), Fraction(unit)
    exact = [Fraction(amount) * Fraction(weight) / total / step for weight in weights]
    counts = [floor(share) for share in exact]
    left = floor(Fraction(amount) / step) - sum(counts)
    for index in sorted(range(len(counts)), key=lambda at: counts[at] - exact[at])[:left]:
        counts[index] += 1
    first, *others = (_times(count, unit) for count in counts)
    return first + (amount - sum(others, first)), *others


def whole_sum(amounts: Iterable[Decimal | None]) -> Decimal | None:
    """The sum of all amounts; None if one is not known, or if there are none."""
    listed = list(amounts)
    return None if None in listed else known_sum(listed)


def known_sum(amounts: Iterable[Decimal | None]) -> Decimal | None:
    """The sum of the known amounts; None if none is known."""
    known = [amount for amount in amounts if amount is not None]
    return sum(known, Decimal(0)) if known else None


def _times(count: int, unit: Decimal) -> Decimal:
    return count * unit
