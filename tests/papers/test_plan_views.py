from typing import Any

import pytest

from hsp_cli.domain.plan import Measure, Plan
from hsp_cli.papers.plan_views import (
    AimView,
    aim_views,
    footnotes,
    measure_view,
)
from tests.workspaces import PARTNERSHIP, ReadRecords

SETTINGS = f"""{PARTNERSHIP}bodies: [{{id: ahw, name: Adult Health and Wellbeing}}]
organisations: [{{id: council, name: Harrow Council}}]
people: [{{id: ann-reed, name: Ann Reed, organisation: council}}, {{id: bo, name: Bo}}]
"""


def measure(**keys: Any) -> Measure:
    return Measure.model_validate({"id": "m", "text": "M", **keys})


def plan(**keys: Any) -> Plan:
    return Plan.model_validate({"id": "p", "title": "P", **keys})


# --- A measure as a row


def test_a_row_has_the_number_and_the_owners_with_the_lead_marked() -> None:
    view = measure_view(measure(number="3", owners=["A", {"who": "B", "lead": True}]), plan())
    assert (view.number, view.owners) == ("3", "A; B (lead)")


# --- Footnotes


def with_pending(*pending: str, **keys: Any) -> Plan:
    measures = [{"id": f"m{index}", "text": "M", "pending": one} for index, one in enumerate(pending)]
    return plan(aims=[{"id": "a", "title": "A", "aims": [{"id": "b", "title": "B", "measures": measures}]}], **keys)


def test_there_is_a_footnote_for_every_mark_that_occurs_and_for_no_other() -> None:
    assert footnotes(with_pending()) == ()
    assert footnotes(with_pending("target", "target")) == ("* The target is still to be agreed.",)
    assert footnotes(with_pending("method")) == ("** The method is still to be agreed.",)
    assert len(footnotes(with_pending("method", "target"))) == 2


def test_a_footnote_is_in_the_words_of_the_plan_where_it_has_any() -> None:
    words = {"target": "Still to be agreed, through Service Plans.\n", "method": "Not needed"}
    assert footnotes(with_pending("target", footnotes=words)) == ("* Still to be agreed, through Service Plans.",)


# --- Aims


AIMS = """\
id: health
title: Health
levels: [Workstream, Aim]
columns: {leads: Lead, partners: By Whom?, indicators: NI Ref}
aims:
  - id: a
    title: Prevention
    number: A
    aims:
      - id: tobacco
        title: Tobacco
        objectives: [Fewer smokers]
        indicators: [ni-123, {indicator: ni-1, as_written: Belonging}, gone]
        actions: [{id: x, text: "Write it\\n", due: 2010-06}, {id: y, text: Read it}]
        measures:
          - {id: m, text: "90% at least\\n", comparator: at-least, target: 90, unit: "%"}
          - {id: n, text: Better}
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
    assert tobacco.open_questions == ("Who leads?",)


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
