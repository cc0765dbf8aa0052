"""The earlier figure that a figure is compared with."""

from typing import Any

import pytest

from hsp_cli.domain.change import compare
from hsp_cli.domain.indicator import Indicator
from hsp_cli.domain.performance import Judgement, judgement, performance_of
from hsp_cli.domain.period import COUNCIL_CALENDAR, Period
from hsp_cli.domain.rag import RagScale


def found(figures: dict[str, float], period: str, **keys: Any) -> tuple[str, str | None] | None:
    """The period that a figure is compared with, and the one that is missing."""
    record = indicator(figures, **keys)
    comparison = compare(record, Period.parse(period), COUNCIL_CALENDAR)
    if comparison is None:
        return None
    return comparison.period.text, comparison.missing.text if comparison.missing else None


def indicator(figures: dict[str, float], better: str = "higher", **keys: Any) -> Indicator:
    listed = {period: {"actual": actual} for period, actual in figures.items()}
    return Indicator.model_validate({"id": "x", "title": "X", "unit": "u", "better": better, **keys, "figures": listed})


@pytest.mark.parametrize(
    ("figures", "period", "keys", "expected"),
    [
        ({"2018/19": 1, "2020/21": 2}, "2020/21", {}, ("2018/19", "2019/20")),
        ({"2018/19": 1, "2019/20": 2, "2020/21": 2}, "2020/21", {}, ("2019/20", None)),
        ({"Q3-2009": 1, "Q1-2010": 2}, "Q1-2010", {}, ("Q3-2009", "Q4-2009")),
        ({"Q1-2008": 1, "Q4-2009": 3, "Q1-2010": 2}, "Q1-2010", {"seasonal": True}, ("Q1-2008", "Q1-2009")),
        ({"Q4-2009": 3, "Q1-2010": 2}, "Q1-2010", {"seasonal": True}, None),
        ({"2018": 1, "2020": 2}, "2020", {"frequency": "every-two-years"}, ("2018", None)),
        ({"2016": 1, "2020": 2}, "2020", {"frequency": "every-two-years"}, ("2016", "2018")),
        ({"2010-03": 1, "2010-06": 2}, "2010-06", {"frequency": "quarterly"}, ("2010-03", None)),
        ({"2010-03": 1, "2010-06": 2}, "2010-06", {"frequency": "monthly"}, ("2010-03", "2010-05")),
        ({"2010-03-31": 1, "2010-06-30": 2}, "2010-06-30", {}, ("2010-03-31", None)),
        ({"2017-2019": 1, "2018-2020": 2}, "2018-2020", {"frequency": "yearly"}, ("2017-2019", None)),
        ({"2015-2017": 1, "2018-2020": 2}, "2018-2020", {"frequency": "every-three-years"}, ("2015-2017", None)),
        ({"2016-2019": 1, "2018-2020": 2}, "2018-2020", {"frequency": "yearly"}, None),  # of another length
        ({"12m-2010-03": 1, "12m-2010-06": 2}, "12m-2010-06", {}, None),  # nine of the months are the same
        ({"2009/10": 1, "AY 2009/10": 2}, "AY 2009/10", {}, None),
    ],
)
def test_a_figure_is_compared_with_the_last_one_before_it_and_says_what_is_missing(
    figures: dict[str, float], period: str, keys: dict[str, Any], expected: tuple[str, str | None] | None
) -> None:
    assert found(figures, period, **keys) == expected


def test_a_running_total_is_not_compared_across_a_gap_at_the_years_end() -> None:
    keys = {"accumulation": "cumulative", "direction_basis": "previous-period"}
    assert found({"Q3-2009": 9, "Q1-2010": 2}, "Q1-2010", **keys) is None
    assert found({"Q1-2010": 2, "Q3-2010": 9}, "Q3-2010", **keys) == ("Q1-2010", "Q2-2010")


@pytest.mark.parametrize(("before", "judged"), [(1, Judgement.NOT_JUDGED), (9, Judgement.JUDGED)])
def test_better_than_before_a_gap_is_not_good_news_but_worse_is_bad_news(before: int, judged: Judgement) -> None:
    record = indicator({"2018/19": before, "2020/21": 5}, frequency="yearly")
    assert (
        judgement(performance_of(record, Period.parse("Q4-2020"), RagScale(levels=())), RagScale(levels=())) is judged
    )


@pytest.mark.parametrize(
    ("before", "now", "verdict"),
    [(43, 42, "improving"), (43, 38, "improving"), (42, 37, "worsening"), (42, 38, "steady")],
)
def test_nearer_to_a_single_target_is_improving(before: float, now: float, verdict: str) -> None:
    figures = {"Q4-2009": {"actual": before, "target": 40}, "Q1-2010": {"actual": now, "target": 40}}
    record = Indicator.model_validate({"id": "x", "title": "X", "unit": "%", "better": "within", "figures": figures})
    assert performance_of(record, Period.parse("Q1-2010"), RagScale(levels=())).verdict == verdict
