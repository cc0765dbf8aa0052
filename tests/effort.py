"""How much the tests try. `make test` is quick; `make laws` sets `HSP_EVERY_PIECE` and tries everything."""

import os

EVERYTHING = bool(os.environ.get("HSP_EVERY_PIECE"))


def examples(most: int) -> int:
    """How many of so many random examples are tried: all of them, or a quarter in `make test`."""
    return most if EVERYTHING else most // 4
