from datetime import date
from textwrap import indent

import pytest

from hsp_cli.domain.workspace import Workspace
from hsp_cli.papers.plan_views import AimView, aim_views
from hsp_cli.papers.request import PaperRequest
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

INDICATORS = {
    "data/indicators/ni-123.yaml": "{id: ni-123, code: NI 123, title: Smoking, unit: '%', better: lower}\n",
    "data/indicators/ni-1.yaml": "{id: ni-1, title: Cohesion, unit: '%', better: higher}\n",
}


def request_for(workspace: Workspace) -> PaperRequest:
    return PaperRequest("health", "delivery-plan", workspace, date(2010, 9, 27), about="health")


@pytest.fixture
def aims(records: ReadRecords) -> tuple[AimView, ...]:
    workspace = records(
        {
            "data/partnership.yaml": SETTINGS,
            "data/plans/health.yaml": AIMS,
            **INDICATORS,
        }
    )
    return aim_views(workspace.plans["health"].record, request_for(workspace), level=2)


def test_what_is_printed_of_an_aim_comes_in_the_order_of_the_plan_then_whatever_else_it_has(
    aims: tuple[AimView, ...],
) -> None:
    (tobacco,) = aims[0].aims
    assert [(column.label, column.items) for column in tobacco.columns] == [
        ("By Whom?", ("Council (lead)", "Police")),
        ("NI Ref", ("NI 123 Smoking", "Belonging", "gone")),
        ("Key objectives", ("Fewer smokers",)),
        ("Actions", ("Write it (due June 2010; 89 days overdue)", "Read it")),
        ("Measures", ("90% at least", "Better")),
        ("Related plans", ("Strategy (Draft)",)),
        ("Risks", ("No money",)),
        ("Accountable", ("Ann Reed, Harrow Council", "Bo", "Somebody")),
    ]
    assert [(column.label, column.items) for column in tobacco.responsible] == [
        ("Lead", ("NHS (Manager)",)),
        ("Board", ("Adult Health and Wellbeing",)),
        ("Delivery group", ("Alliance",)),
    ]


def test_the_questions_on_the_actions_and_measures_of_an_aim_are_printed_with_its_own(
    aims: tuple[AimView, ...],
) -> None:
    (tobacco,) = aims[0].aims
    assert tobacco.open_questions == ("Who leads?", "Read what?", "By how much?")


@pytest.mark.parametrize(
    ("as_written", "printed"),
    [
        ("Stopping", "NI 123 Stopping"),
        ("LAA target. NI 123 Stopping", "LAA target. NI 123 Stopping"),
        ("NI 123", "NI 123"),
        ("NI 1234 Stopping", "NI 123 NI 1234 Stopping"),
    ],
)
def test_an_indicator_has_its_code_once_wherever_the_document_puts_it(
    as_written: str, printed: str, records: ReadRecords
) -> None:
    keys = f"indicators: [{{indicator: ni-123, as_written: {as_written}}}]"
    assert printed_of(keys, records)["Indicators"] == (printed,)


def test_a_board_has_the_name_that_the_document_gives_it(records: ReadRecords) -> None:
    keys = "board: ahw, board_as_written: AHW/Wellbeing Group"
    assert printed_of(keys, records)["Board"] == ("AHW/Wellbeing Group",)


def test_a_measure_in_the_words_of_an_objective_is_printed_once(records: ReadRecords) -> None:
    keys = "objectives: [Fewer smokers], measures: [{id: a, text: Fewer smokers}, {id: b, text: More}]"
    assert printed_of(keys, records)["Measures"] == ("More",)


def printed_of(keys: str, records: ReadRecords) -> dict[str, tuple[str, ...]]:
    """What is printed of an aim with these keys, by label."""
    plan = f"{{id: health, title: Health, aims: [{{id: a, title: A, {keys}}}]}}\n"
    workspace = records({"data/partnership.yaml": SETTINGS, "data/plans/health.yaml": plan, **INDICATORS})
    (view,) = aim_views(workspace.plans["health"].record, request_for(workspace), level=2)
    return {column.label: column.items for column in (*view.columns, *view.responsible)}


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
    assert (bare.columns, bare.responsible, bare.response, bare.aims) == ((), (), "", ())
    assert [(column.label, column.items) for column in deep.responsible] == [
        ("Lead", ("blank in the plan",)),
        ("Board", ("gone",)),
    ]


def one_aim(records: ReadRecords, aim: str, columns: str = "{}") -> AimView:
    plan = f"id: health\ntitle: Health\ncolumns: {columns}\naims:\n  - id: a\n    title: A\n{indent(aim, '    ')}"
    indicators = {
        f"data/indicators/{name}.yaml": f"{{id: {name}, code: {code}, title: {title}, unit: '%', better: higher}}\n"
        for name, code, title in (("ni-88", "NI 88", "Extended schools"), ("ni-1", "NI 1", "Cohesion"))
    }
    workspace = records({"data/partnership.yaml": SETTINGS, "data/plans/health.yaml": plan, **indicators})
    (view,) = aim_views(workspace.plans["health"].record, request_for(workspace), level=2)
    return view


