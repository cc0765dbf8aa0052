"""Mappings: how the columns of anybody's spreadsheet become keys of records. Nothing of it is guessed."""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Annotated, Any

from pydantic import BeforeValidator, Field, model_validator
from pydantic_core import PydanticCustomError

from hsp_cli.domain.period import Calendar, Period
from hsp_cli.domain.record import Choice, Id, Number, Record, Several, Text
from hsp_cli.exchange.incoming.cells import Formulas, Percent, Rules, folded
from hsp_cli.exchange.incoming.forms import Form, Span, Years
from hsp_cli.exchange.incoming.keys import KEYS, KeyType, MappedKind


class Merged(Choice):
    """What is done with merged cells: they are refused, or each cell of the range has the value of the first."""

    REFUSE = "refuse"
    FILL = "fill"


class PartyKind(Choice):
    """The list of the settings to which an owner is added whom it does not have."""

    PEOPLE = "people"
    ROLES = "roles"
    ORGANISATIONS = "organisations"


class NewRecords(Choice):
    """What is done with a row whose id no record has: a record is made, or the row is refused."""

    MAKE = "make"
    REFUSE = "refuse"


class Reading(Record):
    """How cells are read. A column can state each of these for itself.

    `dates` and `periods` are forms, such as `DD/MM/YYYY`. `years` says what a year means that is written as one number,
    `several_years` that `2012-15` may be three years. `words` gives what a cell means, by its whole text. `nothing` are
    texts that count as an empty cell, and `awaited` those that say that a figure has not arrived. `signs` may stand
    before or after a number, which is multiplied by `times`.
    """

    dates: Several[Text] = ()
    periods: Several[Text] = ()
    years: Years | None = None
    several_years: bool = False
    words: dict[Text, Text] = {}
    nothing: Several[Text] = ()
    awaited: Several[Text] = ()
    signs: Several[Text] = ()
    times: Number = Decimal(1)
    decimal: Text = "."
    thousands: Text | None = None
    percent: Percent | None = None
    date_stands_for: Span | None = None
    keep_words: bool = False
    split: Text | None = None


class MappedColumn(Reading):
    """What becomes of a column: the key `to` which its values go and, for a figure or rating, the `period`."""

    to: Text
    period: Text | None = None


class WideColumns(Reading):
    """Columns whose headers are periods: each is the key `to` of the period in its header, in one of the `headers`."""

    to: Text
    headers: Several[Text]


class Into(Record):
    """The file that the records are part of, and what it is made of if there is none.

    A plan has an `aim` for the actions of which no column gives the aim.
    """

    plan: Id | None = None
    risk_register: Id | None = None
    title: Text | None = None
    body: Id | None = None
    organisation: Id | None = None
    aim: Text | None = None


def _column_from_yaml(value: Any) -> Any:
    return {"to": value} if isinstance(value, str) else value


