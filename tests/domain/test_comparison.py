from pathlib import Path

from hsp_cli.domain.comparison import compare
from hsp_cli.domain.workspace import Workspace
from tests.workspaces import PARTNERSHIP, read_workspace, write_files


def read(root: Path, actions: str) -> Workspace:
    plan = f"id: p\ntitle: P\naims: [{{id: aim, title: Aim, actions: [{actions}]}}]\n"
    found = read_workspace(write_files(root, {"data/partnership.yaml": PARTNERSHIP, "data/plans/p.yaml": plan}))
    assert found.workspace is not None
    return found.workspace


def test_records_are_matched_by_address_and_only_those_that_both_versions_have(tmp_path: Path) -> None:
    before = read(tmp_path / "before", "{id: gone, text: G}, {id: kept, text: Before}")
    now = read(tmp_path / "now", "{id: kept, text: Now}, {id: new, text: N}")
    (change,) = compare(before.walks[1:], now.walks[1:]).scheduled
    assert (change.before.record.text, change.now.record.text) == ("Before", "Now")
    assert change.before.place != change.now.place
