"""Merges two changes of the same plain data: what one side changed and the other did not, and what both did.

Mappings are merged key by key, and a period has one key in any spelling. Lists of records are merged by id, other lists
by the content of their items.
"""

from collections.abc import Iterable, Mapping, Sequence
from difflib import SequenceMatcher
from typing import Any, NamedTuple

from hsp_cli.domain.edit import is_same
from hsp_cli.domain.finding import Key
from hsp_cli.domain.period import Period, canonical_spelling

MISSING: Any = ...
"""Stands for a value that is not there."""

MAX_ENTRIES = 2_000
"""The most entries of a mapping or list that are compared one by one. The time is quadratic in them."""


class Merged(NamedTuple):
    """The data of both sides. At the places in `conflicts` both changed a value differently; there it is ours."""

    data: Any
    conflicts: tuple[tuple[Key, ...], ...]


class Step(NamedTuple):
    """What the three versions have of one entry of a mapping or list: its key or index in each, None where missing."""

    base: Key | None
    ours: Key | None
    theirs: Key | None


def merged(base: Any, ours: Any, theirs: Any) -> Merged:
    """Merge three versions of plain data. `MISSING` stands for a version that does not have them."""
    conflicts: list[tuple[Key, ...]] = []
    return Merged(_merged(base, ours, theirs, (), conflicts), tuple(conflicts))


def _merged(base: Any, ours: Any, theirs: Any, keys: tuple[Key, ...], conflicts: list[tuple[Key, ...]]) -> Any:
    if _is_same(ours, theirs) or _is_same(base, theirs):
        return ours
    if _is_same(base, ours):
        return theirs
    for kind in (dict, list):
        if isinstance(ours, kind) and isinstance(theirs, kind) and max(len(ours), len(theirs)) <= MAX_ENTRIES:
            before = base if isinstance(base, kind) else kind()
            if kind is dict and any(None in one for one in (before, ours, theirs)):
                break  # an entry without a name is no entry of a record
            found = _in_order(before, ours, theirs, keys, conflicts)
            return dict(found) if kind is dict else [value for _, value in found]
    conflicts.append(keys)
    return ours


def _in_order(
    base: Any, ours: Any, theirs: Any, keys: tuple[Key, ...], conflicts: list[tuple[Key, ...]]
) -> Iterable[tuple[Key, Any]]:
    """The merged entries that remain, each with its key."""
    for step in steps(base, ours, theirs):
        key = step.ours if step.ours is not None else step.theirs if step.theirs is not None else step.base
        assert key is not None  # one of the three versions has the entry
        versions = (_value(base, step.base), _value(ours, step.ours), _value(theirs, step.theirs))
        value = _merged(*versions, (*keys, key), conflicts)
        if value is not MISSING:
            yield key, value


def steps(base: Any, ours: Any, theirs: Any) -> list[Step]:
    """Which entries of three mappings, or of three lists, are the same one.

    They are in the order of ours. What only the others have stands behind the entry that it follows there.
    """
    if isinstance(ours, Mapping):
        names = [_names(one) for one in (base, ours, theirs)]
    else:
        names = _identities(base, ours, theirs)
    places = [{name: key for key, name in one} for one in names]
    order = [name for _, name in names[1]]
    for side in (names[2], names[0]):
        before: str | None = None
        for _, name in side:
            if name not in order:
                position = _after(order, before, {other for _, other in side})
                order.insert(position, name)
            before = name
    if isinstance(ours, Mapping):
        order = _by_time(order, [name for _, name in names[1]])
    return [Step(*(place.get(name) for place in places)) for name in order]


def _by_time(order: list[str], ours: list[str]) -> list[str]:
    """Periods in order of time, in the direction of ours. Other names, and periods in no order, stay as they are."""
    try:
        periods = {name: Period.parse(name) for name in order}
    except ValueError:
        return order
    for is_reversed in (False, True):
        if ours == sorted(ours, key=periods.__getitem__, reverse=is_reversed):
            return sorted(order, key=periods.__getitem__, reverse=is_reversed)
    return order


def _after(order: Sequence[str], before: str | None, side: set[str]) -> int:
    """The position for an entry that follows another one: behind what ours has added there."""
    position = 0 if before is None else order.index(before) + 1
    if before is None and not any(name in side for name in order):
        return len(order)
    while before is not None and position < len(order) and order[position] not in side:
        position += 1
    return position


def _names(data: Mapping[Key, Any]) -> list[tuple[Key, str]]:
    return [(key, canonical_spelling(str(key)) or str(key)) for key in data]


def _identities(*lists: Sequence[Any]) -> list[list[tuple[Key, str]]]:
    """The identity of every item: its id, else that of the item of the first list that it is or has become."""
    if all(_have_ids(one) for one in lists):
        return [[(index, f"id {item['id']}") for index, item in enumerate(one)] for one in lists]
    base, *others = (_numbered([_content(item) for item in one]) for one in lists)
    found: list[list[tuple[Key, str]]] = [list(enumerate(base))]
    for other in others:
        identities = list(other)
        matcher = SequenceMatcher(a=base, b=other, autojunk=False)
        for tag, first, last, start, end in matcher.get_opcodes():
            if tag == "replace":  # as many items as both have were changed, the rest are new or gone
                for before, now in zip(range(first, last), range(start, end), strict=False):
                    if base[before] not in other:  # otherwise it was moved
                        identities[now] = base[before]
        found.append(list(enumerate(identities)))
    return found


def _have_ids(items: Sequence[Any]) -> bool:
    ids = [item.get("id") if isinstance(item, dict) else None for item in items]
    return all(isinstance(one, str) for one in ids) and len(set(ids)) == len(ids)


def _content(item: Any) -> str:
    """A text that two items share only if they are the same, whatever the order of keys."""
    if isinstance(item, dict):
        return f"{{{', '.join(sorted(f'{key!r}: {_content(value)}' for key, value in item.items()))}}}"
    if isinstance(item, list):
        return f"[{', '.join(map(_content, item))}]"
    return repr(item)


def _numbered(contents: Sequence[str]) -> list[str]:
    """The contents, each with the number of equal ones before it, so that all differ."""
    seen: dict[str, int] = {}
    numbered = []
    for content in contents:
        seen[content] = seen.get(content, 0) + 1
        numbered.append(f"{seen[content]} {content}")
    return numbered


def _value(data: Any, key: Key | None) -> Any:
    return MISSING if key is None else data[key]


def _is_same(one: Any, other: Any) -> bool:
    return one is other or is_same(one, other)
