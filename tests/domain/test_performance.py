from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, strategies as st

from hsp_cli.domain.change import compare
from hsp_cli.domain.direction import Direction, Verdict
from hsp_cli.domain.indicator import Indicator
from hsp_cli.domain.performance import Judgement, Performance, figure_of, judgement, performance_of, ratings_of
from hsp_cli.domain.period import COUNCIL_CALENDAR, Calendar, Period
from hsp_cli.domain.rag import Better, Level, RagScale

SCALE = RagScale(
    levels=(
        Level(code="G", name="Green", colour="green", at_least=Decimal(0)),
        Level(code="A", name="Amber", colour="amber", at_least=Decimal(-10), exception=True),
        Level(code="R", name="Red", colour="red", exception=True),
    )
)
Q1 = Period.parse("Q1-2010")


def indicator(better: str = "higher", **keys: Any) -> Indicator:
    return Indicator.model_validate({"id": "x", "title": "X", "unit": "%", "better": better, **keys})


def in_q1(better: str = "higher", **keys: Any) -> Performance:
    return performance_of(indicator(better, **keys), Q1, SCALE)


def test_the_quarters_own_figure_overrides_that_of_a_month_inside_it() -> None:
    performance = in_q1(figures={"Q1-2010": {"actual": 95, "target": 100}, "2010-06": {"actual": 10, "target": 100}})
    assert performance.period == Q1
    assert (performance.variance, performance.rag, performance.rag_basis) == (Decimal(-5), "A", "computed")


def test_without_a_figure_of_the_quarter_its_last_month_counts() -> None:
    performance = in_q1(
        figures={
            "2010-05": {"actual": 99, "target": 77},
            "2010-06": {"actual": 69, "target": 77},
            "2010-07": {"actual": 98, "target": 77},
        }
    )
    assert performance.period == Period.parse("2010-06")
    assert performance.rag == "R"


def test_a_year_is_no_figure_of_a_quarter_inside_it() -> None:
    assert figure_of(indicator(figures={"2010/11": {"actual": 5}, "2010": {"actual": 6}}), Q1) is None


@pytest.mark.parametrize("year", ["AY 2008/09", "12m-2009-07", "12m-2009-09"])
def test_a_longer_period_that_ends_in_the_quarter_counts_for_it(year: str) -> None:
    found = figure_of(indicator(figures={"2008/09": {"actual": 1}, year: {"actual": 5}}), Period.parse("Q2-2009"))
    assert found is not None
    assert (found[0].text, found[1].actual) == (year, Decimal(5))


RUNNING = {"Q3-2009": {"actual": 90}, "Q4-2009": {"actual": 120}, "Q1-2010": {"actual": 30}}


@pytest.mark.parametrize("keys", [{}, {"direction_basis": "previous-period"}])
def test_a_running_total_is_never_compared_across_the_years_end(keys: dict[str, str]) -> None:
    assert in_q1(figures=RUNNING, accumulation="cumulative", **keys).verdict is None
    last_year = {**RUNNING, "Q1-2009": {"actual": 25}}
    expected = None if keys else Verdict.IMPROVING
    assert in_q1(figures=last_year, accumulation="cumulative", **keys).verdict is expected


def test_a_running_total_may_be_compared_with_the_period_before_within_its_year() -> None:
    counted = indicator(figures=RUNNING, accumulation="cumulative", direction_basis="previous-period")
    found = compare(counted, Period.parse("Q4-2009"), COUNCIL_CALENDAR)
    assert found is not None
    assert found.period.text == "Q3-2009"


def test_a_month_of_a_calendar_year_starts_again_in_january() -> None:
    counted = indicator(
        figures={
            "2009-12": {"actual": 9},
            "2010-01": {"actual": 1},
            "2010-04": {"actual": 5},
            "2010-03": {"actual": 4},
        },
        accumulation="cumulative",
        direction_basis="previous-period",
    )
    calendar_year = Calendar(year_starts=1)
    assert compare(counted, Period.parse("2010-01"), calendar_year) is None
    assert compare(counted, Period.parse("2010-04"), calendar_year) is not None
    assert compare(counted, Period.parse("2010-04"), COUNCIL_CALENDAR) is None


def test_yearly_totals_are_compared_with_the_year_before() -> None:
    years = {"2008/09": {"actual": 4}, "2009/10": {"actual": 5}}
    counted = indicator(figures=years, accumulation="cumulative", direction_basis="previous-period")
    assert compare(counted, Period.parse("2009/10"), COUNCIL_CALENDAR) is not None


