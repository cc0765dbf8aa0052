from pathlib import Path

import pytest

from hsp_cli.domain.kind import Kind
from hsp_cli.store.known_ids import ids_of_files, ids_of_settings
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
