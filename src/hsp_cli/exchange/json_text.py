"""JSON output for scripts and people."""

import json
import re
from decimal import Decimal
from typing import Any

# Characters that JSON allows, but that control a terminal or have no UTF-8 form.
_UNSEEN = re.compile("[\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")


def json_text(answer: Any) -> str:
    """Format an answer as JSON, indented by two spaces. Invisible characters are escaped; letters are not.

    A Decimal is written with its own digits: 6.80 stays 6.80.
    """
    numbers: list[str] = []
    text = _dumped(answer, "", numbers)
    if numbers:
        text = _with_numbers(answer, text)
    return _UNSEEN.sub(lambda match: f"\\u{ord(match[0]):04x}", text) + "\n"


def _dumped(answer: Any, mark: str, numbers: list[str]) -> str:
    """JSON with the mark, as a text, in place of each Decimal. Their digits are added to `numbers`, in order."""

    def marked(value: object) -> str:
        if not isinstance(value, Decimal):
            raise TypeError(f"{type(value).__name__} cannot be written as JSON")
        numbers.append(format(value, "f"))
        return mark

    return json.dumps(answer, ensure_ascii=False, indent=2, default=marked)


def _with_numbers(answer: Any, without: str) -> str:
    """JSON with the digits of each Decimal. The module `json` can write numbers only as floats."""
    mark = "number"
    while f'"{mark}"' in without:
        mark += "-"
    numbers: list[str] = []
    parts = _dumped(answer, mark, numbers).split(f'"{mark}"')
    return "".join(part + number for part, number in zip(parts, [*numbers, ""], strict=True))
