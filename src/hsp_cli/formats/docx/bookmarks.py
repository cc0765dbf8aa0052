"""Bookmarks of headings, to which links inside a document lead."""

import re
from collections.abc import Iterable
from itertools import count

from hsp_cli.formats.document import Block, Heading, blocks_within

_LONGEST = 40
"""Word takes no longer name."""


class Bookmarks:
    """The names of bookmarks, by the anchors of headings. Word takes letters, digits and `_`, in a name of its own."""

    def __init__(self, blocks: Iterable[Block]) -> None:
        self._names: dict[str, str] = {}
        self._numbers = count(1)
        taken: set[str] = set()
        for block in blocks_within(tuple(blocks)):
            if isinstance(block, Heading):
                name = _free(block.anchor, taken)
                taken.add(name.lower())
                self._names[block.anchor] = name

    def get(self, anchor: str) -> str | None:
        """The name of the bookmark of a heading. None if there is no such heading."""
        return self._names.get(anchor)

    def around(self, anchor: str, inside: str) -> str:
        """What a heading says, with its bookmark around it."""
        number = next(self._numbers)
        name = self._names[anchor]
        return f'<w:bookmarkStart w:id="{number}" w:name="{name}"/>{inside}<w:bookmarkEnd w:id="{number}"/>'


def _free(anchor: str, taken: set[str]) -> str:
    name = "h_" + re.sub(r"[^A-Za-z0-9]+", "_", anchor).strip("_")
    short = name[:_LONGEST]
    for number in count(2):
        if short.lower() not in taken:
            return short
        end = f"_{number}"
        short = f"{name[: _LONGEST - len(end)]}{end}"
    raise AssertionError
