"""Reads the observations of an indicator: a CSV file with a row for each figure.

Each column is read as a whole, and equal cells once, because a file can have many thousands of rows. Only a file with
mistakes is read again row by row (`store.observation_errors`).
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from functools import partial
from operator import attrgetter, is_
from typing import Any

from hsp_cli.domain.finding import Finding
from hsp_cli.domain.observations import PERIOD, Observations
from hsp_cli.domain.period import Calendar, Period
from hsp_cli.domain.series import columns_needed, figure_columns
from hsp_cli.store.csv_text import read_rows
from hsp_cli.store.files import limit_of, max_file_bytes

_NUMBER = re.compile(r"-?(?=[0-9.]{1,31}\Z)[0-9]{1,30}(?:\.[0-9]{1,29})?")
_WHOLE = re.compile(r"-?[0-9]{1,9}")
# What a spreadsheet would calculate. -5 is a number, and "- see note" a text.
_FORMULA = re.compile(r"[=+@\t]|-[^0-9. ]")

_BYTES_A_CELL = 8
"""The bytes that a file may have for each cell. So 200,000 rows of five columns are read, which have 7 MB."""

_FEW_CELLS = 1_000
"""The number of cells that any file may have, however small the limit on its bytes."""

ReadCell = Callable[[str], Any]
"""Reads one cell. ValueError if it is not what the column holds."""


def read_observations(
    name: str, path: str, text: str, record: Mapping[str, Any], calendar: Calendar
) -> tuple[Observations, Sequence[Finding]]:
    """The observations in a text, or what is wrong with it. `record` is the plain data of the indicator.

    Refused if the text is not CSV.
    """
    nothing = Observations(name, path)
    dimensions = record.get("dimensions", ())
    if not isinstance(dimensions, list | tuple) or not all(isinstance(one, str) for one in dimensions):
        return nothing, ()  # the model reports it
    header, *rows = read_rows(text, max(limit_of(path, max_file_bytes()) // _BYTES_A_CELL, _FEW_CELLS)) or [[]]
    try:
        return _observations(nothing, header, rows, readers_of(dimensions, calendar), dimensions), ()
    except ValueError:
        from hsp_cli.store.observation_errors import findings_in  # a sound file needs none of its hints

        return nothing, findings_in(path, header, rows, readers_of(dimensions, calendar), dimensions)


def _observations(
    nothing: Observations,
    header: Sequence[str],
    rows: Sequence[Sequence[str]],
    readers: Mapping[str, ReadCell],
    dimensions: Sequence[str],
) -> Observations:
    """ValueError if anything is wrong."""
    if not is_header(header, readers, dimensions):
        raise ValueError("the header is wrong")
    cells = zip(*rows, strict=True) if rows else ((),) * len(header)
    columns = {column: _column(given, readers[column]) for column, given in zip(header, cells, strict=True)}
    if any(incomplete(columns)):
        raise ValueError("a key has only a part of what it needs")
    periods = columns.pop(PERIOD)
    keys = {dimension: columns.pop(dimension) for dimension in dict.fromkeys(dimensions)}
    # The canonical spellings, because to hash so many periods would take longer than all other checks.
    spellings = map(attrgetter("text"), periods)
    if len(set(zip(spellings, *keys.values(), strict=True))) < len(periods):
        raise ValueError("two rows have the same key")
    return Observations(nothing.name, nothing.path, periods, keys, columns)


def _column(cells: Iterable[str], read: ReadCell) -> tuple[Any, ...]:
    cells = tuple(cells)
    values = {cell: read(cell) for cell in set(cells)}
    return tuple(map(values.__getitem__, cells))


def incomplete(columns: Mapping[str, Sequence[Any]]) -> Iterator[tuple[int, str, str]]:
    """The rows that have a part of a key and not all that it needs: the row, and a column that is filled and one that
    is not.
    """
    for prefix, needed in columns_needed().items():
        inside = {column: cells for column, cells in columns.items() if column.startswith(prefix)}
        for column in needed if inside else ():
            given = columns.get(column) or [None] * len(columns[PERIOD])
            for other, cells in inside.items():
                # Most files have no such row, and this finds it without looking at each.
                if (True, False) in set(zip(map(_is_empty, given), map(_is_empty, cells), strict=True)):
                    rows = zip(given, cells, strict=True)
                    yield from ((row, other, column) for row, (one, two) in enumerate(rows) if one is None is not two)


_is_empty = partial(is_, None)


def is_header(header: Sequence[str], readers: Mapping[str, ReadCell], dimensions: Sequence[str]) -> bool:
    """Whether a header has the periods, each dimension and a key of a figure, and no other column, each once."""
    columns, needed = set(header), {PERIOD, *dimensions}
    return (
        len(columns) == len(header)
        and needed < columns <= readers.keys()
        and figure_columns().keys().isdisjoint(needed)
    )


def readers_of(dimensions: Sequence[str], calendar: Calendar) -> Mapping[str, ReadCell]:
    """How a cell of each column is read that a file may have."""

    def period(cell: str) -> Period:
        return Period.parse(_without_spaces(cell), calendar)

    by_type: dict[type, ReadCell] = {Decimal: _number, int: _whole, str: _text, Period: period}
    figures = {column: _optional(by_type.get(kind, kind)) for column, kind in figure_columns().items()}
    return {PERIOD: period, **dict.fromkeys(dimensions, _key), **figures}


def _optional(read: ReadCell) -> ReadCell:
    return lambda cell: read(cell) if cell else None


def _number(cell: str) -> Decimal:
    if _NUMBER.fullmatch(cell):
        return Decimal(cell)
    raise ValueError("not a number")


def _whole(cell: str) -> int:
    if _WHOLE.fullmatch(cell):
        return int(cell)
    raise ValueError("not a whole number")


def _text(cell: str) -> str:
    if is_formula(cell):
        raise ValueError("a formula")
    return cell


def _key(cell: str) -> str:
    if not cell:
        raise ValueError("empty")
    return _text(_without_spaces(cell))


def _without_spaces(cell: str) -> str:
    if cell != cell.strip():
        raise ValueError("spaces around a value")
    return cell


def is_formula(cell: str) -> bool:
    """Whether a spreadsheet would calculate a cell, which can even start programs."""
    return _FORMULA.match(cell) is not None
