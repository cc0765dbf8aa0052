"""A check gives the same result with and without a cache, and in one process or several."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings, strategies as st

from hsp_cli.checking.checker import check, check_apart, check_loaded
from hsp_cli.checking.file_checker import FileChecker, FileResult
from hsp_cli.checking.loader import load
from hsp_cli.checking.result import CheckResult
from tests.checks import diagnostics_of
from tests.effort import examples
from tests.processes import no_process, only_linux, several_processes
from tests.runs import PROGRAM, hsp, surroundings
from tests.sample_workspace import FILES
from tests.workspaces import BESIDE, PARTNERSHIP, REPOSITORY, SHIPPED, write_files

DAY = date(2024, 4, 15)


def checked_without_cache(root: Path, as_of: date = DAY) -> CheckResult:
    return check(str(root), as_of, use_cache=False)


def checked_with_cache(root: Path, folder: Path, as_of: date = DAY) -> CheckResult:
    """What `hsp validate` does, with a cache in some folder."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("HSP_CACHE_DIR", str(folder))
        return check(str(root), as_of)


def checked_for_a_paper(root: Path, folder: Path, as_of: date = DAY) -> CheckResult:
    """What `hsp report` does, with the same cache."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("HSP_CACHE_DIR", str(folder))
        return check_loaded(load(str(root), keep_texts=True), as_of)


# --- The same answer, byte for byte

INDICATOR = "id: {id}\ntitle: {id}\nunit: '%'\nbetter: higher\ncode: {code}\n"
PLAN = """\
id: {id}
title: {id}
aims:
  - id: one
    title: One
    indicators: [{indicator}]
    actions:
      - {{id: a1, text: Do it, owners: [Council], due: 2023-12, status: {status}, depends_on: [{needs}]}}
"""
REGISTER = """\
id: {id}
title: {id}
body: board
risks:
  - {{id: r1, title: Money runs out, ratings: {{Q1-2024: {{rating: {rating}}}}}}}
