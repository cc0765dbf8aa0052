"""Markdown that says what the record says: every value is escaped for where it lands."""

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Protocol

ENDING = ".md"

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
    return Markdown(f"| {' | '.join(written(value) for value in cells)} |")


def header_rule(cells: Iterable[object], right: int = 0) -> Markdown:
    """The line below the heads of a table; the last `right` columns are aligned to the right, for figures."""
    count = len(list(cells))
    return Markdown(f"| {' | '.join(['---'] * (count - right) + ['---:'] * right)} |")


def heading(level: int) -> Markdown:
    """The signs before a heading of a level; Markdown has six levels, and what is deeper has the sixth."""
    return Markdown("#" * min(level, 6))


def written(value: object) -> Markdown:
    """Any value as Markdown: as it stands where it is Markdown already, else escaped."""
    return value if isinstance(value, Markdown) else escaped(str(value))


class Branch(Protocol):
    """A body in a structure, with the bodies below it."""

    @property
    def id(self) -> str: ...
    @property
    def name(self) -> str: ...
    @property
    def is_proposed(self) -> bool: ...
    @property
    def below(self) -> Sequence["Branch"]: ...


def text_tree(branches: Sequence[Branch]) -> Markdown:
    """A structure for a block of code: lines that any reader, screen reader included, can follow."""
    return Markdown("\n".join(_tree_lines(branches)))


def _tree_lines(branches: Sequence[Branch], before: str = "", *, top: bool = True) -> Iterator[str]:
    for index, branch in enumerate(branches):
        last = index == len(branches) - 1
        joint = "" if top else ("└─ " if last else "├─ ")
        yield f"{before}{joint}{_in_code(branch.name)}{' (proposed)' if branch.is_proposed else ''}"
        yield from _tree_lines(branch.below, before + ("" if top else "   " if last else "│  "), top=False)


def mermaid(branches: Sequence[Branch]) -> Markdown:
    """A structure for a block of code: as a Mermaid diagram, what is proposed dashed."""
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
    """A body in the diagram; its id alone could be, or begin with, a word of the diagram's language such as `end`."""
    return f"body-{branch.id}"


def _in_code(name: str) -> str:
    """A name inside a block of code, where nothing is escaped: without what would end the block or a label."""
    return one_line(re.sub(r"[`\"\[\]<>{}|]", " ", name))


def joined(values: Iterable[object], between: str = "") -> str:
    """Texts with something between them; what comes out is escaped as a whole."""
    return between.join(str(value) for value in values)


FILTERS: Mapping[str, Callable[..., str]] = {
    "cell": cell,
    "heading": heading,
    "join": joined,
    "mermaid": mermaid,
    "prose": prose,
    "row": row,
    "rule": header_rule,
    "text_tree": text_tree,
}

CONTENTS = Markdown("\0contents\0")
"""Where a template wants the contents; no text of a record can hold it."""

# The signs that `escaped` puts a backslash before.
_ESCAPE = re.compile(r"\\(?=[\\`*\[\]<>|$_~&#+=0-9-])")


def finish(page: str) -> bytes:
    """The page with its contents: main headings and those below them, each a link. Blank lines are made single."""
    taken: dict[str, int] = {}
    lines = []
    for match in re.finditer(r"^(#+) (.+)$", page, re.MULTILINE):
        depth, words = len(match[1]), match[2]
        name = anchor(_ESCAPE.sub("", words), taken)
        if depth in (2, 3) and words != "Contents":
            lines.append(f"{'  ' * (depth - 2)}- [{words}](#{name})")
    return re.sub(r"\n{3,}", "\n\n", page.replace(CONTENTS, "\n".join(lines))).encode()


def anchor(words: str, taken: dict[str, int]) -> str:
    """The name under which renderers know a heading; `taken` counts those given before."""
    plain = "".join(filter(_names, words.strip().lower())).replace(" ", "-")
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
