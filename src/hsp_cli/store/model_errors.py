"""Turns pydantic errors into findings with a key, a rule and a clear message."""

from collections.abc import Iterator
from typing import Any

from pydantic import BaseModel, ValidationError

from hsp_cli.domain.finding import Finding, Key, Place, Rule
from hsp_cli.store import file_rules
from hsp_cli.store.key_hints import key_hint, model_at
from hsp_cli.store.source_map import MAX_FINDINGS
from hsp_cli.store.value_hints import (
    choice_hint,
    entry_hint,
    id_hint,
    list_hint,
    missing_hint,
    number_hint,
    period_hint,
)

RENAMED_KEYS = {"labels": "columns", "template": "report", "unresolved": "open_questions"}
"""The old and new names of renamed keys."""

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
    "release": "a time after the end of the period (3 months, 6 weeks or 10 days)",
    "handle": "a name on the code host (@ann, @borough/waste) or an e-mail address",
    "file_beside": "the name of a file in the same folder",
}


def findings_of(error: ValidationError, model: type[BaseModel], path: str) -> Iterator[Finding]:
    """Turn the errors of one file into findings at their keys. Errors beyond MAX_FINDINGS are only counted."""
    details = error.errors(include_url=False)
    renamed = {
        (*d["loc"][:-1], new) for d in details if d["type"] == "extra_forbidden" and (new := _renamed(d["loc"], model))
    }
    # A key under its old name is not missing under its new one.
    details = [detail for detail in details if detail["type"] != "missing" or detail["loc"] not in renamed]
    for detail in details[:MAX_FINDINGS]:
        loc = tuple(step if isinstance(step, str | int) else str(step) for step in detail["loc"])
        on_key = _KEY_STEP in loc
        keys = tuple(step for step in loc if step != _KEY_STEP)
        rule, message, hint = _explained(detail["type"], keys, detail, model)
        if rule is file_rules.MISSING_KEY:
            keys = keys[:-1]
        if rule is file_rules.DUPLICATE_KEY:
            keys = (*keys, detail["ctx"]["spelling"])
        on_key = on_key or rule in (file_rules.UNKNOWN_KEY, file_rules.RENAMED_KEY, file_rules.DUPLICATE_KEY)
        yield Finding(rule, Place(path, keys), message, hint or rule.hint, on_key)
    if (further := len(details) - MAX_FINDINGS) > 0:
        what = "1 further problem of this file is" if further == 1 else f"{further:,} further problems of this file are"
        yield Finding(rule, Place(path), f"{what} not listed", rule.hint)


def _explained(kind: str, keys: tuple[Key, ...], detail: Any, model: type[BaseModel]) -> tuple[Rule, str, str]:
    name = _name(keys)
    match kind:
        case "missing":
            return file_rules.MISSING_KEY, f"{_holder(keys)} needs `{keys[-1]}`", ""
        case "extra_forbidden" if new := _renamed(keys, model):
            return file_rules.RENAMED_KEY, f"`{keys[-1]}` is now called `{new}`", f"write `{new}`"
        case "extra_forbidden" | "invalid_key":
            hint = key_hint(str(keys[-1]), model_at(model, keys[:-1]))
            return file_rules.UNKNOWN_KEY, f"{_holder(keys)} has no key `{keys[-1]}`", hint
        case "bad_period":
            return file_rules.BAD_PERIOD, detail["msg"], period_hint(detail["input"]) or missing_hint(detail["input"])
        case "same_period":
            return file_rules.DUPLICATE_KEY, detail["msg"], ""
        case "string_pattern_mismatch" | "string_too_long":
            message = f"{shown(detail['input'])} is not an id"
            return file_rules.BAD_ID, message, "" if keys[-1] == "id" else id_hint(detail["input"], str(keys[-1]))
        case "enum":
            expected = detail["ctx"]["expected"].replace("'", "")
            words = expected.replace(" or ", ", ").split(", ")
            message = f"{name} is one of {expected}, not {shown(detail['input'])}"
            return file_rules.UNKNOWN_VALUE, message, choice_hint(detail["input"], words, str(keys[-1]))
        case "string_too_short":
            return file_rules.WRONG_TYPE, f"{name} is empty", "write the text, or take the key away"
        case _ if kind in _WANTED:
            subject = f"an entry of {name}" if isinstance(keys[-1], int) else name
            message = f"{subject} should be {_WANTED[kind]}, not {shown(detail['input'])}"
            return file_rules.WRONG_TYPE, message, _way_to_write(kind, detail["input"], keys, model)
        case _:
            return file_rules.WRONG_TYPE, f"{name}: {detail['msg']}", detail.get("ctx", {}).get("hint", "")


def _renamed(keys: tuple[Key, ...], model: type[BaseModel]) -> str | None:
    """The new name of a renamed key, if the record has that key."""
    new = RENAMED_KEYS.get(str(keys[-1]))
    here = model_at(model, keys[:-1])
    return new if here and new in here.model_fields else None


def _way_to_write(kind: str, value: Any, keys: tuple[Key, ...], model: type[BaseModel]) -> str:
    """A hint with the right form of a value, if it is known."""
    is_entry = kind == "model_type"
    holder = model_at(model, keys if is_entry else keys[:-1])
    if missing := missing_hint(value, "" if is_entry or isinstance(keys[-1], int) else str(keys[-1]), holder):
        return missing
    match kind:
        case "string_type" if isinstance(value, int | float):
            return "put quotes around it"
        case "string_type" if isinstance(value, list) and len(value) == 1:
            return "write it without [ ]"
        case "decimal_parsing" if isinstance(value, str):
            return number_hint(value)
        case "tuple_type":
            return list_hint(value, model_at(model, keys))
        case "model_type" | "dict_type":
            return entry_hint(value, model_at(model, keys), by_period=kind == "dict_type")
        case _:
            return ""


def shown(value: Any) -> str:
    """A value as its author wrote it, cut to fit a line."""
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
            return str(value)


def _name(keys: tuple[Key, ...]) -> str:
    named = [key for key in keys if isinstance(key, str)]
    return f"`{named[-1]}`" if named else "the file"


def _holder(keys: tuple[Key, ...]) -> str:
    """The holder of a key, for messages: the record of the file, or the key above."""
    above = [key for key in keys[:-1] if isinstance(key, str)]
    return f"`{above[-1]}`" if above else "the record"
