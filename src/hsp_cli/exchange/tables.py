"""Tables: what a sheet of records has in its columns. Every format, and the import of a sheet, uses one definition."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum

from hsp_cli.analysis.filters import NO_FILTER, Filters
from hsp_cli.analysis.quarters import known_quarters
from hsp_cli.domain.address import Address
from hsp_cli.domain.finding import Key, Place
from hsp_cli.domain.partnership import Partnership
from hsp_cli.domain.period import Period, quarter_of
from hsp_cli.domain.workspace import Workspace
from hsp_cli.exchange.cells import Value, fingerprint


class ColumnType(StrEnum):
    """What the cells of a column hold, besides nothing.

    A period is text in the canonical spelling, such as `Q1-2010`. A list is a tuple of texts.
    """

    TEXT = "text"
    NUMBER = "number"
    WHOLE = "whole"
    DATE = "date"
    PERIOD = "period"
    FLAG = "flag"
    LIST = "list"


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its name for programs, its title for people, and what its cells mean.

    `source` is the key of the record that holds the value; empty if hsp works the value out. A column with `is_input`
    is one that people fill in on a sheet; `choices` are the only values that it then takes. One that is
    `only_on_sheets` has no value in the records and is empty until somebody fills it in.

    `on_sheet` says whether the sheet for people shows the column. One that is `seldom` used is left out there if no row
    has a value. `width` is its width, in characters.
    """

    name: str
    type: ColumnType
    title: str
    meaning: str
    source: str = ""
    is_input: bool = False
    choices: Callable[[Partnership], tuple[str, ...]] | None = None
    only_on_sheets: bool = False
    on_sheet: bool = False
    seldom: bool = False
    width: int = 12


FINGERPRINT = Column(
    "fingerprint",
    ColumnType.TEXT,
    "Fingerprint",
    "A code of what the row is about and of its values that can be filled in. It shows whether the record has changed "
    "since the export, and whether only some of the columns were sorted.",
)
"""The last column of every table."""


@dataclass(frozen=True, slots=True)
class Row:
    """A row: the record that it is about, and the value of each column by name.

    `inputs` are the columns that can be filled in on this row. Each has the keys of the place in the record's file to
    which its value belongs; the place may not exist yet. For a column that is `only_on_sheets` they are those of the
    record.
    """

    address: Address
    place: Place
    values: Mapping[str, Value]
    inputs: Mapping[str, tuple[Key, ...]] = field(default_factory=dict)
    parties: tuple[str, ...] = ()
    """The ids of those responsible. An owner that matches no party, or several, has its name as written."""

    @property
    def input_values(self) -> dict[str, Value]:
        """The values of the columns that can be filled in on the row."""
        return {name: self.values[name] for name in self.inputs}


@dataclass(frozen=True, slots=True)
class Asked:
    """What a table is asked for.

    `quarter` is the quarter that was asked for, or the one that `latest_quarter` finds. With `only_quarter` the table
    has only what belongs to the quarter.
    """

    workspace: Workspace
    as_of: date
    quarter: Period
    filters: Filters = NO_FILTER
    only_quarter: bool = False


def latest_quarter(workspace: Workspace, as_of: date) -> Period:
    """The latest quarter with records that has ended or, if there is none, the quarter of the day."""
    ended = [quarter for quarter in known_quarters(workspace) if quarter.last_day < as_of]
    return ended[-1] if ended else quarter_of(as_of, workspace.partnership.calendar)


@dataclass(frozen=True, slots=True)
class Wide:
    """How a long table becomes a wide one: a row for each record, and columns for each period.

    `index` are the columns that stay. `values` are those that each period has; the first gives the period its name.
    """

    index: tuple[str, ...]
    values: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A table: its name in a request, its columns, and how its rows are found.

    `key` are the columns that together name a row; no two rows of a table have the same. `is_by_quarter` says whether a
    request can name a quarter, and `is_of_quarter` whether every row is about one. `is_closed` says of a row whether
    its record is closed; None if records of the table are never closed.
    """

    name: str
    title: str
    meaning: str
    key: tuple[str, ...]
    columns: tuple[Column, ...]
    find: Callable[[Asked], Iterable[Row]]
    wide: Wide | None = None
    is_by_quarter: bool = True
    is_of_quarter: bool = False
    is_closed: Callable[[Row], bool] | None = None

    def rows(self, asked: Asked) -> Iterator[Row]:
        """The rows, each with its fingerprint. A row on which nothing can be filled in has none."""
        for row in self.find(asked):
            code = fingerprint(self.key_of(row), row.input_values) if row.inputs else None
            yield replace(row, values={**row.values, FINGERPRINT.name: code})

    def key_of(self, row: Row) -> tuple[Value, ...]:
        """What names a row."""
        return tuple(row.values[name] for name in self.key)

    def column(self, name: str) -> Column:
        """The column with a name. KeyError if there is none."""
        found = next((column for column in self.columns if column.name == name), None)
        if found is None:
            raise KeyError(name)
        return found

    @property
    def inputs(self) -> tuple[Column, ...]:
        """The columns that people can fill in."""
        return tuple(column for column in self.columns if column.is_input)

    @property
    def recorded(self) -> tuple[Column, ...]:
        """The columns with values of the records: all but those that are only on sheets."""
        return tuple(column for column in self.columns if not column.only_on_sheets)
