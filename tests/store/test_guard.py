import re

import pytest
from hypothesis import given, strategies as st

from hsp_cli.store.files import MAX_BYTES
from hsp_cli.store.guard import Refused, guarded_text
from hsp_cli.store.source_map import MAX_DEPTH, SyntaxProblem, read_source_map

SMALLEST_BOMB = "a: &a [x]\n" + "".join(f"b{n}: &b{n} [*a, *a]\n" for n in range(9))


def refusal(content: bytes | str) -> tuple[SyntaxProblem, ...]:
    with pytest.raises(Refused) as refused:
        guarded_text(content.encode() if isinstance(content, str) else content)
    return refused.value.problems


def places(content: bytes | str) -> list[tuple[str, int, int]]:
    return [(problem.rule.code, problem.line, problem.column) for problem in refusal(content)]


@pytest.mark.parametrize(
    ("content", "line", "column", "byte"),
    [
        pytest.param("title: café £5\n".encode("cp1252"), 1, 11, "0xE9", id="cp1252"),
        pytest.param("a: 1\nb: dash – here\n".encode("cp1252"), 2, 9, "0x96", id="cp1252 on line 2"),
        pytest.param("title: é".encode() + b" \xa3", 1, 10, "0xA3", id="columns count characters"),
        pytest.param(b"\xef\xbb\xbfid: \xa3\n", 1, 5, "0xA3", id="a BOM is no column"),
        pytest.param("id: a\n".encode("utf-16"), 1, 1, "0xFF", id="UTF-16 with BOM"),
        pytest.param(b"a: \xed\xa0\x80", 1, 4, "0xED", id="raw surrogate"),
        pytest.param(b"a: \xc3", 1, 4, "0xC3", id="cut in the middle of a character"),
    ],
)
def test_what_is_not_utf8_is_refused_at_its_first_byte(content: bytes, line: int, column: int, byte: str) -> None:
    assert places(content) == [("not-utf8", line, column)]
    assert byte in refusal(content)[0].message


@pytest.mark.parametrize(
    ("content", "line", "column", "name"),
    [
        pytest.param(b"a: 1\nb: x\x00y\n", 2, 5, "U+0000", id="NUL"),
        pytest.param("id: a\n".encode("utf-16-le"), 1, 2, "U+0000", id="UTF-16 without BOM"),
        pytest.param(b"a: \x1b[31m\n", 1, 4, "U+001B", id="escape"),
        pytest.param(b"a: \x07\n", 1, 4, "U+0007", id="bell"),
        pytest.param(b"a: \x0c\n", 1, 4, "U+000C", id="form feed"),
        pytest.param(b"a: x\x7f\n", 1, 5, "U+007F", id="delete"),
        pytest.param("a: £\u0085b: 2\n", 1, 5, "U+0085", id="next line"),
        pytest.param("a: x\u2028y\n", 1, 5, "U+2028", id="line separator"),
        pytest.param("a: x\u2029y\n", 1, 5, "U+2029", id="paragraph separator"),
        pytest.param("a: x\ufeffy\n", 1, 5, "U+FEFF", id="BOM inside"),
        pytest.param("\ufeff\ufeffa: x\n", 1, 1, "U+FEFF", id="second BOM"),
        pytest.param("a: \uffff\n", 1, 4, "U+FFFF", id="no character"),
    ],
)
def test_a_character_that_no_one_can_see_is_refused_at_its_place(
    content: bytes | str, line: int, column: int, name: str
) -> None:
    assert places(content) == [("unprintable-character", line, column)]
    assert name in refusal(content)[0].message


def test_the_mark_that_excel_puts_in_front_means_nothing() -> None:
    assert guarded_text(b"\xef\xbb\xbfid: a\n") == "id: a\n"


@pytest.mark.parametrize(
    "text",
    [
        "id: a\r\ntitle: b\r\n",
        "id: a\rtitle: b\r",
        "title: ★ ↓ CO₂ £5 – ’ 日本 😀\n",
        "title: a\u00a0b\n",
        "a: x\ty\n",
        "",
    ],
)
def test_what_people_write_passes_unchanged(text: str) -> None:
    assert guarded_text(text.encode()) == text


@pytest.mark.parametrize(
    ("text", "line", "column", "what"),
    [
        ("a: &a 1\n", 1, 4, "anchor (&a)"),
        ("&a a: 1\n", 1, 1, "anchor (&a)"),
        ("a: [&a 1]\n", 1, 5, "anchor (&a)"),
        ('a: {"b":&a 1}\n', 1, 9, "anchor (&a)"),
        ("a:\n- &a 1\n", 2, 3, "anchor (&a)"),
        ("k: 1\r&a a: 1\r", 2, 1, "anchor (&a)"),
        ("a:\n  <<: {b: 1}\n", 2, 3, "merge key (<<)"),
        ("a: !!str 1\n", 1, 4, "tag"),
        ("a: !foo bar\n", 1, 4, "tag (!foo)"),
        ("a: ! 1\n", 1, 4, "tag"),
        ("a: !\n  1\n", 1, 4, "tag"),
        ("a: !!python/object/apply:os.system [ls]\n", 1, 4, "tag"),
        ("!!map {a: 1}\n", 1, 1, "tag"),
        ("%YAML 1.1\n---\na: no\n", 1, 1, "directive (%)"),
        ("%TAG ! tag:x,2000:\n---\na: 1\n", 1, 1, "directive"),
        ("a: 1\n---\nb: 2\n", 2, 1, "second document (---) in one file"),
        ("a: 1\n...\n---\nb: 2\n", 3, 1, "second document"),
    ],
)
def test_what_no_plan_needs_of_yaml_is_refused_at_its_place(text: str, line: int, column: int, what: str) -> None:
    assert ("unsupported-yaml", line, column) in places(text)
    assert re.fullmatch(rf"an? {re.escape(what)}.* is not allowed here", refusal(text)[0].message)


