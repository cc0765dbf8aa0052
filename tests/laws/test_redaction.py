"""No byte of an exempt record is left in a redacted workspace, wherever the models let other records refer to it."""

import json
from typing import Any

import pytest

from hsp_cli.domain.kind import Kind
from hsp_cli.domain.kinds import FILE_MODELS
from hsp_cli.domain.redaction import Redacted, redacted
from hsp_cli.domain.workspace import Workspace
from tests.laws.referring import CANARY, Site, names_of, references, validated, workspace_of

KINDS = [kind for kind in Kind if kind is not Kind.PARTNERSHIP]


def dumped(workspace: Workspace) -> dict[Any, dict[str, Any]]:
    return {
        placed.address: placed.record.model_dump(mode="json", exclude_defaults=True) for placed in workspace.files()
    }


def assert_clean(found: Redacted) -> None:
    for address, data in dumped(found.workspace).items():
        assert CANARY not in json.dumps([str(address), data]).lower(), data
        validated(FILE_MODELS[address.kind], data)


@pytest.mark.parametrize("kind", KINDS)
def test_a_record_that_is_marked_is_left_out_with_every_text_in_it(kind: Kind) -> None:
    workspace = workspace_of(kind)
    assert CANARY in json.dumps(list(dumped(workspace).values())).lower()
    found = redacted(workspace)
    assert_clean(found)
    assert found.left_out


@pytest.mark.parametrize(("site", "kind"), references(), ids=str)
def test_no_reference_to_a_record_that_is_left_out_is_left(site: Site, kind: Kind) -> None:
    for name in names_of(kind, site):
        workspace = workspace_of(kind, site, name)
        assert name in json.dumps([one.record.model_dump(mode="json") for one in workspace.files()])
        assert_clean(redacted(workspace))


def test_the_laws_know_of_places_in_every_kind_of_file() -> None:
    assert {site.file for site, _ in references()} >= {Kind.PARTNERSHIP, Kind.PLAN, Kind.PAPER, Kind.CONSULTATION}
    assert {kind for _, kind in references()} >= {Kind.INDICATOR, Kind.PERSON, Kind.AREA, Kind.LAYER, Kind.DRAFT}