"""
STATUSES = st.sampled_from(["open", "complete"])
NAMES = st.sampled_from(["one", "two", "three"])
CONTENTS = st.one_of(
    st.builds(INDICATOR.format, id=NAMES, code=NAMES),
    st.builds(PLAN.format, id=NAMES, indicator=NAMES, status=STATUSES, needs=NAMES.map("{}/a1".format)),
    st.builds(REGISTER.format, id=NAMES, rating=st.sampled_from(["C2", "D3"])),
    st.sampled_from(["", "id: [", "id: one # hsp: allow missing-key — a test\n", "a list"]),
)  # fmt: skip
FOLDERS = st.sampled_from(["indicators", "plans", "plans/old", "risks", "elsewhere"])
SETTINGS = PARTNERSHIP + "organisations: [{id: council, name: Council}]\nbodies: [{id: board, name: Board}]\n"
CHANGES = st.one_of(
    st.tuples(FOLDERS, NAMES, CONTENTS),
    st.tuples(FOLDERS, NAMES, st.none()),
    st.tuples(st.just(""), st.just("partnership"), st.sampled_from([SETTINGS, PARTNERSHIP, SETTINGS + "x: 1\n"])),
)


@settings(max_examples=examples(60), suppress_health_check=list(HealthCheck))
@given(steps=st.lists(st.lists(CHANGES, min_size=1, max_size=4), min_size=1, max_size=6))
def test_after_any_changes_the_cached_result_is_the_result_without_a_cache(
    steps: list[list[tuple[str, str, str | None]]], tmp_path_factory: pytest.TempPathFactory
) -> None:
    root = write_files(tmp_path_factory.mktemp("changed"), {"data/partnership.yaml": SETTINGS})
    folder = tmp_path_factory.mktemp("kept")
    for step in steps:
        for where, name, content in step:
            path = f"data/{where}/{name}.yaml"
            if content is None:
                (root / path).unlink(missing_ok=True)
            else:
                write_files(root, {path: content})
        right = checked_without_cache(root)
        assert checked_with_cache(root, folder) == right
        assert checked_for_a_paper(root, folder) == right
        assert checked_for_a_paper(root, tmp_path_factory.mktemp("empty")) == right


@pytest.mark.parametrize("format", ["text", "json", "sarif"])
def test_the_shipped_records_give_the_same_bytes_cold_warm_and_without(format: str, tmp_path: Path) -> None:
    call = ("validate", "--root", str(REPOSITORY), "--as-of", "2026-01-01", "--format", format)
    env = {"HSP_CACHE_DIR": str(tmp_path)}
    cold, warm, without = hsp(*call, env=env), hsp(*call, env=env), hsp(*call, "--no-cache", env=env)
    assert cold == warm == without
    assert cold.out
    assert {path.suffix for path in tmp_path.iterdir()} == {".always", ".dated", ".result"}


def test_an_unchanged_file_has_a_finding_after_another_file_is_deleted(tmp_path: Path) -> None:
    root = write_files(tmp_path / "root", FILES)
    before = checked_with_cache(root, tmp_path / "kept")
    for path in (root / "data/indicators").rglob("*.yaml"):
        path.unlink()
    after = checked_with_cache(root, tmp_path / "kept")
    assert {one.code for one in after.diagnostics} - {one.code for one in before.diagnostics} == {"unknown-indicator"}
    assert after == checked_without_cache(root)


def test_another_day_is_another_question(tmp_path: Path) -> None:
    root = write_files(tmp_path / "root", FILES)
    for day in (DAY, date(2030, 1, 1), DAY):
        assert checked_with_cache(root, tmp_path / "kept", day) == checked_without_cache(root, day)


def test_only_changed_files_are_checked_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = write_files(tmp_path / "root", FILES)
    checked_with_cache(root, tmp_path / "kept")
    asked: list[str] = []
    check = FileChecker.check

    def noting(self: FileChecker, files: list) -> Iterator[FileResult]:
        asked.extend(file.path for file in files)
        return check(self, files)

    monkeypatch.setattr(FileChecker, "check", noting)
    changed = next(path for path in FILES if path.startswith("data/plans/"))
    (root / changed).write_text((root / changed).read_text("utf-8") + "\n", "utf-8")
    checked_with_cache(root, tmp_path / "kept")
    assert asked == [changed]


def test_a_paper_for_one_day_leaves_what_was_found_for_another(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root, folder = write_files(tmp_path / "root", FILES), tmp_path / "kept"
    checked_with_cache(root, folder, date(2010, 9, 27))
    checked_for_a_paper(root, folder, DAY)
    monkeypatch.setattr(FileChecker, "check", lambda *_: pytest.fail("checked again"))
    checked_with_cache(root, folder, date(2010, 9, 27))


def test_the_results_of_the_last_eight_dates_stay_cached(tmp_path: Path) -> None:
    root, folder = write_files(tmp_path / "root", FILES), tmp_path / "kept"
    for day in range(1, 12):
        checked_with_cache(root, folder, date(2024, 4, day))
        for path in folder.iterdir():
            os.utime(path, (path.stat().st_atime, path.stat().st_mtime - 1))
    days = sorted({path.name.split(".")[1] for path in folder.iterdir()} - {"always"})
    assert days == [f"2024-04-{day:02}" for day in range(4, 12)]


def test_a_workspace_with_a_file_of_no_kind_is_answered_from_the_cache_too(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = write_files(tmp_path / "root", {**FILES, "data/elsewhere/x.yaml": "id: x\n"})
    first = checked_with_cache(root, tmp_path / "kept")
    monkeypatch.setattr(FileChecker, "check", lambda *_: pytest.fail("checked again"))
    assert checked_with_cache(root, tmp_path / "kept") == first
    assert [one.code for one in first.diagnostics] == ["unclaimed-file"]


# --- Several processes


@only_linux
@pytest.mark.parametrize("as_of", [date(2010, 9, 27), date(2026, 1, 1)])
def test_several_processes_find_what_one_finds(as_of: date, monkeypatch: pytest.MonkeyPatch) -> None:
    alone = checked_without_cache(REPOSITORY, as_of)
    assert len(alone.files) == len(SHIPPED) + len(BESIDE)
    with several_processes(monkeypatch):
        assert checked_without_cache(REPOSITORY, as_of) == alone


@only_linux
def test_the_share_of_a_process_that_dies_is_still_checked(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    root = write_files(tmp_path, FILES)
    alone, here = checked_without_cache(root), os.getpid()
    check = FileChecker.check

    def dying(self: FileChecker, files: list) -> Iterator[FileResult]:
        if os.getpid() != here:
            os.kill(os.getpid(), signal.SIGKILL)
        return check(self, files)

    monkeypatch.setattr(FileChecker, "check", dying)
    with several_processes(monkeypatch):
        assert checked_without_cache(root) == alone


@only_linux
def test_a_process_of_its_own_checks_for_a_site_and_leaves_its_memory_there(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    loaded = load(str(write_files(tmp_path / "records", FILES)), keep_texts=True)
    known, here, checked_here = check_loaded(loaded, DAY, use_cache=False), os.getpid(), []
    batch = FileChecker.check_batch

    def noted(self: FileChecker, *arguments: Any) -> Iterator[FileResult]:
        checked_here.extend([1] if os.getpid() == here else [])
        return batch(self, *arguments)

    monkeypatch.setattr(FileChecker, "check_batch", noted)
    monkeypatch.setenv("HSP_CACHE_DIR", str(tmp_path / "cache"))
    with several_processes(monkeypatch):
        assert check_apart(loaded, DAY) == known
        assert not checked_here
    monkeypatch.setenv("HSP_CACHE_DIR", str(tmp_path / "records" / "cache"))  # where no cache may be
    with several_processes(monkeypatch):
        assert check_apart(loaded, DAY) == known
        assert checked_here


@only_linux
def test_where_no_process_is_to_be_had_one_does_it_all(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    root = write_files(tmp_path, FILES)
    alone = checked_without_cache(root)

    with several_processes(monkeypatch), monkeypatch.context() as patch:
        patch.setattr(os, "fork", no_process)
        assert checked_without_cache(root) == alone


@only_linux
def test_a_bug_is_reported_by_the_first_process_and_leaves_no_process_behind(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    root = write_files(tmp_path, FILES)

    def failing(_self: FileChecker, _files: list) -> Iterator[FileResult]:
        raise ZeroDivisionError

    monkeypatch.setattr(FileChecker, "check", failing)
    with several_processes(monkeypatch), pytest.raises(ZeroDivisionError):
        checked_without_cache(root)


@only_linux
def test_after_a_bug_nobody_waits_for_the_other_processes(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    root, here, begun = write_files(tmp_path, FILES), os.getpid(), time.monotonic()

    def failing(_self: FileChecker, _files: list) -> Iterator[FileResult]:
        if os.getpid() != here:
            time.sleep(30)
        raise ZeroDivisionError

    monkeypatch.setattr(FileChecker, "check", failing)
    with several_processes(monkeypatch), pytest.raises(ZeroDivisionError):
        checked_without_cache(root)
    assert time.monotonic() - begun < 20


_WAITING = f"""
import os, time
from hsp_cli.checking import file_checker, processes

