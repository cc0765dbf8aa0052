"""Papers as PDF, read back by their tags as a screen reader does."""

import subprocess
import sys
from dataclasses import replace
from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest

from hsp_cli.domain.request import RequestRefused
from hsp_cli.formats import extras, pdf
from hsp_cli.formats.document import (
    Alignment,
    Block,
    Break,
    Code,
    CodeText,
    Contents,
    Document,
    Entry,
    Heading,
    Link,
    Paragraph,
    PictureBlock,
    PictureInline,
    Quote,
    Rating,
    Table,
    Text,
)
from hsp_cli.formats.pdf.values import values_of
from hsp_cli.formats.reading import blocks_of
from hsp_cli.formats.typesetting import compiling
from tests.formats.pdf_readings import Pdf, Tag
from tests.formats.readings import words_of_markdown
from tests.formats.test_same_words import document_of, every_paper
from tests.security.test_output import PAYLOADS

DAY = date(2024, 4, 15)
SVG = (
    b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 20" width="40" height="20">'
    b'<rect width="40" height="20"/></svg>'
)


def paper(*blocks: Block, publisher: str = "") -> Document:
    return Document("A paper", blocks, DAY, publisher=publisher)


def said(text: str) -> Paragraph:
    return Paragraph((Text(text),))


def heading(level: int, text: str) -> Heading:
    return Heading(level, (Text(text),), text.lower().replace(" ", "-"))


def table(head: tuple[str, ...], *rows: tuple[str, ...]) -> Table:
    cells = [tuple((Text(cell),) for cell in row) for row in (head, *rows)]
    return Table(cells[0], tuple(cells[1:]), (Alignment.LEFT,) * len(head))


def made(document: Document) -> Pdf:
    return Pdf(pdf.finish(document))


def tree(*blocks: Block) -> str:
    """The tags of a paper on one line, with their words."""

    def line(tag: Tag) -> str:
        if tag.alternative is not None:
            return f"{tag.name}[{tag.alternative}]"
        inside = "".join(one if isinstance(one, str) else line(one) for one in tag.inside)
        return f"{tag.name}({inside})"

    (document,) = made(paper(*blocks)).tags.all("Document")
    return line(document)


def letters(text: str) -> str:
    """A text without blanks: where a line ends on a page says nothing."""
    return "".join(text.split())


def words_in(tag: Tag) -> str:
    """The letters of a tag without the bullets of lists, which no paper says."""
    if tag.name == "Lbl":
        return ""
    return tag.alternative or "".join(letters(one) if isinstance(one, str) else words_in(one) for one in tag.inside)


@every_paper
def test_a_pdf_has_the_words_of_markdown_in_their_order_and_tags_for_screen_readers(paper: Path) -> None:
    source = paper.read_text()
    pdf = made(document_of(source))
    assert letters(words_in(pdf.tags)) == letters("".join(words_of_markdown(source)))
    check_tags(pdf)


def check_tags(pdf: Pdf) -> None:
    """What PDF/UA asks of tags, as far as it can be counted."""
    levels = [int(tag.name[1:]) for tag in pdf.tags.all(*(f"H{level}" for level in range(1, 7)))]
    assert levels[0] == 1
    assert all(below <= above + 1 for above, below in pairwise(levels))
    for table in pdf.tags.all("Table"):
        rows = [row.all("TH", "TD") for row in table.all("TR")]
        assert {len(row) for row in rows} == {len(rows[0])}
        assert [tag.attributes.get("/Scope") for tag in rows[0]] == ["/Column"] * len(rows[0])
        assert [tag.name for tag in table.inside if isinstance(tag, Tag)] == ["THead", "TBody"]
    assert all(figure.alternative for figure in pdf.tags.all("Figure"))
    for item in pdf.tags.all("LI"):
        assert [tag.name for tag in item.inside if isinstance(tag, Tag)] == ["Lbl", "LBody"]
    assert all(link.text() for link in pdf.tags.all("Link"))
    assert pdf.words_without_tag() == []
    assert pdf.root["/Lang"] == "en-GB"
    assert pdf.root["/ViewerPreferences"]["/DisplayDocTitle"]
    for page in pdf.reader.pages:
        notes = [note.get_object() for note in page.get("/Annots") or []]
        assert all(note["/Contents"] for note in notes)
        assert not notes or str(page["/Tabs"]) == "/S"


