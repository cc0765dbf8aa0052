"""Writes Markdown. Every value is escaped, so that it reads as in the record."""

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Protocol

from hsp_cli.drawing.colours import rating_ground
from hsp_cli.drawing.picture import Picture
from hsp_cli.formats import marks
from hsp_cli.wording.marked import Mark, Marked, OfPicture, OfRating, joined

# Characters that can start emphasis, code, links, tables, raw HTML or formulas in the middle of a line.
_INLINE = re.compile(r"([\\`*\[\]<>|$~]|(?<![A-Za-z0-9])_|_(?![A-Za-z0-9])|&(?=#?[A-Za-z0-9]+;))")
# Characters that have a meaning only at the start of a line.
_LINE_START = re.compile(r"^(?P<number>[0-9]+(?=[.)](?:\s|$)))?(?P<sign>[.)]|[-+](?=\s|$)|#{1,6}(?=\s|$)|=+$|--+$)")
# Addresses that a renderer would turn into links. Only hsp makes the links of a paper.
_ADDRESS = re.compile(r"(?i)\b(https?|ftp)(?=://)|\bwww(?=\.)")
# Characters that are invisible, control a terminal, or cannot be written.
_UNSEEN = re.compile("[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
# A character as it is written, with the backslash before it.
_PIECE = re.compile(r"\\.|[^\\]", re.DOTALL)
_BULLET = re.compile(r"^\s*- +(?P<item>\S.*)$")
# The search ends at the next pair of stars. With many unclosed pairs, a longer search would take hours.
_BOLD = re.compile(r"\*\*(?=\S)((?:(?!\*\*).)+)(?<=\S)\*\*", re.DOTALL)


class Markdown(str):
    """Text that is already Markdown. All other text is escaped."""

    __slots__ = ()

    def __html__(self) -> "Markdown":
        """The template engine calls this method for text that it must not escape."""
        return self


def escaped(text: str) -> Markdown:
    """A text as inline Markdown on one line, for a paragraph, a heading or a table cell."""
    return Markdown(_LINE_START.sub(_unstarted, _inline(one_line(text))))


def cell(text: str) -> Markdown:
    """Prose for a table cell. Paragraphs and lists are joined, because a line break would end the row."""
    if isinstance(text, Markdown):
        return text
    return _marked(text, " ".join(_run(block, "; ") for block in _blocks(text)))


def prose(text: str) -> Markdown:
    """A text of a record with its paragraphs, `- ` lists and `**bold**`. All other characters are escaped."""
    if isinstance(text, Markdown):
        return text
    return _marked(text, "\n\n".join(_run(block, "\n- ", "- ") for block in _blocks(text)))


def row(cells: Iterable[object]) -> Markdown:
    """A row of a table."""
    return Markdown(f"| {' | '.join(written(value) for value in cells)} |")


def header_rule(cells: Iterable[object], right: int = 0) -> Markdown:
    """The line below the headings of a table. The last `right` columns are right-aligned, for figures."""
    count = len(list(cells))
    return Markdown(f"| {' | '.join(['---'] * (count - right) + ['---:'] * right)} |")


def heading(level: int) -> Markdown:
    """The prefix of a heading. Markdown has six levels; deeper headings get the sixth."""
    return Markdown("#" * min(level, 6))


def written(value: object) -> Markdown:
    """Any value as Markdown: unchanged if it is already Markdown, otherwise escaped. Marks stay."""
    return value if isinstance(value, Markdown) else _marked(value, escaped(str(value)))


def _marked(value: object, markdown: str) -> Markdown:
    """The Markdown of a value with marks around its ratings and the names of records.

    Without the marks, it is the same to the byte.

    A text that reads otherwise in Markdown, because it has bold words or several lines, gets no marks.
    """
    if not isinstance(value, Marked):
        return Markdown(markdown)
    pieces = _PIECE.findall(markdown)
    if "".join(piece[-1] for piece in pieces) != str(value) or one_line(value) != str(value):
        return Markdown(markdown)
    at, words = 0, []
    for text, mark in value.parts:
        piece = "".join(pieces[at : at + len(text)])
        words.append(piece if mark is None else _between_marks(piece, mark))
        at += len(text)
    return Markdown("".join(words))


def _between_marks(words: str, mark: Mark) -> str:
    if isinstance(mark, OfRating):
        return marks.rating(words, rating_ground(mark.colour))
    if isinstance(mark, OfPicture):
        return marks.picture(words, mark.picture)
    return marks.name(words, mark.address)


class Branch(Protocol):
    """A body in the structure, with the bodies below it."""

    @property
    def id(self) -> str: ...
    @property
    def name(self) -> str: ...
    @property
    def is_proposed(self) -> bool: ...
    @property
    def below(self) -> Sequence["Branch"]: ...


def text_tree(branches: Sequence[Branch]) -> Markdown:
    """The structure as lines for a code block, which screen readers can also read."""
    return Markdown("\n".join(_tree_lines(branches)))


def _tree_lines(branches: Sequence[Branch], before: str = "", *, top: bool = True) -> Iterator[str]:
    for index, branch in enumerate(branches):
        last = index == len(branches) - 1
        joint = "" if top else ("└─ " if last else "├─ ")
        yield f"{before}{joint}{_in_code(branch.name)}{' (proposed)' if branch.is_proposed else ''}"
        yield from _tree_lines(branch.below, before + ("" if top else "   " if last else "│  "), top=False)


def mermaid(branches: Sequence[Branch]) -> Markdown:
    """The structure as a Mermaid diagram for a code block. Proposed bodies are dashed."""
    return Markdown("\n".join(("flowchart TD", *_nodes(branches), *_edges(branches))))


def _nodes(branches: Sequence[Branch]) -> Iterator[str]:
    for branch in branches:
        left, right = ('(["', '"])') if branch.is_proposed else ('["', '"]')
        yield f"    {_node(branch)}{left}{_in_code(branch.name)}{right}"
        yield from _nodes(branch.below)


def _edges(branches: Sequence[Branch]) -> Iterator[str]:
    for branch in branches:
        for below in branch.below:
            yield f"    {_node(branch)} {'-.->' if below.is_proposed else '-->'} {_node(below)}"
        yield from _edges(branch.below)


def _node(branch: Branch) -> str:
    """A body in the diagram. It has a prefix, because an id could begin with a keyword of Mermaid such as `end`."""
    return f"body-{branch.id}"


def _in_code(name: str) -> str:
    """A name inside a code block, where escaping is impossible: without characters that end the block or a label."""
    return one_line(re.sub(r"[`\"\[\]<>{}|]", " ", name))


def linked(picture: Picture) -> Markdown:
    """A picture: a link to the file beside the page, with the alternative text."""
    return Markdown(f"![{escaped(picture.alternative)}]({picture.file_name})")


FILTERS: Mapping[str, Callable[..., str]] = {
    "cell": cell,
    "heading": heading,
    "join": joined,
    "mermaid": mermaid,
    "picture": linked,
    "prose": prose,
    "row": row,
    "rule": header_rule,
    "text_tree": text_tree,
}

CONTENTS = Markdown(marks.CONTENTS)
"""The placeholder for the contents in a template. No text of a record can contain it."""


def finish(page: str) -> bytes:
    """The page with its contents: links to the headings of the first two levels. Double blank lines become single."""
    page = marks.without_marks(page)
    taken: dict[str, int] = {}
    lines = []
    for match in re.finditer(r"^(#+) (.+)$", page, re.MULTILINE):
        depth, words = len(match[1]), match[2]
        name = anchor(words, taken)
        if depth in (2, 3) and words != "Contents":
            lines.append(f"{'  ' * (depth - 2)}- [{words}](#{name})")
    return re.sub(r"\n{3,}", "\n\n", page.replace(CONTENTS, "\n".join(lines))).encode()


def files_beside(page: str, pictures: Iterable[Picture]) -> Mapping[str, bytes]:
    """The pictures that the page links, by the name of the file."""
    return {one.file_name: one.svg.encode() for one in pictures if linked(one) in page}


def anchor(words: str, taken: dict[str, int]) -> str:
    """The anchor that renderers give a heading, escaped or not. `taken` counts the anchors given before."""
    plain = "".join(filter(_names, words.strip().lower())).replace(" ", "-")
    taken[plain] = taken.get(plain, -1) + 1
    return f"{plain}-{taken[plain]}" if taken[plain] else plain


def _names(character: str) -> bool:
    """Whether renderers keep a character in an anchor: letters, marks, digits, `_`, `-` and spaces, but not ₂ or ½."""
    category = unicodedata.category(character)
    return category[0] in ("L", "M") or category in ("Nd", "Nl", "Pc") or character in ("-", " ")


def one_line(text: str) -> str:
    """A text without line breaks, repeated spaces and invisible characters."""
    if text.isprintable():  # most texts, whose only blanks are spaces
        return str(text) if "  " not in text and text == text.strip() else " ".join(text.split())
    return " ".join(visible(text).split())


def visible(text: str) -> str:
    """A text without characters that are invisible, control a terminal, or cannot be written in a file."""
    return str(text) if text.isprintable() else _UNSEEN.sub("", text)


def _run(block: str | list[str], between: str, before: str = "") -> str:
    if isinstance(block, str):
        return _bold(block)
    return before + between.join(_bold(item) for item in block)


def _inline(text: str) -> str:
    return _ADDRESS.sub(lambda match: match[0] + "\\", _INLINE.sub(r"\\\1", text))


def _bold(text: str) -> Markdown:
    """One run of prose, with its bold words."""
    parts = _BOLD.split(one_line(text))
    marked = "".join(f"**{_inline(part)}**" if index % 2 else _inline(part) for index, part in enumerate(parts))
    return Markdown(_LINE_START.sub(_unstarted, marked))


def _unstarted(match: re.Match[str]) -> str:
    """The start of a line, escaped so that it does not begin a heading, list or rule."""
    return f"{match['number'] or ''}\\{match['sign']}"


def _blocks(text: str) -> list[str | list[str]]:
    """The paragraphs and lists of a text, in order."""
    blocks: list[str | list[str]] = []
    open_block = False
    for line in visible(text).splitlines():
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
            blocks[-1][-1] += f" {line.strip()}"  # a list item that continues
        elif open_block and isinstance(blocks[-1], str):
            blocks[-1] += f" {line.strip()}"
        else:
            blocks.append(line.strip())
            open_block = True
    return blocks
