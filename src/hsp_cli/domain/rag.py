"""RAG scales: any number of levels, their thresholds, and the level of a figure."""

from decimal import Decimal

from pydantic import model_validator
from pydantic_core import PydanticCustomError

from hsp_cli.domain.record import Choice, Number, Record, Scale, Several, Text


class Better(Choice):
    """Which direction of an indicator is better."""

    HIGHER = "higher"
    LOWER = "lower"
    WITHIN = "within"
    NEUTRAL = "neutral"


class Basis(Choice):
    """The unit of thresholds: percent of the target, or points in the indicator's own unit."""

    RELATIVE = "relative"
    POINTS = "points"


# Before Python 3.12 it is slow to look up an enum member, and every figure needs these.
_HIGHER, _WITHIN, _NEUTRAL, _POINTS = Better.HIGHER, Better.WITHIN, Better.NEUTRAL, Basis.POINTS


class Band(Record):
    """A target that is a range, including both ends."""

    low: Number
    high: Number


class NamedLevel(Record):
    """One level of a scale. `exception` marks the levels that are off track or off target."""

    code: Text
    name: Text
    colour: Text
    exception: bool = False

    @property
    def is_good(self) -> bool:
        return not self.exception


class Level(NamedLevel):
    """A level that a figure can reach. An exception report must include the indicators of `exception` levels."""

    at_least: Number | None = None


class StatedLevel(NamedLevel):
    """A level that an owner states. A `neutral` one is neither good nor bad: not started, on hold."""

    neutral: bool = False

    @model_validator(mode="after")
    def _is_one_or_the_other(self) -> "StatedLevel":
        if self.neutral and self.exception:
            raise PydanticCustomError("wrong_type", "a level is either `neutral` or an `exception`, and not both")
        return self

    @property
    def is_good(self) -> bool:
        return not (self.exception or self.neutral)


class StatedScale(Record):
    """Levels from best to worst, for ratings that somebody states and nobody computes."""

    levels: Scale[NamedLevel]

    def level(self, code: str) -> NamedLevel | None:
        return next((level for level in self.levels if level.code == code), None)

    def is_exception(self, code: str) -> bool:
        level = self.level(code)
        return level is not None and level.exception

    def is_good(self, code: str) -> bool:
        """Whether a code is a level of the scale that is neither an exception nor neutral."""
        level = self.level(code)
        return level is not None and level.is_good


class ActionScale(StatedScale):
    """The scale for actions and aims."""

    levels: Scale[StatedLevel]


class RagScale(StatedScale):
    """The scale for indicators.

    A level applies from its `at_least` variance up; the last takes all other figures. On a `stated` scale the leads
    state every rating, no level has a limit, and none is computed.
    """

    basis: Basis = Basis.RELATIVE
    stated: bool = False
    levels: Scale[Level]


class Thresholds(Record):
    """An indicator's own thresholds: one `at_least` for each level from best to worst, without the last level."""

    basis: Basis = Basis.RELATIVE
    at_least: Several[Number]


def margin(actual: Decimal, target: Decimal | Band, better: Better) -> Decimal | None:
    """The distance of a figure from its target in its own unit: plus if better than the target, minus if worse.

    Inside a band the distance is zero. None for a neutral indicator.
    """
    if better is _NEUTRAL:
        return None
    # Test for Decimal, not for Band: an isinstance test on a pydantic model takes longer than the calculation.
    if not isinstance(target, Decimal):
        return min(actual - target.low, target.high - actual, Decimal(0))
    if better is _WITHIN:
        return -abs(actual - target)
    return actual - target if better is _HIGHER else target - actual


def variance(actual: Decimal, target: Decimal | Band, better: Better, basis: Basis) -> Decimal | None:
    """The margin on the given basis: points, or percent of the target (of the nearer end of a band).

    None for a neutral indicator, and for a percentage of a target of zero, unless the figure is zero too: that is on
    target, and the variance is zero.
    """
    points = margin(actual, target, better)
    if not points or basis is _POINTS:
        return points
    reference = target
    if not isinstance(reference, Decimal):
        reference = reference.low if actual < reference.low else reference.high
    return points * 100 / abs(reference) if reference else None


def rate(variance_from_target: Decimal, scale: RagScale, thresholds: Thresholds | None = None) -> Level | None:
    """The level of a variance. An indicator's own thresholds override those of the scale.

    None if the scale is stated and the indicator has no thresholds, or if the scale has no levels.
    """
    levels = scale.levels
    if not levels or (scale.stated and not thresholds):
        return None
    if thresholds:
        earned = (
            level for level, limit in zip(levels, thresholds.at_least, strict=False) if variance_from_target >= limit
        )
        return next(earned, levels[-1])
    for level in levels:
        if level.at_least is not None and variance_from_target >= level.at_least:
            return level
    return levels[-1]


def limits_of(thresholds: Thresholds | None, scale: RagScale) -> tuple[Decimal | None, ...]:
    """The variance from which each level holds, from best to worst; None where it takes the rest.

    An indicator's own thresholds override those of the scale. They may be too few or too many; a rule reports that.
    """
    if not scale.levels:
        return ()
    limits = thresholds.at_least if thresholds else tuple(level.at_least for level in scale.levels)
    count = len(scale.levels) - 1
    return (*limits[:count], *[None] * (count - len(limits)), None)
