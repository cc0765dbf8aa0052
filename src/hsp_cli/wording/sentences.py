"""Sentences: their beginnings and ends."""

import re
from collections.abc import Iterable

_END = re.compile(r"(?<=[.!?])\s+(?=[A-Z£0-9])")
_NOT_AN_END = re.compile(r"(?:\b(?:e\.g|i\.e|etc|Dr|Mr|Mrs|Ms|No|St|vs?|approx)\.|^[0-9]+\.)$")


def capitalised(text: str) -> str:
    """The text with a capital first letter; the rest stays as it is."""
    return text[:1].upper() + text[1:]


def ended(text: str) -> str:
    """The text with a full stop, unless it has an end already."""
    return text if text.endswith((".", "!", "?")) else f"{text}."


def joined(words: Iterable[str]) -> str:
    """A list in a sentence: `a, b and c`. Empty without words."""
    *others, last = (*words,) or ("",)
    return f"{', '.join(others)} and {last}" if others else last


_SHORT = 30
"""A sentence with fewer characters says too little to stand alone."""


def first_sentence(text: str) -> str:
    """The first sentence of a text, on one line. It goes on after an abbreviation, and after a number at its start.

    A very short first sentence (`June 2010 figure.`) comes with the next one.
    """
    line = " ".join(text.split())
    for found in _END.finditer(line):
        if found.start() >= _SHORT and not _NOT_AN_END.search(line[: found.start()]):
            return line[: found.start()]
    return line
