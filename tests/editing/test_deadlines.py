"""What `hsp move` makes of a deadline."""

from typing import Any

import pytest

from hsp_cli.domain.workspace import Workspace
from hsp_cli.editing.deadlines import moved
from tests.editing.wishes import TODAY, lines_of, refusal


def test_the_first_move_keeps_the_first_deadline(known: Workspace) -> None:
    wished = moved(known, "van", "2024-07", TODAY, reason="The dealer is late.")
    assert lines_of(wished) == [
        "+        first_due: 2024-05",
        "-        due: 2024-05",
        "+        due: 2024-07",
        "+        revisions:",
        "+          - {due: 2024-07, on: 2024-04-10, reason: The dealer is late.}",
    ]
    assert wished.said == "homes/van is due 2024-07, moved from 2024-05 (1 time in all)"


def test_a_later_move_adds_to_the_list(known: Workspace) -> None:
    wished = moved(known, "tyres", "Q3 2024/25", TODAY, reason="Still none.", on="2024-04-01")
    assert lines_of(wished) == [
        "-        due: {period: 2024-06, as_written: by summer}",
        "+        due: Q3-2024",
        "+          - {due: Q3-2024, on: 2024-04-01, reason: Still none.}",
    ]
    assert wished.said == "homes/tyres is due Q3-2024, moved from by summer (2 times in all)"


def test_a_first_deadline_keeps_its_words(known: Workspace) -> None:
    lines = lines_of(moved(known, "warmth/all", "2024-12", TODAY, reason="x"))
    assert "first_due: {period: 2024-09, as_written: by autumn}, due: 2024-12, revisions: [{due: 2024-12," in lines[1]


def test_a_withdrawn_deadline_leaves_its_first_one_and_the_reason(known: Workspace) -> None:
    wished = moved(known, "van", None, TODAY, reason="No money.")
    assert lines_of(wished) == [
        "+        first_due: 2024-05",
        "-        due: 2024-05",
        "+        revisions:",
        "+          - {withdrawn: true, on: 2024-04-10, reason: No money.}",
    ]
    assert wished.said == "homes/van has no deadline from 2024-04-10; 2024-05 is withdrawn"


def test_a_deadline_can_follow_a_withdrawn_one(known: Workspace) -> None:
    wished = moved(known, "paint", "2024-09", TODAY, reason="Paint has come.")
    assert lines_of(wished) == [
        "+        due: 2024-09",
        "+          - {due: 2024-09, on: 2024-04-10, reason: Paint has come.}",
    ]
    assert wished.said == "homes/paint is due 2024-09, moved after it was withdrawn (2 times in all)"


def test_a_first_deadline_is_no_move(known: Workspace) -> None:
    wished = moved(known, "clean", "2024-05", TODAY, reason="Agreed.")
    assert lines_of(wished) == [
        "+        due: 2024-05",
        "+        updates:",
        "+          - {on: 2024-04-10, text: Agreed.}",
    ]
    assert wished.said == "homes/clean is due 2024-05; it had no deadline before"


def test_a_calendar_year_is_written_as_a_number(known: Workspace) -> None:
    assert lines_of(moved(known, "van", "2025", TODAY, reason="x"))[2] == "+        due: 2025"


@pytest.mark.parametrize(
    ("name", "to", "given", "message"),
    [
        ("van", "2024-05-31", {}, "homes/van is due 2024-05 already"),
        (
            "van",
            "2024-01",
            {},
            "homes/van starts 2024-02, so it cannot be due 2024-01 | correct the date, or its start",
        ),
        ("van", "at the next meeting", {}, "'at the next meeting' is not a date"),
        ("van", "2024-07", {"reason": None}, "why does the deadline of homes/van change? | add --reason TEXT"),
        ("van", "2024-07", {"reason": " "}, "--reason is empty"),
        ("van", "2024-07", {"on": "2024-05-01"}, "2024-05-01 is after 2024-04-10"),
        ("old", "2024-07", {}, "homes/old is complete, so its deadline does not move | open it again first: hsp"),
        ("clean", None, {}, "homes/clean has no deadline to withdraw"),
        ("repairs", "2024-07", {}, "homes/repairs is an aim | only actions, milestones and drafts have a deadline"),
    ],
)
def test_what_cannot_move_is_refused(known: Workspace, name: str, to: str | None, given: Any, message: str) -> None:
    assert refusal(lambda: moved(known, name, to, TODAY, **{"reason": "x", **given})).startswith(message)
