"""JSON as scripts and people read it."""

import json
import re
from typing import Any

# What JSON would carry as it is, though a terminal obeys it or UTF-8 cannot hold it.
_UNSEEN = re.compile("[\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")


def json_text(answer: Any) -> str:
    """An answer with two spaces a level, letters as letters, and escapes for what nobody can see."""
    text = json.dumps(answer, ensure_ascii=False, indent=2)
    return _UNSEEN.sub(lambda match: f"\\u{ord(match[0]):04x}", text) + "\n"
