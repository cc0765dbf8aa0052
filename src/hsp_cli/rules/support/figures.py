"""The figures that rules look at: those of an indicator as a whole, of its series, and of the file beside it.

A file can have many thousands of rows, and few of them are worth a closer look. A rule therefore says which value of a
column could be wrong, and gets a figure only for the rows that have one.
"""

from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal
from itertools import repeat
from typing import NamedTuple

from hsp_cli.domain.address import Placed
from hsp_cli.domain.finding import Key, Place
from hsp_cli.domain.indicator import Figure, Indicator
from hsp_cli.domain.observations import Observations
from hsp_cli.domain.period import Period
from hsp_cli.domain.series import figure_in
from hsp_cli.domain.workspace import Workspace
from hsp_cli.rules.support.texts import once_per_workspace

Values = Sequence[Decimal | None]


class FigureAt(NamedTuple):
    """A figure and its place: `at` leads to the mapping of figures in the record, or `row` to a row of the file.

    `of` are the values of its series; it is empty for a figure of the whole.
    """

    indicator: Placed[Indicator]
    period: Period
    figure: Figure
    of: tuple[str, ...] = ()
    at: tuple[Key, ...] = ("figures",)
    row: int | None = None

    @property
    def name(self) -> str:
        return series_name(self.indicator, self.of)

    def place(self, key: str = "") -> Place:
        """The place of the figure, or of a key of it."""
        return place_of(self.indicator, self.at if self.row is None else self.row, self.period, key)


class Numbers(NamedTuple):
    """One kind of number (`key`) of a series by period, in the order of the record; None if a figure does not have it.

    `at` leads to its figures in the record, or holds the row of each in the file.
    """

    indicator: Placed[Indicator]
    key: str
    periods: Sequence[Period]
    values: Values
    of: tuple[str, ...]
    at: tuple[Key, ...] | None
    rows: Sequence[int] = ()

    def place(self, period: Period) -> Place:
        where = self.at if self.at is not None else self.rows[self.periods.index(period)]
        return place_of(self.indicator, where, period, self.key)


def series_name(indicator: Placed[Indicator], of: Sequence[str]) -> str:
    """The name of an indicator, with the values of the series that is meant."""
    return f"{indicator.address} ({', '.join(of)})" if of else str(indicator.address)


def place_of(indicator: Placed[Indicator], where: tuple[Key, ...] | int, period: Period, key: str) -> Place:
    if isinstance(where, int):
        observations = indicator.record.observations
        assert observations is not None
        return Place(observations.path, (where, key) if key else (where,))
    return indicator.place.at(*where, str(period), *(key.split(".") if key else ()))


@once_per_workspace
def figures_in_records(workspace: Workspace) -> list[FigureAt]:
    """Every figure in the records themselves: of the whole, and of series."""
    found: list[FigureAt] = []
    for indicator in workspace.indicators.values():
        found += (FigureAt(indicator, period, figure) for period, figure in indicator.record.figures.items())
        for number, series in enumerate(indicator.record.series):
            of, at = tuple(series.of.values()), ("series", number, "figures")
            found += (FigureAt(indicator, period, figure, of, at) for period, figure in series.figures.items())
    return found


def figures(workspace: Workspace, may_be_wrong: Callable[..., object], *columns: str) -> Iterator[FigureAt]:
    """Every figure in the records, and those in files whose values in these columns may be wrong. None is an empty
    cell.
    """
    yield from figures_in_records(workspace)
    for indicator, observations in _with_files(workspace):
        given = [observations.values.get(column) for column in columns]
        if not any(given) and not may_be_wrong(*[None] * len(columns)):
            continue  # the file has none of the columns
        cells = zip(*(repeat(None, len(observations)) if values is None else values for values in given), strict=True)
        for row, values in enumerate(cells):
            if may_be_wrong(*values):
                of = tuple(key[row] for key in observations.keys.values())
                yield FigureAt(indicator, observations.periods[row], figure_in(indicator.record, row), of, row=row)


@once_per_workspace
def numbers(workspace: Workspace) -> list[Numbers]:
    """The actual figures and the targets of every indicator as a whole and of each of its series."""
    return [one for indicator in workspace.indicators.values() for one in _numbers_of(indicator)]


def _numbers_of(indicator: Placed[Indicator]) -> Iterator[Numbers]:
    record = indicator.record
    inside = (
        (tuple(one.of.values()), ("series", number, "figures"), one.figures) for number, one in enumerate(record.series)
    )
    for of, at, here in (((), ("figures",), record.figures), *inside):
        periods, given = list(here), here.values()
        yield Numbers(indicator, "actual", periods, [figure.actual for figure in given], of, at)
        yield Numbers(indicator, "target", periods, [figure.target for figure in given], of, at)
    if record.observations:
        yield from _numbers_in_file(indicator, record.observations)


def _numbers_in_file(indicator: Placed[Indicator], observations: Observations) -> Iterator[Numbers]:
    columns = [(key, observations.values[key]) for key in ("actual", "target") if key in observations.values]
    for of, rows in observations.rows_by_series.items():
        periods = [observations.periods[row] for row in rows]
        for key, values in columns:
            yield Numbers(indicator, key, periods, [values[row] for row in rows], of, None, rows)


@once_per_workspace
def _with_files(workspace: Workspace) -> list[tuple[Placed[Indicator], Observations]]:
    indicators = ((one, one.record.observations) for one in workspace.indicators.values())
    return [(indicator, observations) for indicator, observations in indicators if observations]
