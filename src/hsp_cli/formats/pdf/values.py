"""A document as the values from which `paper.typ` lays out the pages. Lengths are in points."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from itertools import groupby
from typing import Any

from hsp_cli.domain.period import Period
from hsp_cli.drawing.colours import ink_on_rating
from hsp_cli.formats.columns import MARGINS, SIZE, TWIPS_PER_POINT, layout_of, models, width_of
from hsp_cli.formats.document import (
    Block,
    Break,
    Code,
    CodeText,
    Contents,
    Document,
    Emphasis,
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
    blocks_within,
    ground_of,
    introduces,
    plain,
)
from hsp_cli.formats.signs import shown
from hsp_cli.formats.turning import turned
from hsp_cli.formats.typesetting.pictures import placed
from hsp_cli.formats.writing_direction import starts_from_right

_PAGE = (595.28, 841.89)
"""A4, as wide and as high as that."""

_MARGIN = 56.7
_BODY_SIZE = 11
_POINTS_PER_PIXEL = 0.75
_LINES_OF_A_WHOLE_ROW = 15
"""A row with more lines may be divided between pages: it would leave most of a page blank, or not fit on any."""

_LONGEST_ADDRESS = 2_000
"""Typst takes no address of more than some thousands of characters."""

_HIGHEST_PICTURE = 600.0
_INLINE_PICTURE = 110.0
"""The widest picture among words."""


def values_of(document: Document) -> dict[str, Any]:
    """The paper for the template: its properties, and its blocks in runs of pages that lie one way."""
    return {**_properties(document, document.title), "papers": [_paper(document, _head(document), _Writer(document))]}


def values_of_pack(title: str, papers: Mapping[str, Document]) -> dict[str, Any]:
    """Several papers by the name of their file as one. Where a paper has the name of another's file as code, as an
    agenda has, it leads to that paper and gives its page.

    Each paper has its title at the head of its pages, and a heading, so that it has a bookmark.
    """
    places = {name: f"paper-{number}" for number, name in enumerate(papers)}
    laid_out = []
    for name, document in papers.items():
        titled = _with_heading(document)
        others = {other: place for other, place in places.items() if other != name}
        paper = _paper(titled, _head(document, titled=True), _Writer(titled, f"{places[name]}-", others))
        laid_out.append({**paper, "place": places[name]})
    return {**_properties(next(iter(papers.values())), title), "papers": laid_out}


def _with_heading(document: Document) -> Document:
    """The paper, with its title as a heading if it has none. Its own template may leave it out."""
    if any(isinstance(block, Heading) and _has_words(block) for block in document.blocks):
        return document
    heading = Heading(1, (Text(document.title or "Paper"),), "")
    return replace(document, blocks=(heading, *document.blocks))


def _properties(document: Document, title: str) -> dict[str, Any]:
    return {
        "title": shown(title) or "Paper",
        "publisher": shown(document.publisher),
        "day": [document.day.year, document.day.month, document.day.day],
        **_language(document.language),
        "margin": _MARGIN,
        "size": _BODY_SIZE,
        "table_size": SIZE,
    }


def _head(document: Document, *, titled: bool = False) -> str:
    """The head of each page: the body and the day. In a pack, the title if it fits on a line, which names the body."""
    room = (_PAGE[0] - 2 * _MARGIN) * TWIPS_PER_POINT
    day = Period.day(document.day).label
    if titled and document.title and width_of(head := f"{document.title} · {day}") <= room:
        return head
    return " · ".join(one for one in (document.body or document.publisher, day) if one)


def _paper(document: Document, head: str, writer: "_Writer") -> dict[str, Any]:
    return {
        "head": shown(head),
        "marking": shown(document.marking),
        "place": None,
        "pages": list(_runs(document, writer)),
    }


def _language(tag: str) -> dict[str, str | None]:
    """A language such as `en-GB`. Typst takes a region of two letters and leaves out the script."""
    language, *others = tag.split("-")
    return {"language": language, "region": next((one for one in others if len(one) == 2), None)}


def _runs(document: Document, writer: "_Writer") -> Iterator[dict[str, Any]]:
    blocks = document.blocks
    upright = _PAGE[0] - 2 * _MARGIN
    ways = turned(blocks, int(upright * TWIPS_PER_POINT))
    last = blocks[-1] if document.ends_with_provenance else None
    for is_turned, run in groupby(zip(ways, blocks, strict=True), key=lambda one: one[0]):
        room = _PAGE[is_turned] - 2 * _MARGIN
        together = [block for _, block in run]
        values = [writer.block(block, room) for block in together]
        for block, after, value in zip(together, [*together[1:], None], values, strict=True):
            value["provenance"] = block is last
            value["keep"] = introduces(block, after)
        yield {"turned": is_turned, "blocks": values}


class _Writer:
    """Writes the blocks of one document in their order. `_level` is that of the last heading.

    `before` is put before the names of its headings, so that those of several documents differ. `places` are the names
    of other papers by the names of their files.
    """

    def __init__(self, document: Document, before: str = "", places: Mapping[str, str] | None = None) -> None:
        blocks = document.blocks
        self._before, self._places = before, places or {}
        headings = [block for block in blocks_within(blocks) if isinstance(block, Heading) and _has_words(block)]
        self._anchors = {heading.anchor for heading in headings}
        contents = (block for block in blocks_within(blocks) if isinstance(block, Contents))
        self._listed = {entry.anchor for one in contents for entry in one.entries}
        self._models = models(blocks)
        self._level = 0

    def block(self, block: Block, room: float) -> dict[str, Any]:
        match block:
            case Heading(_, inlines) if not _has_words(block):
                # PDF/UA wants headings to have words.
                return {"kind": "paragraph", **self._line(inlines, room)}
            case Heading(level, inlines, anchor):
                # PDF/UA wants no level to be left out; a template may go from the first to the third.
                self._level = min(level, self._level + 1)
                return {
                    "kind": "heading",
                    "level": self._level,
                    "anchor": self._label(anchor),
                    "listed": anchor in self._listed,
                    **self._line(inlines, room),
                }
            case Paragraph(inlines):
                return {"kind": "paragraph", **self._line(inlines, room)}
            case List(ordered, items, start):
                return {
                    "kind": "numbers" if ordered else "bullets",
                    "start": start,
                    "items": [[self.block(one, room - 20) for one in item] for item in items],
                }
            case Quote(inside):
                return {"kind": "quote", "blocks": [self.block(one, room - 20) for one in inside]}
            case Table():
                return self._table(block, room)
            case Contents():
                return {"kind": "contents", "place": self._before.removesuffix("-") or None}
            case _:
                return self._alone(block, room)

    def _alone(self, block: Code | Rule | PictureBlock, room: float) -> dict[str, Any]:
        match block:
            case Code(text):
                return {"kind": "code", "text": "\n".join(map(shown, text.expandtabs(4).split("\n")))}
            case Rule():
                return {"kind": "rule"}
            case PictureBlock(name, svg, alternative):
                return {"kind": "picture", **_picture(name, svg, alternative, room)}

    def _table(self, table: Table, room: float) -> dict[str, Any]:
        layout = layout_of(table, int(room * TWIPS_PER_POINT), self._models[table.head])
        rooms = [(width - MARGINS) / TWIPS_PER_POINT for width in layout.widths]

        def cells(row: tuple[tuple[Inline, ...], ...]) -> list[dict[str, Any]]:
            return [self._cell(cell, room) for cell, room in zip(row, rooms, strict=True)]

        return {
            "kind": "table",
            "widths": [width / TWIPS_PER_POINT for width in layout.widths],
            "alignments": [way.value for way in table.alignments],
            "head": cells(table.head),
            "repeats_head": layout.repeats_head,
            "rows": [
                {"whole": lines <= _LINES_OF_A_WHOLE_ROW, "cells": cells(row)}
                for row, lines in zip(table.rows, layout.lines, strict=True)
            ],
        }

    def _cell(self, cell: tuple[Inline, ...], room: float) -> dict[str, Any]:
        """A cell, filled with the colour of its rating."""
        ground = ground_of(cell)
        if ground:
            look, words = {"ground": ground, "ink": ink_on_rating(ground)}, (Text(plain(cell)),)
            return {**look, **self._line(words, room)}
        return {"ground": None, "ink": None, **self._line(cell, room)}

    def _line(self, inlines: tuple[Inline, ...], room: float) -> dict[str, Any]:
        """Words that have a direction of their own: that of their first letter."""
        way = "rtl" if starts_from_right(plain(inlines)) else "ltr"
        return {"direction": way, "words": self.line(inlines, room)}

    def line(self, inlines: Iterable[Inline], room: float) -> list[dict[str, Any]]:
        return [self._inline(inline, room) for inline in inlines]

    def _inline(self, inline: Inline, room: float) -> dict[str, Any]:
        match inline:
            case Text(text):
                return _text(text, room)
            case Strong(inside):
                return {"kind": "strong", "words": self.line(inside, room)}
            case Emphasis(inside):
                return {"kind": "emphasis", "words": self.line(inside, room)}
            case CodeText(text):
                return self._code(text)
            case Link(target, inside):
                return self._link(target, self.line(inside, room))
            case Rating(text, colour):
                look = {"ground": colour, "ink": ink_on_rating(colour)} if colour else {"ground": None, "ink": None}
                return {"kind": "rating", **look, "words": [_text(text, room)]}
            case RecordName(_, inside):
                return {"kind": "name", "words": self.line(inside, room)}
            case Break():
                return {"kind": "break"}
            case PictureInline(name, svg, alternative):
                return {"kind": "picture", **_picture(name, svg, alternative, min(room, _INLINE_PICTURE))}

    def _code(self, text: str) -> dict[str, Any]:
        place = self._places.get(text)
        return {"kind": "paper" if place else "code-text", "text": shown(text), "place": place}

    def _link(self, target: str, words: list[dict[str, Any]]) -> dict[str, Any]:
        """A link to a heading or an address. One that leads nowhere is its words."""
        if target.startswith("#"):
            anchor = self._label(target[1:]) if target[1:] in self._anchors else None
            return {"kind": "link", "anchor": anchor, "address": None, "words": words}
        address = target if 0 < len(target) <= _LONGEST_ADDRESS else None
        return {"kind": "link", "anchor": None, "address": address, "words": words}

    def _label(self, anchor: str) -> str:
        """The name of a heading in the file. The anchor of one without letters is empty, and a name may not be."""
        return f"{self._before}to-{anchor}"


def _has_words(heading: Heading) -> bool:
    return any(shown(plain((one,))).strip() for one in heading.inlines if not isinstance(one, PictureInline))


def _text(text: str, room: float) -> dict[str, Any]:
    """Words. A word that is wider than the room is in pieces, between which a line may end: after its hyphens and
    slashes, and inside a part that is still too wide.
    """
    pieces: list[str] = [""]
    for word in re.split(r"(\s+)", shown(text)):
        if _is_wider(word, room):
            for part in _PARTS.findall(word):
                pieces += part if _is_wider(part, room) else [part]
            pieces.append("")
        else:
            pieces[-1] += word
    return {"kind": "text", "pieces": [piece for piece in pieces if piece]}


_PARTS = re.compile(r"[^-/]*[-/]+|[^-/]+")


def _is_wider(word: str, room: float) -> bool:
    return width_of(word) > room * TWIPS_PER_POINT


def _picture(name: str, svg: bytes, alternative: str, room: float) -> dict[str, Any]:
    """A picture with its alternative text, made smaller if it is wider than the room or higher than a page."""
    picture = placed(svg)
    width, height = picture.width * _POINTS_PER_PIXEL, picture.height * _POINTS_PER_PIXEL
    scale = min(1.0, room / width, _HIGHEST_PICTURE / height)
    return {
        "svg": picture.svg,
        "words": picture.words,
        "alternative": shown(alternative) or name,
        "units": picture.width,
        "width": round(width * scale, 1),
        "height": round(height * scale, 1),
    }