# --- The tags


def test_headings_lists_and_paragraphs_have_their_tags() -> None:
    blocks = blocks_of(
        "# A\n\n## B\n\nOne *two* **three** `four`.\n\n- five\n\n3. six\n4. seven\n\n> eight\n\n```\nnine\n```\n"
    )
    assert tree(*blocks) == (
        "Document(H1(A)H2(B)P(One Span(two) Span(three) Code(four).)L(LI(Lbl(•)LBody(P(five))))"
        "L(LI(Lbl(3.)LBody(P(six)))LI(Lbl(4.)LBody(P(seven))))BlockQuote(P(eight))Code(P(nine)))"
    )


def test_a_table_has_heads_for_its_columns() -> None:
    assert tree(table(("A", "B"), ("1", "2"))) == (
        "Document(Table(THead(TR(TH(Span(A))TH(Span(B))))TBody(TR(TD(1)TD(2)))))"
    )
    heads = made(paper(table(("A", "B"), ("1", "2")))).tags.all("TH")
    assert [head.attributes["/Scope"] for head in heads] == ["/Column", "/Column"]


def test_the_heads_of_a_table_are_printed_on_each_page_and_read_once() -> None:
    long = made(paper(table(("Owner", "Due"), *((f"Team {number}", "May 2024") for number in range(1000)))))
    assert len(long.reader.pages) > 20
    assert all("Owner" in long.page_words(number) for number in range(len(long.reader.pages)))
    assert len(long.tags.all("TH")) == 2
    assert [words_in(row) for row in long.tags.all("TR")[1:]] == [f"Team{number}May2024" for number in range(1000)]


def test_a_picture_has_its_alternative_text() -> None:
    assert tree(PictureBlock("trend", SVG, "Rising since 2019")) == "Document(Figure[Rising since 2019])"
    assert tree(Paragraph((Text("Up "), PictureInline("spark", SVG, "2, 3, 4")))) == "Document(P(Up Figure[2, 3, 4]))"


def test_a_picture_without_alternative_text_is_called_by_its_name() -> None:
    assert tree(PictureBlock("trend", SVG, "")) == "Document(Figure[trend])"


def test_a_head_that_fills_a_page_is_not_repeated() -> None:
    file = made(paper(table(("A", "head " * 1000), *(("row " * 500, "2") for _ in range(5)))))
    assert len(file.reader.pages) < 15
    assert sum("head head" in file.page_words(at) for at in range(len(file.reader.pages))) < 5


def test_no_level_of_heading_is_left_out() -> None:
    blocks = (heading(3, "A"), heading(1, "B"), heading(4, "C"), heading(3, "D"), heading(2, "E"))
    assert tree(*blocks) == "Document(H1(A)H1(B)H2(C)H3(D)H2(E))"


def test_a_heading_without_words_is_no_heading() -> None:
    assert tree(heading(1, "A"), Heading(2, (Text(" "),), "b"), Heading(2, (), "c")) == "Document(H1(A)P( ))"


def test_headings_are_bookmarks() -> None:
    found = made(paper(heading(1, "Report"), heading(2, "Risks"), heading(3, "Red ones"), heading(2, "Key")))
    assert found.bookmarks() == [(1, "Report"), (2, "Risks"), (3, "Red ones"), (2, "Key")]


def test_the_contents_name_their_headings_with_pages() -> None:
    entries = (Entry(2, "risks", (Text("Risks"),)), Entry(3, "red-ones", (Text("Red ones"),)))
    found = made(
        paper(
            heading(1, "Report"), heading(2, "Contents"), Contents(entries), heading(2, "Risks"), heading(3, "Red ones")
        )
    )
    assert [letters(one.text()).replace("\u2060", "") for one in found.tags.all("TOCI")] == ["Risks1", "Redones1"]


