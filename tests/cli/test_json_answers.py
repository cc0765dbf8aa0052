"""The JSON of the commands: its keys and values are fixed, because scripts read them."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from hsp_cli.analysis.backlinks import backlinks
from hsp_cli.analysis.catalogue import find, items
from hsp_cli.analysis.due import DueStatus, due_items
from hsp_cli.analysis.exceptions import exceptions
from hsp_cli.analysis.explanation import explanation
from hsp_cli.analysis.filters import Filters
from hsp_cli.analysis.risks import risk_report
from hsp_cli.checking.loader import Loaded
from hsp_cli.cli.due import as_json as due_json
from hsp_cli.cli.exceptions import as_json as exceptions_json
from hsp_cli.cli.explain import as_json as explain_json
from hsp_cli.cli.listing import as_json as list_json
from hsp_cli.cli.risks import as_json as risks_json
from hsp_cli.cli.show import as_json as show_json
from hsp_cli.domain.period import Calendar, Period
from hsp_cli.domain.workspace import Workspace
from hsp_cli.exchange.json_text import json_text
from tests.runs import DAY, hsp
from tests.statistics.indicators import ALTERNATING, quarters
from tests.workspaces import PARTNERSHIP, ReadRecords, read_workspace, write_files

Q1 = Period.parse("Q1-2024", Calendar(year_starts=1))
NONE_INFERRED = {"inferred": False, "inferred_values": {}}


@pytest.fixture
def reading(sample: Path) -> Loaded:
    return read_workspace(sample)


@pytest.fixture
def rushmere(reading: Loaded) -> Workspace:
    assert reading.workspace is not None
    return reading.workspace


def test_an_exception_has_its_figures_its_rating_and_its_reasons(rushmere: Workspace) -> None:
    repairs, temperature = exceptions_json(exceptions(rushmere, Q1))["exceptions"]
    assert repairs == {
        "id": "repairs-in-time",
        "code": "H1",
        "title": "Repairs done in time",
        "priority": "homes",
        "path": "data/indicators/repairs-in-time.yaml",
        "rag": "A",
        "rag_basis": "computed",
        "direction": "up",
        "verdict": "improving",
        "as_at": None,
        "period": "Q1-2024",
        "actual": 88.5,
        "target": 90,
        "numerator": None,
        "denominator": None,
        "worked_out": None,
        "text": None,
        "benchmark": None,
        "interval": None,
        "rank": None,
        "status": "final",
        "unit": "%",
        "variance": -1.5,
        "reasons": ["rated Amber (computed)"],
        "comment": "The second van is late, so the far side of town waited.",
        **NONE_INFERRED,
    }
    assert temperature["target"] == {"low": 19, "high": 22}
    assert (temperature["code"], temperature["priority"], temperature["variance"]) == (None, None, -1.8)


def test_the_quarter_has_its_first_and_last_day(rushmere: Workspace) -> None:
    found = exceptions_json(exceptions(rushmere, Q1))
    expected = ("Q1-2024", "Q1 2024", "2024-01-01", "2024-03-31")
    assert (found["quarter"], found["label"], found["from"], found["to"]) == expected
    risks = risks_json(risk_report(rushmere, Q1), rushmere)
    assert (risks["quarter"], risks["label"], risks["from"], risks["to"]) == expected


def test_awaited_figures_and_priorities_without_exceptions_are_named(rushmere: Workspace) -> None:
    found = exceptions_json(exceptions(rushmere, Q1))
    assert [line["id"] for line in found["awaited"]] == ["street-trees"]
    assert found["none_in"] == []
    assert found["counts"] == {
        "levels": [{"code": "G", "count": 1}, {"code": "A", "count": 2}, {"code": "R", "count": 0}],
        "not_rated": 0,
        "awaited": 1,
        "unrecorded": 0,
        "all": 4,
    }
    assert found["priorities"][1] == {
        "id": "streets",
        "exceptions": 0,
        "judged": 1,
        "awaited": 1,
        "unrecorded": 0,
        "not_judged": 0,
        "context": 0,
        "all": 2,
    }


def test_a_narrowed_report_gives_its_filters(rushmere: Workspace) -> None:
    assert exceptions_json(exceptions(rushmere, Q1))["narrowed_to"] == {}
    asked = Filters(priority="streets", owner="ann-reed")
    assert exceptions_json(exceptions(rushmere, Q1, asked))["narrowed_to"] == {
        "owner": "ann-reed",
        "priority": "streets",
    }


def test_an_action_has_its_place_and_the_number_of_moves(reading: Loaded, rushmere: Workspace) -> None:
    found = due_json(due_items(rushmere, date(2024, 6, 2)), rushmere, reading, tuple(DueStatus))
    (van,) = [action for action in found["overdue"] if action["id"] == "homes/second-van"]
    assert van == {
        "id": "homes/second-van",
        "kind": "action",
        "origin": "plan",
        "origin_id": "homes",
        "origin_title": "Homes for Rushmere",
        "aim": {
            "id": "homes/repairs",
            "title": "Repairs done in time",
            "rag": None,
            "progress": None,
            "status": None,
        },
        "body": "homes-group",
        "organisation": None,
        "text": "Buy a second van.",
        "owners": ["Ann Reed", "the Council"],
        "owner_ids": ["ann-reed", "rushmere-council"],
        "due": "2024-05",
        "due_date": "2024-05-31",
        "first_due": "2024-02",
        "conditional": None,
        "status": "in-progress",
        "status_recorded": True,
        "answered": True,
        "completed": None,
        "rag": None,
        "progress": 40,
        "reason": None,
        "last_update": None,
        "days_late": 2,
        "times_moved": 1,
        "withdrawn": None,
        "at_risk": False,
        "waits_for": [],
        "ended": None,
        "path": "data/plans/homes.yaml",
        "line": 17,
        **NONE_INFERRED,
    }
    origins = {action["id"]: action["origin"] for status in DueStatus for action in found[status]}
    assert origins["board-2024-01-15/tree-count"] == "meeting"
    assert origins["report-2024-q1/new-boiler"] == "paper"


def test_red_risks_and_movements_have_their_keys(rushmere: Workspace) -> None:
    found = risks_json(risk_report(rushmere, Q1), rushmere)
    path = "data/risks/homes-group.yaml"
    red = {
        "id": "homes-group/no-plumbers",
        "title": "No plumbers available",
        "register": "homes-group",
        "path": path,
        **NONE_INFERRED,
    }
    assert found["red"] == [
        {
            **red,
            "rating": "4x4",
            "zone": "high",
            "carried_from": None,
            "owners": ["Ann Reed"],
            "owner_ids": ["ann-reed"],
            "controls": ["An agency on call"],
            "planned_controls": ["Two apprentices from May"],
        }
    ]
    assert found["movements"] == [
        {**red, "from": "3x3", "from_quarter": "Q4-2023", "to": "4x4", "reason": "Two of them have left."}
    ]
    assert found["themes"] == [
        {"id": "money", "title": "Money that runs out", "risks": ["homes-group/no-plumbers"]},
    ]


def test_a_list_has_id_title_path_and_the_facts_of_the_kind(rushmere: Workspace) -> None:
    (aim,) = list_json(items(rushmere, "aims"), rushmere)
    assert aim == {
        "id": "homes/repairs",
        "title": "Repairs done in time",
        "path": "data/plans/homes.yaml",
        "number": "1",
        "status": None,
        "rag": None,
        "progress": None,
        "last_update": None,
        "leads": ["Ann Reed"],
        "lead_ids": ["ann-reed"],
        "owners": ["Ann Reed"],
        "owner_ids": ["ann-reed"],
        "accountable": [],
        "accountable_ids": [],
        "partners": [],
        "partner_ids": [],
        "delivery_group": [],
        "delivery_group_ids": [],
        **NONE_INFERRED,
    }


KINDS_WITH_OWNERS = {
    "plans": "leads",
    "aims": "leads",
    "actions": "owners",
    "measures": "owners",
    "indicators": "leads",
    "risks": "owners",
    "projects": "leads",
    "grants": "leads",
    "agreements": "leads",
    "targets": "recipients",
    "bodies": "members",
}


@pytest.mark.parametrize(("kind", "key"), KINDS_WITH_OWNERS.items())
def test_every_kind_lists_the_names_of_its_owners_and_beside_them_their_ids(
    kind: str, key: str, records: ReadRecords
) -> None:
    workspace = records(
        {
            "data/partnership.yaml": PARTNERSHIP
            + "organisations: [{id: council, name: Harrow Council, aliases: [EC]}]\n"
            + f"bodies: [{{id: b, name: B, members: [{OWNERS}]}}]\n",
            "data/plans/p.yaml": f"id: p\ntitle: P\nleads: [{OWNERS}]\naims:\n"
            f"  - id: a\n    title: A\n    leads: [{OWNERS}]\n"
            f"    actions: [{{id: c, text: C, owners: [{OWNERS}]}}]\n"
            f"    measures: [{{id: m, text: M, owners: [{OWNERS}]}}]\n",
            "data/indicators/i.yaml": f"id: i\ntitle: I\nunit: days\nbetter: lower\nleads: [{OWNERS}]\n",
            "data/risks/r.yaml": f"id: r\ntitle: R\nbody: b\nrisks: [{{id: k, title: K, owners: [{OWNERS}]}}]\n",
            "data/projects/j.yaml": f"id: j\ntitle: J\nleads: [{OWNERS}]\nsponsor: [{OWNERS}]\n",
            "data/grants/g.yaml": f"id: g\ntitle: G\nleads: [{OWNERS}]\n",
            "data/agreements/n.yaml": f"id: n\ntitle: N\nleads: [{OWNERS}]\n"
            f"targets: [{{id: t, title: T, recipients: [{OWNERS}]}}]\n",
        }
    )
    (listed,) = list_json(items(workspace, kind), workspace)
    assert listed[key] == ["EC", "Harrow Council (clerk)", "A stranger"]
    assert listed[f"{key.removesuffix('s')}_ids"] == ["council", "council", None]


OWNERS = "EC, {who: Harrow Council, role: clerk}, A stranger"


def test_an_action_without_owners_lists_the_partners_who_answer_for_it(records: ReadRecords) -> None:
    plan = "id: p\ntitle: P\naims: [{id: a, title: A, partners: [Police], actions: [{id: c, text: C}]}]\n"
    workspace = records({"data/plans/p.yaml": plan})
    (listed,) = list_json(items(workspace, "actions"), workspace)
    assert (listed["owners"], listed["owner_ids"]) == (["Police"], [None])


def test_an_explanation_has_what_led_to_the_result(rushmere: Workspace) -> None:
    placed = rushmere.indicators["repairs-in-time"]
    settings = rushmere.partnership
    found = explain_json(placed, Q1, settings, explanation(placed.record, Q1, settings))
    assert (found["quarter"], found["id"], found["actual"], found["target"]) == ("Q1-2024", "repairs-in-time", 88.5, 90)
    assert (found["rag"], found["computed_rag"], found["better"]) == ("A", "A", "higher")
    assert found["compared_with"] == {
        "period": "Q4-2023",
        "actual": 88,
        "direction": "up",
        "missing": None,
        "broken_by": None,
    }
    limits = {level["code"]: level["at_least"] for level in found["scale"]["levels"]}
    assert (found["scale"]["basis"], limits) == ("points", {"G": 0, "A": -2.5, "R": None})
    assert found["sentences"][-1] == "An exception: rated Amber (computed)."


def test_an_explanation_has_limits_signals_and_the_forecast(records: ReadRecords) -> None:
    figures = json.dumps(quarters([*ALTERNATING, 70.5], target=60) | {"Q4-2010": {"target": 60}})
    record = f'id: calls\ntitle: C\nunit: "%"\nbetter: higher\nfigures: {figures}\n'
    workspace = records({"data/partnership.yaml": PARTNERSHIP, "data/indicators/calls.yaml": record})
    found = explain_json(workspace.indicators["calls"], Period.parse("Q1-2010"), workspace.partnership, [])
    of_limits = found["variation"]
    assert (of_limits["unfit"], of_limits["needed"], of_limits["assurance"]) == (None, 13, "fail")
    assert of_limits["signal"] == {"pattern": "outside the limits", "high": True, "meaning": "improvement"}
    [segment] = of_limits["segments"]
    assert [segment[key] for key in ("since", "mean", "lower", "upper", "provisional")] == [
        *(None, 51.929, 46.609, 57.249, False)
    ]
    assert len(segment["points"]) == 21
    point = {"period": "Q1-2010", "value": 70.5, "pattern": "outside the limits", "meaning": "improvement"}
    assert segment["points"][-1] == point
    ahead = found["forecast"]
    assert (ahead["unfit"], ahead["method"], ahead["target"]) == (None, "same period last year", 60)
    assert ahead["outturn"] == ahead["periods"][-1]
    assert ahead["outturn"]["period"] == "Q4-2010"
    assert set(ahead["outturn"]) == {"period", "value", "low", "high"}
    assert ahead["on_course"] in ("yes", "no", "too close to say")
    assert ahead["tests"] >= 4
    assert ahead["average_error"] > 0


def test_an_explanation_of_a_short_series_has_no_verdicts(rushmere: Workspace) -> None:
    settings, placed = rushmere.partnership, rushmere.indicators["repairs-in-time"]
    found = explain_json(placed, Q1, settings, [])
    assert (found["variation"]["unfit"], found["variation"]["signal"]) == ("too few figures", None)
    assert found["variation"]["segments"][0]["mean"] is None
    assert (found["forecast"]["unfit"], found["forecast"]["outturn"]) == ("too few figures", None)
    assert (found["forecast"]["on_course"], found["forecast"]["average_error"]) == (None, None)


def test_a_record_is_shown_whole_with_its_place_and_who_refers_to_it(reading: Loaded, rushmere: Workspace) -> None:
    item = find(rushmere, "street-trees")
    assert show_json(item, backlinks(rushmere, item.placed), rushmere, reading) == {
        "id": "street-trees",
        "kind": "indicator",
        "path": "data/indicators/street-trees.yaml",
        "line": 1,
        "record": {
            "id": "street-trees",
            "title": "Street trees planted",
            "unit": "trees",
            "better": "higher",
            "priority": "streets",
            "figures": {"Q4-2023": {"actual": 12}, "Q1-2024": {"target": 20, "status": "awaited"}},
            "dimensions": ["area"],
            "series": [
                {"of": {"area": area}, "figures": {"Q4-2023": {"actual": trees}}}
                for area, trees in (("ash", 3), ("birch", 2), ("cedar", 7))
            ],
        },
        "dimensions": ["area"],
        "series": 3,
        "figures": 3,
        "owners": [],
        "owner_ids": [],
        "leads": [],
        "lead_ids": [],
        **NONE_INFERRED,
        "referred_by": [
            {
                "path": "data/papers/report-2024-q1.yaml",
                "line": 24,
                "key": "sections.1.content.1.series.indicators.1",
            },
            {"path": "data/profiles/estate-profile.yaml", "line": 8, "key": "layers.1.indicator"},
        ],
    }


REASON = "The heading is lost. It stands in the contents."
MARK = "inferred:\n  title: |\n    The heading is lost.\n    It stands in the contents.\n"
FIGURES = "unit: days\nbetter: higher\nfigures: {Q1-2010: {target: 9, "
MATRIX = """\
risk_matrix:
  likelihood: [{code: A, name: Likely}, {code: B, name: Rare}]
  impact: [{code: "1", name: Severe}, {code: "2", name: Slight}]
  zones: [{id: red, name: Red, red: true}, {id: green, name: Green}]
  cells: {A: {1: red, 2: red}, B: {1: red, 2: green}}
