"""Writes a paper as plain text of 80 columns, for mail and for screen readers.

Ratings are words. A table that is too wide for its words becomes entries: a block for each row.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from itertools import zip_longest

from hsp_cli.formats.document import (
    Alignment,
    Block,
    Code,
    Contents,
    Document,
    Entry,
    Heading,
    List,
    Paragraph,
    PictureBlock,
    Quote,
    Rule,
    Table,
    plain as words_of,
)

WIDTH = 80
_GAP = "  "
"""Between the columns of a table."""

_NARROWEST = 10
"""A column of prose narrower than this is hard to read."""


def finish(document: Document) -> bytes:
    """The text. No line is longer than 80 columns, unless it is one word, or a line of code."""
    return ("\n\n".join(_blocks(document.blocks, WIDTH)) + "\n").encode()


def provenance_in(text: str) -> str:
    """The last paragraph, on one line. The text may have the line ends of any system."""
    return " ".join(re.split(r"\r?\n(?:\r?\n)+", text.rstrip("\r\n"))[-1].splitlines())


def _blocks(blocks: Iterable[Block], width: int) -> Iterator[str]:
    for block in blocks:
        if lines := list(_lines(block, width)):
            yield "\n".join(lines)


def _lines(block: Block, width: int) -> Iterator[str]:
    match block:
        case Heading(level, inlines):
            yield from _heading(level, wrapped(words_of(inlines), width))
        case Paragraph(inlines):
            yield from wrapped(words_of(inlines), width)
        case List():
            yield from _list(block, width)
        case Quote(inside):
            yield from (f"> {line}".rstrip() for line in "\n\n".join(_blocks(inside, width - 2)).split("\n"))
        case Code(text):
            yield from text.split("\n")
        case Rule():
            yield "-" * width
        case Table():
            yield from _table(block, width)
        case PictureBlock(_, _, alternative):
            yield from wrapped(f"[Picture: {alternative}]", width)
        case Contents(entries):
            yield from _contents(entries, width)


_UNDERLINES = "=-~"
"""What is below a heading of the first, second and third level. Deeper ones stand alone."""


def _heading(level: int, lines: list[str]) -> Iterator[str]:
    yield from lines
    if level <= len(_UNDERLINES):
        yield _UNDERLINES[level - 1] * max(map(_columns, lines), default=0)


def _list(block: List, width: int) -> Iterator[str]:
    """A list, the lines of each item below each other."""
    for number, item in enumerate(block.items, start=block.start):
        sign = f"{number}. " if block.ordered else "- "
        yield from _indented(sign, "\n".join(_blocks(item, width - len(sign))).split("\n"))


def _contents(entries: Iterable[Entry], width: int) -> Iterator[str]:
    for entry in entries:
        sign = "  " * (entry.level - 2) + "- "
        yield from _indented(sign, wrapped(words_of(entry.inlines), width - len(sign)))


def _indented(sign: str, lines: Iterable[str]) -> Iterator[str]:
    before = sign
    for line in lines:
        yield f"{before}{line}".rstrip()
        before = " " * len(sign)


def _table(table: Table, width: int) -> Iterator[str]:
    """A table with its columns beside each other or, if that would break words or make columns narrow, as entries."""
    heads = [words_of(head) for head in table.head]
    rows = [[words_of(cell) for cell in row] for row in table.rows]
    widths = _widths([heads, *rows], width)
    if widths is None:
        yield from _entries(heads, rows, width)
        return
    yield from _row(heads, widths, table.alignments)
    yield _GAP.join("-" * one for one in widths)
    # Rows of one line need no space between them.
    laid_out = [list(_row(row, widths, table.alignments)) for row in rows]
    spaced = any(len(lines) > 1 for lines in laid_out)
    for index, lines in enumerate(laid_out):
        yield from [""] if spaced and index else []
        yield from lines


def _widths(rows: Sequence[Sequence[str]], width: int) -> list[int] | None:
    """The widths of the columns, in which no word is broken. None if there are none that are wide enough to read."""
    columns = list(zip(*rows, strict=True))
    room = width - len(_GAP) * (len(columns) - 1)
    longest = [max(map(_columns, column)) for column in columns]
    least = [
        max(max((_columns(word) for cell in column for word in cell.split()), default=1), min(_NARROWEST, wide), 1)
        for column, wide in zip(columns, longest, strict=True)
    ]
    if sum(least) > room:
        return None
    widths = least
    # The rest goes to the columns in proportion to what they lack.
    while (spare := room - sum(widths)) > 0:
        lacking = [wide - one for wide, one in zip(longest, widths, strict=True)]
        if not any(lack > 0 for lack in lacking):
            break
        total = sum(lack for lack in lacking if lack > 0)
        given = [min(lack, max(spare * lack // total, 0)) if lack > 0 else 0 for lack in lacking]
        if not any(given):
            given[lacking.index(max(lacking))] = 1
        widths = [one + more for one, more in zip(widths, given, strict=True)]
    return widths


def _row(cells: Sequence[str], widths: Sequence[int], alignments: Sequence[Alignment]) -> Iterator[str]:
    lines = [wrapped(cell, width) for cell, width in zip(cells, widths, strict=True)]
    for pieces in zip_longest(*lines, fillvalue=""):
        padded = (_padded(*one) for one in zip(pieces, widths, alignments, strict=True))
        yield _GAP.join(padded).rstrip()


def _padded(text: str, width: int, way: Alignment) -> str:
    fill = width - _columns(text)
    before = {Alignment.LEFT: 0, Alignment.CENTRE: fill // 2, Alignment.RIGHT: fill}[way]
    return f"{' ' * before}{text}{' ' * (fill - before)}"


def _entries(heads: Sequence[str], rows: Sequence[Sequence[str]], width: int) -> Iterator[str]:
    """A block for each row: every cell after the head of its column."""
    for index, row in enumerate(rows):
        yield from [""] if index else []
        for head, cell in zip(heads, row, strict=True):
            yield from _indented("", _hanging(f"{head}: {cell}".rstrip(), width))


def _hanging(text: str, width: int) -> list[str]:
    first, *others = wrapped(text, width - 2) or [""]
    return [first, *(f"  {line}" for line in others)]


def wrapped(text: str, width: int) -> list[str]:
    """Words in lines of a width. A word that is wider stands on a line of its own."""
    lines: list[str] = []
    for word in text.split():
        if lines and _columns(lines[-1]) + 1 + _columns(word) <= width:
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    return lines


def _columns(text: str) -> int:
    """How many columns a text takes on a screen."""
    if text.isascii():
        return len(text)
    return sum(_column(character) for character in text)


def _column(character: str) -> int:
    if unicodedata.combining(character) or unicodedata.category(character) == "Cf":
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1
