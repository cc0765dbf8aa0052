"""`hsp changes`: between two versions in git, and by the dates in the records."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from tests.changed_workspace import GONE, MATRIX, NOW, THEN, figure, indicator
from tests.repositories import commit_files, git, remove_files
from tests.runs import Run, hsp
from tests.workspaces import PARTNERSHIP, Files, write_files

DAY = ("--as-of", "2010-10-15")


@pytest.fixture(autouse=True)
def _committed_in_july(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GIT_COMMITTER_DATE", "2010-07-10T12:00:00+00:00")


def then_and_now(root: Path, then: Files, now: Files, gone: Sequence[str] = GONE) -> Path:
    """A workspace as it was in July 2010, in git, and as it is in October."""
    commit_files(root, then)
    remove_files(root, gone)
    return write_files(root, now)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return then_and_now(tmp_path, THEN, NOW)


@pytest.fixture
def without_git(tmp_path: Path) -> Path:
    root = write_files(tmp_path, THEN)
    remove_files(root, GONE)
    return write_files(root, NOW)


def changes(root: Path, since: str, *words: str) -> Run:
    return hsp("changes", "--since", since, "--root", str(root), *DAY, *words, env={"COLUMNS": "200"})


def answer(root: Path, since: str, *words: str) -> Any:
    return json.loads(changes(root, since, "--format", "json", *words).out)


def names(found: Any) -> dict[str, list[str]]:
    lists = {key: value for key, value in found.items() if isinstance(value, list)}
    return {key: [one["id"].rpartition("/")[2] for one in value] for key, value in lists.items()}


ALIKE = {
    "slipped": ["slips"],
    "brought_forward": ["sooner"],
    "worse": ["fell", "up"],
    "better": ["rose", "down"],
    "completed": ["done"],
    "closed": ["closed"],
}


def test_between_two_versions_everything_is_told_once(root: Path) -> None:
    assert names(answer(root, "q1")) == {
        **ALIKE,
        "first_rated": [],
        "stopped": ["stopped"],
        "reopened": ["again"],
        "new": ["added", "started", "x"],
        "gone": ["dropped", "lost"],
        "unknown": ["late", "unrated"],
    }


def test_without_git_the_dates_in_the_records_say_less_and_the_answer_says_so(without_git: Path) -> None:
    found = answer(without_git, "q1")
    assert names(found) == {
        **ALIKE,
        "first_rated": ["added"],
        "stopped": [],
        "reopened": [],
        "new": ["x"],
        "unknown": ["late", "unrated", "stopped", "old", "started", "x"],
    }
    assert found["gone"] is None
    assert found["since"]["why_not"] == f"{without_git} is not in a git repository"
    assert found["since"]["source"] == "dates in the records"
    assert {one["id"]: one["why"] for one in found["unknown"]} == {
        "late": "rated G then; figure awaited in Q2 2010/11",
        "r/unrated": "not rated in Q2 2010/11; the last rating is D2 of Q1 2010/11",
        "p/stopped": "cancelled, date not recorded",
        "p/old": "complete, date not recorded",
        "m/x": "status not recorded",
        "p/started": "status not recorded",
    }


def test_json_has_both_values_of_each(root: Path) -> None:
    found = answer(root, "q1")
    assert found["since"] == {
        "called": "Quarterly report, 15 July 2010",
        "as_of": "2010-07-15",
        "quarter": "Q1-2010",
        "commit": git(root, "rev-parse", "HEAD"),
        "source": "records of the time",
        "why_not": None,
        "not_read": [],
    }
    assert found["until"] == {"as_of": "2010-10-15", "quarter": "Q2-2010", "not_read": []}
    assert found["slipped"][0] == {
        "id": "p/slips",
        "kind": "action",
        "title": "Open the centre",
        "path": "data/plans/p.yaml",
        "from": "2010-09-30",
        "to": "2010-12-31",
        "days": 92,
        "reason": "No builder",
    }
    assert found["worse"][1] == {
        "id": "r/up",
        "kind": "risk",
        "title": "Money runs out",
        "path": "data/risks/r.yaml",
        "before": "D2",
        "before_period": "Q1-2010",
        "after": "C1",
        "after_period": "Q2-2010",
    }
    assert found["brought_forward"][0]["days"] == -31


def test_text_says_what_was_compared_and_lists_bad_news_first(root: Path) -> None:
    run = changes(root, "q1")
    assert (run.code, run.err) == (0, "")
    commit = git(root, "rev-parse", "HEAD")[:12]
    rare = "1 not delivered or cancelled, 1 open again, 1 brought forward, 1 risk closed"
    assert (
        run.out
        == f"""\
Changes since Quarterly report, 15 July 2010 (2010-07-15 to 2010-10-15)
  Compared with the records of commit {commit} of 2010-07-10.
  Ratings of Q2 2010/11 are compared with those of Q1 2010/11.
  1 slipped, 2 worse, 2 better, 1 completed, 3 new, 2 gone, {rare}. It is not known whether 2 records have changed.

