"""The styles that a partnership's own document gives to its papers."""

import io
import zipfile
from collections.abc import Callable
from datetime import date
from typing import Any

import docx as python_docx
import pytest
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.shared import Mm, Pt

from hsp_cli.domain.request import RequestRefused
from hsp_cli.formats import docx
from hsp_cli.formats.document import Document, Heading, List, Paragraph, Text
from tests.formats.readings import W, part_of_docx, text_of_docx, words_of_docx


def saved(word: Any) -> bytes:
    file = io.BytesIO()
    word.save(file)
    return file.getvalue()


def reference(change: Callable[[Any], object] = lambda word: None) -> bytes:
    """A council's document: its own heading, page, words, header."""
    word = python_docx.Document()
    word.styles["Heading 1"].font.name = "Gill Sans"
    word.styles["Heading 1"].font.size = Pt(31)
    word.sections[0].page_width, word.sections[0].page_height = Mm(200), Mm(280)
    word.sections[0].left_margin = word.sections[0].right_margin = Mm(20)
    word.add_paragraph("Replace these words.")
    word.sections[0].header.paragraphs[0].text = "Rushmere Council"
    change(word)
    return saved(word)


def made(content: bytes) -> bytes:
    blocks = (Heading(1, (Text("A paper"),), "a"), List(ordered=True, items=((Paragraph((Text("one"),)),),)))
    return docx.finish(Document("A paper", blocks, date(2024, 4, 15), body="Board", reference=content))


def test_papers_have_the_styles_page_and_header_of_the_reference_document_and_none_of_its_words() -> None:
    file = made(reference())
    word: Any = python_docx.Document(io.BytesIO(file))
    assert words_of_docx(file) == ["A", "paper", "one"]
    style = word.paragraphs[0].style
    assert (style.name, style.font.name, style.font.size.pt) == ("Heading 1", "Gill Sans", 31)
    assert [round(one.page_width.mm) for one in word.sections] == [200]
    header = part_of_docx(file, "word/header1.xml")
    assert [text_of_docx(one) for one in header.iter(f"{W}p")] == ["Rushmere Council", "Board · 15 April 2024"]
    assert word.styles["Provenance"].base_style.name == "Normal"


def test_a_page_number_of_the_reference_document_stays_the_only_one() -> None:
    def numbered(word: Any) -> None:
        field = f'<w:fldSimple {nsdecls("w")} w:instr=" PAGE \\* MERGEFORMAT "><w:r><w:t>1</w:t></w:r></w:fldSimple>'
        word.sections[0].footer.paragraphs[0]._p.append(parse_xml(field))

    footer = part_of_docx(made(reference(numbered)), "word/footer1.xml")
    assert [text_of_docx(one) for one in footer.iter(f"{W}p")] == ["1"]


def test_a_reference_document_without_lists_gets_them() -> None:
    def without(word: Any) -> None:
        name = next(key for key, one in word.part.rels.items() if one.reltype == RELATIONSHIP_TYPE.NUMBERING)
        del word.part.rels[name]

    numbering = part_of_docx(made(reference(without)), "word/numbering.xml")
    assert len(list(numbering.iter(f"{W}num"))) == 1


def test_pictures_and_files_in_the_words_of_the_reference_document_do_not_go_along() -> None:
    def linked(word: Any) -> None:
        word.part.relate_to("http://example.org/x.png", RELATIONSHIP_TYPE.IMAGE, is_external=True)
        word.settings.element.append(parse_xml(f'<w:attachedTemplate {nsdecls("w", "r")} r:id="rId1"/>'))
        template = RELATIONSHIP_TYPE.IMAGE.replace("image", "attachedTemplate")
        word.part._settings_part.relate_to("file:///x.dotm", template, is_external=True)

    with zipfile.ZipFile(io.BytesIO(made(reference(linked)))) as package:
        whole = b"".join(package.read(name) for name in package.namelist())
    assert b"example.org" not in whole
    assert b"x.dotm" not in whole
    assert b"attachedTemplate" not in whole


def changed(content: bytes, **parts: bytes) -> bytes:
    """A zip with other or more parts. `__` in a name is `/`."""
    file = io.BytesIO()
    names = {name.replace("__", "/").replace("_dot_", "."): data for name, data in parts.items()}
    with zipfile.ZipFile(io.BytesIO(content)) as package, zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as target:
        for name in package.namelist():
            if name not in names:
                target.writestr(name, package.read(name))
        for name, data in names.items():
            target.writestr(name, data)
    return file.getvalue()


