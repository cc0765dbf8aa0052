from collections import Counter
from decimal import Decimal

from hypothesis import given, strategies as st

from hsp_cli.analysis.classes import MOST_CLASSES, classes_of

VALUES = st.lists(st.integers(0, 20).map(Decimal), max_size=60)


def limits(values: list[int], *, is_high_need: bool = True) -> list[tuple[int, int, int]]:
    found = classes_of(map(Decimal, values), is_high_need=is_high_need)
    return [(int(one.low), int(one.high), one.areas) for one in found]


def test_ten_areas_with_different_values_are_two_in_each_class() -> None:
    assert limits([*range(10)]) == [(0, 1, 2), (2, 3, 2), (4, 5, 2), (6, 7, 2), (8, 9, 2)]


def test_if_low_values_show_need_the_classes_begin_with_the_highest() -> None:
    assert limits([*range(10)], is_high_need=False) == [(8, 9, 2), (6, 7, 2), (4, 5, 2), (2, 3, 2), (0, 1, 2)]


def test_equal_values_are_in_one_class_even_if_others_then_have_fewer_areas() -> None:
    assert limits([0, 0, 0, 0, 0, 0, 1, 2, 3, 4]) == [(0, 0, 6), (1, 1, 1), (2, 2, 1), (3, 3, 1), (4, 4, 1)]
    assert limits([0, 0, 0, 0, 0, 1, 2, 3, 4, 5]) == [(0, 0, 5), (1, 1, 1), (2, 3, 2), (4, 5, 2)]


def test_no_value_makes_no_class_and_one_value_makes_one() -> None:
    assert limits([]) == []
    assert limits([7, 7]) == [(7, 7, 2)]


@given(VALUES, st.booleans())
def test_each_value_is_in_exactly_one_of_at_most_five_classes(values: list[Decimal], is_high_need: bool) -> None:
    classes = classes_of(values, is_high_need=is_high_need)
    assert len(classes) <= MOST_CLASSES
    assert all(sum(one.has(value) for one in classes) == 1 for value in values)
    assert [one.areas for one in classes] == [sum(map(one.has, values)) for one in classes]
    assert sum(one.areas for one in classes) == Counter(values).total()
