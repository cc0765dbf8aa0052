"""Sparklines: a series of values as one word of text, with a bar for each value."""

from collections.abc import Sequence
from decimal import Decimal

_BARS = "▁▂▃▄▅▆▇█"
_NO_BAR = "·"


def sparkline(values: Sequence[Decimal | None]) -> str:
    """A bar for each value, between the lowest and the highest, and a dot for each gap."""
    numbers = [value for value in values if value is not None]
    low, high = min(numbers, default=Decimal(0)), max(numbers, default=Decimal(0))
    steps = len(_BARS) - 1
    return "".join(
        _NO_BAR if value is None else _BARS[int((value - low) * steps / (high - low))] if high > low else _BARS[0]
        for value in values
    )
