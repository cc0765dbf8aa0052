from typing import Any

import pytest

from hsp_cli.analysis.explanation import explanation
from hsp_cli.domain.indicator import Indicator
from hsp_cli.domain.partnership import Partnership
from hsp_cli.domain.period import Period
from hsp_cli.domain.rag import RagScale

SETTINGS = Partnership.model_validate(
    {
        "id": "harrow",
        "name": "Harrow",
        "rag": {
            "levels": [
                {"code": "HG", "name": "High Green", "colour": "green", "at_least": 5},
                {"code": "LG", "name": "Low Green", "colour": "green", "at_least": 0},
                {"code": "A", "name": "Amber", "colour": "amber", "at_least": -5, "exception": True},
                {"code": "LR", "name": "Low Red", "colour": "red", "at_least": -10, "exception": True},
                {"code": "HR", "name": "High Red", "colour": "red", "exception": True},
            ]
        },
    }
)
Q1 = Period.parse("Q1-2010")
BAND = {"low": 1, "high": 2}


def explained(better: str = "higher", **keys: Any) -> list[str]:
    indicator = Indicator.model_validate({"id": "x", "title": "Title", "unit": "%", "better": better, **keys})
    return explanation(indicator, Q1, SETTINGS)


def test_a_rating_is_explained_from_its_figures_to_the_result() -> None:
    assert explained(
        code="NI 126",
        figures={"2010-06": {"actual": 69, "target": 77}},
        assessments={"Q1-2010": {"rag": "HR"}},
    ) == [
        "NI 126 Title, Q1 2010/11 (2010-04-01 to 2010-06-30)",
        "Unit: %; higher is better.",
        "Figure of June 2010: 69%; target: 77%.",
        "Distance from the target (plus is better): -10.39%.",
        "Scale: HG from +5%; LG from 0%; A from -5%; LR from -10%; HR below.",
        "Rating from the figures: HR (High Red).",
        "Published rating: HR (High Red). hsp shows this one.",
        "No direction can be computed: there is no number to compare with the previous period.",
        "Not tested for signals: this needs 13 figures in a row, and there is 1.",
        "Not forecast: this needs 25 figures in a row, and there is 1.",
        "An exception: rated High Red (published).",
    ]


def test_a_rating_carried_forward_says_from_when() -> None:
    assert explained(
        "lower",
        figures={"Q4-2009": {"actual": 23, "target": 12.5}, "Q1-2010": {"status": "awaited"}},
        assessments={"Q1-2010": {"rag": "HR", "direction": "up", "as_at": "Q4-2009"}},
    )[2:] == [
        "The figure for Q1 2010/11 is awaited.",
        "Figure of Q4 2009/10: 23%; target: 12.5%.",
        "Distance from the target (plus is better): -84%.",
        "Scale: HG from +5%; LG from 0%; A from -5%; LR from -10%; HR below.",
        "Rating from the figures: HR (High Red).",
        "Published rating: HR (High Red), carried forward from Q4 2009/10. hsp shows this one.",
        "No direction can be computed: there is no number to compare with the previous period.",
        "Published direction: up.",
        "Since lower is better, up means worsening.",
        "Neither tested for signals nor forecast: the latest figure is missing.",
        (
            "An exception: rated High Red (published, carried forward from Q4 2009/10); "
            "going up, against the ideal direction."
        ),
    ]


@pytest.mark.parametrize(
    ("better", "keys", "sentence"),
    [
        ("higher", {}, "No figure is recorded for it."),
        ("higher", {}, "Not known whether it is an exception: there is neither a rating nor a direction."),
        ("higher", {"figures": {"Q1-2010": {"actual": 5, "status": "provisional"}}},
         "Figure of Q1 2010/11 (provisional): 5%; target: none."),
        ("higher", {"figures": {"Q1-2010": {"text": "just under double", "target_text": "to be agreed"}}},
         "Figure of Q1 2010/11: “just under double”; target: to be agreed."),
        ("higher", {"figures": {"Q1-2010": {"target": 77}}}, "Figure of Q1 2010/11: no number; target: 77%."),
        ("higher", {"figures": {"Q1-2010": {"actual": 69, "target": 77}}, "decimals": 2},
         "Figure of Q1 2010/11: 69.00%; target: 77.00%."),
        ("higher", {"figures": {"Q4-2009": {"actual": 5}, "Q1-2010": {"actual": 6}}, "decimals": 1},
         "Against Q4 2009/10 (5.0%), the previous period: up."),
        ("within", {"figures": {"Q1-2010": {"actual": 1, "target_band": {"low": 1, "high": 2}}}, "decimals": 1},
         "Figure of Q1 2010/11: 1.0%; target: 1.0% to 2.0%."),
        ("within", {"figures": {"Q4-2009": {"actual": 3}, "Q1-2010": {"actual": 4, "target_band": BAND}},
                    "assessments": {"Q1-2010": {"direction": "same"}}},
         "The figure is further from its band than before, which means worsening."),
        ("within", {"figures": {"Q4-2009": {"actual": 4}, "Q1-2010": {"actual": 3, "target_band": BAND}}},
         "The figure is nearer to its band than before, which means improving."),
        ("within", {"figures": {"Q4-2009": {"actual": 1}, "Q1-2010": {"actual": 2, "target_band": BAND}}},
         "The figure is neither nearer to its band nor further from it, which means steady."),
        ("higher", {"figures": {"Q1-2010": {"actual": 80, "target": 77}}},
         "Not an exception: neither its rating nor its direction makes it one."),
        ("within", {"figures": {"Q1-2010": {"actual": 1, "target_band": {"low": 0.9, "high": 1.1}}}, "decimals": 1},
         "Figure of Q1 2010/11: 1.0%; target: 0.9% to 1.1%."),
        ("higher", {"figures": {"Q1-2010": {"actual": 69, "target": 77}},
                    "thresholds": {"basis": "points", "at_least": [5, 0, -5, -10]}},
         "Distance from the target (plus is better): -8 points."),
        ("higher", {"figures": {"Q1-2010": {"actual": 69, "target": 77}},
                    "thresholds": {"basis": "points", "at_least": [4, 1, -6, -9]}},
         "Scale: HG from +4 points; LG from +1 points; A from -6 points; LR from -9 points; HR below."),
        ("neutral", {"figures": {"Q1-2010": {"actual": 69, "target": 77}}},
         "No rating can be computed: it needs a number, a target, and a direction that is better."),
        ("higher", {"assessments": {"Q1-2010": {"rag": "PURPLE"}}},
         "Published rating: PURPLE (not on the scale). hsp shows this one."),
        ("lower", {"figures": {"Q4-2009": {"actual": 4578}, "Q1-2010": {"actual": 4149}}, "unit": "claimants"},
         "Against Q4 2009/10 (4,578), the previous period: down."),
        ("lower", {"figures": {"Q1-2009": {"actual": 5}, "Q1-2010": {"actual": 6}}, "seasonal": True},
         "Against Q1 2009/10 (5%), the same period last year: up."),
        ("lower", {"figures": {"Q4-2009": {"actual": 808}, "Q1-2010": {"actual": 832}},
                   "breaks": [{"since": "2010-04-01", "reason": "Legislation."}]},
         "No direction from Q4 2009/10: the counting method changed on 1 April 2010. Legislation."),
    ],
)  # fmt: skip
def test_every_case_has_its_sentence(better: str, keys: dict[str, Any], sentence: str) -> None:
    assert sentence in explained(better, **keys)


