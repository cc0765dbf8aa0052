from dataclasses import replace
from typing import Any

import pytest

from hsp_cli.domain.address import Placed
from hsp_cli.domain.finding import Place
from hsp_cli.domain.kind import Kind
from hsp_cli.domain.kinds import holders_of
from hsp_cli.domain.owner import Owner
from hsp_cli.domain.workspace import Workspace
from tests.workspaces import PARTNERSHIP, ReadRecords

PLAN = """\
id: plan
title: Plan
body: hce
aims:
  - id: health
    title: Health
    priority: health
    measures: [{id: quitters, text: Smoking quitters}]
    actions: [{id: leaflet, text: Write it}]
    aims:
      - id: smoking
        title: Smoking
        board: nhs
        actions: [{id: clinic, text: Open it}]
      - id: waste
        title: Waste
        priority: environment
        actions: [{id: bins, text: Empty them}, {id: sacks, text: Buy them}]
  - id: other
    title: Other
    actions: [{id: rest, text: Do it}]
"""
MEETING = """\
id: may
title: May
body: hce
on: 2010-05-24
actions: [{id: write, text: Write}]
"""
PAPER = """\
id: report
title: Report
report: report
body: hce
quarter: Q1-2010
sections:
  - id: intro
    title: Introduction
    content: [{text: Words}]
  - id: health
    title: Health
    priority: health
    sections:
      - id: smoking
        title: Smoking
        content:
          - text: Words
          - action: {id: ask, text: Ask}
"""
REGISTER = """\
id: register
title: Register
body: ccmg
risks: [{id: money, title: Too little}, {id: people, title: Too few}]
"""


def test_every_record_has_an_address(records: ReadRecords) -> None:
    ws = records({"data/plans/plan.yaml": PLAN, "data/risks/register.yaml": REGISTER})
    assert [str(aim.address) for aim in ws.aims] == ["plan/health", "plan/smoking", "plan/waste", "plan/other"]
    assert [str(measure.address) for measure in ws.measures] == ["plan/quitters"]
    assert [str(risk.address) for risk in ws.risks] == ["register/money", "register/people"]
    assert {risk.body for risk in ws.risks} == {"ccmg"}


def test_actions_come_from_plans_meetings_and_papers(records: ReadRecords) -> None:
    ws = records({"data/plans/plan.yaml": PLAN, "data/meetings/may.yaml": MEETING, "data/papers/report.yaml": PAPER})
    assert [(str(action.address), action.address.file_kind) for action in ws.actions] == [
        ("plan/leaflet", Kind.PLAN),
        ("plan/clinic", Kind.PLAN),
        ("plan/bins", Kind.PLAN),
        ("plan/sacks", Kind.PLAN),
        ("plan/rest", Kind.PLAN),
        ("may/write", Kind.MEETING),
        ("report/ask", Kind.PAPER),
    ]


def test_a_place_leads_to_the_record_by_its_keys(records: ReadRecords) -> None:
    ws = records(
        {
            "data/plans/plan.yaml": PLAN,
            "data/meetings/may.yaml": MEETING,
            "data/papers/report.yaml": PAPER,
            "data/risks/register.yaml": REGISTER,
        }
    )
    every: list[Placed[Any]] = [*ws.aims, *ws.measures, *ws.actions, *ws.risks]
    places = {str(placed.address): placed.place for placed in every}
    assert places["plan/waste"] == Place("data/plans/plan.yaml", ("aims", 0, "aims", 1))
    assert places["plan/sacks"] == Place("data/plans/plan.yaml", ("aims", 0, "aims", 1, "actions", 1))
    assert places["plan/quitters"] == Place("data/plans/plan.yaml", ("aims", 0, "measures", 0))
    assert places["may/write"] == Place("data/meetings/may.yaml", ("actions", 0))
    assert places["report/ask"] == Place(
        "data/papers/report.yaml", ("sections", 1, "sections", 0, "content", 1, "action")
    )
    assert places["register/people"] == Place("data/risks/register.yaml", ("risks", 1))


