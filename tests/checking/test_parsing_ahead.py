import os
import signal
import time
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from hsp_cli.checking import parsing_ahead
from hsp_cli.checking.checker import check
from hsp_cli.checking.loader import Loaded, load
from hsp_cli.checking.parsing_ahead import ParsingAhead, parsed
from hsp_cli.store import file_parser, file_reader
from hsp_cli.store.file_parser import ParsedFile, parse_file
from hsp_cli.store.layout import PARTNERSHIP_FILE, data_files
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
TODAY = date(2010, 9, 27)
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


def ahead_of(root: Path) -> ParsingAhead:
    return ParsingAhead(str(root), data_files(str(root)))


def test_files_are_parsed_in_the_other_processes_and_come_in_order(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    here = os.getpid()

    def elsewhere(path: str, max_bytes: int) -> ParsedFile | None:
        assert os.getpid() != here
        return parse_file(path, max_bytes)

    monkeypatch.setattr(parsing_ahead, "parse_file", elsewhere)
    with several_processes(monkeypatch), ahead_of(root) as ahead:
        sent = list(ahead.each())
    paths = [file.path for file in data_files(str(root)) if file.path != PARTNERSHIP_FILE]
    assert [file.path for file, _ in sent] == paths
    contents = {file.path: found.content for file, found in sent if found}
    assert contents.keys() == set(paths) - {"data/plans/link.yaml"}
    assert all(content == (root / path).read_bytes() for path, content in contents.items())


def test_few_files_are_parsed_by_one_process(root: Path) -> None:
    with ahead_of(root) as ahead:
        assert {found for _, found in ahead.each()} == {None}


def test_a_process_that_dies_leaves_its_files_to_the_first(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    alone = facts(read_workspace(root))

    def dying(path: str, max_bytes: int) -> ParsedFile | None:
        if path.endswith("trees.yaml"):
            os.kill(os.getpid(), signal.SIGKILL)
        return parse_file(path, max_bytes)

    monkeypatch.setattr(parsing_ahead, "parse_file", dying)
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
    for module in (file_parser, file_reader):
        monkeypatch.setattr(module, "parse", special)
    with several_processes(monkeypatch):
        assert facts(read_workspace(root)) == alone


@pytest.mark.parametrize("most", [0, 1_000_000])
def test_files_that_wait_to_be_asked_for_are_read_as_by_one(
    most: int, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(parsing_ahead, "_MOST_AHEAD", most)
    alone = facts(read_workspace(REPOSITORY))
    with several_processes(monkeypatch), ahead_of(REPOSITORY) as ahead:
        time.sleep(0.1)
        assert facts(load(str(REPOSITORY), keep_texts=True, ahead=ahead)) == alone


def test_a_process_that_is_stopped_gives_what_it_has_parsed(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with several_processes(monkeypatch), ahead_of(root) as ahead:
        given = {path: parsed(message) for path, message in ahead.stop().items()}
    assert given.keys() <= {file.path for file in data_files(str(root))}
    assert all(found is None or found.content == (root / path).read_bytes() for path, found in given.items())


def test_a_check_finds_the_same_in_files_that_were_parsed_ahead(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    alone = check(str(root), TODAY, use_cache=False)
    really_stop = ParsingAhead.stop
    given: list[str] = []

    def late(self: ParsingAhead) -> Any:
        time.sleep(0.2)  # the other processes have parsed all files by then
        found = really_stop(self)
        given.extend(found)
        return found

    monkeypatch.setattr(ParsingAhead, "stop", late)
    with several_processes(monkeypatch):
        assert check(str(root), TODAY, use_cache=False) == alone
    assert given


def test_a_reader_that_stops_early_leaves_no_process_behind(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with several_processes(monkeypatch), ahead_of(root) as ahead:
        next(ahead.each())
