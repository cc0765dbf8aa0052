"""The schema of mappings: it takes what hsp reads, explains every key, and refuses what editors should mark."""

import json
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from hsp_cli.exchange.incoming.mapping import Into, MappedColumn, Mapping, WideColumns
from hsp_cli.exchange.incoming.mapping_schema import MEANINGS, mapping_schema
from hsp_cli.store.parsing import parse
from tests.runs import hsp
from tests.test_docs import DOCS, blocks, text_of


def complaints(text: str) -> list[str]:
    data: Any = parse(text)
    found = Draft202012Validator(mapping_schema()).iter_errors(data)
    return [f"{'.'.join(map(str, error.absolute_path))}: {error.message}" for error in found]


def test_the_mapping_of_the_manual_is_taken_and_all_keys_are_explained() -> None:
    Draft202012Validator.check_schema(mapping_schema())
    (mapping,) = (
        block.body for block in blocks(text_of(DOCS / "mappings.md")) if block.path == "sheets/scorecard.yaml"
    )
    assert complaints(mapping) == []
    fields = {name for model in (Mapping, MappedColumn, WideColumns, Into) for name in model.model_fields}
    assert fields == MEANINGS.keys()


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("records: figures\nid: a", "records: 'figures' is not one of ['indicators', 'actions', 'risks', 'updates']"),
        ("records: risks", ": 'id' is a required property"),
        ("records: risks\nid: a\ncolums: {}", ": Additional properties are not allowed ('colums' was unexpected)"),
        (
            "records: risks\nid: a\nwide: [{to: owner, headers: [YYYY]}]",
            "wide.0.to: 'owner' is not one of ['accumulation'",
        ),
    ],
)
def test_what_hsp_refuses_is_marked(text: str, complaint: str) -> None:
    (found,) = complaints(text)
    assert found.startswith(complaint)


def test_a_column_is_a_key_or_says_how_it_is_read() -> None:
    assert complaints("records: risks\nid: a\ncolumns: {A: title, B: {to: owners, split: ';'}}") == []
    assert len(complaints("records: risks\nid: a\ncolumns: {A: owner}")) == 1
    assert len(complaints("records: risks\nid: a\ncolumns: {A: {to: owners, spilt: ';'}}")) == 1


def test_the_command_writes_it(tmp_path: Path) -> None:
    run = hsp("schema", "mapping")
    assert (run.code, json.loads(run.out)) == (0, mapping_schema())
    assert hsp("schema", "mapping", "-o", str(tmp_path / "m.json")).code == 0
    assert hsp("schema", "mapping", "-o", str(tmp_path)).code == 0
    assert (tmp_path / "m.json").read_text() == (tmp_path / "mapping.schema.json").read_text() == run.out
