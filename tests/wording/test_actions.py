from datetime import date
from typing import Any

import pytest

from hsp_cli.analysis.due import DueStatus
from hsp_cli.domain.action import Action, ActionStatus
from hsp_cli.domain.rag import RagScale
from hsp_cli.wording.actions import (
    DUE_STATUSES,
    STATUSES,
    action_text,
    delay_text,
    due_counts_text,
    due_text,
    moved_text,
    news_text,
    ratings_text,
    reported_text,
    short_text,
    wait_text,
    when_text,
)


def action(**keys: Any) -> Action:
    return Action.model_validate({"id": "a", "text": "Do it", **keys})


def test_the_words_of_a_status_are_those_of_papers_and_lists() -> None:
    assert list(STATUSES.values()) == [
        *("Open", "Not started", "In progress", "On hold", "Complete", "Closed, not delivered", "Cancelled")
    ]
    assert due_counts_text(list(DueStatus)) == (
        "8 actions: 1 overdue, 1 due soon, 1 not due yet, 1 date not settled, 1 without a deadline, "
        "1 left open when the plan ended, 1 complete, 1 closed"
    )


def test_every_status_has_its_words_and_the_most_urgent_comes_first() -> None:
    assert list(STATUSES) == list(ActionStatus)
    assert list(DUE_STATUSES) == list(DueStatus)


def test_actions_are_counted_by_how_they_stand() -> None:
    assert due_counts_text([]) == "no action is recorded"
    assert due_counts_text([DueStatus.LATER] * 1005) == "1,005 actions: 1,005 not due yet"
    assert due_counts_text([DueStatus.LATER, DueStatus.OVERDUE, DueStatus.LATER]) == (
        "3 actions: 1 overdue, 2 not due yet"
    )


@pytest.mark.parametrize(
    ("keys", "words"),
    [
        ({}, ""),
        ({"due": "2018-03"}, "March 2018"),
        ({"due": {"period": "2010-06-11", "as_written": "by the 11th"}}, "11 June 2010"),
        ({"due": "Year 1"}, "Year 1, date not settled"),
        ({"due": "2018-03", "outcome": {"text": "T", "update_due": "2018-05"}}, "March 2018"),
        ({"outcome": {"text": "T", "update_due": "2018-05"}}, "update due May 2018"),
        ({"outcome": {"text": "T", "update_due": "at the meeting"}}, "update due at the meeting, date not settled"),
    ],
)
def test_a_deadline_is_written_for_people(keys: dict[str, Any], words: str) -> None:
    assert due_text(action(**keys)) == words


def test_an_action_is_one_line_with_its_number_and_its_condition_before_its_words() -> None:
    assert action_text(action(text="Do\nit\n")) == "Do it"
    assert action_text(action(number="3a", conditional="If funded\n")) == "3a) (If funded) Do it"


def test_a_long_description_is_shortened_at_a_word() -> None:
    assert short_text(action(text="Short")) == "Short"
    long = short_text(action(text="Develop a Community Cohesion Strategy with an action plan for the borough"))
    assert long == "Develop a Community Cohesion Strategy with an action plan…"


@pytest.mark.parametrize(
    ("keys", "text"),
    [
        ({"due": "2018-03"}, "30 days late"),
        ({"due": "2018-04-29"}, "1 day late"),
        ({"status": "not-delivered"}, "not delivered"),
        ({"status": "cancelled"}, "cancelled"),
        ({"due": "2018-05"}, "left open when its plan ended"),
        ({"due": "at the next meeting"}, "without a date"),
        ({}, "without a date"),
    ],
)
def test_a_delay_has_its_reason(keys: dict[str, str], text: str) -> None:
    assert delay_text(action(**keys), date(2018, 4, 30)) == text


def test_the_cause_of_a_delay_may_be_further_up_the_chain() -> None:
    assert wait_text("A", "A", "1 day late") == "A (1 day late)"
    assert wait_text("B", "A", "1 day late") == "B, which waits for A (1 day late)"


@pytest.mark.parametrize(
    ("keys", "text"),
    [
        ({}, ""),
        ({"status": "complete"}, ""),
        ({"status": "in-progress", "progress": 40, "rag": "R"}, "In progress, 40% done, rated Red"),
        ({"rag": "?"}, "Rated ?"),
        ({"outcome": {"text": "T", "answers": False}}, "The report does not say whether it was done"),
        ({"status": "complete", "outcome": {"text": "T", "answers": False}}, ""),
    ],
)
def test_what_is_reported_of_an_action_is_in_one_line(keys: dict[str, object], text: str) -> None:
    red = {"code": "R", "name": "Red", "colour": "red"}
    assert reported_text(action(**keys), RagScale.model_validate({"levels": [red]})) == text


def test_the_latest_news_is_the_last_update_or_else_the_outcome() -> None:
    updates = [{"on": "2018-04", "text": "Late"}, {"on": "2018-02", "text": "Early"}]
    assert news_text(action(outcome={"text": "Told"}, updates=updates)) == "April 2018: Late"
    assert news_text(action(outcome={"text": "Told"})) == "Told"
    assert news_text(action()) == ""


def test_the_reason_and_every_update_that_may_be_the_latest_are_news_and_a_withdrawn_one_is_named() -> None:
    updates = [
        {"on": "2018-02", "text": "Early"},
        {"on": "2018-04", "text": "Late."},
        {"text": "Some time"},
        {"on": "2018-05", "text": "Wrong", "withdrawn": {"on": "2018-06", "reason": "Another action was meant"}},
    ]
    assert news_text(action(status="on-hold", reason="No staff", updates=updates)) == (
        "Reason: No staff. April 2018: Late. Date not recorded: Some time. "
        "The update of May 2018 was withdrawn June 2018: Another action was meant"
    )


WITHDRAWN = {"withdrawn": True, "on": "2018-05-14", "reason": "The grant was stopped."}
MOVED = {"due": "2018-09", "on": "2018-04"}


@pytest.mark.parametrize(
    ("revisions", "moved"),
    [
        (
            [WITHDRAWN],
            "deadline withdrawn 14 May 2018 (first due June 2018): The grant was stopped",
        ),
        (
            [MOVED, {"withdrawn": True}],
            "moved 1 time, then deadline withdrawn (first due June 2018)",
        ),
    ],
)
def test_a_withdrawn_deadline_is_said_with_its_date_and_reason(revisions: list[dict[str, object]], moved: str) -> None:
    withdrawn = action(first_due="2018-06", revisions=revisions)
    assert (due_text(withdrawn), when_text(withdrawn), moved_text(withdrawn)) == ("", moved, moved)


def test_an_action_on_hold_delays_others_before_its_deadline_has_passed() -> None:
    assert delay_text(action(due="2018-12", status="on-hold"), date(2018, 4, 30)) == "on hold"


def test_ratings_are_counted_from_best_to_worst_with_those_that_are_not_rated() -> None:
    levels = [{"code": "G", "name": "Green", "colour": "green"}, {"code": "R", "name": "Red", "colour": "red"}]
    scale = RagScale.model_validate({"stated": True, "levels": levels})
    actions = [action(rag="R"), action(), action(rag="R"), action(rag="G")]
    assert ratings_text(actions, scale, 1) == "4 actions below it: 1 rated Green, 2 rated Red, 1 not rated; 1 overdue"
    assert ratings_text([], scale, 0) == ""
