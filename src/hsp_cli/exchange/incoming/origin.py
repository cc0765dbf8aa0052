"""Where a returned sheet comes from: its table, its workspace, and which column each heading stands for."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from hsp_cli.domain.period import Calendar, Period
from hsp_cli.domain.request import RequestRefused
from hsp_cli.domain.sheet import Sheet
from hsp_cli.exchange.catalogue import TABLES
from hsp_cli.exchange.incoming.cells import as_text
from hsp_cli.exchange.tables import FINGERPRINT, Column, Table
from hsp_cli.exchange.xlsx_sheet import FORMAT, VALUES

_EXPORT_AGAIN = "export it again with hsp export, and copy the values into the new sheet"
_NO_SHEET_OF_HSP = "only a sheet that hsp export made is read without a mapping"


@dataclass(frozen=True)
class Origin:
    """What a returned sheet says of itself.

    `columns` has the column that each column of the sheet stands for, by its number. `fingerprints` and `exported` are
    the numbers of the columns with the fingerprint of each row and with its values at the time of the export; a CSV
    file has only the first. It does not say either from which workspace, day or quarter it was made. `extra` are
    columns that somebody added, by number.
    """

    table: Table
    heading_row: int
    columns: Mapping[int, Column]
    fingerprints: int | None = None
    exported: int | None = None
    workspace: str | None = None
    as_of: date | None = None
    quarter: Period | None = None
    commit: str | None = None
    extra: Mapping[int, str] | None = None

    def column_of(self, name: str) -> int | None:
        """The number of the column with a name. None if the sheet does not have it."""
        return next((number for number, column in self.columns.items() if column.name == name), None)


def origin_of_csv(sheet: Sheet, file: str) -> Origin:
    """The origin of a CSV file: its header has the names of all columns of one table. RequestRefused if it has not."""
    names = {column: as_text(sheet.cell(1, column)).strip() for column in sheet.columns(1)}
    for table in TABLES.values():
        wanted = [column.name for column in table.recorded]
        if set(wanted) <= set(names.values()):
            return _with_columns(table, 1, names, {name: name for name in wanted}, file, sheet)
    near = max(TABLES.values(), key=lambda one: len({column.name for column in one.recorded} & set(names.values())))
    missing = [column.name for column in near.recorded if column.name not in names.values()]
    if len(missing) * 2 < len(near.recorded):
        raise RequestRefused(f"{file} lacks the columns {', '.join(missing)} of the table {near.name}", _EXPORT_AGAIN)
    raise RequestRefused(f"{file} has no header of a table of hsp", f"{_NO_SHEET_OF_HSP}: add --mapping FILE")


def origin_of_workbook(sheet: Sheet, hidden: Sheet, file: str, calendar: Calendar) -> Origin:
    """The origin of a workbook, from its hidden sheet. RequestRefused if its layout was changed."""
    facts, headings = _facts(hidden)
    table = TABLES.get(facts.get("table", ""))
    if facts.get("format") != str(FORMAT) or table is None or not facts.get("heading row", "").isdecimal():
        made_by = facts.get("hsp", "") or "an unknown version"
        raise RequestRefused(
            f"{file} was made by {made_by} of hsp, in another layout than this one reads", _EXPORT_AGAIN
        )
    row = int(facts["heading row"])
    names = {column: as_text(sheet.cell(row, column)).strip() for column in sheet.columns(row)}
    known = {**headings, FINGERPRINT.name: FINGERPRINT.name, VALUES: VALUES}
    found = _with_columns(table, row, names, known, file, sheet)
    quarter = facts.get("quarter")
    return Origin(
        table,
        row,
        found.columns,
        found.fingerprints,
        found.exported,
        facts.get("workspace") or None,
        date.fromisoformat(facts["as of"]) if facts.get("as of") else None,
        Period.parse(quarter, calendar) if quarter else None,
        facts.get("commit") or None,
        found.extra,
    )


def _facts(hidden: Sheet) -> tuple[dict[str, str], dict[str, str]]:
    """What the hidden sheet says: facts by name and, below them, the column of each heading."""
    facts: dict[str, str] = {}
    headings: dict[str, str] = {}
    into = facts
    for row in hidden.rows:
        name, value = (as_text(hidden.cell(row, column)) for column in (1, 2))
        if (name, value) == ("heading", "column"):
            into = headings
        else:
            into[name] = value
    return facts, headings


def _with_columns(
    table: Table, row: int, names: Mapping[int, str], known: Mapping[str, str], file: str, sheet: Sheet
) -> Origin:
    """The columns by their headings. `known` has the name of the column for each. RequestRefused unless all are there
    once.
    """
    columns: dict[int, Column] = {}
    extra: dict[int, str] = {}
    hidden: dict[str, int] = {}
    seen: dict[str, int] = {}
    by_name = {column.name: column for column in table.columns}
    for number, heading in names.items():
        name = known.get(heading)
        if name is None:
            extra[number] = heading
            continue
        if name in seen:
            places = f"{sheet.place(row, seen[name])} and {sheet.place(row, number)}"
            raise RequestRefused(f"{places} have the same heading: {heading}", "remove the column that was added")
        seen[name] = number
        if name in (FINGERPRINT.name, VALUES):
            hidden[name] = number
        else:
            columns[number] = by_name[name]
    if lacking := [heading for heading, name in known.items() if name not in seen]:
        where = f"row {row} of {file}"
        raise RequestRefused(f"{where} lacks the heading {lacking[0]!r}: it was changed or deleted", _EXPORT_AGAIN)
    return Origin(table, row, columns, hidden.get(FINGERPRINT.name), hidden.get(VALUES), extra=extra)
