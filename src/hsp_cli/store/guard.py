"""The guard in front of the fast reader: refuses what no record needs, before anything is built from it."""

import re

from hsp_cli.domain.finding import Rule
from hsp_cli.store import file_rules
from hsp_cli.store.files import MAX_BYTES
from hsp_cli.store.source_map import SyntaxProblem
from hsp_cli.store.spaces import syntax_problems

_BYTES_A_VALUE = 20
"""What a value takes at least, on average; in the records that are shipped it takes more than twice that."""

_FEW_VALUES = 1_000
"""So many are let through whatever the limit."""

# Cheap signs, looked for as bytes: most files hold none of them, and only the others pay for a closer look.
_SIGNS: dict[bytes, tuple[bytes, ...]] = {
    **{
        sign: tuple(before + sign for before in (b" ", b"\n", b"\r", b"[", b"{", b",", b":"))
        for sign in (b"&", b"*", b"!")
    },
    b"%": (b"\n%",),
    b"<": (b"<<",),
    b"\t": (b"\t",),
    b"?": (b"? ",),
    b"-": (b"\n---", b"- - - - "),
    b".": (b"\n...",),
    b"[": (b"[[[[",),
    b"{": (b"{{{{",),
    b" ": (b"\n" + b" " * 31, b"\r" + b" " * 31),
}
_STARTS = (b"&", b"*", b"!", b"%", b"---")
# Of the signs, those that YAML could read as more than text; a lone ampersand between words is none of them.
_SUSPICIOUS = re.compile(
    r"(?:^|[\s\[{,:])(?:[&*]\S|!)|<<|^%|^---|^\.\.\.|^ *\t|:\t|^ {31}|^ *(?:- ){4}|^[ -]*\? |\[\[\[\[|\{\{\{\{",
    re.MULTILINE,
)
_APART = b"\n\r,:[{-?"
# The time that the fast reader takes for a number grows with the square of its digits.
_MOST_DIGITS = 100_000
_LONG_NUMBER = re.compile(rb"[0-9][0-9_]{%d}" % _MOST_DIGITS)
_PLAIN_BYTES = bytes([9, 10, 13, *range(32, 127)])
_UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]")
_BOM = "\ufeff"
_BOM_BYTES = _BOM.encode()


class Refused(Exception):  # noqa: N818 - control flow of this room: the file goes no further
    """A file that the guard turns away, with everything it has against it."""

    def __init__(self, *problems: SyntaxProblem) -> None:
        super().__init__(problems[0].message)
        self.problems = problems


def guarded_text(content: bytes, max_bytes: int = MAX_BYTES) -> str:
    """The text of a file that is safe to hand to the fast reader; Refused with the reasons otherwise.

    `max_bytes` is what a file may have; how many values it may hold follows from that.
    """
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError as error:
        line, column = _place(content[: error.start].decode("utf-8", errors="replace").removeprefix(_BOM))
        message = f"the byte 0x{content[error.start]:02X} is not UTF-8"
        raise Refused(SyntaxProblem(file_rules.NOT_UTF8, line, column, message)) from None
    text = text.removeprefix(_BOM)  # Excel and Notepad put one in front; it means nothing
    # What is left of a file without its plain letters is little, and the pattern is slow.
    if _UNPRINTABLE.search(content.removeprefix(_BOM_BYTES).translate(None, _PLAIN_BYTES).decode("utf-8")):
        match = _UNPRINTABLE.search(text)
        assert match is not None
        _refuse(file_rules.UNPRINTABLE, text, match.start(), f"U+{ord(match[0]):04X} is not a character of a text")
    if len(content) > _MOST_DIGITS and (number := _LONG_NUMBER.search(content)):
        before = content[: number.start()].decode("utf-8").removeprefix(_BOM)
        _refuse(file_rules.WRONG_TYPE, before, len(before), f"a number of more than {_MOST_DIGITS:,} digits")
    max_values = max(max_bytes // _BYTES_A_VALUE, _FEW_VALUES)
    # A value takes a byte at least, so a small file cannot hold too many.
    if (len(content) > max_values and _may_hold(content) > max_values) or _is_suspicious(content, text):
        problems = syntax_problems(text, max_values)
        if problems:
            raise Refused(*problems)
    return text


def _may_hold(content: bytes) -> int:
    """How many values a file has at the very most: each needs a sign that sets it apart."""
    signs = len(content) - len(content.translate(None, _APART))
    return 1 + signs + content.count(b":")  # a colon has one on either side


def _is_suspicious(content: bytes, text: str) -> bool:
    if not content.startswith(_STARTS) and not any(_has(content, *signs) for signs in _SIGNS.items()):
        return False
    return _SUSPICIOUS.search(text) is not None


def _has(content: bytes, byte: bytes, signs: tuple[bytes, ...]) -> bool:
    """Whether one of the signs is there; a single byte is found ten times as fast, so it is looked for first."""
    return byte in content and any(sign in content for sign in signs)


def _refuse(rule: Rule, text: str, index: int, message: str) -> None:
    line, column = _place(text[:index])
    raise Refused(SyntaxProblem(rule, line, column, message))


def _place(before: str) -> tuple[int, int]:
    return before.count("\n") + 1, len(before) - (before.rfind("\n") + 1) + 1
