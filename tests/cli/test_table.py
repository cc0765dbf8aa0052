from collections.abc import Sequence

import pytest
from hypothesis import given, strategies as st
from rich.cells import cell_len

from hsp_cli.cli.table import ASCII, BARE, RULED, Look, keeps_words, table_lines

TEA = "the\u0301"
ROWS = [("NI 192", "Household waste", "Red"), ("日本", TEA, "Green")]
WORDS = st.lists(st.text("abé日\u0301", min_size=1, max_size=30), min_size=1, max_size=12).map(" ".join)


def lines(rows: Sequence[Sequence[str]], look: Look, room: int, styles: Sequence[str] = ()) -> list[str]:
    heads = ("Code", "Title", "RAG")[: len(rows[0])]
    return list(table_lines(heads, rows, styles, look, room, lambda text, style: f"<{style}>{text}</>"))


def bare(line: str) -> str:
    return line.replace("<bold>", "").replace("<red>", "").replace("</>", "")


@pytest.mark.parametrize(
    ("look", "expected"),
    [
        (
            BARE,
            [
                "Code    Title            RAG  ",
                "NI 192  Household waste  Red  ",
                f"日本    {TEA}              Green",
            ],
        ),
        (
            RULED,
            [
                "Code     Title             RAG  ",
                "────────────────────────────────",
                "NI 192   Household waste   Red  ",
                f"日本     {TEA}               Green",
            ],
        ),
        (
            ASCII,
            [
                "Code   | Title           | RAG  ",
                "-------+-----------------+------",
                "NI 192 | Household waste | Red  ",
                f"日本   | {TEA}             | Green",
            ],
        ),
    ],
)
def test_columns_are_as_wide_as_their_widest_text(look: Look, expected: list[str]) -> None:
    assert [bare(line) for line in lines(ROWS, look, 100)] == expected


def test_the_widest_column_gives_way_first() -> None:
    assert [bare(line) for line in lines(ROWS, RULED, 30)[2:]] == [
        "NI 192   Household       Red  ",
        "         waste                ",
        f"日本     {TEA}             Green",
    ]


def test_a_word_is_broken_only_where_no_line_holds_it() -> None:
    row = ("short", "a supercalifragilistic word")
    assert [bare(line).rstrip() for line in lines([row], RULED, 20)[2:]] == [
        "short   a",
        "        supercalifra",
        "        gilistic",
        "        word",
    ]


def test_a_style_is_for_the_third_column_of_its_row() -> None:
    _, first, second = lines(ROWS, BARE, 100, ["red"])
    assert first == "NI 192  Household waste  <red>Red  </>"
    assert "<" not in second


@given(st.lists(st.tuples(WORDS, WORDS, WORDS), min_size=1, max_size=5), st.integers(40, 200))
@pytest.mark.parametrize("look", [RULED, ASCII])
def test_every_line_has_the_same_width_within_the_room_and_no_letter_is_lost(
    look: Look, rows: list[tuple[str, str, str]], room: int
) -> None:
    drawn = [bare(line) for line in lines(rows, look, room)]
    assert len({cell_len(line) for line in drawn}) == 1
    assert cell_len(drawn[0]) <= room
    written, given = (sorted(text.replace(" ", "")) for text in ("".join(drawn[2:]), "".join(map("".join, rows))))
    assert [letter for letter in written if letter != "|"] == given


def test_a_row_has_a_cell_for_every_head() -> None:
    for row in (("a",), ("a", "b", "c")):
        with pytest.raises(ValueError, match="argument 2"):
            list(table_lines(("Code", "Title"), [row], [], BARE, 100, lambda text, _style: text))


@given(st.lists(st.tuples(WORDS, WORDS), min_size=1, max_size=5))
def test_with_room_for_all_a_row_is_a_line(rows: list[tuple[str, str]]) -> None:
    assert len(lines(rows, BARE, 100_000)) == 1 + len(rows)


def test_no_word_is_broken_while_the_table_has_room_for_the_longest_of_each_column() -> None:
    row = ("2018-03", "Run the pilot in all of the schools of the borough", "cohesion-plan/a-very-long-name")
    printed = lines([row], RULED, 60)
    assert keeps_words(("Code", "Title", "RAG"), [row], RULED, 60)
    assert "cohesion-plan/a-very-long-name" in printed[2]
    assert {cell_len(bare(line)) for line in printed} == {60}
    assert not keeps_words(("Code", "Title", "RAG"), [row], RULED, 45)
