"""Writes a paper as a tagged PDF for every reader: PDF/UA-1, laid out by typst.

Words reach typst as values and are never read as its markup. Typst sees an empty folder and only the fonts of the
extra, so that a paper has the same bytes on every machine.
"""

from collections.abc import Mapping

from hsp_cli.formats.document import Document
from hsp_cli.formats.pdf.compiling import compiled
from hsp_cli.formats.pdf.values import values_of, values_of_pack


def finish(document: Document) -> bytes:
    """The PDF. RequestRefused if a library of the extra is missing, or for what a PDF cannot show."""
    return compiled(values_of(document), document.day)


def combined(title: str, papers: Mapping[str, Document]) -> bytes:
    """Papers by the name of their file as one PDF, with one count of pages. RequestRefused for the same reasons."""
    return compiled(values_of_pack(title, papers), next(iter(papers.values())).day)
