import json
from pathlib import Path

import pytest

from tests.runs import hsp
from tests.sample_workspace import FILES
from tests.workspaces import write_files

DAY = ("--as-of", "2024-04-15")


def need(root: Path, *words: str, columns: int = 80) -> str:
    run = hsp("need", *words, "--root", str(root), *DAY, env={"COLUMNS": str(columns)})
    assert (run.code, run.err) == (0, "")
    return run.out


def test_areas_are_listed_neediest_first_with_their_layers_and_their_work(sample: Path) -> None:
    told = need(sample)
    assert told.splitlines()[:4] == [
        "Profile of the estates (3 areas, 2 layers)",
        "  The estates differ in size.",
        "  Figures are missing in 1 area. Each rank is the highest that an area could",
        "    have with them.",
    ]
    assert "in the worst quarter in 1 of 2 layers: Missed bins\n  recorded work: 1 open" in told
    assert "Other neediest areas\n  Ash Estate\n    Buy a second van. (homes/second-van): open" in told


def test_one_layer_is_a_table_of_values(sample: Path) -> None:
    told = need(sample, "--layer", "trees")
    assert told.splitlines()[0] == "Profile of the estates: Street trees (3 areas, 1 layer)"
    rows = [line.split() for line in told.splitlines() if "Estate" in line]
    assert [row[:4] for row in rows][:3] == [
        ["1", "Birch", "Estate", "2"],
        ["2", "Ash", "Estate", "3"],
        ["3", "Cedar", "Estate", "7"],
    ]


def test_an_area_that_no_record_names_is_said_to_be_so_and_no_more(sample: Path) -> None:
    text = FILES["data/plans/homes.yaml"].replace("        areas: [birch]\n", "")
    told = need(write_files(sample, {"data/plans/homes.yaml": text}), "--layer", "trees")
    assert "Neediest areas that no open action names\n  Birch Estate\n    no recorded action names it" in told


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("--fail-on missing", 1),
        ("--fail-on missing --layer trees", 0),
        ("--fail-on unreached --layer trees", 1),
        ("--fail-on unconfirmed --layer trees", 0),
        ("--fail-on unconfirmed", 1),
    ],
)
def test_the_command_fails_where_that_was_asked_for_and_is_met(words: str, code: int, sample: Path) -> None:
    assert hsp("need", *words.split(), "--root", str(sample), *DAY).code == code


def test_a_profile_without_layers_does_not_say_that_there_is_no_need(sample: Path) -> None:
    files = {"data/profiles/estate-profile.yaml": "id: estate-profile\ntitle: Empty\nareas: estates\n"}
    told = need(write_files(sample, files))
    assert "Nobody can say where need is greatest: the profile has no areas or no layers." in told


def test_json_has_each_area_with_its_scores_and_work(sample: Path) -> None:
    found = json.loads(need(sample, "--format", "json"))
    assert (found["profile"], found["subject"], found["caveat"]) == (
        "estate-profile",
        None,
        "The estates differ in size.",
    )
    ash = next(area for area in found["areas"] if area["id"] == "ash")
    assert ash["layers"][0] == {
        "id": "bins",
        "value": 14,
        "status": "final",
        "rank": 1,
        "ties": 0,
        "worst": True,
        "missing": False,
    }
    assert [(one["id"], one["kind"], one["reach"]) for one in ash["actions"]] == [
        ("homes/second-van", "action", "open")
    ]
    assert [(one["id"], one["area"], one["reach"]) for one in found["wider"]] == [
        ("warm-homes", "rushmere-town", "open")
    ]


def test_a_map_is_drawn_of_a_profile_a_layer_or_an_overlay(sample: Path, tmp_path: Path) -> None:
    root = ("--root", str(sample), *DAY)
    whole = hsp("chart", "estate-profile", *root).out
    assert ">Profile of the estates</title>" in whole
    layer = hsp("chart", "estate-profile", "--layer", "bins", *root).out
    assert layer == hsp("chart", "estate-profile/bins", *root).out
    assert hsp("chart", "estate-profile", "--overlay", "streets", "-o", str(tmp_path / "m.svg"), *root).code == 0
    assert "Profile of the estates: Streets" in (tmp_path / "m.svg").read_text("utf-8")
    refused = hsp("chart", "missed-bins", "--layer", "bins", *root)
    assert (refused.code, "only profiles have layers" in refused.err) == (2, True)
