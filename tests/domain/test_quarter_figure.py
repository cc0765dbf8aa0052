"""The figure of a quarter that is worked out from those of its months."""

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, strategies as st

from hsp_cli.domain.change import compare
from hsp_cli.domain.indicator import Indicator
from hsp_cli.domain.performance import Judgement, Performance, judgement, performance_of
from hsp_cli.domain.period import COUNCIL_CALENDAR, Period
from hsp_cli.domain.quarter_figure import quarter_from_months
from hsp_cli.domain.rag import Level, RagScale

SCALE = RagScale(
    levels=(
        Level(code="G", name="Green", colour="green", at_least=Decimal(0)),
        Level(code="R", name="Red", colour="red", exception=True),
    )
)
Q1, MONTHS = Period.parse("Q1-2010"), ("2010-04", "2010-05", "2010-06")


def indicator(figures: dict[str, Any], **keys: Any) -> Indicator:
    return Indicator.model_validate(
        {"id": "x", "title": "X", "unit": "%", "better": "higher", **keys, "figures": figures}
    )


def in_q1(figures: dict[str, Any], **keys: Any) -> Performance:
    return performance_of(indicator(figures, **keys), Q1, SCALE)


def of_months(*actuals: float, **keys: Any) -> dict[str, Any]:
    return {month: {"actual": actual, **keys} for month, actual in zip(MONTHS, actuals, strict=False)}


def cases(*counted: tuple[int, int], **keys: Any) -> dict[str, Any]:
    return {month: {"numerator": n, "denominator": d, **keys} for month, (n, d) in zip(MONTHS, counted, strict=False)}


def test_the_quarter_of_an_average_is_the_average_of_its_months_and_not_its_last_month() -> None:
    found = in_q1(of_months(90, 91, 97, target=95), accumulation="average")
    assert found.figure is not None
    assert found.period == Q1
    assert found.figure.actual == Decimal("92.6666666667")
    assert found.rag == "R"


def test_the_quarter_of_a_snapshot_is_its_last_month() -> None:
    assert in_q1(of_months(90, 91, 97, target=95)).rag == "G"
    assert in_q1(cases((90, 100), (91, 100), (97, 100), target=95), accumulation="snapshot").rag == "G"


@pytest.mark.parametrize("keys", [{}, {"accumulation": "average"}])
def test_the_quarter_of_a_rate_is_all_its_cases_together(keys: dict[str, str]) -> None:
    found = in_q1(cases((950, 1000), (1, 2), (10, 10), target=95), **keys)
    assert found.figure is not None
    assert found.figure.actual == Decimal("94.9604743083")
    assert (found.period, found.rag) == (Q1, "R")


@pytest.mark.parametrize(
    "figures",
    [
        of_months(97, 98),
        {**of_months(97, 98), "2010-06": {"status": "awaited"}},
        {**of_months(97, 98), "2010-06": {"text": "not counted"}},
        {"2010-04": {"actual": 97}, "2010-06": {"actual": 98}},
    ],
)
@pytest.mark.parametrize("frequency", ["monthly", "quarterly"])
def test_an_incomplete_quarter_is_awaited_and_not_judged_as_a_whole(figures: dict[str, Any], frequency: str) -> None:
    targets = {month: {**figure, "target": 95} for month, figure in figures.items()}
    found = in_q1(targets, accumulation="average", frequency=frequency)
    assert judgement(found, SCALE) is Judgement.AWAITED
    assert (found.rag, found.variance, len(found.worked_out.missing if found.worked_out else ())) == (None, None, 1)


def test_a_month_without_its_cases_leaves_the_quarter_incomplete() -> None:
    figures = cases((95, 100), (95, 100), (95, 100), target=95)
    figures["2010-05"] = {"actual": 95, "target": 95}
    assert judgement(in_q1(figures), SCALE) is Judgement.AWAITED


def test_the_quarters_own_figure_overrides_that_of_its_months() -> None:
    found = in_q1({"Q1-2010": {"actual": 96, "target": 95}, **of_months(1, 1, 1)}, accumulation="average")
    assert found.figure is not None
    assert found.figure.actual == 96
    assert (found.rag, found.worked_out) == ("G", None)


def test_the_quarters_own_target_overrides_those_of_its_months() -> None:
    figures = of_months(90, 91, 97, target=95)
    assert in_q1({"Q1-2010": {"target": 92}, **figures}, accumulation="average").rag == "G"


def test_targets_that_differ_from_month_to_month_are_none_of_the_quarter() -> None:
    figures = {**of_months(97, 97, 97, target=95), "2010-06": {"actual": 97, "target": 99}}
    found = in_q1(figures, accumulation="average")
    assert (found.rag, judgement(found, SCALE)) == (None, Judgement.NOT_JUDGED)


def test_a_quarter_with_a_provisional_month_is_provisional() -> None:
    figures = {**of_months(97, 97, 97), "2010-05": {"actual": 97, "status": "provisional"}}
    worked = quarter_from_months(indicator(figures, accumulation="average"), Q1)
    assert worked is not None
    assert worked.figure.status == "provisional"


def test_a_worked_out_quarter_is_compared_with_the_one_before() -> None:
    before = {"2010-01": {"actual": 99}, "2010-02": {"actual": 99}, "2010-03": {"actual": 1}}
    found = compare(indicator({**before, **of_months(90, 90, 90)}, accumulation="average"), Q1, COUNCIL_CALENDAR)
    assert found is not None
    assert (found.period.text, found.direction, found.missing) == ("Q4-2009", "up", None)


def test_late_months_leave_the_quarter_before_standing() -> None:
    before = {month: {"actual": 96, "target": 95} for month in ("2010-01", "2010-02", "2010-03")}
    found = in_q1(
        {**before, **of_months(90, target=95)}, accumulation="average", frequency="monthly", release="6 weeks"
    )
    assert (found.period and found.period.text, found.rag, found.is_awaited) == ("Q4-2009", "G", False)


COUNTS = st.tuples(st.integers(0, 50), st.integers(50, 100))


@given(st.lists(COUNTS, min_size=3, max_size=3))
def test_a_quarters_rate_lies_between_those_of_its_months(counted: list[tuple[int, int]]) -> None:
    worked = quarter_from_months(indicator(cases(*counted)), Q1)
    assert worked is not None
    assert worked.figure.actual is not None
    rates = [figure.actual for _, figure in worked.months if figure.actual is not None]
    assert min(rates) <= worked.figure.actual <= max(rates)
