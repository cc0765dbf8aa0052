import json
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from hsp_cli.domain.file_index import WorkspaceIndex
from hsp_cli.domain.kind import Kind
from hsp_cli.domain.kinds import models
from hsp_cli.domain.record import Record
from hsp_cli.domain.walk import fields_of
from hsp_cli.domain.workspace import Workspace
from hsp_cli.rules.support.references import describe, suggestion
from tests.checks import findings_in
from tests.workspaces import ReadRecords

DAY = date(2010, 9, 27)
PLAN = """\
id: plan
title: Plan
body: nowhere
leads: [Nobody]
aims: [{id: aim, title: Aim, indicators: [ni-1], actions: [{id: a, text: A, owners: [Nobody]}]}]
"""


def test_a_broken_record_is_there_for_those_that_name_it(records: ReadRecords) -> None:
    workspace = records({"data/plans/plan.yaml": PLAN})
    broken = replace(workspace, unreadable=frozenset({(Kind.INDICATOR, "ni-1")}))
    found = [[finding.rule.code for finding in findings_in(one, DAY)] for one in (workspace, broken)]
    assert found == [
        ["unknown-owner", "unknown-owner", "unknown-body", "unknown-indicator"],
        ["unknown-owner", "unknown-owner", "unknown-body"],
    ]


def test_every_reference_that_a_model_can_make_is_looked_up_by_a_rule(
    records: ReadRecords, monkeypatch: pytest.MonkeyPatch
) -> None:
    looked_up = set()
    for holder in (Workspace, WorkspaceIndex):

        def references(self: Any, *kinds: Kind, original: Any = holder.references) -> Any:
            looked_up.add(kinds)
            return original(self, *kinds)

        monkeypatch.setattr(holder, "references", references)
    findings_in(records({}), DAY)
    possible: dict[tuple[Kind, ...], str] = {}
    seen: list[type[Record]] = list(models().values())
    for model in seen:
        possible |= {field.kinds: f"{model.__name__}.{field.key}" for field in fields_of(model) if field.kinds}
        seen.extend(field.model for field in fields_of(model) if field.model and field.model not in seen)
    assert {name for kinds, name in possible.items() if kinds not in looked_up} == set()


@pytest.mark.parametrize(
    ("name", "known", "hint"),
    [
        ("NI 126", ["ni-126", "ni-12"], "did you mean ni-126?"),
        ("St. Mary", ["St Mary", "St Mark"], "did you mean St Mary?"),
        ("zebra", ["ni-126"], ""),
        ("zebra", [], ""),
        ("n", [f"n{number}" for number in range(2_000)], "did you mean n0?"),
        ("n", [f"n{number}" for number in range(2_001)], ""),
    ],
)
def test_the_nearest_name_is_meant_among_no_more_than_two_thousand(name: str, known: list[str], hint: str) -> None:
    found = suggestion(name, lambda: known)()
    assert bool(found) is bool(hint)
    assert found.startswith(hint[:-2])


@pytest.mark.parametrize(
    ("title", "told"),
    [
        ("a" * 29 + " " + "b" * 30, "a" * 29 + " " + "b" * 30),
        ("a" * 29 + " " + "b" * 31, "a" * 29 + "…"),
        ("One title\nin two lines", "One title in two lines"),
        ("One  title", "One title"),
    ],
)
def test_a_title_is_shortened_to_one_line_of_sixty_characters(title: str, told: str, records: ReadRecords) -> None:
    plan = f"id: plan\ntitle: {json.dumps(title)}\naims: []\n"
    workspace = records({"data/plans/plan.yaml": plan})
    assert describe(workspace.plans["plan"]) == f'plan "{told}"'
