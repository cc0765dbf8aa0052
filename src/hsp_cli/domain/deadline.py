"""Deadlines: a period whose last day counts, or words that nobody has settled yet."""

import re
from datetime import date
from typing import Annotated, Any

from pydantic import BeforeValidator, model_validator
from pydantic_core import PydanticCustomError

from hsp_cli.domain.period import Period, in_words
from hsp_cli.domain.record import Record, Text

# What can only be an attempt at a period is held to its spelling; other words are kept and reported as unresolved.
_ATTEMPT = re.compile(r"(?:Q|AY|12m)?[0-9 ./Qq-]+")


class Deadline(Record):
    """When something is due: on the last day of `period`, with the document's own words where they differ.

    Written as a period (`due: 2017-12`), as words that are still open (`due: at the next meeting`), or as
    both (`due: {period: 2010-06-11, as_written: by 11 th June}`). Without a period it is *unresolved*.
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
        """The last day on which it is kept; None while it is unresolved."""
        return self.period.last_day if self.period else None

    def __str__(self) -> str:
        return self.as_written or str(self.period)


def _from_yaml(value: Any) -> Any:
    if isinstance(value, str):
        if _ATTEMPT.fullmatch(value.strip()) or in_words(value):
            return {"period": value}
        return {"as_written": value}
    if isinstance(value, int) and not isinstance(value, bool):
        return {"period": value}
    return value


DeadlineField = Annotated[Deadline, BeforeValidator(_from_yaml)]
"""A deadline as a record spells it: a period, open words, or the mapping of both."""
