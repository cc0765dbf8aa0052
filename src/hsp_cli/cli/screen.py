"""Screen output: fits text to the width and encoding of a stream and removes control characters."""

import os
import re
import sys
from collections.abc import Sequence
from enum import StrEnum
from typing import TYPE_CHECKING, TextIO

if TYPE_CHECKING:
    from hsp_cli.cli.table import Look


class Color(StrEnum):
    """When to use colour."""

    AUTO = "auto"
    ALWAYS = "always"
    NEVER = "never"


NARROW = 80
"""The default width of a terminal, in columns."""

WIDE = 140
"""The least width in columns for a list of records as a table."""

UNBROKEN = 100_000
"""The width of a pipe in columns: each record stays on one line for the next program."""

# Whole escape sequences first, then the remaining control, direction and invisible characters.
_SEQUENCES = re.compile(r"\x1b(?:\[[0-?]*[ -/]*[@-~]|\][^\x07\x1b]*(?:\x07|\x1b\\)?|[PX^_][^\x1b]*(?:\x1b\\)?|[ -~])?")
_CONTROLS = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ud800-\udfff]")
_STYLE = re.compile(r"\x1b\[[0-9;]*m")
# Replacements for characters that the encoding does not have. Any other such character becomes a question mark.
_STAND_INS = {
    "↑": "^", "↓": "v", "→": "=", "★": "*", "–": "-", "—": "-", "‘": "'", "’": "'", "“": '"', "”": '"',
    "…": "...", "•": "-", "×": "x", "£": "GBP ", "₂": "2", "é": "e",
    "○": "o", "■": "#", "◆": "*", "│": "|", "─": "-", "┄": "~", "·": ".",
    "▁": "1", "▂": "2", "▃": "3", "▄": "4", "▅": "5", "▆": "6", "▇": "7", "█": "8",
}  # fmt: skip
_RAG_STYLES = {"green": "green", "amber": "yellow", "red": "red"}


def plain(text: str) -> str:
    """Remove control characters and escape sequences from a text, except line breaks."""
    if text.isprintable():  # true of most texts, and ten times as fast as the search
        return text
    return _CONTROLS.sub("", _SEQUENCES.sub("", text.replace("\r\n", "\n").replace("\t", " ")))


