"""What differs between two versions of a record, as plain data: which keys, and their values before and after."""

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from hsp_cli.domain.finding import Key

ABSENT = None
"""In place of a value that only one of the versions has. Records have no other use for it: YAML's null is refused."""


class PlainDifference(NamedTuple):
    """A value that differs: the keys that lead to it from the record, and what it was and is.

    An item of a list is under the keys of the list. If an item was changed, it counts as one that went and one that
    came, because lists have no names for their items.
    """

    keys: tuple[Key, ...]
    before: Any
    now: Any


def plain_differences(before: Any, now: Any, keys: tuple[Key, ...] = ()) -> Iterator[PlainDifference]:
    """The values that differ, in the order of the later version; those that are gone come last at their place."""
    if isinstance(before, Mapping) and isinstance(now, Mapping):
        for key in dict.fromkeys((*now, *before)):
            yield from plain_differences(before.get(key), now.get(key), (*keys, str(key)))
    elif isinstance(before, list) or isinstance(now, list):
        yield from _of_lists(_listed(before), _listed(now), keys)
    elif isinstance(before, Mapping) or isinstance(now, Mapping):
        # A value that became a mapping, such as a deadline with its words, is one value; a whole mapping is its parts.
        if before is ABSENT and isinstance(now, Mapping):
            for key, value in now.items():
                yield from plain_differences(ABSENT, value, (*keys, str(key)))
        elif now is ABSENT and isinstance(before, Mapping):
            for key, value in before.items():
                yield from plain_differences(value, ABSENT, (*keys, str(key)))
        else:
            yield PlainDifference(keys, before, now)
    elif not _is_same(before, now):
        yield PlainDifference(keys, before, now)


def _of_lists(before: list[Any], now: list[Any], keys: tuple[Key, ...]) -> Iterator[PlainDifference]:
    gone, new = _without(before, now), _without(now, before)
    if not gone and not new and before != now:
        yield PlainDifference(keys, before, now)  # another order
    for item in gone:
        yield PlainDifference(keys, item, ABSENT)
    for item in new:
        yield PlainDifference(keys, ABSENT, item)


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [] if value is ABSENT else [value]


def _without(items: list[Any], others: list[Any]) -> list[Any]:
    """The items that are not among the others; each of the others stands for one."""
    remaining = list(others)
    found = []
    for item in items:
        place = next((index for index, other in enumerate(remaining) if _is_same(item, other)), None)
        if place is None:
            found.append(item)
        else:
            del remaining[place]
    return found


def _is_same(one: Any, other: Any) -> bool:
    """Whether two values are the same. To Python, 1 is the same as True and as 1.0."""
    return (type(one) is type(other) and one == other) or _is_same_number(one, other)


def _is_same_number(one: Any, other: Any) -> bool:
    kinds = (int, float)
    return isinstance(one, kinds) and isinstance(other, kinds) and bool not in (type(one), type(other)) and one == other
