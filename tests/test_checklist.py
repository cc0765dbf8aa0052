"""The checklist keeps its word: every place of docs/checklist.md is there and holds what the row says."""

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from hsp_cli.checking.loader import Loaded
from hsp_cli.domain.record import Record, Source
from tests.pointers import Pointer, Records, Row, holds, pointer, rows
from tests.runs import DAY, HARROW, hsp
from tests.workspaces import REPOSITORY, read_workspace, write_files

CHECKLIST = rows("checklist.md")
POINTS = [row for row in CHECKLIST if row.pointers]
SCRUTINY = "data/plans/cohesion-scrutiny.yaml"


@pytest.fixture(scope="module")
def records(harrow: Loaded) -> Records:
    assert harrow.diagnostics == ()
    assert harrow.workspace is not None
    return Records(harrow.workspace)


@pytest.fixture(scope="module")
def paper() -> str:
    run = hsp("report", "--quarter", "Q1-2010", *HARROW, *DAY)
    assert run.code == 0
    return run.out


def test_every_point_has_exactly_one_row_with_places() -> None:
    assert [row.number for row in POINTS] == list(range(1, 113))
    assert all(all(row.cells) for row in POINTS)


@pytest.mark.parametrize("row", POINTS, ids=lambda row: f"point {row.number}")
def test_every_place_of_a_point_holds_what_the_checklist_says(row: Row, records: Records) -> None:
    assert [lacking for place in row.pointers for lacking in records.lacks(place)] == []


def test_the_points_without_a_key_of_their_own_are_points_of_the_list() -> None:
    text = (REPOSITORY / "docs" / "checklist.md").read_text("utf-8")
    _, _, without_key = text.partition("\n## What has no key")
    without = [int(number) for number in re.findall(r"^\| (\d+) \|", without_key, re.MULTILINE)]
    assert without == [18, 22, 41, 46, 50, 87, 104]


# --- What the places are read by


def test_a_record_that_loses_a_fact_is_found_out(tmp_path: Path) -> None:
    whole = (REPOSITORY / SCRUTINY).read_text("utf-8")
    settings = (REPOSITORY / "data" / "partnership.yaml").read_text("utf-8")
    lost = {
        "due: 2017-12": "due: 2018-12",
        "due: December 201 #": "due: 2018-12 #",
        "        conditional: If appropriate\n": "",
        "with £1.1 million": "with money",
        "        depends_on: [r1-a2]\n": "",
    }
    for number, (fact, without) in enumerate(lost.items()):
        assert fact in whole
        files = {"data/partnership.yaml": settings, SCRUTINY: whole.replace(fact, without)}
        reading = read_workspace(write_files(tmp_path / str(number), files))
        assert reading.workspace is not None
        left = Records(reading.workspace)
        places = [place for row in POINTS for place in row.pointers if place.path == SCRUTINY]
        assert any(left.lacks(place) for place in places), fact


def test_a_place_that_does_not_exist_is_an_error(records: Records) -> None:
    known = pointer(f"`{SCRUTINY}:aims.r1.actions.r1-a1.due`: `2017-12`")
    assert records.lacks(known) == []
    for keys in ("aims.r9", "aims.r1.colour", "aims.r1.actions[70]", "aims.r1.title.due", "levels[0]x"):
        with pytest.raises((KeyError, IndexError)):
            records.follow(replace(known, keys=keys))


def test_a_place_with_another_value_is_reported(records: Records) -> None:
    title = f"`{SCRUTINY}:title`"
    held = f"`{SCRUTINY}:aims`"
    for line in (
        f"{title}: `Cohesion Plan`",
        f"{title}: nothing",
        f"{title}: found by `response-missing`",
        f"{held}: 7 entries",
        f"`{SCRUTINY}:aims.r4.response`: `comment`",
    ):
        assert len(records.lacks(pointer(line))) >= 1, line


