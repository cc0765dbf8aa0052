from datetime import date

import pytest
from hypothesis import given, strategies as st

from hsp_cli.formats import txt
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
    List,
    Paragraph,
    PictureBlock,
    Quote,
    Rating,
    Rule,
    Strong,
    Table,
    Text,
)
from tests.formats.readings import columns_of

LEFT, CENTRE, RIGHT = Alignment.LEFT, Alignment.CENTRE, Alignment.RIGHT


def words(text: str) -> tuple[Text]:
    return (Text(text),)


def text_of(*blocks: Block) -> str:
    return txt.finish(Document("T", blocks, date(2024, 4, 15))).decode()


def table(heads: str, *rows: str, alignments: tuple[Alignment, ...] = ()) -> Table:
    """A table from lines of cells between `|`."""
    head, *body = (tuple(words(cell) for cell in row.split("|")) for row in (heads, *rows))
    return Table(head, tuple(body), alignments or (LEFT,) * len(head))


# --- Blocks


def test_headings_of_three_levels_are_underlined_and_deeper_ones_stand_alone() -> None:
    headings = (
        Heading(level, words(name), name) for level, name in enumerate(("One", "Two", "Three", "Four"), start=1)
    )
    assert text_of(*headings) == "One\n===\n\nTwo\n---\n\nThree\n~~~~~\n\nFour\n"


def test_words_are_plain_and_lines_are_no_longer_than_80_columns() -> None:
    line = (Strong(words("Rating:")), Text(" "), Rating("R Red", "#d4351c"), Break(), CodeText("hsp due"), Text(" "))
    assert text_of(Paragraph((*line, Link("https://a.example", words("here"))))) == "Rating: R Red hsp due here\n"
    assert text_of(Paragraph(words("a " * 40 + "end"))) == f"{'a ' * 39}a\nend\n"
    assert text_of(Paragraph(words("x" * 90 + " end"))) == f"{'x' * 90}\nend\n"


def test_items_of_lists_hang_below_their_signs() -> None:
    inner = List(False, ((Paragraph(words("c " * 45)),),))
    assert text_of(List(True, ((Paragraph(words("a")),), (Paragraph(words("b")), inner)), start=9)) == (
        f"9. a\n10. b\n    - {'c ' * 36}c\n      c c c c c c c c\n".replace("c " * 36 + "c", ("c " * 37).rstrip())
    )


def test_quotations_rules_pictures_and_code_are_marked() -> None:
    assert (
        text_of(
            Quote((Paragraph(words("a")), Paragraph(words("b")))),
            Rule(),
            PictureBlock("map", b"", "A map"),
            Code("a\n\n  " + "b" * 90),
        )
        == f"> a\n>\n> b\n\n{'-' * 80}\n\n[Picture: A map]\n\na\n\n  {'b' * 90}\n"
    )


def test_the_contents_are_lines_below_each_other() -> None:
    entries = (Entry(2, "a", words("A")), Entry(3, "b", words("B " * 45)))
    assert text_of(Contents(entries)) == f"- A\n  - {('B ' * 38).rstrip()}\n    {('B ' * 7).rstrip()}\n"


def test_a_block_without_words_leaves_no_gap() -> None:
    assert text_of(Paragraph(words("a")), Contents(()), Paragraph(()), Paragraph(words("b"))) == "a\n\nb\n"


# --- Tables


def test_columns_stand_beside_each_other_as_they_are_aligned() -> None:
    assert text_of(table("Name|Figure|Mark", "a|5|x", "bb||y", alignments=(LEFT, RIGHT, CENTRE))) == (
        "Name  Figure  Mark\n----  ------  ----\na          5   x\nbb             y\n"
    )


def test_rows_of_several_lines_have_a_line_between_them() -> None:
    long = "word " * 20
    assert text_of(table("A|B", f"{long}|1", "c|2")) == (
        f"A{' ' * 76}  B\n{'-' * 77}  -\n{('word ' * 15).rstrip():77}  1\n{('word ' * 5).rstrip()}\n\nc{' ' * 76}  2\n"
    )


def test_room_goes_to_the_columns_that_need_it() -> None:
    lines = text_of(table("No.|Text|Owner", f"1|{'long ' * 30}|{'Name ' * 6}")).split("\n")
    assert [len(part) for part in lines[1].split()] == [3, 57, 16]


def test_a_table_whose_words_or_columns_have_no_room_becomes_entries() -> None:
    wide = table(
        "Name|" + "|".join(f"Column {number}" for number in range(1, 9)), "a " * 45 + "|2||4|5|6|7|8|" + "n " * 30
    )
    text = text_of(wide)
    assert text == (
        f"Name: {('a ' * 36).rstrip()}\n  {('a ' * 9).rstrip()}\nColumn 1: 2\nColumn 2:\nColumn 3: 4\nColumn 4: 5\n"
        f"Column 5: 6\nColumn 6: 7\nColumn 7: 8\nColumn 8: {('n ' * 30).rstrip()}\n"
    )
    assert text_of(table("A|B", f"{'x' * 70}|{'y' * 20}", "1|2")) == f"A: {'x' * 70}\nB: {'y' * 20}\n\nA: 1\nB: 2\n"


def test_wide_characters_take_two_columns_and_accents_none() -> None:
    assert text_of(table("A|B", "世界|1", "e\u0301|2")) == "A     B\n----  -\n世界  1\ne\u0301     2\n"


@given(st.lists(st.lists(st.text(alphabet="abc ", max_size=60), min_size=3, max_size=3), min_size=2, max_size=4))
def test_any_table_has_the_words_of_its_cells_and_fits_the_screen(cells: list[list[str]]) -> None:
    heads, *rows = [[f"x{cell}" for cell in row] for row in cells]
    text = text_of(table("|".join(heads), *("|".join(row) for row in rows)))
    lines = text.removesuffix("\n").split("\n")
    if not any(set(line) == {"-", " "} for line in lines):
        assert ":" in text
        return
    assert max(map(len, lines)) <= 80
    assert columns_of(lines, len(rows)) == [[" ".join(cell.split()) for cell in row] for row in (heads, *rows)]


# --- From what it was made


@pytest.mark.parametrize("line", ["Made by hsp.", "Made by hsp " + "and so on " * 30 + "end."])
def test_the_last_paragraph_says_from_what_a_paper_was_made(line: str) -> None:
    text = text_of(Heading(1, words("T"), "t"), Rule(), Paragraph(words(line)))
    assert txt.provenance_in(text) == line
    assert txt.provenance_in(f"{text}\nmore\n") == "more"
    assert txt.provenance_in(text.replace("\n", "\r\n")) == line
    assert txt.provenance_in("") == ""
