"""The rows of a sheet, read as a mapping says: each is taken whole, or refused with the reason."""

from dataclasses import dataclass
from typing import Any

from hsp_cli.domain.period import Calendar, Period
from hsp_cli.domain.record import LONGEST_ID
from hsp_cli.domain.request import RequestRefused
from hsp_cli.domain.sheet import Cell, Sheet
from hsp_cli.editing.new_records import proposed_id
from hsp_cli.exchange.incoming.cells import (
    CellRefused,
    Rules,
    as_text,
    folded,
    read_number,
    read_period,
    read_text,
    read_whole,
    taken,
)
from hsp_cli.exchange.incoming.columns import ColumnRead, Columns, filled_pattern, find_columns, id_columns
from hsp_cli.exchange.incoming.keys import KEYS, KeyType, MappedKind
from hsp_cli.exchange.incoming.mapped_records import Given, MappedRecord, Refused, RowRead, joined
from hsp_cli.exchange.incoming.mapping import Mapping, Merged


@dataclass(frozen=True)
class MappedSheet:
    """A sheet as a mapping reads it. `read` counts the rows below the header that are not blank; `skipped` are those
    that `only` and `skip` leave out.
    """

    sheet: Sheet
    columns: Columns
    read: int
    skipped: tuple[int, ...]
    records: tuple[MappedRecord, ...]
    refused: tuple[Refused, ...]


def read_rows(mapping: Mapping, sheet: Sheet, calendar: Calendar) -> MappedSheet:
    """Read a sheet. RequestRefused if it lacks a column that the mapping names."""
    reader = _Reader(mapping, sheet, find_columns(mapping, sheet, calendar), calendar)
    rows = [row for row in sheet.rows if row > mapping.header_row and (not mapping.last_row or row <= mapping.last_row)]
    skipped = {row for row in rows if reader.is_skipped(row)}
    return reader.mapped(len(rows), [row for row in rows if row not in skipped], tuple(sorted(skipped)))


class _Reader:
    """Reads the rows of one sheet."""

    def __init__(self, mapping: Mapping, sheet: Sheet, columns: Columns, calendar: Calendar) -> None:
        self._mapping, self._sheet, self._columns = mapping, sheet, columns
        self._plain = Rules(formulas=mapping.formulas)
        self._only = {name: frozenset(map(folded, words)) for name, words in mapping.only.items()}
        self._skip = {name: frozenset(map(folded, words)) for name, words in mapping.skip.items()}
        self._constants = {key: _constant(mapping, key, calendar) for key in mapping.constants}

    def _cell(self, row: int, column: int) -> Cell:
        return self._sheet.shown(row, column) if self._mapping.merged is Merged.FILL else self._sheet.cell(row, column)

    def is_skipped(self, row: int) -> bool:
        """Whether `only` or `skip` leaves a row out."""

        def has(name: str, words: frozenset[str]) -> bool:
            return folded(as_text(self._cell(row, self._columns.named[name]))) in words

        return not all(has(*one) for one in self._only.items()) or any(has(*one) for one in self._skip.items())

    def mapped(self, read: int, rows: list[int], skipped: tuple[int, ...]) -> MappedSheet:
        """The rows that were not skipped, as records."""
        refused: list[Refused] = []
        found: list[RowRead] = []
        for row in rows:
            problems: list[Refused] = []
            record_id = self._id(row, problems)
            one = self._row(row, record_id, problems)
            if problems:
                refused += (problem._replace(id=record_id) for problem in problems)
            else:
                found.append(one)
        records = tuple(joined(found, refused))
        return MappedSheet(self._sheet, self._columns, read, skipped, records, tuple(sorted(refused, key=_in_order)))

    def _id(self, row: int, problems: list[Refused]) -> str:
        """The id of the record of a row. Empty, with a problem, if the row has none."""
        values: dict[str, str] = {}
        for name in id_columns(self._mapping.id):
            column = self._columns.named[name]
            try:
                text = read_text(self._cell(row, column), self._plain)
            except CellRefused as refused:
                problems.append(Refused(row, column, str(refused)))
                return ""
            if not text:
                problems.append(Refused(row, column, f"it is empty, and the id is made from {name}"))
                return ""
            values[name] = text
        written = filled_pattern(self._mapping.id, values)
        is_address = self._mapping.records is MappedKind.UPDATES
        made = "/".join(map(slug, written.split("/"))) if is_address else slug(written)
        record_id = self._mapping.ids.get(written) or self._mapping.ids.get(made) or made
        if not record_id:
            problems.append(Refused(row, None, f"an id needs a letter or digit, and {written!r} has only other signs"))
        return record_id

    def _row(self, row: int, record_id: str, problems: list[Refused]) -> RowRead:
        one = RowRead(row, record_id)
        periodical: list[tuple[Period | None, str, Given]] = []
        own: Period | None = None
        known = len(problems)
        for column in self._columns.read:
            try:
                value = _value(self._cell(row, column.column), column)
            except CellRefused as refused:
                problems.append(Refused(row, column.column, str(refused)))
                continue
            if column.to == "period":
                own = one.period = value
            elif value is _AWAITED:
                periodical.append((column.period, "status", Given("awaited", row, column.column)))
            elif value is not None and column.key.by_period:
                periodical.append((column.period, column.to, Given(value, row, column.column)))
            elif value is not None:
                one.values[column.to] = Given(value, row, column.column)
        for given_period, to, given in periodical:
            period = given_period or own
            if period is None and len(problems) == known:
                problems.append(Refused(row, given.column, "the row says no period for it"))
            elif period is not None:
                one.by_period.setdefault(period, {}).setdefault(to, given)
        self._add_constants(one)
        return one

    def _add_constants(self, one: RowRead) -> None:
        """Give a row the constants for which it has no value. Those of a period go to each period that it has."""
        for key, value in self._constants.items():
            given = Given(value, one.row, 0)
            if KEYS[self._mapping.records][key].by_period:
                for values in one.by_period.values():
                    values.setdefault(key, given)
            else:
                one.values.setdefault(key, given)