def test_the_ratings_of_an_indicator_are_those_that_are_shown() -> None:
    rated = indicator(
        figures={
            "Q3-2009": {"actual": 5, "target": 5},
            "2010-03": {"actual": 1, "target": 5},
            "Q1-2010": {"actual": 1, "target": 5},
            "Q2-2010": {"target": 5},
        },
        assessments={"Q1-2010": {"rag": "A"}, "Q3-2010": {"comment": "No rating was given."}},
    )
    found = [(quarter.text, rag) for quarter, rag in ratings_of(rated, SCALE, COUNCIL_CALENDAR)]
    assert found == [("Q3-2009", "G"), ("Q4-2009", "R"), ("Q1-2010", "A")]


@given(st.dictionaries(st.sampled_from(["Q4-2009", "Q1-2010"]), st.sampled_from(["G", "R", None]), max_size=2))
def test_the_shown_ratings_agree_with_the_performance_of_each_quarter(published: dict[str, str | None]) -> None:
    figures = {"Q4-2009": {"actual": 5, "target": 5}, "Q1-2010": {"actual": 1, "target": 5}}
    rated = indicator(figures=figures, assessments={quarter: {"rag": rag} for quarter, rag in published.items()})
    for quarter, rag in ratings_of(rated, SCALE, COUNCIL_CALENDAR):
        assert performance_of(rated, quarter, SCALE).rag == rag


@pytest.mark.parametrize(
    ("better", "keys", "found"),
    [
        ("higher", {}, Judgement.UNRECORDED),
        ("higher", {"figures": {"Q2-2010": {"actual": 5}}}, Judgement.UNRECORDED),
        ("higher", {"figures": {"Q1-2010": {"status": "awaited"}}}, Judgement.AWAITED),
        ("higher", {"figures": {"Q4-2009": {"actual": 5}}}, Judgement.AWAITED),
        ("higher", {"assessments": {"Q1-2010": {"rag": "G", "as_at": "Q4-2009"}}}, Judgement.AWAITED),
        ("higher", {"figures": {"Q1-2010": {"actual": 5, "target": 5}}}, Judgement.JUDGED),
        ("higher", {"figures": {"Q4-2009": {"actual": 5}, "Q1-2010": {"actual": 5}}}, Judgement.JUDGED),
        ("higher", {"assessments": {"Q1-2010": {"rag": "A"}}}, Judgement.JUDGED),
        ("neutral", {"assessments": {"Q1-2010": {"rag": "A"}}}, Judgement.JUDGED),
        ("higher", {"assessments": {"Q1-2010": {"rag": "PURPLE"}}}, Judgement.NOT_JUDGED),
        ("higher", {"assessments": {"Q1-2010": {"rag": "G"}}}, Judgement.NOT_JUDGED),
        (
            "higher",
            {"figures": {"Q1-2010": {"text": "Low"}}, "assessments": {"Q1-2010": {"rag": "G"}}},
            Judgement.JUDGED,
        ),
        (
            "higher",
            {
                "figures": {"Q4-2009": {"actual": 5}, "Q1-2010": {"text": "Low"}},
                "assessments": {"Q1-2010": {"rag": "G"}},
            },
            Judgement.NOT_JUDGED,
        ),
        ("higher", {"figures": {"Q1-2010": {"actual": 5}}}, Judgement.NOT_JUDGED),
        ("higher", {"assessments": {"Q1-2010": {"comment": "Fine."}}}, Judgement.AWAITED),
        ("higher", {"assessments": {"Q1-2010": {"direction": "up"}}}, Judgement.AWAITED),
        ("neutral", {"figures": {"Q4-2009": {"actual": 4}, "Q1-2010": {"actual": 5}}}, Judgement.CONTEXT),
    ],
)
def test_an_indicator_is_judged_only_by_a_level_or_a_verdict_of_the_quarter(
    better: str, keys: dict[str, Any], found: Judgement
) -> None:
    assert judgement(in_q1(better, **keys), SCALE) is found


UP, DOWN = {"Q4-2009": {"actual": 4, "target": 4}}, {"Q4-2009": {"actual": 6, "target": 4}}


