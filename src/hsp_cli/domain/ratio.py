"""Rates: a figure worked out from its numerator and denominator."""

import re
from collections.abc import Iterable
from decimal import Context, Decimal

_PER = re.compile(r"\bper (?P<number>[1-9][0-9,]{0,12})\b")
_PRECISION = Context(prec=12)
"""Enough digits for any threshold. A third would otherwise have 28."""


def per(unit: str) -> Decimal:
    """What a rate is counted per: 100 for percentages, 1,000 for `incidents per 1,000 people`, otherwise 1."""
    if unit.startswith("%"):
        return Decimal(100)
    match = _PER.search(unit)
    return Decimal(match["number"].replace(",", "")) if match else Decimal(1)


def rate_of(numerator: Decimal, denominator: Decimal, unit: str) -> Decimal | None:
    """The rate in its unit, to 12 digits; None if the denominator is not above zero."""
    return _PRECISION.divide(numerator * per(unit), denominator) if denominator > 0 else None


def mean(numbers: Iterable[Decimal]) -> Decimal:
    """The average, to 12 digits. ValueError without numbers."""
    listed = tuple(numbers)
    if not listed:
        raise ValueError("there is no average of no numbers")
    return _PRECISION.divide(sum(listed, Decimal(0)), Decimal(len(listed)))
