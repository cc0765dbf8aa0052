import json
import sys
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given, strategies as st

from hsp_cli.store import parsing
from hsp_cli.store.guard import Refused
from hsp_cli.store.parsing import parse
from tests.workspaces import SHIPPED

INFINITY = float("inf")


def with_both(text: str) -> tuple[Any, Any]:
    """What the fast library and the one behind it make of a text."""
    fast = parse(text)
    with pytest.MonkeyPatch.context() as patch:
        patch.setitem(sys.modules, "yaml_rs", None)
        return fast, parse(text)


def places(text: str) -> list[tuple[str, int, int]]:
    with pytest.raises(Refused) as refused:
        parse(text)
    return [(problem.rule.code, problem.line, problem.column) for problem in refused.value.problems]


@pytest.mark.parametrize(
    ("scalar", "value"),
    [
        ("no", "no"),
        ("No", "No"),
        ("NO", "NO"),
        ("yes", "yes"),
        ("on", "on"),
        ("off", "off"),
        ("y", "y"),
        ("true", True),
        ("True", True),
        ("TRUE", True),
        ("tRUE", "tRUE"),
        ("false", False),
        ("null", None),
        ("Null", None),
        ("~", None),
        ("", None),
        ("none", "none"),
        ("None", "None"),
        ("n/a", "n/a"),
        ("-", [None]),
        ("0", 0),
        ("-1", -1),
        ("+1", 1),
        ("-0", 0),
        ("69", 69),
        ("007", 7),
        ("014", 14),
        ("0o14", 12),
        ("0o8", "0o8"),
        ("0x1F", 31),
        ("1_000", 1000),
        ("1,000", "1,000"),
        ("12345678901234567890123", 12345678901234567890123),
        ("1.0", 1.0),
        ("1.10", 1.1),
        ("6.80", 6.8),
        ("0.1", 0.1),
        (".5", 0.5),
        ("5.", 5.0),
        ("1e3", 1000.0),
        ("1E3", 1000.0),
        ("1.5e-3", 0.0015),
        ("1e", "1e"),
        ("1e400", INFINITY),
        (".inf", INFINITY),
        ("-.inf", -INFINITY),
        ("inf", "inf"),
        ("nan", "nan"),
        ("22:30", "22:30"),
        ("1:30:00", "1:30:00"),
        ("2010-04-01", "2010-04-01"),
        ("2010-02-30", "2010-02-30"),
        ("2010-4-1", "2010-4-1"),
        ("2010-04-01 10:00", "2010-04-01 10:00"),
        ("2010-04-01T10:00:00Z", "2010-04-01T10:00:00Z"),
        ("31/12/2017", "31/12/2017"),
        ("2010-06", "2010-06"),
        ("2010/11", "2010/11"),
        ("2010-11 Q1", "2010-11 Q1"),
        ("Q1-2010", "Q1-2010"),
        ("2010", 2010),
        ("69%", "69%"),
        ("£5", "£5"),
        ("=", "="),
        ("<<", "<<"),
        ("C# risk # 3", "C# risk"),
        ('"no"', "no"),
        ('"1"', "1"),
        ("'2010'", "2010"),
        ('"\\u00a3 \\t \\x41"', "£ \t A"),
        ('"\\uD83D\\uDE00"', "😀"),
        ("'it''s'", "it's"),
        ("two\n  lines", "two lines"),
        (">-\n  two\n  lines", "two lines"),
        ("|\n  two\n  lines", "two\nlines\n"),
    ],
)
def test_a_scalar_means_what_it_says(scalar: str, value: Any) -> None:
    expected = [{"k": value}, bool if isinstance(value, bool) else type(value)]
    for data in with_both(f"k: {scalar}\n" if scalar != "-" else "k:\n-\n"):
        assert [data, type(data["k"])] == expected


def test_what_is_not_a_number_is_not_a_number() -> None:
    for data in with_both("k: .nan\n"):
        assert str(data["k"]) == "nan"


