"""Writes a paper as a tagged PDF for every reader: PDF/UA-1, laid out by typst.

Words reach typst as values and are never read as its markup. Typst sees an empty folder and only the fonts of the
extra, so that a paper has the same bytes on every machine.
"""

from collections.abc import Mapping
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import Any

from hsp_cli.formats.document import Document
from hsp_cli.formats.pdf.values import values_of, values_of_pack
from hsp_cli.formats.typesetting.compiling import compiled

_TEMPLATE = Path(__file__).with_name("paper.typ")


def finish(document: Document) -> bytes:
    """The PDF. RequestRefused if a library of the extra is missing, or for what a PDF cannot show."""
    return _pdf(values_of(document), document.day)


def combined(title: str, papers: Mapping[str, Document]) -> bytes:
    """Papers by the name of their file as one PDF, with one count of pages. RequestRefused for the same reasons."""
    return _pdf(values_of_pack(title, papers), next(iter(papers.values())).day)


def _pdf(values: dict[str, Any], day: date) -> bytes:
    at = datetime.combine(day, time.min, tzinfo=UTC)
    template = _TEMPLATE.read_text("utf-8")
    return compiled(template, values, "pdf", "a PDF", format="pdf", pdf_standards=["ua-1"], timestamp=at)
