"""Reads a finished page, which is Markdown, as a document for the other formats.

A page may use CommonMark and tables. HTML has no meaning in it: it is shown as the text that it is. What another format
could not show is refused, so that no format says less than another.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
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
    Rating,
    Rule,
    Strong,
    Table,
    Text,
    blocks_within,
    plain,
)
from hsp_cli.formats.markdown import anchor, visible

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token
    from markdown_it.tree import SyntaxTreeNode

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
    from markdown_it.tree import SyntaxTreeNode

    source = page.replace(marks.CONTENTS, _CONTENTS)
    try:
        tokens = _parser().parse(source)
        _check_rows(tokens, source.split("\n"))
        reader = _Reader({one.file_name: one for one in pictures}, {})
        blocks = tuple(reader.blocks(SyntaxTreeNode(tokens).children))
        if len([one for one in blocks_within(blocks) if isinstance(one, Contents)]) > blocks.count(Contents(())):
            raise NotShown(_INSIDE, "contents")
    except RecursionError:
        raise NotShown("too many levels of lists, quotations or bold words inside each other", "") from None
    entries = tuple(_entries(blocks))
    return tuple(Contents(entries) if isinstance(block, Contents) else block for block in blocks)


@cache
def _parser() -> "MarkdownIt":
    from markdown_it import MarkdownIt

    # What is nested more deeply than `maxNesting` would be left out without a word, so Python's own limit comes first.
    options = {"html": False, "linkify": False, "typographer": False, "maxNesting": 100_000}
    return MarkdownIt("commonmark", options).enable("table")


def _check_rows(tokens: "list[Token]", lines: list[str]) -> None:
    """Refuse a row with more cells than heads: a reader of Markdown leaves out what is too much."""
    from markdown_it.rules_block.table import escapedSplit

    heads = 0
    for token in tokens:
        if token.type == "table_open":
            heads = 0
        elif token.type == "tr_open" and token.map:
            line = lines[token.map[0]].strip(" \t>")
            cells = len(escapedSplit(line.removeprefix("|").removesuffix("|") if not line.endswith("\\|") else line))
            heads = heads or cells
            if cells > heads:
                raise NotShown(f"a row of {cells} cells in a table of {heads} columns", line)


def _entries(blocks: Iterable[Block]) -> Iterator[Entry]:
    for block in blocks:
        if isinstance(block, Heading) and block.level in (2, 3) and plain(block.inlines) != "Contents":
            yield Entry(block.level, block.anchor, block.inlines)


@dataclass(frozen=True, slots=True)
class _Reader:
    """Reads the nodes of a page. `taken` counts the anchors of headings."""

    pictures: Mapping[str, Picture]
    taken: dict[str, int]

    def blocks(self, nodes: "Iterable[SyntaxTreeNode]") -> Iterator[Block]:
        for node in nodes:
            yield self._block(node)

    def _block(self, node: "SyntaxTreeNode") -> Block:
        match node.type:
            case "heading":
                inline = node.children[0]
                name = anchor(marks.without_ratings(inline.content), self.taken)
                return Heading(int(node.tag[1]), self._line(inline), name)
            case "paragraph":
                return self._paragraph(node.children[0])
            case "bullet_list" | "ordered_list":
                items = tuple(tuple(self.blocks(item.children)) for item in node.children)
                return List(node.type == "ordered_list", items, int(node.attrs.get("start", 1)))
            case "blockquote":
                return Quote(tuple(self.blocks(node.children)))
            case "fence" | "code_block":
                return Code(visible(node.content).rstrip("\n"), node.info.split()[0] if node.info.split() else "")
            case "hr":
                return Rule()
            case "table":
                return self._table(node)
            case other:
                raise NotShown(f"a part of the kind {other}", node.content)

    def _paragraph(self, inline: "SyntaxTreeNode") -> Block:
        if inline.content == _CONTENTS:
            return Contents(())
        inlines = self._line(inline)
        if len(inlines) == 1 and isinstance(only := inlines[0], PictureInline):
            return PictureBlock(only.name, only.svg, only.alternative)
        return Paragraph(inlines)

    def _table(self, node: "SyntaxTreeNode") -> Table:
        head, *body = (list(row.children) for part in node.children for row in part.children)
        return Table(
            tuple(self._cell(cell) for cell in head),
            tuple(tuple(self._cell(cell) for cell in row) for row in body),
            tuple(_alignment(cell) for cell in head),
        )

    def _cell(self, cell: "SyntaxTreeNode") -> tuple[Inline, ...]:
        return self._line(cell.children[0]) if cell.children else ()

    def _line(self, inline: "SyntaxTreeNode") -> tuple[Inline, ...]:
        if _CONTENTS in inline.content:
            raise NotShown(_INSIDE, "contents")
        return tuple(self._inlines(inline.children))

    def _inlines(self, nodes: "Iterable[SyntaxTreeNode]") -> Iterator[Inline]:
        rating: tuple[str | None, str] | None = None  # the colour of an open rating, and its words so far
        for node in nodes:
            if node.type == "text" and (rating or marks.START.search(node.content)):
                text = node.content
                while text:
                    if rating is None:
                        begun = marks.START.search(text)
                        before, text = (text[: begun.start()], text[begun.end() :]) if begun else (text, "")
                        yield from _text(before)
                        rating = (begun[1], "") if begun else None
                    else:
                        words, end, text = text.partition(marks.END)
                        rating = (rating[0], rating[1] + words)
                        if end:
                            yield Rating(visible(rating[1]), rating[0])
                            rating = None
            elif rating:
                break
            else:
                yield from self._inline(node)
        if rating:
            raise NotShown("a rating that is more than plain words", rating[1])

    def _inline(self, node: "SyntaxTreeNode") -> Iterator[Inline]:
        match node.type:
            case "text":
                yield from _text(node.content)
            case "softbreak":
                yield Text(" ")
            case "hardbreak":
                yield Break()
            case "strong":
                yield Strong(tuple(self._inlines(node.children)))
            case "em":
                yield Emphasis(tuple(self._inlines(node.children)))
            case "code_inline":
                yield CodeText(visible(node.content))
            case "link" | "image" if "title" in node.attrs:
                raise NotShown("a link or picture with a title", str(node.attrs["title"]))
            case "link":
                yield Link(_target(node), tuple(self._inlines(node.children)))
            case "image":
                yield self._picture(node)
            case other:
                raise NotShown(f"a part of the kind {other}", node.content)

    def _picture(self, node: "SyntaxTreeNode") -> PictureInline:
        source = str(node.attrs["src"])
        picture = self.pictures.get(source)
        if picture is None:
            raise NotShown(f"the picture {source}, which is none of the paper's own", source)
        return PictureInline(picture.name, picture.svg.encode(), plain(tuple(self._inlines(node.children))))


def _text(content: str) -> Iterator[Text]:
    """Words without invisible characters, which a template could have. Nothing if there are none."""
    if words := visible(content):
        yield Text(words)


def _alignment(cell: "SyntaxTreeNode") -> Alignment:
    return Alignment(str(cell.attrs.get("style", "text-align:left")).removeprefix("text-align:"))


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
