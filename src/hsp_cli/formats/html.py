"""Writes a paper as one web page, which asks nothing of the network, and blocks as HTML for the pages of a site."""

import base64
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from html import escape, unescape

from hsp_cli.domain.period import Period
from hsp_cli.formats.document import (
    Alignment,
    Block,
    Break,
    Code,
    CodeText,
    Contents,
    Document,
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
    RecordName,
    Rule,
    Strong,
    Table,
    Text,
    ground_of,
    plain,
)
from hsp_cli.formats.html_style import rating_class, style_of

_POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'"
"""What a browser may do for the page: use its own style and pictures. No script runs, and nothing is fetched."""

_PROVENANCE = "made-from"
"""The id of the paragraph that says from what the paper was made."""


def finish(document: Document, links: Mapping[str, str] | None = None) -> bytes:
    """The page. Its pictures are inside it.

    `links` says where the name of a record leads, by its address. Without an entry, a name is only words.
    """
    blocks, footer = document.blocks, ""
    if document.ends_with_provenance:
        # The border of the footer stands for the line above the provenance.
        blocks = blocks[:-2] if blocks[-2:-1] == (Rule(),) else blocks[:-1]
        footer = f'<footer>\n<p id="{_PROVENANCE}">{_text(document.provenance)}</p>\n</footer>\n'
    writer = Writer(document.title, links=links or {})
    main = writer.blocks(blocks)
    return (
        f'<!DOCTYPE html>\n<html lang="{_text(document.language)}">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{_text(_POLICY)}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta name="referrer" content="no-referrer">\n'
        f'<meta name="description" content="{_text(_description(document))}">\n'
        f"<title>{_text(document.title)}</title>\n<style>\n{style_of(writer.colours)}</style>\n</head>\n<body>\n"
        f'<a class="skip" href="#main">Skip to the paper</a>\n<main id="main">\n{main}\n</main>\n{footer}'
        "</body>\n</html>\n"
    ).encode()


def provenance_in(text: str) -> str:
    """The text of the last paragraph, if it is the one that says from what the paper was made."""
    found = re.search(rf'<p id="{_PROVENANCE}">([^<]*)</p>\s*</footer>\s*</body>\s*</html>\s*\Z', text)
    return unescape(found[1]) if found else ""


def _description(document: Document) -> str:
    """What a search engine shows below the title: whose paper it is, and its date."""
    return ", ".join(one for one in (document.body or document.publisher, Period.day(document.day).label) if one)


_SPECIAL = re.compile("[&<>\"']")


def _text(text: str) -> str:
    return escape(text, quote=True) if _SPECIAL.search(text) else text


