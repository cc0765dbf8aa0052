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
NI = "data/indicators/ni-126.yaml"
PAPER = "id: q1\ntitle: Q1\nreport: morning-report\nbody: board\nquarter: Q1-2010\n"


def indicator(actual: str, more: str = "") -> str:
    return f"""\
id: ni-126
title: Early access
unit: "%"
better: higher
leads: [Ann Reed]
figures:
  Q1-2010: {{actual: {actual}, target: 77{more}}}
assessments:
  Q1-2010: {{comment: Only 69% booked early.}}
"""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """An indicator whose figure was overwritten after its comment was written, and is provisional still."""
    files = {"data/partnership.yaml": SETTINGS, NI: indicator("69"), "data/papers/q1.yaml": PAPER}
    commit_on(tmp_path, "2010-07-01", files)
    commit_on(tmp_path, "2010-10-05", {NI: indicator("71", ", status: provisional")}, author="Bo Field")
    return tmp_path


def listed(root: Path, register: str, *arguments: str) -> Run:
    words = ("--root", str(root), "--as-of", "2011-02-01", *arguments)
    return hsp("list", register, *words, env={"COLUMNS": "80"})


def answer(root: Path, register: str, *arguments: str) -> Any:
    run = listed(root, register, *arguments, "--format", "json")
    assert (run.code, run.err) == (0, "")
    return json.loads(run.out)


SHARED = {
    "id": "ni-126", "title": "Early access", "path": NI, "owners": ["Ann Reed"], "owner_ids": ["ann"],
    "inferred": False, "inferred_values": {},
}  # fmt: skip


def test_a_figure_that_was_overwritten_is_listed_with_its_papers(root: Path) -> None:
    short = git(root, "rev-parse", "--short=12", "HEAD")
    run = listed(root, "revised-figures")
    assert (
        run.out
        == f"""\
Early access
  period Q1 2010/11; was 69; now 71; on 5 October 2010; commit 2010-10-05 by Bo
  Field ({short}), not in the record; papers q1
  ni-126
"""
    )
    assert run.err == "1 revised figure\nFrom the records and 2 commits since 2010-07-01.\n"
    (found,) = answer(root, "revised-figures")
    commit = {
        "id": git(root, "rev-parse", "HEAD"),
        "author": "Bo Field",
        "on": "2010-10-05",
        "subject": "Change records",
    }
    assert found == {
        **SHARED, "period": "Q1-2010", "label": "Q1 2010/11", "was": 69, "now": 71, "on": "2010-10-05", "reason": None,
        "recorded": False, "commit": commit, "status": "provisional", "papers": ["q1"],
    }  # fmt: skip


def test_a_provisional_figure_is_listed_with_how_long_it_has_been_so(root: Path) -> None:
    run = listed(root, "provisional-figures")
    assert (
        run.out
        == """\
Early access
  period Q1 2010/11; figure 71; quarters ended since 2; provisional since
  2010-10-05
  ni-126
"""
    )
    (found,) = answer(root, "provisional-figures")
    assert found == {
        **SHARED, "period": "Q1-2010", "label": "Q1 2010/11", "actual": 71, "since": "2010-10-05", "quarters": 2,
        "release": None, "release_passed": None,
    }  # fmt: skip
    at = [json.loads(listed(root, "provisional-figures", "--at", f"HEAD~{n}", "--format", "json").out) for n in (0, 1)]
    assert ([one["since"] for one in at[0]], at[1]) == ([None], [])


def test_a_release_that_has_passed_is_said(root: Path) -> None:
    write_files(root, {NI: indicator("71", ", status: provisional, release: 2010-12")})
    assert "; release 2010-12-31 (passed)\n" in listed(root, "provisional-figures").out.replace("\n  2010", " 2010")
    assert answer(root, "provisional-figures")[0]["release_passed"] is True
    write_files(root, {NI: indicator("71", ", status: provisional, release: 2011-02-01")})
    assert answer(root, "provisional-figures")[0]["release_passed"] is False


