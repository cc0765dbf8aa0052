"""Edits: changes to the plain data of one file, and what the data are after them.

A place is the keys from the root of the file. A key that is a period may have any spelling: `Q1-2010` also names an
entry that the file calls `Q1 2010/11`. Values are plain data: text, numbers, true and false, None, lists, mappings.
"""

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Any, NamedTuple

from hsp_cli.domain.finding import Key
from hsp_cli.domain.period import canonical_spelling
from hsp_cli.domain.request import RequestRefused


class Set(NamedTuple):
    """Replace the value at a place, or add its key. Missing mappings on the way are made.

    The key that is added goes where other records of the file have it, or else behind the first of `after` that its
    mapping has. A period goes in order of time.
    """

    keys: tuple[Key, ...]
    value: Any
    after: tuple[str, ...] = ()


class Append(NamedTuple):
    """Add a value at the end of the list at a place. A missing list is made, and placed as by `Set`."""

    keys: tuple[Key, ...]
    value: Any
    after: tuple[str, ...] = ()


class Remove(NamedTuple):
    """Remove the entry of a mapping or list. What is left empty stays, as an empty mapping or list."""

    keys: tuple[Key, ...]


Edit = Set | Append | Remove


def name_of(names: Iterable[Key], key: Key) -> Key | None:
    """The one of several names in a mapping that a key means: the same text, or else the same period."""
    listed = list(names)
    for name in listed:
        if str(name) == str(key):
            return name
    period = canonical_spelling(str(key))
    return next((name for name in listed if period and canonical_spelling(str(name)) == period), None)


def place_text(keys: Sequence[Key]) -> str:
    """A place in words, for messages: `aims.0.actions.2.due`."""
    return ".".join(str(key) for key in keys)


def applied(data: Any, edits: Iterable[Edit]) -> Any:
    """The plain data after some edits, one after the other. The given data stay as they are.

    RequestRefused if a place does not exist or holds something else than the edit needs.
    """
    for edit in edits:
        if not edit.keys:
            raise RequestRefused("the whole of a file is not changed by an edit")
        data = _changed(data, edit, 0)
    return data


def _changed(data: Any, edit: Edit, depth: int) -> Any:
    """A copy of the data in which the part below one step of the place is changed."""
    if depth == len(edit.keys):
        return _at_place(data, edit)
    if isinstance(data, list):
        return _in_list(data, edit, depth)
    if data is None and not isinstance(edit, Remove):
        data = {}
    if not isinstance(data, Mapping):
        raise RequestRefused(f"{place_text(edit.keys[:depth])} holds a single value, so it has no {edit.keys[depth]}")
    return _in_mapping(data, edit, depth)


def _in_list(data: list[Any], edit: Edit, depth: int) -> list[Any]:
    key = edit.keys[depth]
    if not isinstance(key, int) or not 0 <= key < len(data):
        raise _no_place(edit, depth)
    is_gone = isinstance(edit, Remove) and depth + 1 == len(edit.keys)
    inside = [] if is_gone else [_changed(data[key], edit, depth + 1)]
    return [*data[:key], *inside, *data[key + 1 :]]


def _in_mapping(data: Mapping[Any, Any], edit: Edit, depth: int) -> dict[Any, Any]:
    key = edit.keys[depth]
    name = name_of(data, key)
    if isinstance(edit, Remove):
        if name is None:
            raise _no_place(edit, depth)
        if depth + 1 == len(edit.keys):
            return {one: value for one, value in data.items() if one != name}
    if name is None:
        return {**data, key: _changed(None, edit, depth + 1)}
    return {**data, name: _changed(data[name], edit, depth + 1)}


def _at_place(data: Any, edit: Edit) -> Any:
    if isinstance(edit, Set):
        return edit.value
    if data is not None and not isinstance(data, list):
        raise RequestRefused(f"{place_text(edit.keys)} is not a list")
    return [*(data or ()), edit.value]  # type: ignore[union-attr] # a removal ends one step above


def _no_place(edit: Edit, depth: int) -> RequestRefused:
    return RequestRefused(f"the file has no {place_text(edit.keys[: depth + 1])}")


def value_at(data: Any, keys: Iterable[Key], default: Any = None) -> Any:
    """The value at a place of plain data. The default if there is no such place."""
    for key in keys:
        if isinstance(data, Mapping):
            if (name := name_of(data, key)) is None:
                return default
            data = data[name]
        elif isinstance(data, list) and isinstance(key, int) and 0 <= key < len(data):
            data = data[key]
        else:
            return default
    return data


def as_read(value: Any) -> Any:
    """A value as it is read from a file after it was written: exact numbers become those of YAML.

    A number whose digits a float does not keep, such as 6.80, is written in quotes and read as text.
    """
    if isinstance(value, Mapping):
        return {key: as_read(one) for key, one in value.items()}
    if isinstance(value, list | tuple):
        return [as_read(one) for one in value]
    if isinstance(value, Decimal | float):
        text = number_text(value)
        if text.removeprefix("-").isdecimal():
            return int(text)
        return float(text) if str(float(text)) == text else text
    return value


def number_text(value: Decimal | float) -> str:
    """The digits of a number as they were given, without an exponent."""
    return format(value if isinstance(value, Decimal) else Decimal(str(value)), "f")


def is_same(one: Any, other: Any) -> bool:
    """Whether two plain data are the same, whatever the order of keys. The number 1, the text "1" and true differ."""
    if type(one) is not type(other):
        return False
    if isinstance(one, dict):
        return one.keys() == other.keys() and all(is_same(value, other[key]) for key, value in one.items())
    if isinstance(one, list):
        return len(one) == len(other) and all(map(is_same, one, other))
    return bool(one == other)
