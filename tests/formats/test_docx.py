import io
import re
import socket
import zipfile
from datetime import date
from time import process_time
from typing import Any
from xml.etree import ElementTree

import docx as python_docx
import pytest
from hypothesis import given, strategies as st

from hsp_cli.domain.request import RequestRefused
from hsp_cli.formats import docx
from hsp_cli.formats.document import (
    Alignment,
    Block,
    Break,
    Code,
    CodeText,
    Contents,
    Document,
    Emphasis,
    Entry,
    Heading,
    Inline,
    Link,
    List,
    Paragraph,
    PictureBlock,
    PictureInline,
    Quote,
    Rating,
    RecordName,
    Rule,
    Strong,
    Table,
    Text,
)
from hsp_cli.formats.docx.bookmarks import name_of_record
from tests.formats.readings import W, part_of_docx, text_of_docx, words_of_docx

SVG = b'<svg xmlns="http://www.w3.org/2000/svg" width="400" height="200"><rect width="400" height="200"/></svg>'


def text(words: str) -> tuple[Inline, ...]:
    return (Text(words),) if words else ()


def table(head: list[str], *rows: list[str]) -> Table:
    return Table(tuple(map(text, head)), tuple(tuple(map(text, row)) for row in rows), (Alignment.LEFT,) * len(head))


def made(*blocks: Block, **about: Any) -> bytes:
    return docx.finish(Document("A paper", blocks, date(2024, 4, 15), **about))


def body(*blocks: Block, **about: Any) -> ElementTree.Element:
    return part_of_docx(made(*blocks, **about))


def opened(file: bytes) -> Any:
    return python_docx.Document(io.BytesIO(file))


def looks(*inlines: Inline) -> list[tuple[str, list[str]]]:
    """The words of each run, with the names and values of its properties."""
    found = []
    for run in body(Paragraph(inlines)).iter(f"{W}r"):
        properties = run.find(f"{W}rPr")
        names = [
            one.tag.removeprefix(W) + "".join(f"={value}" for key, value in one.attrib.items() if key != f"{W}color")
            for one in (properties if properties is not None else ())
        ]
        found.append((text_of_docx(run), names))
    return found


# --- Words


def test_headings_are_real_headings_in_levels() -> None:
    word = opened(made(Heading(1, text("A paper"), "a-paper"), Heading(3, text("Risks"), "risks")))
    assert [(one.style.name, one.text) for one in word.paragraphs] == [("Heading 1", "A paper"), ("Heading 3", "Risks")]


def test_words_have_the_look_of_their_part() -> None:
    assert looks(Text("a "), Strong((Text("b"), Emphasis(text("c")))), CodeText("d"), Break()) == [
        ("a ", []),
        ("b", ["b", "bCs"]),
        ("c", ["b", "bCs", "i", "iCs"]),
        ("d", ["rStyle=CodeText"]),
        ("\n", []),
    ]


def test_a_rating_among_words_has_its_colour_behind_it_and_readable_words() -> None:
    assert looks(Text("now "), Rating("A Amber", "#ffb81c"), Rating("HR High Red", "#7d1a10"), Rating("X", None)) == [
        ("now ", []),
        ("A Amber", ["color=000000", "shd=clear=FFB81C"]),
        ("HR High Red", ["color=FFFFFF", "shd=clear=7D1A10"]),
        ("X", []),
    ]


def test_words_from_right_to_left_are_marked_as_such() -> None:
    file = body(Paragraph(text("שלום 12 abc")), Paragraph(text("abc مرحبا")))
    first, second = file.iter(f"{W}p")
    assert first.find(f"{W}pPr/{W}bidi") is not None
    assert second.find(f"{W}pPr/{W}bidi") is None
    runs = [(text_of_docx(run), run.find(f"{W}rPr/{W}rtl") is not None) for run in file.iter(f"{W}r")]
    assert runs == [("שלום 12 ", True), ("abc", False), ("abc ", False), ("مرحبا", True)]


def test_emoji_blanks_and_signs_of_xml_stay_as_they_are() -> None:
    words = "  👩‍👩‍👧 <b>&amp; \"'</b>  "
    assert "".join(text_of_docx(one) for one in body(Paragraph(text(words))).iter(f"{W}p")) == words


