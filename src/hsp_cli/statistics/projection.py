"""Projections of a series by simple methods, with the errors that each would have made in the past.

Values come oldest first, in the unit of the series. `season` is the number of values in a year: 12 for months, 4 for
quarters, 1 if the series has no seasons.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from itertools import accumulate

_THOUSANDTHS = (
    *(3078, 1886, 1638, 1533, 1476, 1440, 1415, 1397, 1383, 1372, 1363, 1356, 1350, 1345, 1341, 1337, 1333, 1330),
    *(1328, 1325, 1323, 1321, 1319, 1318, 1316, 1315, 1314, 1313, 1311, 1310),
)
_T = tuple(Decimal(one) / 1000 for one in _THOUSANDTHS)
"""Student's t for an interval of 80%, with 1, 2, 3, … degrees of freedom. More than 30 have the value of 30."""

MOST_ORIGINS = 40
"""How many past dates a backtest uses at most, the latest ones: what happened long ago says little of today."""

FEWEST_ORIGINS = 4
"""How many past dates a backtest needs. Fewer errors say little of how large errors are."""


class Method(StrEnum):
    """The methods, the simplest first."""

    LAST = "last figure"
    SEASONAL = "same period last year"
    DRIFT = "average change"
    LINE = "straight line"


_Path = list[Decimal]
"""The values of each step ahead, the next one first."""


def _last(values: Sequence[Decimal], season: int, ahead: int) -> _Path:
    return [values[-1]] * ahead


def _seasonal(values: Sequence[Decimal], season: int, ahead: int) -> _Path:
    return [values[len(values) - season + step % season] for step in range(ahead)]


def _drift(values: Sequence[Decimal], season: int, ahead: int) -> _Path:
    """The last value, moved on by the average change of the past. Source: Hyndman, Forecasting, section 5.2."""
    change = (values[-1] - values[0]) / (len(values) - 1)
    return [values[-1] + change * step for step in range(1, ahead + 1)]


def _line(values: Sequence[Decimal], season: int, ahead: int) -> _Path:
    """The line of least squares through all values."""
    count = len(values)
    middle, mean = Decimal(count - 1) / 2, _mean(values)
    spread = Decimal(count * (count * count - 1)) / 12  # the sum of the squares of 0, 1, 2, … less their mean
    slope = sum(((at - middle) * value for at, value in enumerate(values)), Decimal(0)) / spread
    return [mean + slope * (count - 1 + step - middle) for step in range(1, ahead + 1)]


METHODS: dict[Method, Callable[[Sequence[Decimal], int, int], _Path]] = {
    Method.LAST: _last,
    Method.SEASONAL: _seasonal,
    Method.DRIFT: _drift,
    Method.LINE: _line,
}


@dataclass(frozen=True, slots=True)
class Step:
    """A projected value, the ends of its interval, and the errors of the past so many steps ahead, oldest first."""

    value: Decimal
    low: Decimal
    high: Decimal
    errors: tuple[Decimal, ...]

    @property
    def average_miss(self) -> Decimal:
        """The mean of the errors without their signs."""
        return sum(map(abs, self.errors), Decimal(0)) / len(self.errors)


@dataclass(frozen=True, slots=True)
class Projection:
    """The next steps of a series by the method that was chosen, and the average errors of all methods."""

    method: Method
    steps: tuple[Step, ...]
    misses: dict[Method, Decimal]


def fewest(season: int, ahead: int) -> int:
    """The fewest values for a projection so many steps ahead."""
    return _first_origin(season) + ahead + FEWEST_ORIGINS - 1


def _first_origin(season: int) -> int:
    """How many values the first projection of a backtest gets: five, or a year and one."""
    return max(5, season + 1)


def projection(values: Sequence[Decimal], season: int, ahead: int, *, total: bool = False) -> Projection | None:
    """Project a series so many steps ahead; with `total`, each step is the sum of the values up to it.

    None if the series is too short.

    The backtest stands at each past date in turn, projects from the values up to it, and compares with what happened.
    A method is rejected if its average error is larger than that of the best one by more than a standard error of the
    difference between the two. The simplest method that is left is used. Source of this rule: Breiman and others,
    Classification and Regression Trees, 1984, section 3.4.3.

    The interval of 80% is that of Student's t for the errors of the past. Projections that overlap are not independent:
    the degrees of freedom are the number of those that do not. An interval never becomes narrower further ahead.
    """
    if len(values) < fewest(season, ahead):
        return None
    methods = [method for method in Method if method is not Method.SEASONAL or season > 1]
    origins = range(max(_first_origin(season), len(values) - ahead - MOST_ORIGINS + 1), len(values) - ahead + 1)
    errors = {
        method: [_errors(values, origin, season, ahead, method, total) for origin in origins] for method in methods
    }
    chosen = _chosen(errors)
    width, steps = Decimal(0), []
    for step, value in enumerate(_path(values, season, ahead, chosen, total)):
        past = tuple(one[step] for one in errors[chosen])
        width = max(width, _half_width(past, step + 1))
        steps.append(Step(value, value - width, value + width, past))
    return Projection(chosen, tuple(steps), {method: _mean(_sizes(errors[method])) for method in methods})


def _path(values: Sequence[Decimal], season: int, ahead: int, method: Method, total: bool) -> _Path:
    path = METHODS[method](values, season, ahead)
    return list(accumulate(path)) if total else path


def _errors(
    values: Sequence[Decimal], origin: int, season: int, ahead: int, method: Method, total: bool
) -> tuple[Decimal, ...]:
    """What happened less what the first `origin` values projected, at each step ahead."""
    then = values[origin : origin + ahead]
    happened = accumulate(then) if total else then
    path = _path(values[:origin], season, ahead, method, total)
    return tuple(one - projected for one, projected in zip(happened, path, strict=True))


def _sizes(errors: Sequence[Sequence[Decimal]]) -> list[Decimal]:
    """The average size of the errors of each origin."""
    return [_mean([abs(error) for error in one]) for one in errors]


def _chosen(errors: dict[Method, list[tuple[Decimal, ...]]]) -> Method:
    """The simplest method that is not rejected."""
    sizes = {method: _sizes(found) for method, found in errors.items()}
    best = min(sizes, key=lambda method: _mean(sizes[method]))
    for method, found in sizes.items():
        worse_by = [one - other for one, other in zip(found, sizes[best], strict=True)]
        if _mean(worse_by) <= _standard_error(worse_by):
            return method
    return best


def _mean(values: Sequence[Decimal]) -> Decimal:
    return sum(values, Decimal(0)) / len(values)


def _standard_error(values: Sequence[Decimal]) -> Decimal:
    """The standard error of the mean of some values."""
    mean = _mean(values)
    variance = sum(((value - mean) ** 2 for value in values), Decimal(0)) / (len(values) - 1)
    return (variance / len(values)).sqrt()


def _half_width(errors: Sequence[Decimal], ahead: int) -> Decimal:
    """Half of the width of an interval, from the errors so many steps ahead."""
    apart = Decimal(len(errors) - 1) / ahead + 1
    t = _T[min(int(apart), len(_T)) - 1]
    return t * (_mean([error**2 for error in errors]) * (1 + 1 / apart)).sqrt()
