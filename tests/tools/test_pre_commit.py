"""The hook that other repositories take from this one, run by the real pre-commit where there is one: make tools."""

import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

from hsp_cli.store.parsing import parse
from tests.workspaces import PARTNERSHIP, REPOSITORY, write_files

PRE_COMMIT = shutil.which("pre-commit")

FILES = {
    "data/partnership.yaml": PARTNERSHIP,
    "data/indicators/waste.yaml": "id: waste\ntitle: Waste\nunit: tonnes\nbetter: lower\n",
    "data/plans/green.yaml": "id: green\ntitle: Green\naims: [{id: a, title: A, indicators: [waste]}]\n",
    "README.txt": "Records.\n",
}


def hook() -> dict[str, Any]:
    (only,) = parse((REPOSITORY / ".pre-commit-hooks.yaml").read_text("utf-8"))
    assert isinstance(only, dict)
    return only


def test_the_hook_checks_the_whole_workspace_whatever_a_commit_changes() -> None:
    assert hook()["entry"] == "hsp validate"
    assert (hook()["always_run"], hook()["pass_filenames"]) == (True, False)
    assert "files" not in hook(), "it would promise a choice that always_run overrides"


def git(folder: Path, *arguments: str) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        ("git", "-c", "user.name=Test", "-c", "user.email=test@example.org", *arguments),
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.fixture(scope="module")
def source(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """This repository as it is now, committed, so that pre-commit can install the hook from it."""
    folder = tmp_path_factory.mktemp("hsp")
    wheel = ("src/", "templates/", "starter/", "pyproject", "README", "LICENSE", "CHANGELOG")
    for name in git(REPOSITORY, "ls-files", "--cached", "--others", "--exclude-standard").stdout.splitlines():
        if name.startswith((*wheel, ".pre-commit")):
            write_files(folder, {name: (REPOSITORY / name).read_bytes()})
    git(folder, "init", "--quiet")
    git(folder, "add", "--all")
    git(folder, "commit", "--quiet", "--message", "hsp")
    return folder


@pytest.fixture
def workspace(source: Path, tmp_path: Path) -> Path:
    """A repository with three records, committed, and with the hook installed."""
    revision = git(source, "rev-parse", "HEAD").stdout.strip()
    config = f"repos:\n  - repo: {source}\n    rev: {revision}\n    hooks:\n      - id: hsp-validate\n"
    write_files(tmp_path, {**FILES, ".pre-commit-config.yaml": config})
    git(tmp_path, "init", "--quiet")
    git(tmp_path, "add", "--all")
    git(tmp_path, "commit", "--quiet", "--message", "records")
    assert PRE_COMMIT is not None
    subprocess.run((PRE_COMMIT, "install"), cwd=tmp_path, capture_output=True, check=True)
    return tmp_path


with_pre_commit = pytest.mark.skipif(PRE_COMMIT is None, reason="pre-commit is not installed: make tools")


@with_pre_commit
def test_a_deleted_indicator_that_a_plan_names_stops_the_commit(workspace: Path) -> None:
    git(workspace, "rm", "--quiet", "data/indicators/waste.yaml")
    commit = git(workspace, "commit", "--message", "delete")
    assert commit.returncode == 1
    assert "error[unknown-indicator]" in commit.stdout + commit.stderr


@with_pre_commit
def test_a_commit_without_errors_passes_and_the_records_are_checked(workspace: Path) -> None:
    write_files(workspace, {"README.txt": "More.\n"})
    commit = git(workspace, "commit", "--all", "--message", "more")
    assert commit.returncode == 0
    assert "hsp validate" in commit.stdout + commit.stderr
    assert "Passed" in commit.stdout + commit.stderr


@with_pre_commit
def test_a_record_with_an_error_stops_the_commit(workspace: Path) -> None:
    write_files(workspace, {"data/indicators/waste.yaml": "id: waste\n"})
    commit = git(workspace, "commit", "--all", "--message", "broken")
    assert commit.returncode == 1
    assert "error[missing-key]" in commit.stdout + commit.stderr
