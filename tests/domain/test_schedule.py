"""Which figure stands in a quarter, and which is awaited, by how often and how late figures come."""

from decimal import Decimal
from typing import Any

import pytest

from hsp_cli.domain.indicator import Indicator
from hsp_cli.domain.performance import Judgement, Performance, judgement, performance_of
from hsp_cli.domain.period import Period
from hsp_cli.domain.rag import Level, RagScale
from hsp_cli.domain.schedule import periods_owed

SCALE = RagScale(
    levels=(
        Level(code="G", name="Green", colour="green", at_least=Decimal(0)),
        Level(code="R", name="Red", colour="red", exception=True),
    )
)
ON_TARGET, OFF_TARGET = {"actual": 5, "target": 5}, {"actual": 4, "target": 5}


def in_quarter(quarter: str, figures: dict[str, Any], **keys: Any) -> Performance:
    record = {"id": "x", "title": "X", "unit": "%", "better": "higher", "figures": figures, **keys}
    return performance_of(Indicator.model_validate(record), Period.parse(quarter), SCALE)


@pytest.mark.parametrize("quarter", ["Q4-2022", "Q1-2023", "Q2-2023", "Q3-2023"])
@pytest.mark.parametrize("period", ["2022/23", "12m-2023-03", "2023-03", "Q4-2022", "2020/21-2022/23"])
def test_a_yearly_figure_judges_each_quarter_until_the_next_is_due(period: str, quarter: str) -> None:
    found = in_quarter(quarter, {period: ON_TARGET}, frequency="yearly")
    assert (found.period and found.period.text, found.rag, found.owed) == (period, "G", None)
    assert judgement(found, SCALE) is Judgement.JUDGED


@pytest.mark.parametrize(
    ("frequency", "period", "last", "next_one"),
    [
        ("yearly", "AY 2021/22", "Q1-2023", "Q2-2023"),
        ("yearly", "2022", "Q2-2023", "Q3-2023"),
        ("every-two-years", "2020/21", "Q3-2022", "Q4-2022"),
        ("every-three-years", "2018-2020", "Q2-2023", "Q3-2023"),
        ("half-yearly", "Q2-2022", "Q3-2022", "Q4-2022"),
        ("termly", "2022-07", "Q2-2022", "Q3-2022"),
        ("termly", "2022-12", "Q4-2022", "Q1-2023"),
    ],
)
def test_when_the_next_figure_is_due_the_old_one_no_longer_judges(
    frequency: str, period: str, last: str, next_one: str
) -> None:
    before = in_quarter(last, {period: ON_TARGET}, frequency=frequency)
    after = in_quarter(next_one, {period: ON_TARGET}, frequency=frequency)
    assert judgement(before, SCALE) is Judgement.JUDGED
    assert judgement(after, SCALE) is Judgement.AWAITED
    assert (after.period and after.period.text, after.rag, after.verdict) == (period, None, None)


def test_a_figure_of_years_ago_is_shown_with_what_is_awaited_since() -> None:
    found = in_quarter("Q2-2023", {"2017/18": ON_TARGET}, frequency="yearly")
    assert found.owed is not None
    assert (found.owed.period.text, found.owed.due.isoformat()) == ("2022/23", "2023-03-31")
    assert (found.period and found.period.text, found.is_awaited, found.rag) == ("2017/18", True, None)


def test_bad_news_of_an_old_figure_stays_bad_news() -> None:
    figures = {"2016/17": ON_TARGET, "2017/18": OFF_TARGET}
    found = in_quarter("Q2-2023", figures, frequency="yearly")
    assert (found.rag, found.verdict, found.is_awaited) == ("R", "worsening", True)


@pytest.mark.parametrize(
    ("quarter", "period", "awaited"),
    [("Q4-2022", "2021/22", None), ("Q1-2023", "2021/22", "2022/23"), ("Q4-2023", "2021/22", "2022/23")],
)
def test_a_figure_is_awaited_only_after_its_release(quarter: str, period: str, awaited: str | None) -> None:
    figures = {"2021/22": ON_TARGET, "2022/23": {"target": 5}}
    found = in_quarter(quarter, figures, frequency="yearly", release="3 months")
    assert (found.period and found.period.text, found.owed and found.owed.period.text) == (period, awaited)


def test_a_figure_that_came_early_counts_at_once() -> None:
    figures = {"2021/22": ON_TARGET, "2022/23": OFF_TARGET}
    assert in_quarter("Q4-2022", figures, frequency="yearly", release="3 months").rag == "R"


def test_a_figure_marked_as_awaited_is_awaited_only_when_it_is_due() -> None:
    figures = {"2021/22": ON_TARGET, "2022/23": {"status": "awaited"}}
    keys = {"frequency": "yearly", "release": "4 months"}
    assert not in_quarter("Q1-2023", figures, **keys).is_awaited
    assert in_quarter("Q2-2023", figures, **keys).is_awaited


def test_a_date_of_release_in_the_record_overrides_the_usual_time() -> None:
    figures = {"2021/22": ON_TARGET, "2022/23": {"target": 5, "release": "2023-11"}}
    found = [in_quarter(quarter, figures, frequency="yearly", release="3 months") for quarter in ("Q2-2023", "Q3-2023")]
    assert [one.is_awaited for one in found] == [False, True]


