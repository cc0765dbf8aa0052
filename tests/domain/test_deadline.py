from datetime import date
from typing import Any

import pytest
from pydantic import TypeAdapter, ValidationError

from hsp_cli.domain.deadline import Deadline, DeadlineField
from hsp_cli.domain.period import Calendar

DEADLINES: TypeAdapter[Deadline] = TypeAdapter(DeadlineField)


@pytest.mark.parametrize(
    ("written", "last_day"),
    [
        ("2017-12", date(2017, 12, 31)),
        ("2018-02", date(2018, 2, 28)),
        ("2010-06-11", date(2010, 6, 11)),
        ("Q4-2010", date(2011, 3, 31)),
        ("2010/11", date(2011, 3, 31)),
        ("AY 2010/11", date(2011, 8, 31)),
        ("12m-2010-06", date(2010, 6, 30)),
        (2016, date(2016, 12, 31)),
        ({"period": "2010-06-11", "as_written": "by 11 th June"}, date(2010, 6, 11)),
    ],
)
def test_a_deadline_falls_on_the_last_day_of_its_period(written: Any, last_day: date) -> None:
    assert DEADLINES.validate_python(written).falls_on == last_day


@pytest.mark.parametrize("words", ["December 201", "at the next meeting", "Year 1", "ongoing", "Q3 or Q4"])
def test_an_open_deadline_is_recorded_as_written_and_unresolved(words: str) -> None:
    deadline = DEADLINES.validate_python(words)
    assert deadline.falls_on is None
    assert deadline.as_written == str(deadline) == words


@pytest.mark.parametrize(
    ("attempt", "suggestion"),
    [
        ("31/12/2017", "write 2017-12-31"),
        ("December 2017", "write 2017-12"),
        ("2017-13", "months run from 01 to 12"),
        ("2010-02-30", "not a day of the calendar"),
        ("Q5-2010", "quarters run from Q1 to Q4"),
        ("2010/12", "2010 is followed by 11"),
    ],
)
def test_an_attempt_at_a_date_is_never_taken_for_open_words(attempt: str, suggestion: str) -> None:
    with pytest.raises(ValidationError, match=suggestion):
        DEADLINES.validate_python(attempt)


@pytest.mark.parametrize("nothing", [{}, "", None, 2017.5, True, [], {"as_written": ""}, {"day": "2017-12"}])
def test_a_deadline_has_to_say_something(nothing: Any) -> None:
    with pytest.raises(ValidationError):
        DEADLINES.validate_python(nothing)


def test_a_deadline_is_shown_in_the_documents_words_where_it_has_some() -> None:
    assert str(DEADLINES.validate_python({"period": "2010-06-11", "as_written": "by 11 th June"})) == "by 11 th June"
    assert str(DEADLINES.validate_python("2017-12")) == "2017-12"


def test_an_empty_deadline_gets_a_message_about_what_it_needs() -> None:
    with pytest.raises(ValidationError) as refused:
        Deadline.model_validate({})
    assert [(error["type"], error["msg"]) for error in refused.value.errors()] == [
        ("wrong_type", "a deadline needs a `period`, `as_written` words, or both")
    ]


def test_a_deadline_falls_on_the_last_day_of_the_partnerships_own_quarter() -> None:
    read = TypeAdapter(DeadlineField).validate_python
    days = [read("Q1-2010", context={"calendar": Calendar(year_starts=month)}).falls_on for month in (4, 1, 4)]
    assert days == [date(2010, 6, 30), date(2010, 3, 31), date(2010, 6, 30)]


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("2018-03", "2018-03-31", True),
        ("2018-03", "2018-03-30", False),
        ("in spring", "in spring", True),
        ("in spring", "in summer", False),
        ("2018-03", "in spring", False),
    ],
)
def test_deadlines_are_the_same_if_they_fall_on_the_same_day_or_have_the_same_words(
    one: str, other: str, same: bool
) -> None:
    first, second = DEADLINES.validate_python(one), DEADLINES.validate_python(other)
    assert first.is_same_as(second) is second.is_same_as(first) is same
