"""Cells as text, the same in every format that has only text, and the fingerprint of a row."""

import hashlib
import json
import re
from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal

Value = str | Decimal | int | date | bool | tuple[str, ...] | None
"""The value of a cell; None is an empty cell. A number is exactly as recorded."""

SEPARATOR = "; "
"""What stands between the items of a list. Ids never contain it; names and reasons may."""

# Neither a spreadsheet nor a database has a use for these, and some of them control a terminal.
_CONTROLS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")

_FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""What a text begins with that a spreadsheet takes for a formula, or that hides the sign after it."""


def cell_text(value: Value) -> str:
    """A value as text: numbers with the digits of the record and without exponent, days as 2010-06-30, true or false.

    An empty cell is an empty text. Control characters are left out, except line breaks and tabs.
    """
    match value:
        case None:
            return ""
        case bool():
            return "true" if value else "false"
        case Decimal():
            return format(value, "f")
        case date():
            return value.isoformat()
        case tuple():
            return SEPARATOR.join(map(cell_text, value))
        case str():
            # Most texts have nothing to leave out, and this finds that out ten times as fast.
            if value.isprintable():
                return str(value)
            return _CONTROLS.sub("", value.replace("\r\n", "\n"))
    return str(value)


def is_number(value: Value) -> bool:
    return isinstance(value, Decimal | int) and not isinstance(value, bool)


def excel_safe(text: str) -> str:
    """A text with `'` before it where a spreadsheet would take it for a formula. Numbers must not be given."""
    return f"'{text}" if _is_formula(text) else text


def without_excel_safety(text: str) -> str:
    """The text that `excel_safe` was given."""
    return text[1:] if text[:1] == "'" and _is_formula(text) else text


def _is_formula(text: str) -> bool:
    """Whether a spreadsheet takes a text for a formula, or would without the `'` before it."""
    return text.lstrip("'").startswith(_FORMULA)


def values_at_export(key: Iterable[Value], values: Mapping[str, Value]) -> str:
    """The key of a row and the texts of its cells that can be filled in, as JSON on one line, for comparison when a
    sheet comes back. Where only some columns were sorted, the key shows that ids stand beside values of other rows.
    """
    texts = {name: cell_text(value) for name, value in values.items()}
    return json.dumps({"row": [*map(cell_text, key)], "values": texts}, ensure_ascii=False, sort_keys=True)


def fingerprint(key: Iterable[Value], values: Mapping[str, Value]) -> str:
    """A code of 16 characters for the key of a row and its values that can be filled in."""
    return hashlib.sha256(values_at_export(key, values).encode()).hexdigest()[:16]
