"""Releases: how long after the end of its period a figure is due."""

import re
from calendar import monthrange
from datetime import date, timedelta
from typing import Annotated, Any, NamedTuple

from pydantic import Field, PlainSerializer, PlainValidator
from pydantic_core import PydanticCustomError

from hsp_cli.domain.period import LAST_YEAR

_WRITTEN = re.compile(r"([0-9]{1,3}) (day|week|month)s?")


class Lag(NamedTuple):
    """A time after the end of a period, in months or in days."""

    text: str
    months: int = 0
    days: int = 0

    def after(self, day: date) -> date:
        """The day on which a figure is due if its period ends on a day."""
        return months_after(day, self.months) + timedelta(days=self.days)

    def __str__(self) -> str:
        return self.text


AT_ONCE = Lag("0 days")


def months_after(day: date, months: int) -> date:
    """The same day of a later month (or an earlier one, if negative). The last day of a month stays the last day."""
    years, index = divmod(day.month - 1 + months, 12)
    year, month = min(day.year + years, LAST_YEAR + 100), index + 1
    last = monthrange(year, month)[1]
    is_last = day.day == monthrange(day.year, day.month)[1]
    return date(year, month, last if is_last else min(day.day, last))


def _lag(value: Any) -> Lag:
    if isinstance(value, Lag):
        return value
    match = _WRITTEN.fullmatch(value.strip()) if isinstance(value, str) else None
    if match is None:
        raise PydanticCustomError("release", "a time after the end of a period: 3 months, 6 weeks or 10 days")
    number = int(match[1])
    match match[2]:
        case "month":
            return Lag(value.strip(), months=number)
        case "week":
            return Lag(value.strip(), days=7 * number)
        case _:
            return Lag(value.strip(), days=number)


LagField = Annotated[
    Lag,
    PlainValidator(_lag, json_schema_input_type=Annotated[str, Field(pattern=rf"^{_WRITTEN.pattern}$")]),
    PlainSerializer(str, return_type=str, when_used="always"),
]
"""A lag as a record gives it: `3 months`, `6 weeks`, `10 days`."""
