"""Which columns of a sheet a mapping names: by their headers, or by their letters."""

import difflib
import re
from collections.abc import Iterable, Iterator, Mapping as MappingOf
from dataclasses import dataclass

from hsp_cli.domain.period import Calendar, Period
from hsp_cli.domain.request import RequestRefused
from hsp_cli.domain.sheet import Sheet, column_letters
from hsp_cli.exchange.incoming.cells import Rules, as_text, folded
from hsp_cli.exchange.incoming.forms import Form
from hsp_cli.exchange.incoming.keys import KEYS, MappedKey
from hsp_cli.exchange.incoming.mapping import Mapping

_LETTERS = re.compile(r"column ([A-Za-z]{1,3})")
_PATTERN = re.compile(r"\{([^{}]+)\}")


@dataclass(frozen=True)
class ColumnRead:
    """A column of the sheet, the key to which its values go, and how they are read."""

    column: int
    name: str
    to: str
    key: MappedKey
    rules: Rules
    period: Period | None = None
    awaited: frozenset[str] = frozenset()
    split: str | None = None
    keep_words: bool = False


@dataclass(frozen=True)
class Columns:
    """The columns of a sheet as a mapping names them.

    `unmapped` are those of which the mapping says nothing. `named` are the columns that `id`, `only` and `skip` name.
    """

    read: tuple[ColumnRead, ...]
    named: MappingOf[str, int]
    left_out: tuple[str, ...]
    unmapped: tuple[str, ...]


class _Headers:
    """The headers of a sheet."""

    def __init__(self, sheet: Sheet, row: int) -> None:
        self._sheet, self._row = sheet, row
        self.names = {column: " ".join(as_text(sheet.cell(row, column)).split()) for column in sheet.columns(row)}
        self._columns: dict[str, list[int]] = {}
        for column, name in self.names.items():
            self._columns.setdefault(folded(name), []).append(column)

    def column(self, name: str) -> int:
        """The column that a mapping names. RequestRefused if there is none, or several."""
        found = self._columns.get(folded(name), [])
        if len(found) == 1:
            return found[0]
        if found:
            letters = [f"`column {column_letters(one)}`" for one in found]
            words = f"{len(found)} columns are called {name!r}"
            raise RequestRefused(words, f"name the one that is meant by its letter: {' or '.join(letters)}")
        if letter := _LETTERS.fullmatch(name):
            return _number(letter[1])
        where = (
            self._sheet.place(self._row).replace("row", "in row", 1)
            if self._sheet.name == ""
            else (f"in row {self._row} of {self._sheet.name}")
        )
        near = difflib.get_close_matches(name, self.names.values(), n=1)
        hint = f"did you mean {near[0]!r}?" if near else f"it has: {', '.join(self.names.values()) or 'an empty row'}"
        raise RequestRefused(f"there is no column {name!r} {where}", hint)

    def name(self, column: int) -> str:
        """The name by which people know a column: its header, else its letter."""
        return self.names.get(column) or f"column {column_letters(column)}"


def find_columns(mapping: Mapping, sheet: Sheet, calendar: Calendar) -> Columns:
    """The columns that a mapping names. RequestRefused if the sheet lacks one of them."""
    headers = _Headers(sheet, mapping.header_row)
    read = [*_columns(mapping, headers, calendar), *_wide(mapping, headers, calendar)]
    named = {name: headers.column(name) for name in (*id_columns(mapping.id), *mapping.only, *mapping.skip)}
    left_out = {headers.column(name) for name in mapping.leave_out}
    _refuse_doubles(read, headers)
    used = {one.column for one in read} | set(named.values())
    filled = {column for row, column in sheet.cells if row > mapping.header_row} | set(headers.names)
    return Columns(
        tuple(read),
        named,
        tuple(headers.name(column) for column in sorted(left_out - used)),
        tuple(headers.name(column) for column in sorted(filled - used - left_out)),
    )


def id_columns(pattern: str) -> list[str]:
    """The columns that the pattern of an id names."""
    return _PATTERN.findall(pattern)


def filled_pattern(pattern: str, values: MappingOf[str, str]) -> str:
    """A pattern with a value for each of its columns."""
    return _PATTERN.sub(lambda match: values[match[1]], pattern)


def _columns(mapping: Mapping, headers: _Headers, calendar: Calendar) -> Iterator[ColumnRead]:
    for name, column in mapping.columns.items():
        use = column.model_fields_set
        try:
            period = mapping.fixed_period(column, calendar)
        except ValueError as wrong:
            raise RequestRefused(f"the column {name!r} has a period that is none: {wrong}") from None
        yield ColumnRead(
            headers.column(name),
            name,
            column.to,
            KEYS[mapping.records][column.to],
            mapping.rules(column, column.to, calendar),
            period,
            mapping.awaited_words(column),
            column.split if "split" in use else mapping.split,
            column.keep_words if "keep_words" in use else mapping.keep_words,
        )


def _wide(mapping: Mapping, headers: _Headers, calendar: Calendar) -> Iterator[ColumnRead]:
    for wide in mapping.wide:
        forms = [
            Form(form, wide.years or mapping.years, wide.several_years or mapping.several_years)
            for form in wide.headers
        ]
        count = 0
        for column, header in headers.names.items():
            try:
                periods = {period for form in forms if (period := form.read(header, calendar))}
            except ValueError as wrong:
                raise RequestRefused(f"the header {header!r} is not a period: {wrong}") from None
            if len(periods) > 1:
                raise RequestRefused(f"the header {header!r} may be {' or '.join(map(str, sorted(periods)))}")
            if periods:
                count += 1
                yield ColumnRead(
                    column,
                    header,
                    wide.to,
                    KEYS[mapping.records][wide.to],
                    mapping.rules(wide, wide.to, calendar),
                    periods.pop(),
                    mapping.awaited_words(wide),
                )
        if not count:
            form = " or ".join(wide.headers)
            raise RequestRefused(f"the sheet has no column whose header is in the form {form}", "check `wide`")


def _refuse_doubles(read: Iterable[ColumnRead], headers: _Headers) -> None:
    seen: dict[tuple[str, Period | None], ColumnRead] = {}
    for one in read:
        first = seen.setdefault((one.to, one.period), one)
        if first is not one:
            of = f" of {one.period}" if one.period else ""
            words = (
                f"two columns, {headers.name(first.column)} and {headers.name(one.column)}, both give `{one.to}`{of}"
            )
            raise RequestRefused(words, "leave one of them out: `leave_out`")


def _number(letters: str) -> int:
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - ord("A") + 1
    return number
