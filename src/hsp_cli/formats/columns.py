"""How wide the columns of a table are, and whether it needs a page on its side. Lengths are in twips."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil, sqrt

from hsp_cli.drawing.svg import text_width
from hsp_cli.formats.document import Table, plain

SIZE = 9
"""The size of words in tables, in points, if no reference document says otherwise."""

TWIPS_PER_POINT = 20

MARGINS = 200
"""The blank beside the words of a cell, both sides together, and its borders."""

_LONGEST_WORD = 2_200
"""A word that is wider is divided. An address without blanks would take the whole page."""

_LINES_OF_A_SPLIT_ROW = 30
"""A row with more lines may be divided between pages: it would leave most of a page blank, or not fit on any."""

_TALL_ROW = 9
"""Rows of a table with many columns that have more lines on average are easier to read on a wide page."""

_MANY_COLUMNS = 5


@dataclass(frozen=True, slots=True)
class Layout:
    """The widths of columns, and how many lines each row has in them."""

    widths: tuple[int, ...]
    lines: tuple[int, ...]

    def may_split(self, row: int) -> bool:
        """Whether a row, counted from 0, may be divided between two pages."""
        return self.lines[row] > _LINES_OF_A_SPLIT_ROW


def layout_of(table: Table, room: int) -> Layout:
    """The columns of a table in a page with so much room for words. Together they are as wide as the room."""
    texts = _texts(table)
    columns = _columns(texts)
    widths = _widths(columns, room)
    lines = tuple(
        max((ceil(_width(cell) / max(width - MARGINS, 1)) for cell, width in zip(row, widths, strict=True)), default=1)
        for row in texts[1:]
    )
    return Layout(widths, lines)


def is_wide(table: Table, room: int) -> bool:
    """Whether a table needs a page on its side: its words do not fit, or many columns make its rows long."""
    columns = _columns(_texts(table))
    if sum(column.least for column in columns) > room:
        return True
    if len(columns) < _MANY_COLUMNS or not table.rows:
        return False
    lines = layout_of(table, room).lines
    return sum(lines) / len(lines) > _TALL_ROW


@dataclass(frozen=True, slots=True)
class _Column:
    """The least width in which no word is divided, the width in which each cell has one line, and the mean of cells."""

    least: int
    longest: int
    mean: float


def _texts(table: Table) -> list[list[str]]:
    return [[plain(cell) for cell in row] for row in (table.head, *table.rows)]


def _columns(texts: Sequence[Sequence[str]]) -> list[_Column]:
    columns = []
    for cells in zip(*texts, strict=True):
        whole = [_width(cell) for cell in cells]
        words = max((_width(word) for cell in cells for word in cell.split()), default=0)
        columns.append(
            _Column(min(words, _LONGEST_WORD) + MARGINS, max(whole) + MARGINS, sum(whole) / len(whole) + MARGINS)
        )
    return columns


def _width(text: str) -> int:
    return ceil(text_width(text, SIZE) * TWIPS_PER_POINT)


def _widths(columns: Sequence[_Column], room: int) -> tuple[int, ...]:
    """Widths that fill the room. Each column has room for its longest word, if there is enough; a column with more
    words gets more of the rest, but none gets more than it can use while another has too little.
    """
    longest = [column.longest for column in columns]
    least = [min(column.least, column.longest) for column in columns]
    if sum(longest) <= room:
        return _filled([room * one / sum(longest) for one in longest], room)
    if sum(least) >= room:
        return _filled([room * one / sum(least) for one in least], room)
    weights = [sqrt(column.mean * column.longest) for column in columns]
    widths = [float(one) for one in least]
    while (spare := room - sum(widths)) > 1:
        open_ones = [index for index, width in enumerate(widths) if width < longest[index] - 0.5]
        total = sum(weights[index] for index in open_ones)
        for index in open_ones:
            widths[index] = min(widths[index] + spare * weights[index] / total, longest[index])
    return _filled(widths, room)


def _filled(widths: Sequence[float], room: int) -> tuple[int, ...]:
    """Whole numbers whose sum is the room."""
    whole = [int(one) for one in widths]
    whole[-1] += room - sum(whole)
    return tuple(whole)
