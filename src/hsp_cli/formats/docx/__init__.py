"""Writes a paper as a Word document.

Its styles are hsp's own, or those of the partnership's reference document. It holds no macro, no embedded file, and no
field that asks for anything outside it.
"""

from dataclasses import replace
from datetime import datetime, time
from typing import Any

from hsp_cli.domain.request import RequestRefused
from hsp_cli.formats.document import Document
from hsp_cli.formats.docx.base import base_document
from hsp_cli.formats.docx.package import packed
from hsp_cli.formats.docx.page import set_header_and_footer, set_language
from hsp_cli.formats.docx.reference import refused
from hsp_cli.formats.docx.styles import Styles
from hsp_cli.formats.docx.writer import write


def finish(document: Document) -> bytes:
    """The document. RequestRefused if python-docx is missing, or if the reference document cannot be used."""
    try:
        return _written(document)
    except RequestRefused:
        raise
    except Exception:  # python-docx reads parts late, and has an error of its own for each fault in them
        if document.reference is None:
            raise
        # Without the reference document the paper can be made, or this is a fault of hsp.
        _written(replace(document, reference=None))
        raise refused("has parts that cannot be read") from None


def _written(document: Document) -> bytes:
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
