"""Writes a paper as a tagged PDF for every reader: PDF/UA-1, laid out by typst.

Words reach typst as values and are never read as its markup. Typst sees an empty folder and only the fonts of the
extra, so that a paper has the same bytes on every machine.
"""

from hsp_cli.formats.document import Document
from hsp_cli.formats.pdf.compiling import compiled
from hsp_cli.formats.pdf.values import values_of


def finish(document: Document) -> bytes:
    """The PDF. RequestRefused if a library of the extra is missing, or for what a PDF cannot show."""
    return compiled(values_of(document), document.day)
