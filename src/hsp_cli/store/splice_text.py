"""Splices of a text: some of its characters, and what stands in their place."""

import re
from collections.abc import Sequence
from typing import NamedTuple

LINE_BREAK = re.compile(r"\r\n|\n|\r")


class Splice(NamedTuple):
    """Some characters of a text, from `start` to before `end`, and what replaces them."""

    start: int
    end: int
    text: str


def with_splices(text: str, splices: Sequence[Splice]) -> str:
    """A text with some splices, which do not overlap."""
    parts: list[str] = []
    position = 0
    for splice in sorted(splices, key=lambda one: (one.start, one.end)):
        parts += (text[position : splice.start], splice.text)
        position = splice.end
    return "".join((*parts, text[position:]))


def line_break_at(text: str, position: int) -> str:
    """The line break at a position, or else the first of the text."""
    found = LINE_BREAK.match(text, position) or LINE_BREAK.search(text)
    return found[0] if found else "\n"


def lines_below(text: str, position: int, lines: Sequence[str]) -> Splice:
    """New lines below the line that ends at a position."""
    line_break = line_break_at(text, position)
    return Splice(position, position, "".join(f"{line_break}{line}" for line in lines))
