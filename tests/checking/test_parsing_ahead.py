import os
import signal
from pathlib import Path
from typing import Any

import pytest

from hsp_cli.checking.loader import Loaded
from hsp_cli.checking.parsing_ahead import parsed_ahead
from hsp_cli.store import file_reader
from hsp_cli.store.file_reader import FileReader, ParsedFile
from hsp_cli.store.layout import DataFile, data_files
from hsp_cli.store.parsing import parse
from tests.processes import no_process, only_linux, several_processes
from tests.sample_workspace import FILES
from tests.workspaces import REPOSITORY, Files, read_workspace, write_files

WRONG: Files = {
    "data/indicators/broken.yaml": "id: broken\ntitle: [Broken\n",
    "data/indicators/empty.yaml": "",
    "data/indicators/list.yaml": "- a list\n",
    "data/indicators/latin.yaml": b"id: latin\ntitle: caf\xe9\n",
    "data/indicators/cut.yaml": "id: cut\ntitle: More money # 3\nunit: days\nbetter: lower\n",
    "data/indicators/wrong.yaml": "\ufeffid: wrong\ntitel: Wrong\nunit: 5\nbetter: more\n",
    "data/indicators/big.yaml": f"id: big\ntitle: {'9' * 5_000}\nunit: days\nbetter: lower\n",
    "data/unknown/file.yaml": "id: file\n",
}
pytestmark = only_linux


@pytest.fixture
def root(tmp_path: Path) -> Path:
    root = write_files(tmp_path, {**FILES, **WRONG})
    (root / "data/plans/link.yaml").symlink_to(root / "data/plans/homes.yaml")
    return root


def facts(loaded: Loaded) -> list[Any]:
    """All that was read."""
    readings = [
        (one.file, one.content, one.content_hash, one.signature, one.record, one.diagnostics, one.suppressions)
        for one in loaded.readings
    ]
    return [readings, loaded.diagnostics]


def test_files_parsed_by_other_processes_are_read_as_by_one(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for folder in (root, REPOSITORY):
        alone = facts(read_workspace(folder))
        with several_processes(monkeypatch):
            assert facts(read_workspace(folder)) == alone


def test_files_are_parsed_in_the_other_processes_and_come_in_order(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    files = [file for file in data_files(str(root)) if file.kind]
    here = os.getpid()
    really_parse = FileReader.parse

    def elsewhere(self: FileReader, file: DataFile) -> ParsedFile | None:
        assert os.getpid() != here
        return really_parse(self, file)

    monkeypatch.setattr(FileReader, "parse", elsewhere)
    with several_processes(monkeypatch):
        sent = list(parsed_ahead(FileReader(str(root)), files))
    contents = {file.path: parsed.content for file, parsed in zip(files, sent, strict=True) if parsed}
    assert contents.keys() == {file.path for file in files} - {"data/plans/link.yaml"}
    assert all(content == (root / path).read_bytes() for path, content in contents.items())


def test_few_files_are_parsed_by_one_process(root: Path) -> None:
    assert set(parsed_ahead(FileReader(str(root)), data_files(str(root)))) == {None}


def test_a_process_that_dies_leaves_its_files_to_the_first(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    alone = facts(read_workspace(root))
    really_parse = FileReader.parse

    def dying(self: FileReader, file: DataFile) -> ParsedFile | None:
        if file.path.endswith("trees.yaml"):
            os.kill(os.getpid(), signal.SIGKILL)
        return really_parse(self, file)

    monkeypatch.setattr(FileReader, "parse", dying)
    with several_processes(monkeypatch):
        assert facts(read_workspace(root)) == alone


def test_without_another_process_the_first_reads_all(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    alone = facts(read_workspace(root))
    with several_processes(monkeypatch), monkeypatch.context() as patch:
        patch.setattr(os, "fork", no_process)
        assert facts(read_workspace(root)) == alone


def test_data_that_cannot_be_sent_are_parsed_again(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    class Mapping(dict[str, Any]):
        """Plain data in a type that only its own process knows."""

    def special(text: str) -> Any:
        data = parse(text)
        return Mapping(data) if isinstance(data, dict) else data

    alone = facts(read_workspace(root))
    monkeypatch.setattr(file_reader, "parse", special)
    with several_processes(monkeypatch):
        assert facts(read_workspace(root)) == alone


def test_a_reader_that_stops_early_leaves_no_process_behind(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with several_processes(monkeypatch):
        ahead = parsed_ahead(FileReader(str(root)), data_files(str(root)))
        next(ahead)
        ahead.close()
