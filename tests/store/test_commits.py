import os
from datetime import date
from pathlib import Path

import pytest

from hsp_cli.domain.commit import Commit
from hsp_cli.domain.request import RequestRefused
from hsp_cli.store.blobs import contents_of
from hsp_cli.store.commits import ChangedFile, ChangingCommit, changing_commits
from hsp_cli.store.earlier_files import committed_on, resolve
from hsp_cli.store.git import GitFailed
from tests.repositories import commit_on, git

A, B = "data/plans/a.yaml", "data/plans/b.yaml"


def commits(root: Path) -> list[ChangingCommit]:
    return list(changing_commits(str(root), git(root, "rev-parse", "HEAD")))


def blob(root: Path, content: str) -> str:
    (root / "given").write_text(content, encoding="utf-8")
    return git(root, "hash-object", str(root / "given"))


def changed(root: Path) -> list[dict[str, tuple[tuple[str | None, ...], str | None]]]:
    return [{file.path: (file.before, file.after) for file in one.files} for one in commits(root)]


def test_each_commit_comes_after_its_parents_with_what_it_changed(tmp_path: Path) -> None:
    first = commit_on(tmp_path, "2010-04-01", {A: "1", B: "1"}, subject="Start")
    second = commit_on(tmp_path, "2010-05-02", {A: "2"}, author="Bo Field", subject="Change A: 1 → 2")
    commit_on(tmp_path, "2010-06-03", {"README": "no record"})
    last = commit_on(tmp_path, "2010-03-01", {}, gone=[B], subject="Remove B")
    one, two = blob(tmp_path, "1"), blob(tmp_path, "2")
    assert commits(tmp_path) == [
        ChangingCommit(
            Commit(first, "Ann Reed", date(2010, 4, 1), "Start"),
            (),
            (ChangedFile(A, (None,), one), ChangedFile(B, (None,), one)),
        ),
        ChangingCommit(
            Commit(second, "Bo Field", date(2010, 5, 2), "Change A: 1 → 2"), (first,), (ChangedFile(A, (one,), two),)
        ),
        ChangingCommit(
            Commit(last, "Ann Reed", date(2010, 3, 1), "Remove B"),
            (git(tmp_path, "rev-parse", "HEAD~1"),),
            (ChangedFile(B, (one,), None),),
        ),
    ]


def test_paths_are_those_from_the_workspace_even_in_a_folder_of_the_repository(tmp_path: Path) -> None:
    commit_on(tmp_path, "2010-04-01", {f"borough/{A}": "1", A: "other workspace"})
    git(tmp_path, "checkout", "--quiet", "-b", "side")
    commit_on(tmp_path, "2010-04-02", {f"borough/{A}": "2"})
    git(tmp_path, "checkout", "--quiet", "main")
    commit_on(tmp_path, "2010-04-03", {f"borough/{A}": "3"})
    git(tmp_path, "merge", "--quiet", "--no-commit", "--strategy=ours", "side")
    merge = commit_on(tmp_path, "2010-04-04", {f"borough/{A}": "4"})
    found = commits(tmp_path / "borough")
    assert [[file.path for file in one.files] for one in found] == [[A]] * 4
    # The two branches come in either order.
    assert found[-1].commit.id == merge
    assert set(found[-1].files[0].before) == {blob(tmp_path, "2"), blob(tmp_path, "3")}


def test_a_merge_that_takes_the_files_of_its_parents_has_changed_none(tmp_path: Path) -> None:
    commit_on(tmp_path, "2010-04-01", {A: "1", B: "1"})
    git(tmp_path, "checkout", "--quiet", "-b", "side")
    commit_on(tmp_path, "2010-04-02", {A: "2"}, subject="On the side")
    git(tmp_path, "checkout", "--quiet", "main")
    commit_on(tmp_path, "2010-04-03", {B: "2"}, subject="On main")
    git(tmp_path, "merge", "--quiet", "--no-edit", "side")
    assert {one.commit.subject for one in commits(tmp_path)} == {"Change records", "On the side", "On main"}


