from datetime import date
from typing import Any

import pytest

from hsp_cli.analysis.catalogue import items
from hsp_cli.analysis.governance import (
    OF_A_TIME,
    Branch,
    Sitting,
    bodies_on,
    last_known,
    on_day,
    responsibilities,
    sitting,
    tree,
)
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


SAT, PROPOSED, UNKNOWN, OTHER_TIMES = Sitting


@pytest.mark.parametrize(
    ("keys", "found"),
    [
        ({}, UNKNOWN),
        ({"status": "closed"}, UNKNOWN),
        ({"since": "2003-05"}, SAT),
        ({"since": "2004-03-31"}, SAT),
        ({"since": "2004-04-01"}, OTHER_TIMES),
        ({"since": "1990"}, SAT),
        ({"since": "1990", "until": "2003-03-31"}, OTHER_TIMES),
        ({"since": "1990", "until": "2003-04-01"}, SAT),
        ({"until": "2003-06"}, SAT),
        ({"until": "2004-06"}, OTHER_TIMES),
        ({"as_of": "2003-11"}, SAT),
        ({"as_of": "2003-04-01"}, SAT),
        ({"as_of": "2004-03-31"}, SAT),
        ({"as_of": "2003-03"}, OTHER_TIMES),
        ({"as_of": "2004-04"}, OTHER_TIMES),
        ({"as_of": "2003"}, SAT),
        ({"since": "2004-04", "as_of": "2003-11"}, OTHER_TIMES),
        ({"until": "2003-03", "as_of": "2003-11"}, OTHER_TIMES),
        ({"as_of": "1999", "until": "2010"}, SAT),
        ({"since": "1999", "status": "closed"}, OTHER_TIMES),
        ({"since": "1999", "as_of": "2003-11", "status": "closed"}, SAT),
        ({"since": "1999", "until": "2010", "status": "closed"}, SAT),
        ({"since": "2003-05", "status": "proposed"}, PROPOSED),
        ({"as_of": "1999", "status": "proposed"}, OTHER_TIMES),
    ],
)
def test_a_body_sat_in_a_period_if_its_dates_say_so(keys: dict[str, Any], found: Sitting) -> None:
    assert sitting(body(**keys), YEAR) is found


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


# --- A day

BODIES_OF_TIMES = """\
bodies:
  - {id: old, name: Old, until: 2008-03, as_of: 2003-11}
  - {id: undated, name: Undated, seats: [{id: u, sector: Chair}]}
  - {id: forum, name: Forum, status: proposed, as_of: 2010-09}
  - id: board
    name: Board
    since: 2009-04
    as_of: 2010-06
    seats:
      - {id: first-chair, sector: Chair, holder: [HAVS], until: 2010-03}
      - {id: second-chair, sector: Chair, holder: [HAVS], since: 2010-04}
      - {id: business, sector: Business, count: 4, holder: [HAVS], vacant: true}
      - {id: police, sector: Police}
      - {id: health, sector: Health, count: 3, holder: [HAVS]}
"""


@pytest.fixture
def of_times(records: ReadRecords) -> Workspace:
    return records({"data/partnership.yaml": f"{PARTNERSHIP}{BODIES_OF_TIMES}"})


def by_sitting(workspace: Workspace, kind: str, day: str) -> dict[str, list[str]]:
    of_day = on_day(workspace, items(workspace, kind), date.fromisoformat(day))
    found = {sitting.value: [item.address.id for item in of_day.of(sitting)] for sitting in Sitting}
    return {sitting: ids for sitting, ids in found.items() if ids}


def test_every_body_is_of_the_day_or_proposed_or_undated_or_of_other_times(of_times: Workspace) -> None:
    assert by_sitting(of_times, "bodies", "2010-09-27") == {
        "sat": ["board"],
        "proposed": ["forum"],
        "not known": ["undated"],
        "other times": ["old"],
    }
    assert by_sitting(of_times, "bodies", "2004-06-01")["sat"] == ["old"]
    assert [body.id for body in bodies_on(of_times, date(2010, 9, 27))] == ["board"]


def test_a_seat_is_of_the_time_of_its_body_and_of_its_own_dates(of_times: Workspace) -> None:
    assert by_sitting(of_times, "seats", "2010-09-27") == {
        "sat": ["second-chair", "business", "police", "health"],
        "not known": ["u"],
        "other times": ["first-chair"],
    }
    assert by_sitting(of_times, "seats", "2010-03-31")["sat"] == ["first-chair", "business", "police", "health"]
    assert "sat" not in by_sitting(of_times, "seats", "2009-03-31")


def test_a_seat_says_for_when_it_is_known_and_what_is_not_recorded_of_its_holders(of_times: Workspace) -> None:
    of_day = on_day(of_times, items(of_times, "seats"), date(2010, 9, 27))
    facts = {item.address.id: item.facts for item in of_day.items}
    assert facts["business"] == {
        "body": "board",
        "count": 4,
        "holder": "HAVS",
        "vacant": 3,
        "on_the_day": "sat",
        "known": "June 2010",
    }
    assert (facts["police"]["holder"], facts["police"]["vacant"]) == ("not recorded", None)
    assert facts["health"]["holder"] == "HAVS; 2 not recorded"
    assert facts["u"]["known"] == "not recorded"


def test_what_is_left_out_has_the_time_when_it_was_last_known(of_times: Workspace) -> None:
    last = {placed.address.id: last_known(of_times, placed) for kind in OF_A_TIME for placed in of_times.of(kind)}
    assert (last["old"], last["board"], last["undated"]) == ("March 2008", "June 2010", "not recorded")
    assert (last["first-chair"], last["second-chair"], last["police"]) == ("March 2010", "April 2010", "June 2010")


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
