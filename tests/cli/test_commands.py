from collections.abc import Callable
from pathlib import Path

import pytest

from hsp_cli.cli.commands import COMMANDS, load
from tests.runs import hsp
from tests.workspaces import PARTNERSHIP, write_files

GOLDEN = Path(__file__).parent / "golden" / "help"


@pytest.mark.parametrize(("name", "sentence"), COMMANDS.items())
def test_what_the_list_says_of_a_command_is_how_its_own_help_begins(name: str, sentence: str) -> None:
    first, _, _ = (load(name).help or "").partition("\n\n")
    words = " ".join(first.split())
    assert words == sentence or words.startswith(f"{sentence} ")
    assert ". " not in sentence


def test_the_help_cuts_no_sentence_on_a_screen_of_80_columns() -> None:
    page = hsp("--help", env={"COLUMNS": "80"}).out
    width = max(map(len, COMMANDS))
    for name, sentence in COMMANDS.items():
        assert f"  {name:{width}}  {sentence}\n" in page


@pytest.mark.parametrize("name", COMMANDS)
def test_the_help_of_a_command_wraps_and_shows_nothing_empty(name: str) -> None:
    page = hsp(name, "--help", env={"COLUMNS": "80"}).out
    assert max(map(len, page.splitlines())) <= 80
    assert "[]" not in page


@pytest.mark.parametrize("name", ["", *COMMANDS])
def test_the_help_is_the_golden_one(name: str, golden: Callable[[Path, str], None]) -> None:
    page = hsp(*name.split(), "--help", env={"COLUMNS": "80"}).out
    golden(GOLDEN / f"{name or 'hsp'}.txt", page)


@pytest.mark.parametrize("word", ["--root", "-v", "--format=json", "--quarter"])
def test_an_option_before_the_command_gets_a_hint_with_its_place(word: str) -> None:
    run = hsp(word, "x", "due")
    option = word.partition("=")[0]
    assert (run.code, run.err) == (
        2,
        f"error: {option} goes after the command\n  = help: write hsp COMMAND {option} …\n",
    )


def test_an_option_that_no_command_has_is_no_option() -> None:
    assert "No such option: --nope" in hsp("--nope", "due").err


def test_validate_refuses_a_path_and_says_what_it_checks(tmp_path: Path) -> None:
    run = hsp("validate", "data/plans/p.yaml")
    assert run.code == 2
    message = "error: hsp validate takes no path: it checks the whole workspace\n"
    reason = "leave data/plans/p.yaml out: a change in one file can break a reference in another"
    assert run.err == f"{message}  = help: {reason}\n"
    write_files(tmp_path, {"data/partnership.yaml": PARTNERSHIP})
    run = hsp("validate", "--strict", str(tmp_path))
    assert run.err == f"{message}  = help: name the workspace with an option: --root {tmp_path}\n"
