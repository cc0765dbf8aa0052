"""The segments of a text: the lines of each entry, with the comments above it. They are what a merge puts together."""

import re
from collections import Counter
from typing import NamedTuple

from hsp_cli.store.nodes import NO_STEM, Entry, Node, line_end, line_start

_COMMENT = re.compile(r"(?:^|(?<=\s))#[^\n]*", re.MULTILINE)


class Side:
    """One version of the text."""

    def __init__(self, text: str, root: Node | None) -> None:
        self.text = text
        self.root = root

    @property
    def comments(self) -> Counter[str]:
        """Every comment in the text, with how often it is there."""
        blanked = list(self.text)
        for _, node in self.root.walk() if self.root else ():
            for entry in node.entries:
                if node.is_mapping:
                    _blank(blanked, entry.start, max(entry.stem, entry.start))
            if not node.is_branch:
                head = line_end(self.text, node.start) if node.style in ("|", ">") else node.start
                _blank(blanked, head, node.end)
        return Counter(found[0].strip() for found in _COMMENT.finditer("".join(blanked)))


def _blank(characters: list[str], start: int, end: int) -> None:
    characters[start:end] = ["\n" if one == "\n" else "x" for one in characters[start:end]]


class Segment(NamedTuple):
    """The lines of one entry: the comments and blank lines above it, and its own lines.

    Without a line of its own, behind a dash, it begins in the middle of a line.
    """

    side: Side
    entry: Entry
    lead: str
    start: int
    end: int

    @property
    def body(self) -> str:
        return self.side.text[self.start : self.end]

    @property
    def whole(self) -> str:
        return self.lead + self.body


def segments_of(side: Side, node: Node | None, start: int) -> list[Segment]:
    """The segments of a block mapping or list whose lines begin at a position."""
    found = []
    for entry in node.entries if node else ():
        first = line_start(side.text, entry.start)
        first = entry.start if first < start else first
        end = min(line_end(side.text, entry.end) + 1, len(side.text))
        found.append(Segment(side, entry, side.text[start:first], first, end))
        start = end
    return found


def begins_line(segment: Segment) -> bool:
    return segment.start == line_start(segment.side.text, segment.start)


def inner_start(segment: Segment) -> int:
    """Where the lines of the mapping or list inside an entry begin, or its first entry behind a dash."""
    entry, text = segment.entry, segment.side.text
    if entry.stem == NO_STEM:
        return segment.start
    below = line_end(text, entry.stem) + 1
    return min(below, entry.node.start)


def comments_in(text: str) -> Counter[str]:
    """What may be a comment in some lines, with how often it is there."""
    return Counter(_COMMENT.findall(text))
