"""Open data: a table in every format that is published, made in one pass over its rows."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack, closing
from dataclasses import dataclass, replace
from itertools import islice
from tempfile import SpooledTemporaryFile
from typing import IO, Protocol

from hsp_cli.exchange.about import About
from hsp_cli.exchange.csv_sheet import as_csv, csv_rows
from hsp_cli.exchange.csvw import ENDING, description
from hsp_cli.exchange.formats import SheetFormat, ending_of, files_of
from hsp_cli.exchange.json_sheet import BETWEEN_ROWS, around_rows, as_json, row_texts
from hsp_cli.exchange.json_text import json_text
from hsp_cli.exchange.sheets import Sheet
from hsp_cli.exchange.sqlite_sheet import SqliteSheet
from hsp_cli.exchange.tables import FINGERPRINT, Asked, Column, Row, Table

_AT_ONCE = 500
"""So many rows are in memory at once. All the rows of a large table take more memory than all the records."""


@dataclass(frozen=True, slots=True)
class Dataset:
    """A table as it is published: its files by name, how many rows it has, and the size of each file in bytes.

    Large files wait on disk until they are read: together they take more memory than the records. Whoever reads one
    closes it.
    """

    files: Mapping[str, IO[bytes]]
    rows: int
    sizes: Mapping[str, int]


def open_columns(table: Table) -> tuple[Column, ...]:
    """The columns that are published: those of the sheets, without the code by which sheets come back."""
    return tuple(column for column in table.recorded if column is not FINGERPRINT)


def file_names(table: Table, format: SheetFormat) -> tuple[str, ...]:
    """The names of the files of a table in a format. CSV has its description beside it."""
    name = f"{table.name}{ending_of(format)}"
    return (name, name + ENDING) if format is SheetFormat.CSV else (name,)


def dataset(table: Table, asked: Asked, about: About, formats: Collection[SheetFormat]) -> Dataset:
    """A table in some formats. RequestRefused if the library of one is not installed, or if one cannot hold a number.

    CSV is as the records have it: a text that a spreadsheet takes for a formula is not changed.
    """
    empty = Sheet(table, about, open_columns(table), ())
    if SheetFormat.PARQUET in formats:
        return _whole(replace(empty, rows=tuple(table.find(asked))), formats)
    return _in_one_pass(empty, table.find(asked), formats)


def _whole(sheet: Sheet, formats: Collection[SheetFormat]) -> Dataset:
    """The table from all its rows at once. DuckDB needs them together."""
    name = file_names(sheet.table, SheetFormat.PARQUET)[0]
    parquet = files_of(sheet, SheetFormat.PARQUET, name)[name]
    others = [one for one in formats if one is not SheetFormat.PARQUET]
    made = _in_one_pass(replace(sheet, rows=()), sheet.rows, others)
    return replace(made, files={**made.files, name: _waiting(parquet)}, sizes={**made.sizes, name: len(parquet)})


def _in_one_pass(sheet: Sheet, rows: Iterable[Row], formats: Collection[SheetFormat]) -> Dataset:
    with ExitStack() as opened:
        making = [opened.enter_context(closing(_MAKERS[one](sheet))) for one in formats]
        count = 0
        for some in _batches(rows):
            count += len(some)
            for maker in making:
                maker.add(some)
        files = {name: content for maker in making for name, content in maker.files()}
    return Dataset(files, count, {name: file.tell() for name, file in files.items()})


class _Maker(Protocol):
    """Makes the files of a table in a format from its rows, as they come."""

    def __init__(self, sheet: Sheet) -> None:
        """`sheet` is without rows."""

    def add(self, rows: Sequence[Row]) -> None:
        """Take the next rows."""

    def files(self) -> Iterator[tuple[str, IO[bytes]]]:
        """The files by name, after the last row, each at its end."""

    def close(self) -> None:
        """Free what is not needed any more."""


class _Csv:
    """CSV and its description."""

    def __init__(self, sheet: Sheet) -> None:
        self._sheet = sheet
        self._text = _waiting(as_csv(sheet).encode())
        self._keyed: dict[str, Row] = {}
        self._is_given = False

    def add(self, rows: Sequence[Row]) -> None:
        self._text.write(csv_rows(self._sheet.columns, rows).encode())
        for name in self._sheet.table.key:
            if name not in self._keyed and (found := next((row for row in rows if row.values[name]), None)):
                self._keyed[name] = found

    def files(self) -> Iterator[tuple[str, IO[bytes]]]:
        name, described = file_names(self._sheet.table, SheetFormat.CSV)
        self._is_given = True
        yield name, self._text
        # The key of a table is the columns that are not empty in every row: a row for each of them shows that.
        keyed = replace(self._sheet, rows=tuple(self._keyed.values()))
        yield described, _waiting(json_text(description(keyed, name)).encode())

    def close(self) -> None:
        if not self._is_given:
            self._text.close()


class _Json:
    """JSON."""

    def __init__(self, sheet: Sheet) -> None:
        self._sheet = sheet
        self._before, self._after = around_rows(sheet)
        self._text = _waiting(b"")
        self._is_given = False

    def add(self, rows: Sequence[Row]) -> None:
        self._text.write((BETWEEN_ROWS if self._text.tell() else self._before).encode())
        self._text.write(BETWEEN_ROWS.join(row_texts(self._sheet.columns, rows)).encode())

    def files(self) -> Iterator[tuple[str, IO[bytes]]]:
        if self._text.tell():
            self._text.write(self._after.encode())
        else:
            self._text.write(as_json(self._sheet).encode())
        self._is_given = True
        yield file_names(self._sheet.table, SheetFormat.JSON)[0], self._text

    def close(self) -> None:
        if not self._is_given:
            self._text.close()


class _Database:
    """SQLite."""

    def __init__(self, sheet: Sheet) -> None:
        self._sheet = sheet
        self._database = SqliteSheet(sheet)

    def add(self, rows: Sequence[Row]) -> None:
        self._database.add(rows)

    def files(self) -> Iterator[tuple[str, IO[bytes]]]:
        yield file_names(self._sheet.table, SheetFormat.SQLITE)[0], _waiting(self._database.content())

    def close(self) -> None:
        self._database.close()


_MAKERS: dict[SheetFormat, type[_Maker]] = {
    SheetFormat.CSV: _Csv,
    SheetFormat.JSON: _Json,
    SheetFormat.SQLITE: _Database,
}


_MOST_IN_MEMORY = 1_000_000
"""The most bytes of a file that wait in memory."""


def _waiting(content: bytes) -> IO[bytes]:
    """A file that waits until it is read, at its end."""
    # Whoever takes it from the dataset closes it.
    file = SpooledTemporaryFile(_MOST_IN_MEMORY)  # noqa: SIM115
    file.write(content)
    return file


def _batches(rows: Iterable[Row]) -> Iterator[list[Row]]:
    waiting = iter(rows)
    while some := list(islice(waiting, _AT_ONCE)):
        yield some
