"""The direction in which words are written: Arabic, Hebrew, Urdu and others go from right to left."""

import unicodedata

FROM_RIGHT = frozenset(("R", "AL"))
"""The classes of Unicode for letters of scripts that are written from right to left."""

STRONG = FROM_RIGHT | {"L"}
"""The classes of all letters. Digits, blanks and signs take the direction of the letters beside them."""


def starts_from_right(text: str) -> bool:
    """Whether the first letter belongs to a script that is written from right to left."""
    if text.isascii():
        return False
    ways = (unicodedata.bidirectional(character) for character in text)
    return next((way in FROM_RIGHT for way in ways if way in STRONG), False)
