"""Opens a reference document. It may come in a pull request from anybody, and its styles go to every reader."""

import io
import re
import zipfile
from typing import Any

from hsp_cli.domain.request import RequestRefused
from hsp_cli.formats.extras import library

MOST_BYTES = 20 * 1024 * 1024
"""The largest sum of the parts, unpacked: a small zip can hold a very large file."""

MOST_BYTES_OF_XML = 3 * 1024 * 1024
"""The largest sum of the parts that are XML. Their reading takes far more time and memory than that of pictures."""

MOST_PARTS = 500
_DOCUMENT = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
_KEPT_IN_PARTS = ("image", "hyperlink", "font")
_ADDRESSES = ("https://", "http://", "mailto:")
_FIELDS = frozenset(
    ("PAGE", "NUMPAGES", "SECTION", "SECTIONPAGES", "STYLEREF", "TITLE", "SUBJECT", "AUTHOR", "MERGEFORMAT", "*")
)
"""The words of fields that a header may have. Others fetch files, or start programs."""


def opened(content: bytes) -> Any:
    """The document, of python-docx. RequestRefused if it is no Word document, is too large, or carries macros."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            parts = package.infolist()
            if len(parts) > MOST_PARTS or any(
                sum(part.file_size for part in parts if part.filename.endswith(endings)) > most
                for endings, most in (("", MOST_BYTES), ((".xml", ".rels"), MOST_BYTES_OF_XML))
            ):
                raise refused("is too large")
            types = package.read("[Content_Types].xml").decode()
            if re.search("vba|macro", types + " ".join(part.filename for part in parts), re.IGNORECASE):
                raise refused("carries macros")
            if _DOCUMENT not in types or len({part.filename for part in parts}) < len(parts):
                raise refused("is no Word document")
            # In UTF-16 there is a zero byte between the letters.
            if any(b"<!DOCTYPE" in package.read(part).replace(b"\0", b"") for part in parts if not part.is_dir()):
                raise refused("has a document type, which Word never writes")
        return library("docx", "docx", "a Word document").Document(io.BytesIO(content))
    except RequestRefused:
        raise
    except Exception:  # the readers of zip and XML have many errors, and each is one of this file
        raise refused("is no Word document") from None


def check_kept(word: Any) -> None:
    """RequestRefused if what is kept of the document takes something from elsewhere, or could start a program."""
    for part in word.part.package.iter_parts():
        for relation in part.rels.values():
            kind = relation.reltype.rpartition("/")[2]
            if part is not word.part and (kind not in _KEPT_IN_PARTS or not _is_inside_or_link(relation, kind)):
                raise refused(f"has something in {part.partname} that is not allowed there: {kind}")
        if re.search(r"/(header|footer)\d*\.xml$", part.partname):
            fields = re.sub('"[^"]*"', " ", field_words(part.element))
            if other := next((one for one in fields.split() if one.upper().lstrip("\\") not in _FIELDS), None):
                raise refused(f"has a field that is neither a page number nor a title: {other}")


def _is_inside_or_link(relation: Any, kind: str) -> bool:
    """Whether what a part refers to is in the document, or is a link to a page or a mailbox."""
    return not relation.is_external or (kind == "hyperlink" and relation.target_ref.lower().startswith(_ADDRESSES))


def field_words(element: Any) -> str:
    """What the fields inside an element say. Word joins the pieces of a field."""
    simple = element.xpath(".//@*[local-name()='instr']")
    return " ".join(("".join(element.xpath(".//*[local-name()='instrText']//text()")), *map(str, simple)))


def refused(reason: str) -> RequestRefused:
    """What to raise for a reference document that cannot be used."""
    return RequestRefused(
        f"the reference document {reason}", "save it in Word as .docx, with styles, header and footer alone"
    )
