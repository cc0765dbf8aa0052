from datetime import date

import pytest

from hsp_cli.domain.area import Area
from hsp_cli.domain.period import Period


def area(since: str | None = None, until: str | None = None) -> Area:
    dates = {key: value for key, value in (("since", since), ("until", until)) if value}
    return Area.model_validate({"id": "a", "name": "A", **dates})


@pytest.mark.parametrize(
    ("since", "until", "period", "is_in_force"),
    [
        (None, None, "2014", True),
        ("2014-12-31", None, "2014", True),
        ("2015-01-01", None, "2014", False),
        (None, "2014-01-01", "2014", True),
        (None, "2013-12-31", "2014", False),
        ("2014-05", "2014-06", "2014", True),
        ("2013", "2013", "2014", False),
    ],
)
def test_an_area_is_in_force_in_a_period_that_has_one_of_its_days(
    since: str | None, until: str | None, period: str, is_in_force: bool
) -> None:
    assert area(since, until).is_in_force(Period.parse(period)) is is_in_force


def test_the_first_and_the_last_day_are_those_of_the_dates_and_open_without() -> None:
    assert (area("2014-05").first_day, area(until="2022-05").last_day) == (date(2014, 5, 1), date(2022, 5, 31))
    assert (area().first_day, area().last_day) == (date.min, date.max)
