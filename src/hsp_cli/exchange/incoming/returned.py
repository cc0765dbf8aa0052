"""Returned sheets: what people filled in, cell by cell, against the records as they are now and were at the export.

A cell that says what it said at the export was not filled in. A cell that somebody filled in conflicts with the record
if the record has changed since as well, and says something else. An empty cell changes nothing.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple

from hsp_cli.analysis.filters import ALL, Filters
from hsp_cli.analysis.parts import divided_by
from hsp_cli.domain.indicator import FigureStatus
from hsp_cli.domain.period import Period, PeriodKind
from hsp_cli.domain.request import RequestRefused
from hsp_cli.domain.sheet import Cell, CellProblem, Sheet
from hsp_cli.domain.workspace import Workspace
from hsp_cli.exchange.cells import Value, cell_text, without_excel_safety
from hsp_cli.exchange.incoming.cells import (
    CellRefused,
    Rules,
    as_text,
    read_number,
    read_period,
    read_text,
    read_whole,
    taken,
)
from hsp_cli.exchange.incoming.mapped_records import Given, MappedRecord, Refused
from hsp_cli.exchange.incoming.origin import Origin
from hsp_cli.exchange.tables import FINGERPRINT, Asked, Column, ColumnType, Row, latest_quarter


class Conflict(NamedTuple):
    """A cell that somebody filled in, of a value that was changed in the records as well.

    `exported` is what it was at the export, None if the sheet does not say; `now` is what the record says.
    """

    row: int
    column: int
    id: str
    exported: str | None
    now: str
    given: str


class Ignored(NamedTuple):
    """A cell or column that is not taken, because nobody can fill it in."""

    row: int
    column: int
    reason: str


@dataclass
class ReturnedSheet:
    """A returned sheet as it was read.

    `locked` counts the rows on which nothing could be filled in, `filled` the cells that somebody filled in, and
    `recorded` those among them that say what the records say by now.
    """

    sheet: Sheet
    origin: Origin
    read: int = 0
    locked: int = 0
    filled: int = 0
    recorded: int = 0
    records: dict[str, MappedRecord] = field(default_factory=dict)
    conflicts: list[Conflict] = field(default_factory=list)
    refused: list[Refused] = field(default_factory=list)
    ignored: list[Ignored] = field(default_factory=list)


def read_returned(sheet: Sheet, origin: Origin, workspace: Workspace, as_of: date) -> ReturnedSheet:
    """Compare a returned sheet with the records. RequestRefused if it is one of another workspace."""
    own = workspace.partnership.id
    if origin.workspace is not None and origin.workspace != own:
        words = f"the sheet is of the workspace {origin.workspace}, and this one is {own}"
        raise RequestRefused(words, "import it there: --root DIR")
    return _Reader(sheet, origin, workspace, origin.as_of or as_of).read()


class _Reader:
    """Reads one returned sheet."""

    def __init__(self, sheet: Sheet, origin: Origin, workspace: Workspace, as_of: date) -> None:
        self._sheet, self._origin, self._workspace, self._as_of = sheet, origin, workspace, as_of
        self._rules = Rules(calendar=workspace.partnership.calendar)
        self._found = ReturnedSheet(sheet, origin)
        self._rows = {self._key(row.values): row for row in self._rows_of(origin.quarter)}

    def _rows_of(self, quarter: Period | None, dimension: str | None = None) -> Iterator[Row]:
        """The rows of the table now, in a quarter or, without one, in all periods. Filters narrow no row of them."""
        asked = quarter or latest_quarter(self._workspace, self._as_of)
        of = divided_by(self._workspace, dimension) if dimension else self._workspace
        everything = Filters(organisation=ALL)
        return self._origin.table.rows(Asked(of, self._as_of, asked, everything, only_quarter=quarter is not None))

    def _key(self, values: Mapping[str, Value]) -> tuple[str, ...]:
        """What names a row: the texts of the columns that the sheet has of the table's key."""
        names = [name for name in self._origin.table.key if self._origin.column_of(name) is not None]
        return tuple(cell_text(values[name]) for name in names)

    def _key_in_sheet(self, row: int) -> tuple[str, ...]:
        columns = (self._origin.column_of(name) for name in self._origin.table.key)
        return tuple(as_text(self._sheet.cell(row, column)).strip() for column in columns if column is not None)

    def read(self) -> ReturnedSheet:
        """Compare each row below the headings."""
        below = [row for row in self._sheet.rows if row > self._origin.heading_row]
        rows = [row for row in below if self._exported(row) != {}]
        self._found.read, self._found.locked = len(below), len(below) - len(rows)
        keys = {row: self._key_in_sheet(row) for row in rows}
        self._find_other_rows(keys)
        rows_of: dict[tuple[str, ...], list[int]] = {}
        for row, key in keys.items():
            rows_of.setdefault(key, []).append(row)
        for row, key in keys.items():
            if len(same := rows_of[key]) > 1:
                others = "rows " if len(same) > 2 else "row "
                others += " and ".join(str(other) for other in same if other != row)
                self._refuse(row, None, "".join(key[:1]), f"it is for the same record and period as {others}")
            elif (known := self._rows.get(key)) is None:
                self._refuse(row, None, key[0] if key else "", self._unknown(key))
            else:
                self._read_row(row, known)
        for column, heading in (self._origin.extra or {}).items():
            reason = f"the column {heading!r} is not of the sheet, and is not taken"
            self._found.ignored.append(Ignored(self._origin.heading_row, column, reason))
        return self._found

    def _find_other_rows(self, keys: Mapping[int, tuple[str, ...]]) -> None:
        """Add rows that the table has only if it is asked for them: those of other quarters, and of series.

        Another quarter can be the latest by now, so that the table has no empty row for the one of the sheet.
        """
        parts = {part for key in keys.values() if key not in self._rows for part in key[1:]}
        quarters = {period for part in parts if (period := self._quarter(part))}
        dimensions = sorted({part.partition("=")[0] for part in parts if "=" in part})
        asked: list[tuple[Period | None, str | None]] = [(quarter, None) for quarter in sorted(quarters)]
        asked += [(quarter, one) for one in dimensions for quarter in (self._origin.quarter, *sorted(quarters))]
        for quarter, dimension in asked:
            for row in self._rows_of(quarter, dimension):
                self._rows.setdefault(self._key(row.values), row)

    def _quarter(self, text: str) -> Period | None:
        try:
            period = Period.parse(text, self._rules.calendar)
        except ValueError:
            return None
        return period if period.kind is PeriodKind.QUARTER else None

    def _unknown(self, key: tuple[str, ...]) -> str:
        what = " ".join(part for part in key if part)
        return (
            f"the records have no row {what}: was the id or period changed?"
            if what
            else "it has no id, and a sheet makes no new record"
        )

    def _refuse(self, row: int, column: int | None, record_id: str, reason: str) -> None:
        self._found.refused.append(Refused(row, column, reason, record_id))

    def _read_row(self, row: int, known: Row) -> None:
        exported = self._exported(row, known)
        is_unchanged = exported is None and self._fingerprint(row) == known.values[FINGERPRINT.name]
        address = str(known.address)
        for number, column in self._origin.columns.items():
            cell = self._sheet.cell(row, number)
            if cell.is_empty:
                continue
            now = cell_text(known.values[column.name])
            if not column.is_input or column.name not in known.inputs:
                self._ignore_other(row, number, column, cell, now)
                continue
            then = exported.get(column.name) if exported is not None else now if is_unchanged else None
            if then is None and column.name == "status" and self._has_arrived(row, cell, known):
                continue
            if then is None and column.name == "rag":
                then = self._computed(row)
            if cell.problem is not CellProblem.MERGED and any(
                one is not None and _says(cell, one, column) for one in (then, now)
            ):
                is_recorded = then is not None and not _says(cell, then, column)
                self._found.filled += is_recorded
                self._found.recorded += is_recorded
                continue
            self._read_cell(row, number, column, cell, then, now, known, address)

    def _read_cell(
        self, row: int, number: int, column: Column, cell: Cell, then: str | None, now: str, known: Row, address: str
    ) -> None:
        """Take a cell that somebody filled in, unless it is refused or conflicts with the record."""
        self._found.filled += 1
        try:
            value = self._value(column, cell)
        except CellRefused as refused:
            self._refuse(row, number, address, str(refused))
            return
        if value is None:
            return
        if then is None or not is_same_text(then, now):
            self._found.conflicts.append(Conflict(row, number, address, then, now, as_text(cell).strip()))
            return
        self._add(known, column.name, Given(value, row, number))

    def _ignore_other(self, row: int, number: int, column: Column, cell: Cell, now: str) -> None:
        """Note a change of a cell that cannot be filled in. What hsp works out may differ by now."""
        if column.is_input:
            if not _says(cell, now, column):
                self._refuse(row, number, "", "this cell cannot be filled in: its row has no such value")
        elif column.source and not _says(cell, now, column):
            reason = f"{column.title} cannot be changed on a sheet; the record has {now or 'no value'}"
            self._found.ignored.append(Ignored(row, number, reason))

    def _exported(self, row: int, known: Row | None = None) -> dict[str, str] | None:
        """The values of a row at the export. None if the sheet does not say them, or says those of another row than the
        known one.
        """
        if self._origin.exported is None:
            return None
        try:
            held = json.loads(as_text(self._sheet.cell(row, self._origin.exported)))
        except ValueError:  # too long for a cell, or damaged
            return None
        values = held.get("values") if isinstance(held, dict) else None
        if not isinstance(values, dict):
            return None
        if known and held.get("row") != [cell_text(value) for value in self._origin.table.key_of(known)]:
            return None
        # JSON can write half of a character, which no text can hold.
        return {str(name): str(value).encode("utf-8", "replace").decode() for name, value in values.items()}

    def _has_arrived(self, row: int, cell: Cell, known: Row) -> bool:
        """Whether a row says awaited beside the figure that the record has by now: nobody changes the status for it."""
        number = self._origin.column_of("actual")
        if number is None or as_text(cell).strip() != FigureStatus.AWAITED.value:
            return False
        now = cell_text(known.values["actual"])
        return bool(now) and _says(self._sheet.cell(row, number), now, self._origin.columns[number])

    def _computed(self, row: int) -> str | None:
        """The rating that hsp had computed for a row, if it is what the sheet showed. It changes with the figures."""
        basis, computed = (self._origin.column_of(name) for name in ("rag_basis", "rag_computed"))
        if basis is None or computed is None or as_text(self._sheet.cell(row, basis)) != "computed":
            return None
        return as_text(self._sheet.cell(row, computed)).strip()

    def _fingerprint(self, row: int) -> str:
        column = self._origin.fingerprints
        return as_text(self._sheet.cell(row, column)).strip() if column else ""

    def _value(self, column: Column, cell: Cell) -> Any:
        """The value of a cell as its column holds it. CellRefused if it is none."""
        match column.type:
            case ColumnType.NUMBER:
                return read_number(cell, self._rules)
            case ColumnType.WHOLE:
                return read_whole(cell, self._rules)
            case ColumnType.PERIOD:
                return self._period(cell)
        text = read_text(cell, self._rules)
        choices = column.choices(self._workspace.partnership) if column.choices else ()
        if text and choices and text not in choices:
            raise CellRefused(f"{text!r} is none of: {', '.join(choices)}")
        return without_excel_safety(text) if text and not self._sheet.name else text

    def _period(self, cell: Cell) -> Period | None:
        found = taken(cell, self._rules)
        if isinstance(found.value, date):
            return read_period(found, self._rules)
        text = as_text(found).strip()
        try:
            return Period.parse(text, self._rules.calendar) if text else None
        except ValueError as wrong:
            raise CellRefused(str(wrong)) from None

    def _add(self, known: Row, name: str, given: Given) -> None:
        """Add what was filled in to the record, by the keys of a mapping."""
        record = self._found.records.setdefault(str(known.address), MappedRecord(str(known.address)))
        if given.row not in record.rows:
            record.rows.append(given.row)
        keys = known.inputs[name]
        if len(keys) > 2 and keys[-3] in ("figures", "assessments", "ratings"):
            period = Period.parse(str(keys[-2]), self._rules.calendar)
            record.by_period.setdefault(period, {})[_BY_PERIOD.get(name, name)] = given
            if keys[-3] == "ratings":
                self._confirm_rating(known, record, period, given)
        else:
            record.values[_OF_RECORD.get(name, name)] = given

    def _confirm_rating(self, known: Row, record: MappedRecord, period: Period, given: Given) -> None:
        """Who gives a reason for a rating that was carried forward gives that rating for the period."""
        shown = self._origin.column_of("rating")
        values = record.by_period[period]
        if "rating" not in values and known.values["carried_from"] and shown:
            rating = as_text(self._sheet.cell(given.row, shown)).strip()
            values["rating"] = Given(rating, given.row, shown)


_BY_PERIOD = {"note": "figure_note"}
_OF_RECORD = {"new_update": "update", "new_due": "due", "new_due_reason": "move_reason"}
"""The keys of a mapping for columns of a sheet that have other names."""


def is_same_text(one: str, other: str) -> bool:
    """Whether two texts are the same but for spaces and line breaks."""
    return " ".join(one.split()) == " ".join(other.split())


def _says(cell: Cell, text: str, column: Column) -> bool:
    """Whether a cell says what a text says: as a number for numbers, else word for word."""
    said = as_text(cell)
    if column.type in (ColumnType.NUMBER, ColumnType.WHOLE) and text:
        try:
            return Decimal(said) == Decimal(text)
        except ArithmeticError:
            return False
    if column.type is ColumnType.FLAG:
        said = {"yes": "true", "no": "false"}.get(said.casefold(), said.casefold())
    return is_same_text(said, text) or is_same_text(without_excel_safety(said), text)
