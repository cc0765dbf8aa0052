"""Single values as YAML: plain where no reader of YAML could take them for something else, otherwise in quotes."""

import re
from decimal import Decimal
from typing import Any

from hsp_cli.domain.edit import as_read, number_text

_PLAIN = re.compile(r"(?:[^\W_]|[£€$(](?=\w))(?:[^:#\s\x00-\x1f\x7f]|:(?=\S)|(?<=\S)#| (?=[^\s#]))*")
# libyaml, which finds the places of values, takes every colon between brackets for the end of a key.
_FLOW_SIGNS = re.compile(r"[,\[\]{}:]")
# What YAML 1.1 or 1.2 reads as something else than text. A day, such as 2010-06-30, is plain as in all records: hsp
# reads it as text.
_NOT_TEXT = re.compile(
    r"(?ix) y|yes|n|no|on|off|true|false|null|~ "
    r"| [-+]?(?:\.?[0-9][0-9_]*(?:[.:][0-9_]*)*(?:e[-+]?[0-9]+)?) | 0o[0-7_]+ | 0x[0-9a-f_]+ | 0b[01_]+"
    r"| [-+]?\.inf | \.nan"
)
_PLAIN_KEYS = ("on", "no", "off", "yes", "y", "n")
_ESCAPES = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\t": "\\t", "\r": "\\r"}


def scalar_text(value: Any, *, in_flow: bool, quote: str = '"') -> str:
    """A single value on one line. `quote` is the sign that the file prefers."""
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int):
        return str(value)
    if isinstance(value, Decimal | float):
        text = number_text(value)
        return text if not isinstance(as_read(value), str) else f'"{text}"'
    return _text(str(value), in_flow=in_flow, quote=quote)


def key_text(key: Any, *, in_flow: bool, quote: str = '"') -> str:
    """A key. Words that only YAML 1.1 takes for something else, such as `on`, stay plain as in all records."""
    return str(key) if key in _PLAIN_KEYS else scalar_text(key, in_flow=in_flow, quote=quote)


def is_plain(text: str, *, in_flow: bool) -> bool:
    """Whether a text can be written without quotes."""
    if _PLAIN.fullmatch(text) is None or _NOT_TEXT.fullmatch(text) is not None:
        return False
    return not (in_flow and (_FLOW_SIGNS.search(text) or text.endswith("?")))


def _text(text: str, *, in_flow: bool, quote: str) -> str:
    if is_plain(text, in_flow=in_flow):
        return text
    needs_escapes = any(sign in text for sign in "\n\r\t") or not text.isprintable()
    prefers_single = quote == "'" or '"' in text or "\\" in text
    if prefers_single and not needs_escapes:
        doubled = text.replace("'", "''")
        return f"'{doubled}'"
    return '"' + "".join(_ESCAPES.get(sign, sign) for sign in text) + '"'


def block_text(text: str, indentation: int, width: int) -> list[str] | None:
    """The header and the lines of a text as a block: `|` if it has line breaks, `>-` folded at a width if it is long.

    None if a block cannot hold exactly this text.
    """
    if not text.strip() or text[0] in " \n" or "\t" in text or "\r" in text or not _is_printable(text):
        return None
    margin = " " * indentation
    if "\n" in text:
        if text.endswith("\n\n"):
            return None
        lines = text.removesuffix("\n").split("\n")
        return ["|" if text.endswith("\n") else "|-", *(f"{margin}{line}" if line else "" for line in lines)]
    if "  " in text or text.endswith(" "):
        return None
    lines, line = [], ""
    for word in text.split(" "):
        if line and indentation + len(line) + 1 + len(word) > width:
            lines.append(line)
            line = word
        else:
            line = f"{line} {word}" if line else word
    return [">-", *(f"{margin}{one}" for one in (*lines, line))]


def _is_printable(text: str) -> bool:
    return all(line.isprintable() for line in text.split("\n"))
