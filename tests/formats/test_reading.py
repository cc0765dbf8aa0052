from collections.abc import Iterator

import pytest
from hypothesis import example, given, strategies as st
from markdown_it import MarkdownIt

from hsp_cli.drawing.picture import Picture
from hsp_cli.formats import marks
from hsp_cli.formats.document import (
    Alignment,
    Block,
    Break,
    Code,
    CodeText,
    Contents,
    Emphasis,
    Entry,
    Heading,
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
    blocks_within,
    ground_of,
    plain,
)
from hsp_cli.formats.markdown import escaped, finish, written
from hsp_cli.formats.reading import NotShown, blocks_of
from hsp_cli.wording.marked import Marked, OfRating, drawn, followed, joined, named, preceded, rated
from tests import injection_texts
from tests.papers.pages import words as words_of

GREEN = "#00703c"


def words(*texts: str) -> tuple[Text, ...]:
    return tuple(map(Text, texts))


# --- What a page may have


def test_headings_have_the_anchors_that_the_contents_of_markdown_link() -> None:
    page = "# Top\n\n## Contents\n\n\0contents\0\n\n## A & B\n\n### Same\n\n### Same\n\n#### Deep\n"
    assert blocks_of(page) == (
        Heading(1, words("Top"), "top"),
        Heading(2, words("Contents"), "contents"),
        Contents(
            (
                Entry(2, "a--b", words("A & B")),
                Entry(3, "same", words("Same")),
                Entry(3, "same-1", words("Same")),
            )
        ),
        Heading(2, words("A & B"), "a--b"),
        Heading(3, words("Same"), "same"),
        Heading(3, words("Same"), "same-1"),
        Heading(4, words("Deep"), "deep"),
    )
    assert "- [A & B](#a--b)\n  - [Same](#same)\n  - [Same](#same-1)" in finish(page).decode()


def test_lines_of_a_paragraph_run_on_and_breaks_stay() -> None:
    (paragraph,) = blocks_of("one\ntwo **bold** *slanted* `typed`\\\nthree")
    assert paragraph == Paragraph(
        (
            *words("one", " ", "two "),
            Strong(words("bold")),
            Text(" "),
            Emphasis(words("slanted")),
            Text(" "),
            CodeText("typed"),
            Break(),
            Text("three"),
        )
    )


def test_lists_hold_blocks_and_number_from_where_they_start() -> None:
    assert blocks_of("- a\n- b\n\n  more\n\n3. c\n4. d\n   - e\n") == (
        List(False, ((Paragraph(words("a")),), (Paragraph(words("b")), Paragraph(words("more"))))),
        List(
            True,
            ((Paragraph(words("c")),), (Paragraph(words("d")), List(False, ((Paragraph(words("e")),),)))),
            start=3,
        ),
    )


def test_tables_have_alignments_and_as_many_cells_in_each_row_as_heads() -> None:
    assert blocks_of("| a | b | c |\n| --- | ---: | :-: |\n| 1 | **2** |\n") == (
        Table(
            (words("a"), words("b"), words("c")),
            ((words("1"), (Strong(words("2")),), ()),),
            (Alignment.LEFT, Alignment.RIGHT, Alignment.CENTRE),
        ),
    )


def test_quotations_code_and_rules_are_blocks() -> None:
    assert blocks_of("> said\n\n```text\na\n  b\n```\n\n    c\n\n---\n") == (
        Quote((Paragraph(words("said")),)),
        Code("a\n  b", "text"),
        Code("c"),
        Rule(),
    )


def test_html_is_the_text_that_it_is() -> None:
    page = "<b>x</b> &lt;\n\n<script>\nalert(1)\n</script>\n"
    assert [plain(block.inlines) for block in blocks_of(page) if isinstance(block, Paragraph)] == [
        "<b>x</b> <",
        "<script> alert(1) </script>",
    ]


