import json
from pathlib import Path
from typing import Any

import pytest

from tests.repositories import commit_on, git
from tests.runs import Run, hsp
from tests.workspaces import PARTNERSHIP, write_files

SETTINGS = f"""{PARTNERSHIP}
people: [{{id: ann, name: Ann Reed}}]
bodies: [{{id: board, name: Board}}]
"""
PLAN = "data/plans/cohesion.yaml"
DAY = "2010-09-27"


def plan(due: str, *, more: str = "", other: str = "2010-03") -> str:
    return f"""\
id: cohesion
title: Cohesion
body: board
aims:
  - id: w1
    title: Welcome
    actions:
      - id: pack
        text: Print the welcome pack
        owners: [Ann Reed]
        due: {due}
{more}      - id: forum
        text: Hold the forum
        due: {other}
      - {{id: talk, text: Talk}}
"""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A deadline that was moved twice in git, and of which the record does not tell."""
    commit_on(tmp_path, "2010-01-10", {"data/partnership.yaml": SETTINGS, PLAN: plan("2010-03")})
    commit_on(tmp_path, "2010-03-20", {PLAN: plan("2010-06")}, author="Bo Field", subject="More time")
    commit_on(tmp_path, "2010-07-15", {PLAN: plan("2010-12")}, author="Bo \x1b[31mField")
    return tmp_path


def slippage(root: Path, *arguments: str, columns: str = "80") -> Run:
    return hsp("slippage", "--root", str(root), "--as-of", DAY, *arguments, env={"COLUMNS": columns})


def answer(root: Path, *arguments: str) -> Any:
    run = slippage(root, *arguments, "--format", "json")
    assert (run.code, run.err) == (0, "")
    return json.loads(run.out)


def short(root: Path, revision: str) -> str:
    return git(root, "rev-parse", revision)[:12]


def test_what_was_overwritten_is_told_with_who_did_it_and_when(root: Path) -> None:
    run = slippage(root)
    assert (run.code, run.err) == (0, "")
    assert (
        run.out
        == f"""\
Slippage as of 2010-09-27: 1 of 3 actions and milestones moved, 2 times in all
  1 of the 3 has no date now, so a delay of these does not show.
  From the records and 3 commits since 2010-01-10, the first commit.

2010-03-31 to 2010-12-31  Ann Reed
  Print the welcome pack
  moved 2 times, 275 days later in all
  1 after it was overdue
  2 without a reason
  Only in git: 2010-03-31 to 2010-06-30, 2010-03-20 by Bo Field ({short(root, "HEAD~1")})
  Only in git: 2010-06-30 to 2010-12-31, 2010-07-15 by Bo Field ({short(root, "HEAD")})
  cohesion/pack
"""
    )


def test_a_wide_screen_has_a_table(root: Path) -> None:
    run = slippage(root, columns="300")
    assert run.out.splitlines()[4].split() == ["First", "due", "Due", "Days", "Moved", "Owner", "Action", "Notes", "Id"]
    assert "2010-03-31 │" not in run.out
    assert run.out.splitlines()[6].split()[:4] == ["2010-03-31", "2010-12-31", "+275", "2"]


def test_the_records_alone_say_what_does_not_show(root: Path, tmp_path: Path) -> None:
    run = slippage(root, "--no-history")
    assert (
        run.out
        == """\
Slippage as of 2010-09-27: 0 of 3 actions and milestones moved, 0 times in all
  1 of the 3 has no date now, so a delay of these does not show.
  From the records alone (--no-history): a deadline that was overwritten does
    not show.
