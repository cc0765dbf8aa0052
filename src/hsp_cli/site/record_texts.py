"""What pages say of any record besides its facts: what the document leaves open, and where it comes from."""

from collections.abc import Iterator
from typing import Any

from hsp_cli.domain.address import Placed
from hsp_cli.domain.record import Entry, Source
from hsp_cli.formats.document import Block
from hsp_cli.site.blocks import bullets, one_cell, paragraph


def questions_blocks(questions: tuple[str, ...]) -> Iterator[Block]:
    """What the document leaves open about a record."""
    if questions:
        yield paragraph("The document leaves open:")
        yield bullets(questions)


def source_blocks(placed: Placed[Any], *, has_note: bool = False) -> Iterator[Block]:
    """The document that a record comes from, and the note on the record, unless the page `has_note` already."""
    record: Entry = placed.record
    if record.source:
        yield paragraph(f"Source: {source_text(record.source)}")
    if record.note and not has_note:
        yield paragraph("Note: ", one_cell(record.note))


def source_text(source: Source) -> str:
    """A document, the place in it, and what was corrected."""
    said = [
        source.document.strip(),
        source.place.strip() if source.place else "",
        f"line {source.line}" if source.line else "",
    ]
    note = f". {source.note.strip()}" if source.note else ""
    return ", ".join(filter(None, said)) + note
