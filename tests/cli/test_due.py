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
        place: [action["id"] for action in actions]
        for place, actions in found.items()
        if actions and isinstance(actions, list)
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
    assert len(places(sample, "2024-04-15", "--within", "90")["due"]) == 4
    assert "Due within 90 days\n" in due(sample, "2024-04-15", "--within", "90")


def test_the_head_counts_what_there_is(sample: Path) -> None:
    first = due(sample, "2024-04-15").splitlines()[0]
    assert first == "Actions and milestones as of 2024-04-15: 1 due, 4 later, 4 complete"
    assert due(sample, "2024-04-15", "--owner", "rushmere-council", "--plan", "homes").count("homes/second-van") == 1


def test_no_action_at_all_is_said(sample: Path) -> None:
    assert due(sample, "2024-04-15", "--body", "Homes Group", "--owner", "Street Manager", "--priority", "streets") == (
        "Actions and milestones as of 2024-04-15: none found\n"
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
    places = ("overdue", "due", "later", "unresolved", "undated", "left_open")
    shown = [action for place in places for action in found[place]]
    for action in shown:
        (line,) = [line for line in out.splitlines() if line.endswith(action["id"])]
        assert action["text"] in line
    assert len(shown) == 68


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
    assert "5 complete, 1 closed" in out
    assert "climate-change-stakeholder-meeting" not in out
    assert "third-sector-strategy-leads" not in out


THEIRS = ("--as-of", "2018-04-30", "--plan", "cohesion-scrutiny")


@pytest.mark.parametrize(
    ("day", "overdue", "late_or_due"), [("2018-01-31", 2, 2), ("2018-04-30", 6, 6), ("2018-11-30", 13, 15)]
)
def test_a_plan_of_another_organisation_is_answered_if_it_is_asked_for(
    day: str, overdue: int, late_or_due: int
) -> None:
    run = hsp("due", *HARROW, "--as-of", day, "--plan", "cohesion-scrutiny", "--within", "0", "--format", "json")
    found = json.loads(run.out)
    assert (len(found["overdue"]), len(found["overdue"]) + len(found["due"])) == (overdue, late_or_due)
    assert (len(found["complete"]), len(found["unresolved"]), found["left_out"]) == (2, 1, {})
    assert sum(len(items) for items in found.values() if isinstance(items, list)) == 21


def test_what_is_left_out_is_said_on_the_error_stream_and_can_be_added() -> None:
    run = hsp("due", *HARROW, *DAY)
    assert "left out: 21 items of other organisations (Tower Hamlets 21); add them with --organisation all" in run.err
    assert "cohesion-scrutiny/" not in run.out
    assert hsp("due", *HARROW, *DAY, "-q").err == ""
    added = hsp("due", *HARROW, *DAY, "--organisation", "all")
    assert (added.err, "cohesion-scrutiny/r1-a1" in added.out) == ("", True)


def test_actions_that_wait_for_a_late_one_are_at_risk_and_name_it() -> None:
    out = hsp("due", *HARROW, *THEIRS).out
    assert out.splitlines()[0].endswith("3 at risk")
    waiting = 'At risk: waits for cohesion-scrutiny/r1-a2 "Develop a'
    assert [line.split()[-1] for line in out.splitlines() if waiting in line] == [
        f"cohesion-scrutiny/r5-a{number}" for number in (1, 2, 3)
    ]
    found = json.loads(hsp("due", *HARROW, *THEIRS, "--format", "json").out)
    (training,) = [item for item in found["later"] if item["id"] == "cohesion-scrutiny/r5-a1"]
    assert training["at_risk"] is True
    (wait,) = training["waits_for"]
    assert (wait["id"], wait["cause"]) == ("cohesion-scrutiny/r1-a2", "cohesion-scrutiny/r1-a2")
    assert (wait["reason"], wait["days_late"]) == ("30 days late", 30)
    assert hsp("due", *HARROW, *THEIRS, "--fail-on", "at_risk").code == 1


def test_overdue_alone_lists_nothing_else_and_does_not_say_that_there_is_nothing_else() -> None:
    out = hsp("due", *HARROW, *THEIRS, "--overdue").out
    assert "Overdue\n" in out
    assert "Later\n" not in out
    assert "12 later" in out.splitlines()[0]
    found = json.loads(hsp("due", *HARROW, *THEIRS, "--overdue", "--format", "json").out)
    assert (len(found["overdue"]), found["later"]) == (6, None)


def summary(root: Path, *arguments: str) -> str:
    return hsp("due", "--root", str(root), "--as-of", "2024-06-02", *arguments).out


def test_items_can_be_counted_by_owner(sample: Path) -> None:
    out = summary(sample, "--by", "owner")
    assert out.splitlines()[2].split() == ["Owner", "Overdue", "Due", "Later", "Unresolved", "Undated", "At", "risk"]
    found = json.loads(summary(sample, "--by", "owner", "--format", "json"))
    assert found["by"] == "owner"
    counts = {group["id"]: (group["overdue"], group["later"], group["at_risk"]) for group in found["groups"]}
    assert counts == {"ann-reed": (2, 1, 0), "rushmere-council": (1, 1, 0), "street-manager": (1, 0, 0)}


def test_items_without_an_owner_are_a_group_of_their_own(sample: Path) -> None:
    meeting = "id: m\ntitle: M\nbody: board\non: 2024-01-15\nactions: [{id: a, text: A., due: 2024-02}]\n"
    write_files(sample, {"data/meetings/m.yaml": meeting})
    assert "No owner recorded" in summary(sample, "--by", "owner")


def test_an_alias_says_whose_it_is(sample: Path) -> None:
    run = hsp("due", "--root", str(sample), "--as-of", "2024-06-02", "--owner", "the Council")
    assert run.err == "the Council is an alias of Rushmere Council (rushmere-council)\n"
    assert "homes/second-van" in run.out
    named = hsp("due", "--root", str(sample), "--as-of", "2024-06-02", "--owner", "Rushmere Council")
    assert (named.err, named.out) == ("", run.out)


def test_an_item_says_what_it_belongs_to_and_what_was_last_reported(sample: Path) -> None:
    said = "rag: R, progress: 30, updates: [{on: 2024-04, text: Begun}]"
    action = f"{{id: a, text: Review action progress., due: 2024-05, {said}}}"
    plan = f"id: p\ntitle: P\naims: [{{id: x, title: Cleaner streets, actions: [{action}]}}]\n"
    write_files(sample, {"data/plans/p.yaml": plan})
    out = due(sample, "2024-06-02", columns="80")
    assert (
        "2024-05-31 (2 days late)  No owner\n  Review action progress.\n  For: Cleaner streets\n"
        "  30% done, rated Red\n  April 2024: Begun\n  p/a\n"
    ) in out


def test_what_an_ended_plan_left_open_is_listed_apart_with_the_reason(sample: Path) -> None:
    ended = "ended: {on: 2023-03, reason: The new plan replaced it.}\n"
    plan = f"id: p\ntitle: P\n{ended}aims: [{{id: x, title: X, actions: [{{id: a, text: A, due: 2022-05}}]}}]\n"
    write_files(sample, {"data/plans/p.yaml": plan})
    out = summary(sample)
    _, _, apart = out.partition("Left open: their plan or project has ended, and nobody recorded the outcome\n")
    assert "Ended March 2023: The new plan replaced it." in apart
    assert "1 left open" in out.splitlines()[0]
    assert hsp("due", "--root", str(sample), "--as-of", "2024-06-02", "--fail-on", "left_open").code == 1


def test_an_end_that_no_document_states_is_marked(sample: Path) -> None:
    ended = "ended: {on: 2023-03, reason: A new plan was due.}\ninferred: {ended: No document says that it ended.}\n"
    plan = f"id: p\ntitle: P\n{ended}aims: [{{id: x, title: X, actions: [{{id: a, text: A, due: 2022-05}}]}}]\n"
    write_files(sample, {"data/plans/p.yaml": plan})
    assert "Taken to have ended March 2023: A new plan was due. No document says that it ended." in summary(sample)
    run = hsp("due", "--root", str(sample), "--as-of", "2024-06-02", "--format", "json")
    (item,) = json.loads(run.out)["left_open"]
    assert item["ended"] == {
        "on": "2023-03",
        "reason": "A new plan was due.",
        "inferred": "No document says that it ended.",
    }