"""
    )
    outside = write_files(tmp_path / "outside", {"data/partnership.yaml": SETTINGS, PLAN: plan("2010-03")})
    git(outside, "init", "--quiet")
    assert "From the records alone (git has no commit here yet)" in slippage(outside).out
    found = answer(outside)
    assert found["history"] == {"read": False, "why_not": "git has no commit here yet"}
    assert found["removed"] is None


def test_json_tells_of_each_move(root: Path) -> None:
    found = answer(root)
    assert found["as_of"] == DAY
    assert found["history"] == {"read": True, "begins": "2010-01-10", "commits": 3, "shallow": False, "unread": []}
    first, *others = found["actions"]
    last = git(root, "rev-parse", "HEAD")
    assert first["moves"][1] == {
        "from": "2010-06",
        "to": "2010-12",
        "on": "2010-07-15",
        "days": 184,
        "after_overdue": True,
        "reason": None,
        "recorded": False,
        "commit": {"id": last, "author": "Bo \x1b[31mField", "on": "2010-07-15", "subject": "Change records"},
    }
    del first["moves"]
    assert first == {
        "id": "cohesion/pack", "kind": "action", "origin": "plan", "origin_id": "cohesion", "body": "board",
        "organisation": None, "text": "Print the welcome pack", "owners": ["Ann Reed"], "owner_ids": ["ann"],
        "status": "open", "first_due": "2010-03", "due": "2010-12", "times_moved": 2, "days": 275, "days_late": 0,
        "after_overdue": 1, "after_overdue_unknown": 0, "without_reason": 2, "disagrees": True,
        "first_due_recorded": None, "path": PLAN, "line": 8, "inferred": False, "inferred_values": {},
    }  # fmt: skip
    assert [(one["id"], one["times_moved"], one["days"]) for one in others] == [
        ("cohesion/forum", 0, 0),
        ("cohesion/talk", 0, None),
    ]
    counts = {
        "actions": 3, "moved": 1, "times_moved": 2, "days": 275, "days_unknown": 0, "after_overdue": 1,
        "after_overdue_unknown": 0, "without_reason": 2, "unrecorded": 2,
    }  # fmt: skip
    assert found["by_plan"] == [{"id": "cohesion", "name": "Cohesion", **counts}]
    assert found["by_body"] == [{"id": "board", "name": "Board", **counts}]
    assert [(one["id"], one["name"], one["times_moved"]) for one in found["by_owner"]] == [
        ("ann", "Ann Reed", 2),
        (None, None, 0),
    ]
    assert (found["removed"], found["left_out"]) == ([], {})


def test_counts_by_owner_list_those_whose_deadlines_moved(root: Path) -> None:
    run = slippage(root, "--by", "owner", columns="120")
    heads, _, *rows = run.out.splitlines()[4:]
    assert heads.split("  ")[0] == "Owner"
    assert [row.split() for row in rows] == [["Ann", "Reed", "1", "1", "2", "275", "1", "2", "2"]]
    assert run.err == "An item with several owners counts for each of them.\n"


def test_a_first_deadline_that_was_rewritten_is_said(root: Path) -> None:
    revision = "        first_due: 2010-06\n        revisions: [{due: 2010-12, on: 2010-07-15, reason: Printer}]\n"
    commit_on(root, "2010-08-01", {PLAN: plan("2010-12", more=revision)})
    out = slippage(root).out
    assert "  moved 2 times, 275 days later in all\n  1 after it was overdue\n  1 without a reason\n" in out
    assert "  The record gives 2010-06-30 as the first deadline\n  Only in git: 2010-03-31 to 2010-06-30," in out
    found = answer(root)["actions"][0]
    assert (found["first_due"], found["first_due_recorded"], found["disagrees"]) == ("2010-03", "2010-06", True)


def test_a_change_that_is_not_committed_yet_counts(root: Path) -> None:
    write_files(root, {PLAN: plan("2010-12", other="2010-05")})
    assert "  Only in git: 2010-03-31 to 2010-05-31, not committed yet\n" in slippage(root).out
    assert answer(root)["actions"][1]["moves"][0]["commit"] is None


def test_what_was_removed_while_it_was_to_be_done_is_listed(root: Path) -> None:
    text = plan("2010-12")
    start = text.index("      - id: forum")
    commit_on(root, "2010-09-01", {PLAN: text[:start] + "      - {id: talk, text: Talk}\n"}, subject="Tidy")
    assert slippage(root).out.endswith(
        "\n\nRemoved from the records while still open\n"
        "Due 2010-03-31\n  Hold the forum\n"
        f"  Removed 2010-09-01 by Ann Reed ({short(root, 'HEAD')})\n  cohesion/forum\n"
    )
    (found,) = answer(root)["removed"]
    assert {key: value for key, value in found.items() if key != "commit"} == {
        "id": "cohesion/forum", "kind": "action", "text": "Hold the forum", "first_due": "2010-03", "due": "2010-03",
        "times_moved": 0, "days": 0,
    }  # fmt: skip
    assert found["commit"]["subject"] == "Tidy"


def test_filters_keep_what_matches_and_leave_the_rest_out(root: Path) -> None:
    assert [one["id"] for one in answer(root, "--owner", "Ann Reed")["actions"]] == ["cohesion/pack"]
    assert slippage(root, "--owner", "Bo").code == 2


def test_what_was_removed_is_listed_for_a_plan_and_not_known_for_an_owner(root: Path) -> None:
    text = plan("2010-12")
    start = text.index("      - id: forum")
    commit_on(root, "2010-09-01", {PLAN: text[:start] + "      - {id: talk, text: Talk}\n"})
    assert [one["id"] for one in answer(root, "--plan", "cohesion")["removed"]] == ["cohesion/forum"]
    write_files(root, {"data/plans/other.yaml": "id: other\ntitle: Other\naims: []\n"})
    assert answer(root, "--plan", "other")["removed"] == []
    assert answer(root, "--owner", "Ann Reed")["removed"] is None
    assert slippage(root, "--owner", "Ann Reed").err == (
        "What was removed from the records is listed only without filters, or for a plan.\n"
    )


def test_versions_that_cannot_be_read_are_named(root: Path) -> None:
    text = (root / PLAN).read_text()
    broken = commit_on(root, "2010-08-01", {PLAN: "aims: ["})
    commit_on(root, "2010-08-02", {PLAN: text})
    assert f"  1 version of this file could not be read: {PLAN}.\n" in slippage(root).out
    assert answer(root)["history"]["unread"] == [{"path": PLAN, "commit": broken}]


def test_a_shallow_clone_says_how_little_it_knows(root: Path, tmp_path: Path) -> None:
    git(tmp_path, "clone", "--quiet", "--depth", "1", root.as_uri(), "few")
    lines = slippage(tmp_path / "few").out.splitlines()
    assert lines[2:] == [
        "  From the records and 1 commit since 2010-07-15, the first commit of this",
        "    shallow clone.",
        "  Earlier moves show only where the records tell of them: fetch all commits to",
        "    see the rest.",
    ]
    assert answer(tmp_path / "few")["history"]["shallow"] is True