def test_a_branch_whose_changes_a_merge_has_dropped_is_left_out(tmp_path: Path) -> None:
    commit_on(tmp_path, "2010-04-01", {A: "1"})
    git(tmp_path, "checkout", "--quiet", "-b", "side")
    commit_on(tmp_path, "2010-04-02", {A: "2"}, subject="Dropped")
    git(tmp_path, "checkout", "--quiet", "main")
    commit_on(tmp_path, "2010-04-03", {"README": "x"})
    git(tmp_path, "merge", "--quiet", "--no-edit", "--strategy=ours", "side")
    assert [one.commit.subject for one in commits(tmp_path)] == ["Change records"]


def test_links_and_submodules_count_as_no_file(tmp_path: Path) -> None:
    commit_on(tmp_path, "2010-04-01", {A: "1"})
    (tmp_path / A).unlink()
    (tmp_path / A).symlink_to("/etc/passwd")
    commit_on(tmp_path, "2010-04-02", {})
    assert changed(tmp_path)[1] == {A: ((blob(tmp_path, "1"),), None)}


def test_odd_names_of_files_and_people_are_read_as_they_are(tmp_path: Path) -> None:
    path = "data/plans/é \x01 -x\n.yaml"
    commit_on(tmp_path, "2010-04-01", {path: "1"}, author="Zoë \x01 O'Neil", subject="\x01 :100644 data")
    (found,) = commits(tmp_path)
    assert (found.commit.author, found.commit.subject) == ("Zoë \x01 O'Neil", "\x01 :100644 data")
    assert [file.path for file in found.files] == [path]


def test_an_author_in_another_encoding_ends_nothing(tmp_path: Path) -> None:
    commit_on(tmp_path, "2010-04-01", {A: "1"})
    raw = git(tmp_path, "cat-file", "commit", "HEAD").encode().replace(b"Ann Reed", b"Zo\xeb")
    (tmp_path / "raw").write_bytes(raw + b"\n")
    broken = git(tmp_path, "hash-object", "-t", "commit", "-w", "--literally", str(tmp_path / "raw"))
    (found,) = changing_commits(str(tmp_path), broken)
    assert found.commit.author == "Zo\ufffd"


def test_a_shallow_clone_begins_with_its_first_commit(tmp_path: Path) -> None:
    for day, content in (("2010-04-01", "1"), ("2010-05-01", "2"), ("2010-06-01", "3")):
        commit_on(tmp_path / "all", day, {A: content})
    git(tmp_path, "clone", "--quiet", "--depth", "2", (tmp_path / "all").as_uri(), "few")
    root = tmp_path / "few"
    assert changed(root) == [
        {A: ((None,), blob(tmp_path, "2"))},
        {A: ((blob(tmp_path, "2"),), blob(tmp_path, "3"))},
    ]


def test_a_history_that_is_broken_gives_no_answer(tmp_path: Path) -> None:
    commit_on(tmp_path, "2010-04-01", {A: "1"})
    with pytest.raises(GitFailed, match="bad object"):
        list(changing_commits(str(tmp_path), "0" * 40))


def test_nothing_goes_on_when_nobody_reads_on(tmp_path: Path) -> None:
    for number in range(3):
        commit_on(tmp_path, "2010-04-01", {A: str(number)})
    found = changing_commits(str(tmp_path), git(tmp_path, "rev-parse", "HEAD"))
    assert next(found).commit.subject == "Change records"
    found.close()  # type: ignore[attr-defined] # a generator
    assert list(found) == []


# --- Contents


def test_contents_come_in_the_order_in_which_they_are_asked_for(tmp_path: Path) -> None:
    commit_on(tmp_path, "2010-04-01", {A: "one", B: "two"})
    one, two = blob(tmp_path, "one"), blob(tmp_path, "two")
    asked = [two, one, two] * 100  # more than are asked for at once
    assert list(contents_of(str(tmp_path), asked, 100)) == [(two, b"two"), (one, b"one"), (two, b"two")] * 100


