"""What `hsp close` makes of an action or milestone."""

from typing import Any

import pytest

from hsp_cli.domain.action import ActionStatus
from hsp_cli.domain.workspace import Workspace
from hsp_cli.editing.closing import closed
from tests.editing.wishes import TODAY, lines_of, refusal


def test_an_action_that_is_done_has_its_date_and_what_came_of_it(known: Workspace) -> None:
    wished = closed(known, "van", TODAY, on="2024-04-02", outcome="It is blue: no. 7.")
    assert lines_of(wished) == [
        "-        status: in-progress",
        "-        progress: 40",
        "-        outcome: {text: Not yet.}",
        "+        status: complete",
        "+        completed: 2024-04-02",
        "+        progress: 100",
        '+        outcome: {text: "It is blue: no. 7."}',
    ]
    assert wished.said == "homes/van was completed on 2024-04-02"


def test_the_date_is_today_unless_it_is_given(known: Workspace) -> None:
    assert lines_of(closed(known, "warmth/half", TODAY)) == [
        "-  - {id: half, text: Half of the homes are warm., due: 2024-04}",
        "+  - {id: half, text: Half of the homes are warm., due: 2024-04, status: complete, completed: 2024-04-10}",
    ]


def test_the_outcome_of_a_milestone_is_an_update(known: Workspace) -> None:
    lines = lines_of(closed(known, "half", TODAY, outcome="52%"))
    assert lines[1].endswith("completed: 2024-04-10, updates: [{on: 2024-04-10, text: 52%}]}")


def test_one_that_was_not_done_has_its_reason_and_an_update_with_the_date(known: Workspace) -> None:
    wished = closed(known, "van", TODAY, status=ActionStatus.CANCELLED, reason="A grant fell away.")
    assert lines_of(wished) == [
        "-        status: in-progress",
        "+        status: cancelled",
        "+        reason: A grant fell away.",
        "+          - {on: 2024-04-10, text: A grant fell away.}",
    ]
    assert wished.said == "homes/van was cancelled on 2024-04-10"


def test_what_was_inferred_of_the_status_is_now_stated(known: Workspace) -> None:
    assert lines_of(closed(known, "clean", TODAY)) == [
        "-          status: Nobody says otherwise.",
        "-        status: open",
        "+        status: complete",
        "+        completed: 2024-04-10",
    ]


@pytest.mark.parametrize(
    ("name", "given", "message"),
    [
        (
            "old",
            {},
            "homes/old is closed: it was completed (2024-03) | open it again first: hsp update homes/old --status",
        ),
        ("van", {"on": "2024-04-11"}, "2024-04-11 is after 2024-04-10 | give the date on which it was done, or"),
        ("van", {"on": "2024-01-31"}, "homes/van starts 2024-02, so it cannot end on 2024-01-31 | correct the date"),
        ("van", {"on": "soon"}, "'soon' is not a date"),
        ("van", {"outcome": " "}, "--outcome is empty"),
        ("van", {"status": ActionStatus.NOT_DELIVERED}, "why is it not-delivered? | add --reason TEXT"),
        ("repairs", {}, "homes/repairs is an aim | only actions, milestones and drafts are closed"),
        ("vam", {}, "no record is called 'vam'"),
    ],
)
def test_what_cannot_be_closed_is_refused(known: Workspace, name: str, given: Any, message: str) -> None:
    assert refusal(lambda: closed(known, name, TODAY, **given)).startswith(message)