def test_a_character_that_xml_cannot_have_is_replaced() -> None:
    assert words_of_docx(made(Paragraph(text("a\x0cb\ud800c")))) == ["a\ufffdb\ufffdc"]


def test_the_lines_of_code_stay_lines() -> None:
    (paragraph,) = opened(made(Code("a\n  b\n\tc"))).paragraphs
    assert (paragraph.style.name, paragraph.text) == ("Code", "a\n  b\n    c")


def test_what_a_colon_announces_is_on_the_same_page() -> None:
    first, second = body(Paragraph(text("Awaited:")), Paragraph(text("a"))).iter(f"{W}p")
    assert first.find(f"{W}pPr/{W}keepNext") is not None
    assert second.find(f"{W}pPr/{W}keepNext") is None


def test_a_short_paragraph_is_on_the_page_of_what_it_introduces() -> None:
    short, long, rows = Paragraph(text("12 indicators")), Paragraph(text("Words " * 100)), table(["A"], ["1"])
    found = body(short, rows, long, rows, short, PictureBlock("a", SVG, "b"), short)
    words = [one for one in found.iter(f"{W}p") if len("".join(one.itertext())) > 1]
    assert [one.find(f"{W}pPr/{W}keepNext") is not None for one in words] == [True, False, True, False]


def test_lists_have_numbers_of_their_own_and_the_levels_they_are_in() -> None:
    inner = List(ordered=True, items=((Paragraph(text("b")),),), start=3)
    file = made(
        List(ordered=False, items=((Paragraph(text("a")), inner, Paragraph(text("c"))),)),
        List(ordered=True, items=((Paragraph(text("d")),), (Code("e"),))),
    )
    found = []
    for paragraph in part_of_docx(file).iter(f"{W}p"):
        level, number = (paragraph.find(f"{W}pPr/{W}numPr/{W}{name}") for name in ("ilvl", "numId"))
        values = None if level is None or number is None else (level.attrib[f"{W}val"], number.attrib[f"{W}val"])
        found.append((text_of_docx(paragraph), values))
    bullets, inside, numbers = found[0][1], found[1][1], found[3][1]
    assert found == [("a", bullets), ("b", inside), ("c", None), ("d", numbers), ("", numbers), ("e", None)]
    assert (bullets and bullets[0], inside and inside[0], numbers and numbers[0]) == ("0", "1", "0")
    assert len({bullets, inside, numbers}) == 3
    starts = {}
    numbering = part_of_docx(file, "word/numbering.xml")
    definitions = {one.attrib[f"{W}abstractNumId"]: one for one in numbering.iter(f"{W}abstractNum")}
    for one in numbering.iter(f"{W}num"):
        link = one.find(f"{W}abstractNumId")
        assert link is not None
        levels = definitions[link.attrib[f"{W}val"]].findall(f"{W}lvl/{W}start")
        starts[one.attrib[f"{W}numId"]] = [level.attrib[f"{W}val"] for level in levels]
    assert inside is not None
    assert starts[inside[1]] == ["1", "3", "1", "1", "1", "1", "1", "1", "1"]


def test_a_list_in_ten_lists_is_still_a_list() -> None:
    block: Block = Paragraph(text("deep"))
    for _ in range(12):
        block = List(ordered=False, items=((block,),))
    levels = [one.attrib[f"{W}val"] for one in body(block).iter(f"{W}ilvl")]
    assert levels == [*map(str, range(9)), "8", "8", "8"]


def test_a_quotation_has_its_style_and_a_rule_is_a_line() -> None:
    file = made(Quote((Paragraph(text("we said")),)), Rule())
    quotation, rule = opened(file).paragraphs
    assert (quotation.style.name, quotation.text) == ("Quote", "we said")
    assert rule._element.xpath("./w:pPr/w:pBdr/w:bottom")


# --- Links


def test_links_lead_to_headings_and_addresses_and_a_missing_heading_is_words() -> None:
    file = made(
        Heading(2, text("Risks"), "risks"),
        Paragraph((Link("#risks", text("here")), Link("https://example.org/?a=1&b=2", text("there")))),
        Paragraph((Link("#gone", text("words")),)),
    )
    word = opened(file)
    links = list(part_of_docx(file).iter(f"{W}hyperlink"))
    assert [text_of_docx(one) for one in links] == ["here", "there"]
    (mark,) = part_of_docx(file).iter(f"{W}bookmarkStart")
    assert links[0].attrib[f"{W}anchor"] == mark.attrib[f"{W}name"] == "h_risks"
    targets = [one.target_ref for one in word.part.rels.values() if one.is_external]
    assert targets == ["https://example.org/?a=1&b=2"]
    assert word.paragraphs[-1].text == "words"


