"""One walk over a file's record: the records inside it, and all their references.

The types of a model are read once. The walk then follows only the fields that lead to a record with an id or to a
reference. Rules, the index across files, lists and `show` use its results.
"""

from collections.abc import Iterable
from enum import Enum
from functools import cache
from types import UnionType
from typing import Annotated, Any, NamedTuple, Union, get_args, get_origin

from hsp_cli.domain.address import Address, Placed
from hsp_cli.domain.finding import Key, Place
from hsp_cli.domain.kind import Kind
from hsp_cli.domain.record import Entry, Record
from hsp_cli.domain.references import Refers


class Shape(Enum):
    """Whether a field holds one value, a list or a mapping."""

    ONE = "one"
    LIST = "list"
    MAPPING = "mapping"


class Field(NamedTuple):
    """A field that leads to records of a model, or to names of records of some kinds.

    If the only reference of a record is one name, as with an owner, `inner` is the key of that name.
    """

    key: str
    shape: Shape
    model: type[Record] | None
    kinds: tuple[Kind, ...]
    inner: str = ""


class Reference(NamedTuple):
    """A name in a record that refers to another record: its place, the kinds it may name, and the referring record."""

    name: str
    kinds: tuple[Kind, ...]
    keys: tuple[Key, ...]
    holder: Placed[Any]

    @property
    def place(self) -> Place:
        return Place(self.holder.place.path, self.keys)


class Walk(NamedTuple):
    """The results of a walk over one file, in the order of the models' fields. A record comes before those inside
    it.
    """

    records: list[Placed[Any]]
    references: list[Reference]

    @property
    def file(self) -> Placed[Any]:
        """The file's own record."""
        return self.records[0]


@cache
def fields_of(model: type[Record]) -> tuple[Field, ...]:
    """The fields of a model that lead to records or to references."""
    fields = (_field(key, info.annotation, info.metadata) for key, info in model.model_fields.items())
    return tuple(
        _shortened(field) for field in fields if field and (field.kinds or _leads_somewhere(field.model, (model,)))
    )


def _shortened(field: Field) -> Field:
    """A field of records whose only reference is one name, as a field of names."""
    if field.model is None or field.model.KIND:
        return field
    inside = fields_of(field.model)
    if len(inside) != 1 or inside[0].model or inside[0].shape is not Shape.ONE:
        return field
    return field._replace(model=None, kinds=inside[0].kinds, inner=inside[0].key)


def _field(key: str, annotation: Any, metadata: list[Any]) -> Field | None:
    kinds = _kinds_in(metadata)
    shape = Shape.ONE
    while True:
        origin, inner = get_origin(annotation), get_args(annotation)
        if origin is Annotated:
            kinds = kinds or _kinds_in(inner[1:])
            annotation = inner[0]
        elif origin in (Union, UnionType):
            annotation = next(part for part in inner if part is not type(None))
        elif origin is tuple:
            shape, annotation = Shape.LIST, inner[0]
        elif origin is dict:
            shape, annotation = Shape.MAPPING, inner[1]
        else:
            break
    model = annotation if isinstance(annotation, type) and issubclass(annotation, Record) else None
    return Field(key, shape, model, kinds) if model or kinds else None


def _kinds_in(metadata: Any) -> tuple[Kind, ...]:
    return next((mark.kinds for mark in metadata if isinstance(mark, Refers)), ())


def _leads_somewhere(model: type[Record] | None, above: tuple[type[Record], ...]) -> bool:
    """Whether the model, or a model below it, has an id or a reference. `above` stops the search in a cycle."""
    if model is None or model.KIND:
        return model is not None
    if model in above:
        return False
    fields = (_field(key, info.annotation, info.metadata) for key, info in model.model_fields.items())
    return any(field.kinds or _leads_somewhere(field.model, (*above, model)) for field in fields if field)


def placed_file(record: Entry, kind: Kind, path: str) -> Placed[Any]:
    """A file's own record, with its address and its place."""
    own = record.__dict__
    address = Address.of_file(kind, record.id)
    return Placed(record, Place(path), address, own.get("priority"), own.get("body"), record.responsible)


def walk(file: Placed[Any]) -> Walk:
    """Find every record with an id in a file, the file's own first, and every reference."""
    found = Walk([file], [])
    _visit(file.record, (), file, file, found)
    return found


def _visit(record: Record, keys: tuple[Key, ...], holder: Placed[Any], file: Placed[Any], found: Walk) -> None:
    values = record.__dict__
    for key, shape, model, kinds, inner in fields_of(type(record)):
        value = values[key]
        if not value:
            continue
        if shape is Shape.ONE:
            inside: Iterable[tuple[tuple[Key, ...], Any]] = (((*keys, key), value),)
        elif shape is Shape.LIST:
            inside = [((*keys, key, index), one) for index, one in enumerate(value)]
        else:
            inside = [((*keys, key, str(step)), one) for step, one in value.items()]
        for at, one in inside:
            if model is None:
                name = one.__dict__[inner] if inner else one
                if name:
                    found.references.append(Reference(name, kinds, (*at, inner) if inner else at, holder))
                continue
            placed = holder
            if model.KIND:
                placed = _placed(one, model.KIND, at, holder, file)
                found.records.append(placed)
            _visit(one, at, placed, file, found)


def _placed(record: Entry, kind: Kind, keys: tuple[Key, ...], holder: Placed[Any], file: Placed[Any]) -> Placed[Any]:
    """A record inside a file. Its priority and body are its own, or those of the record that contains it."""
    own = record.__dict__
    return Placed(
        record,
        Place(file.place.path, keys),
        Address(kind, file.address.file, record.id),
        own.get("priority") or holder.priority,
        own.get("board") or own.get("body") or _body_above(holder, file, kind),
        record.responsible or _inherited_owners(holder, kind),
    )


def _body_above(holder: Placed[Any], file: Placed[Any], kind: Kind) -> str | None:
    """The body of a record that names none. Seats are part of their body; an aim has the body of its plan."""
    if holder.address.kind is Kind.BODY:
        return holder.address.id
    return file.body if kind is Kind.AIM else holder.body


def _inherited_owners(holder: Placed[Any], kind: Kind) -> tuple[Any, ...]:
    """Those responsible for a record without owners, from the record that contains it.

    For an action they are the partners of its aim, for a measure those accountable for its aim, and for a sub-target
    the recipients of its target. For a milestone, draft or comment they are those responsible for its plan, project or
    consultation.
    """
    if kind in (Kind.MILESTONE, Kind.DRAFT, Kind.COMMENT) or kind is holder.address.kind is Kind.TARGET:
        return holder.owners
    key = _INHERITED.get(kind)
    return holder.record.__dict__.get(key, ()) if key else ()


_INHERITED = {Kind.ACTION: "partners", Kind.MEASURE: "accountable"}
