"""Writes a paper as a Word document.

Its styles are hsp's own, or those of the partnership's reference document. It holds no macro, no embedded file, and no
field that asks for anything outside it.
"""

from datetime import datetime, time
from typing import Any

from hsp_cli.formats.document import Document
from hsp_cli.formats.docx.base import base_document
from hsp_cli.formats.docx.package import packed
from hsp_cli.formats.docx.page import set_header_and_footer, set_language
from hsp_cli.formats.docx.styles import Styles
from hsp_cli.formats.docx.writer import write


def finish(document: Document) -> bytes:
    """The document. RequestRefused if python-docx is missing, or if the reference document cannot be used."""
    word = base_document(document.reference)
    styles = Styles(word, is_reference=document.reference is not None)
    set_language(word, document.language)
    set_header_and_footer(word, styles, document)
    _set_properties(word.core_properties, document)
    write(word, styles, document)
    return packed(word)


def _set_properties(properties: Any, document: Document) -> None:
    """The properties of the file. They name nobody, and their time is the day of the paper."""
    for name in ("author", "category", "comments", "content_status", "identifier", "keywords", "subject", "version"):
        setattr(properties, name, "")
    properties.title = document.title[:255]
    properties.author = properties.last_modified_by = document.publisher[:255]
    properties.language = document.language
    properties.revision = 1
    properties.created = properties.modified = datetime.combine(document.day, time.min)
