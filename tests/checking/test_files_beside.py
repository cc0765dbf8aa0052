"""A file beside a record is read once, is a part of its record to caches and papers, and is never silently ignored."""

from datetime import date
from pathlib import Path

import pytest

from hsp_cli.checking.checker import check, check_loaded
from hsp_cli.checking.comparing import compare_with
from hsp_cli.checking.loader import load
from hsp_cli.domain.comparison import Comparison, compare
from hsp_cli.domain.walk import Walk
from hsp_cli.store import files
from hsp_cli.store.files import MAX_BYTES, MAX_BYTES_VARIABLE
from hsp_cli.store.history import head_commit
from tests.repositories import commit_files
from tests.workspaces import PARTNERSHIP, Files, read_workspace, write_files

DAY = date(2012, 9, 27)
CSV = "data/indicators/claimants.csv"
YAML = "data/indicators/claimants.yaml"
INDICATOR = """\
id: claimants
title: Claimants
unit: people
better: lower
dimensions: [area]
observations: claimants.csv
"""
ROWS = "period,area,actual\n2011/12,pinner,3\n"
FILES: Files = {"data/partnership.yaml": PARTNERSHIP, YAML: INDICATOR, CSV: ROWS}


def told(root: Path, files: Files = FILES) -> list[tuple[str, int, str, str, str]]:
    """What `validate` finds, with and without a cache, and what is found in records that were loaded: all the same."""
    write_files(root, files)
    checks = (
        check(str(root), DAY, use_cache=False),
        check(str(root), DAY),
        check(str(root), DAY),
        check_loaded(read_workspace(root), DAY, use_cache=False),
    )
    assert all(one == checks[0] for one in checks)
    return [(one.path, one.line, one.code, one.message, one.hint) for one in checks[0].diagnostics]


def test_a_file_beside_a_record_counts_as_a_file_and_not_as_a_record(tmp_path: Path) -> None:
    write_files(tmp_path, FILES)
    result = check(str(tmp_path), DAY, use_cache=False)
    assert (result.files, result.records, result.diagnostics) == ((CSV, YAML, "data/partnership.yaml"), 2, ())


@pytest.mark.parametrize(
    "name", ["../claimants.csv", "a/b.csv", "a.yaml", "a.CSV", ".csv", "a b.csv", "/etc/x.csv", "C:x.csv"]
)
def test_a_name_that_could_lead_elsewhere_is_refused(tmp_path: Path, name: str) -> None:
    found = told(tmp_path, {**FILES, YAML: INDICATOR.replace("claimants.csv", name)})
    message = f"`observations` should be the name of a .csv file, not {name!r}"
    assert [one[:4] for one in found] == [(YAML, 6, "bad-file-name", message)]


def test_a_value_that_is_no_name_is_refused(tmp_path: Path) -> None:
    (found,) = told(tmp_path, {**FILES, YAML: INDICATOR.replace("claimants.csv", "5")})
    assert found[:4] == (YAML, 6, "wrong-type", "`observations` should be the name of a file in the same folder, not 5")


def test_a_file_that_is_not_there_is_reported_with_the_name_that_was_meant(tmp_path: Path) -> None:
    named = INDICATOR.replace("claimants.csv", "claimant.csv")
    assert told(tmp_path, {**FILES, YAML: named}) == [
        (YAML, 6, "missing-file", "data/indicators/ has no file claimant.csv", "did you mean `claimants.csv`?")
    ]
    write_files(tmp_path, {"data/indicators/claimant.csv": ROWS})
    assert told(tmp_path, {}) == [(CSV, 1, "unnamed-file", "no record in this folder names this file", FOUND_UNNAMED)]


FOUND_UNNAMED = "name it in a record of the same folder, or move it out of data/"


