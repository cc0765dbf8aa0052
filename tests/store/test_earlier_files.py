import os
import subprocess
from datetime import date
from pathlib import Path

import pytest

from hsp_cli.domain.kind import Kind
from hsp_cli.domain.request import RequestRefused
from hsp_cli.store.earlier_files import CommitFiles, committed_on, default_branch, merge_base, resolve
from hsp_cli.store.files import FileNotRead, ReadError
from hsp_cli.store.layout import DataFile
from tests.repositories import commit_files, git, remove_files
from tests.workspaces import write_files

PLAN = "data/plans/p.yaml"


def commit_on(root: Path, moment: str, text: str = "") -> str:
    """Commit a plan at a moment, such as `2010-09-01T12:00:00+01:00`."""
    write_files(root, {PLAN: text or f"id: p\ntitle: {moment}\n"})
    git(root, "init", "--quiet", "--initial-branch", "main")
    git(root, "add", "--all")
    subprocess.run(
        ("git", "-c", "user.name=A", "-c", "user.email=a@example.org", "commit", "--quiet", "--message", moment),
        cwd=root,
        check=True,
        env={**os.environ, "GIT_COMMITTER_DATE": moment, "GIT_AUTHOR_DATE": "2001-01-01T00:00:00Z"},
    )
    return git(root, "rev-parse", "HEAD")


def files_of(root: Path, revision: str = "HEAD") -> CommitFiles:
    return CommitFiles(str(root), resolve(str(root), revision))


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        ("2010-09-01", 0),  # a quarter of an hour before midnight, where it was made
        ("2010-09-02", 1),
        ("2010-09-03", 1),
        ("2010-09-04", 2),
        ("2100-01-01", 2),
    ],
)
def test_a_day_is_the_last_commit_up_to_its_end_where_the_commit_was_made(
    day: str, expected: int, tmp_path: Path
) -> None:
    moments = ("2010-09-01T23:45:00-05:00", "2010-09-02T00:15:00+01:00", "2010-09-04T00:00:00+00:00")
    commits = [commit_on(tmp_path, moment) for moment in moments]
    assert resolve(str(tmp_path), day) == commits[expected]
    assert committed_on(str(tmp_path), commits[expected]) == date.fromisoformat(moments[expected][:10])


def test_the_work_of_another_branch_counts_from_the_day_of_its_merge(tmp_path: Path) -> None:
    first = commit_on(tmp_path, "2010-09-01T12:00:00+00:00")
    git(tmp_path, "checkout", "--quiet", "-b", "work")
    commit_on(tmp_path, "2010-09-02T12:00:00+00:00")
    git(tmp_path, "checkout", "--quiet", "main")
    git(tmp_path, "merge", "--quiet", "--no-ff", "--message", "merge", "work")
    assert resolve(str(tmp_path), "2010-09-03") == first


def test_a_day_before_the_first_commit_is_refused_with_its_date(tmp_path: Path) -> None:
    commit_on(tmp_path, "2010-09-01T12:00:00+00:00")
    with pytest.raises(RequestRefused) as refused:
        resolve(str(tmp_path), "2010-08-31")
    assert str(refused.value) == "git has no commit of 2010-08-31 or before it here: the first is of 2010-09-01"
    assert refused.value.hint == "name a later day, or a branch, tag or commit"


def test_a_shallow_clone_says_that_it_has_few_commits(tmp_path: Path) -> None:
    origin = tmp_path / "origin"
    commit_on(origin, "2010-09-01T12:00:00+00:00")
    commit_on(origin, "2010-09-02T12:00:00+00:00")
    git(origin, "clone", "--quiet", "--depth", "1", f"file://{origin}", str(tmp_path / "shallow"))
    for revision in ("2010-09-01", "HEAD~1"):
        with pytest.raises(RequestRefused) as refused:
            resolve(str(tmp_path / "shallow"), revision)
        assert refused.value.hint.startswith("this clone is shallow, so it has few commits: fetch them all")


def test_a_day_that_is_none_and_a_repository_without_commits_are_refused(tmp_path: Path) -> None:
    git(tmp_path, "init", "--quiet")
    with pytest.raises(RequestRefused, match="'2010-09-31' is not a day"):
        resolve(str(tmp_path), "2010-09-31")
    with pytest.raises(RequestRefused, match="git has no commit here yet"):
        resolve(str(tmp_path), "2010-09-30")


@pytest.mark.parametrize("revision", ["-p", "--help", "--output=x", "nowhere", "", "HEAD..HEAD"])
def test_what_git_does_not_know_is_refused_and_no_option_of_git(revision: str, tmp_path: Path) -> None:
    commit_on(tmp_path, "2010-09-01T12:00:00+00:00")
    with pytest.raises(RequestRefused) as refused:
        resolve(str(tmp_path), revision)
    assert str(refused.value) == f"git knows no revision {revision!r} here"


