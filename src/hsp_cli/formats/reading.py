"""Reads a finished page, which is Markdown, as a document for the other formats.

A page may use CommonMark and tables. HTML has no meaning in it: it is shown as the text that it is. What another format
could not show is refused, so that no format says less than another.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from hsp_cli.drawing.picture import Picture
from hsp_cli.formats import marks
from hsp_cli.formats.document import (
    Alignment,
    Block,
    Break,
    Code,
    CodeText,
    Contents,
    Emphasis,
    Entry,
    Heading,
    Inline,
    Link,
    List,
    Paragraph,
    PictureBlock,
    PictureInline,
    Quote,
    Rule,
    Strong,
    Table,
    Text,
    blocks_within,
    plain,
)
from hsp_cli.formats.markdown import anchor, visible
from hsp_cli.formats.marked_inlines import NotPlainWords, gathered
from hsp_cli.formats.record_places import RecordPlaces

if TYPE_CHECKING:
    from markdown_it.tree import SyntaxTreeNode

    from hsp_cli.formats.markdown_parser import ParsedPage
    from hsp_cli.formats.table_rule import Row

_INSIDE = "the contents inside a paragraph, a list or a table"
_CONTENTS = "\x04"
"""Stands for the contents while the page is read: a reader of Markdown replaces the `\\0` of the mark itself."""


class NotShown(Exception):  # noqa: N818 - it names what happened
    """A page has something that other formats could not show. `where` is a piece of the page that has it."""

    def __init__(self, what: str, where: str) -> None:
        super().__init__(what)
        self.what, self.where = what, where


def blocks_of(page: str, pictures: Iterable[Picture] = ()) -> tuple[Block, ...]:
    """The blocks of a page. NotShown if another format could not show it.

    A picture is one that the paper has: its name in the page is its file name.
    """
    from hsp_cli.formats.markdown_parser import ParsedPage

    try:
        parsed = ParsedPage(page.replace(marks.CONTENTS, _CONTENTS))
        reader = _Reader({one.file_name: one for one in pictures}, RecordPlaces(_named_in_headings(parsed)), parsed)
        blocks = tuple(reader.blocks(parsed.tree.children))
        if len([one for one in blocks_within(blocks) if isinstance(one, Contents)]) > blocks.count(Contents(())):
            raise NotShown(_INSIDE, "contents")
    except RecursionError:
        raise NotShown("too many levels of lists, quotations or bold words inside each other", "") from None
    entries = tuple(_entries(blocks))
    return tuple(Contents(entries) if isinstance(block, Contents) else block for block in blocks)


def _named_in_headings(parsed: "ParsedPage") -> frozenset[str]:
    """The records that headings name."""
    lines = (node.children[0].content for node in parsed.tree.walk() if node.type == "heading")
    return frozenset(
        sign.address for line in lines for sign in marks.signs_and_words(line) if isinstance(sign, marks.NameStart)
    )


def _entries(blocks: Iterable[Block]) -> Iterator[Entry]:
    for block in blocks:
        if isinstance(block, Heading) and block.level in (2, 3) and plain(block.inlines) != "Contents":
            # Only words: a record has its place at the heading itself.
            yield Entry(block.level, block.anchor, (Text(plain(block.inlines)),))


@dataclass(frozen=True, slots=True)
class _Reader:
    """Reads the nodes of a page in their order. `taken` counts the anchors of headings, and `plain` has lines that are
    only words, each once.
    """

    pictures: Mapping[str, Picture]
    places: RecordPlaces
    parsed: "ParsedPage"
    taken: dict[str, int] = field(default_factory=dict)
    plain: dict[str, tuple[Inline, ...]] = field(default_factory=dict)

    def blocks(self, nodes: "Iterable[SyntaxTreeNode]") -> Iterator[Block]:
        for node in nodes:
            yield self._block(node)

    def _block(self, node: "SyntaxTreeNode") -> Block:
        match node.type:
            case "heading":
                return self._heading(node)
            case "paragraph":
                return self._paragraph(node.children[0])
            case "bullet_list" | "ordered_list":
                items = tuple(tuple(self.blocks(item.children)) for item in node.children)
                return List(node.type == "ordered_list", items, int(node.attrs.get("start", 1)))
            case "blockquote":
                return Quote(tuple(self.blocks(node.children)))
            case "fence" | "code_block":
                return Code(_typed(node.content).rstrip("\n"), node.info.split()[0] if node.info.split() else "")
            case "hr":
                return Rule()
            case "table":
                return self._table(*node.meta["rows"])
            case other:
                raise NotShown(f"a part of the kind {other}", node.content)

    def _heading(self, node: "SyntaxTreeNode") -> Heading:
        inline = node.children[0]
        name = anchor(marks.without_marks(inline.content), self.taken)
        self.places.is_heading = True
        words = self._line(inline.content)
        self.places.is_heading = False
        return Heading(int(node.tag[1]), words, name)

    def _paragraph(self, inline: "SyntaxTreeNode") -> Block:
        if inline.content == _CONTENTS:
            return Contents(())
        inlines = self._line(inline.content)
        if len(inlines) == 1 and isinstance(only := inlines[0], PictureInline):
            return PictureBlock(only.name, only.svg, only.alternative)
        return Paragraph(inlines)

    def _table(self, head: "Row", alignments: "Row", *rows: "Row") -> Table:
        heads = head.cells
        cells = [(row.line, row.cells) for row in rows]
        for line, found in cells:
            if len(found) > len(heads):  # a reader of Markdown leaves out what is too much
                raise NotShown(f"a row of {len(found)} cells in a table of {len(heads)} columns", line)
        return Table(
            tuple(map(self._line, heads)),
            tuple((*map(self._line, found), *[()] * (len(heads) - len(found))) for _, found in cells),
            tuple(map(_alignment, alignments.cells)),
        )

    def _line(self, markdown: str) -> tuple[Inline, ...]:
        found = self.plain.get(markdown)
        if found is not None:
            return found
        if _CONTENTS in markdown:
            raise NotShown(_INSIDE, "contents")
        words = self.parsed.plain_words(markdown)
        if words is None:
            return self._inlines(self.parsed.line(markdown))
        if words == visible(words):
            found = self.plain[markdown] = (Text(words),) if words else ()
            return found
        return self._gathered(_pieces(words))

    def _inlines(self, nodes: "Iterable[SyntaxTreeNode]") -> tuple[Inline, ...]:
        return self._gathered(piece for node in nodes for piece in self._pieces(node))

    def _gathered(self, pieces: Iterable[Inline | marks.Sign]) -> tuple[Inline, ...]:
        try:
            return gathered(pieces, self.places, self.pictures)
        except NotPlainWords as rating:
            raise NotShown("a rating that is more than plain words", rating.words) from None

    def _pieces(self, node: "SyntaxTreeNode") -> Iterable[Inline | marks.Sign]:
        """The inlines of a node, with the marks among its words."""
        return _pieces(node.content) if node.type == "text" else self._inline(node)

    def _inline(self, node: "SyntaxTreeNode") -> Iterator[Inline]:
        match node.type:
            case "softbreak":
                yield Text(" ")
            case "hardbreak":
                yield Break()
            case "strong":
                yield Strong(self._inlines(node.children))
            case "em":
                yield Emphasis(self._inlines(node.children))
            case "code_inline":
                yield CodeText(_typed(node.content))
            case "link" | "image" if "title" in node.attrs:
                raise NotShown("a link or picture with a title", str(node.attrs["title"]))
            case "link":
                yield Link(_target(node), self._inlines(node.children))
            case "image":
                yield self._picture(node)
            case other:
                raise NotShown(f"a part of the kind {other}", node.content)

    def _picture(self, node: "SyntaxTreeNode") -> PictureInline:
        source = str(node.attrs["src"])
        picture = self.pictures.get(source)
        if picture is None:
            raise NotShown(f"the picture {source}, which is none of the paper's own", source)
        return PictureInline(picture.name, picture.svg.encode(), plain(self._inlines(node.children)))


def _pieces(words: str) -> Iterator[Inline | marks.Sign]:
    """Words as inlines, with the marks among them."""
    for piece in marks.signs_and_words(words):
        if not isinstance(piece, str):
            yield piece
        # A template could have invisible characters.
        elif seen := visible(piece):
            yield Text(seen)


def _typed(content: str) -> str:
    """What stands in code, where nothing is marked."""
    return visible(marks.without_marks(content))


def _alignment(rule: str) -> Alignment:
    """The alignment of a column, from its cell in the line below the heads."""
    if rule.endswith(":"):
        return Alignment.CENTRE if rule.startswith(":") else Alignment.RIGHT
    return Alignment.LEFT


_SCHEMES = ("https:", "http:", "mailto:")


def _target(node: "SyntaxTreeNode") -> str:
    """The target of a link. NotShown for an address that a reader's program could run or open."""
    target = str(node.attrs["href"])
    scheme, colon, _ = target.partition(":")
    is_relative = not colon or "/" in scheme or scheme.startswith(("#", "?"))
    if is_relative and not target.startswith(("//", "\\")):
        return target
    if target.lower().startswith(_SCHEMES):
        return target
    raise NotShown(f"a link to {target}", target)
