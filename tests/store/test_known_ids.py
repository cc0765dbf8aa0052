from pathlib import Path

import pytest

from hsp_cli.domain.kind import Kind
from hsp_cli.store.known_ids import MOST_FILES, ids_inside, ids_of_files, ids_of_settings
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
