"""The commands that change a record, as people call them."""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.editing.wishes import FILES
from tests.runs import hsp
from tests.workspaces import write_files

DAY = ("--as-of", "2024-04-10")


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return write_files(tmp_path, FILES)


@pytest.mark.parametrize(
    ("words", "said", "line"),
    [
        (
            ("record", "S 1", "2024-03", "--actual", "5", "--status", "provisional"),
            "bins March 2024: actual 5, provisional  data/indicators/bins.yaml:10",
            "  2024-03: {actual: 5, status: provisional}",
        ),
        (
            ("record", "trees", "Q2-2023", "--actual", "-5.0", "--of", "area=ash"),
            "trees (area=ash) Q2 2023/24: actual -5.0  data/indicators/trees.yaml:7",
            "  - {of: {area: ash}, figures: {Q1-2023: {actual: 3}, Q2-2023: {actual: -5.0}}}",
        ),
        (
            ("close", "van", "--on", "2024-04-02"),
            "homes/van was completed on 2024-04-02  data/plans/homes.yaml:16",
            "        completed: 2024-04-02",
        ),
        (
            ("close", "van", "--not-delivered", "--reason", "No money."),
            "homes/van was closed as not delivered on 2024-04-10  data/plans/homes.yaml:16",
            "        status: not-delivered",
        ),
        (
            ("move", "homes/van", "2024-07", "--reason", "Late."),
            "homes/van is due 2024-07, moved from 2024-05 (1 time in all)  data/plans/homes.yaml:14",
            "          - {due: 2024-07, on: 2024-04-10, reason: Late.}",
        ),
        (
            ("move", "van", "--withdraw", "--reason", "Late."),
            "homes/van has no deadline from 2024-04-10; 2024-05 is withdrawn  data/plans/homes.yaml:14",
            "          - {withdrawn: true, on: 2024-04-10, reason: Late.}",
        ),
        (
            ("rate", "flood", "Q1-2024", "B1", "--reason", "Dry."),
            "board/flood Q1 2024/25: B1, moved from A1 (Q4 2023/24)  data/risks/board.yaml:11",
            "      Q1-2024: {rating: B1, reason: Dry.}",
        ),
        (
            ("update", "van", "--progress", "60", "--note", "More.", "--by", "Ann"),
            "homes/van: progress 60%, update of 2024-04-10  data/plans/homes.yaml:17",
            "          - {on: 2024-04-10, text: More., by: Ann}",
        ),
    ],
)
def test_a_change_is_written_and_said_on_one_line(root: Path, words: tuple[str, ...], said: str, line: str) -> None:
    done = hsp(*words, "--root", str(root), *DAY)
    assert (done.code, done.out) == (0, f"{said}\n")
    path = said.rpartition("  ")[2].partition(":")[0]
    lines = (root / path).read_text().split("\n")
    assert line in lines
    assert hsp("validate", "--root", str(root), *DAY).code == 0


def test_a_dry_run_shows_what_would_change(root: Path) -> None:
    done = hsp("rate", "flood", "Q1-2024", "B1", "--reason", "Dry.", "--dry-run", "--root", str(root), *DAY)
    assert done.code == 0
    assert done.out.endswith(
        "+      Q1-2024: {rating: B1, reason: Dry.}\n     controls: [Pumps]\n   - id: fire\n     title: A fire\n"
    )
    assert (root / "data/risks/board.yaml").read_text() == FILES["data/risks/board.yaml"]


def test_scripts_get_what_was_done_and_the_diff(root: Path) -> None:
    done = hsp("close", "van", "--format", "json", "--dry-run", "--root", str(root), *DAY)
    answer = json.loads(done.out)
    assert answer.keys() == {"said", "written", "files", "diff", "warnings"}
    assert answer["said"] == "homes/van was completed on 2024-04-10"
    assert answer["written"] is False
    assert answer["files"] == [{"path": "data/plans/homes.yaml", "line": 16}]
    assert "+        completed: 2024-04-10\n" in answer["diff"]
    assert answer["warnings"] == []


@pytest.mark.parametrize(
    ("words", "message", "hint"),
    [
        (("record", "binz", "2024-03", "--actual", "5"), "no record is called 'binz'", "did you mean bins?"),
        (("move", "van"), "a deadline moves to a DATE, or is withdrawn", "give either DATE or --withdraw"),
        (("move", "van", "2025", "--withdraw"), "a deadline moves to a DATE, or is withdrawn", "give either DATE or"),
        (("close", "van", "--cancelled", "--not-delivered"), "--not-delivered and --cancelled exclude each other", ""),
        (("rate", "flood", "Q1-2024", "Z9"), "the risk matrix has no rating Z9", "likelihood is one of A, B"),
        (("update", "repairs"), "nothing is given to record", "add --progress"),
        (
            ("record", "trees", "Q2-2023", "--actual", "5", "--of", "area=birch"),
            "the figures of this series are in data/indicators/trees.csv",
            "add a row to that file",
        ),
    ],
)
def test_what_cannot_be_met_is_refused_in_one_line(root: Path, words: tuple[str, ...], message: str, hint: str) -> None:
    before = {path: path.read_bytes() for path in sorted(root.rglob("*.*"))}
    done = hsp(*words, "--root", str(root), *DAY)
    assert (done.code, done.out) == (2, "")
    first, second = done.err.splitlines()
    assert first == f"error: {message}"
    assert second.startswith(f"  = help: {hint}")
    assert {path: path.read_bytes() for path in sorted(root.rglob("*.*"))} == before


def test_a_change_that_would_bring_an_error_is_refused(root: Path) -> None:
    done = hsp("update", "van", "--by", "\x1b[31m", "--note", "x", "--root", str(root), *DAY)
    assert done.code == 2
    assert "\x1b" not in done.both


def test_no_change_is_made_while_a_record_cannot_be_read(root: Path) -> None:
    (root / "data/plans/bad.yaml").write_text("id: [\n")
    done = hsp("close", "van", "--root", str(root), *DAY)
    assert done.code == 1
    assert (root / "data/plans/homes.yaml").read_text() == FILES["data/plans/homes.yaml"]


def test_an_editor_that_saves_meanwhile_is_not_overwritten(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from hsp_cli.editing import closing

    path = root / "data/plans/homes.yaml"
    closed = closing.closed

    def saving(*arguments: Any, **named: Any) -> Any:
        path.write_text(FILES["data/plans/homes.yaml"] + "# saved\n")
        return closed(*arguments, **named)

    monkeypatch.setattr(closing, "closed", saving)
    done = hsp("close", "van", "--root", str(root), *DAY)
    assert done.code == 2
    assert "data/plans/homes.yaml has changed since it was read" in done.err
    assert path.read_text().endswith("# saved\n")
    assert "completed: 2024-04-10" not in path.read_text()


def test_a_hostile_text_stays_one_value(root: Path) -> None:
    note = "x\n- {on: 2020}\nstatus: complete # done"
    assert hsp("update", "van", "--note", note, "--root", str(root), *DAY).code == 0
    shown = json.loads(hsp("show", "homes/van", "--format", "json", "--root", str(root)).out)
    assert shown["record"]["updates"][-1] == {"on": "2024-04-10", "text": note}
    assert shown["record"]["status"] == "in-progress"
