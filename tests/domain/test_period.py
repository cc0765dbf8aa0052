import re
from datetime import date, timedelta

import pytest
from hypothesis import given, strategies as st
from pydantic import TypeAdapter, ValidationError

from hsp_cli.domain.period import COUNCIL_CALENDAR, Calendar, Period, PeriodKind, parse_informal, quarter_of

CALENDAR_YEAR = Calendar(year_starts=1)

YEARS = st.integers(1911, 2188)
MONTHS = st.integers(1, 12)
CALENDARS = st.builds(Calendar, year_starts=MONTHS)
DAYS = st.dates(date(1901, 1, 1), date(2198, 12, 31))


@st.composite
def periods_in_calendars(draw: st.DrawFn) -> tuple[Period, Calendar]:
    calendar, year, month = draw(CALENDARS), draw(YEARS), draw(MONTHS)
    years = (Period.year(year, calendar), Period.calendar_year(year), Period.academic_year(year))
    period = draw(
        st.sampled_from(
            (
                Period.day(draw(DAYS)),
                Period.month(year, month),
                Period.quarter(year, draw(st.integers(1, 4)), calendar),
                Period.year(year, calendar),
                Period.calendar_year(year),
                Period.academic_year(year),
                Period.twelve_months_to(year, month),
                *(Period.years(first, first.moved(12 * draw(st.integers(1, 9))) or first) for first in years),
            )
        )
    )
    return period, calendar


PERIODS = periods_in_calendars().map(lambda drawn: drawn[0])


@pytest.mark.parametrize(
    ("spelling", "first_day", "last_day", "text", "label"),
    [
        ("Q1-2010", date(2010, 4, 1), date(2010, 6, 30), "Q1-2010", "Q1 2010/11"),
        ("Q2-2010", date(2010, 7, 1), date(2010, 9, 30), "Q2-2010", "Q2 2010/11"),
        ("Q3-2010", date(2010, 10, 1), date(2010, 12, 31), "Q3-2010", "Q3 2010/11"),
        ("Q4-2010", date(2011, 1, 1), date(2011, 3, 31), "Q4-2010", "Q4 2010/11"),
        ("Q4-2011", date(2012, 1, 1), date(2012, 3, 31), "Q4-2011", "Q4 2011/12"),
        ("Q4 2099/00", date(2100, 1, 1), date(2100, 3, 31), "Q4-2099", "Q4 2099/00"),
        ("2010-06", date(2010, 6, 1), date(2010, 6, 30), "2010-06", "June 2010"),
        ("2012-02", date(2012, 2, 1), date(2012, 2, 29), "2012-02", "February 2012"),
        ("2010-11", date(2010, 11, 1), date(2010, 11, 30), "2010-11", "November 2010"),
        ("2010-06-30", date(2010, 6, 30), date(2010, 6, 30), "2010-06-30", "30 June 2010"),
        ("2010/11", date(2010, 4, 1), date(2011, 3, 31), "2010/11", "2010/11"),
        ("2010/2011", date(2010, 4, 1), date(2011, 3, 31), "2010/11", "2010/11"),
        ("1999/00", date(1999, 4, 1), date(2000, 3, 31), "1999/00", "1999/00"),
        ("1999/2000", date(1999, 4, 1), date(2000, 3, 31), "1999/00", "1999/00"),
        ("2010", date(2010, 1, 1), date(2010, 12, 31), "2010", "2010"),
        ("AY 2010/11", date(2010, 9, 1), date(2011, 8, 31), "AY 2010/11", "AY 2010/11"),
        ("2010-01-01", date(2010, 1, 1), date(2010, 1, 1), "2010-01-01", "1 January 2010"),
        ("2017-12-31", date(2017, 12, 31), date(2017, 12, 31), "2017-12-31", "31 December 2017"),
        ("1900", date(1900, 1, 1), date(1900, 12, 31), "1900", "1900"),
        ("2199-12", date(2199, 12, 1), date(2199, 12, 31), "2199-12", "December 2199"),
        ("12m-2010-06", date(2009, 7, 1), date(2010, 6, 30), "12m-2010-06", "12 months to June 2010"),
        ("12m-2010-12", date(2010, 1, 1), date(2010, 12, 31), "12m-2010-12", "12 months to December 2010"),
        ("2012/13-2014/15", date(2012, 4, 1), date(2015, 3, 31), "2012/13-2014/15", "2012/13 to 2014/15"),
        ("2012/13 to 2013/14", date(2012, 4, 1), date(2014, 3, 31), "2012/13-2013/14", "2012/13 to 2013/14"),
        ("2012 – 2014", date(2012, 1, 1), date(2014, 12, 31), "2012-2014", "2012 to 2014"),
        ("2012 to 2013", date(2012, 1, 1), date(2013, 12, 31), "2012 to 2013", "2012 to 2013"),
        ("AY 2012/13-2014/15", date(2012, 9, 1), date(2015, 8, 31), "AY 2012/13-2014/15", "AY 2012/13 to 2014/15"),
        ("AY2012/13 - AY2014/15", date(2012, 9, 1), date(2015, 8, 31), "AY 2012/13-2014/15", "AY 2012/13 to 2014/15"),
    ],
)
def test_a_period_knows_its_days_and_its_names(
    spelling: str, first_day: date, last_day: date, text: str, label: str
) -> None:
    period = Period.parse(spelling)
    assert (period.first_day, period.last_day, period.text, period.label) == (first_day, last_day, text, label)
    assert str(period) == text