@pytest.mark.parametrize(
    ("figures", "found"),
    [
        # No target for the quarter, though another period has one: better than before is no rating.
        ({**UP, "Q1-2010": {"actual": 5}}, Judgement.NOT_JUDGED),
        ({**UP, "Q1-2010": {"actual": 5, "target_text": "more"}}, Judgement.NOT_JUDGED),
        ({"Q4-2009": {"actual": 4}, "Q1-2010": {"actual": 5, "target": 0}}, Judgement.NOT_JUDGED),  # no percentage of 0
        ({"Q4-2009": {"actual": 4}, "Q1-2010": {"actual": 5}}, Judgement.JUDGED),
        ({**DOWN, "Q1-2010": {"actual": 5}}, Judgement.JUDGED),  # worse is known
        # No figure to compare with, though the series had begun: on target is not all that counts.
        ({"Q3-2009": {"actual": 4}, "Q1-2010": {"actual": 5, "target": 5}}, Judgement.NOT_JUDGED),
        ({"Q4-2009": {"target": 4}, "Q1-2010": {"actual": 5, "target": 5}}, Judgement.NOT_JUDGED),
        ({"2009/10": {"target": 4}, "Q1-2010": {"actual": 5, "target": 5}}, Judgement.JUDGED),
        ({"Q3-2009": {"actual": 4}, "Q1-2010": {"actual": 1, "target": 5}}, Judgement.JUDGED),  # red is known
        ({"Q1-2010": {"actual": 5, "target": 5}, "Q2-2010": {"actual": 5, "target": 5}}, Judgement.JUDGED),
    ],
)
def test_a_gap_in_what_an_indicator_is_judged_by_is_not_good_news(figures: dict[str, Any], found: Judgement) -> None:
    assert judgement(in_q1("higher", figures=figures), SCALE) is found


def test_a_running_total_that_starts_again_has_no_gap() -> None:
    figures = {"Q4-2009": {"actual": 9, "target": 9}, "Q1-2010": {"actual": 5, "target": 5}}
    keys = {"accumulation": "cumulative", "direction_basis": "previous-period", "figures": figures}
    assert judgement(in_q1("higher", **keys), SCALE) is Judgement.JUDGED


def test_a_published_direction_stands_for_the_figure_that_is_missing() -> None:
    figures = {"Q3-2009": {"actual": 4}, "Q1-2010": {"actual": 5, "target": 5}}
    assert (
        judgement(in_q1("higher", figures=figures, assessments={"Q1-2010": {"direction": "up"}}), SCALE)
        is Judgement.JUDGED
    )


def test_a_rating_carried_forward_rests_on_the_period_it_is_as_at() -> None:
    performance = in_q1(
        "lower",
        figures={"Q4-2009": {"actual": 23, "target": 12.5}, "Q1-2010": {"status": "awaited"}},
        assessments={"Q1-2010": {"rag": "R", "direction": "up", "as_at": "Q4-2009"}},
    )
    assert performance.period == performance.as_at == Period.parse("Q4-2009")
    assert performance.variance == -84
    assert (performance.rag, performance.rag_basis) == ("R", "published")
    assert (performance.direction, performance.verdict) == (Direction.UP, Verdict.WORSENING)
    assert performance.is_awaited


def test_the_published_value_overrides_the_computed_one_and_both_are_available() -> None:
    performance = in_q1(
        figures={"Q4-2009": {"actual": 110}, "Q1-2010": {"actual": 105, "target": 100}},
        assessments={"Q1-2010": {"rag": "A", "direction": "up"}},
    )
    assert (performance.rag, performance.rag_basis) == ("A", "published")
    assert performance.computed is SCALE.levels[0]
    assert (performance.direction, performance.computed_direction) == (Direction.UP, Direction.DOWN)
    assert performance.verdict is Verdict.IMPROVING


def test_without_figures_and_words_nothing_is_said() -> None:
    performance = in_q1()
    assert (performance.rag, performance.rag_basis, performance.direction, performance.verdict) == (
        None,
        None,
        None,
        None,
    )
    assert (performance.period, performance.figure, performance.variance, performance.as_at) == (None, None, None, None)


@pytest.mark.parametrize(
    "figure",
    [
        {"actual": 90},
        {"target": 100},
        {"actual": 90, "target_text": "to be agreed"},
        {"text": "just under double", "target": 100},
        {"actual": 90, "target": 0},
        {"actual": 90, "target": 100, "status": "awaited"},
    ],
)
def test_what_cannot_be_held_against_a_target_is_not_rated(figure: dict[str, Any]) -> None:
    performance = in_q1(figures={"Q1-2010": figure})
    assert (performance.variance, performance.computed, performance.rag) == (None, None, None)


def test_a_context_series_gets_neither_colour_nor_verdict() -> None:
    performance = in_q1("neutral", figures={"Q4-2009": {"actual": 18300}, "Q1-2010": {"actual": 18614, "target": 1}})
    assert (performance.rag, performance.direction, performance.verdict) == (None, Direction.UP, None)


