"""How a command that changes records ends: checked, then shown or written."""

import json
from pathlib import Path

import pytest

from hsp_cli.cli.options import AnswerFormat
from hsp_cli.cli.session import Session
from hsp_cli.cli.writing import finish, first_line, unified_diff
from hsp_cli.domain.edit import Edit, Set
from hsp_cli.domain.request import RequestRefused
from hsp_cli.store.editing import FileChange, changed_file
from tests.repositories import commit_files, git
from tests.workspaces import PARTNERSHIP, write_files

BINS = "data/indicators/bins.yaml"
TEXT = "id: bins\ntitle: Missed bins\nunit: bins\nbetter: lower\nfigures:\n  Q1-2010: {actual: 7, target: 9}\n"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return write_files(tmp_path, {"data/partnership.yaml": PARTNERSHIP, BINS: TEXT})


def finished(root: Path, *edits: Edit, dry_run: bool = False, format: AnswerFormat = AnswerFormat.TEXT) -> None:
    change = changed_file(str(root), BINS, edits)
    session = Session(str(root), "2010-09-27")
    finish(session, [change], dry_run=dry_run, said="bins: Q1-2010 is 8", format=format)


def test_a_change_is_written_and_said_with_its_line(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    finished(root, Set(("figures", "Q1-2010", "actual"), 8))
    assert (root / BINS).read_text() == TEXT.replace("actual: 7", "actual: 8")
    assert capsys.readouterr().out == f"bins: Q1-2010 is 8  {BINS}:6\n"


def test_a_dry_run_shows_the_diff_and_writes_nothing(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    finished(root, Set(("figures", "Q1-2010", "actual"), 8), dry_run=True)
    assert (root / BINS).read_text() == TEXT
    assert capsys.readouterr().out == (
        f"--- a/{BINS}\n+++ b/{BINS}\n@@ -3,4 +3,4 @@\n unit: bins\n better: lower\n figures:\n"
        "-  Q1-2010: {actual: 7, target: 9}\n+  Q1-2010: {actual: 8, target: 9}\n"
    )


def test_the_answer_for_scripts_has_the_files_and_the_diff(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    finished(root, Set(("figures", "Q1-2010", "actual"), 8), format=AnswerFormat.JSON)
    answer = json.loads(capsys.readouterr().out)
    assert answer["written"] is True
    assert answer["files"] == [{"path": BINS, "line": 6}]
    assert answer["diff"].endswith("+  Q1-2010: {actual: 8, target: 9}\n")


@pytest.mark.parametrize(
    ("edit", "message"),
    [
        (Set(("figures", "Q1-2010", "actual"), "many"), "wrong-type, data/indicators/bins.yaml:6]"),
        (Set(("priority",), "streets"), "unknown-priority, data/indicators/bins.yaml:7]"),
        (Set(("id",), "tins"), "id-differs-from-file-name, data/indicators/bins.yaml:1]"),
    ],
)
def test_a_change_that_brings_an_error_is_refused(root: Path, edit: Edit, message: str) -> None:
    with pytest.raises(RequestRefused) as refused:
        finished(root, edit)
    assert refused.value.message.startswith("this would make the records wrong: ")
    assert refused.value.message.endswith(message)
    assert (root / BINS).read_text() == TEXT


def test_an_error_that_was_there_before_does_not_stop_another_change(root: Path) -> None:
    write_files(root, {"data/indicators/tins.yaml": TEXT.replace("bins", "tins") + "priority: streets\n"})
    finished(root, Set(("figures", "Q1-2010", "actual"), 8))
    assert "actual: 8" in (root / BINS).read_text()


def test_warnings_that_a_change_brings_are_shown(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    finished(root, Set(("assessments",), {"Q1-2010": {"rag": "R", "comment": "x"}}))
    message = "R is published for Q1 2010/11, but 7 against 9 (variance +22.22) gives G"
    assert capsys.readouterr().err == f"{BINS}:8: warning[stated-rag-contradicts-figures] {message}\n"


def test_a_change_that_changes_nothing_says_so(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    finished(root, Set(("figures", "Q1-2010", "actual"), 7))
    assert capsys.readouterr().out == "bins: Q1-2010 is 8: the record says so already, and is as it was\n"


def test_the_diff_of_new_and_deleted_files_and_of_missing_line_ends() -> None:
    assert unified_diff(FileChange("a.yaml", None, b"id: a")) == (
        "--- /dev/null\n+++ b/a.yaml\n@@ -0,0 +1 @@\n+id: a\n\\ No newline at end of file\n"
    )
    assert unified_diff(FileChange("a.yaml", b"id: a\r\n", None)) == (
        "--- a/a.yaml\n+++ /dev/null\n@@ -1 +0,0 @@\n-id: a\r\n"
    )


@pytest.mark.parametrize("ending", ["\n", "\r\n"])
def test_git_applies_the_diff_and_takes_it_back(tmp_path: Path, ending: str) -> None:
    before = ending.join(TEXT.splitlines()).encode()  # without a last line end
    write_files(tmp_path, {BINS: before})
    edits = [Set(("figures", "Q2-2010"), {"actual": 6}), Set(("note",), "x")]
    change = changed_file(str(tmp_path), BINS, edits)
    commit_files(tmp_path, {"change.diff": unified_diff(change)})
    git(tmp_path, "apply", "change.diff")
    assert (tmp_path / BINS).read_bytes() == change.after
    git(tmp_path, "apply", "--reverse", "change.diff")
    assert (tmp_path / BINS).read_bytes() == before


def test_the_first_line_of_a_change_is_counted_in_the_new_file() -> None:
    assert first_line(FileChange("a.yaml", b"a\nb\n", b"a\nb\nc\n")) == 3
    assert first_line(FileChange("a.yaml", b"a\nb\n", b"a\n")) == 1
    assert first_line(FileChange("a.yaml", b"a\nb\n", b"a\nx\n")) == 2
