"""The guard: refuses dangerous content before the fast parser reads a text."""

import re

from hsp_cli.domain.finding import Rule
from hsp_cli.store import file_rules
from hsp_cli.store.files import MAX_BYTES
from hsp_cli.store.source_map import SyntaxProblem
from hsp_cli.store.syntax_causes import syntax_problems
from hsp_cli.store.unsupported import may_use_unsupported_yaml

_BYTES_A_VALUE = 20
"""The minimum average bytes per value. In the sample records the average is more than twice that."""

_FEW_VALUES = 1_000
"""The number of values that any file may have, however small the limit on its bytes."""

_APART = b"\n\r,:[{-?"
# The fast parser's time for a number is quadratic in its digits.
_MOST_DIGITS = 100_000
_LONG_NUMBER = re.compile(rb"[0-9][0-9_]{%d}" % _MOST_DIGITS)
_PLAIN_BYTES = bytes([9, 10, 13, *range(32, 127)])
UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]")
"""A character that is not of a text."""
_BOM = "\ufeff"
_BOM_BYTES = _BOM.encode()


class Refused(Exception):  # noqa: N818 - control flow inside the store: it ends the reading of the file
    """The text of a file is refused, with the reasons."""

    def __init__(self, *problems: SyntaxProblem) -> None:
        super().__init__(problems[0].message)
        self.problems = problems


def decoded_text(content: bytes) -> str:
    """The text of a file in UTF-8, without a byte order mark. Refused if it has characters that are not of a text."""
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError as error:
        line, column = _place(content[: error.start].decode("utf-8").removeprefix(_BOM))
        message = f"the byte 0x{content[error.start]:02X} is not UTF-8"
        raise Refused(SyntaxProblem(file_rules.NOT_UTF8, line, column, message)) from None
    text = text.removeprefix(_BOM)  # Excel and Notepad write one at the start; it has no meaning
    # The pattern is slow, so it searches the file without its ASCII letters.
    if UNPRINTABLE.search(content.removeprefix(_BOM_BYTES).translate(None, _PLAIN_BYTES).decode("utf-8")):
        match = UNPRINTABLE.search(text)
        assert match is not None
        _refuse(file_rules.UNPRINTABLE, text, match.start(), f"U+{ord(match[0]):04X} is not a character of a text")
    return text


def guarded_text(content: bytes, max_bytes: int = MAX_BYTES) -> str:
    """The text of a file, if it is safe for the fast parser. Otherwise Refused with the reasons.

    `max_bytes` is the limit on a file's size; the limit on its values follows from it.
    """
    text = decoded_text(content)
    if len(content) > _MOST_DIGITS and (number := _LONG_NUMBER.search(content)):
        before = content[: number.start()].decode("utf-8").removeprefix(_BOM)
        _refuse(file_rules.WRONG_TYPE, before, len(before), f"a number of more than {_MOST_DIGITS:,} digits")
    max_values = max(max_bytes // _BYTES_A_VALUE, _FEW_VALUES)
    # A value takes at least one byte, so a small file cannot have too many.
    if (len(content) > max_values and _may_hold(content) > max_values) or may_use_unsupported_yaml(text, content):
        problems = syntax_problems(text, max_values)
        if problems:
            raise Refused(*problems)
    return text


def _may_hold(content: bytes) -> int:
    """The most values that a file can have: each needs a sign that separates it from the next."""
    signs = len(content) - len(content.translate(None, _APART))
    return 1 + signs + content.count(b":")  # a colon has a value on each side


def _refuse(rule: Rule, text: str, index: int, message: str) -> None:
    line, column = _place(text[:index])
    raise Refused(SyntaxProblem(rule, line, column, message))


def _place(before: str) -> tuple[int, int]:
    return before.count("\n") + 1, len(before) - (before.rfind("\n") + 1) + 1
