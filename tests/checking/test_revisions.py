from pathlib import Path

import pytest

from hsp_cli.checking.loader import Loaded, load
from hsp_cli.checking.revisions import load_at
from hsp_cli.domain.finding import Place
from hsp_cli.domain.request import RequestRefused
from tests.repositories import commit_files, git, remove_files
from tests.workspaces import PARTNERSHIP, read_workspace, write_files

SETTINGS = {"data/partnership.yaml": PARTNERSHIP}
INDICATOR = """\
id: claim
title: Claimants
unit: people
better: lower
dimensions: [area]
observations: claim.csv
"""
ROWS = "period,area,actual\n2011/12,pinner,3\n"
WITH_CSV = {"data/indicators/claim.yaml": INDICATOR, "data/indicators/claim.csv": ROWS}


def plan(record_id: str = "p", due: str = "2018-03") -> str:
    return f"id: {record_id}\ntitle: P\ntimetable: [{{id: m, text: Launch, due: {due}}}]\n"


def launch(loaded: Loaded) -> str:
    """The day on which the milestone of the plan is due."""
    assert loaded.workspace is not None
    due = loaded.workspace.plans["p"].record.timetable[0].due
    assert due is not None
    assert due.period is not None
    return due.period.last_day.isoformat()


@pytest.fixture
def clone(tmp_path: Path) -> Path:
    commit_files(tmp_path, {**SETTINGS, "data/plans/p.yaml": plan(), "data/plans/q.yaml": plan("q"), **WITH_CSV})
    return tmp_path


def test_the_records_of_a_commit_are_those_that_were_on_disk(clone: Path) -> None:
    then = read_workspace(clone)
    remove_files(clone, ["data/plans/q.yaml", "data/indicators/claim.csv"])
    write_files(clone, {"data/plans/p.yaml": plan(due="2018-09")})
    found = load_at(str(clone), "HEAD", keep_texts=True)
    assert found.commit == git(clone, "rev-parse", "HEAD")
    assert found.committed_on.isoformat() == git(clone, "log", "-1", "--format=%cs")
    assert found.loaded.workspace == then.workspace
    assert found.loaded.contents() == then.contents()
    assert found.loaded.content_hashes == then.content_hashes
    assert found.loaded.files == then.files
    assert found.loaded.diagnostics == ()
    assert found.not_read == ()
    assert found.has_records
    assert not found.is_without_settings
    assert found.loaded.changed() == []


def test_places_are_found_in_the_text_of_the_commit(clone: Path) -> None:
    write_files(clone, {"data/plans/p.yaml": f"\n\n{plan()}"})
    for keep_texts in (True, False):
        found = load_at(str(clone), "HEAD", keep_texts=keep_texts).loaded
        assert found.place(Place("data/plans/p.yaml", ("title",))) == (2, 8)
    assert load_at(str(clone), "HEAD").loaded.contents().keys() == {"data/partnership.yaml"}


def test_a_file_that_is_the_same_now_is_not_read_again(clone: Path) -> None:
    write_files(clone, {"data/plans/p.yaml": plan(due="2018-09")})
    now = load(str(clone))
    then = load_at(str(clone), "HEAD", now)
    present = {reading.file.path: reading for reading in now.readings}
    shared = [reading.file.path for reading in then.loaded.readings if reading is present[reading.file.path]]
    assert shared == ["data/indicators/claim.yaml", "data/plans/q.yaml"]
    assert [launch(now), launch(then.loaded)] == ["2018-09-30", "2018-03-31"]


def test_a_record_is_read_again_if_only_the_file_beside_it_differs(clone: Path) -> None:
    for rows in (f"{ROWS}2012/13,pinner,4\n", None):
        if rows:
            write_files(clone, {"data/indicators/claim.csv": rows})
        else:
            remove_files(clone, ["data/indicators/claim.csv"])
        workspace = load_at(str(clone), "HEAD", load(str(clone))).loaded.workspace
        assert workspace is not None
        observations = workspace.indicators["claim"].record.observations
        assert observations is not None
        assert len(observations) == 1