def test_the_main_branch_is_that_of_the_server_and_else_a_local_one(tmp_path: Path) -> None:
    root = str(tmp_path)
    commit_on(tmp_path, "2010-09-01T12:00:00+00:00")
    git(tmp_path, "branch", "-M", "work")
    with pytest.raises(RequestRefused, match="git knows no main branch here"):
        default_branch(root)
    for name in (
        "refs/heads/master",
        "refs/heads/main",
        "refs/remotes/origin/master",
        "refs/remotes/origin/main",
        "refs/remotes/origin/HEAD",
    ):
        git(tmp_path, "update-ref", name, "HEAD")
        assert default_branch(root) == name


def test_a_main_branch_that_the_server_no_longer_has_does_not_count(tmp_path: Path) -> None:
    commit_on(tmp_path, "2010-09-01T12:00:00+00:00")
    git(tmp_path, "symbolic-ref", "refs/remotes/origin/HEAD", "refs/remotes/origin/gone")
    assert default_branch(str(tmp_path)) == "refs/heads/main"


def test_the_merge_base_is_where_two_branches_diverged(tmp_path: Path) -> None:
    first = commit_on(tmp_path, "2010-09-01T12:00:00+00:00")
    git(tmp_path, "checkout", "--quiet", "-b", "work")
    commit_on(tmp_path, "2010-09-02T12:00:00+00:00")
    git(tmp_path, "checkout", "--quiet", "main")
    commit_on(tmp_path, "2010-09-03T12:00:00+00:00")
    assert merge_base(str(tmp_path), "work", "main") == first


def test_branches_without_a_common_history_have_no_merge_base(tmp_path: Path) -> None:
    commit_on(tmp_path, "2010-09-01T12:00:00+00:00")
    git(tmp_path, "checkout", "--quiet", "--orphan", "other")
    commit_on(tmp_path, "2010-09-02T12:00:00+00:00")
    with pytest.raises(RequestRefused, match="main and other have no commit in common here"):
        merge_base(str(tmp_path), "main", "other")


def test_the_files_of_a_commit_are_those_that_would_be_read_from_disk(tmp_path: Path) -> None:
    texts = {
        "data/partnership.yaml": "a",
        "data/plans/p.yaml": "b",
        "data/plans/deep/q.yml": "c",
        "data/areas/w.csv": "d",
        "data/stray.YAML": "e",
        "data/notes.txt": "f",
        "templates/t.md.j2": "g",
        "other/data/x.yaml": "h",
    }
    commit_files(tmp_path, texts)
    remove_files(tmp_path, texts)
    files = files_of(tmp_path)
    assert files.files() == [
        DataFile("data/areas/w.csv", None),
        DataFile("data/partnership.yaml", Kind.PARTNERSHIP),
        DataFile("data/plans/deep/q.yml", None),
        DataFile("data/plans/p.yaml", Kind.PLAN),
        DataFile("data/stray.YAML", None),
    ]
    assert [files.open(file.path)[0].decode() for file in files.files()] == ["d", "a", "c", "b", "e"]
    assert files.unread == []
    assert files.has_records


def test_a_workspace_in_a_folder_of_the_repository_has_its_own_files(tmp_path: Path) -> None:
    commit_files(tmp_path, {"perf/data/plans/p.yaml": "inside", "data/plans/p.yaml": "outside"})
    assert files_of(tmp_path / "perf").open("data/plans/p.yaml")[0] == b"inside"


def test_links_and_submodules_are_not_read_and_are_named(tmp_path: Path) -> None:
    commit_files(tmp_path, {"data/plans/p.yaml": "x"})
    (tmp_path / "data/plans/link.yaml").symlink_to("p.yaml")
    (tmp_path / "data/old").symlink_to("plans")
    git(tmp_path, "add", "--all")
    git(tmp_path, "update-index", "--add", "--cacheinfo", f"160000,{git(tmp_path, 'rev-parse', 'HEAD')},data/sub")
    git(tmp_path, "commit", "--quiet", "--message", "links")
    files = files_of(tmp_path)
    assert files.unread == ["data/old", "data/plans/link.yaml", "data/sub"]
    assert [file.path for file in files.files()] == ["data/plans/link.yaml", "data/plans/p.yaml"]
    with pytest.raises(FileNotRead, match="it is a link") as reason:
        files.open("data/plans/link.yaml")
    assert reason.value.why is ReadError.UNREADABLE


