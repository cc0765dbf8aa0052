"""Direction of travel: where a value went, and whether that was the good way."""

from decimal import Decimal

from hsp_cli.domain.rag import Band, Better
from hsp_cli.domain.record import Choice


class Direction(Choice):
    """Where the value itself went. What that means, the verdict says."""

    UP = "up"
    DOWN = "down"
    SAME = "same"


class Verdict(Choice):
    """What a direction means for the people concerned."""

    IMPROVING = "improving"
    WORSENING = "worsening"
    STEADY = "steady"


class DirectionBasis(Choice):
    """What a value is compared with."""

    PREVIOUS_PERIOD = "previous-period"
    SAME_PERIOD_LAST_YEAR = "same-period-last-year"


ARROWS = {Direction.UP: "↑", Direction.DOWN: "↓", Direction.SAME: "→"}


def direction(before: Decimal, now: Decimal) -> Direction:
    if now > before:
        return Direction.UP
    return Direction.DOWN if now < before else Direction.SAME


def verdict(way: Direction | None, better: Better) -> Verdict | None:
    """What a direction means where higher or lower is better; None where the direction alone cannot tell."""
    if way is None or better in (Better.NEUTRAL, Better.WITHIN):
        return None
    if way is Direction.SAME:
        return Verdict.STEADY
    good = Direction.UP if better is Better.HIGHER else Direction.DOWN
    return Verdict.IMPROVING if way is good else Verdict.WORSENING


def verdict_within(before: Decimal, now: Decimal, band: Band) -> Verdict:
    """For a band: nearer to it is improving, further from it worsening, inside on both days steady."""

    def distance(value: Decimal) -> Decimal:
        return max(band.low - value, value - band.high, Decimal(0))

    if distance(now) == distance(before):
        return Verdict.STEADY
    return Verdict.IMPROVING if distance(now) < distance(before) else Verdict.WORSENING