def test_under_another_calendar_no_record_is_shared(clone: Path) -> None:
    remove_files(clone, WITH_CSV)
    commit_files(clone, {"data/plans/p.yaml": plan(due="Q1-2018")})
    write_files(clone, {"data/partnership.yaml": f"{PARTNERSHIP}calendar: {{year_starts: 1}}\n"})
    now = load(str(clone))
    then = load_at(str(clone), "HEAD", now).loaded
    assert [launch(now), launch(then)] == ["2018-03-31", "2018-06-30"]


@pytest.mark.parametrize("broken", ["id: [", "id: p\nold_key: x\n", "", "- a list\n", "x" * 2_000_000])
def test_a_file_that_cannot_be_read_there_is_named_and_the_others_are_loaded(broken: str, clone: Path) -> None:
    commit_files(clone, {"data/plans/p.yaml": broken})
    write_files(clone, {"data/plans/p.yaml": plan()})
    found = load_at(str(clone), "HEAD", load(str(clone)))
    assert found.not_read == ("data/plans/p.yaml",)
    assert found.loaded.workspace is not None
    assert list(found.loaded.workspace.plans) == ["q"]


def test_files_that_no_kind_or_record_claims_are_named_too(clone: Path) -> None:
    commit_files(clone, {"data/stray.yaml": "id: x\n", "data/plans/x.yml": plan("x"), "data/risks/alone.csv": "a\n"})
    (clone / "data/plans/link.yaml").symlink_to("p.yaml")
    git(clone, "add", "--all")
    git(clone, "commit", "--quiet", "--message", "link")
    assert load_at(str(clone), "HEAD").not_read == (
        "data/plans/link.yaml",
        "data/plans/x.yml",
        "data/risks/alone.csv",
        "data/stray.yaml",
    )


@pytest.mark.parametrize("settings", [None, "id: borough\nold_key: x\n"], ids=["missing", "older format"])
def test_without_settings_there_the_present_ones_are_used_and_that_is_told(settings: str | None, clone: Path) -> None:
    present = f"{PARTNERSHIP}calendar: {{year_starts: 1}}\n"
    remove_files(clone, ["data/partnership.yaml", *WITH_CSV])
    files = {"data/plans/p.yaml": plan(due="Q1-2018")}
    commit_files(clone, files if settings is None else {**files, "data/partnership.yaml": settings})
    write_files(clone, {"data/partnership.yaml": present, "data/plans/p.yaml": plan()})
    found = load_at(str(clone), "HEAD", load(str(clone)))
    assert found.is_without_settings
    assert found.not_read == (() if settings is None else ("data/partnership.yaml",))
    assert launch(found.loaded) == "2018-03-31"
    alone = load_at(str(clone), "HEAD")
    assert alone.is_without_settings
    assert alone.loaded.workspace is None


def test_a_commit_without_the_workspace_has_no_records(clone: Path) -> None:
    write_files(clone / "other", {**SETTINGS, "data/plans/p.yaml": plan()})
    found = load_at(str(clone / "other"), "HEAD")
    assert not found.has_records
    assert found.loaded.workspace is None


def test_two_files_with_one_id_are_told_as_on_disk(clone: Path) -> None:
    commit_files(clone, {"data/plans/sub/p.yaml": plan()})
    found = load_at(str(clone), "HEAD", load(str(clone)))
    told = [(one.path, one.code) for one in found.loaded.diagnostics]
    assert told == [("data/plans/sub/p.yaml", "same-id-in-two-files")]
    assert found.not_read == ("data/plans/sub/p.yaml",)


def test_a_checkout_with_other_line_ends_is_read_as_it_was_committed(clone: Path) -> None:
    write_files(clone, {"data/plans/p.yaml": plan().replace("\n", "\r\n")})
    then = load_at(str(clone), "HEAD", read_workspace(clone), keep_texts=True)
    assert then.loaded.contents()["data/plans/p.yaml"] == plan().encode()


def test_a_revision_that_git_does_not_know_is_refused(clone: Path) -> None:
    with pytest.raises(RequestRefused, match="git knows no revision 'nowhere' here"):
        load_at(str(clone), "nowhere")
