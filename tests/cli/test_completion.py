import contextlib
from pathlib import Path

import pytest

from hsp_cli.analysis.catalogue import LISTED
from hsp_cli.cli.commands import COMMANDS, load
from hsp_cli.domain.register import Register
from tests.repositories import commit_files, git
from tests.runs import HARROW, hsp
from tests.workspaces import PARTNERSHIP, REPOSITORY


def offered(words: str, *, shell: str = "bash", cwd: Path = REPOSITORY) -> list[str]:
    """What a shell is offered for the last word, which may be empty."""
    env = {
        "_HSP_COMPLETE": f"complete_{shell}",
        "COMP_WORDS": words,
        "COMP_CWORD": str(len(words.split(" ")) - 1),
        "_TYPER_COMPLETE_ARGS": words,
        "_TYPER_COMPLETE_WORD_TO_COMPLETE": words.rpartition(" ")[2],
        "_TYPER_COMPLETE_FISH_ACTION": "get-args",
    }
    with contextlib.chdir(cwd):
        run = hsp(env=env)
    assert (run.code, run.err) == (0, "")
    return run.out.split()


@pytest.mark.parametrize(
    ("words", "ids"),
    [
        ("hsp show ni-12", ["ni-120", "ni-121", "ni-122", "ni-123", "ni-125", "ni-126"]),
        ("hsp show dal", ["dal-babu"]),
        ("hsp explain ni-126", ["ni-126"]),
        ("hsp report scor", ["scorecard-2010-q1"]),
        ("hsp report hce", []),
        ("hsp list prio", ["priorities"]),
        ("hsp due --plan coh", ["cohesion-scrutiny"]),
        ("hsp due --owner dal", ["dal-babu"]),
        ("hsp due --body dal", []),
        ("hsp risks --body childrens-t", ["childrens-trust"]),
        ("hsp exceptions --priority hea", ["health-inequalities"]),
        ("hsp exceptions --scheme l", ["laa"]),
        ("hsp due --owner nobody-at-all", []),
        ("hsp risks --quarter Q", ["Q1-2010", "Q4-2009", "Q3-2009", "Q2-2009", "Q1-2009"]),
        ("hsp quarter Q4", ["Q4-2009"]),
        ("hsp need --layer male", ["male-life-expectancy"]),
        ("hsp show hce-2010-05-24/pol", ["hce-2010-05-24/police-sport-activities"]),
        ("hsp show hce-2010-05-24", ["hce-2010-05-24"]),
        ("hsp due --owner nhs-harrow-", ["nhs-harrow-nwl-sector"]),
        ("hsp close morning-report-2010-q1/bar", ["morning-report-2010-q1/barriers-to-priorities"]),
        ("hsp export i", ["indicators"]),
        ("hsp close hce-2010-05-24/pol", ["hce-2010-05-24/police-sport-activities"]),
        ("hsp record ni-126 2010", ["2010-07", "2010-06"]),
        ("hsp rate ccmg/member-capacity Q2-2010 C", ["C1", "C2", "C3", "C4"]),
        ("hsp quarter Q2-2", ["Q2-2010", "Q2-2009"]),
        ("hsp update x --rag H", ["HG", "HR"]),
        ("hsp exceptions --by a", ["area"]),
        ("hsp chart x --of a", ["area="]),
        ("hsp chart rat", ["ratings"]),
        ("hsp chart time", ["timeline"]),
        ("hsp explain wrong-t", ["wrong-type"]),
        ("hsp validate --ignore wrong-t", ["wrong-type"]),
        ("hsp schema pl", ["plan"]),
    ],
)
def test_the_shell_is_offered_the_ids_that_a_word_can_be(words: str, ids: list[str]) -> None:
    assert offered(words) == ids


@pytest.mark.parametrize("shell", ["zsh", "fish", "powershell"])
def test_every_shell_is_offered_them(shell: str) -> None:
    assert any("ni-126" in word for word in offered("hsp show ni-126", shell=shell))


def test_the_workspace_may_be_named_before(tmp_path: Path) -> None:
    assert offered(f"hsp show {' '.join(HARROW)} dal", cwd=tmp_path) == ["dal-babu"]


def test_without_a_workspace_nothing_is_offered_and_nothing_said(tmp_path: Path) -> None:
    assert offered("hsp show dal", cwd=tmp_path) == []


def test_branches_and_tags_are_offered_for_a_revision(tmp_path: Path) -> None:
    commit_files(tmp_path, {"data/partnership.yaml": PARTNERSHIP})
    git(tmp_path, "tag", "paper-q1")
    for words in ("hsp diff pap", "hsp validate --base pap", "hsp due --at pap"):
        assert offered(words, cwd=tmp_path) == ["paper-q1"]


TYPED = {
    *("actual", "target", "numerator", "denominator", "progress", "limit", "within", "alarm", "port"),  # numbers
    *("as_of", "on", "to", "answer_by"),  # days
    *("comment", "note", "outcome", "reason", "name", "words", "folder"),  # new words and names
    *("key", "fail_on"),  # words of the program that only loading the models would tell
    *("path", "marker_size"),  # git gives them to the merge driver
    "paths",  # hidden: it is only there to be refused
}
"""The parameters that a person types, because nothing in the workspace tells what they may be."""


@pytest.mark.parametrize("command", COMMANDS)
def test_every_argument_and_option_is_completed_or_can_only_be_typed(command: str) -> None:
    for parameter in load(command).params:
        kind = type(parameter.type).__name__
        is_choice = kind in ("TyperChoice", "TyperPath") or getattr(parameter, "is_flag", False)
        is_completed = getattr(parameter, "_custom_shell_complete", None) is not None
        assert is_choice or is_completed or parameter.name in TYPED, parameter.name


def test_the_kinds_offered_are_those_that_can_be_listed() -> None:
    assert offered("hsp list ") == [*LISTED, *Register]
