"""Branches and tags, as git knows them."""

from pathlib import Path

from hsp_cli.store.branch_names import branch_names
from tests.repositories import commit_files, git


def test_branches_and_tags_are_named_as_people_write_them(tmp_path: Path) -> None:
    commit_files(tmp_path, {"a.txt": "a"})
    git(tmp_path, "branch", "figures/q2")
    git(tmp_path, "tag", "paper-q1")
    names = branch_names(str(tmp_path))
    assert names[-1] == "paper-q1"
    assert "figures/q2" in names


def test_outside_a_repository_there_are_no_names(tmp_path: Path) -> None:
    assert branch_names(str(tmp_path)) == []


def test_a_name_that_a_shell_would_run_or_split_is_not_offered(tmp_path: Path) -> None:
    commit = commit_files(tmp_path, {"data/a.yaml": "id: a\n"})
    git(tmp_path, "branch", "-M", "main")
    for name in ("$(touch${IFS}x)", "`id`", "a;id", "a\u00a0b", "\u009b31m", "#1", "é/fix-2@x"):
        git(tmp_path, "update-ref", f"refs/heads/{name}", commit)
    assert branch_names(str(tmp_path)) == ["main", "é/fix-2@x"]
