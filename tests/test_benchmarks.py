"""What speed is measured on has to be the same each time, and right."""

import shutil
import sys
from datetime import date
from pathlib import Path

import pytest
import yaml_rs

from benchmarks import BEANCOUNT, HLEDGER, JSON_SCHEMA, YAMALE_SCHEMA, observations, peers
from benchmarks.generate import AS_OF, SEED, as_yaml, workspace, write_workspace
from benchmarks.histories import write_history
from benchmarks.peers import KEY_OF_KIND
from hsp_cli.domain.kind import FOLDERS, Kind
from hsp_cli.store.layout import data_files
from tests.checks import diagnostics_of
from tests.repositories import git
from tests.workspaces import read_workspace


def test_the_same_seed_gives_the_same_workspace_and_another_seed_another():
    first = dict(workspace(1))
    assert first == dict(workspace(1, SEED))
    assert first != dict(workspace(1, SEED + 1))


def test_a_borough_is_the_same_in_a_workspace_of_any_size():
    alone, together = dict(workspace(1)), dict(workspace(2))
    del alone["data/partnership.yaml"]
    assert alone.items() <= together.items()


def test_nothing_is_wrong_with_a_generated_workspace(tmp_path: Path):
    write_workspace(tmp_path, boroughs=2)
    assert diagnostics_of(tmp_path, date.fromisoformat(AS_OF)) == ()


@pytest.fixture(scope="module")
def borough(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace of one borough."""
    root = tmp_path_factory.mktemp("borough")
    write_workspace(root, boroughs=1)
    return root


def test_one_borough_has_what_it_is_said_to_have(borough: Path):
    found = read_workspace(borough).workspace
    assert found is not None
    assert len(found.indicators) == 200
    assert all(8 <= len(indicator.record.figures) <= 20 for indicator in found.indicators.values())
    assert len([action for action in found.actions if action.place.path.startswith("data/plans/")]) == 600
    assert len(found.risks) == 100


def test_the_schema_for_other_tools_recognises_every_file_by_a_key_of_its_kind(borough: Path):
    for file in data_files(str(borough)):
        record = yaml_rs.loads((borough / file.path).read_text("utf-8"), parse_datetime=False)
        recognised = next((kind for kind, key in KEY_OF_KIND.items() if key in record), Kind.PROJECT)
        assert recognised is file.kind, file.path


def test_the_input_of_the_other_tools_can_be_written(tmp_path: Path, borough: Path, monkeypatch: pytest.MonkeyPatch):
    shutil.copytree(borough, tmp_path / "records")
    monkeypatch.setattr(sys, "argv", ["peers", str(tmp_path / "records"), str(tmp_path / "peers")])
    peers.main()
    folders = {path.parent.name for path in (tmp_path / "records").rglob(YAMALE_SCHEMA)}
    assert folders == {"data", *FOLDERS}
    assert {path.name for path in (tmp_path / "peers").iterdir()} == {JSON_SCHEMA, BEANCOUNT, HLEDGER}


def test_what_is_written_is_read_back():
    record = {
        "title": 'A "quoted": title',
        "words": "ends with a colon:",
        "number": "10",
        "yes": True,
        "list": ["plain", "two, three"],
        "mixed": [{"a": 1, "b": ["c"]}, "text"],
        "inside": {"deep": {"deeper": [{"one": 1.5}]}},
    }
    assert yaml_rs.loads(as_yaml(record), parse_datetime=False) == record


@pytest.mark.parametrize("rows", [1, 60])
def test_nothing_is_wrong_with_a_generated_file_of_observations(tmp_path: Path, rows: int):
    observations.write_workspace(tmp_path, rows)
    assert diagnostics_of(tmp_path, date.fromisoformat(observations.AS_OF)) == ()
    found = read_workspace(tmp_path).workspace
    assert found is not None
    given = found.indicators["claims"].record.observations
    assert given is not None
    assert len(given) == rows


def test_a_history_has_the_commits_that_were_asked_for_and_ends_with_what_is_on_disk(tmp_path: Path):
    for name in ("one", "two"):
        write_history(tmp_path / name, boroughs=1, commits=20)
    heads = {git(tmp_path / name, "rev-parse", "HEAD") for name in ("one", "two")}
    assert len(heads) == 1
    assert 15 <= int(git(tmp_path / "one", "rev-list", "--count", "HEAD")) <= 20
    assert git(tmp_path / "one", "status", "--porcelain") == ""
    assert read_workspace(tmp_path / "one").diagnostics == ()
