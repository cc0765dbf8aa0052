"""Writes the blocks of a paper as the body of a Word document."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from hsp_cli.formats.columns import models
from hsp_cli.formats.document import (
    Block,
    Code,
    Contents,
    Document,
    Entry,
    Heading,
    Inline,
    List,
    Paragraph,
    PictureBlock,
    Quote,
    Rule,
    Table,
    introduces,
    plain,
)
from hsp_cli.formats.docx.bookmarks import Bookmarks
from hsp_cli.formats.docx.inlines import Inlines
from hsp_cli.formats.docx.numbering import STEP, Numbering, deepest
from hsp_cli.formats.docx.sections import Sections
from hsp_cli.formats.docx.styles import Styles
from hsp_cli.formats.docx.tables import Tables
from hsp_cli.formats.docx.xml import paragraph, parsed, run
from hsp_cli.formats.turning import turned

_LINE = '<w:pBdr><w:bottom w:val="single" w:sz="6" w:space="1" w:color="A6ADB2"/></w:pBdr>'

_AFTER_LIST = '<w:spacing w:after="120"/>'
"""Items are closer to each other than to what follows."""

_START = (
    '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText xml:space="preserve"> TOC \\o "2-3" \\h \\z \\u '
    '</w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>'
)
_END = '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
"""Around the contents: a field of the headings of the second and third level, with links."""


def write(word: Any, styles: Styles, document: Document) -> None:
    """Fill the body of a document of python-docx."""
    written = "".join(_Writer(word, styles, document).document())
    body = word.element.body
    for element in list(parsed(f"<w:body>{written}</w:body>")):
        # The time to move an element grows with the square of what is in it, so the rows of a table move one by one.
        inside = list(element)
        for one in inside:
            element.remove(one)
        body.insert(len(body) - 1, element)
        element.extend(inside)


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a block stands: in how many lists, and whether in a quotation."""

    depth: int = 0
    is_quoted: bool = False


class _Writer:
    """Writes one document. `_room` is the width of the page, and `_heading` the last heading."""

    def __init__(self, word: Any, styles: Styles, document: Document) -> None:
        self._styles, self._document = styles, document
        self._numbering, self._sections = Numbering(word), Sections(word)
        self._bookmarks = Bookmarks(document.blocks)
        self._inlines = Inlines(word, styles, self._bookmarks)
        self._tables = Tables(styles, self._inlines, models(document.blocks))
        self._room = self._sections.room(is_wide=False)
        self._heading = document.title

    def document(self) -> Iterator[str]:
        """The blocks of the document, and the ends of sections between them."""
        blocks = self._document.blocks
        wide = turned(blocks, self._room)
        for index, block in enumerate(blocks):
            if index and wide[index] != wide[index - 1]:
                yield self._sections.end(is_wide=wide[index - 1])
            self._room = self._sections.room(is_wide=wide[index])
            is_last = index == len(blocks) - 1
            after = None if is_last else blocks[index + 1]
            if isinstance(block, Heading) and isinstance(after, Contents):
                yield self._heading_of(block, "TOC Heading")
            elif isinstance(block, Paragraph) and is_last and self._document.ends_with_provenance:
                yield self._words("Provenance", block.inlines)
            elif isinstance(block, Paragraph):
                yield self._words("Normal", block.inlines, keep=introduces(block, after))
            else:
                yield from self._block(block, _Place())
        if blocks and wide[-1]:
            self._sections.turn_last()

    def _block(self, block: Block, place: _Place) -> Iterator[str]:
        match block:
            case Heading():
                yield self._heading_of(block, f"heading {block.level}")
            case Paragraph(inlines):
                yield self._words("Quote" if place.is_quoted else "Normal", inlines, after=_indent(place))
            case List():
                yield from self._list(block, place)
            case Quote(inside):
                for one in inside:
                    yield from self._block(one, replace(place, is_quoted=True))
            case Table():
                yield self._tables.written(block, self._room, self._heading)
            case Contents(entries):
                yield from self._contents(entries)
            case _:
                yield self._alone(block)

    def _alone(self, block: Code | Rule | PictureBlock) -> str:
        """A block that is one paragraph without words in lines."""
        match block:
            case Code(text):
                lines = "<w:r><w:br/></w:r>".join(run(line.expandtabs(4)) for line in text.split("\n"))
                return paragraph(self._styles["Code"], lines, "")
            case Rule():
                return paragraph(self._styles["Normal"], "", "", before=_LINE)
            case PictureBlock():
                return paragraph(self._styles["Normal"], self._inlines.picture(block, self._room), "")

    def _heading_of(self, heading: Heading, style: str) -> str:
        self._heading = plain(heading.inlines)
        words = self._inlines.line(heading.inlines, self._room)
        return paragraph(self._styles[style], self._bookmarks.around_heading(heading.anchor, words), self._heading)

    def _words(
        self, style: str, inlines: tuple[Inline, ...], *, keep: bool = False, before: str = "", after: str = ""
    ) -> str:
        """A paragraph, on the page of the next one if it is to be kept with it or its colon announces it."""
        words = plain(inlines)
        kept = "<w:keepNext/>" if keep or words.rstrip().endswith(":") else ""
        inside = self._inlines.line(inlines, self._room)
        return paragraph(self._styles[style], inside, words, before=f"{kept}{before}", after=after)

    def _list(self, block: List, place: _Place) -> Iterator[str]:
        level = deepest(place.depth)
        number = self._numbering.numbers(level, block.start) if block.ordered else self._numbering.bullets()
        numbered = f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>'
        inside = replace(place, depth=place.depth + 1)
        for position, item in enumerate(block.items, start=1):
            # The bullet stands at words, and at an empty paragraph if the item begins with something else.
            first = item[0] if item else None
            words, others = (first.inlines, item[1:]) if isinstance(first, Paragraph) else ((), item)
            is_end = position == len(block.items) and not (place.depth or others)
            style = "List Number" if block.ordered else "List Bullet"
            yield self._words(style, words, before=numbered, after=_AFTER_LIST if is_end else "")
            for one in others:
                yield from self._block(one, inside)

    def _contents(self, entries: tuple[Entry, ...]) -> Iterator[str]:
        """The contents as a field. Word adds the numbers of pages when somebody updates it; until then it has links."""
        if not entries:
            return
        yield (
            '<w:sdt><w:sdtPr><w:docPartObj><w:docPartGallery w:val="Table of Contents"/><w:docPartUnique/>'
            "</w:docPartObj></w:sdtPr><w:sdtContent>"
        )
        for index, entry in enumerate(entries):
            words = plain(entry.inlines)
            start, end = _START if index == 0 else "", _END if index == len(entries) - 1 else ""
            link = self._inlines.link_inside(entry.anchor, run(words))
            yield paragraph(self._styles[f"toc {entry.level}"], f"{start}{link}{end}", words)
        yield "</w:sdtContent></w:sdt>"


def _indent(place: _Place) -> str:
    """A paragraph inside a list stands below the words of its item."""
    return f'<w:ind w:left="{place.depth * STEP}"/>' if place.depth else ""