Slipped
Open the centre
  Deadline moved from 30 September 2010 to 31 December 2010: 92 days later. Reason: No builder.
  p/slips

Worse
The fell
  G Green in Q1 2010/11; R Red in Q2 2010/11
  fell
Money runs out
  D2 Green in Q1 2010/11; C1 Red in Q2 2010/11
  r/up

Gone without being closed
The dropped
  indicator
  dropped
Paint the hall
  action
  p/lost

Not delivered or cancelled
Buy the barn
  p/stopped

Open again
Test the alarm
  p/again

Better
The rose
  R Red in Q1 2010/11; G Green in Q2 2010/11
  rose
Staff leave
  C1 Red in Q1 2010/11; D1 Amber in Q2 2010/11
  r/down

Brought forward
Close the yard
  Deadline moved from 31 December 2010 to 30 November 2010: 31 days earlier. No reason is recorded.
  p/sooner

Completed
Hire a manager
  p/done

Risks closed
The roof leaks
  r/closed

New
The added
  indicator
  added
Plant a tree
  action
  p/started
Write to the Mayor
  action
  m/x

Not known
The late
  rated G then; figure awaited in Q2 2010/11
  late
The lift fails
  not rated in Q2 2010/11; the last rating is D2 of Q1 2010/11
  r/unrated
