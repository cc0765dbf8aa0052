"""The codes of all rules, for completion: from the program's own text, because importing the rules takes longer."""

import re
from pathlib import Path

_PACKAGE = Path(__file__).parent.parent
_CODE = re.compile(r"^(?:@[a-z_]*rule|[A-Z_0-9]+ = _file_rule)\(\s*\"([a-z0-9-]+)\"", re.MULTILINE)


def rule_codes() -> list[str]:
    """The codes, sorted. Without the text of the program there are none."""
    paths = (*(_PACKAGE / "rules").glob("*.py"), _PACKAGE / "store" / "file_rules.py")
    return sorted({code for path in paths if path.is_file() for code in _CODE.findall(path.read_text("utf-8"))})