def test_bookmarks_are_short_and_differ_also_for_long_names_in_any_script() -> None:
    anchors = ["a" * 60, "a" * 61, "ä", "ö", "A-" + "a" * 60, "x-y", "x_y"]
    file = made(*(Heading(2, text("h"), anchor) for anchor in anchors))
    names = [one.attrib[f"{W}name"] for one in part_of_docx(file).iter(f"{W}bookmarkStart")]
    assert len({name.lower() for name in names}) == len(anchors)
    assert all(re.fullmatch(r"[A-Za-z]\w{0,39}", name, re.ASCII) for name in names)
    ids = [one.attrib[f"{W}id"] for one in part_of_docx(file).iter(f"{W}bookmarkStart")]
    assert len(set(ids)) == len(anchors)


def test_the_place_of_a_record_has_a_bookmark_around_its_words_and_other_names_have_none() -> None:
    address = "action:plans/cohesion/a1-b"
    blocks = (
        Heading(2, (RecordName("aim:plans/cohesion/a1", text("Trust"), is_place=True),), "trust"),
        Paragraph((Text("See "), RecordName(address, text("Train"), is_place=True), RecordName(address, text(" it")))),
    )
    found = [bookmarked(start, one) for one in body(*blocks).iter(f"{W}p") for start in one.iter(f"{W}bookmarkStart")]
    assert found == [
        ("h_trust", "Trust"),
        ("r_aim__plans__cohesion__a1", "Trust"),
        ("r_action__plans__cohesion__a1_b", "Train"),
    ]


def bookmarked(start: ElementTree.Element, paragraph: ElementTree.Element) -> tuple[str, str]:
    """The name of a bookmark, and the words between its start and its end."""
    inside = list(paragraph)
    number = start.attrib[f"{W}id"]
    (end,) = (one for one in inside if one.tag == f"{W}bookmarkEnd" and one.attrib[f"{W}id"] == number)
    between = inside[inside.index(start) : inside.index(end)]
    return start.attrib[f"{W}name"], "".join(text_of_docx(one) for one in between)


@given(st.lists(st.from_regex(r"[a-z0-9]{1,30}(-[a-z0-9]{1,30}){0,3}", fullmatch=True), min_size=3, max_size=3))
def test_the_bookmark_of_a_record_is_a_name_that_word_takes(ids: list[str]) -> None:
    name = name_of_record(f"action:{ids[0]}/{ids[1]}/{ids[2]}")
    assert re.fullmatch("[a-z][a-z0-9_]{0,39}", name)
    assert name != name_of_record(f"action:{ids[0]}/{ids[1]}-{ids[2]}")


def test_the_contents_are_a_field_with_links_and_no_numbers_of_pages_yet() -> None:
    file = made(
        Heading(2, text("Contents"), "contents"),
        Contents((Entry(2, "risks", text("Risks")), Entry(3, "red", text("Red")))),
        Heading(2, text("Risks"), "risks"),
        Heading(3, text("Red"), "red"),
    )
    word = opened(file)
    head, *_ = word.paragraphs
    # Otherwise the contents would list themselves when somebody updates them.
    assert head.style.name == "TOC Heading"
    tree = part_of_docx(file)
    assert [one.text for one in tree.iter(f"{W}instrText")] == [' TOC \\o "2-3" \\h \\z \\u ']
    kinds = [one.attrib[f"{W}fldCharType"] for one in tree.iter(f"{W}fldChar")]
    assert kinds == ["begin", "separate", "end"]
    links = [(one.attrib[f"{W}anchor"], text_of_docx(one)) for one in tree.iter(f"{W}hyperlink")]
    assert links == [("h_risks", "Risks"), ("h_red", "Red")]


def test_contents_without_headings_are_left_out() -> None:
    assert list(body(Contents(()), Paragraph(text("a"))).iter(f"{W}sdt")) == []


# --- Tables


