import io
import os
import re
import shutil

import pytest
from hypothesis import given, strategies as st

from hsp_cli.cli.screen import NARROW, UNBROKEN, Color, Screen, plain
from tests import injection_texts
from tests.runs import DAY, HARROW, hsp

OBEYED = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ud800-\udfff]")
"""What a terminal, or the eye, could be led astray by; a line break is neither."""


class Stream(io.TextIOWrapper):
    """A stream that keeps what is written to it."""

    def __init__(self, encoding: str = "utf-8", *, terminal: bool = False) -> None:
        super().__init__(io.BytesIO(), encoding=encoding, newline="\n", write_through=True)
        self.terminal = terminal

    def isatty(self) -> bool:
        return self.terminal

    def written(self) -> str:
        buffer = self.buffer
        assert isinstance(buffer, io.BytesIO)
        return buffer.getvalue().decode(self.encoding)


@pytest.fixture(autouse=True)
def _nothing_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("COLUMNS", "NO_COLOR", "FORCE_COLOR", "TERM"):
        monkeypatch.delenv(name, raising=False)


# --- What a terminal would obey


@pytest.mark.parametrize("text", injection_texts.SCREEN)
def test_nothing_is_left_that_a_terminal_obeys(text: str) -> None:
    assert OBEYED.search(plain(f"before {text} after")) is None


@given(st.text())
def test_of_any_text_only_what_can_be_read_is_left(text: str) -> None:
    assert OBEYED.search(plain(text)) is None


@given(st.text(alphabet="\x1b\x9b\x9d\x90\x9c\x07[]0;:?31mhPX^_\\ -/@~a\n"))
def test_no_escape_sequence_comes_about_by_taking_another_away(text: str) -> None:
    assert OBEYED.search(plain(text)) is None


def test_a_sequence_goes_as_a_whole() -> None:
    assert (
        plain("\x1b[31mred\x1b[0m \x1b]8;;https://evil.example\x1b\\click\x1b]8;;\x1b\\ \x1b]0;t\x07!") == "red click !"
    )


def test_line_breaks_stay_and_tabs_become_blanks() -> None:
    assert plain("a\r\nb\tc\n") == "a\nb c\n"


@given(st.text(st.characters(categories=["L", "N", "P", "S", "Zs"])))
def test_what_can_be_read_stays_as_it_is(text: str) -> None:
    assert plain(text) == text


@pytest.mark.parametrize(
    "text", ["[bold]x[/bold]", "[/x]", "[link=https://e.example]y[/link]", ":bomb:", r"\[not]", "[["]
)
def test_signs_of_the_drawing_library_are_words_in_a_table(text: str) -> None:
    stream = Stream()
    Screen(stream).table(("A",), [(text,)])
    assert text in stream.written()


@pytest.mark.parametrize(
    ("style", "code"), [("red", 31), ("green", 32), ("yellow", 33), ("blue", 34), ("bold", 1), ("dim", 2)]
)
def test_every_style_has_its_sequence_and_ends(style: str, code: int) -> None:
    assert Screen(Stream(), Color.ALWAYS).styled("a", style) == f"\x1b[{code}ma\x1b[0m"
    assert Screen(Stream(), Color.NEVER).styled("a", style) == "a"


# --- Characters the screen does not have


@pytest.mark.parametrize("encoding", ["ascii", "cp1252", "cp437", "latin-1", "koi8-r"])
@given(text=st.text())
def test_no_text_fails_on_a_screen_without_its_characters(encoding: str, text: str) -> None:
    stream = Stream(encoding)
    screen = Screen(stream)
    screen.write(text)
    screen.put(screen.styled(text, "bold"))
    screen.table((text, "b"), [(text, text)])
    screen.entry(text, text, text)


def test_signs_have_replacements_and_any_other_character_becomes_a_question_mark() -> None:
    stream = Stream("ascii")
    Screen(stream).write("↑ ↓ → ★ – — ‘a’ “b” … • × £5 CO₂ café 世")
    assert stream.written() == "^ v = * - - 'a' \"b\" ... - x GBP 5 CO2 cafe ?\n"


def test_characters_the_screen_has_stay() -> None:
    stream = Stream("cp1252")
    Screen(stream).write("£ – ’ é ↑")
    assert stream.written() == "£ – ’ é ^\n"


# --- Widths


ROWS = [("NI 192", "Household waste recycled and composted " * 4), ("x", "supercalifragilisticexpialidocious" * 4)]


