"""Records as plain data: what an earlier version of a file says, although its format may no longer be valid.

The models say under which keys a file holds records. Nothing else of the data is checked.
"""

from collections.abc import Iterator
from typing import Any, NamedTuple

from hsp_cli.domain.address import Address
from hsp_cli.domain.finding import Key
from hsp_cli.domain.kind import Kind
from hsp_cli.domain.kinds import FILE_MODELS
from hsp_cli.domain.record import Record
from hsp_cli.domain.walk import Shape, fields_of


class PlainRecord(NamedTuple):
    """A record with its address, its keys in the file, and its data, in which are also the records inside it."""

    address: Address
    keys: tuple[Key, ...]
    model: type[Record]
    data: dict[Any, Any]

    @property
    def heading(self) -> str:
        """Its title, name or text on one line. Empty if it has none."""
        found = (self.data.get(key) for key in ("title", "name", "text"))
        return " ".join(next((words for words in found if isinstance(words, str)), "").split())


def plain_records(kind: Kind, data: Any) -> Iterator[PlainRecord]:
    """Every record with an id in the data of a file, the file's own first. Nothing if that has no id."""
    if not isinstance(data, dict) or not isinstance(data.get("id"), str):
        return
    address = Address.of_file(kind, data["id"])
    yield PlainRecord(address, (), FILE_MODELS[kind], data)
    yield from records_inside(FILE_MODELS[kind], data, address.file, ())


def records_inside(
    model: type[Record], data: dict[Any, Any], file: str, keys: tuple[Key, ...]
) -> Iterator[PlainRecord]:
    """The records inside the data of a record or of a part of one, each before those inside it.

    `file` is the file part of their addresses, and `keys` lead to the data.
    """
    for key, shape, inner, _, _ in fields_of(model):
        value = data.get(key)
        if not value or inner is None:
            continue
        if shape is Shape.LIST and isinstance(value, list):
            inside: list[tuple[Key, Any]] = list(enumerate(value))
        elif shape is Shape.MAPPING and isinstance(value, dict):
            inside = [(str(step), one) for step, one in value.items()]
        else:
            inside = [("", value)]
        for step, one in inside:
            if isinstance(one, dict):
                at = (*keys, key) if shape is Shape.ONE else (*keys, key, step)
                if inner.KIND and isinstance(one.get("id"), str):
                    yield PlainRecord(Address(inner.KIND, file, one["id"]), at, inner, one)
                yield from records_inside(inner, one, file, at)


def own_data(record: PlainRecord) -> dict[str, Any]:
    """The data of a record without the records inside it, which have addresses of their own."""
    inside = {field.key for field in fields_of(record.model) if field.model and field.model.KIND}
    return {str(key): value for key, value in record.data.items() if key not in inside}
