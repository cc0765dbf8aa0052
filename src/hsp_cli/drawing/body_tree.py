"""Draws which body is below which: a box for each, below and right of the one above it. What is proposed is dashed."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol

from hsp_cli.drawing.colours import INK, MUTED, PAPER
from hsp_cli.drawing.picture import Picture
from hsp_cli.drawing.svg import Attribute, line_height, path, picture, rectangle, text, text_width, wrapped

_SIZE, _PADDING, _MARGIN = 14, 10, 12
_WIDTH, _NARROWEST = 720, 200
"""The width of the picture, and the most that a box shrinks to; where bodies are deep, the picture is wider."""

_INDENT, _BELOW = 32, 9
"""How far a box is to the right of the one above it, and the space below a box."""


class Branch(Protocol):
    """A body, with the bodies below it."""

    @property
    def name(self) -> str: ...
    @property
    def is_proposed(self) -> bool: ...
    @property
    def below(self) -> Sequence["Branch"]: ...


@dataclass(frozen=True, slots=True)
class _Box:
    """A body at its place, in units of the picture."""

    lines: tuple[str, ...]
    is_proposed: bool
    left: float
    top: float
    width: float
    below: tuple["_Box", ...]

    @property
    def height(self) -> float:
        return line_height(_SIZE) * len(self.lines) + _PADDING

    @property
    def middle(self) -> float:
        return self.top + self.height / 2

    @property
    def dashes(self) -> str:
        return "5 3" if self.is_proposed else "none"


def body_tree(branches: Sequence[Branch], name: str) -> Picture:
    """The picture of the bodies at the top, at least one, and of all below them."""
    every = [box for one in _placed(branches, _MARGIN, _MARGIN) for box in _every(one)]
    last = every[-1]
    width = max(box.left + box.width for box in every) + _MARGIN
    lines = [_joint(box, below) for box in every for below in box.below]
    drawn = [_drawn(box) for box in every]
    described = " ".join(_described(branches)) or f"{', '.join(map(_words, branches))}."
    return picture(
        name, width, last.top + last.height + _MARGIN, "Structure", f"The structure. {described}", *lines, *drawn
    )


def _placed(branches: Sequence[Branch], left: float, top: float) -> tuple[_Box, ...]:
    """Bodies below each other, each with all that are below it before the next."""
    boxes = []
    for branch in branches:
        room = max(_WIDTH - _MARGIN - left, _NARROWEST) - 2 * _PADDING
        lines = tuple(wrapped(_words(branch), _SIZE, room))
        width = max((text_width(line, _SIZE) for line in lines), default=0) + 2 * _PADDING
        box = _Box(lines, branch.is_proposed, left, top, width, ())
        below = _placed(branch.below, left + _INDENT, top + box.height + _BELOW)
        boxes.append(_Box(lines, branch.is_proposed, left, top, width, below))
        last = list(_every(boxes[-1]))[-1]
        top = last.top + last.height + _BELOW
    return tuple(boxes)


def _words(branch: Branch) -> str:
    return f"{branch.name} (proposed)" if branch.is_proposed else branch.name


def _every(box: _Box) -> Iterator[_Box]:
    """A body and all below it, from top to bottom."""
    yield box
    for below in box.below:
        yield from _every(below)


def _joint(box: _Box, below: _Box) -> str:
    start = box.left + _INDENT / 2
    points = ((start, box.top + box.height), (start, below.middle), (below.left, below.middle))
    return path(points, fill="none", stroke=MUTED, stroke_width=1.5, stroke_dasharray=below.dashes)


def _drawn(box: _Box) -> str:
    look: dict[str, Attribute] = {"fill": PAPER, "stroke": INK, "stroke_width": 1.25, "stroke_dasharray": box.dashes}
    first = box.top + _PADDING / 2 + _SIZE
    words = (
        text(box.left + _PADDING, first + line_height(_SIZE) * number, line, _SIZE)
        for number, line in enumerate(box.lines)
    )
    return rectangle(box.left, box.top, box.width, box.height, rx=4, **look) + "".join(words)


def _described(branches: Sequence[Branch]) -> Iterator[str]:
    """Which body is below which, in sentences."""
    for branch in branches:
        if branch.below:
            yield f"Below {branch.name}: {', '.join(map(_words, branch.below))}."
            yield from _described(branch.below)