def test_what_has_no_rhythm_is_due_by_its_date_of_release() -> None:
    figures = {"2021": ON_TARGET, "2031": {"release": "2032-06"}}
    assert judgement(in_quarter("Q1-2023", figures, frequency="other"), SCALE) is Judgement.JUDGED
    assert in_quarter("Q1-2032", figures, frequency="other").is_awaited
    assert in_quarter("Q1-2023", {"2021": ON_TARGET}, frequency="other").is_awaited


def test_a_quarterly_figure_that_comes_late_stands_for_the_next_quarter() -> None:
    figures = {"Q4-2022": ON_TARGET}
    found = [in_quarter(quarter, figures, release="6 weeks") for quarter in ("Q1-2023", "Q2-2023")]
    assert [(one.rag, one.is_awaited) for one in found] == [("G", False), (None, True)]
    assert in_quarter("Q1-2023", figures).is_awaited


def test_a_monthly_figure_is_awaited_if_the_last_month_of_the_quarter_is_missing() -> None:
    figures = {"2023-04": ON_TARGET, "2023-05": ON_TARGET}
    found = in_quarter("Q1-2023", figures, frequency="monthly")
    assert (found.owed and found.owed.period.text, found.rag) == ("2023-06", None)
    assert in_quarter("Q1-2023", figures, frequency="monthly", release="6 weeks").rag == "G"
    assert in_quarter("Q1-2023", figures | {"2023-05": OFF_TARGET}, frequency="monthly").rag == "R"
    assert in_quarter("Q1-2023", figures | {"2023-06": ON_TARGET}, frequency="monthly").rag == "G"


def test_a_rating_of_the_quarter_does_not_make_an_old_figure_good() -> None:
    rated = {"Q2-2023": {"rag": "G"}}
    found = in_quarter("Q2-2023", {"2020/21": ON_TARGET}, frequency="yearly", assessments=rated)
    assert judgement(found, SCALE) is Judgement.NOT_JUDGED
    found = in_quarter("Q3-2023", {"2020/21": ON_TARGET}, frequency="yearly", assessments=rated)
    assert judgement(found, SCALE) is Judgement.AWAITED


def test_a_rating_carried_forward_from_the_year_that_stands_judges_the_quarter() -> None:
    rated = {"Q2-2023": {"rag": "R", "as_at": "2022/23"}}
    found = in_quarter("Q2-2023", {"2022/23": OFF_TARGET}, frequency="yearly", assessments=rated)
    assert judgement(found, SCALE) is Judgement.JUDGED


@pytest.mark.parametrize("frequency", ["quarterly", "yearly", "other"])
def test_of_an_indicator_without_any_record_nothing_is_awaited(frequency: str) -> None:
    found = in_quarter("Q2-2023", {"2024/25": {"target": 5}}, frequency=frequency, release="3 months")
    assert (found.is_awaited, found.is_unrecorded) == (False, True)


def test_a_year_with_a_target_alone_is_awaited_when_it_is_due() -> None:
    figures = {"2022/23": {"target": 5}}
    found = [in_quarter(quarter, figures, frequency="yearly", release="3 months") for quarter in ("Q4-2022", "Q1-2023")]
    assert [judgement(one, SCALE) for one in found] == [Judgement.NOT_JUDGED, Judgement.AWAITED]


@pytest.mark.parametrize(
    ("figures", "keys", "missing"),
    [
        ({"2023-01": ON_TARGET, "2023-06": ON_TARGET}, {}, ["2023-04", "2023-05"]),
        ({"2023-01": ON_TARGET}, {}, ["2023-04", "2023-05", "2023-06"]),
        ({"2023-04": ON_TARGET}, {}, ["2023-05", "2023-06"]),
        ({"2023-01": ON_TARGET}, {"release": "6 weeks"}, ["2023-02", "2023-03", "2023-04"]),
        ({"2023-01": ON_TARGET, "2023-05": {"status": "awaited"}}, {}, ["2023-04", "2023-05", "2023-06"]),
        ({"2023-01": ON_TARGET, "Q1-2023": ON_TARGET}, {}, []),
        (
            {"2023-01": ON_TARGET, "Q1-2023": {"target": 5}},
            {"accumulation": "average"},
            ["2023-04", "2023-05", "2023-06"],
        ),
        ({"2023-04": ON_TARGET, "2023-05": ON_TARGET, "2023-06": ON_TARGET}, {}, []),
    ],
)
def test_every_month_that_fell_due_in_the_quarter_and_is_missing_is_owed(
    figures: dict[str, Any], keys: dict[str, Any], missing: list[str]
) -> None:
    found = in_quarter("Q1-2023", figures, frequency="monthly", **keys)
    assert [period.text for period in periods_owed(found.indicator, found.quarter, found.owed)] == missing


def test_of_an_indicator_without_months_only_the_latest_figure_is_owed() -> None:
    found = in_quarter("Q2-2023", {"2018/19": ON_TARGET}, frequency="yearly")
    assert [period.text for period in periods_owed(found.indicator, found.quarter, found.owed)] == ["2022/23"]
    assert periods_owed(found.indicator, found.quarter, None) == ()
