from typing import Any

import pytest

from hsp_cli.domain.plain_differences import plain_differences


def found(before: Any, now: Any) -> list[tuple[str, Any, Any]]:
    return [(".".join(map(str, one.keys)), one.before, one.now) for one in plain_differences(before, now)]


@pytest.mark.parametrize(
    ("before", "now", "expected"),
    [
        ({"due": "2010-03"}, {"due": "2010-06"}, [("due", "2010-03", "2010-06")]),
        ({"due": "2010-03"}, {}, [("due", "2010-03", None)]),
        ({}, {"due": "2010-03"}, [("due", None, "2010-03")]),
        ({"due": "2010-03"}, {"due": {"period": "2010-03"}}, [("due", "2010-03", {"period": "2010-03"})]),
        ({"due": {"period": "2010-03"}}, {"due": "2010-03"}, [("due", {"period": "2010-03"}, "2010-03")]),
        ({"a": {"b": {"c": 1}}}, {"a": {"b": {"c": 2, "d": 3}}}, [("a.b.c", 1, 2), ("a.b.d", None, 3)]),
        ({"a": {"b": 1, "c": [2]}}, {}, [("a.b", 1, None), ("a.c", 2, None)]),
        ({"a": ["x", "y"]}, {"a": ["y", "z"]}, [("a", "x", None), ("a", None, "z")]),
        ({"a": ["x", "x"]}, {"a": ["x"]}, [("a", "x", None)]),
        ({"a": ["x", "y"]}, {"a": ["y", "x"]}, [("a", ["x", "y"], ["y", "x"])]),
        ({"a": [{"t": 1}]}, {"a": [{"t": 2}]}, [("a", {"t": 1}, None), ("a", None, {"t": 2})]),
        ({"a": "x"}, {"a": ["x", "y"]}, [("a", None, "y")]),
        ({"n": 1}, {"n": 1.0}, []),
        ({"n": 1}, {"n": True}, [("n", 1, True)]),
        ({"n": 1}, {"n": "1"}, [("n", 1, "1")]),
        ({2010: 1}, {"2010": 1}, [("2010", None, 1), ("2010", 1, None)]),
        ({"a": [1, "b"], "c": {"d": None}}, {"c": {}, "a": [1, "b"]}, []),
    ],
)
def test_each_value_that_differs_is_found(before: Any, now: Any, expected: list[tuple[str, Any, Any]]) -> None:
    assert found(before, now) == expected
