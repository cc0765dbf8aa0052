from typing import Any

import pytest

from hsp_cli.domain.plan import Measure, Plan, RelatedPlan
from hsp_cli.papers.plan_views import (
    AimView,
    aim_views,
    baseline_in_words,
    by_in_words,
    footnotes,
    measure_view,
    numbered,
    related_plan_in_words,
    target_in_words,
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


# --- What is promised


@pytest.mark.parametrize(
    ("keys", "words"),
    [
        ({}, ""),
        ({"target": 80, "unit": "%"}, "80%"),
        ({"comparator": "at-least", "target": 80, "unit": "%"}, "at least 80%"),
        ({"comparator": "at-most", "target": 20, "unit": "%"}, "at most 20%"),
        ({"comparator": "above", "target": 86, "unit": "%"}, "above 86%"),
        ({"comparator": "below", "target": 25, "unit": "%"}, "below 25%"),
        ({"comparator": "within", "target_band": {"low": 0.9, "high": 1.1}}, "within 0.9 to 1.1"),
        ({"target_band": {"low": 19, "high": 22}, "unit": "%"}, "19% to 22%"),
        ({"comparator": "maintain", "target": 97, "unit": "%"}, "maintain 97%"),
        ({"comparator": "maintain"}, "maintain"),
        ({"comparator": "increase", "target": 39, "unit": "%"}, "increase to 39%"),
        ({"comparator": "increase", "target": 10, "unit": "% increase"}, "increase by 10%"),
        ({"comparator": "decrease", "target": 5, "unit": "% decrease"}, "decrease by 5%"),
        ({"comparator": "decrease", "target": 6, "unit": "%"}, "decrease to 6%"),
        ({"comparator": "increase"}, "increase"),
        ({"comparator": "decrease"}, "decrease"),
        ({"comparator": "at-least", "target": 200, "unit": "lettings"}, "at least 200 lettings"),
        ({"comparator": "at-least", "target": "12.50", "unit": "£"}, "at least £12.50"),
        ({"comparator": "at-most", "target": 0, "unit": "cases"}, "at most 0 cases"),
        ({"comparator": "at-most", "baseline": {"value": 6.97}, "unit": "%"}, "at most the baseline"),
        ({"comparator": "at-least", "baseline": {"value": 77}}, "at least the baseline"),
        ({"comparator": "at-least"}, ""),
        ({"comparator": "above", "baseline": {"value": 5}}, ""),
        ({"pending": "target"}, ""),
    ],
)
def test_every_comparator_has_its_words(keys: dict[str, Any], words: str) -> None:
    assert target_in_words(measure(**keys)) == words


PARTS = [
    {"label": "Boys", "comparator": "increase", "baseline": {"value": 45, "at": "2010/11"}, "target": 55, "unit": "%"},
    {"label": "Girls", "comparator": "maintain"},
    {"label": "Others"},
]


def test_a_measure_of_several_figures_is_told_part_by_part_without_those_that_promise_nothing() -> None:
    assert target_in_words(measure(parts=PARTS)) == "Boys: increase to 55%; Girls: maintain"
    assert baseline_in_words(measure(parts=PARTS)) == "Boys: 45% (2010/11)"


@pytest.mark.parametrize(
    ("keys", "words"),
    [
        ({}, ""),
        ({"baseline": {"value": 77}}, "77"),
        ({"baseline": {"value": 75, "at": "2010/11"}, "unit": "%"}, "75% (2010/11)"),
        ({"baseline": {"value": 0}, "unit": "%"}, "0%"),
    ],
)
def test_a_baseline_says_of_when_it_is(keys: dict[str, Any], words: str) -> None:
    assert baseline_in_words(measure(**keys)) == words


# --- A measure as a row


@pytest.mark.parametrize(
    ("keys", "cell"),
    [
        ({"comparator": "at-least", "target": 50, "unit": "%", "pending": "target"}, "at least 50%, to be agreed"),
        ({"comparator": "at-least", "pending": "target"}, "to be agreed"),
        ({"comparator": "increase", "pending": "method"}, "increase"),
        (
            {"comparator": "decrease", "target": 11.5, "unit": "%", "benchmark": {"group": "England", "value": 13.2}},
            "decrease to 11.5%; England: 13.2%",
        ),
        (
            {"comparator": "increase", "benchmark": {"group": "London", "text": "around the median", "at": "2009/10"}},
            "increase; London: around the median in 2009/10",
        ),
        ({"comparator": "maintain", "survey": "ACCU survey"}, "maintain; by the ACCU survey"),
        ({"survey": "ACCU survey"}, "by the ACCU survey"),
        ({"benchmark": {"group": "England", "value": 5}, "survey": "S"}, "England: 5; by the S"),
        ({}, ""),
    ],
)
def test_the_target_stands_with_what_it_is_read_against(keys: dict[str, Any], cell: str) -> None:
    assert measure_view(measure(**keys), plan()).target == cell


@pytest.mark.parametrize(
    ("keys", "text"),
    [({}, "A long text"), ({"pending": "target"}, "A long text *"), ({"pending": "method"}, "A long text **")],
)
def test_what_is_pending_bears_its_mark(keys: dict[str, Any], text: str) -> None:
    assert measure_view(measure(text="A long\n  text\n", **keys), plan()).text == text


def test_a_row_tells_number_and_who_answers_the_lead_marked() -> None:
    view = measure_view(measure(number="3", owners=["A", {"who": "B", "lead": True}]), plan())
    assert (view.number, view.owners) == ("3", "A; B (lead)")


@pytest.mark.parametrize(
    ("keys", "of_plan", "words"),
    [
        ({}, None, ""),
        ({}, 2016, "2016"),
        ({"by": "2013-03"}, 2016, "March 2013"),
        ({"by": "2013-03", "recurs": "each year"}, 2016, "March 2013, each year"),
        ({"recurs": "each year"}, 2016, "each year"),
        ({"by": "at the next review"}, 2016, "at the next review"),
        ({}, "in the long term", "in the long term"),
    ],
)
def test_a_measure_is_held_to_its_own_date_else_to_the_horizon_of_its_plan(
    keys: dict[str, Any], of_plan: Any, words: str
) -> None:
    assert by_in_words(measure(**keys), plan(by=of_plan)) == words


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
    assert [(aim.title, aim.level, aim.marks) for aim in (prevention, tobacco, deep, bare)] == [
        ("Workstream A: Prevention", "Workstream", "##"),
        ("Tobacco", "Aim", "###"),
        ("1. Deeper than the levels", "", "####"),
        ("Nothing but a title", "Workstream", "##"),
    ]
    assert (bare.columns, bare.response, bare.aims) == ((), "", ())
    assert [column.items for column in deep.columns] == [("gone",)]


@pytest.mark.parametrize(
    ("number", "called", "words"),
    [(None, "Aim", "Title"), ("3", "Aim", "Aim 3: Title"), ("3", "", "3. Title"), (None, "", "Title")],
)
def test_a_title_has_number_and_name_of_its_level_as_far_as_there_are_any(
    number: str | None, called: str, words: str
) -> None:
    assert numbered("Title", number, called) == words


@pytest.mark.parametrize(
    ("keys", "words"),
    [
        ({}, "Strategy"),
        ({"status": "Draft"}, "Strategy (Draft)"),
        ({"note": "For whoever keeps the records"}, "Strategy"),
    ],
)
def test_a_related_plan_is_told_with_its_status(keys: dict[str, Any], words: str) -> None:
    assert related_plan_in_words(RelatedPlan.model_validate({"title": "Strategy", **keys})) == words
