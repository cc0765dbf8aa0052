"""The keys of a record as a person fills them in: what each takes, read from the type of its field."""

from decimal import Decimal
from enum import Enum
from functools import cache
from types import UnionType
from typing import Annotated, Any, NamedTuple, Union, get_args, get_origin

from annotated_types import Ge, Le
from pydantic import BeforeValidator, StringConstraints
from pydantic.fields import FieldInfo

from hsp_cli.domain.beside import FileBeside
from hsp_cli.domain.deadline import Deadline
from hsp_cli.domain.kind import Kind
from hsp_cli.domain.period import Period
from hsp_cli.domain.record import Choice, Entry, Record
from hsp_cli.domain.references import Refers
from hsp_cli.domain.release import Lag
from hsp_cli.domain.walk import Shape, fields_of


class Form(Enum):
    """What a single value of a key is."""

    TEXT = "text"
    SLUG = "lower-case letters, digits and hyphens"
    LAG = "time"
    CHOICE = "choice"
    NUMBER = "number"
    WHOLE = "whole number"
    FLAG = "true or false"
    PERIOD = "period"
    DEADLINE = "deadline"
    REFERENCE = "reference"
    PART = "part"
    FILE = "file name"


class RecordKey(NamedTuple):
    """A key of a model: what a value of it is, and whether it holds one value, a list or a mapping.

    `choices` are the words that a `CHOICE` may be, `kinds` the kinds that a `REFERENCE` may name, and `part` is the
    model of a `PART`, a mapping of its own. `limits` are the least and the greatest whole number. The keys of a mapping
    are periods if `by_period`; otherwise they are `names`, if only some are allowed.
    """

    name: str
    is_required: bool
    form: Form
    shape: Shape
    choices: tuple[str, ...] = ()
    kinds: tuple[Kind, ...] = ()
    part: type[Record] | None = None
    limits: tuple[int | None, int | None] = (None, None)
    by_period: bool = False
    names: tuple[str, ...] = ()


@cache
def keys_of(model: type[Record]) -> tuple[RecordKey, ...]:
    """The keys of a model: the id, those of its kind in its order, then those that every record can have."""
    found = [_key(name, field) for name, field in model.model_fields.items()]
    return tuple(sorted(found, key=lambda key: (key.name != "id", key.name in Entry.model_fields)))


def _key(name: str, field: FieldInfo) -> RecordKey:
    shape, by_period, names = Shape.ONE, False, tuple[str, ...]()
    annotation, marks = _bare(field.annotation, list(field.metadata))
    while get_origin(annotation) in (tuple, dict):
        inner = get_args(annotation)
        if get_origin(annotation) is dict:
            shape, (key, annotation) = Shape.MAPPING, inner
            by_period, names = key is Period, _words(key)
        else:
            shape, annotation = Shape.LIST, inner[0]
        annotation, marks = _bare(annotation, [])
    required = field.is_required()
    return _of_type(RecordKey(name, required, Form.TEXT, shape, by_period=by_period, names=names), annotation, marks)


def _bare(annotation: Any, marks: list[Any]) -> tuple[Any, list[Any]]:
    """A type without `None` and marks, and the marks."""
    while (origin := get_origin(annotation)) in (Annotated, Union, UnionType):
        if origin is Annotated:
            annotation, *found = get_args(annotation)
            marks += found
        else:
            annotation = next(part for part in get_args(annotation) if part is not type(None))
    return annotation, [one for mark in marks for one in (mark.metadata if isinstance(mark, FieldInfo) else (mark,))]


def _words(annotation: Any) -> tuple[str, ...]:
    return tuple(map(str, annotation)) if isinstance(annotation, type) and issubclass(annotation, Choice) else ()


def _of_type(key: RecordKey, annotation: Any, marks: list[Any]) -> RecordKey:
    """The key with the form that its type has."""
    if kinds := next((mark.kinds for mark in marks if isinstance(mark, Refers)), ()):
        return key._replace(form=Form.REFERENCE, kinds=kinds)
    if words := _words(annotation):
        return key._replace(form=Form.CHOICE, choices=words)
    if issubclass(annotation, Deadline):
        return key._replace(form=Form.DEADLINE)
    if issubclass(annotation, Record):
        # Some models can also be written as the one name that they need, such as an owner.
        is_short = any(isinstance(mark, BeforeValidator) for mark in marks)
        names = next((one.kinds for one in fields_of(annotation) if one.kinds), ()) if is_short else ()
        return key._replace(form=Form.REFERENCE if names else Form.PART, kinds=names, part=annotation)
    if annotation is int:
        lows = [mark.ge for mark in marks if isinstance(mark, Ge) and isinstance(mark.ge, int)]
        highs = [mark.le for mark in marks if isinstance(mark, Le) and isinstance(mark.le, int)]
        return key._replace(form=Form.WHOLE, limits=(max(lows, default=None), min(highs, default=None)))
    if any(isinstance(mark, StringConstraints) and mark.pattern for mark in marks):
        return key._replace(form=Form.SLUG)
    simple = (
        (Period, Form.PERIOD),
        (Decimal, Form.NUMBER),
        (bool, Form.FLAG),
        (Lag, Form.LAG),
        (FileBeside, Form.FILE),
    )
    return key._replace(form=next((form for kind, form in simple if issubclass(annotation, kind)), Form.TEXT))
