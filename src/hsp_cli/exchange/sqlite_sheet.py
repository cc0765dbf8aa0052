"""A sheet as an SQLite database: a table for the rows, and tables for those that they name."""

import sqlite3
from collections.abc import Iterable, Sequence
from contextlib import closing
from decimal import Decimal
from functools import lru_cache
from typing import Any

from hsp_cli.domain.request import RequestRefused
from hsp_cli.exchange.cells import Value, cell_text
from hsp_cli.exchange.sheets import Sheet
from hsp_cli.exchange.tables import Column, ColumnType, Row

_TYPES = {
    ColumnType.NUMBER: "REAL",
    ColumnType.WHOLE: "INTEGER",
    ColumnType.FLAG: "INTEGER",
}
"""The types of columns. All others are TEXT; SQLite has no dates and no lists."""

_NAMES = {"priority_id": ("priority", "priorities"), "body_id": ("body", "bodies")}
"""The columns of ids, each with the column of its names and the table that lists them."""

_MOST_COLUMNS = 2000

_STRICT = " STRICT" if sqlite3.sqlite_version_info >= (3, 37) else ""
"""Whether SQLite holds columns to their types. Older ones cannot; the values have these types all the same."""


def as_sqlite(sheet: Sheet) -> bytes:
    """The bytes of the database; equal sheets give equal bytes.

    RequestRefused if a number has more digits than SQLite can hold, or if there are too many columns.
    """
    with closing(SqliteSheet(sheet)) as database:
        database.add(sheet.rows)
        return database.content()


class SqliteSheet:
    """A database that takes the rows of a sheet bit by bit, so that they need not all be in memory.

    The rows have the number of their place in the sheet as `row_id`. Each owner of a row is a row of `owners`, with the
    party that the name means. `about` and `columns` say what the sheet is about and what its columns mean.
    """

    def __init__(self, sheet: Sheet) -> None:
        """RequestRefused if there are too many columns."""
        if len(sheet.columns) >= _MOST_COLUMNS:
            raise RequestRefused(f"SQLite has at most {_MOST_COLUMNS} columns in a table", "leave --wide out")
        self._sheet = sheet
        self._names = {column.name for column in sheet.columns}
        self._rows = 0
        self._named: dict[str, dict[str, Value]] = {key: {} for key in _NAMES if key in self._names}
        self._parties: set[str] = set()
        self._database = sqlite3.connect(":memory:")
        _describe(self._database, sheet)
        self._declare()

    def add(self, rows: Sequence[Row]) -> None:
        """Add the next rows. RequestRefused if a number has more digits than SQLite can hold."""
        numbered = list(enumerate(rows, start=self._rows + 1))
        values = ((number, *_values(row, self._sheet.columns)) for number, row in numbered)
        _insert(self._database, self._sheet.table.name, len(self._sheet.columns) + 1, values)
        if "owner_ids" in self._names:
            _insert(self._database, "owners", 4, _owners(numbered))
            self._parties.update(one for row in rows for one in _items(row.values["owner_ids"]) if one)
        for key, found in self._named.items():
            found |= {cell_text(row.values[key]): row.values.get(_NAMES[key][0]) for row in rows if row.values[key]}
        self._rows += len(rows)

    def content(self) -> bytes:
        """The bytes of the database, after the last row."""
        for key, found in self._named.items():
            _insert(self._database, _NAMES[key][1], 2, ((one, found[one]) for one in sorted(found)))
        if "owner_ids" in self._names:
            parties = {party.id: party.name for party in self._sheet.about.settings.parties()}
            _insert(self._database, "parties", 2, ((one, parties.get(one)) for one in sorted(self._parties)))
        self._database.commit()
        return self._database.serialize()

    def close(self) -> None:
        self._database.close()

    def _declare(self) -> None:
        """The tables for the rows, and for the priorities, bodies and parties that rows name."""
        table = self._sheet.table.name
        for key in self._named:
            self._create(_NAMES[key][1], "id TEXT PRIMARY KEY, name TEXT")
        if "owner_ids" in self._names:
            self._create("parties", "id TEXT PRIMARY KEY, name TEXT")
        declared = ", ".join(_declaration(column) for column in self._sheet.columns)
        self._create(table, f"row_id INTEGER PRIMARY KEY, {declared}")
        if "owner_ids" in self._names:
            self._create(
                "owners",
                f"row_id INTEGER NOT NULL REFERENCES {table}, position INTEGER NOT NULL, party_id TEXT REFERENCES"
                " parties, name TEXT NOT NULL, PRIMARY KEY (row_id, position)",
            )

    def _create(self, table: str, columns: str) -> None:
        self._database.execute(f"CREATE TABLE {table} ({columns}){_STRICT}")


def _describe(database: sqlite3.Connection, sheet: Sheet) -> None:
    database.execute(f"CREATE TABLE about (name TEXT PRIMARY KEY, value TEXT){_STRICT}")
    about = {"table": sheet.table.name, "meaning": sheet.table.meaning, **_flat(sheet.about.as_data())}
    _insert(database, "about", 2, about.items())
    database.execute(
        "CREATE TABLE columns (name TEXT PRIMARY KEY, type TEXT NOT NULL, title TEXT NOT NULL, meaning TEXT NOT NULL,"
        f" source TEXT){_STRICT}"
    )
    listed = ((one.name, one.type.value, one.title, one.meaning, one.source or None) for one in sheet.columns)
    _insert(database, "columns", 5, listed)


def _flat(values: Any, above: str = "") -> dict[str, str | None]:
    """The values of mappings by their names, joined by full stops. Those that are empty are left out."""
    found: dict[str, str | None] = {}
    for name, value in values.items():
        if isinstance(value, dict):
            found |= _flat(value, f"{above}{name}.")
        else:
            found[f"{above}{name}"] = None if value is None else str(value)
    return found


def _declaration(column: Column) -> str:
    named = _NAMES.get(column.name)
    reference = f" REFERENCES {named[1]}" if named else ""
    return f"{_quoted(column.name)} {_TYPES.get(column.type, 'TEXT')}{reference}"


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


def _values(row: Row, columns: Sequence[Column]) -> Iterable[Any]:
    return (_stored(row.values[column.name], row, column) for column in columns)


def _stored(value: Value, row: Row, column: Column) -> Any:
    match value:
        case None:
            return None
        case bool() | int():
            return int(value)
        case Decimal():
            number = _float(value)
            if number is None:
                reason = f"SQLite cannot hold the number {value} exactly ({row.address}, column {column.name})"
                raise RequestRefused(reason, "choose csv, json or parquet for it")
            return number
    return cell_text(value)


@lru_cache(maxsize=8192)
def _float(number: Decimal) -> float | None:
    """The floating-point number of a decimal. None if that is another number."""
    found = float(number)
    return found if Decimal(repr(found)) == number else None


def _owners(rows: Iterable[tuple[int, Row]]) -> Iterable[tuple[int, int, str | None, str]]:
    for number, row in rows:
        pairs = zip(_items(row.values["owner_ids"]), _items(row.values["owners"]), strict=True)
        for position, (party, name) in enumerate(pairs, start=1):
            yield number, position, party or None, cell_text(name)


def _items(value: Value) -> tuple[str, ...]:
    return value if isinstance(value, tuple) else ()


def _insert(database: sqlite3.Connection, table: str, columns: int, rows: Iterable[Sequence[Any]]) -> None:
    marks = ", ".join("?" * columns)
    database.executemany(f"INSERT INTO {table} VALUES ({marks})", rows)