def test_all_reasons_for_a_refusal_are_reported_together() -> None:
    assert places("a: &x 1\nb: *x\nc: !t 2\n") == [
        ("unsupported-yaml", 1, 4),
        ("unsupported-yaml", 2, 4),
        ("unsupported-yaml", 3, 4),
    ]


def test_an_anchor_name_that_only_some_parsers_take_is_refused_all_the_same() -> None:
    assert [line for _, line, _ in places("a: &&a 1\n")] == [1]


@pytest.mark.parametrize(
    "text",
    [
        'a: "*Action for all partners"\n',
        "a: '&c'\n",
        "a: R & D, Q&A and S&E\n",
        "a: 5 * 3 ! <b> 100%\n",
        "a: |\n  *bold* &c !important\n  --- not a document\n  <<quoted>>\n",
        "a: x # &anchor *alias !tag\n",
        "---\na: 1\n",
        "---\na: 1\n...\n",
        "a: << less\n",
        "a: 'What? How?'\n",
        "a: [[1, 2], [3]]\n",
        "a: " + " " * 80 + "b\n",
        "a:\tb\n",
    ],
)
def test_the_same_signs_inside_a_text_are_words(text: str) -> None:
    assert guarded_text(text.encode()) == text


@pytest.mark.parametrize("depth", [MAX_DEPTH, 1_000, 100_000])
def test_brackets_inside_each_other_are_refused_before_a_parser_can_die_of_them(depth: int) -> None:
    assert places("a: " + "[" * depth + "]" * depth) == [("nesting-too-deep", 1, 3 + MAX_DEPTH)]


def test_brackets_up_to_the_limit_pass() -> None:
    text = "a: " + "[" * (MAX_DEPTH - 1) + "]" * (MAX_DEPTH - 1)
    assert guarded_text(text.encode()) == text


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("- " * 40 + "x\n", id="dashes on one line"),
        pytest.param("".join(" " * n + "a:\n" for n in range(100)), id="mappings by indentation"),
        pytest.param("".join(" " * n + "-\n" for n in range(100)), id="lists by indentation"),
        pytest.param("? " * 40 + "x\n", id="complex keys"),
        pytest.param("{a: " * 5 + "{" * 40 + "}" * 45, id="braces"),
    ],
)
def test_blocks_inside_each_other_are_refused_too(text: str) -> None:
    assert ("nesting-too-deep") in {code for code, _, _ in places(text)}


def test_a_bomb_of_aliases_is_refused_unexploded() -> None:
    assert {code for code, _, _ in places(SMALLEST_BOMB)} == {"unsupported-yaml"}


def test_the_limit_of_a_file_is_a_mebibyte() -> None:
    assert MAX_BYTES == 1_048_576


@given(st.binary(max_size=60) | st.text("ab:-[]{}&*!%<?# \t\r\n\"'|>,0", max_size=60).map(str.encode))
def test_any_bytes_are_a_text_or_refused_at_a_place(content: bytes) -> None:
    try:
        text = guarded_text(content)
    except Refused:
        assert all(line >= 1 and column >= 1 for _, line, column in places(content))
    else:
        assert text == content.decode().removeprefix("\ufeff")


@pytest.mark.parametrize(("digits", "is_refused"), [(100_000, False), (100_001, True)])
def test_a_number_has_a_hundred_thousand_digits_at_most(digits: int, is_refused: bool) -> None:
    content = b"a: " + b"9" * digits + b"\n"
    if not is_refused:
        assert guarded_text(content) == content.decode()
        return
    with pytest.raises(Refused, match="a number of more than 100,000 digits") as refused:
        guarded_text(content)
    assert (refused.value.problems[0].line, refused.value.problems[0].column) == (1, 4)


def refused(content: bytes, max_bytes: int) -> list[tuple[str, int, int, str]]:
    try:
        guarded_text(content, max_bytes)
    except Refused as refusal:
        return [(one.rule.code, one.line, one.column, one.message) for one in refusal.problems]
    return []


@pytest.mark.parametrize(("max_bytes", "most"), [(1, 1_000), (20_000, 1_000), (20_020, 1_001), (40_000, 2_000)])
def test_a_file_has_a_value_for_every_twenty_bytes_that_it_may_have_and_a_thousand_in_any_case(
    max_bytes: int, most: int
) -> None:
    def values(count: int) -> bytes:
        return b"[" + b"0," * (count - 2) + b"0]\n"  # the list itself is one of them

    assert refused(values(most), max_bytes) == []
    place = 2 * most
    message = f"more than {most:,} keys and values in one file"
    assert refused(values(most + 1), max_bytes) == [("too-many-values", 1, place, message)]


@pytest.mark.parametrize(("values", "count"), [("a: {b: 1}\n", 5), ("- - 1\n- 2\n", 4), ("a:\n- b\n", 4)])
def test_keys_values_lists_and_mappings_are_all_counted(values: str, count: int) -> None:
    assert read_source_map(values, count).problems == ()
    assert [one.rule.code for one in read_source_map(values, count - 1).problems] == ["too-many-values"]
