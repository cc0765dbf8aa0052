"""`hsp reward`: what is shown, what fails, and that silence never reads as success."""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.examples import CALDERWICK
from tests.runs import Run, hsp
from tests.workspaces import PARTNERSHIP, write_files

LEVELS = "without_agreement: 340, with_agreement: 300"
AGREEMENT = """\
id: lpsa
title: Local Public Service Agreement
ends: 2004/05
pot: {amount: 100000}
targets:
"""


def rewarded(root: Path, targets: str, *arguments: str, head: str = AGREEMENT, **env: str) -> Run:
    files = {"data/partnership.yaml": PARTNERSHIP, "data/agreements/lpsa.yaml": head + targets}
    return hsp("reward", "--root", str(write_files(root, files)), "--as-of", "2005-05-01", *arguments, env=env)


def target(name: str, keys: str = "") -> str:
    return f"  - {{id: {name}, title: {name.capitalize()}, {LEVELS}{keys}}}\n"


def test_a_target_without_a_figure_has_earned_neither_nothing_nor_all(tmp_path: Path) -> None:
    run = rewarded(tmp_path, target("full", ", actual: 290") + target("silent"))
    assert "Earned: £50,000 on the figures for 1 of 2 targets." in run.out
    assert "At risk: £50,000 of £100,000: £50,000 for targets whose result is not known." in run.out
    assert "not known of £50,000" in run.out
    assert "Silent: The period that is measured is not recorded, and neither is a figure." in run.out


def test_without_any_figure_the_sum_is_not_known(tmp_path: Path) -> None:
    run = rewarded(tmp_path, target("silent"))
    assert "Earned: not known; 0 of 1 target can be compared with a figure." in run.out
    assert "At risk: £100,000 of £100,000" in run.out
    assert "£0" not in run.out


def test_a_provisional_result_says_so(tmp_path: Path) -> None:
    run = rewarded(tmp_path, target("half", ", actual: 310, provisional: true"))
    assert "Earned: £75,000 on the figures for 1 of 1 target, £75,000 of it on provisional figures." in run.out
    assert "310 (provisional)" in run.out


@pytest.mark.parametrize(
    ("unit", "words"),
    [
        ('"%"', "about £2,500 for each further percentage point, down to 300%."),
        ("£", "about £2,500 for each further £1, down to £300."),
        ("days", "about £2,500 for each further unit (days), down to 300 days."),
    ],
)
def test_a_better_figure_has_a_price_for_each_unit(unit: str, words: str, tmp_path: Path) -> None:
    run = rewarded(tmp_path, target("half", f", unit: {unit}, actual: 310"))
    assert f"A better figure would earn {words}" in run.out


def test_below_the_floor_it_says_what_figure_reaches_it(tmp_path: Path) -> None:
    run = rewarded(tmp_path, target("poor", ", actual: 339"))
    assert "2.5%, below 60%" in run.out
    assert "At 316 (60% of the improvement) it would earn £60,000, and about £2,500" in run.out


def test_a_figure_a_little_below_the_floor_is_not_rounded_up_to_it(tmp_path: Path) -> None:
    run = rewarded(tmp_path, target("poor", ", actual: 316.01"))
    assert "59.9%, below 60%" in run.out
    (found,) = json.loads(rewarded(tmp_path, target("poor", ", actual: 316.01"), "--format", "json").out)
    assert found["targets"][0]["fraction"] == 0.5997


def test_without_a_pot_there_are_no_amounts_and_it_says_so(tmp_path: Path) -> None:
    run = rewarded(tmp_path, target("full", ", actual: 300"), head=AGREEMENT.replace("pot: {amount: 100000}\n", ""))
    assert "Pot: not recorded, so the amounts are not known." in run.out
    assert "At risk: not known." in run.out
    assert "£" not in run.out


def test_parts_that_do_not_add_up_have_no_amounts_and_it_says_so(tmp_path: Path) -> None:
    run = rewarded(tmp_path, target("full", ", actual: 300, share: 70") + target("silent", ", share: 20"))
    assert "the parts of some targets do not add up, so their amounts are not known" in run.out
    assert "Earned: not known; 1 of 2 targets can be compared with a figure." in run.out


