import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from hsp_cli.store.git import GitFailed, ask_git
from hsp_cli.store.history import head_commit
from tests.repositories import commit_files, git

RECORD = {"data/plans/p.yaml": b"id: p\n"}
CALLS = (
    ("rev-parse", "--verify", "HEAD^{commit}"),
    ("ls-tree", "-r", "-z", "-l", "HEAD", "--", "data"),
    ("cat-file", "--batch"),
)
"""Every form in which hsp calls git."""


def ask_everything(root: Path) -> list[bytes]:
    blob = b"HEAD:data/plans/p.yaml\n"
    return [ask_git(str(root), *call, given=blob) for call in CALLS]


@pytest.fixture
def trap(tmp_path: Path) -> Path:
    """A program that leaves a file `sprung` beside it."""
    program = tmp_path / "trap.sh"
    program.write_text(f"#!/bin/sh\ntouch '{tmp_path}/sprung'\n")
    program.chmod(0o755)
    return program


@pytest.fixture
def clone(tmp_path: Path) -> Path:
    root = tmp_path / "clone"
    commit_files(root, RECORD)
    return root


def fsmonitor(root: Path, program: Path) -> None:
    git(root, "config", "core.fsmonitor", str(program))


def drivers(root: Path, program: Path) -> None:
    for key in ("diff.external", "diff.x.textconv", "diff.x.command", "filter.x.clean", "filter.x.smudge"):
        git(root, "config", key, str(program))
    (root / ".gitattributes").write_text("* diff=x filter=x\n")
    (root / ".git/info/attributes").write_text("* diff=x filter=x\n")


def hooks(root: Path, program: Path) -> None:
    names = ("post-index-change", "reference-transaction", "post-checkout", "pre-commit", "fsmonitor-watchman")
    for name in names:
        (root / ".git/hooks" / name).write_text(program.read_text())
        (root / ".git/hooks" / name).chmod(0o755)
    git(root, "config", "core.hooksPath", str(root / ".git/hooks"))


def pager_and_editor(root: Path, program: Path) -> None:
    for key in ("core.pager", "pager.rev-parse", "pager.ls-tree", "pager.cat-file", "core.editor", "core.askPass"):
        git(root, "config", key, str(program))


def aliases(root: Path, program: Path) -> None:
    for call in CALLS:
        git(root, "config", f"alias.{call[0]}", f"!{program}")


def signatures(root: Path, program: Path) -> None:
    git(root, "config", "gpg.program", str(program))
    git(root, "config", "log.showSignature", "true")


def remote(root: Path, program: Path) -> None:
    """A partial clone, in which git fetches what is missing: with the program that the configuration names."""
    blob = git(root, "rev-parse", "HEAD:data/plans/p.yaml")
    for key, value in {
        "core.repositoryFormatVersion": "1",
        "extensions.partialClone": "origin",
        "remote.origin.promisor": "true",
        "remote.origin.url": str(root),
        "remote.origin.uploadpack": str(program),
        "core.sshCommand": str(program),
        "protocol.allow": "always",
    }.items():
        git(root, "config", key, value)
    (root / ".git/objects" / blob[:2] / blob[2:]).unlink()


TRAPS = (fsmonitor, drivers, hooks, pager_and_editor, aliases, signatures, remote)


@pytest.mark.parametrize("lay", TRAPS, ids=lambda lay: lay.__name__)
def test_a_repository_that_names_programs_runs_none_of_them(
    lay: Callable[[Path, Path], None], clone: Path, trap: Path
) -> None:
    lay(clone, trap)
    (clone / "data/plans/p.yaml").write_text("id: changed\n")
    (trap.parent / "sprung").unlink(missing_ok=True)  # laying the trap may spring it
    try:
        ask_everything(clone)
    except GitFailed:
        assert lay is remote
    head_commit(str(clone), {})
    assert not (trap.parent / "sprung").exists()


@pytest.mark.parametrize(
    ("lay", "command"),
    [
        (fsmonitor, ("status",)),
        (drivers, ("diff",)),
        (hooks, ("commit", "--allow-empty", "-m", "x")),
        (aliases, ("-c", "alias.x=!{trap}", "x")),
        (remote, ("cat-file", "blob", "HEAD:data/plans/p.yaml")),
    ],
    ids=lambda one: one.__name__ if callable(one) else "",
)
def test_the_traps_work_where_git_is_called_without_care(
    lay: Callable[[Path, Path], None], command: tuple[str, ...], clone: Path, trap: Path
) -> None:
    lay(clone, trap)
    (clone / "data/plans/p.yaml").write_text("id: changed\n")
    identity = ("-c", "user.name=A", "-c", "user.email=a@example.org")
    words = [word.format(trap=trap) for word in command]
    subprocess.run(("git", *identity, *words), cwd=clone, capture_output=True, check=False, input=b"")
    assert (trap.parent / "sprung").exists()


def test_an_object_that_was_replaced_is_read_as_it_was_committed(clone: Path) -> None:
    blob = git(clone, "rev-parse", "HEAD:data/plans/p.yaml")
    (clone / "other").write_text("id: forged\n")
    git(clone, "replace", blob, git(clone, "hash-object", "-w", "other"))
    assert "forged" in git(clone, "cat-file", "blob", blob)
    answer = ask_git(str(clone), "cat-file", "--batch", given=f"{blob}\n".encode())
    assert answer == f"{blob} blob 6\nid: p\n\n".encode()


def test_git_that_is_missing_or_fails_gives_no_answer(
    clone: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(GitFailed, match="not a git repository"):
        ask_git(str(tmp_path), "rev-parse", "HEAD")
    monkeypatch.setenv("PATH", "")
    with pytest.raises(GitFailed, match=r"^$"):
        ask_git(str(clone), "rev-parse", "HEAD")
