import json
from datetime import date
from pathlib import Path

import pytest

from hsp_cli.domain.kinds import FILE_MODELS
from hsp_cli.domain.request import RequestRefused
from hsp_cli.exchange.new_workspace import make_workspace
from hsp_cli.exchange.schema import schema_of
from hsp_cli.store.starter import Matrix
from tests.checks import diagnostics_of
from tests.workspaces import read_workspace

DAY = date(2026, 11, 30)


def test_a_new_workspace_is_right_and_has_each_path_that_is_named(tmp_path: Path) -> None:
    made = make_workspace(str(tmp_path / "new"), "Riverton Together", Matrix.FIVE, DAY)
    assert made.folder == tmp_path / "new"
    found = {path.relative_to(made.folder).as_posix() for path in made.folder.rglob("*") if path.is_file()}
    assert found == set(made.paths)
    assert len(made.paths) == len(found)
    assert diagnostics_of(made.folder, DAY) == ()
    workspace = read_workspace(made.folder).workspace
    assert workspace is not None
    assert (workspace.partnership.id, workspace.partnership.name) == ("riverton-together", "Riverton Together")


def test_a_name_without_letters_of_an_id_gives_the_plainest_one(tmp_path: Path) -> None:
    make_workspace(str(tmp_path / "new"), "日本", Matrix.FIVE, DAY)
    workspace = read_workspace(tmp_path / "new").workspace
    assert workspace is not None
    assert (workspace.partnership.id, workspace.partnership.name) == ("partnership", "日本")


def test_its_schemas_and_skeletons_are_those_of_each_kind_of_file(tmp_path: Path) -> None:
    make_workspace(str(tmp_path), "A", Matrix.FIVE, DAY)
    for kind in FILE_MODELS:
        assert json.loads((tmp_path / f"schemas/{kind}.schema.json").read_text("utf-8")) == schema_of(kind)
        head = f"# data/{kind.folder}/ID.yaml\n" if kind.folder else "# data/partnership.yaml\n"
        text = (tmp_path / f"skeletons/{kind}.yaml").read_text("utf-8")
        assert text.startswith(f"{head}id: short-name\n")
    assert "\n# leads: [sam-taylor]  # who is responsible for it\n" in (
        (tmp_path / "skeletons/indicator.yaml").read_text("utf-8")
    )
    editor = json.loads((tmp_path / ".vscode/settings.json").read_text("utf-8"))
    assert editor["yaml.schemas"]["schemas/meeting.schema.json"] == "data/meetings/**/*.yaml"
    assert editor["[yaml]"] == {"editor.tabSize": 2, "editor.insertSpaces": True}


def test_a_folder_with_something_in_it_is_refused(tmp_path: Path) -> None:
    (tmp_path / "mine.txt").touch()
    with pytest.raises(RequestRefused, match=r"is not empty: it has mine\.txt"):
        make_workspace(str(tmp_path), "A", Matrix.FIVE, DAY)
