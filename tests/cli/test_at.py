"""Questions about an earlier revision: `--at`."""

import json
from pathlib import Path

import pytest

from tests.repositories import commit_files, git, remove_files
from tests.runs import Run, hsp
from tests.workspaces import PARTNERSHIP, write_files

INDICATOR = """\
id: crime
title: Crime
unit: "%"
better: lower
figures:
  Q1-2010: {{actual: {actual}, target: 10}}
"""
PLAN = "id: p\ntitle: P\ntimetable:\n- {{id: m, text: Launch, due: {due}}}\n"
FILES = {
    "data/partnership.yaml": PARTNERSHIP,
    "data/indicators/crime.yaml": INDICATOR.format(actual=10),
    "data/plans/p.yaml": PLAN.format(due="2010-08-31"),
}
NOW = {
    "data/indicators/crime.yaml": INDICATOR.format(actual=20),
    "data/plans/p.yaml": "\n\n" + PLAN.format(due="2011-08-31"),
}


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A workspace of 1 September 2010 that was changed on 1 October, and again since then."""
    monkeypatch.setenv("GIT_COMMITTER_DATE", "2010-09-01T12:00:00+00:00")
    commit_files(tmp_path, FILES)
    git(tmp_path, "tag", "paper-q1")
    monkeypatch.setenv("GIT_COMMITTER_DATE", "2010-10-01T12:00:00+00:00")
    commit_files(tmp_path, NOW)
    write_files(tmp_path, {"data/plans/p.yaml": PLAN.format(due="2012-08-31")})
    return tmp_path


def ask(root: Path, *words: str) -> Run:
    return hsp(*words, "--root", str(root))


def head(root: Path, revision: str = "paper-q1") -> str:
    return git(root, "rev-parse", revision)[:12]


def test_the_answer_is_that_of_the_records_of_the_time_and_begins_with_the_revision(root: Path) -> None:
    run = ask(root, "exceptions", "--quarter", "Q1-2010", "--at", "paper-q1")
    first, second, *_ = run.out.splitlines()
    assert first == f"Records of commit {head(root)} (2010-09-01), evaluated as of 2010-09-01."
    assert second.startswith("No exceptions in Q1 2010/11")
    assert (run.code, run.err) == (0, "")
    assert ask(root, "exceptions", "--quarter", "Q1-2010").out.startswith("1 exception in Q1 2010/11")


@pytest.mark.parametrize(
    ("words", "committed", "as_of"),
    [
        (("--at", "2010-09-15"), "2010-09-01", "2010-09-15"),
        (("--at", "2010-10-01"), "2010-10-01", "2010-10-01"),
        (("--at", "paper-q1", "--as-of", "2012-01-01"), "2010-09-01", "2012-01-01"),
        (("--at", "HEAD~1"), "2010-09-01", "2010-09-01"),
    ],
    ids=" ".join,
)
def test_without_another_date_it_is_evaluated_as_of_the_day_or_that_of_the_commit(
    words: tuple[str, ...], committed: str, as_of: str, root: Path
) -> None:
    first = ask(root, "due", *words).out.splitlines()[0]
    assert first.endswith(f" ({committed}), evaluated as of {as_of}.")


def test_what_was_late_then_is_late(root: Path) -> None:
    then, now = (ask(root, "due", "--overdue", *at, "--as-of", "2010-09-30") for at in (("--at", "2010-09-15"), ()))
    assert "2010-08-31 (30 days late)" in then.out
    assert " late)" not in now.out
    assert "2011-08-31" in ask(root, "due", "--at", "HEAD").out


def test_json_names_the_revision_in_an_answer_and_in_every_item_of_a_list(root: Path) -> None:
    expected = {"commit": git(root, "rev-parse", "paper-q1"), "date": "2010-09-01", "as_of": "2010-09-01"}
    at = {"at": {**expected, "not_read": []}}
    run = ask(root, "due", "--at", "paper-q1", "--format", "json")
    answer = json.loads(run.out)
    assert {"at": answer["at"]} == at
    assert [item["due"] for item in answer["overdue"]] == ["2010-08-31"]
    assert run.err == f"Records of commit {head(root)} (2010-09-01), evaluated as of 2010-09-01.\n"
    (listed,) = json.loads(ask(root, "list", "plans", "--at", "paper-q1", "--format", "json", "-q").out)
    assert listed["id"] == "p"
    assert {"at": listed["at"]} == at


@pytest.mark.parametrize(
    "words",
    [
        ("exceptions",),
        ("due",),
        ("risks", "--quarter", "Q1-2010"),
        ("grants", "--quarter", "Q1-2010"),
        ("list", "indicators"),
        ("show", "crime"),
        ("explain", "crime"),
    ],
    ids=" ".join,
)
def test_every_question_can_be_asked_of_an_earlier_revision(words: tuple[str, ...], root: Path) -> None:
    remove_files(root, FILES)
    write_files(root, {"data/partnership.yaml": PARTNERSHIP})
    run = ask(root, *words, "--at", "paper-q1")
    assert (run.code, run.err.replace("1 indicator\n", "")) == (0, "")
    assert run.out.startswith("Records of commit ")


def test_a_record_is_shown_with_its_lines_of_the_time(root: Path) -> None:
    write_files(root, {"data/plans/p.yaml": "\n\n\n\n"})
    for revision, line in (("paper-q1", 4), ("HEAD", 6)):
        lines = ask(root, "show", "p/m", "--at", revision).out.splitlines()
        assert lines[1] == f"p/m (milestone)  data/plans/p.yaml:{line}"
        assert lines[3].startswith("- {id: m, text: Launch, due: 201")


def test_an_answer_is_never_that_of_another_revision(root: Path) -> None:
    words = ("exceptions", "--quarter", "Q1-2010", "--at", "HEAD", "--as-of", "2010-12-01")
    before = ask(root, *words).out
    commit_files(root, {"data/indicators/crime.yaml": INDICATOR.format(actual=10)})
    assert before.splitlines()[1].startswith("1 exception")
    assert ask(root, *words).out.splitlines()[1].startswith("No exceptions")


def test_files_that_cannot_be_read_there_are_left_out_and_named_in_every_form(root: Path) -> None:
    names = [f"data/plans/b{number}.yaml" for number in range(7)]
    commit_files(root, dict.fromkeys(names, "id: [\n"))
    run = ask(root, "list", "plans", "--at", "HEAD", "--format", "json", "-q")
    said = f"  Left out, because 7 files there cannot be read as records: {', '.join(names[:5])} and 2 more.\n"
    assert (run.code, run.err) == (0, said)
    assert json.loads(run.out)[0]["at"]["not_read"] == names
    assert ask(root, "due", "--at", "HEAD").out.splitlines(keepends=True)[1] == said
    narrow = hsp("due", "--root", str(root), "--at", "HEAD", env={"COLUMNS": "80"})
    assert max(map(len, narrow.out.splitlines())) <= 80


def test_settings_that_cannot_be_read_there_are_refused(root: Path) -> None:
    commit_files(root, {"data/partnership.yaml": "id: borough\nold_key: x\n"})
    write_files(root, FILES)
    run = ask(root, "due", "--at", "HEAD")
    where = f"commit {head(root, 'HEAD')} of 2010-10-01"
    assert (run.code, run.out) == (2, "")
    assert run.err == (
        f"error: the settings of {where} cannot be read, so nothing there can be judged\n"
        "  = help: name a later commit or date, or read it with the version of hsp of that time\n"
    )


def test_a_commit_from_before_the_workspace_is_refused(root: Path) -> None:
    inside = write_files(root / "inside", FILES)
    run = ask(inside, "due", "--at", "paper-q1")
    assert run.code == 2
    assert run.err == (
        f"error: commit {head(root)} of 2010-09-01 has no records in this workspace\n"
        "  = help: name a later commit or date\n"
    )


@pytest.mark.parametrize("revision", ["nowhere", "--help", "-p", ""])
def test_an_unknown_revision_is_refused_with_one_line(revision: str, root: Path) -> None:
    run = ask(root, "due", f"--at={revision}")
    assert (run.code, run.out) == (2, "")
    assert run.err.splitlines()[0] == f"error: git knows no revision {revision!r} here"


def test_outside_git_it_is_refused(tmp_path: Path) -> None:
    run = ask(write_files(tmp_path, FILES), "due", "--at", "HEAD")
    assert run.code == 2
    assert run.err.startswith(f"error: {tmp_path} is not in a git repository\n")


def test_with_v_the_workspace_and_the_date_are_said(root: Path) -> None:
    run = ask(root, "due", "--at", "paper-q1", "-v")
    assert run.err.splitlines()[0] == f"workspace {root}, as of 2010-09-01"


def test_a_paper_is_made_from_the_records_and_templates_of_the_commit(root: Path) -> None:
    template = "{{ title }}\n\n{{ provenance }}\n"
    commit_files(root, {"templates/morning-report.md.j2": f"# Then: {template}"})
    commit = git(root, "rev-parse", "HEAD")
    write_files(root, {"templates/morning-report.md.j2": f"# Now: {template}", "data/plans/p.yaml": "broken"})
    run = ask(root, "report", "--quarter", "Q1-2010", "--at", "HEAD")
    assert run.err == f"Records of commit {commit[:12]} (2010-10-01), evaluated as of 2010-10-01.\n"
    heading, _, last = run.out.splitlines()
    assert heading.startswith("# Then: ")
    assert f"from commit {commit[:12]} (tree clean); data digest " in last
    assert last.endswith("template morning-report (the workspace's own); as of 2010-10-01.")


def test_a_paper_is_not_made_from_records_with_errors_and_shows_their_lines_of_the_time(root: Path) -> None:
    commit_files(root, {"data/plans/p.yaml": "id: p\ntitle: P\nnonsense: 1\n"})
    write_files(root, FILES)
    words = ("report", "--quarter", "Q1-2010", "--at", "HEAD")
    run = ask(root, *words)
    assert (run.code, run.out) == (1, "")
    assert "3 | nonsense: 1\n" in run.err
    assert run.err.endswith("no paper is made while records are wrong; --allow-errors makes one that says so\n")
    assert ask(root, *words, "--allow-errors").code == 0
    write_files(root, {"data/plans/p.yaml": "id: [\n"})
    assert ask(root, "report", "--quarter", "Q1-2010", "--at", "paper-q1").code == 0
