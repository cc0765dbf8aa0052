import json
import re
from datetime import datetime
from pathlib import Path

import pytest

from hsp_cli.analysis.catalogue import LISTED
from hsp_cli.domain.period import Period
from tests.runs import HARROW, hsp
from tests.workspaces import PARTNERSHIP, write_files

every_kind = pytest.mark.parametrize("kind", LISTED)


@every_kind
def test_every_kind_can_be_listed_with_a_line_a_record_and_a_count(kind: str, sample: Path) -> None:
    run = hsp("list", kind, "--root", str(sample))
    found = json.loads(hsp("list", kind, "--root", str(sample), "--format", "json").out)
    assert run.code == 0
    assert len(run.out.splitlines()) == 1 + len(found)
    assert re.match(rf"{len(found)} \w+", run.err) or "dates not recorded" in run.err
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
    assert run.out.splitlines()[0].split() == ["Id", "Title", "By", "Recurs", "Pending", "Deadline", "of"]


# --- The bodies and seats of a day

BODIES = """\
bodies:
  - {id: old, name: Old board, as_of: 2003-11, seats: [{id: old-chair, sector: Chair}]}
  - {id: new, name: New board, since: 2009-04}
  - id: other
    name: Other board
    since: 2010-04
    as_of: 2010-06
    incomplete: true
    seats: [{id: chair, sector: Chair, holder: [Ann Reed]}, {id: clerk, sector: Clerk, vacant: true}]
  - {id: forum, name: Forum, as_of: 2010-09, status: proposed}
  - {id: undated, name: Undated group}
people: [{id: ann-reed, name: Ann Reed}]
"""


@pytest.fixture
def governed(tmp_path: Path) -> Path:
    return write_files(tmp_path, {"data/partnership.yaml": PARTNERSHIP + BODIES})


def test_the_bodies_of_a_day_are_listed_and_what_is_left_out_is_counted(governed: Path) -> None:
    run = hsp("list", "bodies", "--root", str(governed), "--as-of", "2010-09-27")
    assert [line.split()[0] for line in run.out.splitlines()[1:]] == ["new", "other", "forum", "undated"]
    assert run.err == (
        "2 bodies sat on 27 September 2010; 1 was proposed; dates not recorded for 1; "
        "1 other is of other times, last known: November 2003 (1)\n"
    )


def test_a_body_without_dates_is_listed_as_not_known_on_every_day(governed: Path) -> None:
    for day in ("1990-01-01", "2010-09-27", "2100-01-01"):
        (line,) = (
            line
            for line in hsp("list", "bodies", "--root", str(governed), "--as-of", day).out.splitlines()
            if line.startswith("undated")
        )
        assert line.split()[-4:] == ["not", "known", "not", "recorded"]


def test_the_seats_of_a_day_say_who_holds_them_and_for_when_that_is_known(governed: Path) -> None:
    run = hsp("list", "seats", "--root", str(governed), "--as-of", "2010-09-27")
    assert [line.split() for line in run.out.splitlines()[1:]] == [
        ["chair", "Chair", "other", "1", "Ann", "Reed", "sat", "June", "2010"],
        ["clerk", "Clerk", "other", "1", "1", "sat", "June", "2010"],
    ]
    assert run.err.splitlines() == [
        "2 seats on record for 27 September 2010; 1 other is of other times, last known: November 2003 (1)",
        "seats not recorded for 1 of the 2 bodies that sat then",
        "other has further seats that are not recorded",
    ]


def test_seats_that_are_filtered_by_body_speak_of_that_body_only(governed: Path) -> None:
    run = hsp("list", "seats", "--root", str(governed), "--as-of", "2010-09-27", "--body", "new")
    assert run.out == ""
    assert run.err.splitlines() == [
        "0 seats on record for 27 September 2010",
        "seats not recorded for 1 of the 1 body that sat then",
    ]
    owned = hsp("list", "seats", "--root", str(governed), "--as-of", "2010-09-27", "--owner", "Ann Reed")
    assert owned.err.splitlines() == ["1 seat on record for 27 September 2010"]


def test_without_a_day_the_list_is_that_of_today(governed: Path) -> None:
    run = hsp("list", "bodies", "--root", str(governed))
    assert run.err.startswith(f"2 bodies sat on {Period.day(datetime.now().astimezone().date()).label}; ")
    assert hsp("list", "bodies", "--root", str(governed), "--quiet").err == ""


def test_for_scripts_every_body_and_seat_is_there_with_what_is_known_of_the_day(governed: Path) -> None:
    def asked(kind: str) -> dict[str, str]:
        run = hsp("list", kind, "--root", str(governed), "--as-of", "2010-09-27", "--format", "json")
        return {item["id"]: item["on_the_day"] for item in json.loads(run.out)}

    assert asked("bodies") == {
        "old": "other times",
        "new": "sat",
        "other": "sat",
        "forum": "proposed",
        "undated": "not known",
    }
    assert asked("seats") == {"old-chair": "other times", "chair": "sat", "clerk": "sat"}