@pytest.mark.parametrize(
    "spelling",
    [
        "Q1-2010",
        "Q1 2010",
        "Q1 2010/11",
        "Q1 2010/2011",
        "Q1-2010/11",
        "Q1 2010-11",
        "2010/11 Q1",
        "2010-11 Q1",
        "2010-11-Q1",
        "2010/11-Q1",
        "2010/2011 Q1",
        "2010 Q1",
        "  Q1-2010  ",
    ],
)
def test_a_quarter_is_read_in_every_spelling_that_councils_use(spelling: str) -> None:
    assert Period.parse(spelling) == Period.quarter(2010, 1)


@pytest.mark.parametrize(
    ("spelling", "complaint"),
    [
        ("Q1 2010/12", "2010 is followed by 11"),
        ("2010/12", "2010 is followed by 11"),
        ("2010/10", "2010 is followed by 11"),
        ("2010/2012", "2010 is followed by 11"),
        ("AY 2010/12", "2010 is followed by 11"),
        ("Q5-2010", "quarters run from Q1 to Q4"),
        ("Q0-2010", "quarters run from Q1 to Q4"),
        ("2010-13", "months run from 01 to 12"),
        ("2010-00", "months run from 01 to 12"),
        ("12m-2010-13", "months run from 01 to 12"),
        ("2010-02-30", "not a day of the calendar"),
        ("2011-02-29", "not a day of the calendar"),
        ("2010-06-00", "not a day of the calendar"),
        ("2010-13-01", "not a day of the calendar"),
        ("31/12/2017", "write 2017-12-31"),
        ("5/6/2010", "write 2010-06-05"),
        ("24.05.10", "write 2010-05-24"),
        ("December 2017", "write 2017-12"),
        ("11th June 2010", "write 2010-06-11"),
        ("1 Apr 2010", "write 2010-04-01"),
        ("Q1", "write Q1-2010"),
        ("q1-2010", "write Q1-2010"),
        ("", "write Q1-2010"),
        ("Year 1", "write Q1-2010"),
        ("December 201", "write Q1-2010"),
        ("2010-6", "write Q1-2010"),
        ("2010-06-30 ish", "write Q1-2010"),
        ("٢٠١٠-٠٦", "write Q1-2010"),
        ("1899", "1900 to 2199"),
        ("2200-01", "1900 to 2199"),
        ("Q1-0000", "1900 to 2199"),
        ("2012-13", "for the year write 2012/13"),
        ("2012-14", "for the years 2012 to 2014 write 2012-2014"),
        ("2012-2013", "may be one year or two; for the year write 2012/13, for both calendar years 2012 to 2013"),
        ("2014/15-2012/13", "2014/15 to 2012/13 runs backwards; write 2012/13 to 2014/15"),
        ("2012-2012", "2012 to 2012 is one year; write 2012"),
        ("2012/13-2014", "2012/13 and 2014 are a council year and a calendar year"),
        ("2012/13-AY 2014/15", "2012/13 and AY 2014/15 are a council year and an academic year"),
        ("2012/14-2014/15", "2012 is followed by 13"),
        ("2012/13-2200/01", "1900 to 2199"),
        ("Q1-2010 to Q2-2010", "write Q1-2010"),
    ],
)
def test_what_is_no_period_is_refused_with_what_was_meant(spelling: str, complaint: str) -> None:
    with pytest.raises(ValueError, match=complaint):
        Period.parse(spelling)


