"""A cached answer is the answer, and is given for nothing but the same question about the same records."""

from pathlib import Path

import pytest

from hsp_cli.checking import loader
from hsp_cli.cli import cached_answers
from hsp_cli.cli.cached_answers import QUESTIONS, is_question
from hsp_cli.cli.commands import COMMANDS
from tests.runs import Run, hsp
from tests.workspaces import write_files

DAY = ("--as-of", "2024-04-15")
CALLS = {
    "exceptions": ("--quarter", "Q1-2024", "--all"),
    "due": ("--fail-on", "overdue"),
    "risks": ("--quarter", "Q1-2024"),
    "need": (),
    "grants": ("--quarter", "Q1-2024"),
    "reward": ("rushmere-promise",),
    "consultation": ("which-homes-first",),
    "list": ("actions",),
    "show": ("homes/second-van",),
    "explain": ("repairs-in-time", "--quarter", "Q1-2024"),
}


@pytest.fixture
def env(tmp_path: Path) -> dict[str, str]:
    return {"HSP_CACHE_DIR": str(tmp_path / "cache")}


def ask(name: str, root: Path, env: dict[str, str], *more: str, terminal: bool = False) -> Run:
    return hsp(name, *CALLS[name], "--root", str(root), *DAY, *more, env=env, terminal=terminal)


def forbid_loading(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(loader, "load", lambda *_, **__: pytest.fail("loaded again"))


def test_every_question_is_tried_here() -> None:
    assert set(CALLS) == set(QUESTIONS) <= set(COMMANDS)


@pytest.mark.parametrize("call", [("report", "a"), ("validate",), ("due", "--at", "main"), ("due", "--at=main"), ()])
def test_a_call_that_writes_or_asks_about_the_past_is_no_question_of_the_cache(call: tuple[str, ...]) -> None:
    assert not is_question(call)


@pytest.mark.parametrize("name", CALLS)
@pytest.mark.parametrize("form", [(), ("--format", "json")], ids=["text", "json"])
def test_the_same_question_is_answered_again_without_loading(
    name: str, form: tuple[str, ...], sample: Path, env: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    first = ask(name, sample, env, *form)
    forbid_loading(monkeypatch)
    assert ask(name, sample, env, *form) == first
    assert first.out


def test_an_option_and_its_value_may_be_one_word(
    sample: Path, env: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    call = ("list", "plans", f"--root={sample}", "--as-of=2024-04-15")
    first = hsp(*call, env=env)
    forbid_loading(monkeypatch)
    assert hsp(*call, env=env) == first


def test_after_a_change_of_any_record_the_question_is_asked_anew(sample: Path, env: dict[str, str]) -> None:
    before = ask("list", sample, env)
    plan = sample / "data/plans/homes.yaml"
    plan.write_text(plan.read_text("utf-8").replace("Buy a second van.", "Hire a second van."), "utf-8")
    after = ask("list", sample, env)
    assert "Hire a second van." in after.out
    assert "Hire a second van." not in before.out


def test_another_date_or_screen_is_another_question(sample: Path, env: dict[str, str]) -> None:
    on_the_day = ask("due", sample, env)
    later = hsp("due", *CALLS["due"], "--root", str(sample), "--as-of", "2030-01-01", env=env)
    assert later.out != on_the_day.out
    assert later.code == 1
    narrow = ask("due", sample, {**env, "COLUMNS": "60"})
    assert narrow.out != on_the_day.out
    coloured = ask("due", sample, env, terminal=True)
    assert "\x1b[" in coloured.out
    assert "\x1b[" not in ask("due", sample, env).out


def test_a_refused_request_is_refused_again(sample: Path, env: dict[str, str]) -> None:
    runs = [hsp("show", "nobody", "--root", str(sample), *DAY, env=env) for _ in range(2)]
    assert runs[0] == runs[1]
    assert runs[0].code == 2


def test_a_workspace_with_a_broken_file_says_so_each_time(sample: Path, env: dict[str, str]) -> None:
    write_files(sample, {"data/plans/broken.yaml": "id: ["})
    runs = [ask("due", sample, env) for _ in range(2)]
    assert runs[0] == runs[1]
    assert runs[0].code == 1
    assert "yaml-syntax" in runs[0].err


def test_an_answer_that_is_too_long_is_not_kept(
    sample: Path, env: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    first = ask("list", sample, {"HSP_CACHE_DIR": f"{env['HSP_CACHE_DIR']}/apart"})
    kept = Path(env["HSP_CACHE_DIR"])
    for most, count in ((len(first.both) - 1, 0), (len(first.both), 1)):
        monkeypatch.setattr(cached_answers, "_MOST_CHARACTERS", most)
        assert ask("list", sample, env) == first
        assert len(list(kept.glob("*.answer"))) == count


def test_a_code_is_explained_outside_a_workspace(tmp_path: Path, env: dict[str, str]) -> None:
    assert hsp("explain", "wrong-type", "--root", str(tmp_path), env=env).code == 0


def test_of_many_questions_the_last_thirty_two_answers_are_kept(sample: Path, env: dict[str, str]) -> None:
    for within in range(40):
        hsp("due", "--within", str(within), "--root", str(sample), *DAY, env=env)
    assert len(list(Path(env["HSP_CACHE_DIR"]).glob("*.answer"))) == 32
