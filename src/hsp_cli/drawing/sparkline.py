"""Sparklines: a series of values as one word of text, or as a picture as high as a line, with a bar for each value."""

from collections.abc import Sequence
from decimal import Decimal

from hsp_cli.drawing.picture import Picture
from hsp_cli.drawing.svg import bars, circle, element, number

_BARS = "▁▂▃▄▅▆▇█"
_NO_BAR = "·"


def sparkline(values: Sequence[Decimal | None]) -> str:
    """A bar for each value, between the lowest and the highest, and a dot for each gap."""
    numbers = [value for value in values if value is not None]
    low, high = min(numbers, default=Decimal(0)), max(numbers, default=Decimal(0))
    steps = len(_BARS) - 1
    return "".join(
        _NO_BAR if value is None else _BARS[int((value - low) * steps / (high - low))] if high > low else _BARS[0]
        for value in values
    )


_STEP, _BAR, _HEIGHT, _LEAST = 6.0, 4.5, 16.0, 2.0
"""The distance between bars, and their width; the height of the picture, and of the lowest bar."""
_WIDEST = 120.0
"""The width of a picture of many values, whose bars are narrower."""
_COLOUR = "#707c88"
"""The colour of the bars stands out from white paper and from a dark screen, because the picture has no ground."""


def sparkline_picture(values: Sequence[Decimal | None], name: str, description: str) -> Picture:
    """The same as a picture: the last bar has a line below it. A gap is a dot.

    Nothing in it says what the bars are, so the words beside it and the description must. ValueError without values.
    """
    if not values:
        raise ValueError("a sparkline needs a value")
    numbers = [value for value in values if value is not None]
    low, high = min(numbers, default=Decimal(0)), max(numbers, default=Decimal(0))
    width = min(len(values) * _STEP, _WIDEST)
    step = width / len(values)
    last = max((place for place, value in enumerate(values) if value is not None), default=-1)
    drawn, places = [], []
    for place, value in enumerate(values):
        x, bar = place * step, step * _BAR / _STEP
        if value is None:
            drawn.append(circle(x + step / 2, _FOOT - 1, 1, fill=_COLOUR))
            continue
        share = float((value - low) / (high - low)) if high > low else 0.0
        height = _LEAST + share * (_FOOT - _LEAST)
        places.append((x, _FOOT - height, bar, height))
        if place == last:
            places.append((x, _HEIGHT - 1.5, bar, 1.5))
    if places:
        drawn.append(bars(places, fill=_COLOUR))
    line = " ".join(description.split())
    svg = element(
        "svg",
        *drawn,
        xmlns="http://www.w3.org/2000/svg",
        viewBox=f"0 0 {number(width)} {number(_HEIGHT)}",
        width=width,
        height=_HEIGHT,
        role="img",
        aria_label=line,
    )
    return Picture(name, svg, line)


_FOOT = _HEIGHT - 3
"""Where bars stand. Below it is the line of the last one."""