def test_a_table_repeats_its_heads_keeps_rows_whole_and_aligns_its_columns() -> None:
    block = Table((text("What"), text("Days")), ((text("a"), text("3")),), (Alignment.LEFT, Alignment.RIGHT))
    file = body(Heading(2, text("Overdue"), "o"), block)
    head, row = file.iter(f"{W}tr")
    assert [one.tag.removeprefix(W) for one in head.iter() if one.tag in (f"{W}cantSplit", f"{W}tblHeader")] == [
        "cantSplit",
        "tblHeader",
    ]
    assert row.find(f"{W}trPr/{W}cantSplit") is not None
    assert row.find(f"{W}trPr/{W}tblHeader") is None
    assert [one.attrib[f"{W}val"] for one in file.iter(f"{W}jc")] == ["right", "right"]
    (caption,) = file.iter(f"{W}tblCaption")
    assert caption.attrib[f"{W}val"] == "Overdue"


def test_a_cell_of_a_rating_is_filled_and_one_with_other_words_is_not() -> None:
    block = Table(
        (text("a"), text("b")),
        (((Rating("HR High Red", "#7d1a10"), Text("; worsening")), (Strong((Rating("A", "#ffb81c"),)), Text("x"))),),
        (Alignment.LEFT, Alignment.LEFT),
    )
    *_, first, second = body(block).iter(f"{W}tc")
    fill = first.find(f"{W}tcPr/{W}shd")
    assert fill is not None
    assert fill.attrib[f"{W}fill"] == "7D1A10"
    assert {one.attrib[f"{W}val"] for one in first.iter(f"{W}color")} == {"FFFFFF"}
    assert second.find(f"{W}tcPr/{W}shd") is None
    assert text_of_docx(first) == "HR High Red; worsening"


def test_two_tables_stay_two_and_a_paragraph_follows_the_last() -> None:
    tags = [one.tag.removeprefix(W) for one in body(table(["a"], ["1"]), table(["b"], ["2"]))[0]]
    assert tags == ["tbl", "p", "tbl", "p", "sectPr"]


def test_a_cell_of_5000_characters_may_go_over_the_end_of_the_page() -> None:
    long = "word " * 1000
    head, first, second = body(table(["a", "b"], ["short", "x"], ["long", long])).iter(f"{W}tr")
    assert first.find(f"{W}trPr/{W}cantSplit") is not None
    assert second.find(f"{W}trPr/{W}cantSplit") is None
    assert text_of_docx(second) == f"long{long}"
    assert head.find(f"{W}trPr/{W}tblHeader") is not None


def test_a_head_that_fills_a_page_is_not_repeated() -> None:
    head, row = body(table(["a", "word " * 1000], ["1", "2"])).iter(f"{W}tr")
    assert head.find(f"{W}trPr") is None
    assert row.find(f"{W}trPr/{W}cantSplit") is not None


def test_a_table_of_1000_rows_has_all_of_them() -> None:
    rows = [[str(number), "what somebody does"] for number in range(1000)]
    file = made(table(["No.", "Action"], *rows))
    assert len(list(part_of_docx(file).iter(f"{W}tr"))) == 1001
    assert words_of_docx(file)[-4:] == ["999", "what", "somebody", "does"]


def widths_of(file: ElementTree.Element) -> list[list[int]]:
    """The widths of the columns of each table."""
    return [[int(one.attrib[f"{W}w"]) for one in grid] for grid in file.iter(f"{W}tblGrid")]


def test_tables_with_the_same_heads_have_columns_of_the_same_widths() -> None:
    words = "many words in a long cell " * 9
    heads = ["Action", "Owner"]
    first, second, other = widths_of(
        body(table(heads, ["a", "b"]), table(heads, [words, "b"]), table(["Action", "Day"], ["a", "b"]))
    )
    assert first == second != other
    assert sum(first) == sum(other) == 9638


def test_a_column_with_more_words_is_wider_and_no_short_word_is_divided() -> None:
    (widths,) = widths_of(body(table(["No.", "Accountability", "Words"], ["1", "x", "many words " * 60])))
    number, short, long = widths
    assert number < short < long
    # "Accountability" in bold Arial of 9 points, with the margins of a cell, needs 1,400 twips.
    assert 1400 <= short < 1800


# --- Pages


