import difflib
import io
import json
import sys
from pathlib import Path

import pytest

from hsp_cli.domain.kind import Kind
from tests.runs import Run, hsp
from tests.workspaces import PARTNERSHIP, write_files

DAY = ("--as-of", "2024-04-15")


def new(root: Path, *words: str, **how: bool) -> Run:
    return hsp("new", *words, "--root", str(root), *DAY, **how)  # type: ignore[arg-type]


def added_lines(before: str, after: str) -> list[str]:
    """The lines that were added. AssertionError if anything else has changed."""
    told = list(difflib.ndiff(before.splitlines(), after.splitlines()))
    assert not [line for line in told if line[0] in "-?"]
    return [line[2:] for line in told if line[0] == "+"]


class Answers(io.StringIO):
    """What somebody types on a terminal."""

    def isatty(self) -> bool:
        return True


def answering(*lines: str) -> Answers:
    return Answers("".join(f"{line}\n" for line in lines))


MISSED = ("indicator", "--title", "Missed calls", "--unit", "calls", "--better", "lower")


def test_a_new_indicator_has_a_file_with_its_keys_and_comments_for_the_others(sample: Path) -> None:
    run = new(sample, *MISSED, "--leads", "Ann Reed")
    assert (run.code, run.err) == (0, "")
    assert run.out == "New indicator missed-calls  data/indicators/missed-calls.yaml:1\n"
    text = (sample / "data/indicators/missed-calls.yaml").read_text()
    assert text.startswith(
        "id: missed-calls\ntitle: Missed calls\nunit: calls\nbetter: lower\nleads: [Ann Reed]\n\n# Further"
    )
    assert "# leads:" not in text
    assert hsp("validate", "--strict", "--root", str(sample), *DAY).code == 0


def test_a_new_action_is_an_entry_of_its_aim_and_every_other_byte_stays(sample: Path) -> None:
    path = sample / "data/plans/homes.yaml"
    before = path.read_text()
    run = new(
        sample, "action", "quieter-van", "--in", "homes/repairs", "--text", "Buy a van: the quiet one", "--owners",
        "Ann Reed", "--owners", "the Council", "--due", "2024-09", "--starred",
    )  # fmt: skip
    assert (run.code, run.err) == (0, "")
    assert run.out.startswith("New action quieter-van  data/plans/homes.yaml:")
    assert added_lines(before, path.read_text()) == [
        "      - id: quieter-van",
        '        text: "Buy a van: the quiet one"',
        "        owners: [Ann Reed, the Council]",
        "        due: 2024-09",
        "        starred: true",
    ]


def test_a_new_person_goes_into_the_settings_without_being_told(sample: Path) -> None:
    run = new(sample, "person", "--name", "Bo Hill", "--organisation", "rushmere-council")
    assert run.out.startswith("New person bo-hill  data/partnership.yaml:")
    assert "  - {id: bo-hill, name: Bo Hill, organisation: rushmere-council}\n" in (
        (sample / "data/partnership.yaml").read_text()
    )


def test_a_key_named_like_an_option_of_every_command_is_written_as_in_the_record(sample: Path) -> None:
    new(sample, "body", "--name", "Rats Group", "--as_of", "2024-04")
    assert "{id: rats-group, name: Rats Group, as_of: 2024-04}" in (sample / "data/partnership.yaml").read_text()


def test_a_dry_run_shows_the_file_and_writes_nothing(sample: Path) -> None:
    run = new(sample, *MISSED, "--dry-run")
    assert run.out.splitlines()[:4] == [
        "--- /dev/null",
        "+++ b/data/indicators/missed-calls.yaml",
        f"@@ -0,0 +1,{len(run.out.splitlines()) - 3} @@",
        "+id: missed-calls",
    ]
    assert not (sample / "data/indicators/missed-calls.yaml").exists()


def test_the_answer_for_scripts_names_the_file(sample: Path) -> None:
    found = json.loads(new(sample, *MISSED, "--format", "json").out)
    assert (found["said"], found["written"]) == ("New indicator missed-calls", True)
    assert found["files"] == [{"path": "data/indicators/missed-calls.yaml", "line": 1}]


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("indicator", "--title", "T"), "a new indicator needs --unit and --better (higher, lower, within or neutral)"),
        (("action", "--text", "T"), "a new action goes into another record"),
        (("action", "--text", "T", "--in", "missed-bins"), "missed-bins (indicator) holds no actions"),
        (("action", "--text", "T", "--in", "homez"), "no record is called 'homez'"),
        (("comet",), "there is no kind of record called 'comet'"),
        ((*MISSED, "--better", "lower"), "better takes one value, and 2 were given"),
        (("indicator", "missed-bins", *MISSED[1:]), "there is an indicator with the id missed-bins already"),
        (("indicator", "../../x", *MISSED[1:]), "'../../x' is not an id"),
        ((*MISSED, "--colour", "red"), "a record of the kind indicator has no key 'colour'"),
        ((*MISSED, "bins"), "'bins' belongs to no key"),
    ],
)
def test_what_cannot_be_made_is_refused_in_one_line_and_nothing_is_written(
    words: tuple[str, ...], message: str, sample: Path
) -> None:
    before = {path: path.read_bytes() for path in sample.rglob("*") if path.is_file()}
    run = new(sample, *words)
    assert (run.code, run.out) == (2, "")
    assert run.err.splitlines()[0] == f"error: {message}"
    assert {path: path.read_bytes() for path in sample.rglob("*") if path.is_file()} == before


