"""Marks on a page that Markdown cannot write: the place of the contents, the colours of ratings, names of records, and
words that stand for small pictures.

They are control characters, which `formats.markdown` removes from every text of a record. So no record can forge one.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TypeAlias

CONTENTS = "\0contents\0"
"""The place of the contents."""


@dataclass(frozen=True, slots=True)
class RatingStart:
    """The start of a rating. `colour` is `#rrggbb`; None if the settings give no known colour."""

    colour: str | None


@dataclass(frozen=True, slots=True)
class NameStart:
    """The start of words that name a record."""

    address: str


@dataclass(frozen=True, slots=True)
class PictureStart:
    """The start of words that stand for a picture of the paper, by its name."""

    picture: str


Start: TypeAlias = RatingStart | NameStart | PictureStart


@dataclass(frozen=True, slots=True)
class End:
    """The end of what began with a start of this kind."""

    of: type[Start]


Sign: TypeAlias = Start | End

_SIGNS = re.compile(
    "\x01(?P<colour>#[0-9a-f]{6})?\x02|(?P<end>\x03)|\x05(?P<address>[a-z0-9/:-]+)\x06|(?P<end_of_name>\x07)"
    "|\x0e(?P<picture>[a-z0-9-]+)\x0f|(?P<end_of_picture>\x10)"
)


def rating(words: str, colour: str | None) -> str:
    """The words of a rating with marks around them. The colour is `#rrggbb`."""
    return f"\x01{colour or ''}\x02{words}\x03"


def name(words: str, address: str) -> str:
    """Words that name a record with marks around them. The address has lower-case letters, digits, `-`, `/`, `:`."""
    return f"\x05{address}\x06{words}\x07"


def picture(words: str, name: str) -> str:
    """Words that stand for the picture of this name with marks around them. The name is a slug."""
    return f"\x0e{name}\x0f{words}\x10"


def without_marks(text: str) -> str:
    """A page, or a piece of one, without the marks of ratings, names and pictures, with their words."""
    return _SIGNS.sub("", text)


def signs_and_words(text: str) -> Iterator[Sign | str]:
    """A text in pieces: its words, and the marks between them in their order."""
    at = 0
    for found in _SIGNS.finditer(text):
        if words := text[at : found.start()]:
            yield words
        yield _sign(found)
        at = found.end()
    if words := text[at:]:
        yield words


_ENDS: dict[str, End] = {
    "end": End(RatingStart),
    "end_of_name": End(NameStart),
    "end_of_picture": End(PictureStart),
}


def _sign(found: re.Match[str]) -> Sign:
    group = found.lastgroup
    if group == "address":
        return NameStart(found["address"])
    if group == "picture":
        return PictureStart(found["picture"])
    return RatingStart(found["colour"]) if group in (None, "colour") else _ENDS[group]
