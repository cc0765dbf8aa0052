import json
import re
from pathlib import Path

import pytest

from tests.runs import DAY, HARROW, hsp
from tests.sample_workspace import FILES, PARTNERSHIP
from tests.workspaces import write_files

Q = ("--quarter", "Q1-2010")


def test_red_risks_movements_and_common_risks_are_shown_with_their_groups() -> None:
    run = hsp("risks", *Q, *HARROW, *DAY)
    assert (run.code, run.err) == (0, "")
    lines = run.out.splitlines()
    assert lines[0] == "10 red risks in Q1 2010/11 (2010-04-01 to 2010-06-30)"
    assert sum(line.endswith(("C2 Red", "B2 Red")) for line in lines) == 10
    assert "1 movement since the previous quarter" in lines
    assert any("D2 to C2" in line and "Reward funding" in line for line in lines)
    assert "Common risks" in lines


def test_every_column_has_its_head() -> None:
    lines = hsp("risks", *Q, *HARROW, *DAY, env={"COLUMNS": "160"}).out.splitlines()
    heads = [re.split(r" {2,}", line) for line in lines if line.startswith("Group  ")]
    assert heads == [["Group", "Risk", "Rating"], ["Group", "Risk", "Moved", "Reason"]]


def test_a_quarter_without_red_risks_says_so() -> None:
    out = hsp("risks", "--quarter", "Q4-2009", *HARROW, *DAY).out
    assert out.startswith("No red risks in Q4 2009/10 (2010-01-01 to 2010-03-31)\n")
    assert "\nNo movements since the previous quarter\n" in out


def test_a_matrix_of_numbers_is_described_in_its_own_words(sample: Path) -> None:
    out = hsp("risks", "--root", str(sample), "--quarter", "Q1-2024").out
    assert out.startswith("1 red risk in Q1 2024 (2024-01-01 to 2024-03-31)\n")
    assert "4x4 High" in out
    assert "3x3 to 4x4" in out


def test_a_movement_without_a_reason_says_that_none_was_given(tmp_path: Path) -> None:
    path = "data/risks/homes-group.yaml"
    files = {**FILES, path: FILES[path].replace(", reason: Two of them have left.", "")}
    assert "none given" in hsp("risks", "--root", str(write_files(tmp_path, files)), "--quarter", "Q1-2024").out


@pytest.mark.parametrize(
    ("filters", "red"),
    [
        (("--body", "CCMG"), 4),
        (("--body", "ccmg"), 4),
        (("--body", "Children's Trust"), 1),
        (("--body", "Safer Harrow"), 0),
        (("--owner", "NHS Harrow"), 0),
    ],
)
def test_risks_can_be_filtered_by_body_which_includes_shared_risks(filters: tuple[str, ...], red: int) -> None:
    found = json.loads(hsp("risks", *Q, *HARROW, *DAY, *filters, "--format", "json").out)
    assert len(found["red"]) == red


def test_an_owner_filter_selects_the_owners_risks(sample: Path) -> None:
    root = ("--root", str(sample), "--quarter", "Q1-2024", "--format", "json")
    assert len(json.loads(hsp("risks", *root, "--owner", "Ann Reed").out)["red"]) == 1
    assert json.loads(hsp("risks", *root, "--owner", "Street Manager").out)["red"] == []


def test_without_a_matrix_no_risk_can_be_red(tmp_path: Path) -> None:
    before, _, rest = PARTNERSHIP.partition("risk_matrix:")
    bare = before + "exceptions:" + rest.partition("exceptions:")[2]
    root = write_files(tmp_path, {**FILES, "data/partnership.yaml": bare})
    out = hsp("risks", "--root", str(root), "--quarter", "Q1-2024").out
    assert out.startswith("No red risks")
    assert "3x3 to 4x4" in out


@pytest.mark.parametrize("columns", ["40", "80", "200"])
def test_no_title_is_lost_at_any_width(columns: str) -> None:
    out = hsp("risks", *Q, *HARROW, *DAY, env={"COLUMNS": columns}).out
    letters = re.sub(r"[\s─]", "", out)
    for risk in json.loads(hsp("risks", *Q, *HARROW, *DAY, "--format", "json").out)["red"]:
        assert all(word in letters for word in risk["title"].split())
    assert max(map(len, out.splitlines()[1:])) <= int(columns)
    assert [line for line in out.splitlines() if line != line.rstrip()] == []
