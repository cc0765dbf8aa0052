"""What an import does: edits of files that exist, new files, and for each record what changes and where it stands."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import zip_longest
from typing import Any, NamedTuple

from pydantic import BaseModel, ValidationError

from hsp_cli.domain.address import Placed
from hsp_cli.domain.edit import Edit, as_read
from hsp_cli.domain.finding import Key
from hsp_cli.domain.period import Calendar, Period
from hsp_cli.domain.record import Record
from hsp_cli.editing.wish import as_written, with_inferences_removed
from hsp_cli.exchange.incoming.cells import CellRefused
from hsp_cli.exchange.incoming.mapped_records import Given, MappedRecord, Refused, others_refused
from hsp_cli.exchange.incoming.names import Names, is_same_owners
from hsp_cli.store.model_errors import findings_of


class ValueChange(NamedTuple):
    """A value that an import changes: its key, what it was and what it becomes, as text, and its cell in the sheet.

    `before` is None if the record had no such value.
    """

    id: str
    key: str
    before: str | None
    after: str
    row: int
    column: int


class Touched(NamedTuple):
    """A record that an import makes or changes, and the rows of the sheet that it comes from."""

    id: str
    path: str
    is_new: bool
    rows: tuple[int, ...]


@dataclass
class Plan:
    """What an import does. `new_files` are by path; `unchanged` are the rows that say what is recorded.

    `not_in_sheet` are records of the same file, or indicators, that the sheet does not have. Nothing happens to them.
    """

    new_files: dict[str, dict[str, Any]] = field(default_factory=dict)
    touched: list[Touched] = field(default_factory=list)
    changes: list[ValueChange] = field(default_factory=list)
    unchanged: list[int] = field(default_factory=list)
    refused: list[Refused] = field(default_factory=list)
    not_in_sheet: list[str] = field(default_factory=list)
    better_unknown: list[dict[str, str]] = field(default_factory=list)

    _edits: dict[str, list[list[Edit]]] = field(default_factory=dict)

    def edit(self, path: str, edits: Iterable[Edit]) -> None:
        """Add edits of one record in a file."""
        self._edits.setdefault(path, []).append(list(edits))

    @property
    def edits(self) -> dict[str, list[Edit]]:
        """The edits of each file: the first ones of all its records, then the second ones, and so on.

        A file is read again before an edit that is close to an earlier one, such as another of the same record. In this
        order it is read a few times, and not for each record.
        """
        return {
            path: [edit for same in zip_longest(*groups) for edit in same if edit is not None]
            for path, groups in self._edits.items()
        }


def plain(value: Any) -> Any:
    """A value of a sheet as plain data of a record."""
    return as_written(value) if isinstance(value, Period) else value


def as_words(value: Any) -> str:
    """A value for people, on one line."""
    match value:
        case Decimal():
            return f"{value:f}"
        case list() | tuple():
            return "; ".join(map(as_words, value))
        case _:
            return " ".join(str(value).split())


def is_same_text(one: str | None, other: str | None) -> bool:
    """Whether two texts are the same but for spaces and line breaks."""
    return " ".join((one or "").split()) == " ".join((other or "").split())


def problems_of(
    model: type[Record], data: Mapping[str, Any], calendar: Calendar, given: Mapping[tuple[Key, ...], Given], row: int
) -> list[Refused]:
    """What a model refuses of the data of a record, at the cells that gave it."""
    try:
        model.model_validate(as_read(data), context={"calendar": calendar})
    except ValidationError as error:
        return [_refused(finding.place.keys, finding.message, given, row) for finding in findings_of(error, model, "")]
    return []


def _refused(keys: tuple[Key, ...], message: str, given: Mapping[tuple[Key, ...], Given], row: int) -> Refused:
    for length in range(len(keys), 0, -1):
        if cell := given.get(keys[:length]):
            return Refused(cell.row, cell.column or None, message)
    return Refused(row, None, message)


class RecordInSheet:
    """What a sheet says of one record, on its way into a plan: what it changes there, or why it is refused.

    `values` are its values by key, in the words of the records. `given` are the cells that gave them, by the keys of
    their place.
    """

    def __init__(self, record: MappedRecord, names: Names, to: Plan, address: str) -> None:
        self.record, self.names, self.to, self.address = record, names, to, address
        self.given: dict[tuple[Key, ...], Given] = {}
        self.values: dict[str, Any] = {}
        self._problems: list[Refused] = []
        self._changes: list[ValueChange] = []
        for key, given in record.values.items():
            self.given[(key,)] = given
            try:
                self.values[key] = self.known(key, given.value)
            except CellRefused as refused:
                self.refuse_cell(given, str(refused))

    def known(self, key: str, value: Any) -> Any:
        """A value as the records write it. CellRefused for the name of something that they do not have."""
        return self.names.owners(value) if key in OWNER_KEYS else plain(value)

    @property
    def is_refused(self) -> bool:
        """Whether there is a reason not to take it."""
        return bool(self._problems)

    def refuse(self, reason: str) -> None:
        """Refuse it as a whole, unless there is a reason already."""
        if not self._problems:
            self._problems.append(Refused(self.record.row, None, reason))

    def refuse_cell(self, given: Given, reason: str) -> None:
        """Refuse it because of one of its cells."""
        self._problems.append(Refused(given.row, given.column or None, reason))

    def note(self, keys: tuple[Key, ...], before: Any, after: Any) -> None:
        """Note that a value changes."""
        given = self.given.get(keys) or Given(None, self.record.row, 0)
        was = None if before in (None, ()) else as_words(before)
        key = ".".join(map(str, keys))
        self._changes.append(ValueChange(self.address, key, was, as_words(after), given.row, given.column))

    def is_same(self, key: str, value: Any, before: Any) -> bool:
        """Whether the record has the value of the sheet already. Spaces and the names of one party do not count."""
        if key in OWNER_KEYS:
            return is_same_owners(value, before, self.names.workspace)
        if isinstance(value, str) or isinstance(before, Period):
            return before is not None and is_same_text(str(value), str(before))
        return bool((list(before) if isinstance(before, tuple) else before) == value)

    def check(self, model: type[Record], data: Mapping[str, Any]) -> bool:
        """Whether the model takes the data of the record, and nothing else is wrong."""
        if not self._problems:
            calendar = self.names.workspace.partnership.calendar
            self._problems += problems_of(model, data, calendar, self.given, self.record.row)
        return not self._problems

    def made(self, path: str) -> None:
        """Note in the plan that the record is new."""
        self._add_owners()
        self.to.touched.append(Touched(self.address, path, True, tuple(self.record.rows)))

    def changed(self, placed: Placed[Any], edits: list[Edit]) -> None:
        """Put the edits of the record into the plan. Without any, its rows say what is recorded."""
        path = placed.place.path
        if not edits:
            self.to.unchanged += self.record.rows
            return
        self._add_owners()
        self.to.edit(path, with_inferences_removed(placed.record, placed.place, edits))
        self.to.changes += self._changes
        self.to.touched.append(Touched(self.address, path, False, tuple(self.record.rows)))

    def end(self) -> None:
        """Hand over why it is refused, if it is. Its other rows are not taken either."""
        self.to.refused += (problem._replace(id=self.record.id) for problem in self._problems)
        if self._problems:
            self.to.refused += others_refused(self.record.id, self.record.rows, self._problems)

    def _add_owners(self) -> None:
        for key in OWNER_KEYS:
            self.names.add_owners(self.values.get(key, ()))


OWNER_KEYS = ("owners", "leads")


def in_order(model: type[BaseModel], data: Mapping[str, Any], first: Iterable[str] = ()) -> dict[str, Any]:
    """The data of a record with the keys of `first` in their order, and then all others in that of the model."""
    names = (*first, *model.model_fields)
    return {name: data[name] for name in dict.fromkeys(names) if name in data}
