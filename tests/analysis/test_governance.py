from typing import Any

import pytest

from hsp_cli.analysis.governance import Branch, responsibilities, sat_in, tree
from hsp_cli.domain.partnership import Body
from hsp_cli.domain.period import Period
from hsp_cli.domain.workspace import Workspace
from tests.workspaces import PARTNERSHIP, ReadRecords

YEAR = Period.parse("2003/04")


def body(**keys: Any) -> Body:
    return Body.model_validate({"id": "board", "name": "Board", **keys})


def nested(branches: tuple[Branch, ...]) -> dict[str, Any]:
    return {branch.body.id: nested(branch.below) for branch in branches}


# --- Whether a body sat


@pytest.mark.parametrize(
    ("keys", "sat"),
    [
        ({}, False),
        ({"status": "closed"}, False),
        ({"since": "2003-05"}, True),
        ({"since": "2004-03-31"}, True),
        ({"since": "2004-04-01"}, False),
        ({"since": "1990"}, True),
        ({"since": "1990", "until": "2003-03-31"}, False),
        ({"since": "1990", "until": "2003-04-01"}, True),
        ({"until": "2003-06"}, False),
        ({"as_of": "2003-11"}, True),
        ({"as_of": "2003-04-01"}, True),
        ({"as_of": "2004-03-31"}, True),
        ({"as_of": "2003-03"}, False),
        ({"as_of": "2004-04"}, False),
        ({"as_of": "2003"}, True),
        ({"since": "2004-04", "as_of": "2003-11"}, False),
        ({"until": "2003-03", "as_of": "2003-11"}, False),
        ({"since": "2003-05", "status": "proposed"}, True),
    ],
)
def test_a_body_sat_in_a_period_if_its_dates_say_so(keys: dict[str, Any], sat: bool) -> None:
    assert sat_in(body(**keys), YEAR) is sat


# --- The tree


def settings(*bodies: str) -> str:
    return f"{PARTNERSHIP}bodies:\n" + "".join(f"  - {{{one}}}\n" for one in bodies)


def test_bodies_are_under_their_parents_in_the_order_of_the_settings(records: ReadRecords) -> None:
    workspace = records(
        {
            "data/partnership.yaml": settings(
                "id: second, name: Second, parent: top",
                "id: top, name: Top",
                "id: first, name: First, parent: top",
                "id: deep, name: Deep, parent: first",
                "id: other, name: Other",
            )
        }
    )
    assert nested(tree(workspace)) == {"top": {"second": {}, "first": {"deep": {}}}, "other": {}}
    assert list(nested(tree(workspace))["top"]) == ["second", "first"]


def test_a_period_lists_only_the_bodies_that_sat_then(records: ReadRecords) -> None:
    workspace = records(
        {
            "data/partnership.yaml": settings(
                "id: old, name: Old, since: 2003-05, until: 2008-03",
                "id: under-old, name: Under old, parent: old, as_of: 2003-11",
                "id: new, name: New, since: 2009-04",
                "id: under-new, name: Under new, parent: new, since: 2003-05",
                "id: undated, name: Undated",
            )
        }
    )
    assert nested(tree(workspace, YEAR)) == {"old": {"under-old": {}}, "under-new": {}}
    assert nested(tree(workspace, Period.parse("2010/11"))) == {"new": {"under-new": {}}}


def test_a_body_in_its_own_line_is_left_out_and_nothing_runs_for_ever(records: ReadRecords) -> None:
    workspace = records(
        {"data/partnership.yaml": settings("id: a, name: A, parent: b", "id: b, name: B, parent: a", "id: c, name: C")}
    )
    assert nested(tree(workspace)) == {"c": {}}


def test_a_body_that_is_its_own_descendant_is_shown_once(records: ReadRecords) -> None:
    partnership = settings("id: a, name: A", "id: a, name: A again, parent: a")
    assert nested(tree(records({"data/partnership.yaml": partnership}))) == {"a": {}}


# --- What a body answers for


@pytest.fixture
def answering(records: ReadRecords) -> Workspace:
    return records(
        {
            "data/partnership.yaml": settings("id: ccmg, name: Cohesion Group", "id: hce, name: Executives"),
            "data/plans/cohesion.yaml": """\
id: cohesion
title: Cohesion
body: ccmg
aims:
  - {id: own, title: Named as its own, board: ccmg}
  - {id: inherited, title: Of the plan}
  - id: outer
    title: Of others
    board: hce
    aims: [{id: inner, title: Deep inside, board: ccmg}]
""",
            "data/risks/ccmg.yaml": "id: ccmg\ntitle: Risks of the group\nbody: ccmg\n",
            "data/grants/reward.yaml": "id: reward\ntitle: Reward\nbody: ccmg\n",
            "data/projects/unit.yaml": "id: unit\ntitle: Unit\nbody: ccmg\n",
            "data/projects/other.yaml": "id: other\ntitle: Other\nbody: hce\n",
        }
    )


def test_a_body_is_accountable_for_the_records_that_name_it(answering: Workspace) -> None:
    assert [(duty.kind, duty.address, duty.title) for duty in responsibilities(answering, "ccmg")] == [
        ("aim", "cohesion/own", "Named as its own"),
        ("aim", "cohesion/inner", "Deep inside"),
        ("plan", "cohesion", "Cohesion"),
        ("register", "ccmg", "Risks of the group"),
        ("project", "unit", "Unit"),
        ("grant", "reward", "Reward"),
    ]
    assert [duty.place.keys for duty in responsibilities(answering, "ccmg")][1] == ("aims", 2, "aims", 0)


def test_a_body_that_no_record_names_is_accountable_for_nothing(answering: Workspace) -> None:
    assert responsibilities(answering, "nobody") == ()
