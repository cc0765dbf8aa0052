"""How long the torture lasts: HSP_TORTURE_SCALE=0.01 is a look in passing, 1 is the whole of it."""

import os

SCALE = float(os.environ.get("HSP_TORTURE_SCALE", "1"))


def times(count: int) -> int:
    """So many at full scale; at least one at any."""
    return max(1, round(count * SCALE))
