"""What `hsp init` brings along, in the tools that it is for: make tools."""

import json
import os
import shutil
import subprocess
from pathlib import Path

import pytest

from hsp_cli.store.layout import data_files
from tests.runs import hsp
from tests.tools.language_servers import LanguageServer

SERVER, PRE_COMMIT = shutil.which("yaml-language-server"), shutil.which("pre-commit")


@pytest.fixture
def made(tmp_path: Path) -> Path:
    assert hsp("init", str(tmp_path / "made"), "--git", "--as-of", "2026-10-20").code == 0
    return tmp_path / "made"


@pytest.mark.skipif(SERVER is None, reason="yaml-language-server is not installed: make tools, with npm")
def test_an_editor_set_as_the_new_workspace_says_marks_no_record_and_a_mistake(made: Path) -> None:
    schemas = json.loads((made / ".vscode/settings.json").read_text())["yaml.schemas"]
    settings = {"validate": True, "schemas": {(made / path).as_uri(): files for path, files in schemas.items()}}
    assert SERVER is not None
    server = LanguageServer((SERVER, "--stdio"), made, {"yaml": settings})
    try:
        for file in data_files(str(made)):
            assert server.open(file.path, (made / file.path).read_text("utf-8")) == []
        (mark,) = server.open("data/indicators/new.yaml", "id: new\ntitle: New\nunit: bins\nbetter: up\n")
        assert (mark.line, mark.start, mark.end) == (3, 8, 10)
    finally:
        server.stop()


@pytest.mark.skipif(PRE_COMMIT is None, reason="pre-commit is not installed: make tools")
def test_the_hook_of_the_new_workspace_passes_and_finds_a_mistake(made: Path) -> None:
    assert PRE_COMMIT is not None
    env = {**os.environ, "PRE_COMMIT_HOME": str(made.parent / "hooks")}

    def run() -> "subprocess.CompletedProcess[str]":
        subprocess.run(("git", "add", "--all"), cwd=made, check=True)
        command = (PRE_COMMIT, "run", "--all-files")
        return subprocess.run(command, cwd=made, env=env, capture_output=True, text=True, check=False)

    assert run().returncode == 0
    path = made / "data/indicators/burglaries.yaml"
    path.write_text(path.read_text().replace("better: lower", "better: down"))
    assert "error[unknown-value]" in run().stdout
