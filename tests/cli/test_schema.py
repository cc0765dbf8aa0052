"""`hsp schema`: schemas on the screen, in a file, in a folder."""

import json
from pathlib import Path

import pytest

from hsp_cli.domain.kind import Kind
from hsp_cli.domain.kinds import FILE_MODELS
from hsp_cli.exchange.schema import schema_of
from tests.runs import hsp

NAMES = [f"{kind.value}.schema.json" for kind in FILE_MODELS]


@pytest.mark.parametrize("arguments", [("indicator",), ("indicators", "-o", "-")])
def test_the_schema_of_a_kind_goes_to_the_screen(arguments: tuple[str, ...]) -> None:
    run = hsp("schema", *arguments)
    assert (run.code, run.err) == (0, "")
    assert json.loads(run.out) == schema_of(Kind.INDICATOR)


def test_without_a_kind_the_kinds_and_their_files_are_listed() -> None:
    run = hsp("schema", env={"COLUMNS": "80"})
    assert (run.code, run.err) == (0, "")
    head, _, *rows = run.out.splitlines()
    assert [head, *rows[:2]] == [
        "Kind           Files",
        "partnership    data/partnership.yaml",
        "plan           data/plans/**/*.yaml",
    ]
    assert len(rows) == len(FILE_MODELS)


def test_without_a_kind_every_schema_goes_into_a_folder_which_is_made(tmp_path: Path) -> None:
    folder = tmp_path / "schemas"
    run = hsp("schema", "-o", str(folder))
    assert (run.code, run.out) == (0, "")
    assert run.err == "".join(f"schema: {folder / name}\n" for name in NAMES)
    assert sorted(path.name for path in folder.iterdir()) == sorted(NAMES)
    assert json.loads((folder / "plan.schema.json").read_text("utf-8")) == schema_of(Kind.PLAN)


def test_the_schema_of_a_kind_goes_into_a_file_or_a_folder(tmp_path: Path) -> None:
    assert hsp("schema", "plan", "-o", str(tmp_path / "p.json"), "-q").both == ""
    assert hsp("schema", "plan", "-o", str(tmp_path)).err == f"schema: {tmp_path / 'plan.schema.json'}\n"
    assert (tmp_path / "p.json").read_bytes() == (tmp_path / "plan.schema.json").read_bytes()


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("plan", "-o", "ni-126.yaml"), "no schema can be written as ni-126.yaml"),
        (("plan", "-o", "no/such/plan.json"), "there is no folder"),
        (("-o", "no/such/folder"), "there is no folder"),
        (("action",), "no file holds 'action'"),
    ],
)
def test_what_cannot_be_met_is_refused_and_nothing_is_written(
    arguments: tuple[str, ...], message: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    run = hsp("schema", *arguments)
    assert (run.code, run.out) == (2, "")
    assert message in run.err
    assert "= help: " in run.err
    assert list(tmp_path.iterdir()) == []


def test_a_schema_needs_no_workspace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert hsp("schema", "grant").code == 0