def types_of(content: bytes) -> bytes:
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        return package.read("[Content_Types].xml")


def with_field(*pieces: str) -> bytes:
    def change(word: Any) -> None:
        for piece in pieces:
            run = f"<w:r {nsdecls('w')}><w:instrText>{piece}</w:instrText></w:r>"
            word.sections[0].header.paragraphs[0]._p.append(parse_xml(run))

    return reference(change)


def with_link_in_header(word: Any) -> None:
    word.sections[0].header.part.relate_to("http://example.org/x.png", RELATIONSHIP_TYPE.IMAGE, is_external=True)


def with_link_to(address: str) -> Callable[[Any], object]:
    return lambda word: word.sections[0].header.part.relate_to(address, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)


def twice(content: bytes, name: str) -> bytes:
    """A zip that has a part two times, of which readers take different ones."""
    file = io.BytesIO(content)
    with pytest.warns(UserWarning, match="Duplicate name"), zipfile.ZipFile(file, "a") as package:
        package.writestr(name, package.read(name))
    return file.getvalue()


PLAIN = reference()
MACRO = types_of(PLAIN).replace(b"document.main+xml", b"document.macroEnabled.main+xml")
UTF_16 = '<?xml version="1.0" encoding="utf-16"?><!DOCTYPE a [<!ENTITY b "x">]><a>&b;</a>'.encode("utf-16")
MANY_STYLES = b"<w:styles>%s</w:styles>" % (b"<w:style/>" * 400_000)
XXE = b'<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>'

REFUSED = {
    "no zip": (b"Dear colleague", "is no Word document"),
    "empty": (b"", "is no Word document"),
    "half": (PLAIN[: len(PLAIN) // 2], "is no Word document"),
    "another zip": (changed(PLAIN, **{"[Content_Types]_dot_xml": b"<Types/>"}), "is no Word document"),
    "broken XML": (changed(PLAIN, word__document_dot_xml=b"<w:document"), "is no Word document"),
    "macros": (changed(PLAIN, word__vbaProject_dot_bin=b"x"), "carries macros"),
    "a macro document": (changed(PLAIN, **{"[Content_Types]_dot_xml": MACRO}), "carries macros"),
    "entities": (changed(PLAIN, word__theme__theme1_dot_xml=XXE), "has a document type, which Word never writes"),
    "a bomb": (changed(PLAIN, word__media__a_dot_xml=b" " * (21 * 1024 * 1024)), "is too large"),
    "a bomb of styles": (changed(PLAIN, word__styles_dot_xml=MANY_STYLES), "is too large"),
    "entities in UTF-16": (
        changed(PLAIN, word__theme__theme1_dot_xml=UTF_16),
        "has a document type, which Word never writes",
    ),
    "styles that are none": (changed(PLAIN, word__styles_dot_xml=b"<a/>"), "has parts that cannot be read"),
    "a part twice": (twice(PLAIN, "word/styles.xml"), "is no Word document"),
    "a link to a file": (
        reference(with_link_to("file:///c:/x.exe")),
        "has something in /word/header1.xml that is not allowed there: hyperlink",
    ),
    "many parts": (changed(PLAIN, **{f"x{number}": b"" for number in range(500)}), "is too large"),
    "a field": (
        with_field(' INCLUDEPICTURE "http://example.org/x.png" '),
        "has a field that is neither a page number nor a title: INCLUDEPICTURE",
    ),
    "a field in pieces": (
        with_field(" DDE", "AUTO c:\\x "),
        "has a field that is neither a page number nor a title: DDEAUTO",
    ),
    "a picture from elsewhere": (
        reference(with_link_in_header),
        "has something in /word/header1.xml that is not allowed there: image",
    ),
}


def test_a_link_to_a_page_may_be_in_the_header_of_a_reference_document() -> None:
    assert words_of_docx(made(reference(with_link_to("https://rushmere.example")))) == ["A", "paper", "one"]


@pytest.mark.parametrize("name", REFUSED)
def test_a_document_that_cannot_be_used_is_refused_in_one_line(name: str) -> None:
    content, reason = REFUSED[name]
    with pytest.raises(RequestRefused) as told:
        made(content)
    assert told.value.message == f"the reference document {reason}"
    assert told.value.hint == "save it in Word as .docx, with styles, header and footer alone"


def test_a_fault_of_hsp_is_not_blamed_on_the_reference_document(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(docx, "write", lambda *_: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        made(PLAIN)