@pytest.mark.parametrize(
    ("words", "suggestion"),
    [
        ("December 2017", "2017-12"),
        ("1 December 2017", "2017-12-01"),
        ("5/6/10", "2010-06-05"),
        ("1/1/00", "2000-01-01"),
    ],
)
def test_a_month_in_words_means_the_month_and_a_day_the_day(words: str, suggestion: str) -> None:
    assert parse_informal(words) == Period.parse(suggestion)


def test_of_what_is_nothing_like_a_period_every_spelling_is_shown() -> None:
    with pytest.raises(ValueError, match=r".") as refused:
        Period.parse("soon")
    assert str(refused.value) == "'soon' is not a period; write Q1-2010, 2010-06, 2010-06-30, 2010/11 or 2010"


@pytest.mark.parametrize(
    "nonsense", ["31/13/2017", "30 February 2010", "99/99/99", "Smarch 2010", "June 2300", "1/1/0100"]
)
def test_a_date_that_does_not_exist_is_no_suggestion(nonsense: str) -> None:
    assert parse_informal(nonsense) is None


def test_where_the_council_year_is_the_calendar_year_q1_starts_in_january() -> None:
    quarter = Period.parse("Q1-2010", CALENDAR_YEAR)
    assert (quarter.first_day, quarter.last_day) == (date(2010, 1, 1), date(2010, 3, 31))
    assert quarter.label == "Q1 2010"
    assert Period.year(2010, CALENDAR_YEAR) == Period.calendar_year(2010)


@pytest.mark.parametrize(
    ("spelling", "complaint"),
    [
        ("2018/19", "write 2018 or 2019, or AY 2018/19 for the academic year"),
        ("Q1 2018/19", "write Q1-2018 or Q1-2019"),
        ("2018/19-2020/21", "write 2018 or 2019"),
    ],
)
def test_a_year_of_two_is_refused_where_the_year_starts_in_january(spelling: str, complaint: str) -> None:
    with pytest.raises(ValueError, match=complaint):
        Period.parse(spelling, CALENDAR_YEAR)
    assert Period.parse("AY 2018/19-2020/21", CALENDAR_YEAR).text == "AY 2018/19-2020/21"


@pytest.mark.parametrize(
    ("year_starts", "spelling", "first_day", "last_day"),
    [
        (7, "Q1-2010", date(2010, 7, 1), date(2010, 9, 30)),
        (7, "Q3-2010", date(2011, 1, 1), date(2011, 3, 31)),
        (10, "Q2-2010", date(2011, 1, 1), date(2011, 3, 31)),
        (9, "Q2-2010", date(2010, 12, 1), date(2011, 2, 28)),
        (12, "Q1-2010", date(2010, 12, 1), date(2011, 2, 28)),
        (7, "2010/11", date(2010, 7, 1), date(2011, 6, 30)),
        (7, "AY 2010/11", date(2010, 9, 1), date(2011, 8, 31)),
        (7, "2010", date(2010, 1, 1), date(2010, 12, 31)),
    ],
)
def test_quarters_and_years_follow_the_partnerships_calendar(
    year_starts: int, spelling: str, first_day: date, last_day: date
) -> None:
    period = Period.parse(spelling, Calendar(year_starts=year_starts))
    assert (period.first_day, period.last_day) == (first_day, last_day)


