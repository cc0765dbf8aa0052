"""Workbooks that hsp exported, as another program saves them after somebody has filled them in."""

from datetime import date
from pathlib import Path
from typing import Any

from hsp_cli.domain.sheet import Cell, CellProblem, column_letters
from hsp_cli.store.xlsx import Workbook
from tests.workbooks import packed, parts, sheet_xml

HEADINGS = 3
"""The row of the headings."""

_EPOCH = date(1899, 12, 30)


class Filled:
    """A workbook that can be filled in. Rows are found by the values of their first columns with ids."""

    def __init__(self, path: Path) -> None:
        self.path = path
        book = Workbook(path.read_bytes(), path.name)
        self.sheets: dict[str, dict[tuple[int, int], Any]] = {
            name: {place: _value(cell) for place, cell in book.sheet(name).cells.items()} for name in book.names
        }
        self.merged: list[str] = []

    @property
    def first(self) -> dict[tuple[int, int], Any]:
        return next(iter(self.sheets.values()))

    def column(self, heading: str) -> int:
        """The column with a heading, which may lack "(fill in)"."""
        for (row, column), value in self.first.items():
            if row == HEADINGS and str(value).removesuffix(" (fill in)") == heading:
                return column
        raise KeyError(heading)

    def row(self, *texts: str) -> int:
        """The row that has each of these texts in some cell."""
        rows = {row for row, _ in self.first if row > HEADINGS}
        found = [row for row in rows if set(texts) <= {str(value) for at, value in self.first.items() if at[0] == row}]
        (row,) = found
        return row

    def fill(self, row: int, **values: Any) -> "Filled":
        """Fill in cells of a row by heading, with `_` for a space. None empties a cell."""
        for heading, value in values.items():
            self.first[row, self.column(heading.replace("_", " "))] = value
        return self

    def place(self, row: int, heading: str) -> str:
        return f"{next(iter(self.sheets))}!{column_letters(self.column(heading))}{row}"

    def save(self) -> None:
        made = {
            name: sheet_xml(_rows(cells), self.merged if cells is self.first else ())
            for name, cells in self.sheets.items()
        }
        self.path.write_bytes(packed(parts(made)))


def _value(cell: Cell) -> Any:
    assert cell.problem is not CellProblem.FORMULA
    if isinstance(cell.value, date):
        return ((cell.value - _EPOCH).days, "dd/mm/yyyy")
    return cell.value if isinstance(cell.value, str | bool) or cell.value is None else float(cell.value)


def _rows(cells: dict[tuple[int, int], Any]) -> list[list[Any]]:
    height = max((row for row, _ in cells), default=0)
    width = max((column for _, column in cells), default=0)
    return [[cells.get((row, column)) for column in range(1, width + 1)] for row in range(1, height + 1)]
