"""Every workspace under `examples/`: it stands alone, it has no error, and its papers need no record of a paper."""

import json
import shutil
from pathlib import Path

import pytest

from hsp_cli.analysis.quarters import known_quarters
from hsp_cli.domain.finding import Severity
from hsp_cli.store.layout import data_files
from tests.checks import diagnostics_of
from tests.examples import EXAMPLES, Example
from tests.runs import hsp
from tests.workspaces import REPOSITORY, read_workspace

every_example = pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: example.name)


def test_every_folder_of_examples_is_a_workspace_with_a_page_and_a_day() -> None:
    folders = {path.name for path in (REPOSITORY / "examples").iterdir()}
    assert folders == {example.name for example in EXAMPLES}
    assert all((example.root / "README.md").is_file() for example in EXAMPLES)


@every_example
def test_an_example_has_warnings_and_no_error(example: Example) -> None:
    assert {one.severity for one in diagnostics_of(example.root, example.day)} == {Severity.WARNING}


@every_example
def test_a_command_in_the_folder_of_an_example_answers_for_that_example(
    example: Example, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(example.root / "data")
    answer = json.loads(hsp("list", "indicators", "--format", "json").out)
    assert {one["id"] for one in answer} == {path.stem for path in (example.root / "data/indicators").iterdir()}


def test_the_workspace_of_the_repository_has_no_file_of_an_example() -> None:
    assert [file.path for file in data_files(str(REPOSITORY)) if not file.path.startswith("data/")] == []


@every_example
def test_every_quarter_of_an_example_has_its_report_without_any_record_of_a_paper(
    example: Example, tmp_path: Path
) -> None:
    root = Path(shutil.copytree(example.root, tmp_path / example.name))
    shutil.rmtree(root / "data/papers")
    workspace = read_workspace(root).workspace
    assert workspace is not None
    for quarter in known_quarters(workspace):
        run = hsp("report", "--root", str(root), "--quarter", quarter.text, "--as-of", str(example.day))
        assert (run.code, run.err) == (0, "")
        assert run.out.startswith(f"# {workspace.partnership.name}: ")
