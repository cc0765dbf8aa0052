"""A sheet as an SQLite database: a table for the rows, and tables for those that they name."""

import sqlite3
from collections.abc import Iterable, Sequence
from contextlib import closing
from decimal import Decimal
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

    The rows have the number of their place in the sheet as `row_id`. Each owner of a row is a row of `owners`, with the
    party that the name means. `about` and `columns` say what the sheet is about and what its columns mean.
    RequestRefused if a number has more digits than SQLite can hold, or if there are too many columns.
    """
    if len(sheet.columns) >= _MOST_COLUMNS:
        raise RequestRefused(f"SQLite has at most {_MOST_COLUMNS} columns in a table", "leave --wide out")
    with closing(sqlite3.connect(":memory:")) as database:
        _describe(database, sheet)
        _list_named(database, sheet)
        _fill(database, sheet)
        database.commit()
        return database.serialize()


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


def _list_named(database: sqlite3.Connection, sheet: Sheet) -> None:
    """The priorities, bodies and parties that rows name, by id."""
    names = {column.name for column in sheet.columns}
    for key, (name, table) in _NAMES.items():
        if key in names:
            found = {cell_text(row.values[key]): row.values.get(name) for row in sheet.rows if row.values[key]}
            database.execute(f"CREATE TABLE {table} (id TEXT PRIMARY KEY, name TEXT){_STRICT}")
            _insert(database, table, 2, ((one, found[one]) for one in sorted(found)))
    if "owner_ids" in names:
        parties = {party.id: party.name for party in sheet.about.settings.parties()}
        used = sorted({one for row in sheet.rows for one in _items(row.values["owner_ids"]) if one})
        database.execute(f"CREATE TABLE parties (id TEXT PRIMARY KEY, name TEXT){_STRICT}")
        _insert(database, "parties", 2, ((one, parties.get(one)) for one in used))


def _fill(database: sqlite3.Connection, sheet: Sheet) -> None:
    table = sheet.table.name
    declared = ", ".join(_declaration(column) for column in sheet.columns)
    database.execute(f"CREATE TABLE {table} (row_id INTEGER PRIMARY KEY, {declared}){_STRICT}")
    rows = ((number, *_values(row, sheet.columns)) for number, row in enumerate(sheet.rows, start=1))
    _insert(database, table, len(sheet.columns) + 1, rows)
    if any(column.name == "owner_ids" for column in sheet.columns):
        database.execute(
            f"CREATE TABLE owners (row_id INTEGER NOT NULL REFERENCES {table}, position INTEGER NOT NULL,"
            f" party_id TEXT REFERENCES parties, name TEXT NOT NULL, PRIMARY KEY (row_id, position)){_STRICT}"
        )
        _insert(database, "owners", 4, _owners(sheet.rows))


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
            number = float(value)
            if Decimal(repr(number)) != value:
                reason = f"SQLite cannot hold the number {value} exactly ({row.address}, column {column.name})"
                raise RequestRefused(reason, "use --format csv, json or parquet")
            return number
    return cell_text(value)


def _owners(rows: Sequence[Row]) -> Iterable[tuple[int, int, str | None, str]]:
    for number, row in enumerate(rows, start=1):
        pairs = zip(_items(row.values["owner_ids"]), _items(row.values["owners"]), strict=True)
        for position, (party, name) in enumerate(pairs, start=1):
            yield number, position, party or None, cell_text(name)


def _items(value: Value) -> tuple[str, ...]:
    return value if isinstance(value, tuple) else ()


def _insert(database: sqlite3.Connection, table: str, columns: int, rows: Iterable[Sequence[Any]]) -> None:
    marks = ", ".join("?" * columns)
    database.executemany(f"INSERT INTO {table} VALUES ({marks})", rows)