# --- The properties of the file


def test_title_language_and_day_are_in_the_properties() -> None:
    found = made(Document("Q1 report", (heading(1, "Q1 report"),), DAY, publisher="Rushmere Together"))
    assert found.reader.metadata == {
        "/Title": "Q1 report",
        "/Author": "Rushmere Together",
        "/Creator": found.reader.metadata.creator if found.reader.metadata else "",
        "/CreationDate": "D:20240415000000Z",
        "/ModDate": "D:20240415000000Z",
    }
    assert found.root["/Lang"] == "en-GB"
    assert found.root["/MarkInfo"]["/Marked"]
    assert found.root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert "<pdfuaid:part>1</pdfuaid:part>" in found.root["/Metadata"].get_data().decode()


def test_each_page_has_body_date_and_number() -> None:
    found = made(Document("A", tuple(said("Words") for _ in range(90)), DAY, body="Health Board", publisher="Rushmere"))
    pages = [found.page_words(number).split("\n") for number in range(len(found.reader.pages))]
    assert len(pages) == 3
    assert [(page[0], page[-1]) for page in pages] == [
        ("Health Board · 15 April 2024", f"Page {number} of 3") for number in (1, 2, 3)
    ]
    assert "Page" not in found.tags.text()


def test_the_marking_is_at_the_top_and_bottom_of_each_page() -> None:
    found = made(
        Document("A", tuple(said("Words") for _ in range(50)), DAY, body="Board", marking="OFFICIAL-SENSITIVE")
    )
    pages = [found.page_words(number).split("\n") for number in range(len(found.reader.pages))]
    assert [(page[:2], page[-2:]) for page in pages] == [
        (["OFFICIAL-SENSITIVE", "Board · 15 April 2024"], [f"Page {number} of 2", "OFFICIAL-SENSITIVE"])
        for number in (1, 2)
    ]


def test_a_paper_for_nobody_in_particular_names_its_publisher() -> None:
    assert made(paper(said("A"), publisher="Rushmere")).page_words(0).startswith("Rushmere · 15 April 2024")


def test_the_same_paper_has_the_same_bytes() -> None:
    document = paper(heading(1, "A"), PictureBlock("trend", SVG, "Rising"), table(("A",), ("1",)))
    assert pdf.finish(document) == pdf.finish(document)


# --- Pages


def test_only_a_wide_table_turns_its_pages() -> None:
    wide = table(tuple(f"Column{number}" * 2 for number in range(9)), ("1",) * 9)
    found = made(paper(heading(1, "A"), said("Before"), heading(2, "Wide"), wide, said("After")))
    assert [page.mediabox.width > page.mediabox.height for page in found.reader.pages] == [False, True, False]
    assert "Wide" in found.page_words(1)
    assert "Before" in found.page_words(0)


def test_a_short_paragraph_is_on_the_page_of_what_it_introduces() -> None:
    short, long = said("12 indicators:"), said("Words " * 100)
    blocks = (short, table(("A",), ("1",)), long, table(("A",), ("1",)), said("As follows:"), short)
    (run,) = values_of(paper(*blocks))["papers"][0]["pages"]
    assert [block["keep"] for block in run["blocks"]] == [True, False, False, False, True, False]


def test_a_cell_of_5000_characters_is_all_there() -> None:
    words = " ".join(f"word{number}" for number in range(600))
    found = made(paper(table(("A", "B", "C"), ("1", words, "x" * 5000), ("2", "", ""))))
    assert [letters(one.text()) for one in found.tags.all("TD")] == ["1", letters(words), "x" * 5000, "2", "", ""]


def test_a_long_word_stays_in_its_column() -> None:
    address = "https://example.org/" + "a" * 150
    values = values_of(paper(table(("A", "B"), (address, "short"))))
    (cell, short) = values["papers"][0]["pages"][0]["blocks"][0]["rows"][0]["cells"]
    assert cell["words"] == [{"kind": "text", "pieces": ["https://", "example.org/", *("a" * 150)]}]
    assert short["words"] == [{"kind": "text", "pieces": ["short"]}]


