from datetime import date

import pytest

from hsp_cli.analysis.dependencies import waits
from hsp_cli.domain.workspace import Workspace
from tests.workspaces import ReadRecords

DAY = date(2018, 4, 30)


def plan(*actions: str, name: str = "p", more: str = "") -> dict[str, str]:
    lines = "".join(f"      - {{{action}}}\n" for action in actions)
    return {
        f"data/plans/{name}.yaml": f"id: {name}\ntitle: P\n{more}aims:\n  - id: x\n    title: X\n    actions:\n{lines}"
    }


def waiting(ws: Workspace, day: date = DAY) -> dict[str, list[tuple[str, str]]]:
    """What each action waits for: the action that it depends on, and the cause of the delay."""
    return {
        address.id: [(str(wait.on.address), str(wait.cause.address)) for wait in each]
        for address, each in waits(ws, day).items()
    }


@pytest.mark.parametrize(
    ("first", "is_waiting"),
    [
        ("due: 2018-03", True),
        ("due: 2018-04-30", False),
        ("due: 2018-03, status: complete", False),
        ("status: not-delivered", True),
        ("status: cancelled", True),
        ("due: at the next meeting", True),
        ("owners: [A]", True),
    ],
)
def test_an_action_waits_for_one_that_is_late_or_undated_or_will_not_be_done(
    records: ReadRecords, first: str, is_waiting: bool
) -> None:
    ws = records(plan(f"id: a, text: A, {first}", "id: b, text: B, due: 2018-10, depends_on: [a]"))
    assert waiting(ws) == ({"b": [("p/a", "p/a")]} if is_waiting else {})


def test_the_cause_is_named_through_actions_that_are_not_late_themselves(records: ReadRecords) -> None:
    ws = records(
        plan(
            "id: a, text: A, due: 2018-03",
            "id: b, text: B, due: 2018-06, depends_on: [a]",
            "id: c, text: C, depends_on: [b, d]",
            "id: d, text: D, due: 2018-06",
        )
    )
    assert waiting(ws) == {"b": [("p/a", "p/a")], "c": [("p/b", "p/a")]}


def test_a_complete_dependency_holds_nothing_up_whatever_it_waited_for(records: ReadRecords) -> None:
    ws = records(
        plan(
            "id: a, text: A, due: 2018-03",
            "id: b, text: B, status: complete, depends_on: [a]",
            "id: c, text: C, depends_on: [b]",
        )
    )
    assert waiting(ws) == {}


def test_a_dependency_in_another_file_counts(records: ReadRecords) -> None:
    ws = records(
        plan("id: a, text: A, due: 2018-03", name="other")
        | plan("id: b, text: B, depends_on: [other/a]", "id: c, text: C, depends_on: [plans/other/a]")
    )
    assert waiting(ws) == {"b": [("other/a", "other/a")], "c": [("other/a", "other/a")]}


def test_an_action_that_its_plan_left_open_holds_others_up(records: ReadRecords) -> None:
    ended = "ended: {on: 2017-03, reason: Replaced}\n"
    ws = records(
        plan("id: a, text: A, due: 2019-01", name="old", more=ended) | plan("id: b, text: B, depends_on: [old/a]")
    )
    assert waiting(ws) == {"b": [("old/a", "old/a")]}
    assert waiting(ws, date(2017, 1, 1)) == {}


def test_a_circle_has_an_answer(records: ReadRecords) -> None:
    ws = records(
        plan(
            "id: a, text: A, due: 2018-06, depends_on: [b]",
            "id: b, text: B, due: 2018-06, depends_on: [a, c]",
            "id: c, text: C, due: 2018-01",
        )
    )
    assert waiting(ws) == {"a": [("p/b", "p/c")], "b": [("p/a", "p/c"), ("p/c", "p/c")]}


def test_a_chain_of_thousands_has_an_answer(records: ReadRecords) -> None:
    chain = (f"id: a{n}, text: A, due: 2018-06, depends_on: [a{n - 1}]" for n in range(1, 3000))
    ws = records(plan("id: a0, text: A, due: 2018-01", *chain))
    assert waiting(ws)["a2999"] == [("p/a2998", "p/a0")]
