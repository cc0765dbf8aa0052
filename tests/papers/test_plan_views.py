import pytest

from hsp_cli.papers.plan_views import AimView, aim_views
from tests.workspaces import PARTNERSHIP, ReadRecords

SETTINGS = f"""{PARTNERSHIP}bodies: [{{id: ahw, name: Adult Health and Wellbeing}}]
organisations: [{{id: council, name: Harrow Council}}]
people: [{{id: ann-reed, name: Ann Reed, organisation: council}}, {{id: bo, name: Bo}}]
"""

AIMS = """\
id: health
title: Health
levels: [Workstream, Aim]
columns: {leads: Lead, owners: Officer, partners: By Whom?, indicators: NI Ref}
aims:
  - id: a
    title: Prevention
    number: A
    aims:
      - id: tobacco
        title: Tobacco
        objectives: [Fewer smokers]
        indicators: [ni-123, {indicator: ni-1, as_written: Belonging}, gone]
        actions: [{id: x, text: "Write it\\n", due: 2010-06}, {id: y, text: Read it, open_questions: [Read what?]}]
        measures:
          - {id: m, text: "90% at least\\n", comparator: at-least, target: 90, unit: "%"}
          - {id: n, text: Better, open_questions: [By how much?]}
        related_plans: [{title: Strategy, status: Draft, note: "A note\\n"}]
        partners: [{who: Council, lead: true}, Police]
        risks: [No money]
        board: ahw
        delivery_group: [Alliance]
        accountable: [Ann Reed, Bo, Somebody]
        leads: [{who: NHS, role: Manager}]
        open_questions: [Who leads?]
        aims: [{id: deep, title: Deeper than the levels, number: "1", board: gone}]
  - {id: bare, title: Nothing but a title}
"""


@pytest.fixture
def aims(records: ReadRecords) -> tuple[AimView, ...]:
    workspace = records(
        {
            "data/partnership.yaml": SETTINGS,
            "data/plans/health.yaml": AIMS,
            "data/indicators/ni-123.yaml": "{id: ni-123, code: NI 123, title: Smoking, unit: '%', better: lower}\n",
            "data/indicators/ni-1.yaml": "{id: ni-1, title: Cohesion, unit: '%', better: higher}\n",
        }
    )
    return aim_views(workspace.plans["health"].record, workspace, level=2)


def test_what_is_printed_of_an_aim_comes_in_the_order_of_the_plan_then_whatever_else_it_has(
    aims: tuple[AimView, ...],
) -> None:
    (tobacco,) = aims[0].aims
    assert [(column.label, column.items) for column in tobacco.columns] == [
        ("Lead", ("NHS (Manager)",)),
        ("By Whom?", ("Council (lead)", "Police")),
        ("NI Ref", ("NI 123 Smoking", "Belonging", "gone")),
        ("Key objectives", ("Fewer smokers",)),
        ("Actions", ("Write it (due: June 2010)", "Read it")),
        ("Measures", ("90% at least", "Better")),
        ("Related plans", ("Strategy (Draft)",)),
        ("Risks", ("No money",)),
        ("Accountable", ("Ann Reed, Harrow Council", "Bo", "Somebody")),
        ("Board", ("Adult Health and Wellbeing",)),
        ("Delivery group", ("Alliance",)),
    ]


def test_the_questions_on_the_actions_and_measures_of_an_aim_are_printed_with_its_own(
    aims: tuple[AimView, ...],
) -> None:
    (tobacco,) = aims[0].aims
    assert tobacco.open_questions == ("Who leads?", "Read what?", "By how much?")


def test_aims_go_down_by_their_levels_and_what_is_not_known_of_them_is_left_out(aims: tuple[AimView, ...]) -> None:
    prevention, bare = aims
    (tobacco,) = prevention.aims
    (deep,) = tobacco.aims
    assert [(aim.title, aim.level_name, aim.level) for aim in (prevention, tobacco, deep, bare)] == [
        ("Workstream A: Prevention", "Workstream", 2),
        ("Tobacco", "Aim", 3),
        ("1. Deeper than the levels", "", 4),
        ("Nothing but a title", "Workstream", 2),
    ]
    assert (bare.columns, bare.response, bare.aims) == ((), "", ())
    assert [column.items for column in deep.columns] == [("gone",)]
