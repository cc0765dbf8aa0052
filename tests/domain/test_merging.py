"""Two changes of the same plain data, merged."""

import os
import random
from typing import Any

import pytest

from hsp_cli.domain.edit import Edit, Remove, applied, as_read, is_same
from hsp_cli.domain.merging import MISSING, merged, steps
from hsp_cli.domain.period import canonical_spelling
from hsp_cli.store.parsing import parse
from tests.edits import generated_text, random_edit
from tests.workspaces import SHIPPED

PAIRS = int(os.environ.get("HSP_EDITS", "400"))


@pytest.mark.parametrize(
    ("base", "ours", "theirs", "data"),
    [
        ({"a": 1}, {"a": 1, "b": 2}, {"a": 1, "c": 3}, {"a": 1, "b": 2, "c": 3}),
        ({"a": 1, "b": 2}, {"b": 2}, {"a": 1}, {}),
        ({"a": 1}, {"a": 2}, {"a": 2}, {"a": 2}),
        ({"a": {"x": 1}}, {"a": {"x": 2}}, {"a": {"x": 1, "y": 1}}, {"a": {"x": 2, "y": 1}}),
        ({}, {"a": {"x": 1}}, {"a": {"y": 1}}, {"a": {"x": 1, "y": 1}}),
        ({"a": [1, 2]}, {"a": [1, 2, 3]}, {"a": [1, 2, 4]}, {"a": [1, 2, 3, 4]}),
        ({"a": [1, 2]}, {"a": [2]}, {"a": [1, 2, 4]}, {"a": [2, 4]}),
        ({"a": [1, 2]}, {"a": [1, 2, 3]}, {"a": [1, 2, 3]}, {"a": [1, 2, 3]}),
        ({"a": [1, 2, 3]}, {"a": [3, 1, 2]}, {"a": [1, 2, 3, 4]}, {"a": [3, 4, 1, 2]}),
        ({"a": ["x", "x"]}, {"a": ["x", "x", "x"]}, {"a": ["x", "x"]}, {"a": ["x", "x", "x"]}),
        (
            {"a": [{"id": "p", "n": 1}, {"id": "q"}]},
            {"a": [{"id": "q"}, {"id": "p", "n": 2}]},
            {"a": [{"id": "p", "n": 1, "m": 1}, {"id": "r"}, {"id": "q"}]},
            {"a": [{"id": "q"}, {"id": "p", "n": 2, "m": 1}, {"id": "r"}]},
        ),
        (
            {"a": [{"on": 1, "t": "x"}]},
            {"a": [{"on": 1, "t": "X"}]},
            {"a": [{"on": 2, "t": "x"}]},
            {"a": [{"on": 2, "t": "X"}]},
        ),
        ({"a": [["x"], ["y"]]}, {"a": [["y"]]}, {"a": [["x"], ["y"], ["z"]]}, {"a": [["y"], ["z"]]}),
        ({"a": [1, "1"]}, {"a": [1]}, {"a": [1, "1", True]}, {"a": [1, True]}),
        ({"f": {2010: 1}}, {"f": {2010: 1, 2012: 1}}, {"f": {2010: 1, 2011: 1}}, {"f": {2010: 1, 2011: 1, 2012: 1}}),
    ],
)
def test_changes_of_different_values_are_both_kept(base: Any, ours: Any, theirs: Any, data: Any) -> None:
    found = merged(base, ours, theirs)
    assert found.conflicts == ()
    assert is_same(found.data, data)
    assert str(found.data) == str(data)


