from typing import Any

import pytest

from hsp_cli.domain.action import Action
from hsp_cli.domain.deadline import Deadline
from hsp_cli.domain.deadline_record import deadline_record, present_deadline
from hsp_cli.domain.period import COUNCIL_CALENDAR, Calendar, Period

MARCH = Deadline(period=Period.parse("2010-03"))


@pytest.mark.parametrize(
    ("data", "due", "first", "is_live"),
    [
        ({"due": "2010-03"}, "2010-03", "2010-03", True),
        ({"due": "2010-06", "first_due": "2010-03", "status": "on-hold"}, "2010-06", "2010-03", True),
        ({"first_due": "2010-03", "status": "complete"}, None, "2010-03", False),
        ({"due": "once agreed", "status": "cancelled"}, "once agreed", "once agreed", False),
        ({"due": {"period": "2010-03", "as_written": "in March"}}, "in March", "in March", True),
        ({"due": {"date": "2010-03"}}, "{'date': '2010-03'}", "{'date': '2010-03'}", True),
        ({"due": "2010-13"}, "2010-13", "2010-13", True),
        ({"due": ""}, "?", "?", True),
        ({"due": [], "status": ["open"]}, "[]", "[]", False),
        ({}, None, None, True),
    ],
)
def test_plain_data_says_what_a_version_says(data: Any, due: str | None, first: str | None, is_live: bool) -> None:
    found = deadline_record(data, "Do it", COUNCIL_CALENDAR)
    texts = [str(one) if one else None for one in (found.due, found.first)]
    assert (*texts, found.is_live) == (due, first, is_live)


def test_quarters_follow_the_calendar_of_the_partnership() -> None:
    found = deadline_record({"due": "Q1-2010"}, "", Calendar(year_starts=1))
    assert found.due == Deadline(period=Period.parse("Q1-2010", Calendar(year_starts=1)))


def test_a_record_of_the_workspace_says_the_same() -> None:
    data = {"id": "a1", "text": "Do\nit", "due": "2010-03", "first_due": "2010-02", "status": "in-progress"}
    assert present_deadline(Action.model_validate(data)) == deadline_record(data, "Do it", COUNCIL_CALENDAR)