@pytest.mark.parametrize(
    ("word", "too_wide"), [("board-2026-04-29/relet-report", "board-2026-04-29/"), ("a" * 60, "a" * 30)]
)
def test_a_line_ends_inside_a_word_that_is_wider_than_its_column(word: str, too_wide: str) -> None:
    found = made(paper(table(tuple("ABCDEF"), (word, *("text " * 60,) * 5))))
    assert letters(found.tags.all("TD")[0].text()) == word
    assert too_wide not in found.page_words(0)


def test_a_rating_has_its_colour_and_ink_that_can_be_read_on_it() -> None:
    cells = ((Rating("R Red", "#d4351c"),), (Rating("A Amber", "#ffb81c"), Text(" up")), (Rating("G", None),))
    rated = Table(((Text("A"),), (Text("B"),), (Text("C"),)), (cells,), (Alignment.LEFT,) * 3)
    (block,) = values_of(paper(rated))["papers"][0]["pages"][0]["blocks"]
    assert [(cell["ground"], cell["ink"]) for cell in block["rows"][0]["cells"]] == [
        ("#d4351c", "#ffffff"),
        ("#ffb81c", "#000000"),
        (None, None),
    ]
    assert [one.attributes.get("/BackgroundColor") is not None for one in made(paper(rated)).tags.all("TD")] == [
        True,
        True,
        False,
    ]


def test_a_link_leads_to_its_address_or_heading_and_else_is_its_words() -> None:
    links = (
        Link("https://example.org/a", (Text("there"),)),
        Break(),
        Link("#below", (Text("down"),)),
        Link("#nowhere", (Text("lost"),)),
        Link("#", (Text("★"),)),
        Link("", (Text("empty"),)),
        Link("https://example.org/" + "a" * 9000, (Text("long"),)),
    )
    found = made(paper(Paragraph(links), heading(1, "Below"), Heading(1, (Text("★"),), "")))
    assert found.links() == ["https://example.org/a"]
    assert [one.text() for one in found.tags.all("Link")] == ["there", "down", "★"]
    assert found.tags.all("P")[0].text() == "theredownlost★emptylong"


# --- Several papers as one


def pack(**papers: Document) -> Pdf:
    return Pdf(pdf.combined("The pack", papers))


def contents(*headings: Heading) -> Contents:
    return Contents(tuple(Entry(one.level, one.anchor, one.inlines) for one in headings))


def test_papers_are_one_file_with_a_bookmark_for_each_and_one_count_of_pages() -> None:
    found = pack(
        agenda=replace(paper(heading(1, "Agenda"), heading(2, "Key")), marking="SECRET; OFFICIAL"),
        first=replace(paper(heading(1, "First"), heading(2, "Key")), marking="OFFICIAL", title="The first"),
        second=replace(paper(heading(1, "First"), heading(3, "Key")), body="Board", title="A title " * 20),
    )
    assert found.bookmarks() == [(1, "Agenda"), (2, "Key"), (1, "First"), (2, "Key"), (1, "First"), (2, "Key")]
    assert [one.name for one in found.tags.all("H1", "H2")] == ["H1", "H2"] * 3
    pages = [found.page_words(number) for number in range(3)]
    assert [f"Page {number} of 3" in words for number, words in enumerate(pages, start=1)] == [True] * 3
    assert [words.count("SECRET; OFFICIAL") for words in pages] == [2, 0, 0]
    assert [words.count("OFFICIAL") for words in pages] == [2, 2, 0]
    assert "The first · 15 April 2024" in pages[1]
    assert "Board · 15 April 2024" in pages[2], "its title does not fit"
    assert found.reader.metadata is not None
    assert found.reader.metadata.title == "The pack"


