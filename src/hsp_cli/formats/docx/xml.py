"""Pieces of the XML of Word documents, as text. Lengths are in twips: twentieths of a point."""

import re
import unicodedata
from collections.abc import Iterator
from html import escape
from itertools import groupby
from typing import Any

from hsp_cli.formats.extras import library
from hsp_cli.formats.writing_direction import FROM_RIGHT, STRONG, starts_from_right

# XML has no way to write these, not even escaped.
_NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")

EMU_PER_TWIP = 635
"""Pictures, and python-docx, count in English Metric Units."""

NAMESPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture"'
)


def safe(text: str) -> str:
    """Text for an element or an attribute. A character that XML cannot have becomes a replacement character."""
    return escape(_NOT_IN_XML.sub("\ufffd", text), quote=True)


def parsed(xml: str) -> Any:
    """An element with its namespaces, as python-docx has it."""
    tag = re.match(r"<[\w:]+", xml)
    assert tag
    return library("docx.oxml", "docx", "a Word document").parse_xml(f"{tag[0]} {NAMESPACES}{xml[tag.end() :]}")


def run(text: str, properties: str = "") -> str:
    """Words with the same look. Words in a script that is written from right to left are marked as such."""
    return "".join(_directed(text, properties))


def _directed(text: str, properties: str) -> Iterator[str]:
    for is_rtl, piece in _by_direction(text):
        look = f"{properties}<w:rtl/>" if is_rtl else properties
        marked = f"<w:rPr>{look}</w:rPr>" if look else ""
        yield f'<w:r>{marked}<w:t xml:space="preserve">{safe(piece)}</w:t></w:r>'


def _by_direction(text: str) -> Iterator[tuple[bool, str]]:
    """A text in pieces of one direction. Blanks, signs and digits go with what is before them."""
    if text.isascii():
        yield from [(False, text)] if text else []
        return
    is_rtl = starts_from_right(text)
    marked: list[tuple[bool, str]] = []
    for character in text:
        way = unicodedata.bidirectional(character)
        is_rtl = way in FROM_RIGHT if way in STRONG else is_rtl
        marked.append((is_rtl, character))
    for direction, pieces in groupby(marked, key=lambda one: one[0]):
        yield direction, "".join(piece for _, piece in pieces)


def field(instruction: str, shown: str) -> str:
    """A field that Word works out by itself, and what is shown until then."""
    return f'<w:fldSimple w:instr=" {safe(instruction)} ">{run(shown)}</w:fldSimple>'


def paragraph(style: str, inside: str, words: str, *, before: str = "", after: str = "") -> str:
    """A paragraph with the id of its style. Its direction is that of its words.

    `before` and `after` are properties that stand before and after the direction in the order that Word wants.
    """
    direction = "<w:bidi/>" if starts_from_right(words) else ""
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{before}{direction}{after}</w:pPr>{inside}</w:p>'