@pytest.mark.parametrize(
    ("period", "previous"),
    [
        ("Q1-2010", "Q4-2009"),
        ("Q3-2010", "Q2-2010"),
        ("2010-01", "2009-12"),
        ("2010-03-01", "2010-02-28"),
        ("2010/11", "2009/10"),
        ("AY 2010/11", "AY 2009/10"),
        ("2010", "2009"),
        ("12m-2010-06", "12m-2009-06"),
        ("2012/13-2014/15", "2009/10-2011/12"),
        ("2012 to 2013", "2010 to 2011"),
    ],
)
def test_the_previous_period_is_of_the_same_kind(period: str, previous: str) -> None:
    assert Period.parse(period).previous().text == previous


@pytest.mark.parametrize(
    ("period", "months", "moved"),
    [
        ("2010-11", 2, "2011-01"),
        ("2010-03-31", -1, "2010-02-28"),
        ("Q4-2010", 3, "Q1-2011"),
        ("Q4-2010", 1, None),
        ("2010/11", 24, "2012/13"),
        ("2010/11", 6, None),
        ("12m-2010-06", 3, "12m-2010-09"),
        ("2012-2014", 36, "2015-2017"),
        ("2012-2014", 3, None),
    ],
)
def test_a_period_moves_by_as_many_months_as_its_kind_allows(period: str, months: int, moved: str | None) -> None:
    found = Period.parse(period).moved(months)
    assert (found and found.text) == moved


@pytest.mark.parametrize(
    ("period", "a_year_earlier"),
    [
        ("Q1-2010", "Q1-2009"),
        ("Q4-2010", "Q4-2009"),
        ("2012-02", "2011-02"),
        ("2012-02-29", "2011-02-28"),
        ("2013-02-28", "2012-02-28"),
        ("2010/11", "2009/10"),
        ("AY 2010/11", "AY 2009/10"),
        ("2010", "2009"),
        ("12m-2010-06", "12m-2009-06"),
        ("2012/13-2014/15", "2011/12-2013/14"),
        ("AY 2012/13-2014/15", "AY 2011/12-2013/14"),
    ],
)
def test_a_year_earlier_is_the_same_part_of_the_year(period: str, a_year_earlier: str) -> None:
    assert Period.parse(period).a_year_earlier().text == a_year_earlier


def test_periods_are_ordered_by_their_last_day_and_a_quarter_comes_after_its_last_month() -> None:
    spellings = ["2010/11", "Q1-2010", "2010-06-30", "2010-06", "2010-04", "Q4-2009"]
    in_order = [period.text for period in sorted(Period.parse(spelling) for spelling in spellings)]
    assert in_order == ["Q4-2009", "2010-04", "Q1-2010", "2010-06", "2010-06-30", "2010/11"]


def test_no_period_comes_before_or_after_itself() -> None:
    quarter = Period.parse("Q1-2010")
    assert not quarter < quarter
    assert not quarter > quarter
    assert quarter <= quarter


def test_a_period_has_no_order_among_other_things() -> None:
    with pytest.raises(TypeError):
        assert Period.parse("2010") < "2011"
    with pytest.raises(TypeError):
        assert Period.parse("2010") > "2009"


@pytest.mark.parametrize(
    ("outer", "inner", "contained"),
    [
        ("Q1-2010", "2010-04", True),
        ("Q1-2010", "2010-06-30", True),
        ("Q1-2010", "Q1-2010", True),
        ("Q1-2010", "2010-07", False),
        ("Q1-2010", "2010-03-31", False),
        ("2010-06", "Q1-2010", False),
        ("2010/11", "Q4-2010", True),
        ("2010", "Q4-2010", False),
        ("Q1-2010", "12m-2010-06", False),
    ],
)
def test_a_period_contains_what_lies_within_its_days(outer: str, inner: str, contained: bool) -> None:
    assert Period.parse(outer).contains(Period.parse(inner)) is contained


