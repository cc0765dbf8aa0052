"""The rows of a sheet, read as a mapping says: each is taken whole, or refused with the reason."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from hsp_cli.domain.period import Calendar, Period
from hsp_cli.domain.request import RequestRefused
from hsp_cli.domain.sheet import Cell, Sheet
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
from hsp_cli.exchange.incoming.mapping import Mapping, Merged

_MAX_ID = 80
_NAMED = 4
"""The most rows that a reason names."""


class Given(NamedTuple):
    """A value that a sheet gives, and its cell. A constant has column 0."""

    value: Any
    row: int
    column: int


class Refused(NamedTuple):
    """A cell or, without a column, a row that is not taken, and why.

    One that `follows` is refused only because another row of the same record is.
    """

    row: int
    column: int | None
    reason: str
    id: str = ""
    follows: bool = False


@dataclass
class MappedRecord:
    """What a sheet says of one record, from one row or several. `values` are by key, `by_period` by period and key."""

    id: str
    rows: list[int] = field(default_factory=list)
    values: dict[str, Given] = field(default_factory=dict)
    by_period: dict[Period, dict[str, Given]] = field(default_factory=dict)

    @property
    def row(self) -> int:
        """Its first row."""
        return self.rows[0]


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
        found: list[_Row] = []
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

    def _row(self, row: int, record_id: str, problems: list[Refused]) -> "_Row":
        one = _Row(row, record_id)
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

    def _add_constants(self, one: "_Row") -> None:
        """Give a row the constants for which it has no value. Those of a period go to each period that it has."""
        for key, value in self._constants.items():
            given = Given(value, one.row, 0)
            if KEYS[self._mapping.records][key].by_period:
                for values in one.by_period.values():
                    values.setdefault(key, given)
            else:
                one.values.setdefault(key, given)


@dataclass
class _Row:
    """What one row gives. `period` is the one that a column of its own gives."""

    row: int
    id: str
    period: Period | None = None
    values: dict[str, Given] = field(default_factory=dict)
    by_period: dict[Period, dict[str, Given]] = field(default_factory=dict)


def joined(rows: list[_Row], refused: list[Refused]) -> Iterator[MappedRecord]:
    """The records of some rows. Several rows are of one record only if each has a period of its own.

    What two rows contradict each other about is refused in both.
    """
    by_id: dict[str, list[_Row]] = {}
    for row in rows:
        by_id.setdefault(row.id, []).append(row)
    for record_id, every in by_id.items():
        same = _without_repeats(every)
        if problems := list(_contradictions(same)):
            refused += (*problems, *others_refused(record_id, [row.row for row in every], problems))
            continue
        record = MappedRecord(record_id, [row.row for row in every])
        for row in same:
            record.values |= row.values
            record.by_period |= row.by_period
        yield record


def _without_repeats(rows: list[_Row]) -> list[_Row]:
    """The rows that do not say exactly what an earlier one says."""
    found: dict[Any, _Row] = {}
    for row in rows:
        said = [(key, repr(given.value)) for key, given in row.values.items()]
        said += [
            (f"{one} {key}", repr(given.value))
            for one, values in row.by_period.items()
            for key, given in values.items()
        ]
        found.setdefault(tuple(said), row)
    return list(found.values())


def others_refused(record_id: str, rows: Iterable[int], problems: Sequence[Refused]) -> list[Refused]:
    """The other rows of a record that is refused because of some of its rows."""
    told = {problem.row for problem in problems}
    because = f"row {min(told)} of the same id is refused"
    return [Refused(row, None, because, record_id, follows=True) for row in rows if row not in told]


def _contradictions(rows: list[_Row]) -> Iterator[Refused]:
    """What rows with the same id say twice: a record without periods, a period, or a value that differs."""
    first = rows[0]
    for row in rows[1:]:
        twice = [
            str(period)
            for period in row.by_period
            if any(period in other.by_period for other in rows if other is not row)
        ]
        if row.period is None or first.period is None or twice:
            of = f" and the period {', '.join(twice)}" if twice else ""
            yield from (Refused(one.row, None, f"rows {_numbers(rows)} have the same id{of}", one.id) for one in rows)
            return
        for key, given in row.values.items():
            other = first.values.get(key)
            if other is not None and other.value != given.value:
                reason = f"`{key}` is not the same in row {other.row} of the same id"
                yield from (Refused(one.row, one.column or None, reason, row.id) for one in (given, other))
                return


def _numbers(rows: list[_Row]) -> str:
    """The numbers of some rows, the first of many."""
    numbers = [str(row.row) for row in rows]
    *most, last = numbers if len(numbers) <= _NAMED else [*numbers[: _NAMED - 1], f"{len(numbers) - _NAMED + 1} more"]
    return f"{', '.join(most)} and {last}"


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
    plain = unicodedata.normalize("NFKD", text.replace("&", " and ")).encode("ascii", "ignore").decode().lower()
    made = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")
    if len(made) <= _MAX_ID:
        return made
    return made[:_MAX_ID].rpartition("-")[0] or made[:_MAX_ID]
