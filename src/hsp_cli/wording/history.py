"""The history of a record as text: keys and values as people read them."""

from collections.abc import Iterable, Mapping
from typing import Any

from hsp_cli.domain.finding import Key
from hsp_cli.domain.period import Calendar, Period
from hsp_cli.domain.plain_differences import PlainDifference


def keys_text(keys: Iterable[Key], calendar: Calendar) -> str:
    """`figures, Q1 2010/11, actual` for the keys `figures`, `Q1-2010`, `actual`; empty for the record as a whole."""
    return ", ".join(_key_text(str(key), calendar) for key in keys)


def period_of(key: str, calendar: Calendar) -> Period | None:
    """The period that a key names. None if it names none."""
    try:
        return Period.parse(key, calendar)
    except ValueError:
        return None


def plain_text(value: Any) -> str:
    """A value on one line: a list with commas, a mapping with its keys."""
    if isinstance(value, Mapping):
        return ", ".join(f"{str(key).replace('_', ' ')}: {plain_text(one)}" for key, one in value.items())
    if isinstance(value, list):
        return "; ".join(map(plain_text, value))
    if isinstance(value, bool):
        return "true" if value else "false"
    return " ".join(str(value).split())


_LONG = 60
"""The characters from which two texts stand below each other, so that they can be compared."""


def difference_texts(difference: PlainDifference, calendar: Calendar, *, is_added: bool = False) -> list[str]:
    """`due: 2010-03 to 2010-06`; two lines for long texts; `new` or `removed` for a value that only one version has.

    In a record that was added, all values are new.
    """
    keys = keys_text(difference.keys, calendar)
    if difference.before is None:
        return [f"{keys}: {plain_text(difference.now)}{'' if is_added else ' (new)'}"]
    if difference.now is None:
        return [f"{keys}: {plain_text(difference.before)} (removed)"]
    before, now = plain_text(difference.before), plain_text(difference.now)
    if isinstance(difference.before, list) and isinstance(difference.now, list):
        return [f"{keys}, in another order: {now}"]
    if max(len(before), len(now)) >= _LONG:
        return [f"{keys}, before: {before}", f"{keys}, now: {now}"]
    return [f"{keys}: {before} to {now}"]


def _key_text(key: str, calendar: Calendar) -> str:
    period = period_of(key, calendar)
    return period.label if period else key.replace("_", " ")
