"""The base of all records: strict, frozen, no unknown keys, with an id and a source."""

from collections.abc import Callable, Iterable
from decimal import Decimal
from enum import StrEnum
from functools import lru_cache
from typing import TYPE_CHECKING, Annotated, Any, ClassVar, LiteralString, TypeVar

from pydantic import (
    BaseModel,
    ConfigDict,
    Field,
    GetCoreSchemaHandler,
    PlainSerializer,
    PlainValidator,
    StringConstraints,
    TypeAdapter,
    field_validator,
)
from pydantic_core import CoreSchema, PydanticCustomError, core_schema

from hsp_cli.domain.kind import Kind

if TYPE_CHECKING:
    from hsp_cli.domain.address import Placed
    from hsp_cli.domain.period import Period

ID_PATTERN = r"^[a-z0-9]+(-[a-z0-9]+)*$"

LONGEST_ID = 80
"""The most characters of an id."""

Id = Annotated[str, StringConstraints(pattern=ID_PATTERN, max_length=LONGEST_ID)]
"""A slug chosen by the author: lower-case letters, digits and single hyphens."""

Text = Annotated[str, StringConstraints(min_length=1)]
"""Text for people. A block (`|`) keeps its line breaks. An empty text is an error."""


def plain_number(number: Decimal) -> int | float:
    """The JSON number for a decimal. Whole numbers stay whole."""
    return int(number) if number == number.to_integral_value() else float(number)


# Strict mode would refuse the int and float of YAML. Decimal(str(x)) keeps the digits as typed.
_Exact = Annotated[Decimal, Field(strict=False, allow_inf_nan=False, max_digits=30)]
_exactly: Callable[[Any], Decimal] = TypeAdapter(_Exact).validator.validate_python
_exactly_once = lru_cache(maxsize=8192, typed=True)(_exactly)


def _number(value: Any) -> Decimal:
    # Decimals are cached because parsing them is slow, and a workspace repeats a few thousand numbers. Zero is not
    # cached, because -0.0 equals it but is written differently.
    return _exactly_once(value) if value and type(value) in (float, int) else _exactly(value)


Number = Annotated[
    Decimal,
    PlainValidator(_number, json_schema_input_type=_Exact),
    PlainSerializer(plain_number, return_type=int | float, when_used="json"),
]
"""An exact decimal: a number, or a number in quotes if a trailing zero matters (`"6.80"`)."""

Whole = Annotated[int, Field(ge=-(10**9), le=10**9)]
"""A whole number that Python can always print. The limit of Python is 4300 digits."""

T = TypeVar("T")

MAX_STEPS = 50
"""The most steps of a scale; no real scale has as many."""
Several = Annotated[tuple[T, ...], Field(strict=False)]
"""A list in YAML and a tuple in Python, so that all of a record is frozen."""

Scale = Annotated[tuple[T, ...], Field(strict=False, max_length=MAX_STEPS)]
"""The steps of a scale. Their number is limited, because scales are combined with each other and with every figure."""


class Choice(StrEnum):
    """One of a few words. Records contain the word; strict mode alone would require the Python object."""

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.enum_schema(cls, list(cls), sub_type="str", strict=False)


class Record(BaseModel):
    """A record in YAML, or a part of one. Unknown keys are errors, and no value is converted or changed."""

    # Most models are only parts of the models of files, which are built once (`domain.kinds`). Building each alone as
    # well takes a quarter of the time of all models.
    model_config = ConfigDict(strict=True, frozen=True, extra="forbid", defer_build=True)

    KIND: ClassVar[Kind | None] = None
    """The kind of record; None for a part of a record."""


def not_left_empty(value: Any, hint: LiteralString) -> Any:
    """The value of a key that protects a record or a paper. An error without one: a key without a value counts as left
    out elsewhere, which would publish here what somebody meant to hold back.
    """
    if value is None or isinstance(value, bool):
        raise PydanticCustomError("wrong_type", hint)
    return value


class Source(Record):
    """The source of a record or value, and how errors in it were corrected.

    `verbatim` holds the words of the document if the record corrects them. `note` gives the reason.
    """

    document: Text
    place: Text | None = None
    line: Whole | None = None
    verbatim: Text | None = None
    note: Text | None = None


class Entry(Record):
    """A record with an id that other records can reference.

    `open_questions` lists the points that the document leaves open, as questions for a person to answer. `inferred`
    maps the values that no document states to the reason for each (`domain.inference`). `exempt` says why the public
    may not see the record and what is inside it (`domain.redaction`).
    """

    id: Id
    source: Source | None = None
    note: Text | None = None
    open_questions: Several[Text] = ()
    inferred: dict[Text, Text] = Field(default_factory=dict)
    exempt: Text | None = None

    @field_validator("exempt", mode="before")
    @classmethod
    def _has_reason(cls, exempt: Any) -> Any:
        return not_left_empty(exempt, "write why the public may not see the record, or delete the key")

    @property
    def heading(self) -> str:
        """The title, name or text of the record on one line, for lists and messages. Empty if it has none."""
        words: str = getattr(self, "title", None) or getattr(self, "name", None) or getattr(self, "text", None) or ""
        return " ".join(words.split())

    @property
    def responsible(self) -> tuple[Any, ...]:
        """The owners that the record names as responsible (`domain.owner.Owners`)."""
        return ()

    @property
    def recorded_in(self) -> Iterable["Period"]:
        """The periods for which the record says something."""
        return ()

    def facts(self, placed: "Placed[Any]") -> dict[str, Any]:
        """The facts that a list of its kind shows beside the heading, as JSON data."""
        return {}