def test_on_a_scale_without_levels_no_rating_is_computed() -> None:
    settings = Partnership.model_validate({"id": "b", "name": "B", "rag": {"levels": []}})
    figures = {"Q1-2010": {"actual": 69, "target": 77}}
    rated = Indicator.model_validate({"id": "x", "title": "T", "unit": "%", "better": "higher", "figures": figures})
    told = explanation(rated, Q1, settings)
    assert "No rating can be computed: it needs a number, a target, and a direction that is better." in told


@pytest.mark.parametrize(
    ("keys", "settings", "result"),
    [
        ({}, {"worsening": "never"}, "Not an exception: it is getting worse, but the settings count that never."),
        (
            {},
            {"worsening": "below", "worsening_below": "HG"},
            "Not an exception: it is getting worse, but the settings count that only below HG.",
        ),
        (
            {"better": "neutral"},
            {},
            "Not an exception: it gives context, and neither way is better.",
        ),
        (
            {"better": "within", "figures": {"Q4-2009": {"actual": 5}, "Q1-2010": {"actual": 3}}},
            {},
            "Not known whether it is an exception: there is neither a rating nor a verdict on its direction.",
        ),
    ],
)
def test_the_result_says_why_a_worse_figure_is_no_exception(
    keys: dict[str, Any], settings: dict[str, str], result: str
) -> None:
    figures = {"Q4-2009": {"actual": 90, "target": 50}, "Q1-2010": {"actual": 80, "target": 50}}
    indicator = {"id": "x", "title": "T", "unit": "%", "better": "higher", "figures": figures, **keys}
    partnership = {**SETTINGS.model_dump(mode="json", exclude_unset=True), "exceptions": settings}
    found = explanation(Indicator.model_validate(indicator), Q1, Partnership.model_validate(partnership))
    assert found[-1] == result


def test_what_no_document_states_is_said_with_the_reason() -> None:
    found = explained(
        "lower",
        figures={"Q1-2010": {"actual": 9, "target": 10}, "Q4-2009": {"actual": 9}},
        inferred={
            "better": "Fewer\nis the aim.",
            "unit": "Fewer is the aim.",
            "figures.Q1-2010.target": "The year is ours.",
            "figures.Q4-2009": "Old.",
        },
    )
    assert found[-2:] == [
        "Inferred, not stated by a document: unit, better. Fewer is the aim.",
        "Inferred, not stated by a document: figures.Q1-2010.target. The year is ours.",
    ]


def test_inferred_limits_of_the_scale_are_said_where_they_rate() -> None:
    settings = SETTINGS.model_copy(update={"inferred": {"rag.levels.at_least": "No key is printed.", "name": "X"}})
    indicator = {"id": "x", "title": "Title", "unit": "%", "better": "higher"}
    rated = Indicator.model_validate({**indicator, "figures": {"Q1-2010": {"actual": 9, "target": 10}}})
    line = "Inferred in the settings: rag.levels.at_least. No key is printed."
    assert explanation(rated, Q1, settings)[-1] == line
    assert line not in explanation(Indicator.model_validate(indicator), Q1, settings)


def test_on_a_stated_scale_no_rating_is_computed() -> None:
    stated = SETTINGS.model_copy(
        update={"rag": RagScale.model_validate({"stated": True, "levels": [{"code": "G", "name": "G", "colour": "g"}]})}
    )
    indicator = Indicator.model_validate(
        {"id": "x", "title": "T", "unit": "%", "better": "higher", "figures": {Q1: {"actual": 5, "target": 6}}}
    )
    lines = explanation(indicator, Q1, stated)
    assert "No rating can be computed: the lead states the rating of each indicator." in lines
    assert lines[-1].startswith("Not known whether it is an exception")
