import pytest

from hsp_cli.store.guard import Refused, guarded_text
from hsp_cli.store.parsing import parse


def problem(text: str) -> tuple[str, int, int, str]:
    """The one problem of a text: code, line, column, message."""
    with pytest.raises(Refused) as refused:
        parse(guarded_text(text.encode()))
    (found,) = refused.value.problems
    return found.rule.code, found.line, found.column, found.message


@pytest.mark.parametrize(
    ("text", "line", "column", "character"),
    [
        ("id: a\ntitle:\tWaste\n", 2, 7, "a tab"),
        ("id: a\n\ttitle: Waste\n", 2, 1, "a tab"),
        ("id: a\n\ttitle: Waste", 2, 1, "a tab"),
        ("id:\u00a0a\ntitle: Waste\n", 1, 4, "a no-break space (U+00A0)"),
        ("id: a\ntitle:\u202fWaste\nunit: x\n", 2, 7, "a narrow no-break space (U+202F)"),
    ],
)
def test_an_unusual_space_is_named_at_its_place(text: str, line: int, column: int, character: str) -> None:
    assert problem(text) == ("unusual-space", line, column, f"{character} is used where YAML needs a plain space")


@pytest.mark.parametrize("text", ["title: Climate: the first\u00a0year\n", "a: [\n", "a: b\tc: d: e\n"])
def test_a_tab_or_no_break_space_between_words_is_not_blamed(text: str) -> None:
    assert problem(text)[0] == "yaml-syntax"


@pytest.mark.parametrize(
    ("text", "line", "column"),
    [
        ("figures:\n  Q1-2026: {actual: -, target: 5}\n", 2, 21),
        ("figures:\n  Q1-2026: {target: 5, actual: - }\n", 2, 32),
        ("figures:\n  Q1-2026:\n    actual: -\n", 3, 13),
        ("leads: [-]\n", 1, 9),
    ],
)
def test_a_dash_in_place_of_a_value_is_named_with_the_way_to_leave_it_out(text: str, line: int, column: int) -> None:
    assert problem(text) == ("yaml-syntax", line, column, "`-` is not a value")
    with pytest.raises(Refused) as refused:
        parse(guarded_text(text.encode()))
    hint = "leave the key out, or write `status: awaited` if a figure is still to come"
    assert [found.hint for found in refused.value.problems] == [hint]


@pytest.mark.parametrize("text", ["- a: -5\n  b: [\n", "a: b - c: d\n", "a: -b: c\n"])
def test_another_dash_is_not_blamed(text: str) -> None:
    assert "is not a value" not in problem(text)[3]


@pytest.mark.parametrize("text", ["<<<<<<< HEAD\na: 1\n=======\na: 2\n>>>>>>> x\n", "<<<<<<<\na: 1\n"])
def test_a_conflict_that_git_left_is_named_at_its_first_line(text: str) -> None:
    words = "a merge of git left a conflict here that nobody has resolved"
    assert problem(f"b: 2\n{text}") == ("yaml-syntax", 2, 1, words)


def test_arrows_inside_a_text_are_no_conflict() -> None:
    assert "conflict" not in problem("a: |\n  <<<<<<< HEAD\nb: c: d\n")[3]