"""
INFERRED = {
    "data/partnership.yaml": PARTNERSHIP + MATRIX + "bodies: [{id: b, name: B}]\n",
    "data/indicators/low.yaml": f"id: low\ntitle: Low\n{MARK}{FIGURES}actual: 1}}}}\n",
    "data/indicators/late.yaml": f"id: late\ntitle: Late\n{MARK}{FIGURES}status: awaited}}}}\n",
    "data/indicators/new.yaml": f"id: new\ntitle: New\n{MARK}unit: days\nbetter: higher\n",
    "data/meetings/m.yaml": "id: m\ntitle: M\nbody: b\non: 2010-05-24\n"
    "actions:\n  - id: a\n    text: A\n    due: 2010-06\n"
    f"    inferred: {{text: {REASON}}}\n",
    "data/risks/r.yaml": "id: r\ntitle: R\nbody: b\nrisks:\n  - id: k\n    title: K\n"
    "    ratings: {Q4-2009: {rating: B2}, Q1-2010: {rating: A1}}\n"
    f"    inferred: {{title: {REASON}}}\n",
    "data/grants/g.yaml": f"id: g\ntitle: G\n{MARK}",
    "data/papers/p.yaml": f"id: p\ntitle: P\nreport: action-log\n{MARK}",
    "data/consultations/c.yaml": f"id: c\ntitle: C\n{MARK}",
}
"""Records whose titles are inferred: an exception, an awaited figure, nothing recorded, a red risk that moved …"""

ANSWERS = {
    "exceptions": ("exceptions", "awaited", "unrecorded"),
    "due": ("overdue",),
    "risks": ("red", "movements"),
    "grants": ("grants", "not_agreed"),
    "consultation": ("consultations",),
    "report --list": ("papers",),
}
"""The lists of records in the answer of a command."""


@pytest.mark.parametrize(("call", "lists"), ANSWERS.items())
def test_every_record_in_an_answer_says_which_of_its_values_are_inferred(
    call: str, lists: tuple[str, ...], tmp_path: Path
) -> None:
    answer = json_of(call, tmp_path)
    items = [item for name in lists for item in answer[name]]
    assert len(items) >= len(lists)
    assert all(item["inferred"] for item in items)
    assert {reason for item in items for reason in item["inferred_values"].values()} == {REASON}


@pytest.mark.parametrize("call", ["list indicators", "list actions", "list risks", "list grants", "list meetings"])
def test_a_list_says_which_values_are_inferred(call: str, tmp_path: Path) -> None:
    answer = json_of(call, tmp_path)
    stated = {item["id"] for item in answer if not item["inferred"]}
    assert stated == {"m"} & {item["id"] for item in answer}
    assert all(item["inferred_values"] == {} for item in answer if item["id"] in stated)


@pytest.mark.parametrize("call", ["show low", "explain low"])
def test_a_single_record_says_which_of_its_values_are_inferred(call: str, tmp_path: Path) -> None:
    answer = json_of(call, tmp_path)
    assert answer["inferred"] is True
    assert answer["inferred_values"] == {"title": REASON}


def json_of(call: str, root: Path) -> Any:
    write_files(root, INFERRED)
    run = hsp(*call.split(), "--root", str(root), *DAY, "--format", "json")
    assert (run.code, run.err) == (0, "")
    return json.loads(run.out)


def test_exact_figures_stay_exact_and_whole_ones_whole(records: ReadRecords) -> None:
    workspace = records(
        {
            "data/indicators/x.yaml": (
                "id: x\ntitle: X\nunit: '%'\nbetter: higher\nfigures: {Q1-2010: {actual: 0.1, target: '3.0'}}\n"
            )
        }
    )
    (line,) = exceptions_json(exceptions(workspace, Period.parse("Q1-2010")))["exceptions"]
    assert json_text([line["actual"], line["target"], line["variance"]]) == "[\n  0.1,\n  3,\n  -96.67\n]\n"


def test_a_quarter_that_was_worked_out_says_from_which_months(records: ReadRecords) -> None:
    months = "2023-10: {actual: 90}, 2023-12: {actual: 60}"
    average = f"id: a\ntitle: A\nunit: '%'\nbetter: higher\naccumulation: average\nfigures: {{{months}}}\n"
    rates = average.replace("accumulation: average\n", "").replace("actual: ", "denominator: 100, numerator: ")
    workspace = records({"data/indicators/a.yaml": average, "data/indicators/b.yaml": rates.replace("id: a", "id: b")})
    q3 = Period.parse("Q3-2023")
    found = [explain_json(workspace.indicators[one], q3, workspace.partnership, ())["worked_out"] for one in ("a", "b")]
    assert found == [
        {"how": how, "months": ["2023-10", "2023-12"], "missing": ["2023-11"]} for how in ("average", "sums")
    ]