def test_the_name_of_a_file_leads_to_its_paper_with_its_page() -> None:
    names = Paragraph((CodeText("first"), Break(), CodeText("hsp"), Break(), CodeText("agenda")))
    found = pack(agenda=paper(heading(1, "Agenda"), names), first=paper(said("One"), heading(1, "First")))
    assert [one.text() for one in found.tags.all("Link")] == ["first"]
    assert "first, page 2" in found.page_words(0)
    assert found.pages_of_links() == [1]


def test_the_contents_of_a_paper_in_a_pack_are_its_own_and_its_links_stay_inside() -> None:
    def of(*words: str) -> Document:
        below = [heading(2, one) for one in words]
        link = Paragraph((Link(f"#{words[0].lower()}", (Text("up"),)),))
        return paper(heading(1, "Paper"), contents(*below), *below, link)

    found = pack(one=of("Same", "Other"), two=of("Same"))
    assert [one.text().partition(" ")[0] for one in found.tags.all("Reference")] == ["Same", "Other", "Same"]
    assert found.pages_of_links() == [0, 0, 0, 1, 1]


def test_a_paper_without_a_heading_has_its_title_as_one_in_a_pack() -> None:
    assert pack(one=paper(said("Words")), two=paper(heading(1, "Two"))).bookmarks() == [(1, "A paper"), (1, "Two")]


def test_the_same_pack_has_the_same_bytes() -> None:
    papers = {"one": paper(heading(1, "A"), PictureBlock("trend", SVG, "Rising")), "two": paper(heading(1, "A"))}
    assert pdf.combined("Pack", papers) == pdf.combined("Pack", papers)


# --- Any words


@pytest.mark.parametrize(
    "text",
    ["Good 😀 👍🏽", "مرحبا بالعالم", "שלום", "Ŵy ŷ", "ગુજરાતી தமிழ் বাংলা ਪੰਜਾਬੀ", "★ † ↑ ↓ ≥ ▲ ✓"],
)
def test_the_fonts_have_the_scripts_of_a_borough_and_emoji(text: str) -> None:
    assert made(paper(said(text))).tags.all("P")


def test_words_from_right_to_left_keep_a_figure_and_its_sign_together() -> None:
    words = "قيمة 5%"
    for block in (said(words), table(("A",), (words,))):
        found = made(paper(block)).page_words(0)
        assert "5%" in found or "%5" in found, found


def test_a_character_that_no_font_has_is_refused_by_name() -> None:
    why = "none of its fonts has a sign for it"
    for words, reason in (
        ("The ꔀ sign", f'a PDF cannot show ꔀ in "The ꔀ sign": {why}'),
        ("a" * 9 + " " * 40 + "b ꔀ " + "c" * 99, f'a PDF cannot show ꔀ in "{" " * 28}b ꔀ {"c" * 28}": {why}'),
        ("x" * 200 + "ꔀ", f'a PDF cannot show ꔀ in "{"x" * 30}ꔀ": {why}'),
        ("ꔀ", f"a PDF cannot show ꔀ: {why}"),
        ("no character \ufffe", f"a PDF cannot show \\u{{fffe}}: {why}"),
    ):
        with pytest.raises(RequestRefused) as refused:
            pdf.finish(Document("", (table(("A", "B"), ("1", words)),), DAY))
        assert str(refused.value) == reason


def test_chinese_japanese_and_korean_have_the_font_of_an_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    english, chinese = paper(said("Healthy homes ★ ①")), paper(said("健康與福祉, 健康与福祉, ひらがな, 한국어"))
    assert "健康與福祉, 健康与福祉, ひらがな, 한국어" in made(chinese).page_words(0)
    file = pdf.finish(english)
    monkeypatch.setattr(compiling, "_cjk_folder", lambda: None)
    assert pdf.finish(english) == file
    with pytest.raises(RequestRefused) as refused:
        pdf.finish(chinese)
    assert refused.value.hint == 'pip install "hsp-cli[cjk]", or use another format, such as html or svg'


def picture_of(words: str) -> PictureBlock:
    return PictureBlock("a", SVG.replace(b"<rect", f'<text x="2" y="9">{words}</text><rect'.encode()), "A picture")