def test_an_indicators_own_basis_overrides_the_scales() -> None:
    points = {"basis": "points", "at_least": [0, -8]}
    performance = in_q1(figures={"Q1-2010": {"actual": 69, "target": 77}}, thresholds=points)
    assert (performance.variance, performance.rag) == (Decimal(-8), "A")


def test_a_figure_outside_its_band_is_rated_by_the_distance_to_the_band() -> None:
    band = {"low": 0.9, "high": 1.1}
    performance = in_q1(
        "within",
        figures={"Q4-2009": {"actual": 1.5, "target_band": band}, "Q1-2010": {"actual": 0.72, "target_band": band}},
    )
    assert (performance.variance, performance.rag) == (Decimal(-20), "R")
    assert (performance.direction, performance.verdict) == (Direction.DOWN, Verdict.IMPROVING)


@pytest.mark.parametrize(
    ("better", "last_year", "before", "now", "on_quarter", "on_year"),
    [
        pytest.param("lower", "4250", "4578", "4149", "-429", "-101", id="jobseekers"),
        pytest.param("lower", "769", "808", "832", "24", "63", id="empty commercial properties"),
        pytest.param("neutral", "18061", "18972", "19286", "314", "1225", id="housing benefit"),
        pytest.param("neutral", "541", "529", "428", "-101", "-113", id="citizens advice"),
        pytest.param("lower", "6.80", "5.95", "7.77", "1.82", "0.97", id="town centre vacancy"),
    ],
)
def test_the_recession_series_move_as_the_paper_says(
    better: str, last_year: str, before: str, now: str, on_quarter: str, on_year: str
) -> None:
    figures = {"Q1-2009": {"actual": last_year}, "Q4-2009": {"actual": before}, "Q1-2010": {"actual": now}}
    for seasonal, change, against in ((False, on_quarter, "Q4-2009"), (True, on_year, "Q1-2009")):
        comparison = compare(indicator(better, figures=figures, seasonal=seasonal), Q1, COUNCIL_CALENDAR)
        assert comparison is not None
        assert comparison.period.text == against
        assert Decimal(now) - comparison.value == Decimal(change)
        assert comparison.direction is (Direction.UP if Decimal(change) > 0 else Direction.DOWN)


def test_a_seasonal_indicator_is_compared_with_the_same_quarter_last_year() -> None:
    figures = {"Q1-2009": {"actual": 50}, "Q4-2009": {"actual": 40}, "Q1-2010": {"actual": 45}}
    assert in_q1(figures=figures).verdict is Verdict.IMPROVING
    assert in_q1(figures=figures, seasonal=True).verdict is Verdict.WORSENING


def test_a_month_is_compared_with_the_month_before() -> None:
    performance = in_q1(figures={"2010-04": {"actual": 90}, "2010-05": {"actual": 70}, "2010-06": {"actual": 80}})
    assert performance.comparison is not None
    assert (performance.comparison.period.text, performance.direction) == ("2010-05", Direction.UP)


@pytest.mark.parametrize(
    "figures",
    [
        {"Q1-2010": {"actual": 5}},
        {"Q4-2009": {"text": "none"}, "Q1-2010": {"actual": 5}},
        {"Q4-2009": {"actual": 5}, "Q1-2010": {"status": "awaited"}},
    ],
)
def test_a_gap_is_not_zero_and_gives_no_direction(figures: dict[str, Any]) -> None:
    performance = in_q1(figures=figures)
    assert (performance.comparison, performance.direction, performance.verdict) == (None, None, None)


@pytest.mark.parametrize(
    ("since", "broken"),
    [
        ("2010-04-01", True),
        ("2010-04", True),
        ("2010-06-30", True),
        ("2010-01-02", True),
        ("2010-01-01", False),
        ("2010-07-01", False),
    ],
)
def test_values_on_two_sides_of_a_change_of_counting_do_not_compare(since: str, broken: bool) -> None:
    performance = in_q1(
        "lower",
        figures={"Q4-2009": {"actual": 806}, "Q1-2010": {"actual": 830}},
        breaks=[{"since": since, "reason": "legislation"}],
    )
    assert performance.comparison is not None
    assert (performance.comparison.broken_by is not None) is broken
    assert performance.direction is (None if broken else Direction.UP)
    assert performance.verdict is (None if broken else Verdict.WORSENING)


def test_a_direction_published_across_a_change_of_counting_still_counts() -> None:
    performance = in_q1(
        "lower",
        figures={"Q4-2009": {"actual": 806}, "Q1-2010": {"actual": 830}},
        breaks=[{"since": "2010-04-01", "reason": "legislation"}],
        assessments={"Q1-2010": {"direction": "up"}},
    )
    assert (performance.direction, performance.verdict) == (Direction.UP, Verdict.WORSENING)


