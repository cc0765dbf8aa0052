"""Differences between two versions of one record, value by value.

A record inside another that has an id of its own is compared by itself, so only the order of such records counts here.
"""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from difflib import SequenceMatcher
from enum import Enum
from functools import cache
from types import UnionType
from typing import Annotated, Any, NamedTuple, Union, get_args, get_origin

from hsp_cli.domain.beside import FileBeside
from hsp_cli.domain.deadline import Deadline
from hsp_cli.domain.finding import Key
from hsp_cli.domain.owner import Owner
from hsp_cli.domain.rag import Band, Thresholds
from hsp_cli.domain.record import Entry, Record, Source

_WHOLE = (Band, Deadline, Source, Thresholds)
"""Parts of a record that people read as one value."""

_MOST = 1_000_000
"""The most pairs of items of two lists that are compared with each other. Longer lists are compared item by item."""


class Sort(Enum):
    """What became of a value. `STATED` is one that the record now gives, or no longer gives, although it is the default
    and so the same; `ORDER` is that of the records inside.
    """

    ADDED = "added"
    CHANGED = "changed"
    REMOVED = "removed"
    STATED = "stated"
    ORDER = "order"


class Difference(NamedTuple):
    """A value that differs.

    `keys` lead to it from its record: in the later version or, if it was removed, in the earlier one. `model` and
    `field` name the field of a model that holds it, on its own or in a list or mapping. None is no value.
    """

    keys: tuple[Key, ...]
    model: type[Record]
    field: str
    sort: Sort
    before: Any
    now: Any

    @property
    def path(self) -> tuple[Key, ...]:
        """The keys without the numbers of items in lists."""
        return tuple(key for key in self.keys if not isinstance(key, int))


def differences(before: Record, now: Record) -> tuple[Difference, ...]:
    """Every difference of two records of one kind, in the order of their fields."""
    return tuple(_of_records(before, now, ()))


def _of_records(before: Record, now: Record, keys: tuple[Key, ...]) -> Iterator[Difference]:
    for field, holds_entries in _fields(type(now)):
        earlier, later = before.__dict__[field], now.__dict__[field]
        at = (*keys, field)
        if holds_entries:
            yield from _of_entries(earlier, later, at, type(now), field)
            continue
        found = tuple(_of_values(earlier, later, at, type(now), field))
        yield from found
        is_stated = [field in one.model_fields_set for one in (before, now)]
        if not found and is_stated[0] is not is_stated[1] and earlier == later:
            yield Difference(at, type(now), field, Sort.STATED, *(later if one else None for one in is_stated))


def _of_entries(before: Any, now: Any, keys: tuple[Key, ...], model: type[Record], field: str) -> Iterator[Difference]:
    """The order of the records that are in both versions. Single records inside a part are compared by themselves."""
    if not isinstance(now, tuple):
        return
    ids = [[one.id for one in ones] for ones in (before, now)]
    common = set(ids[0]) & set(ids[1])
    orders = [tuple(one for one in some if one in common) for some in ids]
    if orders[0] != orders[1]:
        yield Difference(keys, model, field, Sort.ORDER, *orders)


def _of_values(before: Any, now: Any, keys: tuple[Key, ...], model: type[Record], field: str) -> Iterator[Difference]:
    if before is now:
        return
    if isinstance(now, Record) and type(before) is type(now) and not isinstance(now, _WHOLE):
        yield from _of_records(before, now, keys)
    elif isinstance(before, Mapping) and isinstance(now, Mapping):
        # A key may be a period, or a number that was put in quotes since: both versions have its text.
        earlier, later = ({_key(key): (key, value) for key, value in one.items()} for one in (before, now))
        for text in dict.fromkeys((*earlier, *later)):
            key = (later.get(text) or earlier[text])[0]
            was, one = (values[text][1] if text in values else None for values in (earlier, later))
            yield from _of_values(was, one, (*keys, key if isinstance(key, int) else text), model, field)
    elif _are_parts(before, now):
        yield from _of_lists(before, now, keys, model, field)
    elif not _is_same(before, now):
        yield Difference(keys, model, field, _sort(before, now), _given(before), _given(now))


def _key(key: Any) -> str:
    """The text of a key of a mapping."""
    return str(getattr(key, "value", key))


def _are_parts(*values: Any) -> bool:
    """Whether the values are lists of parts that are compared one by one. Owners are read as a whole."""
    items = [item for value in values if isinstance(value, tuple) for item in value]
    return all(isinstance(value, tuple) for value in values) and bool(items) and _is_part(items[0])


