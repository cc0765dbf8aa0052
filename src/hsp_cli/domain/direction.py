"""Direction of travel: whether a value went up or down, and whether that was an improvement."""

from decimal import Decimal

from hsp_cli.domain.rag import Band, Better
from hsp_cli.domain.record import Choice


class Direction(Choice):
    """The direction of the value itself. The verdict says whether that is an improvement."""

    UP = "up"
    DOWN = "down"
    SAME = "same"


class Verdict(Choice):
    """Whether performance improved, by the direction and by which way is better."""

    IMPROVING = "improving"
    WORSENING = "worsening"
    STEADY = "steady"


class DirectionBasis(Choice):
    """The period that a value is compared with."""

    PREVIOUS_PERIOD = "previous-period"
    SAME_PERIOD_LAST_YEAR = "same-period-last-year"


ARROWS = {Direction.UP: "↑", Direction.DOWN: "↓", Direction.SAME: "→"}


def direction(before: Decimal, now: Decimal) -> Direction:
    if now > before:
        return Direction.UP
    return Direction.DOWN if now < before else Direction.SAME


def verdict(way: Direction | None, better: Better) -> Verdict | None:
    """The verdict if higher or lower is better; None without a direction, or if the direction does not decide."""
    if way is None or better in (Better.NEUTRAL, Better.WITHIN):
        return None
    if way is Direction.SAME:
        return Verdict.STEADY
    good = Direction.UP if better is Better.HIGHER else Direction.DOWN
    return Verdict.IMPROVING if way is good else Verdict.WORSENING


def verdict_within(before: Decimal, now: Decimal, band: Band) -> Verdict:
    """The verdict for a target band: nearer is improving, further away worsening, the same distance steady."""

    def distance(value: Decimal) -> Decimal:
        return max(band.low - value, value - band.high, Decimal(0))

    if distance(now) == distance(before):
        return Verdict.STEADY
    return Verdict.IMPROVING if distance(now) < distance(before) else Verdict.WORSENING
