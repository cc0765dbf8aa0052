"""From a model's complaint to a finding: which key, which fault, and words that a person understands."""

import difflib
import re
from collections.abc import Iterable, Iterator
from typing import Any, get_args

from pydantic import BaseModel, ValidationError

from hsp_cli.domain.finding import Fault, Finding, Key, Place
from hsp_cli.store import faults
from hsp_cli.store.outline import MAX_PROBLEMS

_KEY_STEP = "[key]"
_WANTED = {
    "string_type": "text",
    "decimal_type": "a number",
    "decimal_parsing": "a number",
    "decimal_max_digits": "a number of at most 30 digits",
    "finite_number": "a finite number",
    "int_type": "a whole number",
    "bool_type": "true or false",
    "tuple_type": "a list (`- ` lines, or [ ])",
    "dict_type": "a mapping (`key: value` lines)",
    "model_type": "a mapping (`key: value` lines)",
}
# A figure as documents print it, with its unit or with commas.
_FIGURE = re.compile(r"[£$€]? ?(?P<number>[+-]?[0-9][0-9,]*(?:[.][0-9]+)?) ?[%A-Za-z]*")


def findings_of(error: ValidationError, model: type[BaseModel], path: str) -> Iterator[Finding]:
    """Every complaint of a model about one file, as findings at its keys; beyond MAX_PROBLEMS they are counted."""
    details = error.errors(include_url=False)
    for detail in details[:MAX_PROBLEMS]:
        loc = tuple(step if isinstance(step, str | int) else str(step) for step in detail["loc"])
        on_key = _KEY_STEP in loc
        keys = tuple(step for step in loc if step != _KEY_STEP)
        fault, message, hint = _explained(detail["type"], keys, detail, model)
        if fault is faults.MISSING_KEY:
            keys = keys[:-1]
        if fault is faults.DUPLICATE_KEY:
            keys = (*keys, detail["ctx"]["spelling"])
        on_key = on_key or fault in (faults.UNKNOWN_KEY, faults.DUPLICATE_KEY)
        yield Finding(fault, Place(path, keys), message, hint or fault.hint, on_key)
    if (further := len(details) - MAX_PROBLEMS) > 0:
        yield Finding(fault, Place(path), f"{further:,} further problems of this file are not listed", fault.hint)


def _explained(kind: str, keys: tuple[Key, ...], detail: Any, model: type[BaseModel]) -> tuple[Fault, str, str]:
    name = _name(keys)
    match kind:
        case "missing":
            return faults.MISSING_KEY, f"{_holder(keys)} needs `{keys[-1]}`", ""
        case "extra_forbidden" | "invalid_key":
            meant = closest(str(keys[-1]), _fields_at(model, keys[:-1]))
            return faults.UNKNOWN_KEY, f"{_holder(keys)} has no key `{keys[-1]}`", did_you_mean(meant)
        case "bad_period":
            return faults.BAD_PERIOD, detail["msg"], ""
        case "same_period":
            return faults.DUPLICATE_KEY, detail["msg"], ""
        case "string_pattern_mismatch" | "string_too_long":
            return faults.BAD_ID, f"{shown(detail['input'])} is not an id", ""
        case "enum":
            expected = detail["ctx"]["expected"].replace("'", "")
            words = expected.replace(" or ", ", ").split(", ")
            written = detail["input"]
            meant = closest(written, words) if isinstance(written, str) else None
            return faults.UNKNOWN_VALUE, f"{name} is one of {expected}, not {shown(written)}", did_you_mean(meant)
        case "string_too_short":
            return faults.WRONG_TYPE, f"{name} is empty", "write the text, or take the key away"
        case _ if kind in _WANTED:
            message = f"{name} should be {_WANTED[kind]}, not {shown(detail['input'])}"
            return faults.WRONG_TYPE, message, _way_to_write(kind, detail["input"])
        case _:
            return faults.WRONG_TYPE, f"{name}: {detail['msg']}", ""


def _way_to_write(kind: str, value: Any) -> str:
    """The value as it should stand, where that can be told."""
    if kind == "string_type" and isinstance(value, int | float):
        return "put quotes around it"
    if kind == "decimal_parsing" and isinstance(value, str) and (number := _FIGURE.fullmatch(value.strip())):
        return f"write {number['number'].replace(',', '')}; the unit stands in `unit`"
    return ""


def closest(word: str, words: Iterable[str]) -> str | None:
    return next(iter(difflib.get_close_matches(word, list(words), n=1)), None)


def did_you_mean(word: str | None) -> str:
    return f"did you mean `{word}`?" if word else ""


def shown(value: Any) -> str:
    """A value as its author would recognise it, cut to a line."""
    match value:
        case None:
            return "nothing"
        case bool():
            return str(value).lower()
        case dict():
            return "a mapping"
        case list() | tuple():
            return "a list"
        case str():
            return f"'{value[:60]}…'" if len(value) > 60 else f"'{value}'"
        case int() if abs(value) >= 10**60:
            return "a number of more than 60 digits"  # Python refuses to print some of them
        case _:
            return str(value)[:60]


def _name(keys: tuple[Key, ...]) -> str:
    named = [key for key in keys if isinstance(key, str)]
    return f"`{named[-1]}`" if named else "the file"


def _holder(keys: tuple[Key, ...]) -> str:
    """What the key belongs to: the file's record, or the part of it that is named by the last key above."""
    above = [key for key in keys[:-1] if isinstance(key, str)]
    return f"`{above[-1]}`" if above else "the record"


def _fields_at(model: type[BaseModel], keys: tuple[Key, ...]) -> list[str]:
    """The keys that are known where a loc leads."""
    here: type[BaseModel] | None = model
    for key in keys:
        if here is not None and isinstance(key, str) and key in here.model_fields:
            here = _model_in(here.model_fields[key].annotation)
    return list(here.model_fields) if here else []


def _model_in(annotation: Any) -> type[BaseModel] | None:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    return next((found for part in get_args(annotation) if (found := _model_in(part))), None)
