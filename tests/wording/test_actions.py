from typing import Any

import pytest

from hsp_cli.analysis.due import DueStatus
from hsp_cli.domain.action import Action, ActionStatus
from hsp_cli.wording.actions import DUE_STATUSES, STATUSES, action_text, due_counts_text, due_text


def action(**keys: Any) -> Action:
    return Action.model_validate({"id": "a", "text": "Do it", **keys})


def test_every_status_has_its_words_and_the_most_urgent_comes_first() -> None:
    assert list(STATUSES) == list(ActionStatus)
    assert list(DUE_STATUSES) == list(DueStatus)


def test_actions_are_counted_by_how_they_stand() -> None:
    assert due_counts_text([]) == "no actions"
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
    ],
)
def test_a_deadline_is_written_for_people(keys: dict[str, Any], words: str) -> None:
    assert due_text(action(**keys)) == words


def test_an_action_is_one_line_with_its_number_and_its_condition_before_its_words() -> None:
    assert action_text(action(text="Do\nit\n")) == "Do it"
    assert action_text(action(number="3a", conditional="If funded\n")) == "3a) (If funded) Do it"
