"""Any value of a record as text, for a sentence about a change, and as plain data for scripts."""

import re
from collections.abc import Mapping
from decimal import Decimal
from enum import Enum
from typing import Any

from hsp_cli.domain.beside import FileBeside
from hsp_cli.domain.deadline import Deadline
from hsp_cli.domain.owner import Owner
from hsp_cli.domain.period import Period
from hsp_cli.domain.rag import Band
from hsp_cli.domain.record import Entry, Record, plain_number
from hsp_cli.domain.release import Lag
from hsp_cli.wording.numbers import format_number

_MOST = 200
"""The most characters of a text inside a sentence."""

_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")


def plain_value(value: Any) -> Any:
    """A value as JSON data."""
    if isinstance(value, Record):
        return value.model_dump(mode="json", exclude_none=True, exclude_defaults=True)
    if isinstance(value, Mapping):
        return {str(key): plain_value(one) for key, one in value.items()}
    if isinstance(value, tuple | list) and not isinstance(value, Lag):
        return [plain_value(one) for one in value]
    if isinstance(value, Decimal):
        return plain_number(value)
    if isinstance(value, Enum):
        return value.value
    return value if value is None or isinstance(value, bool | int | float) else str(_named(value))


def value_text(value: Any) -> str:
    """A value on one line. A long text ends after about 200 characters with an ellipsis."""
    if isinstance(value, Mapping):
        return shortened("; ".join(f"{key}: {value_text(one)}" for key, one in value.items()))
    if isinstance(value, tuple | list) and not isinstance(value, Lag):
        return shortened("; ".join(map(value_text, value)))
    if isinstance(value, Record):
        return shortened(_record_text(value))
    return shortened(_scalar_text(value))


def _scalar_text(value: Any) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, Decimal):
        return format_number(value)
    return value.label if isinstance(value, Period) else str(_named(value))


def _record_text(value: Record) -> str:
    """A record by its title, and a part of one by the values that it gives."""
    match value:
        case Entry():
            return value.heading or value.id
        case Deadline():
            return value.period.label if value.period else str(value)
        case Owner():
            return f"{value} (lead)" if value.lead else str(value)
        case Band():
            return f"{format_number(value.low)} to {format_number(value.high)}"
        case _:
            return "; ".join(_parts(value))


def _named(value: Any) -> Any:
    return value.name if isinstance(value, FileBeside) else value.value if isinstance(value, Enum) else value


def _parts(record: Record) -> list[str]:
    """The values that a part of a record gives, each with its key unless it is the words of the part."""
    given = ((key, getattr(record, key)) for key in type(record).model_fields if key in record.model_fields_set)
    return [
        value_text(value) if key in _SPEAKING else f"{key_text(key)} {value_text(value)}"
        for key, value in given
        if value not in (None, (), {})
    ]


_SPEAKING = ("text", "title", "reason", "rating", "action")
"""Keys whose value says what it is."""


def key_text(key: object) -> str:
    """A key as words: `first_due` is `first due`."""
    return str(key).replace("_", " ")


def shortened(text: str) -> str:
    """A text on one line, ended after a word if it is long."""
    line = " ".join(text.split())
    return line if len(line) <= _MOST else line[: _MOST + 1].rpartition(" ")[0].rstrip(",;:") + "…"


def has_other_numbers(before: Any, now: Any) -> bool:
    """Whether two texts, or lists of texts, differ in the numbers in them. A text that is new or gone has no other."""
    if not before or not now:
        return False
    first, second = (_NUMBER.findall(str(plain_value(value))) for value in (before, now))
    return first != second
