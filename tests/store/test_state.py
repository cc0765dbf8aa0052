import os
from pathlib import Path

import pytest

from hsp_cli.domain.request import RequestRefused
from hsp_cli.store.state import Watch
from tests.repositories import commit_files
from tests.workspaces import PARTNERSHIP, Files, write_files

FILES: Files = {
    "data/partnership.yaml": PARTNERSHIP,
    "data/plans/p.yaml": "id: p\n",
    "data/areas/wards.geojson": "{}",
    "templates/scorecard.md.j2": "# {{ title }}\n",
}


@pytest.mark.parametrize("path", FILES)
def test_a_saved_file_changes_the_state(tmp_path: Path, path: str) -> None:
    watch = Watch(str(write_files(tmp_path, FILES)))
    before = watch.state()
    assert watch.state() == before
    (tmp_path / path).write_text("id: other\n")
    assert watch.state() != before


@pytest.mark.parametrize("path", ["data/plans/q.yaml", "data/notes.csv", "templates/reference.docx"])
def test_a_file_more_or_less_changes_the_state(tmp_path: Path, path: str) -> None:
    watch = Watch(str(write_files(tmp_path, FILES)))
    before = watch.state()
    write_files(tmp_path, {path: "x"})
    assert watch.state() != before
    (tmp_path / path).unlink()
    assert watch.state() == before


def test_a_file_that_an_editor_moves_into_place_changes_the_state(tmp_path: Path) -> None:
    watch = Watch(str(write_files(tmp_path, FILES)))
    before = watch.state()
    plan = tmp_path / "data/plans/p.yaml"
    write_files(tmp_path, {"data/plans/.p.yaml.tmp": plan.read_bytes()})
    os.utime(tmp_path / "data/plans/.p.yaml.tmp", ns=(plan.stat().st_atime_ns, plan.stat().st_mtime_ns))
    (tmp_path / "data/plans/.p.yaml.tmp").replace(plan)
    assert watch.state() != before


def test_a_file_that_is_no_record_changes_nothing(tmp_path: Path) -> None:
    watch = Watch(str(write_files(tmp_path, FILES)))
    before = watch.state()
    write_files(tmp_path, {"data/plans/notes.txt": "x", "README.md": "x"})
    assert watch.state() == before


def test_a_commit_changes_the_state(tmp_path: Path) -> None:
    commit_files(tmp_path, FILES)
    watch = Watch(str(tmp_path))
    before = watch.state()
    commit_files(tmp_path, {"README.md": "x"})
    assert watch.state() != before


def test_a_folder_that_cannot_be_read_is_refused(tmp_path: Path) -> None:
    watch = Watch(str(write_files(tmp_path, FILES)))
    (tmp_path / "data").rename(tmp_path / "gone")
    with pytest.raises(RequestRefused, match="cannot look into"):
        watch.state()
