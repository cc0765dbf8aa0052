from datetime import date, timedelta

import pytest
from hypothesis import given, strategies as st

from hsp_cli.domain.period import COUNCIL_CALENDAR, Period
from hsp_cli.domain.written_dates import WrittenDate, dates_in

MONTHS = ["January", "February", "March", "April", "May", "June", "July"]
MONTHS += ["August", "September", "October", "November", "December"]


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("late January 2004", [(2004, 1, None)]),
        ("December 2003/January 2004", [(2003, 12, None), (2004, 1, None)]),
        ("Oct/Nov 2018", [(None, 10, None), (2018, 11, None)]),
        ("by 11 th June", [(None, 6, 11)]),
        ("the 1st of June 2010", [(2010, 6, 1)]),
        ("March 3, 2010", [(2010, 3, 3)]),
        ("7.05.08", [(2008, 5, 7)]),
        ("27/09/10", [(2010, 9, 27)]),
        ("on 31/12/2017", [(2017, 12, 31)]),
        ("2010-06-30", [(2010, 6, 30)]),
        ("by 2016", [(2016, None, None)]),
        ("Q1 2010/11", [(2010, None, None)]),
        ("December 201", [(None, 12, None)]),
        ("in May, if it may be", [(None, 5, None)]),
        ("between 2004-2006", []),
        ("may be in march", []),
        ("Year 1, at meeting 3", []),
        ("£2010, 2,010 lettings, 16-18 years, section 2.1.3", []),
    ],
)
def test_dates_are_found_in_words(words: str, found: list[tuple[int | None, ...]]) -> None:
    assert [(one.year, one.month, one.day) for one in dates_in(words)] == found


def fits(words: str, period: str) -> bool:
    (found,) = dates_in(words)
    return found.fits(Period.parse(period), COUNCIL_CALENDAR)


@pytest.mark.parametrize(
    ("words", "period", "fitting"),
    [
        ("February 2004", "2004-02", True),
        ("February 2004", "2003-02", False),
        ("February 2004", "2004-02-29", True),
        ("11 June", "2010-06-11", True),
        ("11 June", "2010-06", True),
        ("11 June", "2010-06-12", False),
        ("June", "2010/11", True),
        ("June", "Q4-2010", False),
        ("29 February", "2010", False),
        ("2010/11", "2011-03-31", True),
        ("2010/11", "2011-04-01", False),
        ("2010", "Q4-2010", False),
        ("30 February 2010", "2010-05", True),
    ],
)
def test_a_written_date_fits_a_period_that_shares_a_day_with_it(words: str, period: str, fitting: bool) -> None:
    assert fits(words, period) is fitting


@given(st.dates(date(1950, 1, 1), date(2099, 12, 31)), st.integers(1, 400))
def test_a_day_in_words_fits_its_own_month_and_year_and_no_other_day(day: date, later: int) -> None:
    words = f"by {day.day} {MONTHS[day.month - 1]} {day.year}"
    assert dates_in(words) == [WrittenDate(words.removeprefix("by "), day.year, day.month, day.day)]
    assert fits(words, f"{day:%Y-%m}")
    assert fits(words, str(day.year))
    assert not fits(words, str(day + timedelta(days=later)))