def test_a_file_that_is_too_large_or_not_there_is_not_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    commit_files(tmp_path, {"data/plans/p.yaml": "x" * 11, "data/plans/q.yaml": "x" * 10})
    monkeypatch.setenv("HSP_MAX_FILE_BYTES", "10")
    files = files_of(tmp_path)
    assert files.unread == ["data/plans/p.yaml"]
    assert len(files.open("data/plans/q.yaml")[0]) == 10
    for path, why, words in (
        ("data/plans/p.yaml", ReadError.TOO_LARGE, "the file has 11 bytes; at most 10 are read"),
        ("data/plans/r.yaml", ReadError.MISSING, "cannot be read: it is not in the earlier version"),
    ):
        with pytest.raises(FileNotRead) as reason:
            files.open(path)
        assert (reason.value.why, reason.value.message) == (why, words)


def test_contents_that_were_read_ahead_need_no_more_of_git(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    texts = {f"data/plans/p{number}.yaml": f"text {number}\n\n" for number in range(3)}
    commit_files(tmp_path, texts)
    files = files_of(tmp_path)
    files.read_ahead(files.object_ids)
    path = os.environ["PATH"]
    monkeypatch.setenv("PATH", "")
    assert {name: files.open(name)[0].decode() for name in texts} == texts
    files.free()
    with pytest.raises(RequestRefused, match="git cannot be started"):
        files.open("data/plans/p1.yaml")
    monkeypatch.setenv("PATH", path)
    assert files.open("data/plans/p1.yaml")[0] == b"text 1\n\n"
    assert files.changed({"data/plans/p1.yaml": None}) == []


@pytest.mark.parametrize("ask", [lambda root: resolve(root, "HEAD"), default_branch], ids=["resolve", "main branch"])
def test_outside_git_and_without_git_the_hint_fits_every_command(
    ask: "object", tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert callable(ask)
    with pytest.raises(RequestRefused) as refused:
        ask(str(tmp_path))
    assert str(refused.value) == f"{tmp_path} is not in a git repository"
    assert refused.value.hint == "earlier versions are read from git: use a clone"
    monkeypatch.setenv("PATH", "")
    with pytest.raises(RequestRefused) as refused:
        ask(str(tmp_path))
    assert str(refused.value) == "git cannot be started"
    assert refused.value.hint == "install git, from which earlier versions are read"


def test_the_templates_of_a_commit_are_read_in_one_call(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    texts = {"templates/a.md.j2": "A\n", "templates/b.md.j2": "B\n"}
    others = {"templates/deep/c.md.j2": "C", "templates/notes.txt": "n", "data/plans/p.yaml": "p\n"}
    commit_files(tmp_path, {**texts, **others})
    (tmp_path / "templates/link.md.j2").symlink_to("a.md.j2")
    git(tmp_path, "add", "--all")
    git(tmp_path, "commit", "--quiet", "--message", "link")
    files = files_of(tmp_path)
    assert files.template_names() == ["a", "b"]
    assert (files.unread, list(files.object_ids)) == ([], ["data/plans/p.yaml"])
    assert files.open("templates/a.md.j2")[0] == b"A\n"
    monkeypatch.setenv("PATH", "")
    assert files.open("templates/b.md.j2")[0] == b"B\n"
    with pytest.raises(RequestRefused, match="git cannot be started"):
        files.open("data/plans/p.yaml")


def test_templates_alone_are_no_records(tmp_path: Path) -> None:
    commit_files(tmp_path, {"templates/a.md.j2": "A\n"})
    files = files_of(tmp_path)
    assert (files.has_records, files.files()) == (False, [])


def test_a_file_that_is_missing_from_a_partial_clone_is_not_read(tmp_path: Path) -> None:
    commit_files(tmp_path, {"data/plans/p.yaml": "x"})
    blob = git(tmp_path, "rev-parse", "HEAD:data/plans/p.yaml")
    (tmp_path / ".git/objects" / blob[:2] / blob[2:]).unlink()
    files = files_of(tmp_path)
    assert files.unread == ["data/plans/p.yaml"]
    with pytest.raises(FileNotRead) as reason:
        files.open("data/plans/p.yaml")
    assert reason.value.message == "cannot be read: it is missing from this clone"


def test_before_the_first_commit_the_hint_says_what_to_do(tmp_path: Path) -> None:
    git(tmp_path, "init", "--quiet")
    with pytest.raises(RequestRefused) as refused:
        resolve(str(tmp_path), "2010-09-30")
    assert refused.value.hint == "commit the records first"


def test_a_day_can_be_asked_of_the_history_of_another_commit(tmp_path: Path) -> None:
    first = commit_on(tmp_path, "2010-09-01T12:00:00+00:00")
    second = commit_on(tmp_path, "2010-09-02T12:00:00+00:00")
    assert resolve(str(tmp_path), "2010-09-03") == second
    assert resolve(str(tmp_path), "2010-09-03", first) == first
