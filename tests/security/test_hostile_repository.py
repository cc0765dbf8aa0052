"""No command runs a program that the configuration of a repository names."""

from pathlib import Path

import pytest

from tests.changed_workspace import GONE, NOW, THEN
from tests.repositories import commit_files, git, remove_files
from tests.runs import hsp
from tests.store.test_git import (
    aliases,
    attributes,
    external_diff,
    filters,
    fsmonitor,
    hooks,
    pager,
    signatures,
    textconv,
)
from tests.workspaces import write_files

DAY = ("--as-of", "2010-10-15")
COMMANDS = (
    ("validate", "--base", "HEAD"),
    ("due", "--at", "HEAD"),
    ("diff", "HEAD"),
    ("diff", "HEAD~1", "HEAD"),
    ("history", "p/slips"),
    ("slippage",),
    ("changes", "--since", "q1"),
    ("changes", "--since", "HEAD"),
    ("report", "--quarter", "Q2-2010", "--allow-errors"),
    ("report", "--quarter", "Q1-2010", "--at", "HEAD", "--allow-errors"),
    ("report", "--verify", "paper.md"),
)
"""Every command that asks git."""


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A repository with two commits and changes on disk, that names a program wherever git can run one."""
    folder = tmp_path_factory.mktemp("hostile")
    root = folder / "borough"
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("GIT_COMMITTER_DATE", "2010-07-10T12:00:00+00:00")
        commit_files(root, {**THEN, "data/plans/p.yaml": THEN["data/plans/p.yaml"].replace("Open", "Build")})
        commit_files(root, THEN)
    words = ("--quarter", "Q1-2010", *DAY, "--allow-errors", "-o", str(folder / "paper.md"))
    assert hsp("report", "--root", str(root), *words).code == 0
    git(root, "branch", "-M", "main")
    remove_files(root, GONE)
    write_files(root, NOW)
    program = folder / "trap.sh"
    program.write_text(f"#!/bin/sh\ntouch '{folder}/sprung'\n")
    program.chmod(0o755)
    signatures(root, program)
    for lay in (external_diff, textconv, hooks, pager, aliases, filters, fsmonitor):
        lay(root, program)
    attributes(root, "* diff=x filter=x\n")
    git(root, "config", "core.sshCommand", str(program))
    (folder / "sprung").unlink(missing_ok=True)  # laying the traps springs some
    return root


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_a_command_that_asks_git_runs_nothing_else(command: tuple[str, ...], hostile: Path) -> None:
    words = [str(hostile.parent / word) if word == "paper.md" else word for word in command]
    run = hsp(*words, "--root", str(hostile), *(() if "--verify" in command else DAY))
    assert run.code in (0, 1), run.err
    assert run.out
    assert not (hostile.parent / "sprung").exists()
