"""What mutants of the arithmetic survived: cases in which one changed sign gives another paper."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from pydantic import TypeAdapter, ValidationError

from hsp_cli.analysis.exceptions import natural
from hsp_cli.domain.direction import Verdict, verdict_within
from hsp_cli.domain.indicator import Indicator
from hsp_cli.domain.performance import figure_of, performance_of
from hsp_cli.domain.period import ByPeriod, Calendar, Period
from hsp_cli.domain.rag import Band, Level, RagScale
from hsp_cli.domain.risk import RiskMatrix

Q1 = Period.parse("Q1-2010")
SCALE = RagScale(
    levels=(
        Level(code="G", name="Green", colour="green", at_least=Decimal(0)),
        Level(code="A", name="Amber", colour="amber", at_least=Decimal(-10), exception=True),
        Level(code="R", name="Red", colour="red", exception=True),
    )
)


def indicator(**keys: Any) -> Indicator:
    return Indicator.model_validate({"id": "x", "title": "X", "unit": "%", "better": "higher", **keys})


def test_a_month_inside_a_quarter_counts_for_it_although_it_ends_earlier() -> None:
    found = figure_of(indicator(figures={"2010-04": {"actual": 1}, "2010-05": {"actual": 2}}), Q1)
    assert found is not None
    assert found[0].text == "2010-05"


@pytest.mark.parametrize(("at_least", "code"), [(["-20", "-30"], "G"), (["0", "-19"], "R"), (["0", "-20"], "A")])
def test_an_indicators_own_thresholds_rate_it(at_least: list[str], code: str) -> None:
    figures = {"Q1-2010": {"actual": 80, "target": 100}}
    thresholds = {"at_least": [Decimal(limit) for limit in at_least]}
    computed = performance_of(indicator(figures=figures, thresholds=thresholds), Q1, SCALE).computed
    assert computed is not None
    assert computed.code == code


def test_inside_a_band_no_value_is_nearer_than_another() -> None:
    band = Band(low=Decimal(10), high=Decimal(20))
    assert verdict_within(Decimal(11), Decimal(15), band) is Verdict.STEADY
    assert verdict_within(Decimal(15), Decimal(20), band) is Verdict.STEADY
    assert verdict_within(Decimal(21), Decimal(20), band) is Verdict.IMPROVING


@pytest.mark.parametrize(
    ("day", "earlier"), [("2012-02-29", "2011-02-28"), ("2013-02-28", "2012-02-28"), ("2012-03-31", "2011-03-31")]
)
def test_a_day_a_year_earlier(day: str, earlier: str) -> None:
    assert Period.parse(day).a_year_earlier() == Period.parse(earlier)


@pytest.mark.parametrize("starts", range(1, 13))
def test_a_quarter_a_year_earlier_is_one_of_the_same_months(starts: int) -> None:
    quarter = Period.parse("Q3-2010", Calendar(year_starts=starts))
    earlier = quarter.a_year_earlier()
    assert earlier.text == "Q3-2009"
    assert earlier.first_day == quarter.first_day.replace(year=quarter.first_day.year - 1)
    assert earlier.last_day.month == quarter.last_day.month


@pytest.mark.parametrize("spelling", ["CY2010", "2010"])
def test_a_calendar_year_starts_in_january_whatever_the_councils_does(spelling: str) -> None:
    year = Period.calendar_year(2010)
    assert (year.first_day, year.last_day, year.year_starts) == (date(2010, 1, 1), date(2010, 12, 31), 1)
    assert year.a_year_earlier() == Period.calendar_year(2009)


def test_two_spellings_of_one_quarter_are_reported_in_the_partnerships_calendar() -> None:
    adapter: TypeAdapter[dict[Period, int]] = TypeAdapter(ByPeriod[int])
    for context in (None, {"calendar": Calendar(year_starts=1)}):
        with pytest.raises(ValidationError) as wrong:
            adapter.validate_python({"Q1-2010": 1, "Q1 2010": 2}, context=context)
        (error,) = wrong.value.errors()
        assert error["type"] == "same_period"
        assert error["msg"] == "`Q1 2010` is the same period as `Q1-2010`"


def test_two_spellings_of_one_period_are_reported_among_others() -> None:
    adapter: TypeAdapter[dict[Period, int]] = TypeAdapter(ByPeriod[int])
    with pytest.raises(ValidationError, match="`Q1 2010/11` is the same period as `Q1-2010`"):
        adapter.validate_python({"Q4-2009": 1, "Q1-2010": 2, "Q1 2010/11": 3})


def test_where_the_council_counts_in_calendar_years_no_value_of_a_year_is_lost() -> None:
    adapter: TypeAdapter[dict[Period, int]] = TypeAdapter(ByPeriod[int])
    two = {"2010": 1, "2010/11": 2}
    assert len(adapter.validate_python(two)) == 2
    with pytest.raises(ValidationError, match="spans two years"):
        adapter.validate_python(two, context={"calendar": Calendar(year_starts=1)})


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("2010/12", "'2010/12' is not a year: 2010 is followed by 11"),
        ("2010/2012", "'2010/2012' is not a year: 2010 is followed by 11"),
        ("2010-02-30", "'2010-02-30' is not a day of the calendar"),
        ("2010-13", "'2010-13' is not a month: months run from 01 to 12"),
        ("Q5-2010", "'Q5-2010' is not a quarter: quarters run from Q1 to Q4"),
    ],
)
def test_a_period_that_does_not_exist_is_named_as_it_was_written(text: str, words: str) -> None:
    with pytest.raises(ValueError, match=words.replace("'", ".")):
        Period.parse(text)


def test_the_century_turns_in_the_second_year_of_a_pair() -> None:
    assert Period.parse("1999/00").text == Period.parse("1999/2000").text == "1999/00"


# --- Found by the bombs


def test_codes_are_put_in_order_however_long_their_numbers() -> None:
    long = "NI " + "9" * 6_000
    codes = ["NI 126", "NI 40", long, "NI 040", "H1", "", "NI"]
    assert sorted(codes, key=natural) == ["", "H1", "NI", "NI 40", "NI 040", "NI 126", long]


def matrix(likelihood: list[str], impact: list[str]) -> RiskMatrix:
    steps = [[{"code": code, "name": code} for code in codes] for codes in (likelihood, impact)]
    return RiskMatrix.model_validate(
        {"likelihood": steps[0], "impact": steps[1], "zones": [{"id": "z", "name": "Z"}], "cells": {}}
    )


@pytest.mark.parametrize(
    ("rating", "codes"),
    [
        ("C2", ("C", "2")), ("C 2", ("C", "2")), ("C-2", ("C", "2")), ("Cx2", ("C", "2")), ("C×2", ("C", "2")), (" C2 ", ("C", "2")),
        ("C", None), ("2", None), ("C  2", None), ("C22", None), ("C+2", None), ("", None), ("c2", None), ("C2x", None),
        ("CC2", ("CC", "2")), ("Cx", ("C", "x")), ("Cxx", ("C", "x")), ("CCx", ("CC", "x")),
    ],
)  # fmt: skip
def test_a_rating_is_a_likelihood_and_an_impact_with_one_sign_between_at_most(rating: str, codes: object) -> None:
    assert matrix(["C", "CC"], ["2", "x"]).split(rating) == codes


def test_a_code_as_long_as_no_number_can_be_is_no_cell() -> None:
    assert matrix(["1" * 6_000], ["1"]).zone("1" * 6_001) is None


def test_a_scale_has_at_most_fifty_steps() -> None:
    codes = [f"L{number}" for number in range(51)]
    assert matrix(codes[:50], ["1"]).split("L491") == ("L49", "1")
    with pytest.raises(ValidationError, match="at most 50 items"):
        matrix(codes, ["1"])
    levels = [{"code": code, "name": code, "colour": "red"} for code in codes]
    with pytest.raises(ValidationError, match="at most 50 items"):
        RagScale.model_validate({"levels": levels})