def _is_part(item: Any) -> bool:
    return isinstance(item, Record) and not isinstance(item, (Owner, *_WHOLE))


def _given(value: Any) -> Any:
    """None for an empty list or mapping, which says as little as none at all."""
    return None if value in ((), {}) else value


def _is_same(before: Any, now: Any) -> bool:
    if isinstance(now, FileBeside) and type(before) is type(now):
        return bool(before.name == now.name and before.content == now.content)
    return bool(_given(before) == _given(now))


def _sort(before: Any, now: Any) -> Sort:
    if _given(before) is None:
        return Sort.ADDED
    return Sort.REMOVED if _given(now) is None else Sort.CHANGED


def _of_lists(
    before: Sequence[Record], now: Sequence[Record], keys: tuple[Key, ...], model: type[Record], field: str
) -> Iterator[Difference]:
    for was, one in _aligned(before, now):
        if was is None and one is not None:
            yield Difference((*keys, one), model, field, Sort.ADDED, None, now[one])
        elif was is not None and one is None:
            yield Difference((*keys, was), model, field, Sort.REMOVED, before[was], None)
        elif was is not None and one is not None:
            yield from _of_values(before[was], now[one], (*keys, one), model, field)
    if before != now and len(before) == len(now) and sorted(map(repr, before)) == sorted(map(repr, now)):
        yield Difference(keys, model, field, Sort.ORDER, before, now)


def _aligned(before: Sequence[Record], now: Sequence[Record]) -> list[tuple[int | None, int | None]]:
    """The items of two lists that belong together: equal ones, then those with the same name, then neighbours."""
    if before == now:
        return [(index, index) for index in range(len(now))]
    pairs: dict[int, int] = {}
    for name in (repr, _name):
        _pair(before, now, pairs, name)
    if len(before) * len(now) <= _MOST:
        _pair_neighbours(before, now, pairs)
    else:
        _pair_positions(before, now, pairs)
    paired = set(pairs.values())
    gone: list[tuple[int | None, int | None]] = [(was, None) for was in range(len(before)) if was not in paired]
    return [*((pairs.get(one), one) for one in range(len(now))), *gone]


def _pair(
    before: Sequence[Record], now: Sequence[Record], pairs: dict[int, int], name: Callable[[Record], str | None]
) -> None:
    """Pair the items that are left by a name. The first of several with one name is paired with the first."""
    paired = set(pairs.values())
    left: dict[str, list[int]] = defaultdict(list)
    for was, item in enumerate(before):
        if was not in paired and (called := name(item)) is not None:
            left[called].append(was)
    for one, item in enumerate(now):
        if one not in pairs and (called := name(item)) is not None and left[called]:
            pairs[one] = left[called].pop(0)


_NAMES = ("code", "label", "of", "since", "year", "on", "indicator", "record", "title")
"""The fields that tell the parts of one list apart, the best first."""


def _name(item: Record) -> str | None:
    fields = type(item).model_fields
    return next((f"{name} {item.__dict__[name]}" for name in _NAMES if name in fields and item.__dict__[name]), None)


def _pair_neighbours(before: Sequence[Record], now: Sequence[Record], pairs: dict[int, int]) -> None:
    """Pair the items that are left if they stand in the same gap between paired ones."""
    places = [pairs.get(one) for one in range(len(now))]
    order = SequenceMatcher(None, range(len(before)), places, autojunk=False)
    paired = set(pairs.values())
    for tag, first, last, start, end in order.get_opcodes():
        if tag == "replace":
            free = [was for was in range(first, last) if was not in paired]
            pairs.update(zip([one for one in range(start, end) if one not in pairs], free, strict=False))


def _pair_positions(before: Sequence[Record], now: Sequence[Record], pairs: dict[int, int]) -> None:
    paired = set(pairs.values())
    for one in range(min(len(before), len(now))):
        if one not in pairs and one not in paired:
            pairs[one] = one


@cache
def _fields(model: type[Record]) -> tuple[tuple[str, bool], ...]:
    """The fields of a model, and whether each holds records that have ids of their own."""
    return tuple((name, _holds_entries(field.annotation)) for name, field in model.model_fields.items())


def _holds_entries(annotation: Any) -> bool:
    origin, inner = get_origin(annotation), get_args(annotation)
    if origin in (Annotated, tuple):
        return _holds_entries(inner[0])
    if origin in (Union, UnionType):
        return any(map(_holds_entries, inner))
    return isinstance(annotation, type) and issubclass(annotation, Entry) and annotation.KIND is not None
