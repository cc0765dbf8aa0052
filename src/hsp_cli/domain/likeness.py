"""Likeness: which records of an earlier version have another id, or are in another file, in a later one.

A record is the same as an earlier one if it says the same, and no other record says it. In doubt two records are two:
a removal that looks like a new name would be worse than a new name that looks like a removal.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from typing import Any

from hsp_cli.domain.address import Placed
from hsp_cli.domain.finding import Place
from hsp_cli.domain.kind import Kind

_MOVABLE = (Kind.AIM, Kind.ACTION, Kind.MEASURE, Kind.MILESTONE, Kind.RISK)
"""The kinds of record that people move from one file to another. An introduction is part of its own paper."""

_WORDS = re.compile(r"\w+")
_FEW_WORDS = 3
"""With fewer words, two texts may well be the same by accident."""

_LIKE = 0.7
"""The share of common words from which two texts in one file may be the same text, reworded."""
_LEAD = 0.15
"""By how much a text must be more like it than any other."""
_COMMON = 20
"""A word in more texts than this says little about any of them, and would make the search slow."""

_Pairs = dict[Place, Placed[Any]]


def renamed(gone: Sequence[Placed[Any]], new: Sequence[Placed[Any]]) -> Mapping[Place, Placed[Any]]:
    """The earlier version of new records that are not new, by their places now.

    `gone` are the records whose addresses are no longer there, `new` those with an address that was not there. Files
    are matched first, so that the records inside them can keep their ids.
    """
    found: _Pairs = {}
    if not gone or not new:
        return found
    files = _files(gone, new, found)

    def file_before(one: Placed[Any]) -> str:
        return files.get(one.address.file, one.address.file)

    def same_file(one: Placed[Any]) -> Hashable:
        return one.address.kind, one.address.file, one.address.id

    def now_in_file(one: Placed[Any]) -> Hashable:
        return one.address.kind, file_before(one), one.address.id

    _match(gone, new, found, same_file, now_in_file)
    for key in (_by_id_and_text, _by_number_and_text, _by_text):
        _match(gone, new, found, _inside(key, lambda one: one.address.file), _inside(key, file_before))
    movable = [[one for one in ones if _is_movable(one)] for ones in (gone, new)]
    for key in (_by_id_and_text, _by_number_and_text, _by_text):
        _match(movable[0], movable[1], found, key, key)
    _match_reworded(gone, new, found, file_before)
    return found


def _is_movable(one: Placed[Any]) -> bool:
    """Whether a record may have been moved to another file: its text says enough to know it again."""
    return one.address.kind in _MOVABLE and len(_words(one)) >= _FEW_WORDS


def _files(gone: Sequence[Placed[Any]], new: Sequence[Placed[Any]], found: _Pairs) -> dict[str, str]:
    """The earlier name of each file with another name now, by code or title. Each quarter has a paper of one title."""
    earlier = [one for one in gone if one.address.kind.has_files]
    later = [one for one in new if one.address.kind.has_files]
    for key in (_by_code, _by_title_and_time):
        _match(earlier, later, found, key, key)
    return {one.address.file: found[one.place].address.file for one in later if one.place in found}


_Key = Callable[[Placed[Any]], Hashable | None]


def _match(
    gone: Iterable[Placed[Any]], new: Iterable[Placed[Any]], found: _Pairs, key_before: _Key, key_now: _Key
) -> None:
    """Match what is left by a key that one record has before and one has now. None is no key."""
    taken = {id(one) for one in found.values()}
    before = _by_key((one for one in gone if id(one) not in taken), key_before)
    now = _by_key((one for one in new if one.place not in found), key_now)
    for key, ones in now.items():
        if len(ones) == 1 and len(before.get(key, ())) == 1:
            found[ones[0].place] = before[key][0]


def _by_key(records: Iterable[Placed[Any]], key: _Key) -> dict[Hashable, list[Placed[Any]]]:
    found = defaultdict(list)
    for one in records:
        if (value := key(one)) is not None:
            found[value].append(one)
    return found


def _inside(key: _Key, file: Callable[[Placed[Any]], str]) -> _Key:
    """The same key, but only inside one file. The record of a file is in none."""

    def inside(one: Placed[Any]) -> Hashable | None:
        own = None if one.address.kind.has_files else key(one)
        return None if own is None else (file(one), own)

    return inside


def _by_code(one: Placed[Any]) -> Hashable | None:
    code = getattr(one.record, "code", None)
    return (one.address.kind, code.casefold()) if code else None


def _by_title_and_time(one: Placed[Any]) -> Hashable | None:
    words = _words(one)
    times = [str(getattr(one.record, key, None)) for key in ("quarter", "on", "dated", "period")]
    return (one.address.kind, words, *times) if words else None


def _by_id_and_text(one: Placed[Any]) -> Hashable | None:
    words = _words(one)
    return (one.address.kind, one.address.id, words) if words else None


def _by_number_and_text(one: Placed[Any]) -> Hashable | None:
    words, number = _words(one), getattr(one.record, "number", None)
    return (one.address.kind, number, words) if words and number is not None else None


def _by_text(one: Placed[Any]) -> Hashable | None:
    words = _words(one)
    return (one.address.kind, words) if words else None


def _words(one: Placed[Any]) -> tuple[str, ...]:
    """The words of the title or text, whatever their case and the signs between them."""
    return tuple(_WORDS.findall(one.record.heading.casefold()))


def _match_reworded(
    gone: Sequence[Placed[Any]], new: Sequence[Placed[Any]], found: _Pairs, file_before: Callable[[Placed[Any]], str]
) -> None:
    """Match what is left in one file by texts that have most words in common, each the other's clear favourite."""
    taken = {id(one) for one in found.values()}
    left = [one for one in gone if id(one) not in taken and not one.address.kind.has_files]
    texts = [frozenset(_words(one)) for one in left]
    holders: dict[Hashable, list[int]] = defaultdict(list)
    for number, (one, text) in enumerate(zip(left, texts, strict=True)):
        for word in text:
            holders[one.address.kind, one.address.file, word].append(number)
    favourites: dict[int, list[tuple[float, Placed[Any]]]] = defaultdict(list)
    for one in new:
        text = frozenset(_words(one))
        if one.place in found or one.address.kind.has_files or len(text) < _FEW_WORDS:
            continue
        spots = (holders.get((one.address.kind, file_before(one), word), []) for word in text)
        shared = Counter(number for numbers in spots if len(numbers) <= _COMMON for number in numbers)
        likeness = sorted(((_jaccard(text, texts[number]), number) for number in shared), reverse=True)
        if likeness and _is_clear([value for value, _ in likeness]):
            favourites[likeness[0][1]].append((likeness[0][0], one))
    for number, rivals in favourites.items():
        rivals.sort(key=lambda rival: -rival[0])
        if _is_clear([value for value, _ in rivals]):
            found[rivals[0][1].place] = left[number]


def _is_clear(likeness: Sequence[float]) -> bool:
    """Whether the first is like enough, and clearly ahead of the second."""
    return likeness[0] >= _LIKE and (len(likeness) == 1 or likeness[0] - likeness[1] >= _LEAD)


def _jaccard(one: frozenset[str], other: frozenset[str]) -> float:
    return len(one & other) / len(one | other)