def test_a_content_that_is_missing_or_too_large_is_none(tmp_path: Path) -> None:
    large = "x" * 200_000
    commit_on(tmp_path, "2010-04-01", {A: large, B: "two"})
    asked = [blob(tmp_path, large), "1" * 40, blob(tmp_path, "two")]
    assert [content for _, content in contents_of(str(tmp_path), asked, 3)] == [None, None, b"two"]


def test_no_content_is_asked_for_without_ids(tmp_path: Path) -> None:
    commit_on(tmp_path, "2010-04-01", {A: "one"})
    assert list(contents_of(str(tmp_path), [], 100)) == []


def test_contents_outside_a_repository_are_no_answer(tmp_path: Path) -> None:
    with pytest.raises(GitFailed, match="not a git repository"):
        list(contents_of(str(tmp_path), ["1" * 40], 100))


def _commit_written(root: Path, person: str) -> str:
    """Change records in a commit whose author and committer lines are written as they are, and return its id."""
    commit_on(root, "2010-04-01", {A: "1"})
    commit_on(root, "2010-04-02", {A: "2"})
    tree, parent = git(root, "rev-parse", "HEAD^{tree}"), git(root, "rev-parse", "HEAD~1")
    (root / "given").write_text(f"tree {tree}\nparent {parent}\nauthor {person}\ncommitter {person}\n\nx\n")
    return git(root, "hash-object", "-t", "commit", "-w", "--literally", "given")


@pytest.mark.parametrize("person", ["A <a@b>", "A <a@b> 99999999999999 +0000", "A <a@b> 253402300800 +0000", ""])
def test_a_commit_without_a_real_date_is_no_answer(person: str, tmp_path: Path) -> None:
    commit = _commit_written(tmp_path, person)
    with pytest.raises(GitFailed, match=f"^commit {commit} has no date that can be read$"):
        list(changing_commits(str(tmp_path), commit))
    for ask in (committed_on, lambda root, commit: resolve(root, "2010-05-01", commit)):
        with pytest.raises(RequestRefused) as refused:
            ask(str(tmp_path), commit)
        assert refused.value.message == f"git gives no answer: commit {commit} has no date that can be read"


@pytest.mark.parametrize("encoding", ["UTF-16", "UTF-32", "EBCDIC-US", "UTF-7"])
def test_the_encoding_that_a_repository_prefers_changes_nothing(encoding: str, tmp_path: Path) -> None:
    commit = commit_on(tmp_path, "2010-04-01", {A: "1"}, subject="Añadir")
    git(tmp_path, "config", "i18n.logOutputEncoding", encoding)
    assert [one.commit.subject for one in commits(tmp_path)] == ["Añadir"]
    assert committed_on(str(tmp_path), commit) == date(2010, 4, 1)


def test_parents_are_those_of_the_commit_and_not_of_a_graft(tmp_path: Path) -> None:
    commit_on(tmp_path, "2010-04-01", {A: "1"})
    last = commit_on(tmp_path, "2010-04-02", {A: "2"})
    (tmp_path / ".git/info").mkdir(exist_ok=True)
    (tmp_path / ".git/info/grafts").write_text(f"{last}\n")
    assert len(commits(tmp_path)) == 2


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
def test_a_pipe_in_the_place_of_an_object_stops_nobody_for_ever(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    commit_on(tmp_path, "2010-04-01", {A: "1"})
    one = blob(tmp_path, "1")
    held = tmp_path / ".git/objects" / one[:2] / one[2:]
    held.unlink()
    os.mkfifo(held)
    monkeypatch.setattr("hsp_cli.store.git._LONG_PATIENCE", 0.2)
    with pytest.raises(GitFailed, match=r"^it took more than 0\.2 seconds$") as failed:
        list(contents_of(str(tmp_path), [one], 100))
    assert failed.value.is_late
