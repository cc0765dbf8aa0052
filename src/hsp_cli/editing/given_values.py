"""Values as words: what a key takes, and the data that the words of a request mean for it."""

import difflib
import re
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal, InvalidOperation
from typing import Any

from hsp_cli.domain.kind import Kind
from hsp_cli.domain.period import Calendar, Period
from hsp_cli.domain.record import Record
from hsp_cli.domain.request import RequestRefused
from hsp_cli.domain.walk import Shape
from hsp_cli.editing.keys import Form, RecordKey, keys_of
from hsp_cli.store.guard import Refused
from hsp_cli.store.parsing import parse
from hsp_cli.wording.sentences import joined


def key_called(model: type[Record], name: str) -> RecordKey:
    """The key of a model with this name, with hyphens or underscores. RequestRefused with the keys if there is none."""
    keys = {key.name: key for key in keys_of(model)}
    found = keys.get(name) or keys.get(name.replace("-", "_"))
    if found is None:
        near = difflib.get_close_matches(name, keys, n=3)
        hint = f"did you mean {either([f'--{one}' for one in near])}?" if near else f"its keys are {', '.join(keys)}"
        noun = model.KIND.label if model.KIND else "record"
        raise RequestRefused(f"a record of the kind {noun} has no key {name!r}", hint)
    return found


def given_words(words: Sequence[str]) -> tuple[str | None, dict[str, list[str]]]:
    """The id and the words for each key in a request such as `missed-bins --unit bins --better=lower`.

    A key without a word after it has an empty list. RequestRefused if a word belongs to no key.
    """
    record_id: str | None = None
    found: dict[str, list[str]] = {}
    name: str | None = None
    for word in words:
        if name is not None and not _is_option(word):
            found[name].append(word)
            name = None
        elif _is_option(word):
            name, sign, value = word[2:].partition("=")
            found.setdefault(name, []).extend([value] if sign else [])
            name = None if sign else name
        elif record_id is None and not found:
            record_id = word
        else:
            raise RequestRefused(f"{word!r} belongs to no key", "put quotes around a value of several words")
    return record_id, found


def _is_option(word: str) -> bool:
    return word.startswith("--") and len(word) > 2


def values_of(model: type[Record], given: Mapping[str, Sequence[str]], calendar: Calendar) -> dict[str, Any]:
    """The data that the words for each key mean. RequestRefused for an unknown key, and for a value of another type."""
    found: dict[str, Any] = {}
    for name, words in given.items():
        key = key_called(model, name)
        if key.name == "id":
            raise RequestRefused("the id is not an option", "give it after the kind")
        if not words and key.form is not Form.FLAG:
            raise RequestRefused(f"--{name} has no value", f"it takes {takes_text(key)}")
        found[key.name] = value_of(key, words or ("true",), calendar)
    return found


def value_of(key: RecordKey, words: Sequence[str], calendar: Calendar) -> Any:
    """The data that some words on the command line mean for a key.

    Each word is one value of a list. A part, and any mapping, is YAML: `{on: 2026-07-01, reason: Merged}`. A list can
    also be one word in brackets.
    """
    if key.shape is Shape.LIST:
        if len(words) == 1 and words[0].lstrip().startswith("["):
            return _yaml(key, words[0])
        return [_one(key, word, calendar) for word in words]
    if len(words) > 1:
        raise RequestRefused(f"{key.name} takes one value, and {len(words)} were given")
    return _yaml(key, words[0]) if key.shape is Shape.MAPPING else _one(key, words[0], calendar)


def _one(key: RecordKey, word: str, calendar: Calendar) -> Any:
    if key.form is Form.PART or (key.part and word.lstrip().startswith("{")):
        return _yaml(key, word)
    if not word.strip():
        raise RequestRefused(f"{key.name} is empty", f"it takes {takes_text(key)}")
    if key.form is Form.CHOICE and word not in key.choices:
        raise RequestRefused(f"{word!r} is not a value of {key.name}", f"choose from {', '.join(key.choices)}")
    if key.form is Form.FLAG:
        if word.lower() not in _FLAGS:
            raise RequestRefused(f"{key.name} is true or false, not {word!r}")
        return _FLAGS[word.lower()]
    if key.form in (Form.NUMBER, Form.WHOLE):
        return _number(key, word)
    if key.form is Form.PERIOD:
        _check_period(key, word, calendar)
    # A calendar year is written without quotes in all records.
    return int(word) if key.form in (Form.PERIOD, Form.DEADLINE) and re.fullmatch("[0-9]{4}", word) else word


def _check_period(key: RecordKey, word: str, calendar: Calendar) -> None:
    try:
        Period.parse(word, calendar)
    except ValueError as wrong:
        raise RequestRefused(f"{key.name}: {wrong}", f"it takes {takes_text(key)}") from None


_FLAGS = {"true": True, "yes": True, "false": False, "no": False}


def _number(key: RecordKey, word: str) -> int | Decimal:
    try:
        number = Decimal(word)
    except InvalidOperation:
        number = Decimal("NaN")
    if not number.is_finite():
        raise RequestRefused(f"{key.name} is a number, not {word!r}", "write it without commas, units or £")
    return int(number) if word.removeprefix("-").isdecimal() else number


def _yaml(key: RecordKey, word: str) -> Any:
    try:
        return parse(word)
    except Refused:
        raise RequestRefused(f"{key.name} cannot be read: {word}", f"it takes {takes_text(key)}") from None


def either(words: Sequence[str]) -> str:
    """A choice in a sentence: `a, b or c`."""
    *others, last = words
    return f"{', '.join(others)} or {last}" if others else last


def takes_text(key: RecordKey) -> str:
    """What a key takes, in words."""
    match key.form:
        case Form.CHOICE:
            one = either(key.choices)
        case Form.REFERENCE:
            names = "the name" if key.part and key.part.KIND is None and len(key.kinds) > 1 else "the id"
            one = f"{names} of a {either(tuple(kind.label for kind in key.kinds))}"
        case Form.PART:
            needed = [inner.name for inner in keys_of(key.part) if inner.is_required] if key.part else []
            one = f"YAML, such as {{{', '.join(f'{name}: …' for name in needed)}}}" if needed else "YAML"
        case Form.PERIOD:
            one = "a period, such as 2026-06-30, 2026-06, Q1-2026 or 2026/27"
        case Form.DEADLINE:
            one = "a date or period, such as 2026-06-30 or 2026-06, or words"
        case Form.LAG:
            one = "a time, such as 6 weeks or 3 months"
        case Form.SLUG:
            one = "lower-case letters, digits and hyphens"
        case Form.NUMBER | Form.WHOLE:
            one = f"a {key.form.value}"
        case _:
            one = key.form.value
    if key.shape is Shape.MAPPING:
        return f"YAML, with {'periods' if key.by_period else 'names'} as keys"
    return f"{one}; may be repeated" if key.shape is Shape.LIST else one


def missing_keys(model: type[Record], given: Iterable[str]) -> tuple[RecordKey, ...]:
    """The required keys of a model that are not given, other than the id, which is proposed."""
    have = {"id", *given}
    return tuple(key for key in keys_of(model) if key.is_required and key.name not in have)


def missing_text(kind: Kind, missing: Sequence[RecordKey]) -> str:
    """Which keys a new record of a kind still needs, with the words that they may be."""
    names = (f"--{key.name} ({either(key.choices)})" if key.choices else f"--{key.name}" for key in missing)
    return f"a new {kind.label} needs {joined(names)}"
