"""XmR charts: the limits of ordinary variation of a series, and the signals that something has changed.

The method is that of NHS England's Making Data Count, as the R package NHSRplotthedots 0.2.2 has it: limits from the
moving ranges, with ranges above 3.267 times their average left out once; four rules, of which the first that applies
to a point counts.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from itertools import pairwise

from hsp_cli.domain.rag import Band, Better

ENOUGH = 13
"""The fewest figures for a verdict on variation or on a target. Source: NHS England, Making Data Count, which shows
limits and icons from 13 points."""

FEWEST = 7
"""The fewest figures for provisional limits. With fewer, only the first of the four rules could ever apply."""

_TO_LIMITS, _SCREEN = Decimal("2.66"), Decimal("3.267")
"""The distance from the mean to a limit, and the size from which a moving range is left out, in average moving
ranges. They are 3 standard deviations of the values and of the ranges: an average range of two values is 1.128
standard deviations. Source: Wheeler, Understanding Variation."""
_RUN = 7
"""How many figures make a run on one side of the mean, or a trend."""


@dataclass(frozen=True, slots=True)
class Limits:
    """The mean of a series and the limits of its ordinary variation, in its unit. They may lie beyond 0 or 100%.

    `spread` is the distance from the mean to a limit.
    """

    mean: Decimal
    spread: Decimal

    @property
    def lower(self) -> Decimal:
        return self.mean - self.spread

    @property
    def upper(self) -> Decimal:
        return self.mean + self.spread

    def is_outside(self, value: Decimal) -> bool:
        """Whether a value is beyond a limit. One that is exactly on it is not."""
        return abs(value - self.mean) > self.spread

    def is_near(self, value: Decimal) -> bool:
        """Whether a value is in the outer third between the mean and a limit."""
        return not self.is_outside(value) and 3 * abs(value - self.mean) > 2 * self.spread

    def side(self, value: Decimal) -> int:
        """1 above the mean, -1 below it, 0 on it."""
        return _sign(value - self.mean)


def _sign(value: Decimal) -> int:
    return (value > 0) - (value < 0)


def limits(values: Sequence[Decimal], *, screened: bool = True) -> Limits:
    """The limits of a series, the oldest value first, in the unit of the values. At least two, else ValueError.

    `screened` leaves out very large moving ranges, once. The mean keeps every value.
    """
    if len(values) < 2:
        raise ValueError("limits need at least two values")
    ranges = [abs(after - before) for before, after in pairwise(values)]
    if screened:
        most = _SCREEN * _mean(ranges)
        ranges = [one for one in ranges if one < most] or ranges
    return Limits(_mean(values), _TO_LIMITS * _mean(ranges))


def _mean(values: Sequence[Decimal]) -> Decimal:
    return sum(values, Decimal(0)) / len(values)


class Pattern(StrEnum):
    """The rule by which a figure is a signal. The first one that applies counts."""

    OUTSIDE = "outside the limits"
    TREND = "trend"
    TWO_OF_THREE = "two of three near a limit"
    RUN = "run"


@dataclass(frozen=True, slots=True)
class Signal:
    """A figure that ordinary variation does not explain: by which rule, and whether it is high or low.

    A trend is high if it rises, whichever side of the mean it is on.
    """

    pattern: Pattern
    is_high: bool


def signals(values: Sequence[Decimal], within: Limits) -> tuple[Signal | None, ...]:
    """The signal at each value of a series, or None. The oldest value comes first."""
    found: list[Signal | None] = [None] * len(values)
    for pattern, places in _rules(values, within):
        for at, direction in places:
            found[at] = found[at] or Signal(pattern, direction > 0)
    return tuple(found)


_Places = Iterable[tuple[int, int]]
"""Where a rule applies, each place with a positive or negative direction."""


def _rules(values: Sequence[Decimal], within: Limits) -> tuple[tuple[Pattern, _Places], ...]:
    sides = [within.side(value) for value in values]
    return (
        (Pattern.OUTSIDE, ((at, sides[at]) for at, value in enumerate(values) if within.is_outside(value))),
        (Pattern.TREND, _trends([_sign(after - before) for before, after in pairwise(values)])),
        (Pattern.TWO_OF_THREE, _twos_of_three(sides, [within.is_near(value) for value in values])),
        (Pattern.RUN, ((at, sides[at]) for first in _alike(sides, _RUN) for at in range(first, first + _RUN))),
    )


def _trends(steps: Sequence[int]) -> _Places:
    """The values of each trend. Step 0 leads from the first value to the second."""
    return ((at, steps[first]) for first in _alike(steps, _RUN - 1) for at in range(first, first + _RUN))


def _twos_of_three(sides: Sequence[int], near: Sequence[bool]) -> _Places:
    for first in _alike(sides, 3):
        places = [at for at in range(first, first + 3) if near[at]]
        if len(places) >= 2:
            yield from ((at, sides[at]) for at in places)


def _alike(signs: Sequence[int], length: int) -> list[int]:
    """Where so many equal signs in a row begin; zeros do not count."""
    return [at for at in range(len(signs) - length + 1) if signs[at] != 0 and len(set(signs[at : at + length])) == 1]


class Assurance(StrEnum):
    """Whether ordinary variation alone will meet a target."""

    PASS = "pass"
    FAIL = "fail"
    EITHER = "hit or miss"


def assurance(within: Limits, target: Decimal | Band | None, better: Better) -> Assurance | None:
    """Whether figures within the limits always meet a target, never, or sometimes.

    None without a target, for an indicator of context, and for one that is best within a band if it has no band.
    """
    if isinstance(target, Band):
        if better is Better.NEUTRAL:
            return None
        if within.upper < target.low or within.lower > target.high:
            return Assurance.FAIL
        return Assurance.PASS if target.low < within.lower and within.upper < target.high else Assurance.EITHER
    if target is None or better not in (Better.HIGHER, Better.LOWER):
        return None
    if target > within.upper:
        return Assurance.FAIL if better is Better.HIGHER else Assurance.PASS
    if target < within.lower:
        return Assurance.PASS if better is Better.HIGHER else Assurance.FAIL
    return Assurance.EITHER
