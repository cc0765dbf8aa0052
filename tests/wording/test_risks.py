import pytest

from hsp_cli.domain.period import Period
from hsp_cli.domain.risk import Risk, RiskMatrix, Zone
from hsp_cli.wording.marked import Marked, OfRating
from hsp_cli.wording.risks import (
    RiskCounts,
    controls_text,
    moved_from_text,
    movements_text,
    rated_text,
    rating_text,
    red_text,
)

Q3 = Period.parse("Q3-2026")

MATRIX = RiskMatrix.model_validate(
    {
        "likelihood": [{"code": "A", "name": "High"}, {"code": "B", "name": "Low"}],
        "impact": [{"code": "1", "name": "Severe"}, {"code": "2", "name": "Slight"}],
        "zones": [{"id": "red", "name": "Red", "red": True}],
        "cells": {"A": {"1": "red"}},
    }
)


@pytest.mark.parametrize(
    ("rating", "matrix", "words"),
    [
        ("A1", MATRIX, "A1 Red"),
        ("A-1", MATRIX, "A-1 Red"),
        ("B2", MATRIX, "B2"),
        ("Z9", MATRIX, "Z9"),
        ("A1", None, "A1"),
    ],
)
def test_a_rating_has_the_name_of_its_zone_where_the_matrix_gives_it_one(
    rating: str, matrix: RiskMatrix | None, words: str
) -> None:
    assert rating_text(rating, matrix) == words


@pytest.mark.parametrize(
    ("zone", "colour"),
    [
        ({"id": "red", "name": "Red"}, "red"),
        ({"id": "top", "name": "Top", "red": True}, "red"),
        ({"id": "top", "name": "Top", "red": True, "colour": "purple"}, "purple"),
        ({"id": "amber", "name": "Amber", "colour": "#ffcc00"}, "#ffcc00"),
        ({"id": "low", "name": "Low"}, "low"),
    ],
)
def test_a_rating_has_the_colour_of_its_zone(zone: dict[str, object], colour: str) -> None:
    found = Zone.model_validate(zone)
    matrix = MATRIX.model_copy(update={"zones": (found,), "cells": {"A": {"1": found.id}}})
    rating = rating_text("A1", matrix, Period.parse("Q2-2026"))
    assert isinstance(rating, Marked)
    assert rating.parts == ((f"A1 {found.name}", OfRating(colour)), (" (not rated since Q2 2026/27)", None))
    assert not isinstance(rating_text("B2", matrix), Marked)


def test_a_rating_that_was_carried_forward_says_since_when_the_risk_was_not_rated() -> None:
    assert rating_text("A1", MATRIX, Period.parse("Q2-2026")) == "A1 Red (not rated since Q2 2026/27)"


@pytest.mark.parametrize(
    ("counts", "words"),
    [
        (RiskCounts(0, 0, 0, 0, 0), "No risks are recorded"),
        (RiskCounts(8, 0, 0, 0, 0), "No red risks in Q3 2026/27"),
        (RiskCounts(8, 0, 0, 1, 0), "1 red risk in Q3 2026/27"),
        (RiskCounts(1, 7, 0, 2, 0), "2 red risks in Q3 2026/27"),
        (RiskCounts(1, 7, 0, 0, 0), "No red risks among the 1 of 8 that were rated in Q3 2026/27"),
        (RiskCounts(1, 0, 7, 0, 0), "No red risks among the 1 of 8 that were rated in Q3 2026/27"),
        (RiskCounts(0, 7, 1, 0, 0), "No risk was rated in Q3 2026/27"),
        (RiskCounts(8, 0, 0, 0, 1), "Not known whether a risk is red in Q3 2026/27"),
        (RiskCounts(8, 0, 0, 1, 1), "1 red risk in Q3 2026/27"),
    ],
)
def test_no_red_risks_is_said_only_of_risks_that_were_rated(counts: RiskCounts, words: str) -> None:
    assert red_text(counts, Q3) == words


@pytest.mark.parametrize(
    ("counts", "words"),
    [
        (RiskCounts(8, 0, 0, 3, 0), "All 8 recorded risks were rated in Q3 2026/27"),
        (RiskCounts(1, 0, 0, 0, 0), "1 of 1 risk was rated in Q3 2026/27"),
        (
            RiskCounts(1, 6, 1, 0, 2),
            (
                "1 of 8 risks was rated in Q3 2026/27; 6 stand with an older rating; 1 has no rating up to then; "
                "2 ratings have no colour"
            ),
        ),
    ],
)
def test_the_risks_that_were_rated_and_those_that_were_not_add_up(counts: RiskCounts, words: str) -> None:
    assert rated_text(counts, Q3) == words


@pytest.mark.parametrize(
    ("counts", "moved", "first_rated", "words"),
    [
        (RiskCounts(8, 0, 0, 0, 0), 0, 0, "No movements among the 8 risks with an earlier rating"),
        (
            RiskCounts(2, 6, 0, 0, 0),
            1,
            1,
            "1 movement: the only risk with an earlier rating; 1 has none to compare with",
        ),
        (RiskCounts(2, 6, 0, 0, 0), 0, 2, "No rating can be compared with an earlier one"),
        (RiskCounts(0, 8, 0, 0, 0), 0, 0, "No rating can be compared with an earlier one"),
    ],
)
def test_movements_are_counted_among_the_risks_that_can_be_compared(
    counts: RiskCounts, moved: int, first_rated: int, words: str
) -> None:
    assert movements_text(counts, moved, first_rated) == words


def test_a_movement_says_its_first_quarter_unless_that_is_the_quarter_before() -> None:
    assert moved_from_text("D2", Period.parse("Q2-2026"), Q3) == "D2"
    assert moved_from_text("D2", Period.parse("Q1-2026"), Q3) == "D2 (Q1 2026/27)"


@pytest.mark.parametrize(
    ("keys", "words"),
    [
        ({}, "not recorded"),
        ({"controls": ["A", "B"]}, "2 in place"),
        ({"controls": ["A"], "planned_controls": ["C"]}, "1 in place, 1 planned"),
    ],
)
def test_a_risk_without_a_recorded_control_may_have_one(keys: dict[str, list[str]], words: str) -> None:
    assert controls_text(Risk.model_validate({"id": "r", "title": "R", **keys})) == words
