import json
from dataclasses import replace
from datetime import date

import pytest

from hsp_cli.domain.kind import Kind
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
