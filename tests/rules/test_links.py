from dataclasses import replace
from datetime import date

import pytest

from hsp_cli.domain.workspace import Kind
from hsp_cli.rules.links import full_address, meant
from hsp_cli.rules.registry import check
from tests.workspaces import ReadRecords

DAY = date(2010, 9, 27)
PLAN = """\
id: plan
title: Plan
body: nowhere
leads: [Nobody]
aims: [{id: aim, title: Aim, indicators: [ni-1], actions: [{id: a, text: A, owners: [Nobody]}]}]
"""


def test_where_the_settings_cannot_be_read_nobody_is_told_that_a_name_is_not_in_them(records: ReadRecords) -> None:
    workspace = records({"data/plans/plan.yaml": PLAN})
    broken = replace(workspace, unreadable=frozenset({(Kind.PARTNERSHIP, "partnership")}))
    of_one = [finding.fault.code for finding in check(workspace, DAY)]
    assert of_one == ["unknown-indicator", "unknown-body", "unknown-owner", "unknown-owner"]
    assert [finding.fault.code for finding in check(broken, DAY)] == ["unknown-indicator"]


def test_a_broken_record_is_there_for_those_that_name_it(records: ReadRecords) -> None:
    workspace = records({"data/plans/plan.yaml": PLAN})
    broken = replace(workspace, unreadable=frozenset({(Kind.INDICATOR, "ni-1")}))
    assert "unknown-indicator" not in [finding.fault.code for finding in check(broken, DAY)]


@pytest.mark.parametrize(("name", "address"), [("b", "plan/b"), ("may/b", "may/b")])
def test_a_name_without_an_address_is_one_of_the_same_file(name: str, address: str, records: ReadRecords) -> None:
    (action,) = records({"data/plans/plan.yaml": PLAN}).actions
    assert full_address(action, name) == address


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
    found = meant(name, lambda: known)()
    assert bool(found) is bool(hint)
    assert found.startswith(hint[:-2])