@pytest.mark.parametrize(
    "words",
    [
        "مرحبا",
        "ગુજરાતી",
        "হিন্দি বাংলা",
        "Office 👍🏽 👩‍👩‍👧",
        "★ Ŵ ↑ ≥",
        "A; ↓ worsening; figure awaited",
        "a\u200bb",
        "中文 한국어",
    ],
)
def test_the_words_of_a_picture_are_in_any_script_and_are_read_as_its_alternative_text(words: str) -> None:
    file = made(paper(picture_of(words)))
    assert tree(picture_of(words)) == "Document(Figure[A picture])"
    assert (words in file.page_words(0)) or not words.isascii()


def test_a_character_that_no_font_has_is_refused_in_a_picture_too() -> None:
    with pytest.raises(RequestRefused) as refused:
        pdf.finish(paper(said("Words"), picture_of("The ꔀ sign")))
    assert str(refused.value) == 'a PDF cannot show ꔀ in "The ꔀ sign": none of its fonts has a sign for it'


def test_more_levels_than_typst_reads_are_refused() -> None:
    block: Block = said("Deep")
    for _ in range(60):
        block = Quote((block,))
    with pytest.raises(RequestRefused) as refused:
        pdf.finish(paper(block))
    assert str(refused.value) == "a PDF cannot show so many levels of lists or quotations inside each other"


def test_signs_without_a_shape_are_left_out() -> None:
    assert tree(said("a\u200bb\u2066c\u2069\x07d\ufeff")) == "Document(P(abcd))"


OF_TYPST = (
    '#read("/etc/passwd")',
    '#import "@preview/x:1.0.0"',
    "$x$ = *a* <b> @c",
    "// gone",
    "/* gone */",
    "\\u{41}",
)


def test_words_are_never_markup_or_code() -> None:
    payloads = [*PAYLOADS, *OF_TYPST]
    words = "\n".join(payloads)
    blocks: tuple[Block, ...] = (
        heading(1, words),
        *map(said, payloads),
        table(("A",), *((one,) for one in payloads)),
        Code(words),
    )
    found = made(Document(words, blocks, DAY, body=payloads[0], publisher=words))
    assert found.links() == []
    assert set(found.root) == {
        *("/Type", "/Pages", "/Metadata", "/Lang", "/MarkInfo", "/StructTreeRoot", "/ViewerPreferences", "/Outlines"),
        "/Names",
    }
    assert set(found.root["/Names"]) == {"/Dests"}
    assert not any("/Annots" in page or "/AA" in page for page in found.reader.pages)
    assert [letters(one.text()) for one in found.tags.all("TD")] == list(map(letters, payloads))
    paragraphs = [letters(one.text()) for one in found.tags.all("Document")[0].inside if isinstance(one, Tag)]
    assert paragraphs[1 : len(payloads) + 1] == list(map(letters, payloads))
    assert letters(found.tags.all("Code")[0].text()) == letters(words)


def test_no_socket_is_opened() -> None:
    program = """
import sys
from datetime import date
def stop(name, arguments):
    if name.startswith("socket."):
        sys.exit(f"{name} {arguments}")
sys.addaudithook(stop)
from hsp_cli.formats import pdf
from hsp_cli.formats.document import Document, Link, Paragraph, Text
words = Paragraph((Text('#image("https://example.org/a.png")'), Link("https://example.org", (Text("there"),))))
print(pdf.finish(Document("A", (words,), date(2024, 4, 15)))[:5])
"""
    result = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)
    assert (result.stdout, result.stderr) == ("b'%PDF-'\n", "")


def test_a_missing_library_is_named_with_the_command_that_installs_it(monkeypatch: pytest.MonkeyPatch) -> None:
    def gone(name: str) -> None:
        raise ImportError(name)

    monkeypatch.setattr(extras, "import_module", gone)
    with pytest.raises(RequestRefused) as refused:
        pdf.finish(paper(said("A")))
    assert str(refused.value) == "a PDF needs the library typst"
    assert refused.value.hint == 'pip install "hsp-cli[pdf]"'
