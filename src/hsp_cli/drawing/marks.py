"""Marks and lines of charts, and the legend that explains them."""

from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from hsp_cli.drawing.colours import CONCERN, IMPROVEMENT, INK, MUTED, NEUTRAL, PAPER, RANGE, TARGET
from hsp_cli.drawing.svg import circle, fitted, group, line, line_height, path, rectangle, text, text_width
from hsp_cli.statistics.variation import Meaning

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


def small_point(x: float, y: float) -> str:
    """A point of a small chart."""
    return circle(x, y, 2.5, fill=INK)


def small_provisional_point(x: float, y: float) -> str:
    return circle(x, y, 2.75, fill=PAPER, stroke=INK, stroke_width=1.25)


_CORNERS: dict[Meaning, tuple[tuple[float, float], ...]] = {
    Meaning.IMPROVEMENT: ((-5, -5), (5, -5), (5, 5), (-5, 5)),
    Meaning.CONCERN: ((0, -7), (7, 0), (0, 7), (-7, 0)),
    Meaning.CHANGE: ((0, -7), (7, 5), (-7, 5)),
}
_COLOURS = {Meaning.IMPROVEMENT: IMPROVEMENT, Meaning.CONCERN: CONCERN, Meaning.CHANGE: NEUTRAL}


def signal(x: float, y: float, meaning: Meaning, *, provisional: bool = False) -> str:
    """A signal: a square for improvement, a diamond for concern, a triangle for a change that is neither. Hollow if the
    figure is provisional.
    """
    corners = [(x + right, y + down) for right, down in _CORNERS[meaning]]
    colour = _COLOURS[meaning]
    return path(corners, closed=True, fill=PAPER if provisional else colour, stroke=colour, stroke_width=1.5)


def mean_line(points: Sequence[tuple[float, float]]) -> str:
    return path(points, fill="none", stroke=MUTED, stroke_width=1)


def limit_line(points: Sequence[tuple[float, float]]) -> str:
    return path(points, fill="none", stroke=MUTED, stroke_width=1.5, stroke_dasharray="4 4")


def provisional_limit_line(points: Sequence[tuple[float, float]]) -> str:
    return path(points, fill="none", stroke=MUTED, stroke_width=1.5, stroke_dasharray="1 5")


def forecast_line(points: Sequence[tuple[float, float]]) -> str:
    return path(points, fill="none", stroke=INK, stroke_width=1.5, stroke_dasharray="5 3")


def interval(lows: Sequence[tuple[float, float]], highs: Sequence[tuple[float, float]]) -> str:
    """The area of a forecast's interval, which becomes wider step by step."""
    return path((*lows, *reversed(highs)), closed=True, fill=RANGE, stroke=MUTED, stroke_width=0.75)


def interval_sample(x: float, y: float) -> str:
    return rectangle(x - _SAMPLE / 2, y - 5, _SAMPLE, 10, fill=RANGE, stroke=MUTED, stroke_width=0.75)


def figure_lines(places: Sequence[tuple[float, float]], follows: Sequence[bool]) -> Iterator[str]:
    """A line through the figures that follow each other. `follows` says of each figure but the first whether it follows
    the one before; if not, the line is interrupted.
    """
    starts = [0, *(at for at, joined in enumerate(follows, start=1) if not joined), len(places)]
    for start, end in pairwise(starts):
        if end - start > 1:
            yield path(places[start:end], fill="none", stroke=INK, stroke_width=1.5, stroke_linejoin="round")


def target_line(points: Sequence[tuple[float, float]]) -> str:
    """A line of dashes. A single point gets a short one."""
    if len(points) == 1:
        [(x, y)] = points
        points = ((x - 12, y), (x + 12, y))
    return path(points, fill="none", stroke=TARGET, stroke_width=2, stroke_dasharray="8 4")


def target_tick(left: float, right: float, y: float) -> str:
    """The target of one figure of a small chart."""
    return line(left, y, right, y, stroke=TARGET, stroke_width=2)


def break_line(x: float, top: float, bottom: float) -> str:
    return line(x, top, x, bottom, stroke=MUTED, stroke_width=1.5, stroke_dasharray="2 3")


def sample_of(draw: Callable[[Sequence[tuple[float, float]]], str]) -> Callable[[float, float], str]:
    """A piece of a line, as the sample of a legend."""
    return lambda x, y: draw(((x - _SAMPLE / 2, y), (x + _SAMPLE / 2, y)))


def legend(entries: Sequence[Entry], x: float, y: float, width: float) -> tuple[str, float]:
    """The entries beside each other, in as many lines as they need; and the base line after them.

    Words that do not fit on a line of their own are cut.
    """
    drawn, at = [], x
    for sample, named in entries:
        words = fitted(named, _SIZE, width - _SAMPLE - 8)
        needed = _SAMPLE + 8 + text_width(words, _SIZE)
        if at > x and at + needed > x + width:
            at, y = x, y + line_height(_SIZE) + 2
        drawn.append(sample(at + _SAMPLE / 2, y - _SIZE / 3))
        drawn.append(text(at + _SAMPLE + 6, y, words, _SIZE))
        at += needed + 18
    return group(*drawn), y + line_height(_SIZE) + 4