class Mapping(Reading):
    """How a sheet becomes records.

    `id` is a pattern with the names of columns in braces, from whose values the id is made; `ids` gives the ids that a
    record already has under another one. `only` and `skip` name the values of columns by which rows are taken or left
    out. `constants` are values that every record has. `leave_out` are columns that are not taken, and nobody forgot.
    `better_from` is a CSV file beside the mapping, in which people fill in which way is better.
    """

    about: Text | None = None
    records: MappedKind
    sheet: Text | None = None
    header_row: Annotated[int, Field(ge=1)] = 1
    last_row: int | None = None
    encoding: Text | None = None
    delimiter: Annotated[Text | None, Field(max_length=1)] = None
    formulas: Formulas = Formulas.REFUSE
    merged: Merged = Merged.REFUSE
    into: Into | None = None
    new_records: NewRecords = NewRecords.MAKE
    new_owners: PartyKind | None = None
    id: Text
    ids: dict[Text, Text] = {}
    only: dict[Text, Several[Text]] = {}
    skip: dict[Text, Several[Text]] = {}
    columns: dict[
        Text, Annotated[MappedColumn, BeforeValidator(_column_from_yaml, json_schema_input_type=Text | MappedColumn)]
    ] = {}
    wide: Several[WideColumns] = ()
    constants: dict[Text, Text] = {}
    leave_out: Several[Text] = ()
    better_from: Text | None = None

    @model_validator(mode="after")
    def _fits_its_kind(self) -> "Mapping":
        for problem in self._problems():
            raise PydanticCustomError("mapping", "{problem}", {"problem": problem})
        return self

    def _problems(self) -> Iterator[str]:
        keys = KEYS[self.records]
        names = [*(column.to for column in self.columns.values()), *(wide.to for wide in self.wide), *self.constants]
        for name in names:
            if name not in keys:
                yield f"{self.records.value} have no key `{name}` here; choose from: {', '.join(keys)}"
        for column in self.columns.values():
            has_period = column.period is not None or self._has_period_column
            if name_needs_period(self.records, column.to) and not has_period:
                yield f"`{column.to}` needs a `period`, or a column for the key `period`"
        for wide in self.wide:
            if not name_needs_period(self.records, wide.to):
                yield f"`{wide.to}` is not a value of a period, and cannot be in `wide`"
        for header in (*self.only, *self.skip, *self.leave_out):
            if header in self.leave_out and header in self.columns:
                yield f"the column {header!r} is both in `columns` and in `leave_out`"
        yield from self._problems_of_place()
        yield from self._problems_of_forms()

    def _problems_of_place(self) -> Iterator[str]:
        into = self.into or Into()
        match self.records:
            case MappedKind.ACTIONS if not into.plan:
                yield "`records: actions` needs `into` with a `plan`"
            case MappedKind.RISKS if not into.risk_register:
                yield "`records: risks` needs `into` with a `risk_register`"
            case MappedKind.INDICATORS | MappedKind.UPDATES if self.into:
                yield f"`records: {self.records.value}` needs no `into`"
        if self.better_from and self.records is not MappedKind.INDICATORS:
            yield "`better_from` is for indicators"
        if self.better_from and ("/" in self.better_from or not self.better_from.endswith(".csv")):
            yield "`better_from` is the name of a CSV file in the folder of the mapping"

    def _problems_of_forms(self) -> Iterator[str]:
        readings: list[tuple[Reading, Sequence[str]]] = [
            (one, (*one.dates, *one.periods)) for one in (self, *self.columns.values())
        ]
        readings += [(one, one.headers) for one in self.wide]
        for reading, forms in readings:
            for form in forms:
                try:
                    Form(form, reading.years or self.years)
                except ValueError as wrong:
                    yield str(wrong)
            if reading.thousands == reading.decimal:
                yield "`decimal` and `thousands` are the same sign"

    @property
    def _has_period_column(self) -> bool:
        return any(column.to == "period" for column in self.columns.values())

    def rules(self, reading: Reading, key: str, calendar: Calendar) -> Rules:
        """How the cells of a column are read: as it states or, where it states nothing, as the mapping does."""
        stated = {name: getattr(reading, name) for name in reading.model_fields_set}
        use = self.model_copy(update={name: value for name, value in stated.items() if name in Reading.model_fields})
        is_date = KEYS[self.records][key].type is KeyType.DATE
        return Rules(
            calendar=calendar,
            forms=tuple(Form(form, use.years, use.several_years) for form in (use.dates if is_date else use.periods)),
            words={folded(word): meant for word, meant in {**self.words, **use.words}.items()},
            nothing=frozenset(map(folded, use.nothing)),
            signs=use.signs,
            times=use.times,
            decimal=use.decimal,
            thousands=use.thousands,
            formulas=self.formulas,
            percent=use.percent,
            span=use.date_stands_for,
        )

    def awaited_words(self, reading: Reading) -> frozenset[str]:
        """The texts of a column that say that a figure has not arrived."""
        stated = reading.awaited if "awaited" in reading.model_fields_set else self.awaited
        return frozenset(map(folded, stated))

    def fixed_period(self, column: MappedColumn, calendar: Calendar) -> Period | None:
        """The period that a column states. ValueError if it is none."""
        return Period.parse(column.period, calendar) if column.period else None


def name_needs_period(kind: MappedKind, name: str) -> bool:
    """Whether a key is a value of a period, such as a figure."""
    key = KEYS[kind].get(name)
    return key is not None and key.by_period
