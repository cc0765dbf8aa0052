import os
import sys
import time
from pathlib import Path

import pytest

from hsp_cli.store import git as asking
from hsp_cli.store.files import content_hash
from hsp_cli.store.history import CommitState, data_digest, head_commit
from tests.repositories import commit_files, git
from tests.workspaces import write_files

FILES = {"data/a.yaml": "id: a\n", "data/plans/b.yaml": "id: b\n", "templates/t.md.j2": "# T\n", "notes.md": "x\n"}


def commit_of(root: Path) -> CommitState | None:
    """The commit, with the records as they are on disk."""
    files = [path for path in root.glob("data/**/*") if path.suffix.lower() in (".yaml", ".yml")]
    return head_commit(str(root), {path.relative_to(root).as_posix(): path.read_bytes() for path in files})


@pytest.fixture
def clone(tmp_path: Path) -> Path:
    commit_files(tmp_path, FILES)
    return tmp_path


def test_a_clean_tree_is_its_commit(clone: Path) -> None:
    assert commit_of(clone) == CommitState(git(clone, "rev-parse", "HEAD"), clean=True)


def test_a_clean_tree_of_a_repository_with_sha256_is_its_commit(tmp_path: Path) -> None:
    write_files(tmp_path, FILES)
    git(tmp_path, "init", "--quiet", "--object-format=sha256")
    git(tmp_path, "add", ".")
    git(tmp_path, "commit", "--quiet", "-m", "records")
    head = git(tmp_path, "rev-parse", "HEAD")
    assert len(head) == 64
    assert commit_of(tmp_path) == CommitState(head, clean=True)


@pytest.mark.parametrize(
    ("path", "content"),
    [
        ("data/a.yaml", "id: changed\n"),
        ("templates/t.md.j2", "# Changed\n"),
        ("data/plans/new.yaml", "id: new\n"),
        ("data/plans/b.yaml", None),
    ],
)
def test_a_record_or_template_that_differs_from_the_commit_makes_the_tree_unclean(
    clone: Path, path: str, content: str | None
) -> None:
    (clone / path).unlink(missing_ok=True)
    write_files(clone, {} if content is None else {path: content})
    found = commit_of(clone)
    assert found is not None
    assert not found.clean


def test_other_files_and_other_line_ends_leave_it_clean(clone: Path) -> None:
    write_files(clone, {"notes.md": "changed\n", "data/a.yaml": "id: a\r\n"})
    found = commit_of(clone)
    assert found is not None
    assert found.clean


only_linux = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="other systems have no such names")
NOT_UTF8 = pytest.param(os.fsdecode(b"data/caf\xe9.yaml"), marks=only_linux, id="not UTF-8")


@pytest.mark.parametrize("name", ["data/c.YML", "data/plans/c.yml", NOT_UTF8])
def test_a_record_of_any_name_is_compared_with_the_commit(clone: Path, name: str) -> None:
    write_files(clone, {name: "id: c\n"})
    git(clone, "add", ".")
    git(clone, "commit", "--quiet", "-m", "another")
    assert commit_of(clone) == CommitState(git(clone, "rev-parse", "HEAD"), clean=True)
    write_files(clone, {name: "id: changed\n"})
    found = commit_of(clone)
    assert found is not None
    assert not found.clean


def test_a_template_in_a_folder_below_is_used_by_no_paper_and_leaves_it_clean(clone: Path) -> None:
    write_files(clone, {"templates/old/t.md.j2": "# Old\n"})
    git(clone, "add", ".")
    git(clone, "commit", "--quiet", "-m", "another")
    for _ in range(2):
        assert commit_of(clone) == CommitState(git(clone, "rev-parse", "HEAD"), clean=True)
        write_files(clone, {"templates/old/t.md.j2": "# Changed\n"})


def test_a_template_that_is_a_link_is_not_followed(clone: Path) -> None:
    (clone / "templates/t.md.j2").unlink()
    (clone / "templates/t.md.j2").symlink_to(clone / "notes.md")
    found = commit_of(clone)
    assert found is not None
    assert not found.clean


def test_a_repository_that_has_lost_the_files_of_its_commit_has_no_revision(clone: Path) -> None:
    tree = git(clone, "rev-parse", "HEAD^{tree}")
    (clone / ".git/objects" / tree[:2] / tree[2:]).unlink()
    assert commit_of(clone) is None


def test_the_configuration_of_the_system_is_not_read(
    clone: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_files(tmp_path, {"gitconfig": "[this is broken\n"})
    monkeypatch.setenv("GIT_CONFIG_SYSTEM", str(tmp_path / "gitconfig"))
    assert commit_of(clone) is not None


@pytest.mark.parametrize("git", ["#!/bin/sh\nexec sleep 60\n", "no program"])
def test_where_git_is_missing_or_does_not_answer_there_is_no_revision(
    git: str, clone: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_files(tmp_path, {"bin/git": git})
    (tmp_path / "bin/git").chmod(0o755 if git.startswith("#!") else 0o644)
    monkeypatch.setenv("PATH", f"{tmp_path}/bin:/bin:/usr/bin" if git.startswith("#!") else f"{tmp_path}/bin")
    monkeypatch.setattr(asking, "_PATIENCE", 0.2)
    begun = time.monotonic()
    assert commit_of(clone) is None
    assert time.monotonic() - begun < 30


def test_outside_version_control_or_before_the_first_commit_there_is_no_revision(tmp_path: Path) -> None:
    write_files(tmp_path, FILES)
    (tmp_path / "inside").mkdir()
    git(tmp_path, "init", "--quiet")
    assert commit_of(tmp_path) is None
    assert commit_of(tmp_path / "nowhere") is None


def test_a_configuration_that_names_programs_runs_none_of_them(clone: Path) -> None:
    trap = clone / "trap.sh"
    trap.write_text(f"#!/bin/sh\ntouch {clone}/sprung\n")
    trap.chmod(0o755)
    for key in ("core.fsmonitor", "diff.external", "core.pager", "filter.x.clean", "filter.x.smudge"):
        git(clone, "config", key, str(trap))
    write_files(clone, {".gitattributes": "* filter=x\n"})
    assert commit_of(clone) is not None
    assert not (clone / "sprung").exists()


def test_what_no_paper_uses_leaves_it_clean_and_is_not_opened(clone: Path) -> None:
    write_files(clone, {"data/.DS_Store": "x", "data/plans/notes.txt": "x", "templates/readme.md": "x"})
    os.mkfifo(clone / "data/pipe.txt")
    found = commit_of(clone)
    assert found is not None
    assert found.clean


def test_the_same_bytes_have_the_same_digest_and_others_another() -> None:
    hashes = {"data/a.yaml": content_hash(b"a"), "data/b.yaml": ""}
    before = data_digest(hashes, "template")
    assert data_digest(dict(reversed(hashes.items())), "template") == before
    others = [
        data_digest(hashes),
        data_digest(hashes, "other"),
        data_digest({"data/a.yaml": hashes["data/a.yaml"]}, "template"),
        data_digest({**hashes, "data/a.yaml": content_hash(b"b")}, "template"),
        data_digest({"data/c.yaml": hashes["data/a.yaml"], "data/b.yaml": ""}, "template"),
    ]
    assert len({before, *others}) == 6
    assert {len(digest) for digest in (before, *others)} == {16}
