"""Sheets: the cells of a table that people fill in, such as a page of a spreadsheet."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from hsp_cli.domain.record import Choice

CellValue = str | Decimal | bool | date
"""What a cell holds. Text is as it was typed; a number or date is one that the spreadsheet itself holds as such."""


class CellProblem(Choice):
    """Why the value of a cell is not simply what somebody typed there."""

    FORMULA = "formula"
    ERROR = "error"
    MERGED = "merged"


class ShownAs(Choice):
    """How a spreadsheet shows a number or date, where that is not the value that it holds."""

    PERCENT = "percent"
    """0.77 is shown as 77%."""
    MONTH = "month"
    """1 June 2024 is shown as Jun-24."""
    YEAR = "year"
    """1 January 2024 is shown as 2024."""


class Cell(NamedTuple):
    """A cell. `value` is None if it is empty. That of a formula is what it last gave; that of a merged cell is in the
    first cell of its range.
    """

    value: CellValue | None = None
    problem: CellProblem | None = None
    shown_as: ShownAs | None = None

    @property
    def is_empty(self) -> bool:
        """Whether nothing is in it: no value, no formula and no text but spaces."""
        return self.problem is None and (self.value is None or (isinstance(self.value, str) and not self.value.strip()))


EMPTY = Cell()


class Range(NamedTuple):
    """A rectangle of cells that are merged into one. Rows and columns count from 1; both ends are included."""

    first_row: int
    first_column: int
    last_row: int
    last_column: int

    def holds(self, row: int, column: int) -> bool:
        return self.first_row <= row <= self.last_row and self.first_column <= column <= self.last_column


@dataclass(frozen=True)
class Sheet:
    """One page of a spreadsheet, or a CSV file. `cells` has what is not empty, by row and column, both from 1.

    `name` is empty for a CSV file.
    """

    name: str
    cells: Mapping[tuple[int, int], Cell] = field(default_factory=dict)
    merged: tuple[Range, ...] = ()
    _merged_in: dict[int, tuple[Range, ...]] = field(default_factory=dict, repr=False, compare=False)

    def cell(self, row: int, column: int) -> Cell:
        """The cell at a place. One that is hidden below a merged cell has the problem MERGED."""
        found = self.cells.get((row, column), EMPTY)
        if found is EMPTY and self._merge_over(row, column):
            return Cell(None, CellProblem.MERGED)
        return found

    def shown(self, row: int, column: int) -> Cell:
        """The cell that a reader sees at a place: below a merged cell, its value."""
        over = self._merge_over(row, column)
        return self.cells.get((over.first_row, over.first_column), EMPTY) if over else self.cell(row, column)

    def _merge_over(self, row: int, column: int) -> Range | None:
        """The range that hides a cell below its first one."""
        if row not in self._merged_in:
            self._merged_in[row] = tuple(one for one in self.merged if one.first_row <= row <= one.last_row)
        over = next((one for one in self._merged_in[row] if one.holds(row, column)), None)
        return over if over and over[:2] != (row, column) else None

    @property
    def rows(self) -> list[int]:
        """The numbers of the rows that are not empty, in order."""
        return sorted({row for row, _ in self.cells})

    def columns(self, row: int) -> list[int]:
        """The numbers of the columns that are not empty in a row, in order."""
        return sorted(column for at, column in self.cells if at == row)

    def place(self, row: int, column: int | None = None) -> str:
        """A cell or row as people find it in a spreadsheet: `figures!D14`, `row 14`; in a CSV file `D14`."""
        where = f"{column_letters(column)}{row}" if column else f"row {row}"
        return f"{self.name}!{where}" if self.name and column else f"{self.name} {where}".strip()


def column_letters(column: int) -> str:
    """The letters of a column, which count from 1: A, B, … Z, AA."""
    letters = ""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters
