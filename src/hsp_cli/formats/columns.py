"""How wide the columns of a table are, and whether it needs a page on its side. Lengths are in twips."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import ceil
from statistics import median
from typing import TypeAlias

from hsp_cli.drawing.svg import text_width
from hsp_cli.formats.document import Alignment, Block, Inline, Table, blocks_within, plain

SIZE = 9
"""The size of words in tables, in points, if no reference document says otherwise."""

TWIPS_PER_POINT = 20

MARGINS = 200
"""The blank beside the words of a cell, both sides together, and its borders."""

_OF_PICTURES = 0.9
"""Words of pictures keep more room, because nothing can move there when another font stands in."""

_BOLD = 1.1
"""How much wider bold words are."""

_LONGEST_WORD = 2_200
"""A word that is wider is divided. An address without blanks would take the whole page."""

_LINES_OF_A_SPLIT_ROW = 30
"""A row with more lines may be divided between pages: it would leave most of a page blank, or not fit on any."""

_LINES_OF_A_REPEATED_HEAD = 15
"""A head with more lines is on the first page of its table only: repeated, it would leave no room for the rows."""

_TALL_ROW = 14
"""If half the rows of a table with many columns have more lines, it is easier to read on a wide page."""

_MANY_COLUMNS = 6


Head: TypeAlias = tuple[tuple[Inline, ...], ...]


@dataclass(frozen=True, slots=True)
class Layout:
    """The widths of columns, and how many lines the head and each row have in them."""

    widths: tuple[int, ...]
    head_lines: int
    lines: tuple[int, ...]

    @property
    def repeats_head(self) -> bool:
        """Whether the head is on every page of the table."""
        return self.head_lines <= _LINES_OF_A_REPEATED_HEAD

    def may_split(self, row: int) -> bool:
        """Whether a row, counted from 0, may be divided between two pages."""
        return self.lines[row] > _LINES_OF_A_SPLIT_ROW


def models(blocks: tuple[Block, ...]) -> dict[Head, Table]:
    """For each head of tables, one table with the rows of all that have it, also inside lists.

    Tables of one kind look the same in a paper, however long the words of each are.
    """
    rows: dict[Head, list[tuple[tuple[Inline, ...], ...]]] = {}
    alignments: dict[Head, tuple[Alignment, ...]] = {}
    for block in blocks_within(blocks):
        if isinstance(block, Table):
            rows.setdefault(block.head, []).extend(block.rows)
            alignments.setdefault(block.head, block.alignments)
    return {head: Table(head, tuple(rows[head]), alignments[head]) for head in rows}


def layout_of(table: Table, room: int, model: Table | None = None) -> Layout:
    """The columns of a table in a page with so much room for words. Together they are as wide as the room.

    The widths are those of the model, which has the rows of this table and of others.
    """
    widths = _widths(_columns(_texts(model or table)), room)
    head_lines, *lines = (
        max((ceil(width_of(cell) / max(width - MARGINS, 1)) for cell, width in cells), default=1)
        for cells in (zip(row, widths, strict=True) for row in _texts(table))
    )
    return Layout(widths, head_lines, tuple(lines))


def is_wide(table: Table, room: int) -> bool:
    """Whether a table needs a page on its side: its words do not fit, or many columns make its rows long."""
    columns = _columns(_texts(table))
    if sum(column.least for column in columns) > room:
        return True
    if len(columns) < _MANY_COLUMNS or not table.rows:
        return False
    lines = layout_of(table, room).lines
    return median(lines) > _TALL_ROW


@dataclass(frozen=True, slots=True)
class _Column:
    """The least width in which no word is divided, the width in which each cell has one line, and how much of the room
    the words want.
    """

    least: int
    longest: int
    weight: float


def _texts(table: Table) -> list[list[str]]:
    return [[plain(cell) for cell in row] for row in (table.head, *table.rows)]


def _columns(texts: Sequence[Sequence[str]]) -> list[_Column]:
    columns = []
    for cells in zip(*texts, strict=True):
        # The head is bold.
        whole = [width_of(cells[0]) * _BOLD, *map(width_of, cells[1:])]
        words = [width_of(word) * (1 if row else _BOLD) for row, cell in enumerate(cells) for word in _words(cell)]
        columns.append(
            _Column(
                ceil(min(max(words, default=0), _LONGEST_WORD)) + MARGINS,
                ceil(max(whole)) + MARGINS,
                sum(one**3 for one in whole) ** 0.25,
            )
        )
    return columns


def _words(text: str) -> list[str]:
    """What Word does not divide: it ends lines after hyphens too."""
    return re.findall(r"[^\s-]+-?", text)


@lru_cache(maxsize=20_000)
def width_of(text: str) -> int:
    """How wide words in a table are at most."""
    return ceil(text_width(text, SIZE) * _OF_PICTURES * TWIPS_PER_POINT)


def _widths(columns: Sequence[_Column], room: int) -> tuple[int, ...]:
    """Widths that fill the room. Each column has room for its longest word, if there is enough. It gets no more than it
    can use while another has too little. Within that, rows are low: the sum of the cubes of the lines of all cells is
    least.
    """
    longest = [column.longest for column in columns]
    least = [min(column.least, column.longest) for column in columns]
    if sum(longest) <= room:
        return _filled([room * one / sum(longest) for one in longest], room)
    if sum(least) >= room:
        return _filled([room * one / sum(least) for one in least], room)
    low, high = 0.0, room / min(column.weight for column in columns if column.weight)
    for _ in range(50):
        scale = (low + high) / 2
        widths = [
            min(max(scale * column.weight, narrow), wide)
            for column, narrow, wide in zip(columns, least, longest, strict=True)
        ]
        low, high = (scale, high) if sum(widths) < room else (low, scale)
    return _filled(widths, room)


def _filled(widths: Sequence[float], room: int) -> tuple[int, ...]:
    """Whole numbers whose sum is the room."""
    whole = [int(one) for one in widths]
    whole[-1] += room - sum(whole)
    return tuple(whole)