def test_without_an_end_the_years_are_not_known_and_it_says_so(tmp_path: Path) -> None:
    run = rewarded(tmp_path, target("full", ", actual: 300"), head=AGREEMENT.replace("ends: 2004/05\n", ""))
    assert "When it is paid is not known" in run.out


def test_a_workspace_without_agreements_says_so(tmp_path: Path) -> None:
    root = write_files(tmp_path, {"data/partnership.yaml": PARTNERSHIP})
    assert hsp("reward", "--root", str(root)).out == "No agreement is recorded.\n"
    assert json.loads(hsp("reward", "--root", str(root), "--format", "json").out) == []


def test_a_named_agreement_is_an_object_and_all_are_a_list(tmp_path: Path) -> None:
    one = json.loads(rewarded(tmp_path, target("silent"), "lpsa", "--format", "json").out)
    every = json.loads(rewarded(tmp_path, target("silent"), "--format", "json").out)
    assert every == [one]


@pytest.mark.parametrize(
    ("keys", "failing"),
    [
        (", actual: 300", set()),
        (", actual: 305", {"short"}),
        (", actual: 330", {"below_floor"}),
        ("", {"not_known"}),
        (", actual: 300, provisional: true", {"provisional"}),
    ],
)
def test_it_fails_for_what_was_asked_and_for_nothing_else(keys: str, failing: set[str], tmp_path: Path) -> None:
    conditions = ("below_floor", "short", "not_known", "provisional")
    codes = {one: rewarded(tmp_path, target("it", keys), "--fail-on", one).code for one in conditions}
    assert codes == {one: int(one in failing) for one in conditions}
    assert rewarded(tmp_path, target("it", keys)).code == 0


def test_an_agreement_whose_targets_are_not_recorded_is_not_known(tmp_path: Path) -> None:
    head = AGREEMENT.replace("targets:\n", "")
    assert rewarded(tmp_path, "", "--fail-on", "not_known", head=head).code == 1
    run = rewarded(tmp_path, "", "--fail-on", "below_floor", head=head)
    assert run.code == 0
    assert "Earned: not known, because the targets are not recorded." in run.out
    assert "At risk: £100,000 of £100,000" in run.out


def test_an_unknown_agreement_is_refused_with_the_nearest_one(tmp_path: Path) -> None:
    run = rewarded(tmp_path, target("silent"), "lspa")
    assert (run.code, run.out) == (2, "")
    assert "did you mean lpsa?" in run.err


def answer_of(root: Path) -> Any:
    return json.loads(hsp("reward", "--root", str(root), "--as-of", str(CALDERWICK.day), "--format", "json").out)


def test_json_gives_what_is_not_known_as_null_and_says_why() -> None:
    (found,) = answer_of(CALDERWICK.root)
    burglary = next(one for one in found["targets"] if one["id"] == "improvement-agreement/burglary")
    assert (burglary["actual"], burglary["fraction"], burglary["earned"]) == (None, None, None)
    assert (burglary["standing"], burglary["not_known_because"]) == ("not_known", "figure")
    assert (burglary["reaches_floor_at"], burglary["worth_at_floor"], burglary["worth_of_one"]) == (76, 355440, 39493)
    assert burglary["interim"] == {"level": 80, "reached": True}


def test_json_sums_say_how_many_targets_they_hold() -> None:
    (found,) = answer_of(CALDERWICK.root)
    assert (found["pot"], found["earned"], found["at_risk"], found["provisional"]) == (2962000, 1146294, 1815706, True)
    assert (found["targets_known"], found["targets_counted"]) == (5, 6)
    assert found["payments"][1] == {
        "year": "2027/28",
        "on_account": False,
        "amount": 598916,
        "provisional": True,
        "targets_known": 5,
        "targets_counted": 6,
    }
    police = next(one for one in found["recipients"] if one["id"] == "police")
    assert (police["amount"], police["targets_known"], police["targets_counted"]) == (59240, 0, 1)


def test_titles_of_records_do_not_command_the_terminal(tmp_path: Path) -> None:
    head = AGREEMENT.replace("Local Public Service Agreement", '"A\\x1b[31m agreement\\nin two lines"')
    run = rewarded(tmp_path, target("full", ", actual: 300"), head=head)
    assert "\x1b" not in run.out
    assert run.out.startswith("A agreement in two lines (lpsa), as of 2005-05-01\n")
