import json
import re
from pathlib import Path

import pytest

from tests.runs import DAY, HARROW, hsp
from tests.workspaces import write_files


def due(root: Path, day: str, *arguments: str, columns: str = "") -> str:
    env = {"COLUMNS": columns} if columns else {}
    run = hsp("due", "--root", str(root), "--as-of", day, *arguments, env=env)
    assert (run.code, run.err) == (0, "")
    return run.out


def places(root: Path, day: str, *arguments: str) -> dict[str, list[str]]:
    found = json.loads(due(root, day, *arguments, "--format", "json"))
    return {
        place: [action["id"] for action in actions] for place, actions in found.items() if place != "as_of" and actions
    }


def test_what_is_due_today_is_not_late_and_a_day_later_it_is(sample: Path) -> None:
    trees = "board-2024-01-15/tree-count"
    assert places(sample, "2024-04-15")["due"] == [trees]
    assert places(sample, "2024-04-16")["overdue"] == [trees]
    assert "2024-04-15 (1 day late)  Street Manager\n" in due(sample, "2024-04-16", columns="80")


def test_a_deadline_in_a_month_falls_on_its_last_day(sample: Path) -> None:
    assert "homes/second-van" in places(sample, "2024-05-31")["due"]
    assert "homes/second-van" in places(sample, "2024-06-01")["overdue"]


@pytest.mark.parametrize(
    ("condition", "day", "code"),
    [
        ("overdue", "2024-04-15", 0),
        ("overdue", "2024-04-16", 1),
        ("unresolved", "2024-04-16", 0),
        ("undated", "2024-04-16", 0),
    ],
)
def test_it_fails_on_the_actions_that_it_is_told_to_fail_on(sample: Path, condition: str, day: str, code: int) -> None:
    assert hsp("due", "--root", str(sample), "--as-of", day, "--fail-on", condition).code == code


@pytest.mark.parametrize(("condition", "due"), [("undated", ""), ("unresolved", ", due: when funded")])
def test_it_fails_on_actions_without_a_date(sample: Path, condition: str, due: str) -> None:
    meeting = f"id: m\ntitle: M\nbody: board\non: 2024-01-15\nactions: [{{id: a, text: A.{due}}}]\n"
    write_files(sample, {"data/meetings/m.yaml": meeting})
    assert hsp("due", "--root", str(sample), "--as-of", "2024-04-15", "--fail-on", condition).code == 1


def test_the_days_ahead_can_be_chosen(sample: Path) -> None:
    assert places(sample, "2024-04-15", "--within", "0")["due"] == ["board-2024-01-15/tree-count"]
    assert len(places(sample, "2024-04-15", "--within", "90")["due"]) == 3
    assert "Due within 90 days\n" in due(sample, "2024-04-15", "--within", "90")


def test_the_head_counts_what_there_is(sample: Path) -> None:
    first = due(sample, "2024-04-15").splitlines()[0]
    assert first == "Actions as of 2024-04-15: 1 due, 2 later, 2 complete"
    assert due(sample, "2024-04-15", "--owner", "rushmere-council", "--plan", "homes").count("homes/second-van") == 1


def test_no_action_at_all_is_said(sample: Path) -> None:
    assert due(sample, "2024-04-15", "--body", "Homes Group", "--owner", "Street Manager", "--priority", "streets") == (
        "Actions as of 2024-04-15: none\n"
    )


def test_a_moved_deadline_says_how_often(sample: Path) -> None:
    assert "2024-05-31 (2 days late, moved 1 time)" in due(sample, "2024-06-02")


def test_words_instead_of_a_date_are_listed_as_unresolved_in_their_own_words() -> None:
    out = hsp("due", *HARROW, *DAY).out
    _, _, unresolved = out.partition("Unresolved: words instead of a date\n")
    for words in ("at the next HCE meeting", "to the next HCE Performance Meeting", "late October early November"):
        assert words in unresolved


def test_in_a_pipe_every_action_has_a_line_of_its_own() -> None:
    out = hsp("due", *HARROW, *DAY).out
    found = json.loads(hsp("due", *HARROW, *DAY, "--format", "json").out)
    shown = [action for place in ("overdue", "due", "later", "unresolved", "undated") for action in found[place]]
    for action in shown:
        (line,) = [line for line in out.splitlines() if line.endswith(action["id"])]
        assert action["text"] in line
    assert len(shown) == 61


@pytest.mark.parametrize("columns", ["40", "80", "139", "140", "200"])
def test_no_word_is_lost_at_any_width_and_every_address_can_be_copied(columns: str) -> None:
    out = hsp("due", *HARROW, *DAY, env={"COLUMNS": columns}).out
    letters = re.sub(r"[\s─]", "", out)
    found = json.loads(hsp("due", *HARROW, *DAY, "--format", "json").out)
    for place in ("overdue", "due", "later", "unresolved", "undated"):
        for action in found[place]:
            assert all(word in letters for word in action["text"].split())
            if int(columns) < 140:
                assert f"  {action['id']}\n" in out
    assert [line for line in out.splitlines() if line != line.rstrip()] == []


def test_closed_actions_are_counted_and_not_listed() -> None:
    out = hsp("due", *HARROW, *DAY).out
    assert "3 complete, 1 closed" in out
    assert "climate-change-stakeholder-meeting" not in out
    assert "third-sector-strategy-leads" not in out
