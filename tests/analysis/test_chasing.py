from datetime import date

import pytest

from hsp_cli.analysis.chasing import chase
from hsp_cli.analysis.filters import Filters
from hsp_cli.domain.period import Period
from hsp_cli.domain.workspace import Workspace
from tests.workspaces import PARTNERSHIP, ReadRecords

SETTINGS = PARTNERSHIP + "people: [{id: ann, name: Ann}, {id: bob, name: Bob}, {id: cat, name: Cat}]\n"
INDICATOR = "id: {0}\ntitle: {0}\nunit: bins\nbetter: higher\nleads: [{1}]\nfigures: {{{2}}}\n"
PLAN = """\
id: p
title: P
aims:
  - id: a
    title: A
    actions:
      - {id: soon, text: Soon, owners: [Bob, Cat], due: 2024-05-20, updates: [{on: 2024-05-02, text: Begun}]}
      - {id: late, text: Late, owners: [Ann], due: 2024-05-01}
      - {id: done, text: Done, owners: [Dan], due: 2024-01, status: complete}
"""
Q4, DAY = Period.parse("Q4-2023"), date(2024, 5, 10)


@pytest.fixture
def partnership(records: ReadRecords) -> Workspace:
    """Ann owes a figure and an update, Eve may owe a comment, somebody may owe a figure; Bob and Cat owe nothing."""
    indicators = {
        "owed": ("Ann", "Q3-2023: {actual: 5}"),
        "kept": ("Cat", "Q3-2023: {actual: 4}, Q4-2023: {actual: 5}"),
        "never": ("", ""),
        "vague": ("Eve", "Q4-2023: {actual: 5}"),
    }
    return records(
        {
            "data/partnership.yaml": SETTINGS,
            "data/plans/p.yaml": PLAN,
            **{f"data/indicators/{name}.yaml": INDICATOR.format(name, *rest) for name, rest in indicators.items()},
        }
    )


def test_everybody_who_could_owe_something_is_listed_and_nobody_comes_last(partnership: Workspace) -> None:
    found = chase(partnership, Q4, DAY)
    assert [(one.id, one.name) for one in found.owners] == [
        ("ann", "Ann"),
        ("bob", "Bob"),
        ("cat", "Cat"),
        (None, "Eve"),
        (None, ""),
    ]


def test_only_those_of_whom_everything_is_known_owe_nothing(partnership: Workspace) -> None:
    found = chase(partnership, Q4, DAY)
    assert [one.name for one in found.owe_nothing] == ["Bob", "Cat"]
    ann, _, _, eve, nobody = found.owners
    assert [figure.placed.record.id for figure in ann.owings.figures] == ["owed"]
    assert [str(update.placed.address) for update in ann.owings.actions] == ["p/late"]
    assert [line.placed.record.id for line in eve.not_judged] == ["vague"]
    assert [line.placed.record.id for line in nobody.unrecorded] == ["never"]


def test_a_deadline_to_come_is_told_to_each_owner_without_being_owed(partnership: Workspace) -> None:
    found = chase(partnership, Q4, DAY)
    soon = {one.name: [str(item.placed.address) for item in one.due_soon] for one in found.owners}
    assert soon == {"Ann": [], "Bob": ["p/soon"], "Cat": ["p/soon"], "Eve": [], "": []}
    assert [one.name for one in found.asked] == ["Ann", "Bob", "Cat", "Eve", ""]


def test_with_a_filter_by_owner_only_that_owner_is_asked(partnership: Workspace) -> None:
    found = chase(partnership, Q4, DAY, Filters(owner="cat"))
    assert [one.name for one in found.owners] == ["Cat"]
    assert found.owners[0].owes_nothing


def test_without_records_there_is_nobody_to_ask(records: ReadRecords) -> None:
    assert chase(records({"data/partnership.yaml": SETTINGS}), Q4, DAY).owners == ()