@pytest.mark.parametrize(
    ("day", "quarter"),
    [
        (date(2010, 3, 31), "Q4-2009"),
        (date(2010, 4, 1), "Q1-2010"),
        (date(2010, 6, 30), "Q1-2010"),
        (date(2010, 7, 1), "Q2-2010"),
        (date(2010, 12, 31), "Q3-2010"),
        (date(2011, 1, 1), "Q4-2010"),
    ],
)
def test_a_day_lies_in_the_quarter_of_the_council_year(day: date, quarter: str) -> None:
    assert quarter_of(day).text == quarter


def test_a_calendar_year_may_come_as_the_number_that_yaml_reads() -> None:
    assert TypeAdapter(Period).validate_python(2010) == Period.calendar_year(2010)


@pytest.mark.parametrize("value", [True, None, 2010.5, ["2010"], date(2010, 6, 30), "Q5-2010", 31])
def test_a_record_refuses_what_is_no_period(value: object) -> None:
    with pytest.raises(ValidationError) as refused:
        TypeAdapter(Period).validate_python(value)
    assert [error["type"] for error in refused.value.errors()] == ["bad_period"]


@pytest.mark.parametrize(
    ("value", "complaint"),
    [
        (2010.5, "a period is written as text, such as Q1-2010 or 2010-06"),
        (None, "a period is written as text, such as Q1-2010 or 2010-06"),
        ("Q5-2010", "'Q5-2010' is not a quarter: quarters run from Q1 to Q4"),
    ],
)
def test_a_record_says_in_words_why_something_is_no_period(value: object, complaint: str) -> None:
    with pytest.raises(ValidationError) as refused:
        TypeAdapter(Period).validate_python(value)
    assert [error["msg"] for error in refused.value.errors()] == [complaint]


SPELLINGS = (
    *("2010-06-30", "2010-06", " 2010-06 ", "Q1-2010", "Q1 2010", "Q1 2010/11", "Q1-2010/2011", "2010/11 Q1"),
    *("2010-11 Q1", "2010/11", "2010/2011", "2010", "AY 2010/11", "AY2010/11", "12m-2010-06", "2012/13-2014/15"),
    *("2012/13 to 2013/14", "2012 – 2014", "2012 to 2013", "AY 2012/13-2014/15", "AY2012/13 - AY2014/15"),
)


@pytest.mark.parametrize("spelling", SPELLINGS)
def test_the_schema_of_a_period_takes_every_spelling_that_can_be_read(spelling: str) -> None:
    text, year = TypeAdapter(Period).json_schema()["anyOf"]
    assert Period.parse(spelling).first_day.year in range(2009, 2013)
    assert re.search(text["pattern"], spelling)
    assert year == {"type": "integer", "minimum": 1900, "maximum": 2199}


@pytest.mark.parametrize("words", ["June 2010", "30/06/2010", "2010-6", "q1-2010", "Q1", "soon", "2010 and later"])
def test_the_schema_of_a_period_refuses_what_is_none_and_says_what_to_write(words: str) -> None:
    text, _ = TypeAdapter(Period).json_schema()["anyOf"]
    assert not re.search(text["pattern"], words)
    assert text["patternErrorMessage"] == "write Q1-2010, 2010-06, 2010-06-30, 2010/11 or 2010"


def test_a_record_reads_periods_in_the_partnerships_calendar_and_writes_them_canonically() -> None:
    periods = TypeAdapter(Period)
    quarter = periods.validate_python("Q1 2010", context={"calendar": CALENDAR_YEAR})
    assert quarter.first_day == date(2010, 1, 1)
    assert periods.dump_json(Period.parse("2010-11 Q1")) == b'"Q1-2010"'


@given(periods_in_calendars())
def test_reading_a_periods_text_gives_the_period_again(drawn: tuple[Period, Calendar]) -> None:
    period, calendar = drawn
    assert Period.parse(period.text, calendar) == period


@given(YEARS, st.integers(1, 4), CALENDARS)
def test_reading_a_quarters_label_gives_the_quarter_again(year: int, number: int, calendar: Calendar) -> None:
    quarter = Period.quarter(year, number, calendar)
    assert Period.parse(quarter.label, calendar) == quarter


