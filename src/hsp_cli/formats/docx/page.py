"""What is on every page: the header and the page number. And the language of the whole."""

from typing import Any

from hsp_cli.domain.period import Period
from hsp_cli.formats.document import Document
from hsp_cli.formats.docx.reference import field_words
from hsp_cli.formats.docx.styles import Styles
from hsp_cli.formats.docx.xml import field, parsed, run, safe


def set_language(word: Any, language: str) -> None:
    """The language, by which a screen reader speaks and Word checks spelling. A reference document has no say in it."""
    from docx.oxml.ns import qn

    styles = word.styles.element
    for old in styles.findall(f".//{qn('w:lang')}"):
        old.getparent().remove(old)
    element = styles
    for name in ("w:docDefaults", "w:rPrDefault", "w:rPr"):
        found = element.find(qn(name))
        if found is None:
            found = parsed(f"<{name}/>")
            element.insert(0, found)
        element = found
    element.append(parsed(f'<w:lang w:val="{safe(language)}"/>'))


def set_header_and_footer(word: Any, styles: Styles, document: Document) -> None:
    """The body and the date above each page, its number below, and the marking in both places. What a reference
    document has there comes first.
    """
    section = word.sections[-1]
    section.different_first_page_header_footer = False
    for part in (section.header, section.footer):
        part.is_linked_to_previous = False
        _remove_blanks(part)
    if document.marking:
        _add(section.header, styles["Protective Marking"], run(document.marking))
    words = (document.body or document.publisher, Period.day(document.day).label)
    _add(section.header, styles["header"], run(" · ".join(one for one in words if one)))
    if "PAGE" not in field_words(section.footer._element).upper():
        pages = f"{run('Page ')}{field('PAGE', '1')}{run(' of ')}{field('NUMPAGES', '1')}"
        _add(section.footer, styles["footer"], pages)
    if document.marking:
        _add(section.footer, styles["Protective Marking"], run(document.marking))


def _add(part: Any, style: str, inside: str) -> None:
    part._element.append(parsed(f'<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr>{inside}</w:p>'))


def _remove_blanks(part: Any) -> None:
    """Remove empty paragraphs. What a reference document shows stays."""
    for paragraph in part.paragraphs:
        if not paragraph.text and not paragraph._element.xpath(".//w:r|.//w:fldSimple"):
            paragraph._element.getparent().remove(paragraph._element)