@pytest.mark.parametrize("width", [40, 80, 200])
@pytest.mark.parametrize("encoding", ["utf-8", "ascii"])
def test_a_table_fits_the_screen_and_loses_no_text(width: int, encoding: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", str(width))
    stream = Stream(encoding, terminal=True)
    Screen(stream, Color.NEVER).table(("Code", "Title"), ROWS)
    lines = stream.written().splitlines()
    assert max(map(len, lines)) <= width
    assert all(line == line.rstrip() for line in lines)
    letters = re.sub(r"[\s|+─-]", "", stream.written())
    for _, title in ROWS:
        assert title.replace(" ", "") in letters


def test_in_a_pipe_a_record_stays_on_its_line() -> None:
    stream = Stream()
    screen = Screen(stream)
    screen.table(("Code", "Title"), [*ROWS, ("a\nb", "c\td")])
    assert screen.width == UNBROKEN
    assert len(stream.written().splitlines()) == 1 + len(ROWS) + 1
    assert "a b" in stream.written()


@pytest.mark.parametrize(
    ("columns", "width"), [("1", 40), ("40", 40), ("120", 120), ("0", None), ("x", None), ("-5", None)]
)
def test_columns_are_believed_down_to_forty(columns: str, width: int | None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", columns)
    assert Screen(Stream()).width == (width or UNBROKEN)


def test_without_columns_a_terminal_is_as_wide_as_it_says(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "get_terminal_size", lambda fallback: os.terminal_size((97, 30)))
    assert Screen(Stream(terminal=True)).width == 97
    monkeypatch.setattr(shutil, "get_terminal_size", os.terminal_size)  # it gives what it is asked to fall back on
    assert Screen(Stream(terminal=True)).width == NARROW == 80


@pytest.mark.parametrize("width", [40, 80])
def test_an_entry_wraps_its_words_and_never_its_address(width: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", str(width))
    stream = Stream()
    address = "a-plan-with-a-long-name/an-action-with-a-name-that-is-longer-still"
    Screen(stream).entry("Due then", "Word " * 40, address)
    first, *words, last = stream.written().splitlines()
    assert (first, last) == ("Due then", f"  {address}")
    assert max(map(len, words)) <= width
    assert sum(line.count("Word") for line in words) == 40


def test_an_entry_without_words_keeps_its_lines() -> None:
    stream = Stream()
    Screen(stream).entry("", "", "an-id")
    assert stream.written() == "\n  an-id\n"


def test_an_item_is_indented_wraps_further_in_and_breaks_no_address(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "40")
    stream = Stream()
    address = "https://rushmere.example/a-page-with-a-long-name/and-another"
    Screen(stream).item(f"An item that is longer than a line, at {address}")
    assert stream.written() == f"  An item that is longer than a line, at\n    {address}\n"


@pytest.mark.parametrize(("columns", "is_wide"), [("139", False), ("140", True)])
def test_a_screen_has_room_for_a_table_from_140_columns(
    columns: str, is_wide: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", columns)
    assert Screen(Stream()).has_room(("Id", "Title"), [("a" * 80, "b " * 90)]) is is_wide
    assert not Screen(Stream()).has_room(("Id", "Title"), [("a" * 80, "b" * 80)])


# --- Colours


@pytest.mark.parametrize(
    ("color", "env", "terminal", "expected"),
    [
        (Color.AUTO, {}, True, True),
        (Color.AUTO, {}, False, False),
        (Color.AUTO, {"NO_COLOR": "1"}, True, False),
        (Color.AUTO, {"NO_COLOR": ""}, True, True),
        (Color.AUTO, {"TERM": "dumb"}, True, False),
        (Color.AUTO, {"FORCE_COLOR": "1"}, False, True),
        (Color.AUTO, {"FORCE_COLOR": ""}, False, False),
        (Color.AUTO, {"FORCE_COLOR": "1", "NO_COLOR": "1"}, False, True),
        (Color.ALWAYS, {"NO_COLOR": "1"}, False, True),
        (Color.NEVER, {"FORCE_COLOR": "1"}, True, False),
    ],
)
def test_the_option_overrides_force_color_then_no_color_then_the_terminal(
    color: Color, env: dict[str, str], terminal: bool, expected: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in env.items():
        monkeypatch.setenv(name, value)
    assert Screen(Stream(terminal=terminal), color).in_color is expected


def test_colours_are_added_to_the_words_and_never_replace_them() -> None:
    arguments = ("exceptions", "--quarter", "Q1-2010", *HARROW, *DAY)
    coloured, bare = (hsp(*arguments, "--color", color) for color in ("always", "never"))
    assert "\x1b[31m" in coloured.out
    assert re.sub(r"\x1b\[[0-9;]*m", "", coloured.out) == bare.out
    assert "HR High Red" in bare.out


@pytest.mark.parametrize("command", ["exceptions", "risks", "due", "list indicators", "validate", "explain ni-126"])
def test_a_pipe_gets_no_colours_unless_it_asks_for_them(command: str) -> None:
    assert "\x1b" not in hsp(*command.split(), *HARROW, *DAY).out


def test_a_text_for_another_program_comes_after_what_was_written_before_and_at_once() -> None:
    raw = io.BytesIO()
    stream = io.TextIOWrapper(io.BufferedWriter(raw, 1_000), encoding="latin-1")
    screen = Screen(stream)
    stream.write("one ")
    screen.write_raw("two £")
    assert raw.getvalue() == "one two £".encode()