@pytest.mark.parametrize(
    "path", ["data/waste.csv", "data/plans/a.geojson", "data/indicators/X.CSV", "data/indicators/2011/claimants.csv"]
)
def test_a_file_that_no_record_names_is_reported(tmp_path: Path, path: str) -> None:
    assert [one[:3] for one in told(tmp_path, {**FILES, path: ROWS})] == [(path, 1, "unnamed-file")]


def test_while_a_record_cannot_be_read_no_file_of_its_folder_counts_as_unnamed(tmp_path: Path) -> None:
    assert [one[:3] for one in told(tmp_path, {**FILES, YAML: "id: [\n"})] == [(YAML, 2, "yaml-syntax")]


def test_a_link_is_not_followed(tmp_path: Path) -> None:
    write_files(tmp_path, {"data/partnership.yaml": PARTNERSHIP, YAML: INDICATOR, "elsewhere.csv": ROWS})
    (tmp_path / CSV).symlink_to(tmp_path / "elsewhere.csv")
    assert [one[:4] for one in told(tmp_path, {})] == [(CSV, 1, "unreadable-file", "cannot be read: it is a link")]


def test_it_may_be_eight_times_as_large_as_a_record(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(MAX_BYTES_VARIABLE, "500")
    row = "\n2011/12,pinner,3"
    full = "period,area,actual".ljust(8 * 500 - len(row)) + row
    assert [one[2] for one in told(tmp_path, {**FILES, CSV: full})] == ["csv-header"]
    assert [one[2] for one in told(tmp_path, {**FILES, CSV: f"{full}0"})] == ["file-too-large"]
    assert MAX_BYTES * files._TIMES_BESIDE > 5_000_000


def test_a_change_of_the_file_alone_is_seen_by_every_cache(tmp_path: Path) -> None:
    assert told(tmp_path) == []
    assert [one[:3] for one in told(tmp_path, {CSV: f"{ROWS}2012/13,pinner,x\n"})] == [(CSV, 3, "wrong-type")]
    assert told(tmp_path, {CSV: ROWS}) == []
    (tmp_path / CSV).unlink()
    assert [one[2] for one in told(tmp_path, {})] == ["missing-file"]


def test_a_paper_depends_on_the_file(tmp_path: Path) -> None:
    commit_files(tmp_path, FILES)
    loaded = read_workspace(tmp_path)
    commit = head_commit(str(tmp_path), loaded.contents())
    assert commit is not None
    assert commit.clean
    assert loaded.content_hashes.keys() == loaded.contents().keys() == FILES.keys()
    write_files(tmp_path, {CSV: f"{ROWS}2012/13,pinner,4\n"})
    assert loaded.changed() == [CSV]
    changed = read_workspace(tmp_path)
    commit = head_commit(str(tmp_path), changed.contents())
    assert commit is not None
    assert not commit.clean
    assert changed.content_hashes != loaded.content_hashes


def test_texts_are_freed_unless_they_are_kept(tmp_path: Path) -> None:
    assert load(str(write_files(tmp_path, FILES))).contents().keys() == {"data/partnership.yaml"}


def test_an_earlier_version_is_read_with_its_own_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    commit_files(tmp_path, FILES)
    write_files(
        tmp_path, {CSV: f"{ROWS}2012/13,pinner,4\n", "data/indicators/same.yaml": INDICATOR.replace("claim", "same")}
    )
    seen: list[Walk] = []

    def compared(before: list[Walk], now: list[Walk]) -> Comparison:
        seen.extend((*before, *now))
        return compare(before, now)

    monkeypatch.setattr("hsp_cli.checking.comparing.compare", compared)
    assert compare_with(str(tmp_path), "HEAD").not_compared == ()
    assert [len(one.file.record.observations) for one in seen] == [1, 2]


def test_an_earlier_version_without_its_file_is_not_compared(tmp_path: Path) -> None:
    commit_files(tmp_path, {path: text for path, text in FILES.items() if path != CSV})
    write_files(tmp_path, FILES)
    assert compare_with(str(tmp_path), "HEAD").not_compared == (YAML,)
