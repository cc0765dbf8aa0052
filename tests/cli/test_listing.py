import json
import re
from pathlib import Path

import pytest

from hsp_cli.analysis.catalogue import LISTED
from tests.runs import HARROW, hsp

every_kind = pytest.mark.parametrize("kind", LISTED)


@every_kind
def test_every_kind_can_be_listed_with_a_line_a_record_and_a_count(kind: str, sample: Path) -> None:
    run = hsp("list", kind, "--root", str(sample))
    found = json.loads(hsp("list", kind, "--root", str(sample), "--format", "json").out)
    assert run.code == 0
    assert len(run.out.splitlines()) == 1 + len(found)
    assert re.fullmatch(rf"{len(found)} \w+\n", run.err)
    for line, item in zip(run.out.splitlines()[1:], found, strict=True):
        assert line.startswith(item["id"])
        assert item["title"] in line


@every_kind
def test_the_kinds_of_the_help_are_kinds(kind: str) -> None:
    told = " ".join(hsp("list", "--help", env={"COLUMNS": "80"}).out.split())
    named = re.search(r"KIND ([a-z, ]+) …", told)
    assert named is not None
    assert set(named[1].split(", ")) <= set(LISTED)


def test_an_unknown_kind_gets_a_hint_with_all_kinds() -> None:
    run = hsp("list", "wishes", *HARROW)
    assert run.code == 2
    assert all(kind in run.err for kind in LISTED)


def test_a_list_without_records_is_empty_and_counted() -> None:
    run = hsp("list", "actions", *HARROW, "--priority", "better-deal", "--owner", "Dal Babu")
    assert (run.code, run.out, run.err) == (0, "", "0 actions\n")


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        (("actions", "--owner", "Ann Reed", "--plan", "homes"), ["homes/second-van"]),
        (("actions", "--priority", "homes"), ["homes/second-van", "homes/ask-tenants", "report-2024-q1/new-boiler"]),
        (("indicators", "--scheme", "charter"), ["repairs-in-time"]),
        (("risks", "--body", "Homes Group"), ["homes-group/no-plumbers", "homes-group/damp"]),
        (("meetings", "--body", "board"), ["board-2024-01-15"]),
    ],
)
def test_a_list_can_be_filtered(arguments: tuple[str, ...], expected: list[str], sample: Path) -> None:
    found = json.loads(hsp("list", *arguments, "--root", str(sample), "--format", "json").out)
    assert [item["id"] for item in found] == expected


@pytest.mark.parametrize("columns", ["40", "139", "200"])
@every_kind
def test_no_title_is_lost_at_any_width_and_ids_can_be_copied_from_narrow_screens(
    kind: str, columns: str, sample: Path
) -> None:
    run = hsp("list", kind, "--root", str(sample), env={"COLUMNS": columns})
    letters = re.sub(r"[\s─]", "", run.out)
    for item in json.loads(hsp("list", kind, "--root", str(sample), "--format", "json").out):
        assert all(word in letters for word in item["title"].split())
        if int(columns) < 140:
            assert f"  {item['id']}\n" in run.out
    assert [line for line in run.out.splitlines() if line != line.rstrip()] == []


def test_a_wide_list_has_a_head_for_each_column(sample: Path) -> None:
    run = hsp("list", "measures", "--root", str(sample), env={"COLUMNS": "200"})
    assert run.out.splitlines()[0].split() == ["Id", "Title", "By", "Pending"]
