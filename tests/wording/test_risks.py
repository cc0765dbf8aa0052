import pytest

from hsp_cli.domain.risk import RiskMatrix
from hsp_cli.wording.risks import rating_text

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
