"""Bookmarks of headings and records, to which links lead."""

import re
from collections.abc import Iterable
from hashlib import sha256
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

    def around_heading(self, anchor: str, inside: str) -> str:
        """What a heading says, with its bookmark around it."""
        return self._around(self._names[anchor], inside)

    def around_record(self, address: str, inside: str) -> str:
        """The words at the place of a record, with its bookmark around them."""
        return self._around(name_of_record(address), inside)

    def _around(self, name: str, inside: str) -> str:
        number = next(self._numbers)
        return f'<w:bookmarkStart w:id="{number}" w:name="{name}"/>{inside}<w:bookmarkEnd w:id="{number}"/>'


_HASHED = 8
"""The characters of the hash at the end of a name that would be too long."""


def name_of_record(address: str) -> str:
    """The name of the bookmark of a record: `r_action__plans__cohesion__a1` for `action:plans/cohesion/a1`.

    It is the same in every paper. No other record has it: ids have no `_`, and no two hyphens beside each other.
    """
    name = "r_" + address.replace("-", "_").replace("/", "__").replace(":", "__")
    if len(name) <= _LONGEST:
        return name
    return f"{name[: _LONGEST - _HASHED - 1]}_{sha256(address.encode()).hexdigest()[:_HASHED]}"


def _free(anchor: str, taken: set[str]) -> str:
    name = "h_" + re.sub(r"[^A-Za-z0-9]+", "_", anchor).strip("_")
    short = name[:_LONGEST]
    for number in count(2):
        if short.lower() not in taken:
            return short
        end = f"_{number}"
        short = f"{name[: _LONGEST - len(end)]}{end}"
    raise AssertionError
