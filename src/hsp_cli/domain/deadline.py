"""Deadlines: a period whose last day is the deadline, or words that do not name a date yet."""

import re
from datetime import date
from functools import lru_cache
from typing import Annotated, Any

from pydantic import BeforeValidator, Field, ValidationInfo, model_validator
from pydantic_core import PydanticCustomError

from hsp_cli.domain.period import COUNCIL_CALENDAR, Calendar, Period, parse_informal
from hsp_cli.domain.record import Record, Text

# Text of only these characters must be a valid period. Other words are accepted and reported as unresolved.
_ATTEMPT = re.compile(r"(?:Q|AY|12m)?[0-9 ./Qq-]+")


class Deadline(Record):
    """A due date: the last day of `period`, with the document's own words where they differ.

    A record gives a period (`due: 2017-12`), words that do not name a date (`due: at the next meeting`), or
    both (`due: {period: 2010-06-11, as_written: by 11 th June}`). A deadline without a period is *unresolved*.
    """

    period: Period | None = None
    as_written: Text | None = None

    @model_validator(mode="after")
    def _says_something(self) -> "Deadline":
        if self.period is None and self.as_written is None:
            raise PydanticCustomError("wrong_type", "a deadline needs a `period`, `as_written` words, or both")
        return self

    @property
    def falls_on(self) -> date | None:
        """The last day of the period; None if the deadline is unresolved."""
        return self.period.last_day if self.period else None

    def is_same_as(self, other: "Deadline") -> bool:
        """Whether two deadlines fall on the same day. Two unresolved deadlines are the same if their words are."""
        if self.falls_on or other.falls_on:
            return self.falls_on == other.falls_on
        return self.as_written == other.as_written

    def __str__(self) -> str:
        return self.as_written or str(self.period)


def days_between(first: Deadline | None, last: Deadline | None) -> int | None:
    """The days from one deadline to another; negative if the second comes first. None if either has no date."""
    start, end = (one.falls_on if one else None for one in (first, last))
    return (end - start).days if start and end else None


def _from_yaml(value: Any, info: ValidationInfo) -> Any:
    if isinstance(value, str | int) and not isinstance(value, bool):
        calendar: Calendar = info.context["calendar"] if info.context else COUNCIL_CALENDAR
        return _written(value, calendar.year_starts)
    return value


@lru_cache(maxsize=8192)
def _written(value: str | int, year_starts: int) -> Deadline:
    """Cached: deadlines are immutable, and most records use the same few dates."""
    is_period = isinstance(value, int) or _ATTEMPT.fullmatch(value.strip()) or parse_informal(value)
    deadline = {"period" if is_period else "as_written": value}
    return Deadline.model_validate(deadline, context={"calendar": Calendar(year_starts=year_starts)})


_Words = Annotated[Text, Field(json_schema_extra={"not": {"pattern": rf"^\s*{_ATTEMPT.pattern}\s*$"}})]

DeadlineField = Annotated[Deadline, BeforeValidator(_from_yaml, json_schema_input_type=Period | _Words | Deadline)]
"""A deadline as a record gives it: a period, words, or a mapping of both."""
