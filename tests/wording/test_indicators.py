from typing import Any

import pytest

from hsp_cli.domain.indicator import Indicator
from hsp_cli.domain.performance import Performance, performance_of
from hsp_cli.domain.period import Period
from hsp_cli.domain.rag import Better, Level, RagScale
from hsp_cli.wording.indicators import (
    BETTER,
    JudgedCounts,
    RatingCounts,
    carried_text,
    current_figure_text,
    current_target_text,
    direction_text,
    exceptions_text,
    figure_and_target_text,
    name_text,
    no_exceptions_text,
    rag_text,
    rating_counts_text,
    value_text,
    verdict_text,
    worsening_text,
)

SCALE = RagScale(
    levels=(
        Level(code="G", name="Green", colour="green", at_least=0),  # type: ignore[arg-type]
        Level(code="R", name="Red", colour="red", exception=True),
    )
)
Q1 = Period.parse("Q1-2010")


def performance(figures: dict[str, Any], assessment: dict[str, Any] | None = None, **settings: Any) -> Performance:
    """An indicator in Q1 2010/11; figures and assessment as a record spells them."""
    record = {
        "id": "x",
        "title": "X",
        "unit": "%",
        "better": "higher",
        "figures": figures,
        "assessments": {"Q1-2010": assessment} if assessment else {},
        **settings,
    }
    return performance_of(Indicator.model_validate(record), Q1, SCALE)


@pytest.mark.parametrize(
    ("figures", "assessment", "words"),
    [
        ({"Q1-2010": {"actual": 5, "target": 4}}, None, "G Green, computed"),
        ({"Q1-2010": {"actual": 5, "target": 4}}, {"rag": "R"}, "R Red"),
        ({}, {"rag": "R"}, "R Red"),
        ({}, {"rag": "R", "as_at": "Q4-2009"}, "R Red (as at Q4 2009/10)"),
        ({}, {"rag": "XX"}, "XX"),
        ({"Q1-2010": {"actual": 5}}, None, "not rated"),
        ({"Q1-2010": {"status": "awaited"}}, None, "not rated"),
    ],
)
def test_a_rating_is_its_code_its_name_and_the_period_it_was_carried_from(
    figures: dict[str, Any], assessment: dict[str, Any] | None, words: str
) -> None:
    assert rag_text(performance(figures, assessment), SCALE) == words


@pytest.mark.parametrize(
    ("before", "now", "better", "words"),
    [
        (1, 2, "higher", "↑ improving"),
        (2, 1, "higher", "↓ worsening"),
        (1, 2, "lower", "↑ worsening"),
        (2, 1, "lower", "↓ improving"),
        (2, 2, "lower", "→ steady"),
        (1, 2, "neutral", "↑ up"),
        (2, 1, "neutral", "↓ down"),
    ],
)
def test_a_direction_is_an_arrow_and_a_word(before: int, now: int, better: str, words: str) -> None:
    found = performance({"Q4-2009": {"actual": before}, "Q1-2010": {"actual": now}}, better=better)
    assert direction_text(found) == words


def test_without_a_figure_before_there_is_no_direction() -> None:
    assert direction_text(performance({"Q1-2010": {"actual": 5}})) == "–"


@pytest.mark.parametrize(
    ("figure", "words"),
    [
        ({"actual": 69}, "69%"),
        ({"actual": "6.80"}, "6.80%"),
        ({"actual": 0}, "0%"),
        ({"actual": 5, "status": "provisional"}, "5% (provisional)"),
        ({"text": "lower than the target", "status": "provisional"}, "lower than the target (provisional)"),
        ({"text": "none notified"}, "none notified"),
        ({"status": "awaited"}, "awaited"),
        ({"target": 4}, "–"),
        (None, "–"),
    ],
)
def test_a_value_is_that_of_the_record_and_a_gap_is_not_zero(figure: dict[str, Any] | None, words: str) -> None:
    found = performance({"Q1-2010": figure} if figure else {})
    assert value_text(found.figure, found.indicator) == words


@pytest.mark.parametrize(
    ("figures", "words"),
    [
        ({"Q1-2010": {"actual": 5}}, "5%"),
        ({"2010-06": {"actual": 5}}, "5% (June 2010)"),
        ({"2010-05": {"actual": 4}, "2010-06": {"actual": 5}}, "5% (June 2010)"),
        ({}, "–"),
    ],
)
def test_a_figure_of_another_period_than_the_quarter_says_which(figures: dict[str, Any], words: str) -> None:
    assert current_figure_text(performance(figures)) == words


@pytest.mark.parametrize(
    ("figure", "words"),
    [
        ({"actual": 5, "target": 12.5}, "12.5%"),
        ({"actual": 5, "target_band": {"low": 1, "high": 2}}, "1% to 2%"),
        ({"actual": 5, "target_text": "better than last year"}, "better than last year"),
        ({"actual": 5}, "–"),
    ],
)
def test_a_target_is_a_number_a_band_words_or_a_gap(figure: dict[str, Any], words: str) -> None:
    assert current_target_text(performance({"Q1-2010": figure})) == words


def test_figure_and_target_share_a_cell_where_there_is_a_target() -> None:
    assert (
        figure_and_target_text(performance({"2010-06": {"actual": 69, "target": 77}})) == "69% (June 2010), target 77%"
    )
    assert figure_and_target_text(performance({"Q1-2010": {"actual": 69}})) == "69%"
    assert figure_and_target_text(performance({})) == "–"