def items(view: AimView, label: str) -> tuple[str, ...]:
    return next(column.items for column in view.columns if column.label == label)


def test_the_target_of_an_indicator_stands_in_its_place_and_is_said_once(records: ReadRecords) -> None:
    view = one_aim(
        records,
        """\
indicators: [ni-88, ni-1]
measures:
  - {id: m, text: 100% extended schools by 2010, indicator: ni-88}
  - {id: n, text: 80% agree, indicator: ni-1}
  - {id: o, text: A survey}
""",
    )
    assert items(view, "Indicators") == ("NI 88 100% extended schools by 2010", "NI 1 Cohesion: 80% agree")
    assert items(view, "Measures") == ("A survey",)


@pytest.mark.parametrize(
    ("keys", "line"),
    [
        ("", "Do it"),
        ("owners: [Ann Reed], due: 2010-12", "Do it (Ann Reed; due December 2010)"),
        (
            "due: 2010-08-31, status: in-progress, progress: 60",
            "Do it (due 31 August 2010; 27 days overdue, in progress, 60% done)",
        ),
        ("due: 2010-08-31, status: complete, completed: 2010-08", "Do it (due 31 August 2010; complete (August 2010))"),
        ("status: not-delivered", "Do it (closed, not delivered)"),
        ("conditional: If funded", "(If funded) Do it"),
    ],
)
def test_an_action_has_its_owners_its_deadline_and_how_late_it_is(keys: str, line: str, records: ReadRecords) -> None:
    more = f", {keys}" if keys else ""
    assert items(one_aim(records, f"actions: [{{id: x, text: Do it{more}}}]"), "Actions") == (line,)


@pytest.mark.parametrize(
    ("ended", "line"),
    [
        ("2010-08", "Do it (due August 2009; left open when the plan ended †1)"),
        ("2010-09", "Do it (due August 2009; 392 days overdue)"),
    ],
)
def test_an_action_is_not_overdue_after_the_end_of_its_plan(ended: str, line: str, records: ReadRecords) -> None:
    plan = f"""\
id: health
title: Health
ended: {{on: {ended}, reason: The next plan replaced it.}}
inferred: {{ended: No document says so.}}
aims: [{{id: one, title: One, actions: [{{id: x, text: Do it, due: 2009-08}}, {{id: y, text: More}}]}}]
"""
    request = request_for(records({"data/plans/health.yaml": plan}))
    (view,) = aim_views(request.the_plan().record, request, level=2)
    assert items(view, "Actions") == (line, "More")


def test_inferred_values_of_an_aim_and_its_actions_are_marked(records: ReadRecords) -> None:
    view = one_aim(
        records,
        """\
objectives: [Fewer smokers, More quitters]
board: ahw
actions: [{id: x, text: Do it, status: complete, inferred: {status: From the minutes.}}]
inferred: {objectives: The bullets are lost., board: From another row.}
""",
    )
    assert [column.label for column in view.columns] == ["Key objectives †1", "Actions"]
    assert items(view, "Actions") == ("Do it (complete †2)",)
    assert view.responsible[0].label == "Board †3"


def test_what_a_plan_infers_of_all_its_aims_is_marked_at_each_aim_that_has_it(records: ReadRecords) -> None:
    plan = """\
id: health
title: Health
inferred: {aims.aims.objectives: The bullets are lost.}
aims:
  - id: top
    title: Top
    objectives: [Kept its bullets]
    aims: [{id: a, title: A, objectives: [One, Two]}, {id: b, title: B, risks: [One], objectives: [Three]}]
"""
    workspace = records({"data/partnership.yaml": SETTINGS, "data/plans/health.yaml": plan})
    (top,) = aim_views(workspace.plans["health"].record, request_for(workspace), level=2)
    assert [[column.label for column in aim.columns] for aim in (top, *top.aims)] == [
        ["Key objectives"],
        ["Key objectives †1"],
        ["Key objectives †1", "Risks"],
    ]


def test_each_column_that_the_plan_names_and_an_aim_leaves_empty_is_called_blank(records: ReadRecords) -> None:
    view = one_aim(records, "objectives: [One]\ninferred: {leads: Not said.}\n", "{leads: Lead, indicators: NI Ref}")
    assert [(column.label, column.items) for column in (*view.columns, *view.responsible)] == [
        ("NI Ref", ("blank in the plan",)),
        ("Key objectives", ("One",)),
        ("Lead", ("blank in the plan",)),
    ]


def test_names_share_a_line_unless_one_contains_a_semicolon(records: ReadRecords) -> None:
    view = one_aim(records, "partners: [Council, Police]\nrelated_plans: [{title: A; B}, {title: C}]\nrisks: [One.]\n")
    assert [(column.label, column.on_one_line, column.are_names) for column in view.columns] == [
        ("Related plans", False, False),
        ("Partners", True, True),
        ("Risks", True, False),
    ]
