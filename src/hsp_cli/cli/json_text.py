"""JSON output for scripts and people."""

import json
import re
from typing import Any

# Characters that JSON allows, but that control a terminal or have no UTF-8 form.
_UNSEEN = re.compile("[\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")


def json_text(answer: Any) -> str:
    """Format an answer as JSON, indented by two spaces. Invisible characters are escaped; letters are not."""
    text = json.dumps(answer, ensure_ascii=False, indent=2)
    return _UNSEEN.sub(lambda match: f"\\u{ord(match[0]):04x}", text) + "\n"
