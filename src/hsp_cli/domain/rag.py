"""RAG: levels of any number, their thresholds, and the level that a figure earns."""

from decimal import Decimal

from hsp_cli.domain.record import Choice, Number, Record, Scale, Several, Text


class Better(Choice):
    """Which way of an indicator is the good one."""

    HIGHER = "higher"
    LOWER = "lower"
    WITHIN = "within"
    NEUTRAL = "neutral"


class Basis(Choice):
    """What thresholds count: percent of the target, or points of the indicator's own unit."""

    RELATIVE = "relative"
    POINTS = "points"


# Before Python 3.12 a member of an enum is found slowly, and every figure is held against these.
_HIGHER, _WITHIN, _NEUTRAL, _POINTS = Better.HIGHER, Better.WITHIN, Better.NEUTRAL, Basis.POINTS


class Band(Record):
    """A target that is a range; both ends belong to it."""

    low: Number
    high: Number


class Level(Record):
    """One colour of a scale. `exception` marks those that an exception report must name."""

    code: Text
    name: Text
    colour: Text
    at_least: Number | None = None
    exception: bool = False


class RagScale(Record):
    """Levels from best to worst. A level holds from its `at_least` variance upwards; the last takes the rest."""

    basis: Basis = Basis.RELATIVE
    levels: Scale[Level]

    def level(self, code: str) -> Level | None:
        return next((level for level in self.levels if level.code == code), None)

    def is_exception(self, code: str) -> bool:
        level = self.level(code)
        return level is not None and level.exception


class Thresholds(Record):
    """An indicator's own limits, one `at_least` a level from best to worst, the last level left out."""

    basis: Basis = Basis.RELATIVE
    at_least: Several[Number]


def margin(actual: Decimal, target: Decimal | Band, better: Better) -> Decimal | None:
    """How far a figure lies on the good (plus) or bad (minus) side of its target, in its own unit.

    Within a band the distance is nought; None where no way is better.
    """
    if better is _NEUTRAL:
        return None
    # A number is told at once; to ask a model whether something is one of it takes longer than the whole sum.
    if not isinstance(target, Decimal):
        return min(actual - target.low, target.high - actual, Decimal(0))
    if better is _WITHIN:
        return -abs(actual - target)
    return actual - target if better is _HIGHER else target - actual


def variance(actual: Decimal, target: Decimal | Band, better: Better, basis: Basis) -> Decimal | None:
    """The shortfall on the scale's basis: points, or percent of the target (of the nearer end of a band).

    None where it says nothing: a neutral indicator, or a relative distance from a target of nought. Nought against a
    target of nought is on target: its variance is nought.
    """
    points = margin(actual, target, better)
    if not points or basis is _POINTS:
        return points
    reference = target
    if not isinstance(reference, Decimal):
        reference = reference.low if actual < reference.low else reference.high
    return points * 100 / abs(reference) if reference else None


def rate(variance_from_target: Decimal, scale: RagScale, thresholds: Thresholds | None = None) -> Level:
    """The level that a variance earns; an indicator's own thresholds go before the scale's."""
    levels = scale.levels
    if thresholds:
        earned = (
            level for level, limit in zip(levels, thresholds.at_least, strict=False) if variance_from_target >= limit
        )
        return next(earned, levels[-1])
    for level in levels:
        if level.at_least is not None and variance_from_target >= level.at_least:
            return level
    return levels[-1]
