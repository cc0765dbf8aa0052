"""The workflows and the action under zizmor, which looks for ways to attack them."""

import shutil
import subprocess
from pathlib import Path

import pytest

from hsp_cli.store.workflows import Origin, github_workflows
from tests.workspaces import REPOSITORY, write_files

ZIZMOR = shutil.which("zizmor")
pytestmark = pytest.mark.skipif(ZIZMOR is None, reason="zizmor is not installed: make tools")

IGNORED = {"dangerous-triggers": 1, "self-repository": 1}
"""What the files of this repository say is safe, each with its reason in the file."""


def zizmor(*paths: Path, persona: str) -> str:
    """What zizmor says in the end. It asks nobody outside."""
    assert ZIZMOR is not None
    command = (ZIZMOR, "--offline", "--no-progress", "--persona", persona, "--format", "plain", *map(str, paths))
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout
    return done.stdout.splitlines()[-1]


@pytest.mark.parametrize("persona", ["regular", "pedantic"])
def test_the_action_and_the_workflows_of_this_repository_have_no_findings(persona: str) -> None:
    told = zizmor(REPOSITORY / "action.yml", REPOSITORY / ".github", persona=persona)
    assert told == f"No findings to report. Good job! ({sum(IGNORED.values())} ignored)"


@pytest.mark.parametrize("persona", ["regular", "pedantic"])
def test_the_workflows_that_hsp_brings_along_have_no_findings(persona: str, tmp_path: Path) -> None:
    source = Origin("https://github.com/example/hsp", "0123456789abcdef0123456789abcdef01234567")
    write_files(tmp_path, github_workflows(source))
    assert zizmor(tmp_path, persona=persona) == "No findings to report. Good job! (1 ignored)"
