"""The fast_path way in answers what the full reader would, or leaves the call to it."""

from pathlib import Path

import pytest

from hsp_cli.cli import fast_path
from hsp_cli.cli.fast_path import answer
from tests.runs import DAY, HARROW, Run, hsp

PLAIN = [
    ("--version",),
    ("validate", *HARROW, *DAY),
    ("validate", *HARROW, "--as-of=2026-01-01", "--strict"),
    ("validate", *HARROW, "--as-of", "2026-01-01", "--format", "concise", "--color=always"),
    ("validate", *HARROW, *DAY, "--format=json", "-q", "--no-cache"),
    ("validate", *HARROW, *DAY, "--quiet"),
    ("validate", "--root", "/nowhere", *DAY),
    ("validate", *HARROW, "--as-of", "27.9.2010"),
]
NOT_PLAIN = [
    (),
    ("--help",),
    ("--version", "validate"),
    ("list", "plans"),
    ("validate", "--help"),
    ("validate", "--root"),
    ("validate", "--root="),
    ("validate", "--root", "--strict"),
    ("validate", "--as-of", ""),
    ("validate", "--format", "html"),
    ("validate", "--color=green"),
    ("validate", "--select", "wrong-type"),
    ("validate", "--stric"),
    ("validate", "-qv"),
    ("validate", "data"),
]


def in_full(monkeypatch: pytest.MonkeyPatch, arguments: tuple[str, ...]) -> Run:
    with monkeypatch.context() as patch:
        patch.setattr("hsp_cli.cli.app.answer", lambda _arguments: None)
        return hsp(*arguments)


@pytest.mark.parametrize("arguments", PLAIN, ids=" ".join)
def test_a_plain_call_is_answered_as_the_full_reader_answers_it(
    arguments: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert hsp(*arguments) == in_full(monkeypatch, arguments)


@pytest.mark.parametrize("arguments", PLAIN, ids=" ".join)
def test_a_plain_call_is_not_left_to_the_full_reader(
    arguments: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("hsp_cli.cli.commands.app", None)
    assert hsp(*arguments).code in (0, 1, 2)


@pytest.mark.parametrize("arguments", NOT_PLAIN, ids=" ".join)
def test_any_other_call_is_left_to_the_full_reader(arguments: tuple[str, ...]) -> None:
    assert answer(list(arguments)) is None


@pytest.mark.parametrize(("more", "is_kept"), [((), True), (("--no-cache",), False)])
def test_a_plain_call_keeps_its_results_unless_it_should_not(
    more: tuple[str, ...], is_kept: bool, sample: Path, tmp_path: Path
) -> None:
    run = hsp("validate", "--root", str(sample), *DAY, *more, env={"HSP_CACHE_DIR": str(tmp_path / "cache")})
    assert run.code in (0, 1)
    assert (tmp_path / "cache").exists() is is_kept


def test_completion_is_left_to_the_full_reader(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("_HSP_COMPLETE", "complete_bash")
    assert answer(["--version"]) is None


def test_the_workspace_of_the_environment_counts_where_none_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    env = {"HSP_ROOT": HARROW[1]}
    assert hsp("validate", *DAY, env=env) == hsp("validate", *HARROW, *DAY)
    assert hsp("validate", *DAY, env=env).code == 0


def test_every_option_is_spelled_as_the_full_reader_spells_it() -> None:
    shown = hsp("validate", "--help").out
    assert all(option in shown for option in (*fast_path._SWITCHES, *fast_path._VALUES))
