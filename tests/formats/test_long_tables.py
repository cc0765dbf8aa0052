"""A long table and a long cell in every format: nothing is lost, cut or drawn outside its place."""

import os
from datetime import date

import pytest

from hsp_cli.formats import docx, html, pdf, txt
from hsp_cli.formats.document import Alignment, Document, Heading, Table, Text
from tests.formats.pdf_readings import Pdf
from tests.formats.readings import web_page, words_of_docx

ROWS = 1_000 if os.environ.get("HSP_EVERY_PIECE") else 150
LONG = " ".join(f"word{number}" for number in range(600))
"""A cell of about 5,000 characters."""
UNBROKEN = "x" * 5_000
HEADS = ("Action", "Owner")


def rows() -> list[tuple[str, str]]:
    found = [(f"Action {number} of the plan", f"Owner {number}") for number in range(ROWS)]
    return [*found[:20], (LONG, "Long"), (UNBROKEN, "Unbroken"), *found[20:]]


@pytest.fixture(scope="module")
def document() -> Document:
    cells = tuple(tuple((Text(cell),) for cell in row) for row in rows())
    heads = tuple((Text(head),) for head in HEADS)
    table = Table(heads, cells, (Alignment.LEFT, Alignment.LEFT))
    return Document("Long", (Heading(1, (Text("Long"),), "long"), table), date(2024, 4, 15))


def compact(text: str) -> str:
    return "".join(text.split()).replace("\u200b", "").replace("\u00ad", "")


def test_text_has_every_row_in_order_and_breaks_every_line_but_a_long_word(document: Document) -> None:
    text = txt.finish(document).decode()
    said = compact(text)
    assert compact("".join(f"Action: {action} Owner: {owner}" for action, owner in rows())) in said
    assert [line for line in text.splitlines() if len(line) > 80] == [f"  {UNBROKEN}"]


def test_a_web_page_has_every_row_once(document: Document) -> None:
    found = [[cell.text() for cell in row.all("td", "th")] for row in web_page(html.finish(document)).all("tr")]
    assert [tuple(row) for row in found] == [HEADS, *rows()]


def test_a_word_document_has_every_word_in_order(document: Document) -> None:
    said = compact(" ".join(words_of_docx(docx.finish(document))))
    assert compact("".join(cell for row in rows() for cell in row)) in said


def test_a_pdf_has_every_row_with_the_heads_on_each_page_and_nothing_beyond_its_edges(document: Document) -> None:
    made = Pdf(pdf.finish(document))
    cells = [[cell.text() for cell in row.all("TD")] for row in made.tags.all("TR")]
    held = [tuple(compact(cell) for cell in row) for row in cells if row]
    assert held == [tuple(compact(cell) for cell in row) for row in rows()]
    pages = made.reader.pages
    for number, page in enumerate(pages):
        assert "Owner" in made.page_words(number)
        places: list[float] = []
        page.extract_text(visitor_text=lambda _text, _cm, matrix, *_, places=places: places.append(matrix[5]))
        assert all(-1 <= place <= float(page.mediabox.height) for place in places)
    assert len(pages) > ROWS / 60
