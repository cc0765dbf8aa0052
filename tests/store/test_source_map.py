from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given, strategies as st
from ruamel.yaml import YAML

from hsp_cli.domain.finding import Key
from hsp_cli.store import source_map
from hsp_cli.store.source_map import MAX_DEPTH, SyntaxProblem, read_source_map
from tests.workspaces import SHIPPED

RECORD = """\
id: ni-126
title: Café — visits
figures:
  Q1-2010: {actual: 69, target: 77}
  "Q2 2010/11":
    actual: 70
aims:
  - id: one
    due: 2018-03
  -
    id: two
note: |
  words
  more words
schemes: []
last: [a, bb, ccc]
"""


def problems(text: str) -> list[tuple[str, int, int]]:
    return [(problem.rule.code, problem.line, problem.column) for problem in read_source_map(text).problems]


@pytest.mark.parametrize(
    ("keys", "value", "key"),
    [
        (("id",), (1, 5), (1, 1)),
        (("title",), (2, 8), (2, 1)),
        (("figures", "Q1-2010", "actual"), (4, 21), (4, 13)),
        (("figures", "Q1-2010", "target"), (4, 33), (4, 25)),
        (("aims", 0, "id"), (8, 9), (8, 5)),
        (("aims", 0, "due"), (9, 10), (9, 5)),
        (("aims", 1, "id"), (11, 9), (11, 5)),
        (("schemes",), (15, 10), (15, 1)),
        (("last", 0), (16, 8), (16, 8)),
        (("last", 2), (16, 15), (16, 15)),
    ],
)
def test_a_value_and_its_key_are_found_where_they_stand(
    keys: tuple[Key, ...], value: tuple[int, int], key: tuple[int, int]
) -> None:
    source_map = read_source_map(RECORD)
    assert source_map.find(keys) == value
    assert source_map.find(keys, on_key=True) == key


def test_what_stands_behind_a_character_written_as_two_escapes_keeps_its_column() -> None:
    text = r'{a: "\uD83D\uDE00", b: x}'
    assert read_source_map(text).find(("b",)) == (1, text.index("x") + 1)
    assert problems(text) == []


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("a: [Is it?, was it]\n", ["Is it?", "was it"]),
        ("a: [a ? b, ?x]\n", ["a ? b", "?x"]),
        ("{a?: Is it?}\n", ["Is it?"]),
        ("a: [? b : c]\n", ["c"]),
        ("a: [\ue03f, Is it?]\n", None),
    ],
)
def test_a_question_mark_between_brackets_is_a_sign_only_before_a_key(text: str, values: list[str] | None) -> None:
    if values is None:  # a text with the sign that stands in for a question mark meanwhile is left as it is
        assert problems(text) != []
        return
    assert problems(text) == []
    assert [node.value for node in read_source_map(text).scalars() if node.value] == values


@pytest.mark.parametrize(
    ("keys", "place"),
    [
        (("figures",), (3, 1)),
        (("figures", "Q2 2010/11"), (5, 3)),
        (("aims",), (7, 1)),
        (("aims", 0), (8, 5)),
        (("figures", "Q1-2010"), (4, 3)),
        (("note",), (12, 7)),
    ],
)
def test_what_goes_over_several_lines_or_holds_something_is_found_at_its_beginning(
    keys: tuple[Key, ...], place: tuple[int, int]
) -> None:
    assert read_source_map(RECORD).find(keys) == place


@pytest.mark.parametrize(
    ("keys", "place"),
    [
        ((), (1, 1)),
        (("nowhere",), (1, 1)),
        (("aims", 0, "nowhere"), (8, 5)),
        (("aims", 7), (7, 1)),
        (("figures", "Q1-2010", "note"), (4, 3)),
        (("id", "period"), (1, 5)),
    ],
)
def test_what_does_not_exist_is_found_at_the_nearest_thing_around_it(
    keys: tuple[Key, ...], place: tuple[int, int]
) -> None:
    assert read_source_map(RECORD).find(keys) == place


@pytest.mark.parametrize("spelling", ["Q2-2010", "Q2 2010/11"])
def test_a_period_is_found_under_any_of_its_spellings(spelling: str) -> None:
    assert read_source_map(RECORD).find(("figures", spelling, "actual")) == (6, 13)


def test_a_key_that_is_a_number_is_found_by_its_digits() -> None:
    source_map = read_source_map("figures:\n  2010: {actual: 5}\n")
    assert source_map.find(("figures", 2010, "actual")) == source_map.find(("figures", "2010", "actual")) == (2, 18)


def test_a_value_on_the_line_below_its_key_is_found_at_the_key() -> None:
    assert read_source_map("title:\n  Waste\n").find(("title",)) == (1, 1)


