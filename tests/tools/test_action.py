"""The steps of the action with the real hsp, on the pull request of a new workspace."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.repositories import git
from tests.runs import hsp
from tests.workflows.test_workflows import ACTION, MARK, step

HSP = shutil.which("hsp")
pytestmark = [
    pytest.mark.skipif(HSP is None, reason="hsp is not on the path: make tools"),
    pytest.mark.skipif(os.name != "posix", reason="the steps are written for bash"),
]


@pytest.fixture
def base(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """The commit that a pull request starts from. The current folder is the workspace."""
    assert hsp("init", str(tmp_path / "workspace"), "--as-of", "2026-11-30").code == 0
    monkeypatch.chdir(tmp_path / "workspace")
    git(Path.cwd(), "init", "--quiet")
    git(Path.cwd(), "add", "--all")
    git(Path.cwd(), "-c", "user.name=T", "-c", "user.email=t@example.org", "commit", "--quiet", "--message", "records")
    return git(Path.cwd(), "rev-parse", "HEAD").strip()


def run(name: str, base: str) -> "subprocess.CompletedProcess[str]":
    """A step of the action in the current folder, with hsp where the step before has installed it."""
    folder = Path.cwd().parent
    programs = folder / "hsp" / "bin"
    programs.mkdir(parents=True, exist_ok=True)
    if not (programs / "hsp").exists():
        (programs / "hsp").symlink_to(str(HSP))
    env = {"RUNNER_TEMP": str(folder), "GITHUB_STEP_SUMMARY": str(folder / "summary.md")}
    return subprocess.run(
        ("bash", "-e", "-c", step(ACTION, name)),
        env={**os.environ, **env, "ROOT": ".", "STRICT": "false", "BASE": base},
        capture_output=True,
        text=True,
        check=False,
    )


def test_a_cut_target_is_told_in_the_summary(base: str) -> None:
    file = Path("data/indicators/asb-resolved.yaml")
    text = file.read_text("utf-8")
    assert "target: 85" in text
    file.write_text(text.replace("target: 85", "target: 70"), "utf-8")
    assert run("Check the records", base).returncode == 0
    assert run("Say what the pull request changes", base).returncode == 0
    summary = (Path.cwd().parent / "summary.md").read_text("utf-8")
    assert summary.startswith(MARK)
    assert "in Q2 2026/27 the rating improves from Red to Green. `data/indicators/asb-resolved.yaml:11`" in summary


def test_records_with_errors_fail_the_check_and_the_summary_says_what_is_not_compared(base: str) -> None:
    Path("data/indicators/asb-resolved.yaml").write_text("id: asb-resolved\n", "utf-8")
    checked = run("Check the records", base)
    assert checked.returncode == 1
    assert ",file=data/indicators/asb-resolved.yaml,line=1," in checked.stdout
    assert run("Say what the pull request changes", base).returncode == 0
    summary = (Path.cwd().parent / "summary.md").read_text("utf-8")
    assert summary.startswith(MARK)
    assert "**Not compared**, because hsp cannot read them" in summary


def test_a_base_that_is_not_there_is_told_in_the_summary(base: str) -> None:
    done = run("Say what the pull request changes", "0" * 40)
    assert done.returncode == 0
    assert "error: " in done.stderr
    summary = (Path.cwd().parent / "summary.md").read_text("utf-8")
    assert summary.endswith("hsp cannot say what this change means. The log of the check says why.\n")
