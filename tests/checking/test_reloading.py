from datetime import date
from pathlib import Path

import pytest

from hsp_cli.checking.checker import check_loaded
from hsp_cli.checking.reloading import reloaded
from hsp_cli.store.file_reader import FileReader
from hsp_cli.store.layout import DataFile
from tests.workspaces import PARTNERSHIP, Files, read_workspace, write_files

DAY = date(2012, 9, 27)
INDICATOR = "id: {id}\ntitle: Waste\nunit: '%'\nbetter: higher\n"
CSV = "data/indicators/claimants.csv"
BESIDE = "data/indicators/claimants.yaml"
FILES: Files = {
    "data/partnership.yaml": PARTNERSHIP,
    "data/indicators/ni-1.yaml": INDICATOR.format(id="ni-1"),
    "data/indicators/ni-2.yaml": INDICATOR.format(id="ni-2"),
    BESIDE: INDICATOR.format(id="claimants") + "dimensions: [area]\nobservations: claimants.csv\n",
    CSV: "period,area,actual\n2011/12,pinner,3\n",
}

CHANGES: dict[str, Files] = {
    "nothing": {},
    "a value": {"data/indicators/ni-1.yaml": INDICATOR.format(id="ni-1").replace("Waste", "Refuse")},
    "a file that can no longer be read": {"data/indicators/ni-1.yaml": "id: [\n"},
    "a key that no record has": {"data/indicators/ni-1.yaml": INDICATOR.format(id="ni-1") + "wrong: 1\n"},
    "a file more": {"data/indicators/ni-3.yaml": INDICATOR.format(id="ni-3")},
    "the same id in two files": {"data/indicators/a/ni-1.yaml": INDICATOR.format(id="ni-1")},
    "a file that no kind claims": {"data/other.yaml": "id: x\n"},
    "a file beside a record": {CSV: "period,area,actual\n2011/12,pinner,30000\n"},
    "a bad file beside a record": {CSV: "period\n"},
    "the name of the file beside a record": {BESIDE: INDICATOR.format(id="claimants")},
    "the settings": {"data/partnership.yaml": PARTNERSHIP + "calendar: {year_starts: 1}\n"},
    "settings that can no longer be read": {"data/partnership.yaml": "id: [\n"},
}


@pytest.mark.parametrize("what", CHANGES)
def test_what_is_loaded_again_is_what_would_be_loaded_anew(tmp_path: Path, what: str) -> None:
    root = write_files(tmp_path, FILES)
    before = read_workspace(root)
    write_files(root, CHANGES[what])
    again, anew = reloaded(before), read_workspace(root)
    assert again.workspace == anew.workspace
    assert again.diagnostics == anew.diagnostics
    assert (again.files, again.content_hashes, again.contents()) == (anew.files, anew.content_hashes, anew.contents())
    assert check_loaded(again, DAY, use_cache=False) == check_loaded(anew, DAY, use_cache=False)
    assert again.changed() == []


@pytest.mark.parametrize("gone", ["data/indicators/ni-1.yaml", CSV, BESIDE, "data/partnership.yaml"])
def test_a_file_that_is_gone_is_no_longer_loaded(tmp_path: Path, gone: str) -> None:
    root = write_files(tmp_path, FILES)
    before = read_workspace(root)
    (root / gone).unlink()
    again, anew = reloaded(before), read_workspace(root)
    assert again.workspace == anew.workspace
    assert check_loaded(again, DAY, use_cache=False) == check_loaded(anew, DAY, use_cache=False)


def test_a_file_that_comes_back_is_loaded_again(tmp_path: Path) -> None:
    root = write_files(tmp_path, FILES)
    (root / CSV).unlink()
    without = read_workspace(root)
    write_files(root, FILES)
    assert reloaded(without).diagnostics == ()


def test_only_the_files_that_have_changed_are_read_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = write_files(tmp_path, FILES)
    before = read_workspace(root)
    write_files(root, {"data/indicators/ni-2.yaml": INDICATOR.format(id="ni-2").replace("Waste", "Refuse")})
    read: list[str] = []
    plain = FileReader.read

    def noted(reader: FileReader, file: DataFile, *parsed: None) -> object:
        read.append(file.path)
        return plain(reader, file, *parsed)

    monkeypatch.setattr(FileReader, "read", noted)
    reloaded(before)
    assert read == ["data/partnership.yaml", "data/indicators/ni-2.yaml"]