def sizes(file: ElementTree.Element) -> list[tuple[int, str, str | None]]:
    """For each section: how many blocks it has, the width of its page, and how it lies."""
    found, blocks = [], 0
    for block in file[0]:
        section = block if block.tag == f"{W}sectPr" else block.find(f"{W}pPr/{W}sectPr")
        if section is None:
            blocks += 1
            continue
        size = section.find(f"{W}pgSz")
        assert size is not None
        found.append((blocks, size.attrib[f"{W}w"], size.attrib.get(f"{W}orient")))
        blocks = 0
    return found


WIDE = table([f"Accommodation{number}" for number in range(12)], ["Responsibilities"] * 12)


def test_a_wide_table_is_on_a_page_on_its_side_with_the_heading_above_it() -> None:
    file = body(
        Heading(1, text("A paper"), "p"),
        Paragraph(text("About.")),
        Heading(2, text("Measures"), "m"),
        WIDE,
        Heading(2, text("After"), "a"),
        Paragraph(text("End.")),
    )
    assert sizes(file) == [(2, "11906", None), (3, "16838", "landscape"), (2, "11906", None)]


def test_tables_with_the_same_heads_lie_the_same_way() -> None:
    heads = [f"Head{number}" for number in range(12)]
    wide, narrow = table(heads, ["Responsibilities"] * 12), table(heads, ["a"] * 12)
    file = body(narrow, *(Paragraph(text("a")),) * 4, wide)
    assert sizes(file) == [(2, "16838", "landscape"), (4, "11906", None), (2, "16838", "landscape")]


def test_a_paper_that_ends_with_a_wide_table_ends_on_its_side() -> None:
    assert sizes(body(Paragraph(text("a")), Paragraph(text("b")), WIDE)) == [
        (2, "11906", None),
        (2, "16838", "landscape"),
    ]


def test_a_few_lines_between_wide_tables_stay_with_them() -> None:
    file = body(WIDE, Heading(2, text("b"), "b"), Paragraph(text("c")), Paragraph(text("d")), WIDE)
    assert sizes(file) == [(7, "16838", "landscape")]


@pytest.mark.parametrize(("long", "lies"), [(1, None), (2, "landscape")])
def test_many_columns_with_long_rows_need_a_wide_page_and_one_long_row_does_not(long: int, lies: str | None) -> None:
    heads = [f"Head {number}" for number in range(6)]
    rows = [["many words " * (30 if number < long else 1)] * 6 for number in range(3)]
    assert sizes(body(table(heads, *rows)))[-1][2] == lies


def test_a_narrow_table_is_on_an_upright_page() -> None:
    assert sizes(body(table(["a", "b"], ["1", "2"]))) == [(2, "11906", None)]


def test_every_page_has_the_body_the_date_and_its_number() -> None:
    file = made(Paragraph(text("a")), WIDE, body="Health & Care Board", publisher="Rushmere Partnership")
    header, footer = (part_of_docx(file, f"word/{name}1.xml") for name in ("header", "footer"))
    assert text_of_docx(header) == "Health & Care Board · 15 April 2024"
    assert text_of_docx(footer) == "Page 1 of 1"
    assert [one.attrib[f"{W}instr"] for one in footer.iter(f"{W}fldSimple")] == [" PAGE ", " NUMPAGES "]
    sections = list(part_of_docx(file).iter(f"{W}sectPr"))
    assert [len(one.findall(f"{W}headerReference")) for one in sections] == [1, 1]


def test_the_marking_is_at_the_top_and_the_bottom_of_each_page() -> None:
    file = made(Paragraph(text("a")), body="Board", marking="OFFICIAL-SENSITIVE")
    top, bottom = (part_of_docx(file, f"word/{name}1.xml") for name in ("header", "footer"))
    assert [text_of_docx(one) for one in top.iter(f"{W}p")] == ["OFFICIAL-SENSITIVE", "Board · 15 April 2024"]
    assert [text_of_docx(one) for one in bottom.iter(f"{W}p")] == ["Page 1 of 1", "OFFICIAL-SENSITIVE"]


def test_without_a_body_the_header_has_the_publisher() -> None:
    header = part_of_docx(made(Paragraph(text("a")), publisher="Rushmere Partnership"), "word/header1.xml")
    assert text_of_docx(header) == "Rushmere Partnership · 15 April 2024"


