from pathlib import Path

import pytest

from hsp_cli.checking.comparing import Compared, compare_with
from hsp_cli.domain.request import RequestRefused
from hsp_cli.store import git as git_calls
from tests.repositories import commit_files, git, remove_files
from tests.workspaces import PARTNERSHIP, write_files

SETTINGS = {"data/partnership.yaml": PARTNERSHIP}


def plan(due: str = "2018-03", record_id: str = "p") -> str:
    return f"id: {record_id}\ntitle: P\ntimetable: [{{id: m, text: Launch, due: {due}}}]\n"


def project(due: str) -> str:
    return f"id: x\ntitle: X\nmilestones: [{{id: m, text: Launch, due: {due}}}]\n"


def compared(root: Path, revision: str = "HEAD") -> Compared:
    return compare_with(str(root), revision)


def places(found: Compared) -> list[tuple[str, int, str]]:
    return [(one.path, one.line, one.code) for one in found.diagnostics]


@pytest.fixture
def clone(tmp_path: Path) -> Path:
    commit_files(tmp_path, {**SETTINGS, "data/plans/p.yaml": plan(), "data/plans/q.yaml": plan(record_id="q")})
    return tmp_path


def test_nothing_is_found_where_nothing_has_changed(clone: Path) -> None:
    assert compared(clone) == Compared(git(clone, "rev-parse", "HEAD"), (), (), has_records=True)


def test_a_change_is_found_at_its_line_and_sorted_by_place(clone: Path) -> None:
    write_files(clone, {"data/plans/q.yaml": plan("2018-09", "q"), "data/plans/p.yaml": f"\n{plan('2018-09')}"})
    code = "deadline-overwritten"
    assert places(compared(clone)) == [("data/plans/p.yaml", 4, code), ("data/plans/q.yaml", 3, code)]


def test_a_change_counts_whether_it_is_committed_or_not(clone: Path) -> None:
    before = git(clone, "rev-parse", "HEAD")
    commit_files(clone, {"data/plans/p.yaml": plan("2018-09")})
    assert places(compared(clone)) == []
    for revision in (before, before[:10], "HEAD~1"):
        assert len(compared(clone, revision).diagnostics) == 1


def test_a_milestone_of_a_project_is_compared_too(clone: Path) -> None:
    commit_files(clone, {"data/projects/x.yaml": project("2018-03")})
    write_files(clone, {"data/projects/x.yaml": project("2018-09")})
    assert places(compared(clone)) == [("data/projects/x.yaml", 3, "deadline-overwritten")]


def test_a_file_that_was_moved_is_compared_with_itself(clone: Path) -> None:
    remove_files(clone, ["data/plans/p.yaml"])
    write_files(clone, {"data/plans/old/p.yaml": plan("2018-09")})
    assert places(compared(clone)) == [("data/plans/old/p.yaml", 3, "deadline-overwritten")]


def test_a_file_that_is_new_or_gone_has_nothing_to_compare(clone: Path) -> None:
    remove_files(clone, ["data/plans/p.yaml"])
    write_files(clone, {"data/plans/r.yaml": plan("2018-09", "r").replace("title: P", "title: Roads")})
    assert compared(clone).diagnostics == ()


def test_a_record_with_another_id_is_compared_with_the_one_that_it_was(clone: Path) -> None:
    remove_files(clone, ["data/plans/p.yaml", "data/plans/q.yaml"])
    write_files(clone, {"data/plans/r.yaml": plan("2018-09", "r")})
    assert places(compared(clone)) == []  # two plans had this title, and nobody can say which one it was
    commit_files(clone, {"data/plans/r.yaml": plan("2018-03", "r")})
    remove_files(clone, ["data/plans/r.yaml"])
    write_files(clone, {"data/plans/s.yaml": plan("2018-09", "s")})
    assert places(compared(clone)) == [("data/plans/s.yaml", 3, "deadline-overwritten")]


@pytest.mark.parametrize(
    "broken", [b"id: [", b"id: p\n", b"\xff\xfe", b"", b"- a list\n", b"x" * 2_000_000], ids=lambda one: str(one[:8])
)
def test_a_file_that_could_not_be_read_then_is_named_and_the_others_are_compared(clone: Path, broken: bytes) -> None:
    commit_files(clone, {"data/plans/p.yaml": broken})
    write_files(clone, {"data/plans/p.yaml": plan(), "data/plans/q.yaml": plan("2018-09", "q")})
    found = compared(clone)
    assert places(found) == [("data/plans/q.yaml", 3, "deadline-overwritten")]
    assert found.not_compared == ("data/plans/p.yaml",)


def test_a_link_is_not_followed_then_or_now(clone: Path) -> None:
    remove_files(clone, ["data/plans/p.yaml"])
    (clone / "data/plans/p.yaml").symlink_to("q.yaml")
    assert compared(clone).diagnostics == ()
    git(clone, "add", "--all")
    git(clone, "commit", "-qm", "link")
    remove_files(clone, ["data/plans/p.yaml"])
    write_files(clone, {"data/plans/p.yaml": plan("2018-09")})
    assert compared(clone).not_compared == ("data/plans/p.yaml",)