def test_a_record_serves_its_own_priority_else_that_of_what_holds_it(records: ReadRecords) -> None:
    ws = records({"data/plans/plan.yaml": PLAN, "data/papers/report.yaml": PAPER, "data/meetings/may.yaml": MEETING})
    assert {str(action.address): action.priority for action in ws.actions} == {
        "plan/leaflet": "health",
        "plan/clinic": "health",
        "plan/bins": "environment",
        "plan/sacks": "environment",
        "plan/rest": None,
        "may/write": None,
        "report/ask": "health",
    }
    assert [measure.priority for measure in ws.measures] == ["health"]
    assert [section.priority for section in ws.sections] == [None, "health", "health"]


def test_an_aims_board_overrides_the_plans_body(records: ReadRecords) -> None:
    ws = records({"data/plans/plan.yaml": PLAN, "data/papers/report.yaml": PAPER, "data/meetings/may.yaml": MEETING})
    bodies = {str(action.address): action.body for action in ws.actions}
    assert bodies["plan/clinic"] == "nhs"
    assert {body for address, body in bodies.items() if address != "plan/clinic"} == {"hce"}


def test_sections_come_in_reading_order(records: ReadRecords) -> None:
    ws = records({"data/papers/report.yaml": PAPER})
    assert [section.record.id for section in ws.sections] == ["intro", "health", "smoking"]


def test_files_come_kind_by_kind_in_order_of_id_after_the_settings(records: ReadRecords) -> None:
    indicator = "id: {}\ntitle: T\nunit: '%'\nbetter: higher\n"
    ws = records(
        {
            "data/plans/plan.yaml": PLAN,
            "data/indicators/crime/zeta.yaml": indicator.format("zeta"),
            "data/indicators/alpha.yaml": indicator.format("alpha"),
            "data/indicators/waste.yaml": indicator.format("waste"),
        }
    )
    assert [file.record.id for file in ws.files()] == ["borough", "plan", "alpha", "waste", "zeta"]


PARTIES = (
    PARTNERSHIP
    + """\
bodies:
  - {id: ahw, name: Adult Health & Wellbeing, aliases: [Adult Health and Wellbeing Board]}
  - {id: police-board, name: Police Board, aliases: [The Board]}
  - {id: school-board, name: School Board, aliases: [the board]}
organisations:
  - {id: nhs, name: N.H.S. Harrow, aliases: [nhs harrow, NHS  Harrow]}
people:
  - {id: dal-babu, name: Dal Babu}
"""
)


@pytest.mark.parametrize(
    ("name", "party"),
    [
        ("ahw", "ahw"),
        ("Adult Health & Wellbeing", "ahw"),
        ("Adult Health and Wellbeing", "ahw"),
        ("adult  health AND wellbeing board", "ahw"),
        ("NHS Harrow", "nhs"),
        ("Dal Babu", "dal-babu"),
        ("dal-babu", "dal-babu"),
        ("Police Board", "police-board"),
        ("The Board", None),
        ("Babu", None),
        ("JATAG", None),
    ],
)
def test_an_owner_is_the_only_party_with_the_name(records: ReadRecords, name: str, party: str | None) -> None:
    found = records({"data/partnership.yaml": PARTIES}).party(Owner(who=name))
    assert (found.id if found else None) == party


def test_a_name_that_means_two_parties_names_them_both(records: ReadRecords) -> None:
    ws = records({"data/partnership.yaml": PARTIES})
    assert [party.id for party in ws.partnership.party_names()["the board"]] == ["police-board", "school-board"]
    assert [party.id for party in ws.partnership.party_names()["nhs harrow"]] == ["nhs"]


# --- Who answers for an action


def test_the_owners_of_an_action_are_responsible_or_else_the_partners_of_its_aim(records: ReadRecords) -> None:
    plan = """\
id: plan
title: Plan
aims:
  - id: outer
    title: Outer
    partners: [NHS, Police]
    actions:
      - {id: owned, text: Owned, owners: [Council]}
      - {id: nobodys, text: Nobody's}
    aims:
      - id: inner
        title: Inner, without partners of its own
        actions: [{id: deep, text: Deep}]
"""
    ws = records({"data/plans/plan.yaml": plan, "data/meetings/may.yaml": MEETING})
    responsible = {str(action.address): [owner.who for owner in action.owners] for action in ws.actions}
    assert responsible == {
        "plan/owned": ["Council"],
        "plan/nobodys": ["NHS", "Police"],
        "plan/deep": [],
        "may/write": [],
    }


