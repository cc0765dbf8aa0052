import json
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, strategies as st
from pydantic import TypeAdapter, ValidationError

from hsp_cli.domain.record import Choice, Entry, Id, Number, Record, Several, Source, Text, plain_number


class Colour(Choice):
    RED = "red"
    GREEN = "green"


class Leaflet(Entry):
    title: Text
    colour: Colour = Colour.RED
    price: Number | None = None
    pages: int = 1
    normalised_name: bool = False
    languages: Several[Text] = ()


class Box(Record):
    leaflets: Several[Leaflet]


def leaflet(**keys: Any) -> Leaflet:
    return Leaflet.model_validate({"id": "a", "title": "A", **keys})


@pytest.mark.parametrize(
    "keys",
    [
        {"title": 5},
        {"title": True},
        {"title": ""},
        {"title": None},
        {"pages": "2"},
        {"pages": 2.0},
        {"pages": True},
        {"folded": "no"},
        {"folded": 0},
        {"languages": "English"},
        {"languages": {"English": 1}},
        {"languages": [5]},
        {"colour": "blue"},
        {"colour": "RED"},
        {"price": "69%"},
        {"price": "£5"},
        {"price": True},
        {"price": ""},
        {"price": float("nan")},
        {"price": float("inf")},
        {"price": "Infinity"},
        {"price": 10**30},
        {"source": "the paper"},
        {"source": {"document": "A", "page": 3}},
        {"titel": "B"},
        {"id": "A"},
    ],
)
def test_nothing_is_coerced_and_nothing_unknown_is_taken(keys: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        leaflet(**keys)


def test_a_record_needs_its_keys() -> None:
    with pytest.raises(ValidationError) as refused:
        Leaflet.model_validate({})
    assert [error["loc"] for error in refused.value.errors()] == [("id",), ("title",)]


def test_a_record_is_frozen_all_the_way_down() -> None:
    box = Box.model_validate({"leaflets": [{"id": "a", "title": "A", "languages": ["English", "Gujarati"]}]})
    assert box.leaflets[0].languages == ("English", "Gujarati")
    with pytest.raises(ValidationError, match="frozen"):
        box.leaflets[0].title = "B"
    with pytest.raises(TypeError):
        box.leaflets[0] = leaflet()  # type: ignore[index]


def test_a_choice_is_spelt_as_its_word() -> None:
    assert leaflet(colour="green").colour is Colour.GREEN
    assert leaflet(colour=Colour.GREEN).colour is Colour.GREEN


@pytest.mark.parametrize("slug", ["a", "7", "ni-126", "hce-2010-05-24", "a" * 80])
def test_an_id_is_a_slug(slug: str) -> None:
    assert TypeAdapter(Id).validate_python(slug) == slug


@pytest.mark.parametrize(
    "word",
    ["", "NI-126", "ni 126", "ni_126", "ni--126", "-ni", "ni-", "ni/126", "../x", "ni.126", "café", "a\n", "a" * 81],
)
def test_what_file_names_and_addresses_would_read_differently_is_no_id(word: str) -> None:
    with pytest.raises(ValidationError):
        TypeAdapter(Id).validate_python(word)


@pytest.mark.parametrize(
    ("typed", "exact"),
    [
        (0.1, "0.1"),
        (12.5, "12.5"),
        (69, "69"),
        (-0.5, "-0.5"),
        ("6.80", "6.80"),
        (1e3, "1000"),
        (1.5e-3, "0.0015"),
        (10**29, "100000000000000000000000000000"),
    ],
)
def test_a_number_is_the_decimal_that_was_typed(typed: Any, exact: str) -> None:
    price = leaflet(price=typed).price
    assert price == Decimal(exact)


def test_a_tenth_and_two_tenths_are_three_tenths() -> None:
    one, two, three = (leaflet(price=price).price for price in (0.1, 0.2, 0.3))
    assert one is not None
    assert two is not None
    assert one + two == three


def test_a_quoted_number_keeps_its_trailing_zero() -> None:
    assert str(leaflet(price="6.80").price) == "6.80"


@pytest.mark.parametrize(
    ("number", "in_json"),
    [("69", "69"), ("69.0", "69"), ("6.80", "6.8"), ("-0.5", "-0.5"), ("1E+3", "1000"), ("0", "0")],
)
def test_in_json_a_number_is_a_number_and_a_whole_one_stays_whole(number: str, in_json: str) -> None:
    assert json.dumps(plain_number(Decimal(number))) == in_json
    assert f'"price":{in_json},' in leaflet(price=number).model_dump_json()


@pytest.mark.parametrize("number", [10**9 + 1, -(10**9) - 1, 1.0, True, "4"])
def test_a_whole_number_is_one_that_can_always_be_printed(number: Any) -> None:
    with pytest.raises(ValidationError):
        Source.model_validate({"document": "A", "line": number})


def test_a_source_names_at_least_its_document() -> None:
    assert Source(document="Performance Morning Report", line=226).line == 226
    with pytest.raises(ValidationError):
        Source.model_validate({"line": 226})


@given(st.decimals(-(10**9), 10**9, places=3))
def test_what_yaml_reads_as_a_float_is_the_decimal_of_its_digits(number: Decimal) -> None:
    assert leaflet(price=float(number)).price == number


def test_numbers_that_are_equal_keep_the_spelling_each_was_given() -> None:
    given = (1, 1.0, "1.00", 0, 0.0, -0.0, 0.0, 1)
    assert [str(leaflet(price=number).price) for number in given] == [
        "1",
        "1.0",
        "1.00",
        "0",
        "0.0",
        "-0.0",
        "0.0",
        "1",
    ]
