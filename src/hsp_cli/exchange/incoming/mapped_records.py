"""What the rows of a sheet say of records: each record has one row, or several that do not contradict each other."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from hsp_cli.domain.period import Period

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


@dataclass
class RowRead:
    """What one row gives. `period` is the one that a column of its own gives."""

    row: int
    id: str
    period: Period | None = None
    values: dict[str, Given] = field(default_factory=dict)
    by_period: dict[Period, dict[str, Given]] = field(default_factory=dict)


def joined(rows: list[RowRead], refused: list[Refused]) -> Iterator[MappedRecord]:
    """The records of some rows. Several rows are of one record only if each has a period of its own.

    What two rows contradict each other about is refused in both.
    """
    by_id: dict[str, list[RowRead]] = {}
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


def _without_repeats(rows: list[RowRead]) -> list[RowRead]:
    """The rows that do not say exactly what an earlier one says."""
    found: dict[Any, RowRead] = {}
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


def _contradictions(rows: list[RowRead]) -> Iterator[Refused]:
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


def _numbers(rows: list[RowRead]) -> str:
    """The numbers of some rows, the first of many."""
    numbers = [str(row.row) for row in rows]
    *most, last = numbers if len(numbers) <= _NAMED else [*numbers[: _NAMED - 1], f"{len(numbers) - _NAMED + 1} more"]
    return f"{', '.join(most)} and {last}"