def check(self, files, check=file_checker.FileChecker.check):
    yield from check(self, files)
    os.write(int(os.environ["READY"]), b"r")
    time.sleep(60)

file_checker.FileChecker.check, processes.ENOUGH = check, 2
{PROGRAM}
"""
"""Says in a pipe when a process has checked its share, and waits there to be interrupted."""


@only_linux
def test_an_interrupt_in_the_middle_ends_with_130_and_writes_nothing(tmp_path: Path) -> None:
    root, cached = write_files(tmp_path / "root", FILES), tmp_path / "cached"
    ready, told = os.pipe()
    env = {**surroundings(), "PYTHONPATH": str(REPOSITORY / "src"), "HSP_CACHE_DIR": str(cached), "READY": str(told)}
    process = subprocess.Popen(
        (sys.executable, "-c", _WAITING, "validate", "--root", str(root)),
        env=env,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        start_new_session=True,
        pass_fds=(told,),
    )
    os.close(told)
    for _ in range(min(len(os.sched_getaffinity(0)), 2)):
        assert os.read(ready, 1) == b"r"
    os.close(ready)
    os.killpg(process.pid, signal.SIGINT)
    out, err = process.communicate(timeout=30)
    assert process.returncode == 130
    assert (out, err) == (b"", b"")
    assert not cached.exists()
    with pytest.raises(ProcessLookupError):
        os.killpg(process.pid, 0)


# --- What is counted


def test_every_record_with_an_id_of_its_own_is_counted(tmp_path: Path) -> None:
    files = {
        "data/partnership.yaml": SETTINGS,
        "data/plans/p.yaml": PLAN.format(id="p", indicator="i", status="open", needs="p/a1"),
        "data/risks/r.yaml": REGISTER.format(id="r", rating="C2"),
        "data/indicators/i.yaml": INDICATOR.format(id="i", code="i"),
    }
    # The partnership with an organisation and a body, a plan with an aim and an action, a register with a risk, and i.
    assert checked_without_cache(write_files(tmp_path, files)).records == 3 + 3 + 2 + 1


def test_without_settings_no_record_counts(tmp_path: Path) -> None:
    files = {"data/partnership.yaml": "id: [", "data/indicators/i.yaml": INDICATOR.format(id="i", code="i")}
    result = checked_without_cache(write_files(tmp_path, files))
    assert (result.records, len(result.files)) == (0, 2)


def test_a_file_that_cannot_be_read_is_not_missing(tmp_path: Path) -> None:
    files = {
        "data/partnership.yaml": SETTINGS,
        "data/plans/p.yaml": PLAN.format(id="p", indicator="i", status="complete", needs="a1"),
        "data/indicators/i.yaml": "id: [",
    }
    codes = {one.code for one in checked_without_cache(write_files(tmp_path, files)).diagnostics}
    assert "yaml-syntax" in codes
    assert "unknown-indicator" not in codes
    (tmp_path / "data/indicators/i.yaml").unlink()
    assert "unknown-indicator" in {one.code for one in checked_without_cache(tmp_path).diagnostics}


def test_two_files_with_the_same_id_are_both_checked(tmp_path: Path) -> None:
    indicator = INDICATOR.format(id="i", code="i") + "figures: {Q1-2010: {actual: 1, status: awaited}}\n"
    files = {"data/indicators/i.yaml": indicator, "data/indicators/old/i.yaml": indicator}
    found = diagnostics_of(write_files(tmp_path, {"data/partnership.yaml": PARTNERSHIP, **files}), DAY)
    assert [(one.path, one.code) for one in found] == [
        ("data/indicators/i.yaml", "awaited-with-figure"),
        ("data/indicators/old/i.yaml", "same-id-in-two-files"),
        ("data/indicators/old/i.yaml", "awaited-with-figure"),
    ]