@pytest.mark.parametrize(
    ("text", "code", "line", "column"),
    [
        ("a: 1\na: 2\n", "duplicate-key", 2, 1),
        ("a:\n  b: 1\n  b: 2\n", "duplicate-key", 3, 3),
        ("a: Reduce: costs\n", "yaml-syntax", 1, 10),
        ("a: [1, 2\n", "yaml-syntax", 2, 1),
        ("a: 'open\n", "yaml-syntax", 2, 1),
        ("a: @x\n", "yaml-syntax", 1, 4),
        ('a: "\\uD800"\n', "yaml-syntax", 1, 7),
        ("a: *b\n", "unsupported-yaml", 1, 4),
        ("a: [1,*b]\n", "unsupported-yaml", 1, 7),
        ('a: {"c":*b}\n', "unsupported-yaml", 1, 9),
    ],
)
@pytest.mark.parametrize("loader", ["fast", "slow"])
def test_what_cannot_be_read_is_refused_at_its_place(
    text: str, code: str, line: int, column: int, loader: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    if loader == "slow":
        monkeypatch.setitem(sys.modules, "yaml_rs", None)
    assert places(text) == [(code, line, column)]


def test_an_alias_is_refused_in_words() -> None:
    with pytest.raises(Refused, match=r"an alias \(\*b\).* is not allowed here"):
        parse("a: *b\n")


def test_a_problem_that_only_the_fast_library_finds_is_reported_in_its_own_words() -> None:
    with pytest.raises(Refused) as refused:
        parse("a: 1\nb: " + "[ " * 1_000 + "] " * 1_000)
    assert refused.value.problems[0].message


@pytest.mark.parametrize(
    ("error", "line", "column", "message"),
    [
        (ValueError("error at line 3, column 5\n because of this "), 3, 5, "because of this"),
        (ValueError("something is wrong"), 1, 1, "something is wrong"),
        (ValueError("something is wrong\nat line 3, column 5"), 1, 1, "at line 3, column 5"),
        (ValueError(), 1, 1, "ValueError"),
    ],
)
def test_an_error_that_only_the_library_knows_keeps_its_place_and_words(
    error: Exception, line: int, column: int, message: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(_text: str) -> None:
        raise error

    monkeypatch.setattr(parsing, "load", fail)
    with pytest.raises(Refused) as refused:
        parse("a: 1\n")
    (found,) = refused.value.problems
    assert (found.rule.code, found.line, found.column, found.message) == ("yaml-syntax", line, column, message)


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
def test_a_shipped_record_is_the_same_with_either_library(path: Path) -> None:
    fast, slow = with_both(path.read_text(encoding="utf-8"))
    assert isinstance(fast, dict)
    assert fast == slow


def test_there_are_shipped_records() -> None:
    assert len(SHIPPED) >= 20


# What the guard lets through.
WORDS = st.text(
    st.characters(codec="utf-8", exclude_categories=["Cc", "Zl", "Zp"], exclude_characters="\ufeff\ufffe\uffff"),
    max_size=30,
)
PLAIN = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | WORDS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(WORDS, inner, max_size=4),
    max_leaves=12,
)


def as_blocks(data: Any, indent: int = 0) -> str:
    """Plain data the way people write it: a key a line, a dash an item, texts in double quotes."""
    if not data or not isinstance(data, dict | list):
        return " " + json.dumps(data, ensure_ascii=False) + "\n"
    keys = (f"{json.dumps(key, ensure_ascii=False)}:" for key in data) if isinstance(data, dict) else ["-"] * len(data)
    values = data.values() if isinstance(data, dict) else data
    lines = (" " * indent + key + as_blocks(value, indent + 2) for key, value in zip(keys, values, strict=True))
    return "\n" * (indent > 0) + "".join(lines)


@given(st.dictionaries(WORDS, PLAIN, max_size=4))
@example({"": {"": [[], {}, [[1]], {"a": None}]}})
@example({"k": "\ufffd\u00ad\u200b"})
def test_what_is_written_is_what_is_read(data: dict[str, Any]) -> None:
    for text in (as_blocks(data), json.dumps(data, ensure_ascii=False), json.dumps(data)):
        fast, slow = with_both(text)
        assert fast == data
        assert slow == data


@given(st.lists(st.text("ab:-[]{}?# \n'|>,0.1e", max_size=12), max_size=5).map("\n".join))
def test_any_text_is_data_or_refused_at_a_place(text: str) -> None:
    try:
        parse(text)
    except Refused:
        assert all(line >= 1 and column >= 1 for _, line, column in places(text))
