import subprocess
from pathlib import Path

import pytest

from hsp_cli.domain.request import RequestRefused
from hsp_cli.store.git_setup import DRIVER, set_up_merging

CONFIGURED = (
    "git config --local merge.hsp.name 'records of hsp'",
    f"git config --local merge.hsp.driver '{DRIVER}'",
)


def config_of(folder: Path, name: str) -> str:
    done = subprocess.run(("git", "config", "--local", name), cwd=folder, capture_output=True, text=True, check=True)
    return done.stdout.removesuffix("\n")


def test_a_folder_becomes_a_repository_that_names_hsp_as_the_driver_of_records(tmp_path: Path) -> None:
    assert set_up_merging(str(tmp_path)) == ("git init --quiet", *CONFIGURED)
    assert config_of(tmp_path, "merge.hsp.driver") == DRIVER
    assert config_of(tmp_path, "merge.hsp.name") == "records of hsp"


def test_a_folder_of_a_repository_stays_in_it(tmp_path: Path) -> None:
    subprocess.run(("git", "init", "--quiet"), cwd=tmp_path, check=True)
    (tmp_path / "inside").mkdir()
    assert set_up_merging(str(tmp_path / "inside")) == CONFIGURED
    assert not (tmp_path / "inside" / ".git").exists()
    assert config_of(tmp_path, "merge.hsp.driver") == DRIVER


def test_a_command_that_fails_is_named_with_what_git_said(tmp_path: Path) -> None:
    subprocess.run(("git", "init", "--quiet"), cwd=tmp_path, check=True)
    (tmp_path / ".git" / "config.lock").touch()
    with pytest.raises(RequestRefused) as refused:
        set_up_merging(str(tmp_path))
    assert refused.value.message.startswith(f"{CONFIGURED[0]} failed: error: could not lock config file")
    assert refused.value.hint == "the files are made; git is not set up"


def test_without_git_nothing_is_set_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(RequestRefused, match="git cannot be run, so it is not set up"):
        set_up_merging(str(tmp_path))
