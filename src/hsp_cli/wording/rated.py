"""Texts in which a rating keeps the colour that its scale gives it."""

from collections.abc import Iterable


class Rated(str):
    """A text of which some parts are ratings.

    For everybody who does not ask, it is the plain text; a text that is made from it otherwise than by these functions
    has the words without the colours. `parts` are the text in pieces: each with the colour as the settings write it,
    empty if the settings give none; None for words that are no rating.
    """

    __slots__ = ("parts",)

    parts: tuple[tuple[str, str | None], ...]

    def __new__(cls, parts: Iterable[tuple[str, str | None]]) -> "Rated":
        pieces = tuple(parts)
        made = super().__new__(cls, "".join(text for text, _ in pieces))
        made.parts = pieces
        return made


def rated(text: str, colour: str | None) -> Rated:
    """The words of one rating. A colour of None means that the settings give none."""
    return Rated([(text, colour or "")])


def followed(text: str, words: str) -> str:
    """A text with words after it. Its ratings keep their colours."""
    if not words:
        return text
    return Rated([*text.parts, (words, None)]) if isinstance(text, Rated) else f"{text}{words}"


def preceded(words: str, text: str) -> str:
    """A text with words before it. Its ratings keep their colours."""
    return Rated([(words, None), *text.parts]) if isinstance(text, Rated) else f"{words}{text}"


def joined(texts: Iterable[object], between: str = "") -> str:
    """Texts with a separator between them. Their ratings keep their colours."""
    values = list(texts)
    if not any(isinstance(value, Rated) for value in values):
        return between.join(str(value) for value in values)
    parts: list[tuple[str, str | None]] = []
    for index, value in enumerate(values):
        parts += [(between, None)] if index and between else []
        parts += value.parts if isinstance(value, Rated) else [(str(value), None)]
    return Rated(parts)
