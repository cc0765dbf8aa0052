"""Observations: the figures of an indicator by series, from a CSV file with a row for each figure."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import cached_property
from typing import Any, ClassVar

from hsp_cli.domain.beside import FileBeside
from hsp_cli.domain.finding import Key
from hsp_cli.domain.period import Period

PERIOD = "period"
"""The column of the periods."""


class Observations(FileBeside):
    """The rows of the file, as columns of equal length.

    `keys` has a column of values for each dimension, in the order of the indicator. `values` has a column for each key
    of a figure; None is an empty cell. Equal cells share one value, so that many rows take little memory. Rows are
    counted from 0, without the header. The model of a figure is built only when it is asked for (`domain.series`).
    """

    ENDING: ClassVar[str] = ".csv"

    def __init__(
        self,
        name: str,
        path: str,
        periods: Sequence[Period] = (),
        keys: Mapping[str, Sequence[str]] | None = None,
        values: Mapping[str, Sequence[Any]] | None = None,
    ) -> None:
        super().__init__(name, path)
        self.periods = periods
        self.keys = keys or {}
        self.values = values or {}

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Observations) and (self.path, self.content) == (other.path, other.content)

    def __hash__(self) -> int:
        return hash(self.path)

    @property
    def content(self) -> tuple[Any, ...]:
        return self.periods, self.keys, self.values

    def __len__(self) -> int:
        return len(self.periods)

    @cached_property
    def rows_by_series(self) -> Mapping[tuple[str, ...], Sequence[int]]:
        """The rows of each series, by its values in the order of `keys`. Series and rows are in the file's order."""
        found: dict[tuple[str, ...], list[int]] = {}
        for row, values in enumerate(zip(*self.keys.values(), strict=True)):
            found.setdefault(values, []).append(row)
        return found

    @cached_property
    def first_rows(self) -> Mapping[Period, int]:
        """The periods, each with the first of its rows."""
        return dict(zip(reversed(self.periods), range(len(self) - 1, -1, -1), strict=True))

    def texts(self) -> Iterator[tuple[tuple[Key, ...], str]]:
        for column, values in self.values.items():
            # The words of a Choice are those of hsp.
            for row, value in enumerate(values) if str in set(map(type, values)) else ():
                if value is not None:
                    yield (row, column), value

    def without(self, dimension: str, left_out: Collection[str]) -> "Observations":
        """The rows whose value of a dimension is none of these."""
        kept = [row for row, value in enumerate(self.keys.get(dimension, ())) if value not in left_out]
        return Observations(
            self.name,
            self.path,
            [self.periods[row] for row in kept],
            {key: [column[row] for row in kept] for key, column in self.keys.items()},
            {key: [column[row] for row in kept] for key, column in self.values.items()},
        )

    def figure(self, row: int) -> dict[str, Any]:
        """The keys and values of the figure in a row, as in the plain data of a record. Empty cells are left out."""
        figure: dict[str, Any] = {}
        for column, values in self.values.items():
            if (value := values[row]) is not None:
                *above, key = column.split(".")
                inside = figure
                for step in above:
                    inside = inside.setdefault(step, {})
                inside[key] = value
        return figure
