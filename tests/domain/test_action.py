from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given, strategies as st
from pydantic import ValidationError

from hsp_cli.domain.action import LIVE, Action, ActionStatus

DAYS = st.dates(date(2000, 1, 1), date(2100, 12, 31))


def action(**keys: Any) -> Action:
    return Action.model_validate({"id": "a", "text": "Do it", **keys})


def test_an_action_due_today_is_not_late() -> None:
    assert action(due="2017-12-31").days_late(date(2017, 12, 31)) == 0


@pytest.mark.parametrize(
    ("due", "as_of", "days"),
    [
        ("2017-12-31", date(2018, 1, 1), 1),
        ("2017-12", date(2018, 1, 31), 31),
        ("2017-12", date(2017, 12, 15), 0),
        ("Q4-2010", date(2011, 3, 31), 0),
        ("Q4-2010", date(2011, 4, 1), 1),
        ("at the next meeting", date(2018, 1, 1), 0),
    ],
)
def test_an_action_is_late_from_the_day_after_its_deadlines_last_day(due: str, as_of: date, days: int) -> None:
    assert action(due=due).days_late(as_of) == days


def test_an_action_without_a_deadline_is_never_late() -> None:
    assert action().days_late(date(2018, 1, 1)) == 0


@pytest.mark.parametrize("status", ActionStatus)
def test_only_a_live_action_can_be_late(status: ActionStatus) -> None:
    late = action(due="2017-12", status=status.value)
    assert late.is_live is (status in LIVE)
    assert (late.days_late(date(2018, 1, 1)) > 0) is late.is_live


def test_an_action_is_open_and_plain_and_its_outcome_an_answer_unless_it_says_otherwise() -> None:
    plain = action(outcome={"text": "Done"})
    assert (plain.status, plain.starred) == (ActionStatus.OPEN, False)
    assert plain.outcome is not None
    assert (plain.outcome.answers, plain.outcome.starred) == (True, False)


def test_what_an_action_does_not_say_is_nothing_rather_than_an_empty_word() -> None:
    plain = action()
    unsaid = ("number", "start", "due", "first_due", "completed", "rag", "progress", "conditional", "outcome")
    assert [getattr(plain, key) for key in unsaid] == [None] * len(unsaid)
    assert (plain.owners, plain.revisions, plain.depends_on, plain.updates) == ((), (), (), ())
    told = action(revisions=[{"due": "2018"}], updates=[{"on": "2018", "text": "Under way"}], outcome={})
    assert (told.revisions[0].on, told.revisions[0].reason, told.updates[0].by) == (None, None, None)
    assert told.outcome is not None
    assert (told.outcome.text, told.outcome.update_due, told.outcome.channel) == (None, None, None)


@pytest.mark.parametrize(
    "word", ["open", "not-started", "in-progress", "on-hold", "complete", "not-delivered", "cancelled"]
)
def test_a_record_spells_its_status(word: str) -> None:
    assert action(status=word).status is ActionStatus[word.upper().replace("-", "_")]


def test_the_live_statuses_are_those_in_which_somebody_still_has_to_act() -> None:
    closed = {ActionStatus.COMPLETE, ActionStatus.NOT_DELIVERED, ActionStatus.CANCELLED}
    assert set(LIVE) == set(ActionStatus) - closed


def test_the_day_a_further_word_was_promised_for_holds_where_there_is_no_deadline() -> None:
    promised = action(outcome={"text": "Under way", "update_due": "2010-09-27", "channel": "verbal"})
    assert promised.days_late(date(2010, 9, 28)) == 1
    assert str(action(due="2010-10", outcome={"update_due": "2010-09-27"}).deadline) == "2010-10"
    assert action(outcome={"text": "Under way"}).deadline is None


@pytest.mark.parametrize(
    ("keys", "times"),
    [
        ({}, 0),
        ({"due": "2018-03"}, 0),
        ({"due": "2018-03", "first_due": "2018-03"}, 0),
        ({"due": "2018-03", "first_due": "2017-12"}, 1),
        ({"due": "2018-03", "first_due": "2017-12", "revisions": [{"due": "2018-03"}]}, 1),
        ({"due": "2018-10", "first_due": "2017-12", "revisions": [{"due": "2018-03"}, {"due": "2018-10"}]}, 2),
    ],
)
def test_it_is_counted_how_often_a_deadline_was_moved(keys: dict[str, Any], times: int) -> None:
    assert action(**keys).times_moved == times


@pytest.mark.parametrize(
    "keys",
    [
        {"status": "done"},
        {"progress": "50%"},
        {"due": "31/12/2017"},
        {"revisions": [{"reason": "no time"}]},
        {"revisions": [{"due": "2018", "withdrawn": True}]},
        {"updates": [{"on": "2018"}]},
    ],
)
def test_an_action_that_is_written_wrongly_is_refused(keys: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        action(**keys)


@given(DAYS, DAYS, st.integers(0, 10_000), st.sampled_from(ActionStatus))
def test_waiting_never_makes_an_action_less_late(due: date, day: date, wait: int, status: ActionStatus) -> None:
    one = action(due=due.isoformat(), status=status.value)
    assert one.days_late(day) <= one.days_late(day + timedelta(days=wait))


@given(DAYS, st.integers(1, 10_000))
def test_an_action_gets_later_day_by_day(due: date, days: int) -> None:
    assert action(due=due.isoformat()).days_late(due + timedelta(days=days)) == days


def test_an_update_without_a_date_may_be_the_latest_and_one_that_was_withdrawn_is_not() -> None:
    old, new = {"on": "2018-01", "text": "Begun"}, {"on": "2018-03", "text": "Half done"}
    undated, gone = (
        {"text": "Stopped"},
        {"on": "2018-05", "text": "Done", "withdrawn": {"on": "2018-06", "reason": "A mistake"}},
    )
    told = action(updates=[old, undated, new, gone])
    assert [update.text for update in told.news] == ["Half done", "Stopped"]
    assert told.last_update == told.updates[2]
    assert (
        action(updates=[undated, {"text": "Going on"}]).last_update == action(updates=[{"text": "Going on"}]).updates[0]
    )
    assert action(updates=[gone]).last_update is None
    assert not action(updates=[gone]).has_news


def test_a_withdrawn_deadline_is_no_deadline_and_may_be_set_again() -> None:
    withdrawn = {"withdrawn": True, "on": "2018-02", "reason": "No money"}
    gone = action(first_due="2018-06", revisions=[withdrawn])
    assert gone.withdrawal == gone.revisions[0]
    assert (gone.deadline, gone.days_late(date(2019, 1, 1)), gone.times_moved) == (None, 0, 1)
    again = action(first_due="2018-06", revisions=[withdrawn, {"due": "2019-03"}], due="2019-03")
    assert (again.withdrawal, again.times_moved) == (None, 2)