def test_the_properties_say_what_the_paper_is_and_nothing_about_the_machine() -> None:
    word = opened(made(Paragraph(text("a")), publisher="Rushmere Partnership", language="cy"))
    properties = word.core_properties
    assert (properties.title, properties.author, properties.last_modified_by) == (
        "A paper",
        "Rushmere Partnership",
        "Rushmere Partnership",
    )
    assert (properties.comments, properties.language, properties.revision) == ("", "cy", 1)
    assert str(properties.created) == str(properties.modified) == "2024-04-15 00:00:00+00:00"
    assert [one.get(f"{W}val") for one in word.styles.element.iter(f"{W}lang")] == ["cy"]


def test_the_last_line_is_small() -> None:
    file = made(Rule(), Paragraph(text("Made by hsp.")), provenance="Made by hsp.")
    assert opened(file).paragraphs[-1].style.name == "Provenance"


def test_the_same_document_gives_the_same_bytes() -> None:
    blocks = (Heading(1, text("a"), "a"), WIDE, PictureBlock("p", SVG, "A square"))
    assert made(*blocks) == made(*blocks)
    with zipfile.ZipFile(io.BytesIO(made(*blocks))) as package:
        assert {part.date_time for part in package.infolist()} == {(1980, 1, 1, 0, 0, 0)}


# --- Pictures


def test_a_picture_has_its_alternative_text_and_its_own_shape() -> None:
    file = made(PictureBlock("trend", SVG, 'NI 1 "rose" <b>'))
    (described,) = (one for one in part_of_docx(file).iter() if one.tag.endswith("}docPr"))
    assert (described.attrib["name"], described.attrib["descr"]) == ("trend", 'NI 1 "rose" <b>')
    (shape,) = opened(file).inline_shapes
    assert (shape.width.pt, shape.height.pt) == (300, 150)


def test_a_picture_in_a_cell_is_no_wider_than_the_cell() -> None:
    inline: Inline = PictureInline("spark", SVG, "rising")
    block = Table((text("a"), text("b")), (((inline,), text("word " * 200)),), (Alignment.LEFT, Alignment.LEFT))
    file = made(block)
    widths = [int(one.attrib[f"{W}w"]) for one in part_of_docx(file).iter(f"{W}gridCol")]
    (shape,) = opened(file).inline_shapes
    assert shape.width.pt * 20 <= widths[0]


def test_a_picture_whose_words_cannot_be_drawn_is_refused() -> None:
    with pytest.raises(RequestRefused) as told:
        made(PictureBlock("p", SVG.replace(b"</svg>", "<text>The ꔀ sign</text></svg>".encode()), "A square"))
    assert told.value.message == (
        'a picture in a Word document cannot show ꔀ in "The ꔀ sign": none of its fonts has a sign for it'
    )
    assert told.value.hint == "use another format, such as html or svg"


# --- Nothing active

PAYLOADS = [
    "<script>alert(1)</script>",
    "</w:t></w:r><w:r><w:instrText>DDEAUTO c:\\\\cmd.exe</w:instrText></w:r>",
    '=HYPERLINK("http://example.org")',
    "{ INCLUDEPICTURE http://example.org/x.png }",
    "]]><!DOCTYPE a [<!ENTITY b SYSTEM 'file:///etc/passwd'>]>&b;",
]


@pytest.mark.parametrize("payload", PAYLOADS)
def test_hostile_words_are_words(payload: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(socket, "socket", lambda *_, **__: pytest.fail("a socket"))
    file = made(
        Heading(2, text(payload), payload),
        Paragraph(text(payload)),
        table([payload], [payload]),
        PictureBlock("p", SVG, payload),
        body=payload,
        publisher=payload,
    )
    tree = part_of_docx(file)
    assert [text_of_docx(one) for one in tree.iter(f"{W}p")] == [payload, payload, payload, payload, "", payload]
    assert list(tree.iter(f"{W}instrText")) == []
    word = opened(file)
    assert word.core_properties.title == "A paper"
    assert [
        one.target_ref for part in word.part.package.iter_parts() for one in part.rels.values() if one.is_external
    ] == []


def test_the_time_of_a_table_grows_with_its_rows_and_not_with_their_square() -> None:
    """A table of 4,000 rows took four minutes. Processor time, with room for a slow machine."""
    row = tuple((Text(f"cell {number}"),) for number in range(8))
    table = Table(row, (row,) * 2000, (Alignment.LEFT,) * 8)
    began = process_time()
    docx.finish(Document("Paper", (table,), date(2010, 9, 27)))
    assert process_time() - began < 6