def _in_order(refused: Refused) -> tuple[int, int]:
    return refused.row, refused.column or 0


def _constant(mapping: Mapping, key: str, calendar: Calendar) -> Any:
    """The value of a constant. RequestRefused if its key cannot have it."""
    column = ColumnRead(
        0, key, key, KEYS[mapping.records][key], mapping.rules(mapping, key, calendar), split=mapping.split
    )
    try:
        return _value(Cell(mapping.constants[key]), column)
    except CellRefused as refused:
        raise RequestRefused(f"the constant `{key}`: {refused}", "correct the mapping") from None


_AWAITED = object()
"""The value of a cell that says that a figure has not arrived."""


def _value(cell: Cell, column: ColumnRead) -> Any:
    """What a column takes from a cell; None if it is empty. CellRefused with the reason if it cannot be taken."""
    if column.awaited and folded(as_text(cell)) in column.awaited:
        return _AWAITED
    match column.key.type:
        case KeyType.NUMBER:
            return read_number(cell, column.rules)
        case KeyType.WHOLE:
            return read_whole(cell, column.rules)
        case KeyType.DATE | KeyType.PERIOD:
            return _period_or_words(cell, column)
        case KeyType.LIST | KeyType.OWNERS:
            text = read_text(cell, column.rules)
            parts = text.split(column.split) if text and column.split else [text or ""]
            return [" ".join(part.split()) for part in parts if part.strip()] or None
        case _:
            return read_text(cell, column.rules)


def _period_or_words(cell: Cell, column: ColumnRead) -> Period | str | None:
    try:
        return read_period(cell, column.rules)
    except CellRefused:
        found = taken(cell, column.rules)
        if column.keep_words and column.to == "due" and isinstance(found.value, str):
            return as_text(found)
        raise


def slug(text: str) -> str:
    """The id that is made from a text: small letters, digits and single hyphens, at most 80 characters."""
    words = text.replace("&", " and ")
    return proposed_id(words, LONGEST_ID) or proposed_id(words[:LONGEST_ID], LONGEST_ID)