def test_links_lead_to_addresses_headings_and_files() -> None:
    page = "[a](https://a.example) [b](#b) [c](other.md) [d](mailto:d@d.example)"
    (paragraph,) = blocks_of(page)
    assert isinstance(paragraph, Paragraph)
    links = [inline for inline in paragraph.inlines if isinstance(inline, Link)]
    assert [link.target for link in links] == ["https://a.example", "#b", "other.md", "mailto:d@d.example"]
    assert [plain(link.inlines) for link in links] == ["a", "b", "c", "d"]


def test_a_picture_is_a_block_of_its_own_or_a_part_of_its_line() -> None:
    picture = Picture("map", "<svg/>", "A map")
    page = "![A map](map.svg)\n\n| a |\n| --- |\n| 5 ![*This* map](map.svg) |\n"
    assert blocks_of(page, [picture]) == (
        PictureBlock("map", b"<svg/>", "A map"),
        Table(
            (words("a"),),
            (((Text("5 "), PictureInline("map", b"<svg/>", "This map")),),),
            (Alignment.LEFT,),
        ),
    )


# --- Ratings


def test_a_rating_keeps_its_colour_on_the_page_and_markdown_has_its_words() -> None:
    cell = joined([followed(rated("A* Amber", "amber"), ", computed †1"), "↓ worsening"], "; ")
    page = f"| a |\n| --- |\n| {written(cell)} |\n"
    (table,) = blocks_of(page)
    assert isinstance(table, Table)
    assert table.rows == (((Rating("A* Amber", "#ffb81c"), Text(", computed †1; ↓ worsening")),),)
    assert finish(page).decode() == f"| a |\n| --- |\n| {escaped(str(cell))} |\n"
    assert ground_of(table.rows[0][0]) == "#ffb81c"


def test_a_rating_with_words_before_it_or_without_a_known_colour_is_still_a_rating() -> None:
    (paragraph,) = blocks_of(written(preceded("New: ", rated("G Green", "green"))))
    assert paragraph == Paragraph((Text("New: "), Rating("G Green", GREEN)))
    (paragraph,) = blocks_of(written(rated("X Odd", "mauve")))
    assert paragraph == Paragraph((Rating("X Odd", None),))
    assert ground_of((Rating("X Odd", None),)) is None
    assert ground_of((Rating("R", "#d4351c"), Text(" or "), Rating("G", GREEN))) is None
    assert ground_of((Rating("R", "#d4351c"), Strong(words("!")))) is None


def test_a_rating_among_other_words_is_found_whatever_stands_around_it() -> None:
    page = f"**{written(rated('G', 'green'))}** and {written(rated('H', 'green'))}{written(rated('I', 'green'))}."
    (paragraph,) = blocks_of(page)
    assert paragraph == Paragraph(
        (Strong((Rating("G", GREEN),)), Text(" and "), Rating("H", GREEN), Rating("I", GREEN), Text("."))
    )


@pytest.mark.parametrize("text", injection_texts.MARKDOWN)
def test_a_rating_of_any_words_leaves_the_bytes_of_markdown_as_they_were(text: str) -> None:
    value = Marked([("- ", None), (text, OfRating("red")), ("_b", None), ("c_", OfRating("red"))])
    assert marks.without_marks(written(value)) == escaped(str(value))
    if " ".join(text.split()) == text.strip() == text:
        (paragraph,) = blocks_of(written(value))
        assert isinstance(paragraph, Paragraph)
        assert plain(paragraph.inlines) == str(value)
        assert Rating("c_", "#d4351c") in paragraph.inlines


def test_characters_that_nobody_can_see_are_left_out_wherever_a_template_has_them() -> None:
    assert blocks_of("a\x1b[31m\x03 `b\x07`\n\n```\nc\x9b\u202e\n```\n\n\x02\n") == (
        Paragraph((*words("a[31m", " "), CodeText("b"))),
        Code("c"),
        Paragraph(()),
    )


def test_no_text_of_a_record_can_forge_a_mark() -> None:
    forged = marks.rating("Green", GREEN) + marks.name("Plan", COHESION) + marks.CONTENTS
    assert blocks_of(written(forged)) == (Paragraph(words(f"{GREEN}Green{COHESION}Plancontents")),)
    assert blocks_of(written(rated(forged, "red")))[0] == Paragraph(words(f"{GREEN}Green{COHESION}Plancontents"))


