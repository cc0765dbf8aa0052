"""Cells as text, the same in every format that has only text, and the fingerprint of a row."""

import hashlib
import json
from collections.abc import Mapping
from datetime import date
from decimal import Decimal

Value = str | Decimal | int | date | bool | tuple[str, ...] | None
"""The value of a cell; None is an empty cell. A number is exactly as recorded."""

SEPARATOR = "; "
"""What stands between the items of a list. Ids never contain it; names and reasons may."""


def cell_text(value: Value) -> str:
    """A value as text: numbers with the digits of the record and without exponent, days as 2010-06-30, true or false.

    An empty cell is an empty text.
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
            return SEPARATOR.join(value)
    return str(value)


def values_at_export(values: Mapping[str, Value]) -> str:
    """The texts of the cells that can be filled in, as JSON on one line, for comparison when a sheet comes back."""
    return json.dumps({name: cell_text(value) for name, value in values.items()}, ensure_ascii=False, sort_keys=True)


def fingerprint(values: Mapping[str, Value]) -> str:
    """A code of 16 characters for these values. Rows with the same values have the same."""
    return hashlib.sha256(values_at_export(values).encode("utf-8", "surrogatepass")).hexdigest()[:16]
