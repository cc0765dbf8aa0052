from pathlib import Path

import pytest

from hsp_cli.domain.kind import Kind
from hsp_cli.store.known_ids import MOST_FILES, ids_inside, ids_of_files, ids_of_settings, quarters_of
from tests.workspaces import PARTNERSHIP, write_files

PEOPLE = (
    "people: [{id: ann, name: Ann}, {id: bob, name: Bob}, Carl, {name: Dan}, {id: 5}]\nbodies: [{id: b, name: B}]\n"
)


def test_the_ids_of_files_are_their_names_in_any_folder_of_their_kind(tmp_path: Path) -> None:
    write_files(tmp_path, dict.fromkeys(("data/plans/b.yaml", "data/plans/2018/a.yaml", "data/plans/c.yml"), "{"))
    write_files(tmp_path, {"data/papers/p.yaml": ""})
    assert ids_of_files(str(tmp_path), [Kind.PLAN]) == ["a", "b"]
    assert ids_of_files(str(tmp_path), [Kind.PLAN, Kind.PAPER]) == ["a", "b", "p"]


def test_the_ids_of_settings_are_those_of_their_lists_in_their_order(tmp_path: Path) -> None:
    write_files(tmp_path, {"data/partnership.yaml": PARTNERSHIP + PEOPLE})
    assert ids_of_settings(str(tmp_path), ["people", "roles", "bodies", "name"]) == ["ann", "bob", "b"]


@pytest.mark.parametrize("content", [b"", b"[]", b"a: [", b"\xff", b"[" * 60_000, b"people: {id: x}"])
def test_settings_that_cannot_be_read_have_no_ids(content: bytes, tmp_path: Path) -> None:
    write_files(tmp_path, {"data/partnership.yaml": content})
    assert ids_of_settings(str(tmp_path), ["people"]) == []


def test_without_settings_there_are_no_ids(tmp_path: Path) -> None:
    assert ids_of_settings(str(tmp_path), ["people"]) == []


PLAN = """\
id: green
title: Green
aims:
  - id: parks
    title: Parks
    actions: [{id: bins, text: Bins}, {text: No id}, Text]
    aims:
      - {id: ponds, title: Ponds, actions: [{id: frogs, text: Frogs}]}
"""
PAPER = "id: paper\ntitle: P\nsections: [{id: s, title: S, content: [{action: {id: ask, text: Ask}}]}]\n"
PLACES = ((Kind.PLAN, Kind.PAPER), ("actions", "action"))


def test_the_records_inside_files_have_the_addresses_of_their_files(tmp_path: Path) -> None:
    write_files(tmp_path, {"data/plans/green.yaml": PLAN, "data/papers/paper.yaml": PAPER})
    assert ids_inside(str(tmp_path), *PLACES, "") == ["green/bins", "green/frogs", "paper/ask"]
    assert ids_inside(str(tmp_path), *PLACES, "gr") == ["green/bins", "green/frogs"]
    assert ids_inside(str(tmp_path), *PLACES, "green/f") == ["green/bins", "green/frogs"]
    assert ids_inside(str(tmp_path), *PLACES, "gree/") == []
    assert ids_inside(str(tmp_path), (Kind.PLAN,), ("aims",), "") == ["green/parks", "green/ponds"]


def test_of_too_many_files_only_the_names_are_known_until_one_is_named(tmp_path: Path) -> None:
    names = [f"p{number:02}" for number in range(MOST_FILES + 1)]
    write_files(tmp_path, {f"data/plans/{name}.yaml": PLAN for name in names})
    assert ids_inside(str(tmp_path), *PLACES, "p") == [f"{name}/" for name in names]
    assert ids_inside(str(tmp_path), *PLACES, "p00") == ["p00/bins", "p00/frogs"]


@pytest.mark.parametrize("content", [b"", b"[]", b"a: [", b"\xff", b"actions: {id: [x]}"])
def test_a_file_that_cannot_be_read_has_no_records_inside(content: bytes, tmp_path: Path) -> None:
    write_files(tmp_path, {"data/plans/a.yaml": content})
    assert ids_inside(str(tmp_path), *PLACES, "") == []


def test_quarters_are_found_in_figures_and_ratings_the_latest_first(tmp_path: Path) -> None:
    figures = "  Q4-2025: {actual: 1}\n  2026-04: {target: 3, actual: 2}\n  Q1-2027: {target: 4}\n  2026-13: {}\n"
    indicator = f"id: a\nfigures:\n{figures}assessments: {{Q1-2025: {{}}}}\n"
    register = "risks:\n  - id: r\n    ratings: {'Q2-2026': {rating: C2}}\n    reason: See Q3-2030 or 2031-02.\n"
    write_files(tmp_path, {"data/indicators/a.yaml": indicator, "data/risks/r.yaml": register})
    write_files(tmp_path, {"data/plans/p.yaml": "period: Q1-2040\nx: {Q1-2041: y}\n"})
    assert quarters_of(str(tmp_path)) == ["Q2-2026", "Q1-2026", "Q4-2025", "Q1-2025"]


@pytest.mark.parametrize(("starts", "quarter"), [(1, "Q1-2026"), (4, "Q4-2025"), (9, "Q2-2025")])
def test_a_month_lies_in_the_quarter_of_the_partnerships_calendar(starts: int, quarter: str, tmp_path: Path) -> None:
    write_files(tmp_path, {"data/partnership.yaml": f"{PARTNERSHIP}calendar: {{year_starts: {starts}}}\n"})
    write_files(tmp_path, {"data/indicators/a.yaml": "figures:\n  2026-02: {actual: 2}\n"})
    assert quarters_of(str(tmp_path)) == [quarter]