# --- Names of records

COHESION = "plan:plans/cohesion"


def test_words_that_name_a_record_are_its_name_on_the_page_and_words_in_markdown() -> None:
    cell = joined([named("Safe_r *streets*", COHESION), " (2010)"])
    page = f"| a |\n| --- |\n| {written(cell)} |\n"
    (table,) = blocks_of(page)
    assert isinstance(table, Table)
    assert table.rows == (((RecordName(COHESION, words("Safe_r *streets*"), is_place=True), Text(" (2010)")),),)
    assert finish(page).decode() == f"| a |\n| --- |\n| {escaped(str(cell))} |\n"


def test_a_record_has_its_place_at_the_first_heading_that_names_it_or_else_where_it_is_named_first() -> None:
    plan, aim = written(named("Cohesion", COHESION)), written(named("Trust", "aim:plans/cohesion/a1"))
    page = f"{plan} {aim}\n\n## {plan}\n\n{aim}\n\n### {plan}\n"
    names = [one for block in blocks_of(page) if isinstance(block, Heading | Paragraph) for one in block.inlines]
    assert [(plain((one,)), one.is_place) for one in names if isinstance(one, RecordName)] == [
        ("Cohesion", False),
        ("Trust", True),
        ("Cohesion", True),
        ("Trust", False),
        ("Cohesion", False),
    ]


def test_a_name_may_stand_inside_a_link_or_bold_words_and_beside_a_rating() -> None:
    name = written(named("Cohesion", COHESION))
    (paragraph,) = blocks_of(f"[{name}](#a) **{name}** {written(joined([rated('G', 'green'), named('C', COHESION)]))}")
    assert paragraph == Paragraph(
        (
            Link("#a", (RecordName(COHESION, words("Cohesion"), is_place=True),)),
            Text(" "),
            Strong((RecordName(COHESION, words("Cohesion")),)),
            Text(" "),
            Rating("G", GREEN),
            RecordName(COHESION, words("C")),
        )
    )


def test_a_heading_that_names_a_record_has_the_anchor_of_its_words() -> None:
    (heading,) = blocks_of(f"## {written(named('Safe streets', COHESION))}")
    assert isinstance(heading, Heading)
    assert heading.anchor == "safe-streets"


def test_pieces_of_a_name_that_a_template_took_are_words() -> None:
    name = written(named("Cohesion", COHESION))
    page = f"{name[:-1]} on\n\n{name.rpartition(':')[2]} `{name}`\n\n```\n{name}\n```\n"
    first, second, code = blocks_of(page)
    assert first == Paragraph(words("Cohesion on"))
    assert isinstance(second, Paragraph)
    assert plain(second.inlines) == "plans/cohesionCohesion Cohesion"
    assert code == Code("Cohesion")


@pytest.mark.parametrize("text", injection_texts.MARKDOWN)
def test_a_name_of_any_words_leaves_the_bytes_of_markdown_as_they_were(text: str) -> None:
    value = joined(["- ", named(text, COHESION), "_b"])
    assert marks.without_marks(written(value)) == escaped(str(value))
    if "  " not in value and str(value) == value.strip() and str(value).isprintable():
        (paragraph,) = blocks_of(written(value))
        assert isinstance(paragraph, Paragraph)
        assert plain(paragraph.inlines) == str(value)
        assert any(isinstance(one, RecordName) for one in paragraph.inlines)


# --- Words that stand for a picture


def test_words_that_stand_for_a_picture_are_the_picture_with_its_words_and_words_in_markdown() -> None:
    page = f"| a |\n| --- |\n| {written(followed(drawn('▁█', 'trend-a'), ' 1 to 3'))} |\n"
    (table,) = blocks_of(page, [Picture("trend-a", "<svg/>", "2 figures")])
    assert isinstance(table, Table)
    assert table.rows == (((PictureInline("trend-a", b"<svg/>", "2 figures", "▁█"), Text(" 1 to 3")),),)
    assert plain(table.rows[0][0]) == "▁█ 1 to 3"
    assert "| ▁█ 1 to 3 |" in finish(page).decode()
    assert blocks_of(written(drawn("▁█", "trend-a"))) == (Paragraph(words("▁█")),)


