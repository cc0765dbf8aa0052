"""Sheets: the columns and rows that are exported, long or wide, and what they are about."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from hsp_cli.domain.request import RequestRefused
from hsp_cli.exchange.about import About
from hsp_cli.exchange.cells import Value
from hsp_cli.exchange.tables import Asked, Column, Row, Table

NOBODY = "nobody recorded"
"""In place of the owner of rows without one."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """What one file holds. `rows` have a value for each of the columns. A wide sheet cannot be filled in.

    `owner` is the name of the owner to whom the sheet is sent; empty if it is for nobody in particular.
    """

    table: Table
    about: About
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    is_wide: bool = False
    owner: str = ""

    @property
    def is_for_reading(self) -> bool:
        """Whether nobody can fill it in: it is wide, or none of its rows takes anything, as those of series."""
        return self.is_wide or (bool(self.rows) and not any(row.inputs for row in self.rows))

    @property
    def key(self) -> tuple[str, ...]:
        """The columns that together name a row, without those that are empty in every row."""
        names = {column.name for column in self.columns}
        return tuple(
            name
            for name in self.table.key
            if name in names and any(row.values[name] not in (None, ()) for row in self.rows)
        )


def sheet_of(table: Table, asked: Asked, about: About) -> Sheet:
    """A long sheet: the rows of a table as they are found."""
    return Sheet(table, about, table.recorded, tuple(table.rows(asked)))


def without_closed(sheet: Sheet) -> Sheet:
    """The sheet without the rows of records that are closed. It says how many these are.

    RequestRefused if records of the table are never closed.
    """
    is_closed = sheet.table.is_closed
    if is_closed is None:
        raise RequestRefused(f"{sheet.table.name} are never closed", "leave --open out")
    rows = tuple(row for row in sheet.rows if not is_closed(row))
    left = len(sheet.rows) - len(rows)
    left_out = {**sheet.about.left_out, **({"rows that are complete or closed": left} if left else {})}
    return replace(sheet, rows=rows, about=replace(sheet.about, left_out=left_out))


def widened(sheet: Sheet) -> Sheet:
    """The sheet with a row for each record, and columns for each period in order.

    RequestRefused if the table has no periods.
    """
    wide = sheet.table.wide
    if wide is None:
        raise RequestRefused(f"{sheet.table.name} have no wide form", "leave --wide out, or export figures or risks")
    periods = sorted({_period_of(row) for row in sheet.rows})
    across = [replace(sheet.table.column(name), on_sheet=True) for name in wide.values]
    index = [sheet.table.column(name) for name in wide.index]
    columns = (*index, *(_of_period(column, text, first=across[0]) for _, _, text in periods for column in across))
    found: dict[tuple[Value, ...], list[Row]] = {}
    for row in sheet.rows:
        found.setdefault(tuple(row.values[column.name] for column in index), []).append(row)
    rows = tuple(_wide_row(rows, columns, index, across) for rows in found.values())
    return replace(sheet, columns=columns, rows=rows, is_wide=True)


def _period_of(row: Row) -> tuple[Any, Any, str]:
    """The first and last day and the text of a row's period; by these, periods are in order."""
    return row.values["period_to"], row.values["period_from"], str(row.values["period"])


_NOTHING = "none"
"""The state of a record in a period for which it has no row."""


def _name_in(period: str, column: Column, first: Column) -> str:
    """The name of a column in a period. The first has the name of the period, so that it can be charted at once."""
    return period if column is first else f"{period} {column.name}"


def _of_period(column: Column, period: str, *, first: Column) -> Column:
    title = period if column is first else f"{period} {column.title}"
    meaning = f"{period}: {column.meaning}"
    return replace(column, name=_name_in(period, column, first), title=title, meaning=meaning, is_input=False)


def _wide_row(rows: Sequence[Row], columns: Iterable[Column], index: Sequence[Column], across: Sequence[Column]) -> Row:
    """One row of several: those of the periods of one record. A period without a row says that nothing is recorded."""
    values: dict[str, Value] = {
        column.name: _NOTHING if column.name.endswith(f" {_STATE}") else None for column in columns
    }
    values |= {column.name: rows[0].values[column.name] for column in index}
    for row in rows:
        period = str(row.values["period"])
        values |= {_name_in(period, column, across[0]): row.values[column.name] for column in across}
    return Row(rows[0].address, rows[0].place, values, {}, rows[0].parties)


_STATE = "state"
"""The column that says what is known of a value."""


def by_party(sheet: Sheet) -> dict[str, Sheet]:
    """A sheet for each of those responsible, by id, with the rows of each. Rows with several are on each of theirs.

    Rows without an owner are under an empty id. An owner without an id is under the name as written.
    """
    found: dict[str, list[Row]] = {}
    for row in sheet.rows:
        for party in row.parties or ("",):
            found.setdefault(party, []).append(row)
    names = {party.id: party.name for party in sheet.about.settings.parties()}
    return {
        party: replace(
            sheet,
            rows=tuple(found[party]),
            about=replace(sheet.about, narrowed_to={**sheet.about.narrowed_to, "owner": party or NOBODY}),
            owner=names.get(party, party) or NOBODY,
        )
        for party in sorted(found)
    }
