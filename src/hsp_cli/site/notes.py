"""The notes of a page: the reasons for the marks at inferred values."""

from collections.abc import Iterator

from hsp_cli.formats.document import Block
from hsp_cli.papers.request import PaperRequest
from hsp_cli.site.blocks import bullets, heading, paragraph


def notes_of(request: PaperRequest) -> Iterator[Block]:
    """The last section of a page whose values have marks. Nothing if no value has one."""
    if notes := request.notes.listed():
        yield heading(2, "Notes", "notes")
        yield paragraph("Values with a mark are inferred: no document states them.")
        yield bullets(f"{note.mark} {note.reason} ({note.records})" for note in notes)