def test_two_actions_of_one_id_keep_the_partners_of_their_own_aims(records: ReadRecords) -> None:
    plan = """\
id: plan
title: Plan
aims:
  - {id: one, title: One, partners: [NHS], actions: [{id: a, text: A}]}
  - {id: two, title: Two, partners: [Police], actions: [{id: a, text: A}]}
"""
    ws = records({"data/plans/plan.yaml": plan})
    assert [[owner.who for owner in action.owners] for action in ws.actions] == [["NHS"], ["Police"]]


def test_projects_and_grants_are_files_of_their_own(records: ReadRecords) -> None:
    ws = records(
        {
            "data/projects/unit.yaml": "id: unit\ntitle: Unit\nbody: hce\npriority: health\n",
            "data/grants/reward.yaml": "id: reward\ntitle: Reward\nbody: hce\n",
        }
    )
    assert [(placed.address.kind, str(placed.address)) for placed in ws.files()][1:] == [
        (Kind.PROJECT, "unit"),
        (Kind.GRANT, "reward"),
    ]
    assert (ws.projects["unit"].record.title, ws.grants["reward"].record.unit) == ("Unit", "£")


def test_every_record_knows_of_which_kind_of_file_it_is(records: ReadRecords) -> None:
    ws = records(
        {
            "data/plans/plan.yaml": PLAN,
            "data/meetings/may.yaml": MEETING,
            "data/papers/report.yaml": PAPER,
            "data/risks/register.yaml": REGISTER,
        }
    )
    assert (ws.settings.address.kind, str(ws.settings.address)) == (Kind.PARTNERSHIP, "borough")
    in_plans = {placed.address.file_kind for placed in (*ws.aims, *ws.measures)}
    assert in_plans == {Kind.PLAN}
    assert {section.address.file_kind for section in ws.sections} == {Kind.PAPER}
    assert {risk.address.file_kind for risk in ws.risks} == {Kind.REGISTER}


def test_records_inside_files_are_looked_for_in_the_kinds_of_file_that_can_hold_them() -> None:
    assert holders_of(Kind.RISK) == (Kind.REGISTER,)
    assert holders_of(Kind.ACTION) == (Kind.PLAN, Kind.MEETING, Kind.PAPER)
    assert holders_of(Kind.BODY) == (Kind.PARTNERSHIP,)
    assert {kind for kind in Kind if holders_of(kind) == (kind,)} == {kind for kind in Kind if kind.has_files}


def test_a_batch_knows_the_settings_but_does_not_have_them_among_its_files(records: ReadRecords) -> None:
    ws = records(
        {"data/partnership.yaml": f"{PARTNERSHIP}bodies: [{{id: hce, name: HCE}}]\n", "data/plans/plan.yaml": PLAN}
    )
    batch = replace(ws, is_batch=True)
    assert [file.address.id for file in ws.files()] == ["borough", "plan"]
    assert [file.address.id for file in batch.files()] == ["plan"]
    assert [body.record.id for body in ws.of(Kind.BODY)] == ["hce"]
    assert (batch.of(Kind.BODY), batch.partnership.body("hce")) == ((), ws.partnership.body("hce"))
    assert [action.address for action in batch.actions] == [action.address for action in ws.actions]


def test_a_question_is_answered_once_for_each_workspace(records: ReadRecords) -> None:
    workspace, asked = records({"data/plans/plan.yaml": PLAN}), []

    def count(of: Workspace, kind: Kind) -> int:
        asked.append(kind)
        return len(of.of(kind))

    assert [workspace.once(count, kind) for kind in (Kind.ACTION, Kind.AIM, Kind.ACTION)] == [5, 4, 5]
    assert asked == [Kind.ACTION, Kind.AIM]
    other = workspace.redacted(workspace.settings, {}, {})
    assert other.once(count, Kind.ACTION) == 0
