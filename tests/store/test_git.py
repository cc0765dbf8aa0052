import os
import subprocess
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest

from hsp_cli.checking.comparing import compare_with
from hsp_cli.checking.revisions import load_at
from hsp_cli.domain.request import RequestRefused
from hsp_cli.store.blobs import contents_of
from hsp_cli.store.commits import changing_commits
from hsp_cli.store.earlier_files import current_commit, default_branch, merge_base, resolve
from hsp_cli.store.git import ALLOWED, GitFailed, ask_git, stream_git
from hsp_cli.store.history import head_commit
from tests.repositories import commit_files, git
from tests.workspaces import PARTNERSHIP

RECORD = {"data/plans/p.yaml": b"id: p\n"}
CALLS = (
    ("rev-parse", "--verify", "HEAD^{commit}"),
    ("ls-tree", "-r", "-z", "-l", "HEAD", "--", "data"),
    ("cat-file", "--batch"),
    ("cat-file", "--batch-check"),
    ("merge-base", "HEAD", "HEAD"),
    ("rev-list", "--topo-order", "--parents", "--format=%H %an %ae %cI %s", "HEAD"),
    ("diff-tree", "--stdin", "--root", "--raw", "-c", "-r", "-z", "--no-renames"),
)
"""Forms in which hsp calls git, with every command that it may call."""


def ask_everything(root: Path) -> list[bytes]:
    given = {"cat-file": b"HEAD:data/plans/p.yaml\n", "diff-tree": f"{git(root, 'rev-parse', 'HEAD')}\n".encode()}
    return [ask_git(str(root), *call, given=given.get(call[0], b"")) for call in CALLS]


def use_everything(root: Path) -> None:
    """Every function that asks git. Where an object is missing, there is no answer."""
    place = str(root)
    head_commit(place, {})
    for question in (
        lambda: ask_everything(root),
        lambda: load_at(place, "HEAD"),
        lambda: compare_with(place, "HEAD"),
        lambda: resolve(place, "2100-01-01"),
        lambda: merge_base(place, "HEAD", default_branch(place)),
        lambda: list(changing_commits(place, current_commit(place))),
        lambda: list(contents_of(place, ["HEAD:data/plans/p.yaml"], 100)),
    ):
        with suppress(GitFailed, RequestRefused):
            question()


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
    commit_files(root, {**RECORD, "data/partnership.yaml": PARTNERSHIP})
    git(root, "branch", "-M", "main")
    return root


def attributes(root: Path, text: str) -> None:
    (root / ".gitattributes").write_text(text)
    (root / ".git/info/attributes").write_text(text)


def fsmonitor(root: Path, program: Path) -> None:
    git(root, "config", "core.fsmonitor", str(program))


def external_diff(root: Path, program: Path) -> None:
    git(root, "config", "diff.external", str(program))
    git(root, "config", "diff.x.command", str(program))
    attributes(root, "* diff=x\n")


def textconv(root: Path, program: Path) -> None:
    git(root, "config", "diff.x.textconv", str(program))
    attributes(root, "* diff=x\n")


def filters(root: Path, program: Path) -> None:
    for key in ("filter.x.clean", "filter.x.smudge"):
        git(root, "config", key, str(program))
    attributes(root, "* filter=x\n")


def hooks(root: Path, program: Path) -> None:
    names = ("post-index-change", "reference-transaction", "post-checkout", "pre-commit", "fsmonitor-watchman")
    for name in names:
        (root / ".git/hooks" / name).write_text(program.read_text())
        (root / ".git/hooks" / name).chmod(0o755)
    git(root, "config", "core.hooksPath", str(root / ".git/hooks"))


def pager(root: Path, program: Path) -> None:
    for key in ("core.pager", *(f"pager.{command}" for command in ALLOWED), "core.editor", "core.askPass"):
        git(root, "config", key, str(program))


def aliases(root: Path, program: Path) -> None:
    for command in ALLOWED:
        git(root, "config", f"alias.{command}", f"!{program}")


def signatures(root: Path, program: Path) -> None:
    """A signed commit, whose signature git checks with the program that the configuration names."""
    commit = git(root, "cat-file", "commit", "HEAD")
    head, _, message = commit.partition("\n\n")
    signature = "gpgsig -----BEGIN PGP SIGNATURE-----\n \n iQEz\n -----END PGP SIGNATURE-----"
    signed = root / ".git/signed"
    signed.write_text(f"{head}\n{signature}\n\n{message}\n")
    git(root, "update-ref", "HEAD", git(root, "hash-object", "-w", "-t", "commit", str(signed)))
    git(root, "config", "gpg.program", str(program))
    git(root, "config", "log.showSignature", "true")


