"""A finished paper as a tree of blocks, from which every format but Markdown is made.

`formats.reading` makes it from the page that a template has laid out. All text in it is plain: each format escapes it
for itself.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import TypeAlias


class Alignment(StrEnum):
    """How the cells of a column are aligned."""

    LEFT = "left"
    CENTRE = "center"
    RIGHT = "right"


@dataclass(frozen=True, slots=True)
class Text:
    """Words on one line. Blanks at either end count."""

    text: str


@dataclass(frozen=True, slots=True)
class Strong:
    """Bold words."""

    inlines: "tuple[Inline, ...]"


@dataclass(frozen=True, slots=True)
class Emphasis:
    """Words in italics."""

    inlines: "tuple[Inline, ...]"


@dataclass(frozen=True, slots=True)
class CodeText:
    """What somebody types, such as a command."""

    text: str


@dataclass(frozen=True, slots=True)
class Link:
    """A link to an address (https, http or mailto), to a heading (`#` and its anchor) or to a relative path."""

    target: str
    inlines: "tuple[Inline, ...]"


@dataclass(frozen=True, slots=True)
class Rating:
    """The words of a rating: code and name. `colour` is `#rrggbb`, None if the settings give no known colour.

    Words on the colour are black or white, as `drawing.colours.ink_on_rating` says.
    """

    text: str
    colour: str | None


@dataclass(frozen=True, slots=True)
class RecordName:
    """Words that name a record. `address` is `Address.unique`, the same wherever a paper names the record.

    At one of these, `is_place`, the record has its place in the paper: there links to it lead.
    """

    address: str
    inlines: "tuple[Inline, ...]"
    is_place: bool = False


@dataclass(frozen=True, slots=True)
class Break:
    """The end of a line inside a paragraph."""


@dataclass(frozen=True, slots=True)
class PictureInline:
    """A small picture among words, such as a sparkline in a table. `words` say the same where no picture is shown."""

    name: str
    svg: bytes
    alternative: str
    words: str = ""


Inline: TypeAlias = Text | Strong | Emphasis | CodeText | Link | Rating | RecordName | Break | PictureInline


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of level 1 to 6. `anchor` is its name in links; no two headings of a document share one."""

    level: int
    inlines: tuple[Inline, ...]
    anchor: str


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Words in a paragraph, a cell-like item of a list, or the like."""

    inlines: tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A table. Every row has as many cells as there are heads, and each column has an alignment."""

    head: tuple[tuple[Inline, ...], ...]
    rows: tuple[tuple[tuple[Inline, ...], ...], ...]
    alignments: tuple[Alignment, ...]


@dataclass(frozen=True, slots=True)
class List:
    """A list with bullets, or with numbers that count up from `start`. Each item is a tuple of blocks."""

    ordered: bool
    items: "tuple[tuple[Block, ...], ...]"
    start: int = 1


@dataclass(frozen=True, slots=True)
class Quote:
    """A quotation."""

    blocks: "tuple[Block, ...]"


@dataclass(frozen=True, slots=True)
class Code:
    """Lines whose blanks and line ends count, such as a tree. `language` is what the template names, or empty."""

    text: str
    language: str = ""


@dataclass(frozen=True, slots=True)
class Rule:
    """A line across the page."""


@dataclass(frozen=True, slots=True)
class PictureBlock:
    """A picture on its own. The alternative text says what it shows; `name` is a slug."""

    name: str
    svg: bytes
    alternative: str


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the contents: a heading of the second or third level."""

    level: int
    anchor: str
    inlines: tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class Contents:
    """The contents, where the template has them. A format that makes contents itself uses the headings instead."""

    entries: tuple[Entry, ...]


Block: TypeAlias = Heading | Paragraph | Table | List | Quote | Code | Rule | PictureBlock | Contents


@dataclass(frozen=True, slots=True)
class Document:
    """A finished paper.

    `title` is the first heading as plain text. `body` receives the paper, and `publisher` makes it; `day` is the date
    of the paper. The blocks say all of this too, as far as the template prints it: these are for page heads and the
    properties of a file. `provenance` is the sentence in which hsp says from what it made the paper; it is the last
    paragraph, unless the partnership's own template leaves it out. `marking` is the protective marking, which the page
    has below its title. `reference` is a document of the partnership whose
    styles the format takes, if it has one for this format.
    """

    title: str
    blocks: tuple[Block, ...]
    day: date
    language: str = "en-GB"
    publisher: str = ""
    body: str = ""
    provenance: str = ""
    marking: str = ""
    reference: bytes | None = None

    @property
    def ends_with_provenance(self) -> bool:
        """Whether the last paragraph is the provenance."""
        last = self.blocks[-1] if self.blocks else None
        return bool(self.provenance) and isinstance(last, Paragraph) and plain(last.inlines) == self.provenance


def plain(inlines: "tuple[Inline, ...]") -> str:
    """The words that a reader sees. A picture has its words or its alternative text, and a line break is a blank."""
    return "".join(_words(inlines))


def _words(inlines: "tuple[Inline, ...]") -> Iterator[str]:
    for inline in inlines:
        match inline:
            case Text(text) | CodeText(text) | Rating(text):
                yield text
            case Strong(inside) | Emphasis(inside) | Link(_, inside) | RecordName(_, inside):
                yield from _words(inside)
            case Break():
                yield " "
            case PictureInline(_, _, alternative, words):
                yield words or alternative


def blocks_within(blocks: "tuple[Block, ...]") -> "Iterator[Block]":
    """Every block in reading order, those inside lists and quotations after the block that holds them."""
    for block in blocks:
        yield block
        match block:
            case List(_, items):
                for item in items:
                    yield from blocks_within(item)
            case Quote(inside):
                yield from blocks_within(inside)


_LONGEST_LEAD = 400
"""A paragraph with more characters says more than what the next block is."""


def introduces(block: "Block", after: "Block | None") -> bool:
    """Whether a block is on the same page as the next: a short paragraph that a table, picture or list follows."""
    if not isinstance(block, Paragraph) or len(words := plain(block.inlines)) > _LONGEST_LEAD:
        return False
    return isinstance(after, Table | PictureBlock) or (after is not None and words.rstrip().endswith(":"))


def ground_of(cell: tuple[Inline, ...]) -> str | None:
    """The colour that fills a cell, `#rrggbb`: that of its rating, if it has one, and otherwise only words."""
    ratings = [inline for inline in cell if isinstance(inline, Rating)]
    is_filled = len(ratings) == 1 and all(isinstance(inline, Rating | Text) for inline in cell)
    return ratings[0].colour if is_filled else None
