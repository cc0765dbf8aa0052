"""Markdown that says what the record says: every value is escaped for where it lands."""

import re
import unicodedata
from collections.abc import Iterable

# Signs that would start emphasis, code, links, tables, raw HTML or formulas in the middle of a line.
_INLINE = re.compile(r"([\\`*\[\]<>|$~]|(?<![A-Za-z0-9])_|_(?![A-Za-z0-9])|&(?=#?[A-Za-z0-9]+;))")
# Signs that mean something only where a line begins.
_LINE_START = re.compile(r"^(?P<number>[0-9]+(?=[.)](?:\s|$)))?(?P<sign>[.)]|[-+](?=\s|$)|#{1,6}(?=\s|$)|=+$|--+$)")
# Addresses that a renderer would turn into links by itself; a paper's links are made by hsp alone.
_ADDRESS = re.compile(r"(?i)\b(https?|ftp)(?=://)|\bwww(?=\.)")
# What cannot be seen, would steer a terminal that shows the page, or cannot be written at all.
_UNSEEN = re.compile("[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
_BULLET = re.compile(r"^\s*- +(?P<item>\S.*)$")
# Up to the next pair of stars and no further: with many pairs that close nothing, looking on would take hours.
_BOLD = re.compile(r"\*\*(?=\S)((?:(?!\*\*).)+)(?<=\S)\*\*", re.DOTALL)


class Markdown(str):
    """Text that is Markdown already; everything else is escaped when it is written."""

    __slots__ = ()

    def __html__(self) -> "Markdown":
        """Tells the template engine, whose word for it this is, to write the text as it stands."""
        return self


def escaped(text: str) -> Markdown:
    """A text as inline Markdown on one line, fit for a paragraph, a heading or a table cell."""
    return Markdown(_LINE_START.sub(_unstarted, _inline(one_line(text))))


def cell(text: str) -> Markdown:
    """Prose in a table cell: its paragraphs and lists run on, since a line break would end the row."""
    if isinstance(text, Markdown):
        return text
    return Markdown(" ".join(_run(block, "; ") for block in _blocks(text)))


def prose(text: str) -> Markdown:
    """Paragraphs, `- ` lists and `**bold**` of a record's text; every other sign stands for itself."""
    if isinstance(text, Markdown):
        return text
    return Markdown("\n\n".join(_run(block, "\n- ", "- ") for block in _blocks(text)))


def row(cells: Iterable[object]) -> Markdown:
    """A row of a table."""
    return Markdown(f"| {' | '.join(to_markdown(value) for value in cells)} |")


def header_rule(cells: Iterable[object], right: int = 0) -> Markdown:
    """The line below the heads of a table; the last `right` columns are aligned to the right, for figures."""
    count = len(list(cells))
    return Markdown(f"| {' | '.join(['---'] * (count - right) + ['---:'] * right)} |")


def to_markdown(value: object) -> Markdown:
    """Any value as Markdown: as it stands where it is Markdown already, else escaped."""
    return value if isinstance(value, Markdown) else escaped(str(value))


def anchor(heading: str, taken: dict[str, int]) -> str:
    """The name under which renderers know a heading; `taken` counts those given before."""
    plain = "".join(filter(_names, heading.strip().lower())).replace(" ", "-")
    taken[plain] = taken.get(plain, -1) + 1
    return f"{plain}-{taken[plain]}" if taken[plain] else plain


def _names(character: str) -> bool:
    """Whether renderers keep a character in a name: letters, marks, digits, `_`, `-` and blanks, but no ₂ and no ½."""
    category = unicodedata.category(character)
    return category[0] in "LM" or category in ("Nd", "Nl", "Pc") or character in "- "


def one_line(text: str) -> str:
    """A text without line breaks, runs of blanks, and what cannot be seen."""
    return " ".join(_UNSEEN.sub("", text).split())


def _run(block: str | list[str], between: str, before: str = "") -> str:
    if isinstance(block, str):
        return _bold(block)
    return before + between.join(_bold(item) for item in block)


def _inline(text: str) -> str:
    return _ADDRESS.sub(lambda match: match[0] + "\\", _INLINE.sub(r"\\\1", text))


def _bold(text: str) -> Markdown:
    """One run of prose, its bold words kept."""
    parts = _BOLD.split(one_line(text))
    marked = "".join(f"**{_inline(part)}**" if index % 2 else _inline(part) for index, part in enumerate(parts))
    return Markdown(_LINE_START.sub(_unstarted, marked))


def _unstarted(match: re.Match[str]) -> str:
    """The beginning of a line without its power to start a heading, list or rule."""
    return f"{match['number'] or ''}\\{match['sign']}"


def _blocks(text: str) -> list[str | list[str]]:
    """The paragraphs and lists of a text, in order."""
    blocks: list[str | list[str]] = []
    open_block = False
    for line in _UNSEEN.sub("", text).splitlines():
        bullet = _BULLET.match(line)
        if not line.strip():
            open_block = False
        elif bullet:
            if open_block and blocks and isinstance(blocks[-1], list):
                blocks[-1].append(bullet["item"])
            else:
                blocks.append([bullet["item"]])
            open_block = True
        elif open_block and isinstance(blocks[-1], list):
            blocks[-1][-1] += f" {line.strip()}"  # a list item that runs on
        elif open_block and isinstance(blocks[-1], str):
            blocks[-1] += f" {line.strip()}"
        else:
            blocks.append(line.strip())
            open_block = True
    return blocks
