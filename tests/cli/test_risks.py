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
    assert lines[1] == "  All 10 recorded risks were rated in Q1 2010/11."
    assert sum(" C2 Red " in line or " B2 Red " in line for line in lines) == 10
    assert "  1 movement: the only risk with an earlier rating; 9 have none to compare with." in lines
    assert any("D2 to C2" in line and "Reward funding" in line for line in lines)
    assert "Common risks" in lines


def test_every_column_has_its_head() -> None:
    lines = hsp("risks", *Q, *HARROW, *DAY, env={"COLUMNS": "160"}).out.splitlines()
    heads = [re.split(r" {2,}", line) for line in lines if line.startswith("Group  ")]
    assert heads == [["Group", "Risk", "Rating", "Owner", "Controls"], ["Group", "Risk", "Moved", "Reason"]]


def test_a_quarter_for_which_few_risks_were_rated_does_not_say_that_none_is_red() -> None:
    out = hsp("risks", "--quarter", "Q4-2009", *HARROW, *DAY).out
    assert out.startswith("No red risks among the 1 of 10 that were rated in Q4 2009/10 (2010-01-01 to 2010-03-31)\n")
    assert out.count("no rating recorded") == 9
    assert "\n  No rating can be compared with an earlier one.\n" in out


REGISTER = """\
id: homes-group
title: Risks
body: homes-group
risks:
  - {id: one, title: Rated again, ratings: {Q4-2023: {rating: 2x2}, Q1-2024: {rating: 2x3, reason: A new law}}}
  - {id: two, title: Red and not rated again, ratings: {Q4-2023: {rating: 4x4}}}
  - {id: three, title: Mild and not rated again, ratings: {Q3-2023: {rating: 1x1}}}
  - {id: four, title: Never rated}
"""


def carried(sample: Path, register: str = REGISTER) -> tuple[str, str, str]:
    return ("--root", str(write_files(sample, {"data/risks/homes-group.yaml": register})), "--quarter=Q1-2024")


def test_a_risk_that_was_not_rated_again_stands_with_its_last_rating(sample: Path) -> None:
    out = hsp("risks", *carried(sample)).out
    assert out.startswith("1 red risk in Q1 2024 (2024-01-01 to 2024-03-31)\n")
    assert "1 of 4 risks was rated in Q1 2024; 2 stand with an older rating; 1 has no rating up to then." in out
    assert "4x4 High (not rated since Q4 2023)" in out
    older = out.partition("Not rated in Q1 2024")[2].partition("Movements")[0]
    assert [re.split(r" {2,}", line)[1:] for line in older.splitlines()[2:-1]] == [
        ["Red and not rated again", "4x4 High", "Q4 2023"],
        ["Mild and not rated again", "1x1 Low", "Q3 2023"],
        ["Never rated", "no rating recorded"],
    ]


def test_the_answer_for_scripts_names_every_risk_that_was_not_rated(sample: Path) -> None:
    found = json.loads(hsp("risks", *carried(sample), "--format", "json").out)
    assert [(one["id"], one["carried_from"]) for one in found["red"]] == [("homes-group/two", "Q4-2023")]
    assert [(one["id"], one["rating"], one["carried_from"]) for one in found["not_rated"]] == [
        ("homes-group/two", "4x4", "Q4-2023"),
        ("homes-group/three", "1x1", "Q3-2023"),
    ]
    assert [one["id"] for one in found["never_rated"]] == ["homes-group/four"]
    assert (found["risks"], found["rated"], found["unrated"]) == (4, 1, 3)


@pytest.mark.parametrize(("condition", "code"), [("red", 1), ("unrated", 1), ("movements", 1)])
def test_fail_on_sees_carried_and_missing_ratings(sample: Path, condition: str, code: int) -> None:
    assert hsp("risks", *carried(sample), "--fail-on", condition).code == code


@pytest.mark.parametrize(("condition", "code"), [("red", 0), ("unrated", 0), ("movements", 0)])
def test_fail_on_is_met_by_nothing_where_every_risk_was_rated_and_none_is_red(
    sample: Path, condition: str, code: int
) -> None:
    fine = REGISTER.partition("  - ")[0] + "  - {id: one, title: One, ratings: {Q1-2024: {rating: 1x1}}}\n"
    assert hsp("risks", *carried(sample, fine), "--fail-on", condition).code == code


def test_a_workspace_without_risks_says_that_none_are_recorded(sample: Path) -> None:
    out = hsp("risks", *carried(sample, REGISTER.partition("risks:")[0])).out
    assert out == "No risks are recorded.\n"


def test_a_request_that_matches_no_risk_says_so() -> None:
    assert hsp("risks", *Q, *HARROW, *DAY, "--owner", "NHS Harrow").out == "No risk matches the request.\n"


def test_a_matrix_of_numbers_is_described_in_its_own_words(sample: Path) -> None:
    out = hsp("risks", "--root", str(sample), "--quarter", "Q1-2024").out
    assert out.startswith("1 red risk in Q1 2024 (2024-01-01 to 2024-03-31)\n")
    assert "4x4 High" in out
    assert "3x3 to 4x4" in out


def test_a_movement_without_a_reason_says_that_none_was_given(tmp_path: Path) -> None:
    path = "data/risks/homes-group.yaml"
    files = {**FILES, path: FILES[path].replace(", reason: Two of them have left.", "")}
    assert (
        "no reason is recorded" in hsp("risks", "--root", str(write_files(tmp_path, files)), "--quarter", "Q1-2024").out
    )


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
    assert out.startswith("Not known whether a risk is red in Q1 2024 (")
    assert "3x3 to 4x4" in out


@pytest.mark.parametrize("columns", ["40", "80", "200"])
def test_no_title_is_lost_at_any_width(columns: str) -> None:
    out = hsp("risks", *Q, *HARROW, *DAY, env={"COLUMNS": columns}).out
    letters = re.sub(r"[\s─]", "", out)
    found = json.loads(hsp("risks", *Q, *HARROW, *DAY, "--format", "json").out)
    for risk in found["red"]:
        assert all(word in letters for word in risk["title"].split())
    addresses = {f"  {risk['id']}" for risk in found["red"]}
    assert max(len(line) for line in out.splitlines()[1:] if line not in addresses) <= int(columns)
    assert [line for line in out.splitlines() if line != line.rstrip()] == []