@pytest.mark.parametrize("line", ["", "`data/x.yaml:a`", "`data/x.yaml:a`: something", "`x.yaml:a`: nothing"])
def test_a_line_that_nobody_could_check_is_refused(line: str) -> None:
    with pytest.raises(ValueError, match="not "):
        pointer(line)


def test_figures_are_found_as_figures() -> None:
    assert holds("actual: 6.8; target: 16", "16")
    assert not holds("actual: 6.8; target: 16", "6")
    assert not holds("actual: 6.8; target: 16", "8")
    assert holds("to 6.", "6")
    assert str(Pointer("data/a.yaml", "b")) == "data/a.yaml:b"


# --- Points about the whole document and about the paper that is made


def test_the_plans_have_as_many_entries_as_the_documents(records: Records) -> None:
    workspace = records.workspace
    below: dict[str, list[str]] = {}
    for aim in workspace.aims:
        below.setdefault(aim.address.file_id, []).append(aim.record.id)
    actions = [placed.address.file_id for placed in workspace.actions]
    assert actions.count("cohesion-scrutiny") == 21
    assert actions.count("hce-2010-05-24") == 7
    assert len([m for m in workspace.measures if m.address.file_id == "equality-objectives"]) == 51
    assert len(below["ccmg-delivery-plan-2008"]) == 7
    assert len(below["community-strategy-2003"]) == 8
    workstreams = workspace.plans["health-inequalities"].record.aims
    assert [(one.number, len(one.aims)) for one in workstreams] == [
        ("A", 20),
        ("B", 5),
        ("C", 4),
        ("D", 3),
        ("E", 1),
        ("F", 9),
    ]


def test_the_starred_actions_are_those_of_the_paper(records: Records) -> None:
    raised = [placed.record for placed in records.workspace.actions if placed.place.path.startswith("data/papers/")]
    outcomes = [placed.record.outcome for placed in records.workspace.actions]
    assert [action.id for action in raised if not action.starred] == ["barriers-to-priorities"]
    assert len(raised) + sum(outcome is not None and outcome.starred for outcome in outcomes) == 13 + 1


def test_the_paper_has_its_parts_in_the_fixed_order(paper: str) -> None:
    parts = (
        "# Harrow Chief Executives: Performance Morning Report, Q1 2010/11",
        "## Contents",
        "## Introduction",
        "## Actions from previous meetings",
        "## Harrow Chief Executives: priorities update",
        "## Local Area Agreement Exception Reporting",
        "### Other Local Area Agreement Indicators",
        "## Crime",
        "## Data Quality/Information Sharing",
        "## Risk Management",
        "## Appendix A",
        "## Appendix B",
    )
    places = [paper.index(f"\n{part}") if number else paper.index(part) for number, part in enumerate(parts)]
    assert places == sorted(places)


def test_a_priority_without_exceptions_says_so_and_the_gap_in_the_numbers_stays(paper: str) -> None:
    assert paper.count("There are no exceptions this quarter") == 2
    assert re.findall(r"^### Priority (\d)", paper, re.MULTILINE) == ["1", "2", "3", "5"]


def test_the_signs_of_the_document_are_printed(paper: str) -> None:
    for sign in "★↓↑£–":
        assert sign in paper
    assert "**Reablement**" in paper


def test_a_record_of_a_transcription_error_gives_its_place_in_the_document(records: Records) -> None:
    for placed in records.workspace.files():
        for source in _sources(placed.record):
            assert source.document
            assert source.verbatim is None or source.line is not None, placed.place.path


def _sources(value: Any) -> Iterator[Source]:
    """Every source inside a record."""
    if isinstance(value, Source):
        yield value
    elif isinstance(value, Record):
        for name in type(value).model_fields:
            yield from _sources(getattr(value, name))
    elif isinstance(value, dict):
        for below in value.values():
            yield from _sources(below)
    elif isinstance(value, tuple):
        for below in value:
            yield from _sources(below)
