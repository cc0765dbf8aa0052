"""Pruning: a record without some of what is inside it.

Records are frozen, so everything on the way to what goes is made anew; the rest is shared with the whole record.
"""

from collections.abc import Collection, Iterator
from typing import Any, NamedTuple

from hsp_cli.domain.finding import Key
from hsp_cli.domain.inference import has_value
from hsp_cli.domain.owner import Owner
from hsp_cli.domain.record import Entry, Record

Keys = tuple[Key, ...]


class Cut(NamedTuple):
    """What goes from the record of a file: the keys of items of lists and of values, and of the names of owners.

    An owner whose name goes is replaced, so that nobody takes the record for one without an owner.
    """

    gone: Collection[Keys]
    owners: Collection[Keys] = ()


OWNER = "exempt"
"""The name that stands for an owner whose name goes."""


def pruned(record: Record, cut: Cut) -> Any:
    """A record without what goes. A value that goes has the default of its key, and nothing is said to be inferred of
    a value that is not there any more.
    """
    touched = {keys[:length] for keys in (*cut.gone, *cut.owners) for length in range(len(keys) + 1)}
    return _pruned(record, (), cut, touched)


def _pruned(value: Any, at: Keys, cut: Cut, touched: Collection[Keys]) -> Any:
    if at not in touched:
        return value
    if isinstance(value, Owner):
        return Owner(who=OWNER, lead=value.lead)
    if isinstance(value, Record):
        return _record(value, at, cut, touched)
    if isinstance(value, tuple):
        inside = enumerate(value)
        return tuple(_pruned(one, (*at, key), cut, touched) for key, one in inside if (*at, key) not in cut.gone)
    if isinstance(value, dict):
        kept = ((key, one) for key, one in value.items() if (*at, str(key)) not in cut.gone)
        return {key: _pruned(one, (*at, str(key)), cut, touched) for key, one in kept}
    return OWNER  # an owner given by name alone


def _record(record: Record, at: Keys, cut: Cut, touched: Collection[Keys]) -> Record:
    values = {}
    for key, field in type(record).model_fields.items():
        is_gone = (*at, key) in cut.gone
        value = record.__dict__[key]
        default = field.get_default(call_default_factory=True)
        values[key] = default if is_gone else _pruned(value, (*at, key), cut, touched)
    return with_values(record, values)


def with_values(record: Record, values: dict[str, Any]) -> Record:
    """The record with other values of some of its keys. Only values that it still has are said to be inferred."""
    # `model_copy` would keep what the record has worked out and cached of its former values.
    own = {key: record.__dict__[key] for key in type(record).model_fields} | values
    changed = type(record).model_construct(record.model_fields_set, **own)
    if not isinstance(changed, Entry) or not changed.inferred:
        return changed
    inferred = {path: reason for path, reason in changed.inferred.items() if has_value(changed, path)}
    return type(record).model_construct(record.model_fields_set, **own | {"inferred": inferred})


def on_the_way(record: Record, keys: Keys) -> Iterator[Any]:
    """The values on the way to a place in a record: the record itself, then what is at each of the keys."""
    value: Any = record
    yield value
    for key in keys:
        if isinstance(value, Record):
            value = value.__dict__[str(key)]
        elif isinstance(value, tuple):
            value = value[int(key)]
        else:
            value = next(one for step, one in value.items() if str(step) == key)
        yield value
