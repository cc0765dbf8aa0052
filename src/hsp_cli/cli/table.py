"""Tables: column widths, line breaks and separators.

Rich also lays out tables, but takes a tenth of a millisecond per cell, and a county's list has 30,000 cells.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import zip_longest

_WORD = re.compile(r"\S+\s*")


@dataclass(frozen=True, slots=True)
class Look:
    """The separator between two columns, the rule below the headings, and the sign where the two cross."""

    between: str
    rule: str
    crossing: str


BARE = Look("", "", "")
RULED = Look(" ", "─", "─")
ASCII = Look("|", "-", "+")


def table_lines(
    heads: Sequence[str],
    rows: Sequence[Sequence[str]],
    styles: Sequence[str],
    look: Look,
    room: int,
    paint: Callable[[str, str], str],
) -> Iterator[str]:
    """The lines of a table for a screen of `room` columns, padded with spaces.

    Words are broken only if the longest of each column do not fit beside each other. `styles` gives the style of the
    third column of each row. `paint` applies a style to a text.
    """
    padding = _padding(heads)
    full = [max(map(_cells, column)) + pad for column, pad in zip(zip(heads, *rows, strict=True), padding, strict=True)]
    room -= len(look.between) * (len(heads) - 1)
    least = _widths_of_words(heads, rows) if sum(full) > room else full
    narrowed = _narrowed(full, least if sum(least) <= room else [0] * len(full), room)
    widths = [width - pad for width, pad in zip(narrowed, padding, strict=True)]
    gap = f"{paint(' ', 'bold')}{look.between}{paint(' ', 'bold')}"
    for line in _broken_row(heads, widths):
        yield gap.join(paint(_filled(text, width), "bold") for text, width in zip(line, widths, strict=True))
    if look.rule:
        yield look.crossing.join(look.rule * width for width in narrowed)
    gap = f" {look.between} "
    for index, row in enumerate(rows):
        style = styles[index] if index < len(styles) else ""
        for line in _broken_row(row, widths):
            filled = [_filled(text, width) for text, width in zip(line, widths, strict=True)]
            if style and line[2]:
                filled[2] = paint(filled[2], style)
            yield gap.join(filled)


def keeps_words(heads: Sequence[str], rows: Sequence[Sequence[str]], look: Look, room: int) -> bool:
    """Whether a table of `room` columns breaks no word, and so no id."""
    return sum(_widths_of_words(heads, rows)) + len(look.between) * (len(heads) - 1) <= room


def _padding(heads: Sequence[str]) -> list[int]:
    """The spaces beside the text of each column."""
    return [(index > 0) + (index < len(heads) - 1) for index in range(len(heads))]


def _widths_of_words(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> list[int]:
    """The width of each column, with its padding, below which a word is broken."""
    columns = zip(zip(heads, *rows, strict=True), _padding(heads), strict=True)
    return [max(_cells(word) for text in column for word in text.split() or [""]) + pad for column, pad in columns]


def _narrowed(widths: list[int], least: list[int], room: int) -> list[int]:
    """Column widths that fit the room, and are at least as wide as `least`, which fits it.

    The widest columns shrink first; columns of equal width shrink together.
    """
    widths = [max(min(width, room), minimum) for width, minimum in zip(widths, least, strict=True)]
    while (excess := sum(widths) - room) > 0:
        wide = [index for index, width in enumerate(widths) if width > least[index]]
        widest = max(widths[index] for index in wide)
        giving = [index for index in wide if widths[index] == widest]
        limits = [widths[index] for index in wide if widths[index] < widest] + [least[index] for index in giving]
        next_widest = max(limits)
        for place, index in enumerate(giving):
            share = min(round(excess / (len(giving) - place)), widest - next_widest)
            widths[index] -= share
            excess -= share
    return widths


def _broken_row(row: Sequence[str], widths: Sequence[int]) -> Iterator[tuple[str, ...]]:
    """The lines of a row after line breaks, each with a text for every column."""
    broken = [_broken(text, width) for text, width in zip(row, widths, strict=True)]
    return zip_longest(*broken, fillvalue="")


def _broken(text: str, width: int) -> list[str]:
    """Break a text into lines of at most `width` cells. Only a longer word is broken."""
    if _cells(text) <= width:
        return [text]
    from rich.cells import chop_cells

    lines = [""]
    for word in _WORD.findall(text):
        bare = word.rstrip()
        if _cells(lines[-1]) + _cells(bare) <= width:
            lines[-1] += word
        else:
            lines += chop_cells(bare, width) if _cells(bare) > width else [bare]
            lines[-1] += word[len(bare) :]
    return [line.rstrip() if _cells(line) > width else line for line in lines if line]


def _filled(text: str, width: int) -> str:
    return text + " " * (width - _cells(text))


def _cells(text: str) -> int:
    """The width of a text in screen columns: an ideograph takes two, a combining accent none."""
    if text.isascii():
        return len(text)
    from rich.cells import cell_len

    return cell_len(text)