@pytest.mark.parametrize(
    ("base", "ours", "theirs", "place"),
    [
        ({"a": 1}, {"a": 2}, {"a": 3}, ("a",)),
        ({"a": 1}, {"a": True}, {"a": "1"}, ("a",)),
        ({"a": 1}, {}, {"a": 2}, ("a",)),
        ({"a": 1}, {"a": 2}, {}, ("a",)),
        ({}, {"Q1-2010": 1}, {"Q1 2010/11": 2}, ("Q1-2010",)),
        ({"a": [1]}, {"a": [2]}, {"a": [3]}, ("a", 0)),
        ({"a": [{"id": "p", "n": 1}]}, {"a": [{"id": "p", "n": 2}]}, {"a": [{"id": "p", "n": 3}]}, ("a", 0, "n")),
        ({"a": [{"id": "p", "n": 1}]}, {"a": []}, {"a": [{"id": "p", "n": 3}]}, ("a", 0)),
        ({"a": {}}, {"a": {"x": 1}}, {"a": [1]}, ("a",)),
        ({"a": {}}, {"a": {"x": 1}}, {"a": {None: 1}}, ("a",)),
        ({"a": {None: 1}}, {"a": {"x": 1}}, {"a": {"y": 1}}, ("a",)),
    ],
)
def test_one_value_that_both_changed_is_a_conflict(base: Any, ours: Any, theirs: Any, place: tuple[Any, ...]) -> None:
    found = merged(base, ours, theirs)
    assert found.conflicts == (place,)


def test_a_conflict_leaves_our_value() -> None:
    assert merged({"a": 1}, {"a": 2}, {"a": 3}).data == {"a": 2}
    assert merged({"a": 1}, {}, {"a": 3}).data == {}
    assert merged(1, MISSING, 2).data is MISSING


def test_new_entries_stand_behind_those_that_they_follow() -> None:
    names = [
        step.ours or step.theirs for step in steps({"a": 0, "b": 0}, {"a": 0, "o": 0, "b": 0}, {"a": 0, "t": 0, "b": 0})
    ]
    assert names == ["a", "o", "t", "b"]
    assert [step.theirs for step in steps({}, {"x": 1}, {"y": 1})] == [None, "y"]
    assert [step.theirs for step in steps({"b": 1}, {"b": 1}, {"t": 1, "b": 1})] == ["t", "b"]


def test_periods_go_in_the_order_of_our_side() -> None:
    def order(ours: dict[str, int], theirs: dict[str, int]) -> list[Any]:
        return [step.ours or step.theirs for step in steps({}, ours, theirs)]

    assert order({"2010-06": 1, "2010-08": 1}, {"2010-07": 1}) == ["2010-06", "2010-07", "2010-08"]
    assert order({"2010-08": 1, "2010-06": 1}, {"2010-07": 1}) == ["2010-08", "2010-07", "2010-06"]
    assert order({"2010-06": 1, "2010-08": 1, "2010-05": 1}, {"2010-07": 1})[-1] == "2010-07"


def _names(edit: Edit) -> tuple[str, ...]:
    return tuple(canonical_spelling(str(key)) or str(key) for key in edit.keys)


def are_apart(one: Edit, other: Edit) -> bool:
    """Whether two edits change different places, and neither moves the place of the other."""
    for edit, second in ((one, other), (other, one)):
        place, around = _names(edit), _names(second)
        if isinstance(edit, Remove) and isinstance(edit.keys[-1], int):
            place = place[:-1]  # the items behind it have other indexes then
        if around[: len(place)] == place:
            return False
    return True


def test_random_changes_of_different_places_are_both_kept_in_either_order() -> None:
    chance = random.Random(3)
    known = [parse(path.read_text()) for path in SHIPPED[::5]]
    conflicts = tried = 0
    for _ in range(PAIRS):
        base = parse(generated_text(chance)) if chance.random() < 0.5 else chance.choice(known)
        one, other = random_edit(chance, base), random_edit(chance, base)
        if not are_apart(one, other):
            continue
        tried += 1
        ours, theirs = as_read(applied(base, [one])), as_read(applied(base, [other]))
        found, other_way = merged(base, ours, theirs), merged(base, theirs, ours)
        assert bool(found.conflicts) == bool(other_way.conflicts)
        if found.conflicts:  # an id that changed, or neighbours without one: nobody can tell which is which
            conflicts += 1
            continue
        both = as_read(applied(base, [one, other]))
        assert is_same(found.data, both), (one, other)
        assert is_same(other_way.data, both), (one, other)
    assert conflicts <= tried / 100