def test_an_earlier_quarter_is_that_of_the_earlier_calendar(clone: Path) -> None:
    settings = f"{PARTNERSHIP}calendar: {{year_starts: 1}}\n"
    commit_files(clone, {"data/partnership.yaml": settings, "data/plans/p.yaml": plan("Q1-2018")})
    write_files(clone, {**SETTINGS, "data/plans/p.yaml": plan("2018-03")})
    assert compared(clone).diagnostics == ()
    write_files(clone, {**SETTINGS, "data/plans/p.yaml": plan("2018-06")})
    assert len(compared(clone).diagnostics) == 1


def test_where_the_workspace_did_not_exist_that_is_said(clone: Path) -> None:
    write_files(clone / "other", {**SETTINGS, "data/plans/p.yaml": plan()})
    assert not compared(clone / "other").has_records


def test_a_workspace_inside_a_repository_is_compared_with_its_own_folder(tmp_path: Path) -> None:
    commit_files(tmp_path, {f"perf/{path}": text for path, text in {**SETTINGS, "data/plans/p.yaml": plan()}.items()})
    write_files(tmp_path, {"perf/data/plans/p.yaml": plan("2018-09")})
    assert places(compared(tmp_path / "perf")) == [("data/plans/p.yaml", 3, "deadline-overwritten")]


def test_a_checkout_with_other_line_ends_is_the_same(clone: Path) -> None:
    write_files(clone, {"data/plans/p.yaml": plan().replace("\n", "\r\n")})
    assert compared(clone).diagnostics == ()


def test_only_files_that_differ_are_read_from_git(clone: Path) -> None:
    blob = git(clone, "rev-parse", "HEAD:data/plans/q.yaml")
    (clone / ".git/objects" / blob[:2] / blob[2:]).write_bytes(b"")
    write_files(clone, {"data/plans/p.yaml": plan("2018-09")})
    assert len(compared(clone).diagnostics) == 1


@pytest.mark.parametrize("revision", ["nowhere", "", "-x", "--help", "HEAD:data", "HEAD..HEAD", "HEAD~9", "0" * 40])
def test_a_revision_that_git_does_not_know_is_refused(clone: Path, revision: str) -> None:
    with pytest.raises(RequestRefused, match="git knows no revision") as refused:
        compared(clone, revision)
    assert "origin/main" in refused.value.hint


def test_in_a_shallow_clone_the_hint_says_so(clone: Path, tmp_path: Path) -> None:
    commit_files(clone, {"data/plans/p.yaml": plan("2018-09")})
    git(clone, "clone", "--quiet", "--depth", "1", f"file://{clone}", str(tmp_path / "shallow"))
    with pytest.raises(RequestRefused, match="HEAD~1") as refused:
        compared(tmp_path / "shallow", "HEAD~1")
    assert "shallow" in refused.value.hint
    assert compared(tmp_path / "shallow").diagnostics == ()


def test_outside_git_and_without_git_the_comparison_is_refused(
    clone: Path, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    outside = write_files(tmp_path_factory.mktemp("outside"), SETTINGS)
    with pytest.raises(RequestRefused, match="is not in a git repository"):
        compared(outside)
    monkeypatch.setenv("PATH", "")
    with pytest.raises(RequestRefused, match="git cannot be started"):
        compared(clone)


def test_a_repository_of_another_owner_is_refused_with_the_way_out(
    clone: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GIT_TEST_ASSUME_DIFFERENT_OWNER", "1")
    with pytest.raises(RequestRefused, match="belongs to somebody else") as refused:
        compared(clone)
    assert "safe.directory" in refused.value.hint


def test_a_damaged_object_is_refused_and_a_missing_one_is_named(clone: Path) -> None:
    blob = git(clone, "rev-parse", "HEAD:data/plans/p.yaml")
    path = clone / ".git/objects" / blob[:2] / blob[2:]
    path.chmod(0o644)
    path.write_bytes(path.read_bytes()[:30])
    write_files(clone, {"data/plans/p.yaml": plan("2018-09")})
    with pytest.raises(RequestRefused, match="git gives no answer: fatal: "):
        compared(clone)
    path.unlink()
    assert compared(clone).not_compared == ("data/plans/p.yaml",)


def test_where_git_takes_too_long_that_is_said_and_not_that_the_revision_is_unknown(
    clone: Path, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    slow = tmp_path_factory.mktemp("bin") / "git"
    slow.write_text('#!/bin/sh\ncase "$*" in *--verify*) exec sleep 5;; esac\n')
    slow.chmod(0o755)
    monkeypatch.setenv("PATH", f"{slow.parent}:/bin:/usr/bin")
    monkeypatch.setattr(git_calls, "_PATIENCE", 0.5)
    with pytest.raises(RequestRefused, match=r"git gives no answer: it took more than 0\.5 seconds"):
        compared(clone)
