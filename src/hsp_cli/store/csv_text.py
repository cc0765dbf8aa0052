"""CSV as in RFC 4180: commas between cells, double quotes around a cell that needs them, a header first."""

import csv
import io
import re
from bisect import bisect_right
from collections.abc import Iterator
from itertools import islice

from hsp_cli.domain.finding import Key
from hsp_cli.store import file_rules
from hsp_cli.store.guard import Refused
from hsp_cli.store.source_map import SyntaxProblem

# Possessive, so that matching a large file needs no memory for steps back.
_CELL = r'(?:"(?:[^"]++|"")*+"|[^",\r\n]*+)'
_LINE_END = re.compile(r"\r\n|\r|\n")
_ALL_CELLS = re.compile(rf"(?:{_CELL}(?:,|{_LINE_END.pattern}))*+{_CELL}")
_ONE_CELL = re.compile(_CELL)
_ROW = re.compile(rf'(?:[^"\r\n]++|"[^"]*+(?:"|\Z))*+(?:{_LINE_END.pattern}|\Z)')


def read_rows(text: str, max_cells: int) -> list[list[str]]:
    """The rows of a text, the header first, without blank lines at its end.

    Refused if a quote is in a wrong place, or if there may be more cells than `max_cells`.
    """
    if text.count(",") + text.count("\n") + text.count("\r") >= max_cells:
        words = f"the file may hold more than {max_cells:,} cells; at most so many are read"
        raise Refused(SyntaxProblem(file_rules.TOO_MANY_VALUES, 1, 1, words))
    if '"' in text and (match := _ALL_CELLS.match(text)) and match.end() < len(text):
        _refuse(text, match.end(), "a quote inside a cell, or a cell whose quotes do not end")
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    rows = []
    try:
        rows = list(reader)
    except csv.Error as error:
        line = max(reader.line_num, 1)
        raise Refused(SyntaxProblem(file_rules.CSV_SYNTAX, line, 1, str(error))) from None
    while rows and not rows[-1]:
        rows.pop()
    return rows


def _refuse(text: str, index: int, message: str) -> None:
    line, column = _Lines(text).place(index)
    raise Refused(SyntaxProblem(file_rules.CSV_SYNTAX, line, column, message))


class _Lines:
    """The lines of a text."""

    def __init__(self, text: str) -> None:
        self._starts = [0, *(match.end() for match in _LINE_END.finditer(text))]

    def place(self, index: int) -> tuple[int, int]:
        """The line and column of a character."""
        line = bisect_right(self._starts, index)
        return line, index - self._starts[line - 1] + 1


class CsvMap:
    """The places of the cells of a text, as a source map has those of a record.

    Keys are the number of a row, from 0 without the header (-1), and the name or number of a column. The text is read
    again for it, so it is made only for a file with findings.
    """

    def __init__(self, text: str) -> None:
        self._text = text
        self._lines = _Lines(text)
        self._rows = [match.start() for match in _ROW.finditer(text)]
        self._columns = [cell for _, cell in self._cells(0)]

    def find(self, keys: tuple[Key, ...], *, on_key: bool = False) -> tuple[int, int]:
        """The line and column of a cell or, without a column, of a row."""
        row = keys[0] if keys and isinstance(keys[0], int) else -1
        at = self._rows[row + 1] if row + 1 < len(self._rows) else 0
        if keys[1:] and (column := self._column(keys[1])) is not None:
            # The last cell counts if the row has fewer.
            *_, (at, _) = islice(self._cells(at), column + 1)
        return self._lines.place(at)

    def line(self, keys: tuple[Key, ...]) -> int:
        return self.find(keys)[0]

    def _column(self, key: Key) -> int | None:
        """The position of a column. A key that contains others has the first of their columns."""
        if isinstance(key, int):
            return key
        return next((at for at, name in enumerate(self._columns) if name == key or name.startswith(f"{key}.")), None)

    def close(self) -> None:
        """There is nothing to free, unlike in a source map."""

    def _cells(self, at: int) -> Iterator[tuple[int, str]]:
        """The start and the text of each cell of the row that starts there."""
        while match := _ONE_CELL.match(self._text, at):
            cell = match[0]
            yield at, cell[1:-1].replace('""', '"') if cell.startswith('"') else cell
            if self._text[match.end() : match.end() + 1] != ",":
                return
            at = match.end() + 1
