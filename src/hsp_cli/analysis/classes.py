"""Classes for a map: areas with similar need, about the same number in each, with the limits of their values."""

from collections import Counter
from collections.abc import Iterable
from decimal import Decimal
from typing import NamedTuple

MOST_CLASSES = 5
"""More shades than this cannot be told apart on a map."""


class ValueClass(NamedTuple):
    """The lowest and highest value of a class, and how many areas it has."""

    low: Decimal
    high: Decimal
    areas: int

    def has(self, value: Decimal) -> bool:
        return self.low <= value <= self.high


def classes_of(values: Iterable[Decimal], *, is_high_need: bool) -> tuple[ValueClass, ...]:
    """At most five classes of values, by quantiles, from the least need to the most.

    Equal values are in one class, even if it then has more areas than others. Few distinct values make few classes.
    """
    counts = Counter(values)
    classes: dict[int, list[Decimal]] = {}
    before = 0  # the areas with less need
    for number, value in enumerate(sorted(counts, reverse=not is_high_need)):
        # With few distinct values, each has a class of its own.
        step = number if len(counts) <= MOST_CLASSES else MOST_CLASSES * before // counts.total()
        classes.setdefault(step, []).append(value)
        before += counts[value]
    return tuple(ValueClass(min(some), max(some), sum(counts[value] for value in some)) for some in classes.values())