def test_a_record_that_would_be_wrong_is_refused_and_nothing_is_written(sample: Path) -> None:
    run = new(sample, *MISSED, "--priority", "homez")
    assert run.code == 2
    assert run.err.startswith("error: this would make the records wrong: ")
    assert not (sample / "data/indicators/missed-calls.yaml").exists()


def test_on_a_terminal_it_asks_for_what_is_missing_until_the_answer_can_be_used(
    sample: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "stdin", answering("Risks of the Board", "nobody", "board", ""))
    run = hsp("new", "register", "--root", str(sample), *DAY, terminal=True)
    assert run.code == 0
    assert run.out == "New risk register risks-of-the-board  data/risks/risks-of-the-board.yaml:1\n"
    assert run.err == (
        "  title: its name\n"
        "  >   body: the body that keeps it [board, homes-group]\n"
        "  >   no record is called 'nobody': choose from board, homes-group\n"
        "  body: the body that keeps it [board, homes-group]\n"
        "  >   id: lower-case letters, digits and hyphens [risks-of-the-board]\n"
        "  > "
    )
    assert (
        (sample / "data/risks/risks-of-the-board.yaml")
        .read_text()
        .startswith("id: risks-of-the-board\ntitle: Risks of the Board\nbody: board\n")
    )


def test_on_a_terminal_it_asks_which_record_holds_the_new_one_and_for_what_most_have(
    sample: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        sys, "stdin", answering("missed-bins", "homes/repairs", "Ring.", "Anne", "ann reed", "", "ring")
    )
    run = hsp("new", "action", "--root", str(sample), *DAY, terminal=True)
    assert (run.code, run.out) == (0, "New action ring  data/plans/homes.yaml:35\n")
    assert "  in which record? [homes/repairs, board-2024-01-15, " in run.err
    assert "missed-bins (indicator) holds no actions" in run.err
    assert (
        "  owners: who does it (default, in a plan: the `partners` of the aim) [ann-reed,\n    street-manager, "
        in run.err
    )
    assert "no owner is called 'Anne': list them: `hsp list people`" in run.err
    assert "  due: the current deadline (Enter leaves it out)\n" in run.err
    assert "      - id: ring\n        text: Ring.\n        owners: [ann reed]\n" in (
        (sample / "data/plans/homes.yaml").read_text()
    )


def test_a_record_that_needs_one_of_a_kind_that_is_not_there_yet_is_refused_before_more_is_asked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_files(tmp_path, {"data/partnership.yaml": PARTNERSHIP})
    monkeypatch.setattr(sys, "stdin", answering("Our estates"))
    run = hsp("new", "profile", "--root", str(tmp_path), *DAY, terminal=True, env={"NO_COLOR": "1"})
    assert run.code == 2
    assert run.err == (
        "  title: its name\n"
        "  > error: a new profile needs an area set, and there is none yet\n"
        "  = help: make one first: hsp new area-set\n"
    )


def interrupt() -> str:
    raise KeyboardInterrupt


def test_nothing_is_written_when_the_answers_end_or_are_interrupted(
    sample: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    interrupted = answering("Risks of the Board")
    monkeypatch.setattr(interrupted, "readline", interrupt)
    for stdin, code in ((answering("Risks of the Board"), 2), (interrupted, 130)):
        monkeypatch.setattr(sys, "stdin", stdin)
        assert hsp("new", "register", "--root", str(sample), *DAY, terminal=True).code == code
    assert [path.name for path in (sample / "data/risks").iterdir()] == ["homes-group.yaml"]


def test_the_keys_of_a_kind_are_listed_with_what_each_takes_and_means(sample: Path) -> None:
    lines = new(sample, "risk", "--keys").out.splitlines()
    assert lines[0].split() == ["Option", "Required", "Takes", "Meaning"]
    assert lines[1].split() == ["--title", "yes", "text", "the", "risk,", "as", "the", "register", "words", "it"]
    found = json.loads(new(sample, "indicator", "--keys", "--format", "json").out)
    better = next(key for key in found if key["key"] == "better")
    assert better == {
        "key": "better",
        "required": True,
        "takes": "higher, lower, within or neutral",
        "choices": ["higher", "lower", "within", "neutral"],
        "meaning": "which way is good; `neutral` indicators give context and are never rated",
    }
    narrow = hsp("new", "risk", "--keys", "--root", str(sample), env={"COLUMNS": "80"}).out.splitlines()
    assert narrow[0] == "  --title (required): the risk, as the register words it. Takes text."


@pytest.mark.parametrize("kind", [kind for kind in Kind if kind is not Kind.PARTNERSHIP])
def test_every_kind_can_list_its_keys(kind: Kind, sample: Path) -> None:
    assert new(sample, kind.plural, "--keys").out.startswith("Option")


@pytest.mark.parametrize("title", ["a: b # c", "- x", "2010", "no", '"', "{a}", "x\ny: z", "…", "é" * 300, "Tab\tbed"])
def test_a_title_of_any_signs_is_one_value(title: str, sample: Path) -> None:
    run = new(sample, "indicator", "odd", "--title", title, "--unit", "%", "--better", "lower")
    assert run.code == 0
    found = json.loads(hsp("show", "odd", "--root", str(sample), "--format", "json").out)
    assert found["record"]["title"] == title


def test_a_title_that_no_file_can_hold_is_refused(sample: Path) -> None:
    run = new(sample, "indicator", "odd", "--title", "bell \x07", "--unit", "%", "--better", "lower")
    assert (run.code, run.err.splitlines()[0]) == (2, "error: a value has signs that cannot be written exactly")
    assert not (sample / "data/indicators/odd.yaml").exists()