def ssh_command(root: Path, program: Path) -> None:
    """A partial clone, in which git fetches what is missing: with the program that the configuration names."""
    blob = git(root, "rev-parse", "HEAD:data/plans/p.yaml")
    for key, value in {
        "core.repositoryFormatVersion": "1",
        "extensions.partialClone": "origin",
        "remote.origin.promisor": "true",
        "remote.origin.url": "ssh://example.invalid/records",
        "remote.origin.uploadpack": str(program),
        "core.sshCommand": str(program),
        "protocol.allow": "always",
    }.items():
        git(root, "config", key, value)
    (root / ".git/objects" / blob[:2] / blob[2:]).unlink()


TRAPS = (fsmonitor, external_diff, textconv, filters, hooks, pager, aliases, signatures, ssh_command)


@pytest.mark.parametrize("lay", TRAPS, ids=lambda lay: lay.__name__)
def test_a_repository_that_names_programs_runs_none_of_them(
    lay: Callable[[Path, Path], None], clone: Path, trap: Path
) -> None:
    lay(clone, trap)
    (clone / "data/plans/p.yaml").write_text("id: changed\n")
    (trap.parent / "sprung").unlink(missing_ok=True)  # laying the trap may spring it
    use_everything(clone)
    assert not (trap.parent / "sprung").exists()
    if lay is not ssh_command:  # only there an object is missing
        assert all(ask_everything(clone))


def test_a_repository_with_every_trap_at_once_runs_nothing(clone: Path, trap: Path) -> None:
    for lay in (external_diff, textconv, signatures, hooks, pager, aliases, filters, fsmonitor, ssh_command):
        lay(clone, trap)
    attributes(clone, "* diff=x filter=x\n")
    (trap.parent / "sprung").unlink(missing_ok=True)
    use_everything(clone)
    assert not (trap.parent / "sprung").exists()


@pytest.mark.parametrize(
    ("lay", "command"),
    [
        (fsmonitor, ("status",)),
        (external_diff, ("diff",)),
        (textconv, ("log", "-p")),
        (filters, ("diff",)),
        (hooks, ("commit", "--allow-empty", "-m", "x")),
        (pager, ("--paginate", "rev-parse", "HEAD")),
        (aliases, ("-c", "alias.x=!{trap}", "x")),
        (signatures, ("log",)),
        (ssh_command, ("cat-file", "blob", "HEAD:data/plans/p.yaml")),
    ],
    ids=lambda one: one.__name__ if callable(one) else "",
)
def test_the_traps_work_where_git_is_called_without_care(
    lay: Callable[[Path, Path], None], command: tuple[str, ...], clone: Path, trap: Path
) -> None:
    lay(clone, trap)
    (clone / "data/plans/p.yaml").write_text("id: changed\n")
    (trap.parent / "sprung").unlink(missing_ok=True)
    identity = ("-c", "user.name=A", "-c", "user.email=a@example.org")
    words = [word.format(trap=trap) for word in command]
    ours, terminal = os.openpty()
    # Only a terminal has a pager. For the other traps, one that ends early could end git before the trap springs.
    out = terminal if lay is pager else subprocess.DEVNULL
    subprocess.run(("git", *identity, *words), cwd=clone, stdout=out, stderr=subprocess.DEVNULL, check=False, input=b"")
    os.close(terminal)
    os.close(ours)
    assert (trap.parent / "sprung").exists()


@pytest.mark.parametrize(
    "call",
    [
        ("status",),
        ("diff",),
        ("log", "--format=%H"),
        ("show", "HEAD"),
        ("diff-tree", "-p", "HEAD"),
        ("diff-tree", "--stdin", "--patch"),
        ("diff-tree", "--ext-diff", "HEAD"),
        ("cat-file", "--textconv", "HEAD:data/plans/p.yaml"),
        ("cat-file", "--filters", "HEAD:data/plans/p.yaml"),
        ("cat-file", "--batch", "--textc"),
        ("rev-list", "--format=%H %G?", "HEAD"),
        ("rev-parse", "--verify", "--output=/tmp/x"),
    ],
    ids=" ".join,
)
def test_git_is_called_in_no_other_way(call: tuple[str, ...], clone: Path) -> None:
    with pytest.raises(ValueError, match=r"^git "):
        ask_git(str(clone), *call)


def test_calls_whose_output_is_read_as_it_comes_are_checked_too(clone: Path) -> None:
    calls = (("rev-list", "HEAD"), ("diff-tree", "--stdin", "-p"))
    with pytest.raises(ValueError, match=r"^git diff-tree is not called with -p"), stream_git(str(clone), *calls):
        raise AssertionError


def test_what_follows_two_dashes_is_a_path(clone: Path) -> None:
    assert ask_git(str(clone), "ls-tree", "HEAD", "--", "-p") == b""


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
