from decimal import Decimal
from typing import Any

import pytest

from hsp_cli.domain.indicator import Indicator
from hsp_cli.domain.rag import ActionScale, Basis, Level, RagScale
from hsp_cli.wording.rag import action_key, distance_text, rag_key, scale_text


@pytest.mark.parametrize(
    ("basis", "rows"),
    [
        (Basis.RELATIVE, ["+5% or better", "0% to below +5%", "worse than 0%"]),
        (Basis.POINTS, ["+5 points or better", "0 points to below +5 points", "worse than 0 points"]),
    ],
)
def test_the_key_lists_every_level_from_best_to_worst(basis: Basis, rows: list[str]) -> None:
    scale = RagScale(
        basis=basis,
        levels=(
            Level(code="G", name="Green", colour="green", at_least=5),  # type: ignore[arg-type]
            Level(code="A", name="Amber", colour="amber", at_least=0),  # type: ignore[arg-type]
            Level(code="R", name="Red", colour="red", exception=True),
        ),
    )
    assert [(code, name, exception) for code, name, _, exception in rag_key(scale)] == [
        ("G", "Green", "no"),
        ("A", "Amber", "no"),
        ("R", "Red", "yes"),
    ]
    assert [meaning for _, _, meaning, _ in rag_key(scale)] == rows


def test_a_scale_of_one_level_holds_any_result() -> None:
    assert rag_key(RagScale(levels=(Level(code="X", name="X", colour="x"),))) == (("X", "X", "any result", "no"),)


SCALE = RagScale.model_validate(
    {
        "basis": "points",
        "levels": [
            {"code": "G", "name": "Green", "colour": "green", "at_least": 0},
            {"code": "A", "name": "Amber", "colour": "amber", "at_least": -10},
            {"code": "R", "name": "Red", "colour": "red"},
        ],
    }
)


@pytest.mark.parametrize(
    ("thresholds", "words"),
    [
        (None, "G from 0 points; A from -10 points; R below"),
        ({"at_least": [5, -2.5]}, "G from +5%; A from -2.5%; R below"),
        ({"at_least": [5], "basis": "points"}, "G from +5 points; R below"),
    ],
)
def test_the_scale_of_an_indicator_is_its_own_if_it_has_one(thresholds: Any, words: str) -> None:
    record = {"id": "i", "title": "I", "unit": "%", "better": "higher", "thresholds": thresholds}
    given = {key: value for key, value in record.items() if value is not None}
    assert scale_text(Indicator.model_validate(given), SCALE) == words


def test_a_distance_has_its_sign_and_its_unit() -> None:
    assert distance_text(Decimal("-10.39"), Basis.RELATIVE) == "-10.39%"
    assert distance_text(Decimal(3), Basis.POINTS) == "+3 points"


def test_the_key_of_a_stated_scale_has_no_limits() -> None:
    levels = [{"code": "G", "name": "Green", "colour": "green"}, {"code": "R", "name": "Red", "colour": "red"}]
    scale = RagScale.model_validate({"stated": True, "levels": levels})
    assert rag_key(scale) == (("G", "Green", "", "no"), ("R", "Red", "", "no"))


def test_the_key_of_actions_says_which_levels_are_neither_good_nor_bad() -> None:
    scale = ActionScale.model_validate(
        {
            "levels": [
                {"code": "G", "name": "On track", "colour": "green"},
                {"code": "R", "name": "Off track", "colour": "red", "exception": True},
                {"code": "GY", "name": "Not started", "colour": "grey", "neutral": True},
            ]
        }
    )
    assert action_key(scale) == (
        "Ratings of actions and aims are stated by their leads, not computed. "
        "From best to worst: G On track, R Off track; neither good nor bad: GY Not started."
    )
