"""Blocks from the texts of records and of hsp, for the pages of the site."""

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import TypeAlias

from hsp_cli.drawing.colours import rating_ground
from hsp_cli.drawing.picture import Picture
from hsp_cli.formats.document import (
    Alignment,
    Block,
    Heading,
    Inline,
    Link,
    List,
    Paragraph,
    PictureBlock,
    Rating,
    RecordName,
    Table,
    Text,
)
from hsp_cli.formats.markdown import cell, one_line, prose as prose_markdown
from hsp_cli.formats.reading import blocks_of
from hsp_cli.wording.marked import Mark, Marked, OfPicture, OfRating

Words: TypeAlias = str | Inline | tuple[Inline, ...]
"""A text, or inlines that are already made."""


def words(text: str) -> tuple[Inline, ...]:
    """A text on one line, without invisible characters. Its ratings keep their colours, and its names their records."""
    if not isinstance(text, Marked):
        return (Text(line),) if (line := one_line(text)) else ()
    return tuple(_marked(part, mark) for part, mark in text.parts if part)


def _marked(text: str, mark: Mark | None) -> Inline:
    if mark is None or isinstance(mark, OfPicture):
        return Text(text)
    if isinstance(mark, OfRating):
        return Rating(text, rating_ground(mark.colour))
    return RecordName(mark.address, words(text))


def inlines(*parts: Words) -> tuple[Inline, ...]:
    """Texts and inlines one after the other. Blanks at the ends of a text count."""
    found: list[Inline] = []
    for part in parts:
        if isinstance(part, tuple):
            found += part
        elif isinstance(part, str):
            blank = (Text(" "),)
            found += (*(blank if part[:1] == " " else ()), *words(part), *(blank if part[1:].endswith(" ") else ()))
        else:
            found.append(part)
    return tuple(found)


def paragraph(*parts: Words) -> Paragraph:
    """A paragraph of texts and inlines."""
    return Paragraph(inlines(*parts))


def heading(level: int, text: Words, anchor: str) -> Heading:
    """A heading of the second level or below. No two headings of a page share an anchor."""
    return Heading(level, inlines(text), anchor)


def bullets(items: Iterable[Words]) -> List:
    """A list with bullets."""
    return List(ordered=False, items=tuple((paragraph(item),) for item in items))


def table(
    heads: Sequence[str], rows: Iterable[Sequence[Words]], right: Sequence[str] = (), optional: Sequence[str] = ()
) -> Table:
    """A table. The columns with the heads `right` are right-aligned, for figures. Of the columns with the heads
    `optional`, those are left out that are empty in every row.
    """
    cells = [tuple(inlines(cell) for cell in row) for row in rows]
    kept = [at for at, head in enumerate(heads) if head not in optional or any(row[at] for row in cells)]
    return Table(
        tuple(words(heads[at]) for at in kept),
        tuple(tuple(row[at] for at in kept) for row in cells),
        tuple(Alignment.RIGHT if heads[at] in right else Alignment.LEFT for at in kept),
    )


def prose(text: str | None) -> Iterator[Block]:
    """A text of a record with its paragraphs, lists and bold words. Nothing without a text."""
    if text and text.strip():
        yield from blocks_of(prose_markdown(text))


def one_cell(text: str | None) -> tuple[Inline, ...]:
    """A text of a record with its bold words, in one run for a cell of a table."""
    # Reading Markdown takes long, and most texts are one paragraph of plain words.
    if not text or not _NEEDS_READING.search(text.strip()):
        return words(text or "")
    return tuple(one for block in blocks_of(cell(text)) if isinstance(block, Paragraph) for one in block.inlines)


_NEEDS_READING = re.compile(r"\*\*|^\s*(?:-\s|$)", re.MULTILINE)
"""What makes more than one paragraph of plain words: bold words, an item of a list, a blank line."""


def picture(drawn: Picture) -> PictureBlock:
    """A picture, which is inside the page unless `Page.pictures` names its file."""
    return PictureBlock(drawn.name, drawn.svg.encode(), drawn.alternative)


def linked(target: str | None, text: str) -> tuple[Inline, ...]:
    """Words as a link. Only the words without a target."""
    return (Link(target, words(text)),) if target else words(text)