@given(PERIODS.filter(lambda period: period.kind is not PeriodKind.TWELVE_MONTHS))
def test_the_previous_period_ends_the_day_before_this_one_starts(period: Period) -> None:
    previous = period.previous()
    assert previous.last_day + timedelta(days=1) == period.first_day
    assert previous.kind is period.kind
    assert previous < period


@given(PERIODS)
def test_a_year_earlier_is_of_the_same_kind_and_a_year_before(period: Period) -> None:
    earlier = period.a_year_earlier()
    assert earlier.kind is period.kind
    assert earlier.first_day.year == period.first_day.year - 1
    assert earlier.first_day.month == period.first_day.month


@given(YEARS, st.integers(1, 4), CALENDARS)
def test_four_quarters_earlier_is_a_year_earlier(year: int, number: int, calendar: Calendar) -> None:
    quarter = Period.quarter(year, number, calendar)
    assert quarter.previous().previous().previous().previous() == quarter.a_year_earlier()


@given(DAYS, CALENDARS)
def test_every_day_lies_in_exactly_one_quarter_of_its_year(day: date, calendar: Calendar) -> None:
    quarters = [Period.quarter(year, n, calendar) for year in (day.year - 1, day.year) for n in (1, 2, 3, 4)]
    assert [quarter for quarter in quarters if quarter.contains(Period.day(day))] == [quarter_of(day, calendar)]


@given(YEARS, CALENDARS)
def test_the_quarters_of_a_year_fill_it_without_a_gap(year: int, calendar: Calendar) -> None:
    first, *_, last = quarters = [Period.quarter(year, number, calendar) for number in (1, 2, 3, 4)]
    whole = Period.year(year, calendar)
    assert (first.first_day, last.last_day) == (whole.first_day, whole.last_day)
    assert [quarter.previous() for quarter in quarters[1:]] == quarters[:-1]


@given(PERIODS, PERIODS)
def test_of_two_different_periods_one_comes_first(one: Period, other: Period) -> None:
    assert one == other or (one < other) is not (other < one)
    assert (one > other) is (other < one)


@given(PERIODS, PERIODS)
def test_periods_that_contain_each_other_have_the_same_days(one: Period, other: Period) -> None:
    both = one.contains(other) and other.contains(one)
    assert both is ((one.first_day, one.last_day) == (other.first_day, other.last_day))


@given(st.text(max_size=12) | st.from_regex(r"[0-9QAYm/ .-]{1,12}", fullmatch=True))
def test_any_text_is_a_period_or_refused_in_words(text: str) -> None:
    try:
        period = Period.parse(text)
    except ValueError:
        return
    assert period.first_day <= period.last_day
    assert Period.parse(period.text, COUNCIL_CALENDAR) == period


@given(st.sampled_from([date.min, date(1, 12, 31), date(2, 1, 1), date(4, 2, 29), date.max]) | st.dates())
def test_any_day_that_python_knows_has_a_day_and_a_year_before_it_or_is_among_the_first(day: date) -> None:
    period = Period.day(day)
    assert period.previous().last_day.toordinal() == max(day.toordinal() - 1, 1)
    assert period.a_year_earlier().last_day.year == max(day.year - 1, 1)


@pytest.mark.parametrize(("text", "year"), [("2012-13", "2012/13"), ("1999-00", "1999/00"), ("12m-2012-13", "2012/13")])
def test_a_year_with_a_hyphen_is_no_month_and_the_message_offers_its_spelling(text: str, year: str) -> None:
    with pytest.raises(ValueError, match=re.escape(f"'{text}' is not a month; for the year write {year}")):
        Period.parse(text)
    assert Period.parse(year).kind is PeriodKind.YEAR


def test_a_month_that_is_not_the_next_year_either_gets_a_hint_with_the_months() -> None:
    with pytest.raises(ValueError, match=re.escape("'2012-14' is not a month: months run from 01 to 12")):
        Period.parse("2012-14")