"""
    )


def test_without_git_text_says_that_what_was_removed_is_not_known(without_git: Path) -> None:
    told = " ".join(changes(without_git, "q1").out.split())
    assert (
        f" Only by the dates in the present records: {without_git} is not in a git repository. "
        "It is not known which records were removed since then, or were added without a date. "
    ) in told
    assert (
        " 1 slipped, 2 worse, 2 better, 1 completed, 1 new, gone not known, 1 off track or red without a rating then, "
        "1 brought forward, 1 risk closed. It is not known whether 6 "
        "records have changed. "
    ) in told


@pytest.mark.parametrize(
    ("since", "called", "as_of"),
    [
        ("q1", "Quarterly report, 15 July 2010", "2010-07-15"),
        ("Q1-2010", "Quarterly report, 15 July 2010", "2010-07-15"),
        ("Q1 2010/11", "Quarterly report, 15 July 2010", "2010-07-15"),
        ("2010-08-01", "2010-08-01", "2010-08-01"),
        ("HEAD", "HEAD", "2010-07-10"),
    ],
)
def test_since_is_a_paper_a_quarter_a_day_or_a_revision(since: str, called: str, as_of: str, root: Path) -> None:
    found = answer(root, since)
    assert (found["since"]["called"], found["since"]["as_of"]) == (called, as_of)
    assert found["since"]["quarter"] == "Q1-2010"
    assert names(found)["gone"] == ["dropped", "lost"]


def test_since_is_the_file_of_a_paper_with_what_its_last_line_names(root: Path, tmp_path: Path) -> None:
    paper = tmp_path / "paper.md"
    words = ("--quarter", "Q1-2010", "--at", "HEAD", "--as-of", "2010-07-12", "-o", str(paper), "--allow-errors")
    assert hsp("report", "--root", str(root), *words).code == 0
    found = answer(root, str(paper))
    assert found["since"] == {
        "called": "paper.md, 12 July 2010",
        "as_of": "2010-07-12",
        "quarter": "Q1-2010",
        "commit": git(root, "rev-parse", "HEAD"),
        "source": "records of the time",
        "why_not": None,
        "not_read": [],
    }
    text = paper.read_text("utf-8")
    paper.write_text(text.replace(git(root, "rev-parse", "HEAD")[:12], "0123456789ab"), "utf-8")
    found = answer(root, str(paper))
    assert found["since"]["why_not"] == "git knows no revision '0123456789ab' here"
    assert found["gone"] is None
    paper.write_text("# Paper\n", "utf-8")
    run = changes(root, str(paper))
    assert run.code == 2
    assert run.err.startswith(f"error: the last line of {paper} does not say from what it was made\n")


def test_where_git_does_not_go_back_so_far_the_dates_have_to_do(root: Path) -> None:
    write_files(root, {"data/papers/q1.yaml": THEN["data/papers/q1.yaml"].replace("2010-07-15", "2010-07-01")})
    found = answer(root, "q1")
    assert found["gone"] is None
    assert found["since"]["why_not"].startswith("git has no commit of 2010-07-01 or before it here: the first is of ")


def test_what_could_not_be_read_then_is_neither_new_nor_gone_and_is_named(tmp_path: Path) -> None:
    root = then_and_now(tmp_path, {**THEN, "data/plans/p.yaml": "id: p\nold_key: x\n"}, NOW)
    found = answer(root, "HEAD")
    assert found["since"]["not_read"] == ["data/plans/p.yaml"]
    assert names(found)["new"] == ["added", "x"]
    assert names(found)["completed"] == []
    lines = changes(root, "HEAD").out.splitlines()
    assert lines[2] == "  Left out, because 1 file there cannot be read as records: data/plans/p.yaml."


def test_what_cannot_be_read_now_is_neither_new_nor_gone_and_is_named(root: Path) -> None:
    write_files(root, {"data/plans/p.yaml": "id: p\ntitle: The plan\nnonsense: x\n"})
    assert changes(root, "q1").code == 1
    found = answer(root, "q1", "--allow-errors")
    assert names(found)["gone"] == ["dropped"]
    assert found["until"]["not_read"] == ["data/plans/p.yaml"]
    lines = changes(root, "q1", "--allow-errors").out.splitlines()
    assert lines[2] == "  Left out, because 1 file cannot be read now: data/plans/p.yaml."
    commit_files(root, {})
    run = changes(root, "q1", "--at", "HEAD")
    assert run.out.splitlines()[1] == "  Left out, because 1 file there cannot be read as records: data/plans/p.yaml."
    assert "cannot be read now" not in run.out


def test_an_indicator_that_the_report_no_longer_covers_is_gone_though_it_is_recorded(tmp_path: Path) -> None:
    scheme = "schemes: [{id: laa, title: Agreement}]\nexceptions: {schemes: [laa]}\n"
    settings = {"data/partnership.yaml": PARTNERSHIP + MATRIX + scheme}
    covered = {"data/indicators/same.yaml": indicator("same", figure(95), figure(95), "schemes: [laa]\n")}
    root = then_and_now(tmp_path, {**THEN, **settings, **covered}, NOW)
    found = {one["id"]: one["why"] for one in answer(root, "HEAD")["gone"]}
    assert found == {
        "dropped": None,
        "p/lost": None,
        "same": "still recorded, but the exception report no longer covers it",
    }
    assert "The same\n  indicator, still recorded, but the exception report no longer covers it\n" in (
        changes(root, "HEAD").out
    )


@pytest.mark.parametrize(
    ("since", "message"),
    [
        ("nowhere", "git knows no revision 'nowhere' here"),
        ("--help", "git knows no revision '--help' here"),
        ("2010-11-01", "2010-11-01 is of 2010-11-01, which is not before 2010-10-15"),
        ("no-day", "the paper no-day has neither a date nor a quarter"),
    ],
)
def test_what_is_no_earlier_state_is_refused(since: str, message: str, root: Path) -> None:
    write_files(root, {"data/papers/no-day.yaml": "id: no-day\ntitle: X\nreport: action-log\n"})
    run = hsp("changes", f"--since={since}", "--root", str(root), *DAY)
    assert (run.code, run.out) == (2, "")
    assert run.err.splitlines()[0] == f"error: {message}"


def test_the_later_state_can_be_an_earlier_revision_too(root: Path) -> None:
    first = git(root, "rev-parse", "HEAD")
    commit_files(root, {})
    remove_files(root, ["data/plans/p.yaml"])
    found = answer(root, first, "--at", "HEAD")
    assert names(found)["slipped"] == ["slips"]
    assert found["at"]["commit"] == git(root, "rev-parse", "HEAD")


def test_before_any_quarter_with_records_ratings_are_not_compared(tmp_path: Path) -> None:
    then = {path: text for path, text in THEN.items() if "/plans/" in path or "/partnership" in path}
    run = changes(then_and_now(tmp_path, then, {**THEN, **NOW}, ()), "HEAD")
    assert "\n  Ratings are not compared: no quarter with records had ended then.\n" in run.out


def test_a_paper_says_what_has_changed_since_the_commit_of_the_last_one_and_can_be_made_again(
    root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    then = git(root, "rev-parse", "HEAD")
    monkeypatch.setenv("GIT_COMMITTER_DATE", "2010-10-14T12:00:00+00:00")
    commit_files(root, {})
    paper = tmp_path / "paper.md"
    assert hsp("report", "--root", str(root), "--quarter", "Q2-2010", *DAY, "-o", str(paper)).code == 0
    text = paper.read_text("utf-8")
    assert "### Changed since the last paper, 15 July 2010\n" in text
    assert f"This compares the records with those of 10 July 2010 (commit {then[:12]})." in text
    assert "\n| Gone | Paint the hall | action that is no longer recorded |\n" in text
    assert hsp("report", "--root", str(root), "--verify", str(paper)).code == 0
    git(root, "clone", "--quiet", "--depth", "1", f"file://{root}", str(tmp_path / "shallow"))
    run = hsp("report", "--root", str(tmp_path / "shallow"), "--verify", str(paper), env={"COLUMNS": "200"})
    assert run.code == 2
    assert run.out.endswith(
        "\n  This clone is shallow, so it may lack the commit with which the paper was compared. Fetch all commits.\n"
    )
