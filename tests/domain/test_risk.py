from itertools import pairwise, product
from typing import Any

import pytest
from pydantic import ValidationError

from hsp_cli.domain.risk import Risk, RiskMatrix, RiskRegister, cell_of


def steps(codes: str) -> list[dict[str, str]]:
    return [{"code": code, "name": code} for code in codes.split()]


ZONES = [
    {"id": "red", "name": "Red", "red": True},
    {"id": "amber", "name": "Amber"},
    {"id": "green", "name": "Green"},
]

HARROW = RiskMatrix.model_validate(
    {
        "likelihood": steps("A B C D E F"),
        "impact": steps("1 2 3 4"),
        "zones": ZONES,
        # As YAML gives it where nobody quotes the impacts.
        "cells": {
            "A": {1: "red", 2: "red", 3: "amber", 4: "green"},
            "B": {1: "red", 2: "red", 3: "amber", 4: "green"},
            "C": {1: "red", 2: "red", 3: "amber", 4: "green"},
            "D": {1: "amber", 2: "amber", 3: "green", 4: "green"},
            "E": {1: "amber", 2: "green", 3: "green", 4: "green"},
            "F": {1: "green", 2: "green", 3: "green", 4: "green"},
        },
    }
)
FIVES = RiskMatrix.model_validate(
    {
        "likelihood": steps("5 4"),
        "impact": steps("5 4"),
        "zones": ZONES,
        "cells": {"5": {"5": "red", "4": "red"}, "4": {"5": "red", "4": "amber"}},
    }
)
SCARBOROUGH = RiskMatrix.model_validate(
    {"likelihood": steps("E D C B A"), "impact": steps("5 4 3 2 1"), "zones": ZONES, "cells": {"E": {"5": "red"}}}
)


def zone(matrix: RiskMatrix, rating: str) -> str | None:
    found = matrix.zone(rating)
    return found.id if found else None


@pytest.mark.parametrize(
    ("rating", "expected"),
    [("C2", "red"), ("B2", "red"), ("A1", "red"), ("D2", "amber"), ("A3", "amber"), ("F4", "green"), ("F1", "green")],
)
def test_the_matrix_colours_a_rating(rating: str, expected: str) -> None:
    assert zone(HARROW, rating) == expected


@pytest.mark.parametrize("rating", ["C2", "C 2", "C-2", "Cx2", "C×2", " C2 "])
def test_a_rating_is_read_however_its_two_halves_are_joined(rating: str) -> None:
    assert HARROW.split(rating) == ("C", "2")


@pytest.mark.parametrize("rating", ["4x5", "4-5", "45", "4×5"])
def test_a_rating_of_two_numbers_is_likelihood_by_impact(rating: str) -> None:
    assert FIVES.split(rating) == ("4", "5")
    assert zone(FIVES, rating) == "red"


@pytest.mark.parametrize("rating", ["", "C", "2", "2C", "c2", "G2", "C5", "C22", "C--2", "C.2", "C2 and B1", "7.0"])
def test_what_is_no_cell_of_the_matrix_has_no_zone(rating: str) -> None:
    assert HARROW.split(rating) is None
    assert HARROW.zone(rating) is None


def test_the_worst_letter_is_whichever_the_partnership_lists_first() -> None:
    assert zone(SCARBOROUGH, "E5") == "red"


def test_a_cell_or_zone_that_is_not_there_is_no_colour() -> None:
    assert SCARBOROUGH.split("A1") == ("A", "1")
    assert SCARBOROUGH.zone("A1") is None
    assert SCARBOROUGH.zone_of("purple") is None


@pytest.mark.parametrize("code", ["a+", "1.", "(x)", "Very high"])
def test_codes_may_hold_any_sign(code: str) -> None:
    matrix = RiskMatrix.model_validate(
        {
            "likelihood": [{"code": code, "name": "L"}],
            "impact": [{"code": code, "name": "I"}],
            "zones": ZONES,
            "cells": {code: {code: "red"}},
        }
    )
    assert zone(matrix, f"{code}x{code}") == "red"


def test_every_cell_has_a_zone_and_worse_is_never_milder() -> None:
    order = [step.id for step in HARROW.zones]
    for likely, impact in product(HARROW.likelihood, HARROW.impact):
        assert HARROW.cell(likely.code, impact.code) in order
    for likely in HARROW.likelihood:
        ranks = [order.index(HARROW.cell(likely.code, impact.code) or "") for impact in HARROW.impact]
        assert all(worse <= milder for worse, milder in pairwise(ranks))


def test_one_quarter_in_two_spellings_is_refused_so_that_no_rating_is_lost() -> None:
    ratings: dict[str, Any] = {"Q1-2010": {"rating": "C2"}, "2010-11 Q1": {"rating": "D2"}}
    with pytest.raises(ValidationError, match="`2010-11 Q1` is the same period as `Q1-2010`"):
        Risk.model_validate({"id": "r", "title": "R", "ratings": ratings})


def test_a_rating_needs_its_cell_and_a_register_its_body() -> None:
    with pytest.raises(ValidationError, match="rating"):
        Risk.model_validate({"id": "r", "title": "R", "ratings": {"Q1-2010": {"reason": "less money"}}})
    with pytest.raises(ValidationError, match="body"):
        RiskRegister.model_validate({"id": "r", "title": "R"})


@pytest.mark.parametrize(
    ("one", "other", "same"), [("C2", "C-2", True), ("C2", "D2", False), ("C2", "X9", False), ("X9", "X9", True)]
)
def test_two_spellings_of_a_cell_are_one_cell(one: str, other: str, same: bool) -> None:
    assert (cell_of(one, HARROW) == cell_of(other, HARROW)) is same
    assert (cell_of(one, None) == cell_of(other, None)) is (one == other)
