"""Which signs of a text have a shape."""

import unicodedata

_SHAPELESS = frozenset(("Cf", "Cc", "Cs"))
_KEPT = "\u00ad\u200c\u200d"
"""Signs without a shape that change how the letters beside them look or break."""


def shown(text: str) -> str:
    """Words without the signs that have no shape. Fonts have none for them, and PDF/UA refuses what has none."""
    if text.isascii() and text.isprintable():
        return text
    return "".join(one for one in text if one in _KEPT or unicodedata.category(one) not in _SHAPELESS)