TARGET = {"target": 5}
BEFORE = {"actual": 5}


@pytest.mark.parametrize(
    ("keys", "expected"),
    [
        pytest.param({}, "unrecorded", id="nothing is there"),
        pytest.param({"figures": {"Q1-2010": TARGET}}, "awaited", id="only a target"),
        pytest.param({"figures": {"2010-06": TARGET}}, "awaited", id="only a target of its last month"),
        pytest.param({"figures": {"Q2-2010": BEFORE}}, "unrecorded", id="a series that begins later"),
        pytest.param({"figures": {"Q1-2010": {"status": "awaited"}}}, "awaited", id="marked so"),
        pytest.param(
            {"figures": {"Q1-2010": {"status": "awaited"}}, "assessments": {"Q1-2010": {"rag": "A"}}},
            "awaited",
            id="marked so though judged",
        ),
        pytest.param({"figures": {"Q4-2009": BEFORE}}, "awaited", id="only the quarter before"),
        pytest.param({"figures": {"Q4-2009": BEFORE, "Q1-2010": TARGET}}, "awaited", id="the quarter's target"),
        pytest.param({"assessments": {"Q4-2009": {"rag": "A"}}}, "awaited", id="judged the quarter before"),
        pytest.param({"assessments": {"Q1-2010": {"rag": "A", "as_at": "Q4-2009"}}}, "awaited", id="carried forward"),
        pytest.param({"figures": {"Q1-2010": {"actual": 0}}}, "there", id="a nought is a figure"),
        pytest.param({"figures": {"2010-06": {"actual": 5}}}, "there", id="the last month's figure"),
        pytest.param({"figures": {"Q1-2010": {"text": "None notified"}}}, "there", id="words are a figure"),
        pytest.param({"figures": {"Q1-2010": {"actual": 5, "status": "provisional"}}}, "there", id="provisional"),
        pytest.param({"assessments": {"Q1-2010": {"rag": "A"}}}, "there", id="judged without a figure"),
        pytest.param(
            {"figures": {"Q1-2010": TARGET}, "assessments": {"Q1-2010": {"rag": "A"}}},
            "there",
            id="judged with only a target",
        ),
        pytest.param({"assessments": {"Q1-2010": {"rag": "A", "as_at": "Q1-2010"}}}, "there", id="judged as at itself"),
    ],
)
def test_a_figure_that_is_not_there_is_awaited_or_the_series_has_not_begun(keys: dict[str, Any], expected: str) -> None:
    performance = in_q1(**keys)
    assert (performance.is_awaited, performance.is_unrecorded) == (expected == "awaited", expected == "unrecorded")


ACTUALS = st.none() | st.decimals(0, 200, places=1)


@given(st.sampled_from(Better), ACTUALS, ACTUALS, ACTUALS, st.booleans())
def test_a_figure_that_is_not_there_is_neither_good_nor_bad(
    better: Better, before: Decimal | None, now: Decimal | None, target: Decimal | None, awaited: bool
) -> None:
    own = {"actual": now, "target": target, "status": "awaited" if awaited else "final"}
    performance = in_q1(better, figures={"Q4-2009": {"actual": before}, "Q1-2010": own})
    if awaited or now is None:
        assert performance.is_awaited is not performance.is_unrecorded
        assert performance.rag is None
    assert (performance.verdict is None) or (before is not None and now is not None)


def test_a_scale_without_levels_rates_nothing() -> None:
    figures = {"Q1-2010": {"actual": 90, "target": 100}}
    assert performance_of(indicator(figures=figures), Q1, RagScale(levels=())).rag is None


def test_an_indicator_of_which_nothing_is_recorded_yet_is_not_awaited_but_unrecorded() -> None:
    assert in_q1().is_unrecorded
    assert in_q1(figures={"Q2-2010": {"actual": 1}}).is_unrecorded
    assert not in_q1(figures={"Q4-2009": {"actual": 1}}).is_unrecorded
    assert not in_q1(assessments={"Q1-2010": {"rag": "A"}}).is_unrecorded


def test_the_twelve_months_that_end_with_a_quarter_are_reported_in_it() -> None:
    performance = in_q1(figures={"12m-2010-06": {"actual": 5, "target": 10}, "12m-2010-03": {"actual": 9}})
    assert performance.period is not None
    assert performance.period.text == "12m-2010-06"
    assert not performance.is_awaited
