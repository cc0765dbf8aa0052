from datetime import date

import pytest
from pydantic import TypeAdapter, ValidationError

from hsp_cli.domain.release import Lag, LagField, months_after

LAGS: TypeAdapter[Lag] = TypeAdapter(LagField)


@pytest.mark.parametrize(
    ("written", "ends", "due"),
    [
        ("3 months", date(2024, 3, 31), date(2024, 6, 30)),
        ("1 month", date(2024, 1, 31), date(2024, 2, 29)),
        ("6 weeks", date(2024, 3, 31), date(2024, 5, 12)),
        ("10 days", date(2023, 12, 31), date(2024, 1, 10)),
    ],
)
def test_a_figure_is_due_so_long_after_its_period(written: str, ends: date, due: date) -> None:
    lag = LAGS.validate_python(written)
    assert lag.after(ends) == due
    assert LAGS.dump_python(lag) == str(lag) == written


@pytest.mark.parametrize("written", ["three months", "3", 3, "3 years", "-1 months", "3months", ""])
def test_what_is_no_time_after_a_period_is_refused_with_what_to_write(written: object) -> None:
    with pytest.raises(ValidationError, match="3 months, 6 weeks or 10 days"):
        LAGS.validate_python(written)


@pytest.mark.parametrize(
    ("day", "months", "later"),
    [
        (date(2010, 2, 28), 1, date(2010, 3, 31)),
        (date(2010, 3, 30), -1, date(2010, 2, 28)),
        (date(2010, 5, 15), 12, date(2011, 5, 15)),
        (date(2199, 12, 31), 1, date(2200, 1, 31)),
    ],
)
def test_the_last_day_of_a_month_stays_the_last_day(day: date, months: int, later: date) -> None:
    assert months_after(day, months) == later