class Screen:
    """One output stream: its width, its encoding, and whether it uses colour."""

    def __init__(self, stream: TextIO, color: Color = Color.AUTO) -> None:
        self.stream = stream
        self.recorded: list[tuple[bool, str]] | None = None
        self.encoding = stream.encoding or "utf-8"
        self.is_terminal = stream.isatty()
        self.in_color = _wants_color(stream, color)
        self.width = _width(stream)

    def write(self, text: str = "") -> None:
        """Write a line of text, without control characters and in the encoding of the stream."""
        self._put(plain(text))

    def write_raw(self, text: str) -> None:
        """Write text for another program: unchanged, in UTF-8 whatever the encoding of the stream."""
        if self.recorded is not None:
            self.recorded.append((True, text))
        self.stream.flush()
        buffer = getattr(self.stream, "buffer", None)
        if buffer is None:
            self.stream.write(text)
        else:
            buffer.write(text.encode("utf-8"))
        self.stream.flush()

    def record(self) -> None:
        """Note from now on what is written, and whether it is raw; progress lines are left out."""
        self.recorded = []

    def repeat(self, recorded: Sequence[tuple[bool, str]]) -> None:
        """Write what was recorded on a screen of the same kind."""
        for is_raw, text in recorded:
            if is_raw:
                self.write_raw(text)
            else:
                self.stream.write(text)

    def over(self, text: str) -> None:
        """Overwrite the current line of a terminal. Empty text clears it."""
        self.stream.write(f"\r\x1b[K{plain(text)}")
        self.stream.flush()

    def styled(self, text: str, style: str) -> str:
        """A short text in a colour, if the screen uses colour."""
        codes = {"red": "31", "green": "32", "yellow": "33", "blue": "34", "bold": "1", "dim": "2"}
        safe = plain(text)
        return f"\x1b[{codes[style]}m{safe}\x1b[0m" if self.in_color and style in codes else safe

    def put(self, *pieces: str) -> None:
        """Write a line of pieces that need no cleaning, styled or not."""
        self._put("".join(pieces))

    def error(self, message: str, hint: str = "") -> None:
        """Why something cannot be done and, if it is known, what to do, each on one line."""
        self.put(self.styled("error", "red"), ": ", " ".join(plain(message).split()))
        if hint:
            self.put("  = help: ", " ".join(plain(hint).split()))

    def entry(self, head: str, text: str, address: str, *notes: str) -> None:
        """Write a record for a narrow screen: its facts, its text, its notes, and its address on one unbroken line."""
        import textwrap

        for line in textwrap.wrap(plain(head), self.width) or [""]:
            self.put(self.styled(line, "bold"))
        for paragraph in (text, *notes):
            for line in textwrap.wrap(plain(paragraph), self.width - 2):
                self._put(f"  {line}")
        self.put("  ", self.styled(address, "dim"))

    def item(self, text: str) -> None:
        """Write a list item. On a narrow screen, further lines are indented and addresses are not broken."""
        import textwrap

        wrapper = textwrap.TextWrapper(self.width, "  ", "    ", break_long_words=False, break_on_hyphens=False)
        for line in wrapper.wrap(plain(text)):
            self._put(line)

    def table(self, heads: Sequence[str], rows: Sequence[Sequence[str]], colours: Sequence[str] = ()) -> None:
        """Write a table. It wraps on a screen and has one line per row in a pipe. No text is cut.

        `colours` gives a RAG colour for the third column of each row. The column also names the level in words.
        """
        from hsp_cli.cli.table import table_lines

        styles = [_RAG_STYLES.get(colour, "") for colour in colours]
        cells = [[self._cell(value) for value in row] for row in rows]
        heads = [self._cell(head) for head in heads]
        for line in table_lines(heads, cells, styles, self._look, self.width, self.styled):
            self._put(_without_fill(line))

    def has_room(self, heads: Sequence[str], rows: Sequence[Sequence[str]]) -> bool:
        """Whether the screen is wide enough for a table of records that breaks no id or other word."""
        from hsp_cli.cli.table import keeps_words

        if self.width >= UNBROKEN:
            return True
        cells = [[self._cell(value) for value in row] for row in rows]
        return self.width >= WIDE and keeps_words(heads, cells, self._look, self.width)

    @property
    def _look(self) -> "Look":
        from hsp_cli.cli.table import ASCII, BARE, RULED

        return BARE if self.width >= UNBROKEN else RULED if self.encoding.lower().startswith("utf") else ASCII

    def _cell(self, value: str) -> str:
        """The text of a table cell. Characters are replaced first, because the table measures its cells."""
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
        line = self._shown(text) + "\n"
        if self.recorded is not None:
            self.recorded.append((False, line))
        self.stream.write(line)


def _without_fill(line: str) -> str:
    """Remove the padding of the last column from a table line, coloured or not."""
    is_styled = False
    while True:
        line = line.rstrip(" ")
        start = line.rfind("\x1b")
        if start < 0 or not _STYLE.fullmatch(line, start):
            return line + "\x1b[0m" * is_styled
        line, is_styled = line[:start], True


def stdout(color: Color = Color.AUTO) -> Screen:
    """The screen for results."""
    return Screen(sys.stdout, color)


def stderr(color: Color = Color.AUTO) -> Screen:
    """The screen for everything else: progress, counts and errors."""
    return Screen(sys.stderr, color)


def _wants_color(stream: TextIO, color: Color) -> bool:
    """The option overrides FORCE_COLOR, which overrides NO_COLOR; by default, only a terminal gets colour."""
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
    import shutil  # imported late: the fast path to a pipe does not need it

    return shutil.get_terminal_size((NARROW, 24)).columns