@dataclass(slots=True)
class Writer:
    """Writes blocks. `heading` is the last one, which names the tables below it; `colours` are those of ratings.

    `target` gives the address of a link where the page is, from the target that the link has. `files` are the addresses
    of pictures, by name, that are files and not inside the page. `links` are the targets of names of records, by
    their address; an empty one is none. `in_link` says whether words stand inside a link, where there can be no other.
    """

    heading: str
    colours: dict[str, None] = field(default_factory=dict)
    target: Callable[[str], str] = str
    files: Mapping[str, str] = field(default_factory=dict)
    links: Mapping[str, str] = field(default_factory=dict)
    in_link: bool = False

    def blocks(self, blocks: Iterable[Block]) -> str:
        return "\n".join(map(self._block, blocks))

    def _block(self, block: Block) -> str:
        match block:
            case Heading(level, inlines, anchor):
                self.heading = plain(inlines)
                return f'<h{level} id="{_text(anchor)}">{self._line(inlines)}</h{level}>'
            case Paragraph(inlines):
                return f"<p>{self._line(inlines)}</p>"
            case List(ordered, items, start):
                tag = "ol" if ordered else "ul"
                first = f' start="{start}"' if ordered and start != 1 else ""
                lines = "".join(f"<li>{self._item(item)}</li>\n" for item in items)
                return f"<{tag}{first}>\n{lines}</{tag}>"
            case Quote(inside):
                return f"<blockquote>\n{self.blocks(inside)}\n</blockquote>"
            case Code(text):
                return self._scrolling("Text", f"<pre>{_text(text)}</pre>")
            case Rule():
                return "<hr>"
            case Table():
                return self._scrolling("Table", self._table(block))
            case PictureBlock(name, svg, alternative):
                return self._scrolling("Picture", self._picture(name, svg, alternative), "figure")
            case Contents(entries):
                return f'<nav aria-label="Contents">\n{"".join(self._contents(entries)).strip()}\n</nav>'

    def _scrolling(self, what: str, inside: str, tag: str = "div") -> str:
        """What may be wider than a small screen scrolls by itself, with the keyboard too."""
        label = _text(f"{what}: {self.heading}")
        return f'<{tag} class="wide" tabindex="0" role="group" aria-label="{label}">\n{inside}\n</{tag}>'

    def _item(self, blocks: tuple[Block, ...]) -> str:
        """An item of a list. Its only paragraph needs no element."""
        only = blocks[0] if len(blocks) == 1 else None
        return self._line(only.inlines) if isinstance(only, Paragraph) else self.blocks(blocks)

    def _contents(self, entries: tuple[Entry, ...]) -> Iterator[str]:
        """Lists in lists: a heading of the third level is below the one of the second level before it."""
        level = 1
        for entry in entries:
            # A page may begin with a heading of the third level.
            deeper = min(entry.level, level + 1)
            yield "\n<ul>\n" if deeper > level else "</li>\n" + "</ul>\n</li>\n" * (level - deeper)
            yield f'<li><a href="#{_text(entry.anchor)}">{_text(plain(entry.inlines))}</a>'
            level = deeper
        yield "</li>\n</ul>\n" * (level - 1)

    def _table(self, table: Table) -> str:
        columns = zip(table.head, table.alignments, *table.rows, strict=True)
        heads = "".join(
            f'<th scope="col"{_aligned(way, _room(cells))}>{self._line(head)}</th>' for head, way, *cells in columns
        )
        rows = "".join(f"<tr>{''.join(map(self._cell, row, table.alignments))}</tr>\n" for row in table.rows)
        return f"<table>\n<thead>\n<tr>{heads}</tr>\n</thead>\n<tbody>\n{rows}</tbody>\n</table>"

    def _cell(self, inlines: tuple[Inline, ...], way: Alignment) -> str:
        """A cell, filled with the colour of its rating."""
        if ground := ground_of(inlines):
            return f"<td{_aligned(way, self._class(ground))}>{_text(plain(inlines))}</td>"
        return f"<td{_aligned(way)}>{self._line(inlines)}</td>"

    def _line(self, inlines: Iterable[Inline]) -> str:
        return "".join(map(self._inline, inlines))

    def _inline(self, inline: Inline) -> str:
        match inline:
            case Text(text):
                return _text(text)
            case Strong(inside):
                return f"<strong>{self._line(inside)}</strong>"
            case Emphasis(inside):
                return f"<em>{self._line(inside)}</em>"
            case CodeText(text):
                return f"<code>{_text(text)}</code>"
            case Link(target, inside):
                return f'<a href="{_text(self.target(target))}">{self._inside_link(inside)}</a>'
            case RecordName():
                return self._name(inline)
            case Rating(text, colour):
                return f'<span class="rating {self._class(colour)}">{_text(text)}</span>' if colour else _text(text)
            case Break():
                return "<br>"
            case PictureInline(name, svg, alternative):
                return self._picture(name, svg, alternative)

    def _picture(self, name: str, svg: bytes, alternative: str) -> str:
        """A picture as an image, so that nothing in it can run, and a reader can save it."""
        source = self.files.get(name)
        if source is None:
            source = f"data:image/svg+xml;base64,{base64.b64encode(svg).decode()}"
        return f'<img alt="{_text(alternative)}" src="{_text(source)}">'

    def _inside_link(self, inlines: Iterable[Inline]) -> str:
        self.in_link = True
        words = self._line(inlines)
        self.in_link = False
        return words

    def _name(self, name: RecordName) -> str:
        """The words that name a record, at its place with its address as their id."""
        place = f' id="{_text(name.address)}"' if name.is_place else ""
        target = None if self.in_link else self.links.get(name.address)
        if target:
            return f'<a{place} href="{_text(self.target(target))}">{self._inside_link(name.inlines)}</a>'
        words = self._line(name.inlines)
        return f"<span{place}>{words}</span>" if place else words

    def _class(self, colour: str) -> str:
        self.colours[colour] = None
        return rating_class(colour)


_SHORT, _LONG = 12, 60
"""The most characters of a column that needs no room of its own on a small screen, and the fewest of long texts."""


def _room(cells: Iterable[tuple[Inline, ...]]) -> str:
    """The class of the head of a column, which keeps its texts from becoming narrow. Empty if they are short."""
    longest = max((len(plain(cell)) for cell in cells), default=0)
    return "long" if longest > _LONG else "text" if longest > _SHORT else ""


def _aligned(way: Alignment, class_: str = "") -> str:
    """The classes of a cell. A left-aligned one needs none."""
    names = [name for name in (class_, "" if way is Alignment.LEFT else way.value) if name]
    return f' class="{" ".join(names)}"' if names else ""