# --- What other formats could not show


@pytest.mark.parametrize(
    ("page", "what", "where"),
    [
        ("| a | b |\n| --- | --- |\n| 1 | 2 | 3 |\n", "a row of 3 cells in a table of 2 columns", "| 1 | 2 | 3 |"),
        ("![x](https://a.example/p.png)", "the picture https://a.example/p.png", "https://a.example/p.png"),
        ("[x](ftp://a.example)", "a link to ftp://a.example", "ftp://a.example"),
        ('[x](a.md "Title")', "a link or picture with a title", "Title"),
        ("[x](//a.example)", "a link to //a.example", "//a.example"),
        ("- \0contents\0", "the contents inside a paragraph", "contents"),
        ("- \0contents\0 here", "the contents inside a paragraph", "contents"),
        (f"\x01{GREEN}\x02never ended", "a rating that is more than plain words", "never ended"),
        (f"\x01{GREEN}\x02**bold**\x03", "a rating that is more than plain words", "bold"),
        ("> " * 2000 + "deep", "too many levels", ""),
        ("*a **b " * 800 + "c** d*" * 800, "too many levels", ""),
    ],
)
def test_what_another_format_could_not_show_is_refused_and_never_left_out(page: str, what: str, where: str) -> None:
    with pytest.raises(NotShown) as refused:
        blocks_of(page)
    assert refused.value.what.startswith(what)
    assert refused.value.where == where


def test_a_bar_that_is_escaped_or_inside_a_quotation_makes_no_cell() -> None:
    (table,) = blocks_of("| a \\| b | c |\n| --- | --- |\n| 1 \\| 2 | 3 \\||\n")
    assert isinstance(table, Table)
    assert [[plain(cell) for cell in row] for row in (table.head, *table.rows)] == [["a | b", "c"], ["1 | 2", "3 |"]]
    (quote,) = blocks_of("> | a |\n> | --- |\n> | 1 |\n")
    assert isinstance(quote, Quote)
    assert isinstance(quote.blocks[0], Table)


_PIECES = st.sampled_from(
    ("|", "\\", "|", " ", "a", "B", "*", "`", "!", "[", "]", "&amp;", "&", "<", "_", "\\|", ">", "é", "#")
)
_LINES = st.lists(_PIECES, max_size=14).map("".join)
_RULES = st.sampled_from(("| --- | ---: |", "|:-:|---|", "--- | ---", "| --- |", "| --- | --- | --- |"))


@given(head=_LINES, rule=_RULES, rows=st.lists(_LINES, max_size=4), before=st.sampled_from(("", "> ", "- ")))
@example(head="| a | b |", rule="| --- | ---: |", rows=["| a\\|b | \\\\| |", "c | `|` |", "", "d | e"], before="> ")
def test_a_page_has_the_tables_and_words_that_a_reader_of_markdown_finds(
    head: str, rule: str, rows: list[str], before: str
) -> None:
    further = "  " if before == "- " else before
    page = "\n".join(f"{further if number else before}{line}" for number, line in enumerate([head, rule, *rows]))
    try:
        blocks = blocks_of(page)
    except NotShown:
        return
    assert list(_lines_of(blocks)) == _lines_in(page)


def _lines_of(blocks: tuple[Block, ...]) -> Iterator[str]:
    """The words of each line, a cell after the other."""
    for block in blocks_within(blocks):
        if isinstance(block, Heading | Paragraph):
            yield plain(block.inlines)
        elif isinstance(block, Table):
            yield from (plain(cell) for row in (block.head, *block.rows) for cell in row)


def _lines_in(page: str) -> list[str]:
    """The same as the library reads them, with its own rules."""
    options = {"html": False, "linkify": False, "typographer": False, "maxNesting": 100_000}
    tokens = MarkdownIt("commonmark", options).enable("table").parse(page)
    return [words_of(token) for token in tokens if token.type == "inline"]
