"""Marks and lines of charts, and the legend that explains them."""

from collections.abc import Callable, Sequence
from typing import NamedTuple

from hsp_cli.drawing.colours import INK, MUTED, PAPER, TARGET
from hsp_cli.drawing.svg import circle, group, line, line_height, path, text, text_width

_SIZE = 12
_SAMPLE = 28
"""The width of the sample in a legend."""


class Entry(NamedTuple):
    """An entry of a legend: what is drawn at a place, and the words for it."""

    sample: Callable[[float, float], str]
    words: str


def point(x: float, y: float) -> str:
    return circle(x, y, 4, fill=INK)


def provisional_point(x: float, y: float) -> str:
    """A hollow point."""
    return circle(x, y, 4, fill=PAPER, stroke=INK, stroke_width=1.5)


def figure_line(points: Sequence[tuple[float, float]]) -> str:
    return path(points, fill="none", stroke=INK, stroke_width=1.5)


def target_line(points: Sequence[tuple[float, float]]) -> str:
    """A line of dashes. A single point gets a short one."""
    if len(points) == 1:
        [(x, y)] = points
        points = ((x - 12, y), (x + 12, y))
    return path(points, fill="none", stroke=TARGET, stroke_width=2, stroke_dasharray="8 4")


def break_line(x: float, top: float, bottom: float) -> str:
    return line(x, top, x, bottom, stroke=MUTED, stroke_width=1.5, stroke_dasharray="2 3")


def sample_of(draw: Callable[[Sequence[tuple[float, float]]], str]) -> Callable[[float, float], str]:
    """A piece of a line, as the sample of a legend."""
    return lambda x, y: draw(((x - _SAMPLE / 2, y), (x + _SAMPLE / 2, y)))


def legend(entries: Sequence[Entry], x: float, y: float, width: float) -> tuple[str, float]:
    """The entries beside each other, in as many lines as they need; and the base line after them."""
    drawn, at = [], x
    for sample, words in entries:
        needed = _SAMPLE + 8 + text_width(words, _SIZE)
        if at > x and at + needed > x + width:
            at, y = x, y + line_height(_SIZE) + 2
        drawn.append(sample(at + _SAMPLE / 2, y - _SIZE / 3))
        drawn.append(text(at + _SAMPLE + 6, y, words, _SIZE))
        at += needed + 18
    return group(*drawn), y + line_height(_SIZE) + 4
