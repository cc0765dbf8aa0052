"""The size of the fuzz tests: 1 is all of them, HSP_FUZZ_SCALE=0.01 a hundredth of them."""

import os

SCALE = float(os.environ.get("HSP_FUZZ_SCALE", "1"))


def times(count: int) -> int:
    """That many at full scale; at least one at any scale."""
    return max(1, round(count * SCALE))
