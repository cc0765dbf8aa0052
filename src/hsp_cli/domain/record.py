"""What every record has in common: strict, frozen, no unknown keys, an id, and where it came from."""

from collections.abc import Callable, Iterable
from decimal import Decimal
from enum import StrEnum
from functools import lru_cache
from typing import TYPE_CHECKING, Annotated, Any, ClassVar, TypeVar

from pydantic import (
    BaseModel,
    ConfigDict,
    Field,
    GetCoreSchemaHandler,
    PlainSerializer,
    PlainValidator,
    StringConstraints,
    TypeAdapter,
)
from pydantic_core import CoreSchema, core_schema

from hsp_cli.domain.kind import Kind

if TYPE_CHECKING:
    from hsp_cli.domain.address import Placed
    from hsp_cli.domain.period import Period

ID_PATTERN = r"^[a-z0-9]+(-[a-z0-9]+)*$"

Id = Annotated[str, StringConstraints(pattern=ID_PATTERN, max_length=80)]
"""A slug chosen by the author: lower-case letters, digits and single hyphens."""

Text = Annotated[str, StringConstraints(min_length=1)]
"""Words for people. A block (`|`) keeps its line breaks; an empty text is a missing one."""


def plain_number(number: Decimal) -> int | float:
    """The JSON number for an exact one; whole numbers stay whole."""
    return int(number) if number == number.to_integral_value() else float(number)


# Strict mode would refuse the int and float that YAML gives; Decimal(str(x)) keeps what was typed.
_Exact = Annotated[Decimal, Field(strict=False, allow_inf_nan=False, max_digits=30)]
_exactly: Callable[[Any], Decimal] = TypeAdapter(_Exact).validator.validate_python
_exactly_once = lru_cache(maxsize=8192, typed=True)(_exactly)


def _number(value: Any) -> Decimal:
    # To make and measure a Decimal is dear, and the figures of a workspace are a few thousand numbers. Nought is made
    # each time, for -0.0 equals it and is written otherwise.
    return _exactly_once(value) if value and type(value) in (float, int) else _exactly(value)


Number = Annotated[
    Decimal,
    PlainValidator(_number, json_schema_input_type=_Exact),
    PlainSerializer(plain_number, return_type=int | float, when_used="json"),
]
"""An exact decimal. Written as a number, or quoted where a trailing zero matters (`"6.80"`)."""

Whole = Annotated[int, Field(ge=-(10**9), le=10**9)]
"""A whole number that Python can always print; it refuses to beyond 4300 digits."""

T = TypeVar("T")

MAX_STEPS = 50
"""More steps than any scale has."""
Several = Annotated[tuple[T, ...], Field(strict=False)]
"""A list in YAML, a tuple here, so that a record stays frozen all the way down."""

Scale = Annotated[tuple[T, ...], Field(strict=False, max_length=MAX_STEPS)]
"""The steps of a scale. Scales are crossed with each other and with every figure, so their length is bounded."""


class Choice(StrEnum):
    """One of a few words. Records spell the word; strict mode alone would ask for the Python object."""

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.enum_schema(cls, list(cls), sub_type="str", strict=False)


class Record(BaseModel):
    """Anything a person writes in YAML: unknown keys are errors, nothing is coerced, nothing changes."""

    model_config = ConfigDict(strict=True, frozen=True, extra="forbid")

    KIND: ClassVar[Kind | None] = None
    """The kind of a record that can be named; none for a part of one."""


class Source(Record):
    """Where a record or value was published, and what was done about damage there.

    `verbatim` keeps the words of the document where the record corrects them; `note` says why.
    """

    document: Text
    place: Text | None = None
    line: Whole | None = None
    verbatim: Text | None = None
    note: Text | None = None


class Entry(Record):
    """A record with an id that other records can name.

    `open_questions` lists what the document leaves open, each as a question that a person has to settle.
    """

    id: Id
    source: Source | None = None
    note: Text | None = None
    open_questions: Several[Text] = ()

    @property
    def heading(self) -> str:
        """What lists and messages call the record, on one line; empty where it has neither title, name nor text."""
        words: str = getattr(self, "title", None) or getattr(self, "name", None) or getattr(self, "text", None) or ""
        return " ".join(words.split())

    @property
    def responsible(self) -> tuple[Any, ...]:
        """The owners whom the record names as responsible for it (`domain.owner.Owners`)."""
        return ()

    @property
    def recorded_in(self) -> Iterable["Period"]:
        """The periods for which the record says something."""
        return ()

    def facts(self, placed: "Placed[Any]") -> dict[str, Any]:
        """What a list of its kind shows beside the heading, ready for JSON."""
        return {}