@pytest.mark.parametrize(("line_end"), ["\n", "\r\n", "\r"])
def test_lines_are_counted_alike_whichever_way_they_end(line_end: str) -> None:
    source_map = read_source_map(RECORD.replace("\n", line_end))
    assert source_map.find(("aims", 0, "due")) == (9, 10)
    assert source_map.find(("last", 2)) == (16, 15)


@pytest.mark.parametrize("words", ["ab", "éß", "日本", "😀😀", "e\u0301"])
def test_columns_count_characters_not_bytes(words: str) -> None:
    assert read_source_map(f"[{words}, x: 1]\n").find((1, "x")) == (1, 9)


def test_single_values_come_in_the_order_of_the_file_with_their_ends() -> None:
    scalars = [(node.value, node.line, node.end_line, node.plain) for node in read_source_map(RECORD).scalars()]
    assert scalars[:4] == [
        ("ni-126", 1, 1, True),
        ("Café — visits", 2, 2, True),
        ("69", 4, 4, True),
        ("77", 4, 4, True),
    ]
    assert ("words\nmore words\n", 12, 15, False) in scalars
    assert scalars[-1] == ("ccc", 16, 16, True)


def test_a_plain_text_ends_behind_its_last_character() -> None:
    (node,) = read_source_map("a: two words # and a comment\n").scalars()
    assert (node.end_line, node.end_column) == (1, 13)


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("a: 1\nb: 2\na: 3\n", [("duplicate-key", 3, 1)]),
        ("a: 1\na: 2\na: 3\n", [("duplicate-key", 2, 1), ("duplicate-key", 3, 1)]),
        ("a:\n  b: 1\n  'b': 2\n", [("duplicate-key", 3, 3)]),
        ("a: {b: 1, c: 2, b: 3}\n", [("duplicate-key", 1, 17)]),
        ("- {b: 1}\n- {b: 1}\n", []),
        ("a: {b: 1}\nb: {b: 1}\n", []),
    ],
)
def test_a_duplicate_key_is_reported_at_its_second_place(text: str, places: list[tuple[str, int, int]]) -> None:
    assert problems(text) == places


def test_a_duplicate_key_names_the_line_of_the_first() -> None:
    (problem,) = read_source_map("a: 1\nb: 2\na: 3\n").problems
    assert problem.message == "`a` stands twice; the first is on line 1"


@pytest.mark.parametrize(
    ("text", "line", "column"),
    [
        ("title: Reduce: costs\n", 1, 14),
        ("a: 1\nb: @x\n", 2, 4),
        ("a: %50\n", 1, 4),
        ("a: `x`\n", 1, 4),
        ("a: 'open\nb: 2\n", 3, 1),
        ("a: [1, 2\n", 2, 1),
        ("a: 1\n b: 2\n", 2, 3),
        ("a:\n\tb: 1\n", 2, 1),
        ("<<<<<<< HEAD\na: 1\n=======\na: 2\n>>>>>>> x\n", 2, 2),
    ],
)
def test_what_is_no_yaml_is_a_problem_where_it_stops_being_yaml(text: str, line: int, column: int) -> None:
    assert problems(text) == [("yaml-syntax", line, column)]
    assert all("\n" not in problem.message for problem in read_source_map(text).problems)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("a: [1, 2\n", "did not find expected ',' or ']' while parsing a flow sequence"),
        ("title: Reduce: costs\n", "mapping values are not allowed in this context"),
        ('a: "\\q"\n', "found unknown escape character while parsing a quoted scalar"),
        ("[" * 33 + "]" * 33, "nested deeper than 32 levels"),
    ],
)
def test_a_problem_is_told_in_the_words_of_the_parser_on_one_line(text: str, message: str) -> None:
    assert [problem.message for problem in read_source_map(text).problems] == [message]


def test_after_a_hundred_problems_the_rest_is_not_read() -> None:
    all_of_them, too_many = (read_source_map("a: 1\n" * count).problems for count in (100, 200))
    assert (len(all_of_them), len(too_many)) == (99, 100)
    told = "`a` stands twice; the first is on line 1"
    assert {problem.message for problem in (*all_of_them, *too_many[:-1])} == {told}
    assert too_many[-1].message == f"{told}; it is the 100th problem, and the rest of the file was not read"
    assert too_many[-1].line == 101


@pytest.mark.parametrize("depth", [10, MAX_DEPTH - 1, MAX_DEPTH, MAX_DEPTH + 1, 1_000, 100_000])
def test_only_what_is_deeper_than_the_limit_is_too_deep(depth: int) -> None:
    expected = [] if depth <= MAX_DEPTH else [("nesting-too-deep", 1, MAX_DEPTH + 1)]
    assert problems("[" * depth + "]" * depth) == expected