@pytest.mark.parametrize(
    ("count", "counts", "words"),
    [
        (2, JudgedCounts(3, 2, 0, 0, 0), "2 exceptions in Q1 2010/11"),
        (0, JudgedCounts(3, 0, 0, 0, 1), "No exceptions in Q1 2010/11"),
        (0, JudgedCounts(3, 2, 0, 0, 0), "No exceptions among the 3 of 5 indicators that can be judged in Q1 2010/11"),
        (0, JudgedCounts(0, 2, 0, 0, 0), "No indicator can be judged in Q1 2010/11"),
        (0, JudgedCounts(0, 0, 0, 0, 0), "No indicators to judge in Q1 2010/11"),
    ],
)
def test_no_exceptions_is_said_only_of_indicators_that_could_be_judged(
    count: int, counts: JudgedCounts, words: str
) -> None:
    assert exceptions_text(count, counts, Q1) == words


@pytest.mark.parametrize(
    ("counts", "narrowed", "words"),
    [
        (JudgedCounts(3, 0, 0, 0, 1), False, "There are no exceptions this quarter."),
        (JudgedCounts(1, 0, 0, 0, 0), True, "There are no exceptions among the 1 indicator asked for this quarter."),
        (
            JudgedCounts(3, 2, 0, 0, 0),
            False,
            "There are no exceptions among the 3 of 5 indicators that can be judged; 2 are awaited.",
        ),
        (
            JudgedCounts(0, 1, 2, 1, 1),
            False,
            (
                "No indicator can be judged: 1 is awaited; 2 have no figure recorded; 1 lacks the target, number or "
                "earlier figure to judge it by; 1 gives context only."
            ),
        ),
        (JudgedCounts(0, 0, 0, 0, 0), False, "The report covers no indicator of this priority."),
    ],
)
def test_a_priority_without_exceptions_says_what_could_not_be_judged(
    counts: JudgedCounts, narrowed: bool, words: str
) -> None:
    assert no_exceptions_text(counts, narrowed=narrowed) == words


def test_the_counts_by_rating_name_only_what_there_is_and_add_up() -> None:
    counts = RatingCounts((("G", 2), ("R", 0)), not_rated=1, awaited=3, unrecorded=1)
    assert counts.all == 7
    text = rating_counts_text(counts, SCALE)
    assert text == "7 indicators: 2 G Green, 1 not rated, 3 awaited, 1 without figure or rating"
    assert rating_counts_text(RatingCounts((("G", 0),), 0, 0, 0), SCALE) == "0 indicators"


@pytest.mark.parametrize(
    ("unit", "words"),
    [
        ("%", "N1 X"),
        ("% of cases", "N1 X"),
        ("£", "N1 X"),
        ("not given", "N1 X"),
        (" visits ", "N1 X (visits)"),
        ("%age", "N1 X (%age)"),
    ],
)
def test_a_name_has_the_unit_that_its_figures_do_not_show(unit: str, words: str) -> None:
    assert name_text(performance({}, code="N1", unit=unit).indicator) == words


def test_figures_and_targets_have_the_decimal_places_of_their_indicator() -> None:
    found = performance({"Q1-2010": {"actual": 5, "target_band": {"low": 4, "high": "6.5"}}}, decimals=1)
    assert figure_and_target_text(found) == "5.0%, target 4.0% to 6.5%"


def test_a_rating_that_is_carried_forward_says_from_where() -> None:
    assert carried_text(performance({}, {"rag": "R", "as_at": "Q4-2009"})) == ", carried forward from Q4 2009/10"
    assert carried_text(performance({}, {"rag": "R"})) == ""


BAND = {"target_band": {"low": 10, "high": 12}}


@pytest.mark.parametrize(
    ("before", "now", "better", "words"),
    [
        ({"actual": 1}, {"actual": 2}, "higher", "Since higher is better, up means improving."),
        ({"actual": 1}, {"actual": 2}, "lower", "Since lower is better, up means worsening."),
        ({"actual": 2}, {"actual": 2}, "lower", "Since lower is better, same means steady."),
        ({"actual": 8}, {"actual": 9, **BAND}, "within",
         "The figure is nearer to its band than before, which means improving."),
        ({"actual": 9}, {"actual": 14, **BAND}, "within",
         "The figure is further from its band than before, which means worsening."),
        ({"actual": 10}, {"actual": 11, **BAND}, "within",
         "The figure is neither nearer to its band nor further from it, which means steady."),
        ({"actual": 1}, {"actual": 2}, "neutral", ""),
        ({"actual": 1}, {"status": "awaited"}, "higher", ""),
    ],
)  # fmt: skip
def test_a_verdict_says_why_it_is_one(before: dict[str, Any], now: dict[str, Any], better: str, words: str) -> None:
    assert verdict_text(performance({"Q4-2009": before, "Q1-2010": now}, better=better)) == words


def test_a_published_direction_alone_is_judged_by_what_is_better() -> None:
    found = performance({"Q1-2010": {"actual": 9, **BAND}}, {"direction": "down"}, better="higher")
    assert verdict_text(found) == "Since higher is better, down means worsening."


def test_what_worsens_says_which_way_it_goes() -> None:
    falling = performance({"Q4-2009": {"actual": 2}, "Q1-2010": {"actual": 1}})
    assert worsening_text(falling) == "going down, against the ideal direction"
    leaving = performance({"Q4-2009": {"actual": 9}, "Q1-2010": {"actual": 14, **BAND}}, {"direction": "same"})
    assert worsening_text(leaving) == (
        "further from its band than before, although the published direction is the same"
    )


def test_every_direction_that_can_be_better_has_its_words() -> None:
    assert list(BETTER) == list(Better)
    assert BETTER[Better.WITHIN] == "best within its band"
    assert BETTER[Better.NEUTRAL] == "neither way is better; it is context"
