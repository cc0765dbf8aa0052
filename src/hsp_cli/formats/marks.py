"""Marks on a page that Markdown cannot write: the place of the contents, and the colours of ratings.

They are control characters, which `formats.markdown` removes from every text of a record. So no record can forge one.
"""

import re

CONTENTS = "\0contents\0"
"""The place of the contents."""

_START, _COLOUR_END, _END = "\x01", "\x02", "\x03"

START = re.compile(f"{_START}(#[0-9a-f]{{6}})?{_COLOUR_END}")
"""The start of a rating, with its colour if it has one."""

END = _END
"""The end of a rating."""

_RATING = re.compile(f"{START.pattern}([^{_START}{_COLOUR_END}{_END}]*){_END}")


def rating(words: str, colour: str | None) -> str:
    """The words of a rating with marks around them. The colour is `#rrggbb`."""
    return f"{_START}{colour or ''}{_COLOUR_END}{words}{_END}"


def without_ratings(page: str) -> str:
    """A page without the marks of ratings, with their words."""
    return _RATING.sub(r"\2", page)
