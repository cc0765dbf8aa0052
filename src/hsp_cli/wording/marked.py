"""Texts that know which of their words are ratings, which name a record, and which stand for a picture."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TypeAlias


@dataclass(frozen=True, slots=True)
class OfRating:
    """Marks the words of a rating. `colour` is as the settings write it, and empty if they give none."""

    colour: str


@dataclass(frozen=True, slots=True)
class OfRecord:
    """Marks words that name a record. `address` is `Address.unique`."""

    address: str


@dataclass(frozen=True, slots=True)
class OfPicture:
    """Marks a text in whose place formats with pictures show a picture of the paper, by its name."""

    picture: str


Mark: TypeAlias = OfRating | OfRecord | OfPicture


class Marked(str):
    """A text of which some parts are ratings, name records or stand for pictures.

    For code that does not ask, it is the plain text. A text that is made from it otherwise than by these functions
    has the words without the marks. `parts` are the text in pieces, each with its mark; None for other words.
    """

    __slots__ = ("parts",)

    parts: tuple[tuple[str, Mark | None], ...]

    def __new__(cls, parts: Iterable[tuple[str, Mark | None]]) -> "Marked":
        pieces = tuple(parts)
        made = super().__new__(cls, "".join(text for text, _ in pieces))
        made.parts = pieces
        return made


def rated(text: str, colour: str | None) -> Marked:
    """The words of one rating. A colour of None means that the settings give none."""
    return Marked([(text, OfRating(colour or ""))])


def named(text: str, address: str) -> str:
    """Words that name a record, on one line. A text without words names nothing."""
    words = " ".join(text.split())
    return Marked([(words, OfRecord(address))]) if words else words


def drawn(text: str, picture: str) -> Marked:
    """A text in whose place formats with pictures show the picture of this name."""
    return Marked([(text, OfPicture(picture))])


def followed(text: str, words: str) -> str:
    """A text with words after it. Marks stay."""
    return joined((text, words)) if words else text


def without_end(text: str, characters: str) -> str:
    """A text without these characters at its end. Marks stay."""
    kept = text.rstrip(characters)
    if not isinstance(text, Marked):
        return kept
    parts, room = [], len(kept)
    for words, mark in text.parts:
        parts.append((words[:room], mark))
        room = max(room - len(words), 0)
    return Marked((words, mark) for words, mark in parts if words)


def preceded(words: str, text: str) -> str:
    """A text with words before it. Marks stay."""
    return joined((words, text)) if words else text


def joined(texts: Iterable[object], between: str = "") -> str:
    """Texts with a separator between them. Marks stay."""
    values = list(texts)
    if not any(isinstance(value, Marked) for value in values):
        return between.join(str(value) for value in values)
    parts: list[tuple[str, Mark | None]] = []
    for index, value in enumerate(values):
        parts += [(between, None)] if index and between else []
        parts += value.parts if isinstance(value, Marked) else [(str(value), None)]
    return Marked(parts)
