"""The screen: text that fits it, in characters it has, with nothing in it that could steer a terminal."""

import os
import re
import sys
from collections.abc import Sequence
from enum import StrEnum
from typing import TextIO


class Color(StrEnum):
    """When to colour."""

    AUTO = "auto"
    ALWAYS = "always"
    NEVER = "never"


NARROW = 80
"""Columns that a screen has when it does not say."""

WIDE = 140
"""Columns from which a list of records is a table."""

UNBROKEN = 100_000
"""Columns of a pipe: a record stays on its line, for whatever reads on."""

# Escape sequences as a whole, then what is left of control, direction and invisible characters.
_SEQUENCES = re.compile(r"\x1b(?:\[[0-?]*[ -/]*[@-~]|\][^\x07\x1b]*(?:\x07|\x1b\\)?|[PX^_][^\x1b]*(?:\x1b\\)?|[ -~])?")
_CONTROLS = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ud800-\udfff]")
_STYLE = re.compile(r"\x1b\[[0-9;]*m")
# What a screen without the character shows instead; anything else becomes a question mark.
_STAND_INS = {
    "↑": "^", "↓": "v", "→": "=", "★": "*", "–": "-", "—": "-", "‘": "'", "’": "'", "“": '"', "”": '"',
    "…": "...", "•": "-", "×": "x", "£": "GBP ", "₂": "2", "é": "e",
}  # fmt: skip
_RAG_STYLES = {"green": "green", "amber": "yellow", "red": "red"}


def plain(text: str) -> str:
    """A text without anything that a terminal would obey; only its line breaks stay."""
    if text.isprintable():  # most are, and to search them takes ten times as long
        return text
    return _CONTROLS.sub("", _SEQUENCES.sub("", text.replace("\r\n", "\n").replace("\t", " ")))


class Screen:
    """One output stream: how wide it is, what it can show, and whether in colour."""

    def __init__(self, stream: TextIO, color: Color = Color.AUTO) -> None:
        self.stream = stream
        self.encoding = stream.encoding or "utf-8"
        self.is_terminal = stream.isatty()
        self.in_color = _wants_color(stream, color)
        self.width = _width(stream)

    @property
    def is_wide(self) -> bool:
        """Whether records fit a table with their ids; on a narrower screen its columns would break them."""
        return self.width >= WIDE

    def write(self, text: str = "") -> None:
        """A line of text, safe for the terminal and shown in the characters it has."""
        self._put(plain(text))

    def write_raw(self, text: str) -> None:
        """A text for another program: as it is, in UTF-8 whatever the screen has."""
        self.stream.flush()
        buffer = getattr(self.stream, "buffer", None)
        if buffer is None:
            self.stream.write(text)
        else:
            buffer.write(text.encode("utf-8"))
        self.stream.flush()

    def over(self, text: str) -> None:
        """A line of a terminal written over the one that stands there; an empty one takes it away."""
        self.stream.write(f"\r\x1b[K{plain(text)}")
        self.stream.flush()

    def styled(self, text: str, style: str) -> str:
        """A short text in a colour, where there are colours."""
        codes = {"red": "31", "green": "32", "yellow": "33", "blue": "34", "bold": "1", "dim": "2"}
        safe = plain(text)
        return f"\x1b[{codes[style]}m{safe}\x1b[0m" if self.in_color and style in codes else safe

    def put(self, *pieces: str) -> None:
        """A line of pieces that are safe already, styled or not."""
        self._put("".join(pieces))

    def entry(self, head: str, text: str, address: str) -> None:
        """A record on a narrow screen: its facts, its words below them, and its address, never broken."""
        import textwrap

        for line in textwrap.wrap(plain(head), self.width) or [""]:
            self.put(self.styled(line, "bold"))
        for line in textwrap.wrap(plain(text), self.width - 2):
            self._put(f"  {line}")
        self.put("  ", self.styled(address, "dim"))

    def item(self, text: str) -> None:
        """A line of a list; on a narrow screen what runs on is indented further, and no address is broken."""
        import textwrap

        wrapper = textwrap.TextWrapper(self.width, "  ", "    ", break_long_words=False, break_on_hyphens=False)
        for line in wrapper.wrap(plain(text)):
            self._put(line)

    def table(self, heads: Sequence[str], rows: Sequence[Sequence[str]], colours: Sequence[str] = ()) -> None:
        """A table that wraps on a screen and keeps one line a row in a pipe; no text is ever cut.
        `colours` gives a RAG colour for the third column of each row, beside the word that says it.
        """
        from hsp_cli.cli.table import ASCII, BARE, RULED, table_lines

        look = BARE if self.width >= UNBROKEN else RULED if self.encoding.lower().startswith("utf") else ASCII
        styles = [_RAG_STYLES.get(colour, "") for colour in colours]
        cells = [[self._cell(value) for value in row] for row in rows]
        heads = [self._cell(head) for head in heads]
        for line in table_lines(heads, cells, styles, look, self.width, self.styled):
            self._put(_without_fill(line))

    def _cell(self, value: str) -> str:
        """What a table shows of a value; it is measured before it is written, so stand-ins have to be there first."""
        return self._shown(" ".join(plain(value).split()))

    def _shown(self, text: str) -> str:
        try:
            text.encode(self.encoding)
        except UnicodeEncodeError:
            return "".join(self._character(character) for character in text)
        return text

    def _character(self, character: str) -> str:
        try:
            character.encode(self.encoding)
        except UnicodeEncodeError:
            return _STAND_INS.get(character, "?")
        return character

    def _put(self, text: str) -> None:
        self.stream.write(self._shown(text) + "\n")


def _without_fill(line: str) -> str:
    """A line of a table without the blanks that fill up its last column, coloured or not."""
    is_styled = False
    while True:
        line = line.rstrip(" ")
        start = line.rfind("\x1b")
        if start < 0 or not _STYLE.fullmatch(line, start):
            return line + "\x1b[0m" * is_styled
        line, is_styled = line[:start], True


def stdout(color: Color = Color.AUTO) -> Screen:
    """Where results go."""
    return Screen(sys.stdout, color)


def stderr(color: Color = Color.AUTO) -> Screen:
    """Where everything else goes."""
    return Screen(sys.stderr, color)


def _wants_color(stream: TextIO, color: Color) -> bool:
    """An option goes before FORCE_COLOR, that before NO_COLOR, that before what the stream is."""
    if color is not Color.AUTO:
        return color is Color.ALWAYS
    if os.environ.get("FORCE_COLOR"):
        return True
    if os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb":
        return False
    return stream.isatty()


def _width(stream: TextIO) -> int:
    columns = os.environ.get("COLUMNS", "")
    if columns.isdecimal() and int(columns) > 0:
        return max(int(columns), 40)
    if not stream.isatty():
        return UNBROKEN
    import shutil  # a pipe has no width, and the quick way in no time

    return shutil.get_terminal_size((NARROW, 24)).columns