@pytest.mark.parametrize("text", ["", "# nothing\n", "..."])
def test_an_empty_file_has_no_places_but_its_beginning(text: str) -> None:
    assert read_source_map(text).find(("id",)) == (1, 1)


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
def test_places_are_those_of_the_round_trip_loader(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    source_map = read_source_map(text)
    assert source_map.problems == ()
    expected = dict(round_trip_places(YAML().load(text), ()))
    assert len(expected) >= 4
    assert {keys: source_map.find(keys, on_key=True) for keys in expected} == expected


def round_trip_places(node: Any, keys: tuple[Key, ...]) -> Iterator[tuple[tuple[Key, ...], tuple[int, int]]]:
    """Every key and list item with its line and column from 1, as ruamel's slow loader has them."""
    if hasattr(node, "items"):
        for key, value in node.items():
            line, column = node.lc.key(key)
            yield (*keys, str(key)), (line + 1, column + 1)
            yield from round_trip_places(value, (*keys, str(key)))
    elif hasattr(node, "append"):
        for index, value in enumerate(node):
            line, column = node.lc.item(index)
            yield (*keys, index), (line + 1, column + 1)
            yield from round_trip_places(value, (*keys, index))


def test_a_file_is_read_no_further_than_the_question_needs(monkeypatch: pytest.MonkeyPatch) -> None:
    text = "a: 1\nb:\n" + "- 2\n" * 1_000
    unread = source_map._events(text)
    monkeypatch.setattr(source_map, "_events", lambda _text: unread)
    assert read_source_map(text).find(("a",)) == (1, 4)
    assert 800 < len(list(unread)) < 1_000


@pytest.mark.parametrize("start", ["", "l: [x, y]\n"])
def test_a_mapping_is_found_at_its_key_wherever_the_reading_has_paused(start: str) -> None:
    for count in range(100):
        text = start + "".join(f"k{number}: v\n" for number in range(count)) + "last: {a: 1}\n"
        assert read_source_map(text).find(("last",)) == (text.count("\n"), 1)


@pytest.mark.parametrize(
    ("keys", "line"),
    [(("id",), 1), (("figures",), 6), (("aims", 0), 9), (("aims",), 11), (("note",), 14), (("schemes",), 15), ((), 16)],
)
def test_a_value_ends_on_the_last_line_with_anything_of_it(keys: tuple[Key, ...], line: int) -> None:
    assert read_source_map(RECORD).last_line(keys) == line


TEXTS = st.text("ab:-[]{}&*!%<?# \t\r\n\"'|>,0é", max_size=60)


@given(TEXTS, st.lists(st.lists(st.sampled_from(["a", "b", 0, 1]), max_size=3).map(tuple)))
@example("a: 1\nb: [" + "0, " * 200 + "x]\ny: 'not closed\n", [("b", 1), ("a",), ("b", 199), ("a", "b")])
def test_a_place_does_not_depend_on_what_was_asked_before(text: str, places: list[tuple[Key, ...]]) -> None:
    source_map, whole = read_source_map(text), read_source_map(text)
    assert whole.problems == read_source_map(text).problems
    for keys in places:
        assert source_map.find(keys) == whole.find(keys) == read_source_map(text).find(keys)
        assert source_map.last_line(keys) == whole.last_line(keys) == read_source_map(text).last_line(keys)
    assert source_map.problems == whole.problems


@given(TEXTS)
def test_any_text_has_a_source_map(text: str) -> None:
    source_map = read_source_map(text)
    line, column = source_map.find(("a", 0, "b"))
    assert line >= 1
    assert column >= 1
    assert all(isinstance(problem, SyntaxProblem) for problem in source_map.problems)
    assert all(node.line <= node.end_line for node in source_map.scalars())


@pytest.mark.parametrize(
    "text",
    [
        "a:\n  - id: x\n    b: {c: 1, d: 2}\n  # a note\n  - id: y\n    Q1 2010/11: 5\nz: 1\n",
        "# a comment\n\na: >\n  b: not a key\n  c\nd:\n- 1\n- 2\n",
        'a: {b: {c: [1, 2]},\n    d: 3}\ne: "x\n  f: y"\nf: 1\n',
        "a:\r\n  b: 1\r\n  c: 2\r\n",
        "a: &x 1\nb: *x\n",
        "? a\n: 1\nb: 2\n",
        "[1, 2]\n",
        "a\n",
        "",
    ],
)
def test_the_line_of_a_value_is_that_of_its_place(text: str) -> None:
    every = ((), ("a",), ("a", 0), ("a", 1), ("a", 1, "Q1-2010"), ("a", 0, "b"), ("a", 0, "b", "d"), ("a", "b"))
    for keys in (*every, ("a", "b", "c", 1), ("a", "d"), ("a", "c"), ("b",), ("d", 1), ("f",), ("z",), ("unknown",)):
        assert read_source_map(text).line(keys) == read_source_map(text).find(keys)[0], keys