def test_a_comment_that_is_older_than_its_figure_is_listed(root: Path) -> None:
    short = git(root, "rev-parse", "--short=12", "HEAD")
    assert (
        listed(root, "stale-comments").out
        == f"""\
Early access
  comment on Q1 2010/11; comment Only 69% booked early.; figure Q1 2010/11 69 to
  71; changed 2010-10-05 by Bo Field ({short})
  ni-126
"""
    )
    (found,) = answer(root, "stale-comments")
    commit = {
        "id": git(root, "rev-parse", "HEAD"),
        "author": "Bo Field",
        "on": "2010-10-05",
        "subject": "Change records",
    }
    assert found == {
        **SHARED, "quarter": "Q1-2010", "label": "Q1 2010/11", "comment": "Only 69% booked early.", "period": "Q1-2010",
        "was": 69, "now": 71, "commit": commit,
    }  # fmt: skip
    text = (root / NI).read_text().replace("Only 69%", "71%")
    write_files(root, {NI: text})
    assert answer(root, "stale-comments") == []


def test_a_wide_screen_has_a_table(root: Path) -> None:
    run = hsp("list", "revised-figures", "--root", str(root), env={"COLUMNS": "200"})
    assert run.out.splitlines()[0].split() == [
        "Id",
        "Title",
        "Period",
        "Was",
        "Now",
        "On",
        "Reason",
        "Commit",
        "Papers",
    ]


def test_an_answer_that_depends_on_git_is_not_repeated_from_the_cache(root: Path) -> None:
    assert len(answer(root, "revised-figures")) == 1
    # The same files on disk, and another history.
    git(root, "checkout", "--quiet", "--orphan", "new")
    git(root, "commit", "--quiet", "--message", "All")
    assert answer(root, "revised-figures") == []


@pytest.mark.parametrize(
    ("register", "words"),
    [
        ("revised-figures", "only revisions in the records are listed"),
        ("provisional-figures", "it is not known since when the figures have been provisional"),
        ("stale-comments", "it is not known which comments are out of date"),
    ],
)
@pytest.mark.parametrize("format", ["text", "json"])
def test_without_git_the_answer_says_what_it_does_not_know(
    tmp_path: Path, register: str, words: str, format: str
) -> None:
    revised = indicator("71", ", revisions: [{was: 69, on: 2010-10-05, reason: Late returns}], status: provisional")
    write_files(tmp_path, {"data/partnership.yaml": SETTINGS, NI: revised})
    git(tmp_path, "init", "--quiet")
    run = listed(tmp_path, register, "--quiet", "--format", format)
    assert run.err == f"hsp: {words}, because git was not read: git has no commit here yet\n"
    if format == "json":
        assert len(json.loads(run.out)) == (register != "stale-comments")


def test_what_could_not_be_read_and_what_is_left_out_is_said(root: Path, tmp_path: Path) -> None:
    text = (root / NI).read_text()
    commit_on(root, "2010-11-01", {NI: "figures: ["})
    series = f"{text}dimensions: [area]\nseries: [{{of: {{area: north}}, figures: {{Q1-2010: {{actual: 3}}}}}}]\n"
    commit_on(root, "2010-11-02", {NI: series})
    lines = listed(root, "revised-figures").err.splitlines()
    assert lines[2:] == [
        "Figures of series, such as those by area, are not in this register.",
        f"hsp: 1 version of this file could not be read: {NI}",
    ]
    git(tmp_path, "clone", "--quiet", "--depth", "1", root.as_uri(), "few")
    run = listed(tmp_path / "few", "revised-figures", "--quiet")
    assert run.err == "hsp: this clone is shallow, so earlier changes do not show: fetch all commits\n"


def test_a_register_of_the_whole_history_is_not_asked_of_an_earlier_revision(root: Path) -> None:
    run = listed(root, "revised-figures", "--at", "HEAD~1")
    assert (run.code, run.err.splitlines()[0]) == (2, "error: hsp list revised-figures takes no --at")


def test_filters_leave_out_other_indicators(root: Path) -> None:
    assert len(answer(root, "revised-figures", "--owner", "Ann Reed")) == 1
    assert answer(root, "revised-figures", "--body", "board") == []
