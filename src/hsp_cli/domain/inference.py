"""Inferred values: values of a record that its keeper concluded, and no document states.

The key `inferred` of a record maps each of them to the reason. A value is named by the path to it inside the record,
its keys joined by full stops: `status`, `assessments.Q1-2010.direction`. A list needs no key of its own, so
`rag.levels.at_least` names the limits of all levels.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from hsp_cli.domain.record import Entry, Record

SEPARATOR = "."


def inferred_at(record: Entry, *keys: str) -> dict[str, str]:
    """The inferred values at these keys, each with its reason on one line. Without keys, all of the record.

    A value counts if it is at the keys, contains what is there, or is a part of it.
    """
    found = {}
    for path, reason in record.inferred.items():
        steps = tuple(path.split(SEPARATOR))
        shorter = min(len(steps), len(keys))
        if steps[:shorter] == keys[:shorter]:
            found[path] = " ".join(reason.split())
    return found


def has_value(record: Entry, path: str) -> bool:
    """Whether a path of `inferred` leads to a value that the record has."""
    return any(_values(record, path.split(SEPARATOR)))


def _values(value: Any, keys: list[str]) -> Iterable[bool]:
    """Whether there is a value at the keys, once for each item of the lists on the way."""
    if isinstance(value, tuple):
        for item in value:
            yield from _values(item, keys)
    elif not keys:
        yield value is not None and value != {}
    elif isinstance(value, Record):
        if keys[0] in type(value).model_fields:
            yield from _values(getattr(value, keys[0]), keys[1:])
    elif isinstance(value, Mapping):
        for key, inner in value.items():
            if str(key) == keys[0]:
                yield from _values(inner, keys[1:])
