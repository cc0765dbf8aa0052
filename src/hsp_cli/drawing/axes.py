"""Axes: where a date and a value stand in a chart, and the round values at its side."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal

from hsp_cli.drawing.colours import GRID, MUTED
from hsp_cli.drawing.svg import fitted, line, line_height, text, text_width, wrapped

_LABEL = 12
_MOST_TICKS = 6
_WIDEST_LABEL = 150
"""A longer value at the side of a chart is cut."""
_DATE_WIDTH = 84


def ticks(values: Sequence[Decimal]) -> tuple[Decimal, ...]:
    """Round values, evenly spaced, that enclose all given ones: at least two, at most seven."""
    low, high = min(values), max(values)
    if high - low == 0:  # numbers of very many digits can differ and still have no difference
        spread = abs(low) / 10 or Decimal(1)
        low, high = low - spread, high + spread
    rough = (high - low) / (_MOST_TICKS - 1)
    power = Decimal(1).scaleb(rough.adjusted())
    step = next(power * factor for factor in (1, 2, 5, 10) if power * factor >= rough)
    first = (low / step).to_integral_value(ROUND_FLOOR)
    last = (high / step).to_integral_value(ROUND_CEILING)
    return tuple(step * (first + index) for index in range(int(last - first) + 1))


@dataclass(frozen=True, slots=True)
class Axes:
    """The plot area of a chart (its four sides), the dates and the values that it spans."""

    left: float
    right: float
    top: float
    bottom: float
    first: date
    last: date
    values: tuple[Decimal, ...]

    def x(self, day: date) -> float:
        """A single day stands in the middle."""
        days = (self.last - self.first).days
        share = (day - self.first).days / days if days else 0.5
        return self.left + (self.right - self.left) * share

    def y(self, value: Decimal) -> float:
        low, high = self.values[0], self.values[-1]
        return self.bottom - (self.bottom - self.top) * float((value - low) / (high - low))

    def value_axis(self, labels: Sequence[str]) -> str:
        """A gridline for each of the values, with its label at the left."""
        drawn = []
        for value, label in zip(self.values, labels, strict=True):
            y = self.y(value)
            drawn.append(line(self.left - 8, y, self.right + 8, y, stroke=GRID, stroke_width=1))
            words = fitted(label, _LABEL, _WIDEST_LABEL)
            drawn.append(text(self.left - 14, y + _LABEL / 3, words, _LABEL, text_anchor="end", fill=MUTED))
        return "".join(drawn)

    def date_axis(self, dates: Sequence[tuple[date, str]]) -> str:
        """A mark for each date, and as many labels as fit beside each other, the last one among them."""
        drawn, free_until = [], self.right + _DATE_WIDTH
        for day, label in reversed(dates):
            x = self.x(day)
            drawn.append(line(x, self.bottom, x, self.bottom + 4, stroke=MUTED, stroke_width=1))
            if x + _DATE_WIDTH / 2 <= free_until:
                free_until = x - _DATE_WIDTH / 2
                for row, words in enumerate(wrapped(label, _LABEL, _DATE_WIDTH)):
                    y = self.bottom + 18 + row * line_height(_LABEL)
                    drawn.append(text(x, y, words, _LABEL, text_anchor="middle", fill=MUTED))
        return "".join(drawn)


def label_width(labels: Sequence[str]) -> float:
    """The space that the labels of the values need at the left of the plot area."""
    return min(max(text_width(label, _LABEL) for label in labels), _WIDEST_LABEL) + 22


def date_height(labels: Sequence[str]) -> float:
    """The space that the labels of the dates need below the plot area."""
    return 18 + max(len(wrapped(label, _LABEL, _DATE_WIDTH)) for label in labels) * line_height(_LABEL)
