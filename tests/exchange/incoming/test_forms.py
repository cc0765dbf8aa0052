"""Dates and periods in the forms that somebody stated, and in no other."""

from datetime import date, timedelta

import pytest
from hypothesis import given, strategies as st

from hsp_cli.domain.period import COUNCIL_CALENDAR, Calendar, Period
from hsp_cli.exchange.incoming.forms import Form, Span, Years, around


@pytest.mark.parametrize(
    ("form", "text", "years", "period"),
    [
        ("DD/MM/YYYY", "31/12/2017", None, "2017-12-31"),
        ("D/M/YY", "1/2/24", None, "2024-02-01"),
        ("MM/DD/YYYY", "12/31/2017", None, "2017-12-31"),
        ("YYYY-MM-DD", "2017-12-31", None, "2017-12-31"),
        ("D MMMM YYYY", "3 june 2024", None, "2024-06-03"),
        ("D MMM YYYY", "3 Sept 2024", None, "2024-09-03"),
        ("MMM-YY", "Jun-24", None, "2024-06"),
        ("MMMM YYYY", "June  2024", None, "2024-06"),
        ("YYYYMM", "202406", None, "2024-06"),
        ("QN YYYY/YY", "Q1 2024/25", None, "Q1-2024"),
        ("'Quarter 'N YY-YY", "Quarter 4 24-25", None, "Q4-2024"),
        ("QN YYYY", "Q1 2025", Years.COUNCIL_ENDING, "Q1-2024"),
        ("QN YYYY", "Q1 2024", Years.COUNCIL, "Q1-2024"),
        ("YYYY/YY", "2024/25", None, "2024/25"),
        ("YYYY-YYYY", "2024-2025", None, "2024/25"),
        ("YYYY/YY", "2024/25", Years.ACADEMIC, "AY 2024/25"),
        ("YYYY", "2024", Years.CALENDAR, "2024"),
        ("YYYY", "2024", Years.COUNCIL, "2024/25"),
        ("YYYY", "2024", Years.COUNCIL_ENDING, "2023/24"),
        ("YYYY", "2024", Years.ACADEMIC, "AY 2024/25"),
        ("'Actual 'YYYY/YY", "Actual 2024/25", None, "2024/25"),
    ],
)
def test_a_text_in_its_form_is_the_period_that_it_means(form, text, years, period):
    assert Form(form, years).read(text, COUNCIL_CALENDAR) == Period.parse(period)


@pytest.mark.parametrize(
    ("form", "text"),
    [
        ("DD/MM/YYYY", "1/2/2024"),
        ("DD/MM/YYYY", "31-12-2017"),
        ("DD/MM/YYYY", "31/12/17"),
        ("DD/MM/YYYY", "due 31/12/2017"),
        ("MMM-YY", "June-24"),
        ("MMMM YYYY", "Jun 2024"),
        ("QN YYYY/YY", "Q5 2024/25"),
        ("YYYY/YY", "2024-25"),
        ("YYYY/YY", "٢٠٢٤/٢٥"),
    ],
)
def test_a_text_in_another_form_is_not_read(form, text):
    assert Form(form).read(text, COUNCIL_CALENDAR) is None


@pytest.mark.parametrize(
    ("form", "text", "words"),
    [
        ("DD/MM/YYYY", "31/02/2017", "February 2017 has no day 31"),
        ("DD/MM/YYYY", "12/31/2017", "there is no month 31"),
        ("DD/MM/YYYY", "31/12/1017", "the year 1017 is outside 1900 to 2199"),
        ("YYYY/YY", "2024/26", "2024 is not followed by 26"),
    ],
)
def test_a_text_in_its_form_that_means_no_day_says_why(form, text, words):
    with pytest.raises(ValueError, match=f"^{words}$"):
        Form(form).read(text, COUNCIL_CALENDAR)


ONE_YEAR = (
    "the form 'YYYY' has one year, which may be of several kinds; "
    "state `years`: calendar, council, council-ending or academic"
)


@pytest.mark.parametrize(
    ("form", "years", "words"),
    [
        ("DD/MM", None, "the form 'DD/MM' has no year: YYYY or YY"),
        ("MM/MM/YYYY", None, "the form 'MM/MM/YYYY' has a part twice"),
        ("YYYY/YY/YY", None, "the form 'YYYY/YY/YY' has a part twice"),
        ("DD YYYY", None, "the form 'DD YYYY' has a day and no month"),
        ("QN MMM YYYY", None, "the form 'QN MMM YYYY' has a quarter and a month"),
        ("MMM YYYY/YY", None, "the form 'MMM YYYY/YY' has a month and two years"),
        (
            "YYYY",
            None,
            ONE_YEAR,
        ),
        ("QN YYYY", Years.CALENDAR, "the form 'QN YYYY' is of a quarter, and quarters are those of council years"),
    ],
)
def test_a_form_that_is_of_no_period_is_refused(form, years, words):
    with pytest.raises(ValueError) as refused:  # noqa: PT011 - the message follows
        Form(form, years)
    assert str(refused.value) == words


def test_a_partnership_of_calendar_years_has_no_years_of_two_numbers():
    with pytest.raises(
        ValueError, match=r"^the form is of two years, and the partnership's year is the calendar year$"
    ):
        Form("YYYY/YY").read("2024/25", Calendar(year_starts=1))


@given(st.dates(date(2000, 1, 1), date(2099, 12, 31)))
def test_a_day_in_any_form_is_that_day(day: date):
    for form, text in (
        ("DD/MM/YYYY", f"{day:%d/%m/%Y}"),
        ("D.M.YY", f"{day.day}.{day.month}.{day:%y}"),
        ("D MMMM YYYY", f"{day.day} {day:%B} {day.year}"),
        ("MMM D YYYY", f"{day:%b} {day.day} {day.year}"),
    ):
        assert Form(form).read(text, COUNCIL_CALENDAR) == Period.day(day)


@given(st.dates(date(2000, 1, 1), date(2099, 12, 31)), st.sampled_from(list(Span)))
def test_a_day_lies_in_the_period_around_it(day: date, span: Span):
    period = around(day, span, COUNCIL_CALENDAR)
    assert period.first_day <= day <= period.last_day
    assert around(period.last_day, span, COUNCIL_CALENDAR) == period
    assert around(period.last_day + timedelta(days=1), span, COUNCIL_CALENDAR) != period
