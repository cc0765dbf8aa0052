"""The acceptance figures: what the morning report of Q1 2010/11 says, asked of the records that this repository ships.

Every number here was counted in the printed paper, not in the records.
"""

import json
import re
from collections import Counter
from decimal import Decimal
from functools import cache
from typing import Any

import pytest

from hsp_cli.analysis.governance import Branch, tree
from hsp_cli.checking.loader import Loaded
from hsp_cli.domain.change import compare
from hsp_cli.domain.indicator import Indicator
from hsp_cli.domain.inference import inferred_at
from hsp_cli.domain.paper import Block
from hsp_cli.domain.partnership import BodyStatus
from hsp_cli.domain.performance import performance_of
from hsp_cli.domain.period import COUNCIL_CALENDAR, Period
from hsp_cli.domain.record import Record
from hsp_cli.domain.workspace import Workspace
from tests.runs import DAY, HARROW, hsp

Q1_2009, Q4_2009, Q1_2010 = (Period.parse(text) for text in ("Q1-2009", "Q4-2009", "Q1-2010"))
RECESSION = (
    "jobseekers-allowance",
    "empty-commercial-properties",
    "housing-benefit-claimants",
    "cab-enquiries",
    "town-centre-vacancy",
    "redundancy-notifications",
)


def blocks_of(workspace: Workspace) -> list[Block]:
    """Every piece of content of every section, in reading order."""
    return [block for section in workspace.sections for block in section.record.content]


@pytest.fixture(scope="module")
def records(harrow: Loaded) -> Workspace:
    assert harrow.diagnostics == ()
    assert harrow.workspace is not None
    return harrow.workspace


def answer(*arguments: str) -> Any:
    run = hsp(*arguments, *HARROW, *DAY, "--format", "json")
    assert (run.code, run.err) == (0, "")
    return json.loads(run.out)


def indicator(records: Workspace, name: str) -> Indicator:
    return records.indicators[name].record


def test_nothing_is_wrong_with_the_records_on_the_day_of_the_meeting() -> None:
    run = hsp("validate", "--strict", *HARROW, *DAY)
    assert (run.code, run.err) == (0, "")
    assert re.fullmatch(r"All right: [0-9]+ files \([0-9]+ records\)\.\n", run.out)


# --- Exceptions


def test_the_exceptions_are_the_seven_of_the_paper_in_its_order_with_their_colours_and_directions() -> None:
    found = answer("exceptions", "--quarter", "Q1-2010")
    assert [(line["code"], line["priority"], line["rag"], line["direction"]) for line in found["exceptions"]] == [
        ("NI 192", "environment", "A", "down"),
        ("NI 126", "health-inequalities", "HR", None),
        ("NI 134", "health-inequalities", "HR", "down"),
        ("NI 32", None, "HR", "up"),
        ("NI 40", None, "LR", "down"),
        ("NI 60", None, "HR", "down"),
        ("NI 63", None, "A", "down"),
    ]
    assert found["count"] == 7
    assert found["none_in"] == []  # the records have no indicator of the agreement in the other priorities
    assert (found["from"], found["to"], found["label"]) == ("2010-04-01", "2010-06-30", "Q1 2010/11")


def test_a_fall_is_good_for_bed_days_and_bad_for_the_indicators_of_which_more_is_better() -> None:
    found = answer("exceptions", "--quarter", "Q1-2010")["exceptions"]
    assert {line["code"]: line["verdict"] for line in found} == {
        "NI 192": "worsening",
        "NI 126": None,
        "NI 134": "improving",
        "NI 32": "worsening",
        "NI 40": "worsening",
        "NI 60": "worsening",
        "NI 63": "worsening",
    }


def test_the_two_figures_that_the_paper_calls_not_yet_available_are_awaited() -> None:
    found = answer("exceptions", "--quarter", "Q1-2010")
    assert [line["code"] for line in found["awaited"]] == ["NI 32", "NI 40"]


def test_a_rating_without_a_figure_of_the_quarter_says_from_when_it_is() -> None:
    found = answer("exceptions", "--quarter", "Q1-2010")["exceptions"]
    by_code = {line["code"]: line for line in found}
    assert (by_code["NI 32"]["as_at"], by_code["NI 32"]["actual"], by_code["NI 32"]["target"]) == ("Q4-2009", 23, 12.5)
    assert [code for code, line in by_code.items() if line["as_at"]] == ["NI 32"]


def test_all_adds_the_context_series_that_are_off_track_and_no_neutral_one() -> None:
    covered = answer("exceptions", "--quarter", "Q1-2010")["exceptions"]
    everything = answer("exceptions", "--quarter", "Q1-2010", "--all")["exceptions"]
    known = {line["id"] for line in covered}
    assert {line["id"]: (line["rag"], line["verdict"]) for line in everything if line["id"] not in known} == {
        "town-centre-vacancy": (None, "worsening"),
        "vacant-town-centre-premises": (None, "worsening"),
        "taking-of-motor-vehicles": ("HR", "worsening"),
        "residential-burglary": ("A", "worsening"),
    }
    assert known <= {line["id"] for line in everything}


def test_the_change_of_counting_keeps_empty_properties_from_being_compared() -> None:
    found = answer("exceptions", "--quarter", "Q1-2010", "--all")
    assert [line["id"] for line in found["not_comparable"]] == ["empty-commercial-properties"]


def test_the_thresholds_reproduce_every_published_rating_that_has_numbers_behind_it(records: Workspace) -> None:
    published_and_computed = {}
    for placed in records.indicators.values():
        performance = performance_of(placed.record, Q1_2010, records.partnership.rag)
        if performance.computed and performance.assessment and performance.assessment.rag:
            published_and_computed[placed.record.code] = (performance.assessment.rag, performance.computed.code)
    assert published_and_computed == {"NI 126": ("HR", "HR"), "NI 32": ("HR", "HR")}


@pytest.mark.parametrize(
    ("name", "percent"),
    [
        ("ni-126", "-10.39"),
        ("ni-32", "-84"),
        ("taking-of-motor-vehicles", "-54.32"),
        ("residential-burglary", "-1.28"),
    ],
)
def test_the_distances_from_the_targets_are_those_worked_out_by_hand(
    name: str, percent: str, records: Workspace
) -> None:
    away = performance_of(indicator(records, name), Q1_2010, records.partnership.rag).variance
    assert away is not None
    assert round(away, 2) == Decimal(percent)


# --- Figures


def test_the_recession_table_has_24_numbers_5_gaps_and_1_text(records: Workspace) -> None:
    (series,) = [block.series for block in blocks_of(records) if block.series]
    assert series is not None
    assert series.indicators == RECESSION
    assert [period.text for period in series.periods] == ["Q1-2009", "Q2-2009", "Q3-2009", "Q4-2009", "Q1-2010"]
    cells = [indicator(records, name).figures.get(period) for name in series.indicators for period in series.periods]
    kinds = Counter("gap" if cell is None else "number" if cell.actual is not None else "text" for cell in cells)
    assert kinds == {"number": 24, "gap": 5, "text": 1}


@pytest.mark.parametrize(
    ("name", "before", "change", "percent"),
    [
        ("jobseekers-allowance", Q4_2009, "-429", "-9.4"),
        ("jobseekers-allowance", Q1_2009, "-101", "-2.4"),
        ("empty-commercial-properties", Q4_2009, "24", "3.0"),
        ("empty-commercial-properties", Q1_2009, "63", "8.2"),
        ("housing-benefit-claimants", Q4_2009, "314", "1.7"),
        ("housing-benefit-claimants", Q1_2009, "1225", "6.8"),
        ("cab-enquiries", Q4_2009, "-101", "-19.1"),
        ("cab-enquiries", Q1_2009, "-113", "-20.9"),
        ("town-centre-vacancy", Q4_2009, "1.82", None),
        ("town-centre-vacancy", Q1_2009, "0.97", None),
    ],
)
def test_what_changed_is_what_the_printed_table_gives(
    name: str, before: Period, change: str, percent: str | None, records: Workspace
) -> None:
    figures = indicator(records, name).figures
    then, now = figures[before].actual, figures[Q1_2010].actual
    assert then is not None
    assert now is not None
    assert now - then == Decimal(change)
    if percent is not None:
        assert round((now - then) * 100 / then, 1) == Decimal(percent)


def test_the_vacancy_rate_and_the_count_of_vacant_premises_are_not_made_from_each_other(records: Workspace) -> None:
    rate, count = indicator(records, "town-centre-vacancy"), indicator(records, "vacant-town-centre-premises")
    premises = [count.figures[Period.parse(month)].actual for month in ("2010-04", "2010-06")]
    assert premises == [24, 27]
    growth_of_rate = Decimal("7.77") / Decimal("5.95")
    assert round(growth_of_rate, 2) == Decimal("1.31") != round(Decimal(27) / 24, 2)
    assert {str(period): figure.actual for period, figure in rate.figures.items()} == {
        "Q1-2009": Decimal("6.8"),
        "Q4-2009": Decimal("5.95"),
        "Q1-2010": Decimal("7.77"),
    }


def test_no_direction_is_computed_across_the_change_of_counting(records: Workspace) -> None:
    comparison = compare(indicator(records, "empty-commercial-properties"), Q1_2010, COUNCIL_CALENDAR)
    assert comparison is not None
    assert comparison.broken_by is not None
    assert comparison.broken_by.since == Period.parse("2010-04-01")


# --- Risks


def test_ten_risks_are_red_seven_at_c2_and_three_at_b2() -> None:
    red = answer("risks", "--quarter", "Q1-2010")["red"]
    assert Counter(risk["rating"] for risk in red) == {"C2": 7, "B2": 3}
    assert Counter(risk["register"] for risk in red) == {
        "ccmg": 3,
        "childrens-trust": 1,
        "sustainable-development-and-enterprise": 3,
        "adult-health-and-wellbeing": 3,
    }


def test_one_risk_moved_from_d2_to_c2() -> None:
    (move,) = answer("risks", "--quarter", "Q1-2010")["movements"]
    assert (move["id"], move["from"], move["to"]) == ("ccmg/resources-for-success", "D2", "C2")
    assert "Reward funding" in move["reason"]


def test_three_risks_are_common_to_the_groups() -> None:
    themes = answer("risks", "--quarter", "Q1-2010")["themes"]
    assert [theme["id"] for theme in themes] == ["information-sharing", "laa-accountability", "accurate-data"]


# --- Actions


def test_seven_actions_come_from_the_previous_meeting_two_of_them_answered_by_a_new_one(records: Workspace) -> None:
    (meeting,) = [placed.record for placed in records.meetings.values()]
    assert str(meeting.on) == "2010-05-24"
    assert len(meeting.actions) == 7
    starred = [action.id for action in meeting.actions if action.outcome and action.outcome.starred]
    assert starred == ["police-sport-activities", "voluntary-sector-representatives"]


def test_the_paper_raises_fourteen_actions_thirteen_with_a_star(records: Workspace) -> None:
    in_narrative = [block.action for block in blocks_of(records) if block.action]
    starred_outcomes = 2
    assert len(in_narrative) + starred_outcomes == 14
    assert sum(action.starred for action in in_narrative) + starred_outcomes == 13
    assert [action.id for action in in_narrative if not action.starred] == ["barriers-to-priorities"]


def test_on_the_day_of_the_meeting_one_of_its_actions_is_overdue_and_two_updates_are_due() -> None:
    found = answer("due")
    late = [(action["id"], action["days_late"]) for action in found["overdue"]]
    assert late == [("hce-2010-05-24/outline-business-case", 104)]
    assert [(item["id"], item["due_date"]) for item in found["due"]] == [
        ("hce-2010-05-24/police-sport-activities", "2010-09-27"),
        ("hce-2010-05-24/voluntary-sector-representatives", "2010-09-27"),
        ("better-deal-consultation/property-and-place-shaping", "2010-09-30"),
        ("council-and-health-integration/away-day", "2010-10-07"),
    ]
    assert {item["due"] for item in found["unresolved"] if item["kind"] == "action"} == {
        "at the next HCE meeting",
        "to the next HCE Performance Meeting",
        "for inclusion late October early November",
    }


def test_the_timetable_of_the_draft_of_2003_is_overdue_until_it_is_taken_to_have_ended_and_then_listed_apart() -> None:
    timetable = ["community-strategy-2003/hsp-vision-amended", "draft-community-strategy-2003/consultation-added"]
    then = json.loads(hsp("due", *HARROW, "--as-of", "2004-02-01", "--format", "json").out)
    assert [item["id"] for item in then["overdue"]] == timetable
    names = ("community-strategy-2003", "draft-community-strategy-2003")
    left_open = [item for item in answer("due")["left_open"] if item["origin_id"] in names]
    assert len(left_open) == 7
    assert all(item["ended"]["inferred"] for item in left_open)


def test_the_delivery_plan_of_2008_left_all_its_actions_open_when_its_year_ended() -> None:
    during = json.loads(hsp("due", *HARROW, "--as-of", "2009-03-31", "--format", "json").out)
    assert [item["id"] for item in during["overdue"]] == ["ccmg-delivery-plan-2008/harrows-heroes"]
    left_open = [item for item in answer("due")["left_open"] if item["origin_id"] == "ccmg-delivery-plan-2008"]
    assert len(left_open) == 25
    assert {item["ended"]["on"] for item in left_open} == {"2008/09"}
    assert all(item["ended"]["inferred"] for item in left_open)


# --- The other documents


@pytest.mark.parametrize(
    ("day", "overdue", "overdue_or_due"), [("2018-01-31", 2, None), ("2018-04-30", 6, None), ("2018-11-30", None, 15)]
)
def test_the_actions_of_the_scrutiny_review_match_the_count_by_hand(
    day: str, overdue: int | None, overdue_or_due: int | None
) -> None:
    run = hsp("due", "--plan", "cohesion-scrutiny", *HARROW, "--as-of", day, "--format", "json")
    found = {place: actions for place, actions in json.loads(run.out).items() if place != "as_of"}
    assert sum(map(len, found.values())) == 21
    assert (len(found["complete"]), len(found["unresolved"])) == (2, 1)
    if overdue is not None:
        assert len(found["overdue"]) == overdue
    if overdue_or_due is not None:
        assert len(found["overdue"]) + len(found["due"]) == overdue_or_due


def test_the_health_inequalities_plan_has_42_aims_in_six_workstreams(records: Workspace) -> None:
    plan = records.plans["health-inequalities"].record
    assert [workstream.number for workstream in plan.aims] == list("ABCDEF")
    assert [len(workstream.aims) for workstream in plan.aims] == [20, 5, 4, 3, 1, 9]
    assert len([aim for aim in records.aims if aim.address.file_id == "health-inequalities"]) == 42 + 6


def test_the_equality_objectives_have_51_measures_six_of_them_still_open(records: Workspace) -> None:
    plan = records.plans["equality-objectives"].record
    objectives = {int(objective.number or 0): objective for priority in plan.aims for objective in priority.aims}
    assert [len(objectives[number].measures) for number in range(1, 9)] == [10, 11, 6, 7, 4, 7, 3, 3]
    measures = [measure for objective in objectives.values() for measure in objective.measures]
    assert len(measures) == 51
    assert Counter(measure.pending.value for measure in measures if measure.pending) == {"target": 5, "method": 1}


def test_the_cohesion_groups_plan_has_seven_areas_of_one_national_indicator_each(records: Workspace) -> None:
    areas = records.plans["ccmg-delivery-plan-2008"].record.aims
    codes = [[records.indicators[link.indicator].record.code for link in area.indicators] for area in areas]
    assert codes == [["NI 6"], ["NI 13"], ["NI 1"], ["NI 8"], ["NI 11"], ["NI 7"], ["NI 35"]]


def test_every_national_indicator_of_any_document_has_one_record(records: Workspace) -> None:
    codes = [placed.record.code for placed in records.indicators.values() if placed.record.code]
    # NI D140 is no number of the national set, but a local proxy.
    national = [code for code in codes if re.fullmatch(r"NI [0-9]+", code)]
    assert len(national) == len(set(national)) == 49
    assert all(records.indicators[code.lower().replace(" ", "-")].record.code == code for code in national), (
        "an id is made of its code"
    )


def test_eight_groups_of_2003_and_five_of_2010_are_separate(records: Workspace) -> None:
    (of_2003,) = [
        branch
        for branch in all_branches(tree(records, Period.parse("2003/04")))
        if branch.body.id == "hsp-management-groups"
    ]
    assert len([branch for branch in of_2003.below if branch.body.kind == "management-group"]) == 8
    of_2010 = [
        body
        for body in records.partnership.bodies
        if body.kind == "management-group" and body.status is BodyStatus.ACTIVE
    ]
    assert len(of_2010) == 5
    assert {branch.body.id for branch in of_2003.below}.isdisjoint(body.id for body in of_2010)


def all_branches(branches: tuple[Branch, ...]) -> list[Branch]:
    return [found for branch in branches for found in (branch, *all_branches(branch.below))]


def test_the_reward_grant_has_five_parts_none_of_them_agreed_so_no_return_is_due() -> None:
    found = answer("grants", "--quarter", "Q1-2010")
    assert len(found["grants"]) == len(found["not_agreed"]) == 5
    assert (found["missing"], found["overspent"], found["behind"], found["without_evidence"]) == ([], [], [], [])
    assert hsp("grants", *HARROW, *DAY, "--quarter", "Q1-2010", "--fail-on", "missing").code == 0


# --- What the paper does not state


def test_every_status_of_an_action_of_the_paper_is_marked_as_inferred(records: Workspace) -> None:
    """The paper has no column of statuses, neither for previous actions nor for its own."""
    of_the_paper = [placed.record for placed in records.actions if placed.place.path in (MEETING, PAPER)]
    assert len(of_the_paper) == 7 + 12
    assert [action.id for action in of_the_paper if "status" not in action.inferred] == []


def test_every_year_of_a_deadline_of_the_previous_meeting_is_marked_as_inferred(records: Workspace) -> None:
    """The table says "by 11 th June". Only the day of the verbal updates has a year."""
    (meeting,) = [placed.record for placed in records.meetings.values()]
    dated = {action.id for action in meeting.actions if action.due}
    assert dated == {action.id for action in meeting.actions if "due.period" in action.inferred}
    assert dated == {"climate-change-stakeholder-meeting", "third-sector-strategy-leads", "outline-business-case"}


def test_which_way_is_better_is_marked_as_inferred_unless_the_paper_says_so(records: Workspace) -> None:
    """It says so in words such as reduce and improve, or by a rating beside a figure and its target."""
    of_the_paper = [
        placed.record
        for placed in records.indicators.values()
        if placed.record.source and "Performance Morning Report" in placed.record.source.document
    ]
    assert {indicator.id for indicator in of_the_paper if "better" not in indicator.inferred} == {
        *("alcohol-related-admissions", "copd-admissions", "copd-length-of-stay", "gp-practice-variation", "ni-114"),
        *("gp-balanced-scorecard", "qof-measures", "ni-40", "ni-88", "pregnancy-smoking-rate"),
        *("ni-126", "ni-134", "ni-192", "ni-32"),
    }


def test_the_cells_of_the_matrix_are_marked_as_inferred_but_for_the_two_that_the_paper_calls_red(
    records: Workspace,
) -> None:
    settings, matrix = records.partnership, records.partnership.risk_matrix
    assert matrix is not None
    stated = [
        f"{likelihood}{impact}"
        for likelihood, row in matrix.cells.items()
        for impact in row
        if not inferred_at(settings, "risk_matrix", "cells", str(likelihood), str(impact))
    ]
    assert stated == ["B2", "C2"]


def test_the_aim_of_the_credit_union_has_no_date_so_it_is_no_target_of_a_quarter(records: Workspace) -> None:
    performance = performance_of(indicator(records, "credit-union-members"), Q1_2010, records.partnership.rag)
    assert (performance.variance, performance.computed) == (None, None)


@pytest.mark.parametrize(
    "label",
    [
        "Vital sign: VSC3 NHS health checks",
        "NHS Vital signs: coverage of Breast screening",
        "NHS vital signs — Emergency bed days",
        "NHS vital signs — mortality rates",
        "TB completion NHS Vital sign",
        "QOF - COPD prevalence",
        "LAA target. NI 40 Increasing number of PDU in effective treatment",
        "NI 175 (LAA) Access to services and facilities",
        "Local indicator: Job seekers allowance",
        "Local indicator: House benefit enquiries",
        "Locally identified priorities led by the Economic Development Unit",
        "CDRP/Safer Harrow Management Group",
        "NHS Harrow/NWL sector (Consultant in Dental Public Health)",
        '"Delivery groups", five times',
    ],
)
def test_the_delivery_plan_has_the_labels_of_the_document(label: str) -> None:
    for paper in (("--quarter", "Q1-2010"), ("health-inequalities-delivery-plan",)):
        assert label in paper_text(*paper)


@cache
def paper_text(*paper: str) -> str:
    return hsp("report", *paper, *HARROW, *DAY).out


# --- Damage in the printed paper, and what was made of it (numbers as in the list of damages)

PAPER = "data/papers/morning-report-2010-q1.yaml"
MEETING = "data/meetings/hce-2010-05-24.yaml"
CCMG = "data/risks/ccmg.yaml"
AHW = "data/risks/adult-health-and-wellbeing.yaml"
SDE = "data/risks/sustainable-development-and-enterprise.yaml"
SETTINGS = "data/partnership.yaml"
DAMAGES = [
    pytest.param("data/indicators/ni-32.yaml", "assessments/Q1-2010/source/verbatim", "1", id="1 arrow read as 1"),
    pytest.param("data/indicators/ni-32.yaml", "assessments/Q1-2010/source/note", "damaged ↑", id="1 read as up"),
    pytest.param("data/indicators/ni-32.yaml", "assessments/Q1-2010/source/note", "Not certain", id="1 not certain"),
    pytest.param(PAPER, "sections/laa-exceptions/source/verbatim", "Indictor", id="2 head of a column"),
    pytest.param(SDE, "risks/rayners-lane-plan/source/verbatim", "7.0", id="3 ghost of a rating"),
    pytest.param(SDE, "risks/rayners-lane-plan/source/note", "ghost of the B2", id="3 dropped"),
    pytest.param(CCMG, "risks/resources-for-success/source/verbatim", "CCIVIO success, CZ", id="4 second reading"),
    pytest.param(CCMG, "risks/resources-for-success/source/note", "it is one risk", id="4 one risk"),
    pytest.param(AHW, "risks/information-sharing/source/verbatim", "In Comment on the sign of the", id="5 ghost row"),
    pytest.param(AHW, "risks/accountability-for-targets/source/note", "printed twice", id="6 wrapped line"),
    pytest.param(AHW, "risks/influence-on-policies/source/note", "printed twice", id="6 repeated line"),
    pytest.param(MEETING, "actions/third-sector-strategy-leads/source/note", "Cyrillic", id="7 Cyrillic HCE"),
    pytest.param(MEETING, "actions/third-sector-strategy-leads/owners/0/who", "HCE", id="7 read as Latin"),
    pytest.param(
        PAPER,
        "sections/recession/sections/local-enterprise-partnerships/content/action/source/verbatim",
        "*****Action",
        id="8 five asterisks",
    ),
    pytest.param(PAPER, "sections/health-inequalities/content/action/source/verbatim", "*****Action", id="8 five more"),
    pytest.param(PAPER, "sections/data-quality/content/action/source/verbatim", "*Action", id="8 one asterisk"),
    pytest.param(MEETING, "actions/police-sport-activities/source/note", "page break", id="9 row split by a page"),
    pytest.param(MEETING, "actions/police-sport-activities/owners/0/who", "Dal Babu", id="9 joined with its owner"),
    pytest.param(
        "data/indicators/redundancy-notifications.yaml",
        "figures/Q1-2010/source/note",
        "split over three lines",
        id="10 cell split",
    ),
    pytest.param(
        "data/indicators/redundancy-notifications.yaml",
        "figures/Q1-2010/text",
        "JCP by Harrow employers.",
        id="10 joined",
    ),
    pytest.param(SETTINGS, "bodies/safer-harrow/source/note", "collapsed", id="15 table of groups"),
    pytest.param(
        SETTINGS, "priorities/health-inequalities/note", "does not report a priority 4", id="16 no priority 4"
    ),
    pytest.param(PAPER, "note", "Priority 4", id="16 said in the paper too"),
    pytest.param(PAPER, "source/note", '"Crime"', id="17 missing in the contents"),
    pytest.param(PAPER, "source/note", "Other Local Area Agreement Indicators", id="17 missing too"),
    pytest.param("data/indicators/ni-134.yaml", "source/note", "local proxy", id="18 beds or bed days"),
    pytest.param("data/indicators/ni-134.yaml", "unit", "bed days a month", id="18 unit"),
    pytest.param(
        "data/indicators/vacant-town-centre-premises.yaml", "source/note", "different bases", id="19 two bases"
    ),
    pytest.param("data/indicators/town-centre-vacancy.yaml", "note", "must not be derived", id="19 kept apart"),
    pytest.param("data/indicators/cab-enquiries.yaml", "source/verbatim", "Enquires to CAB", id="20 spelling"),
    pytest.param("data/indicators/cab-enquiries.yaml", "aliases", "CAB clients seen", id="20 alias"),
    pytest.param("data/indicators/housing-benefit-claimants.yaml", "source/verbatim", "Claimants'", id="20 apostrophe"),
    *(
        pytest.param(f"data/indicators/{name}.yaml", "source/note", '"Q1 (June)"', id=f"21 two columns: {name}")
        for name in RECESSION
    ),
    pytest.param(AHW, "source/note", "it is one group", id="22 two spellings of a group"),
    pytest.param(AHW, "risks/information-sharing/source/note", "underlined", id="22 underlined rating"),
    pytest.param("data/indicators/ni-126.yaml", "note", "90% of women within 12 weeks", id="26 another target"),
    pytest.param(PAPER, "sections/recession/source/verbatim", "Post Officers", id="28 Post Offices"),
    pytest.param(PAPER, "sections/recession/source/verbatim", "ward Councilors", id="28 Councillors"),
    pytest.param(SETTINGS, "organisations/havs/aliases", "HAVs", id="28 HAVS and HAVs"),
    pytest.param(MEETING, "actions/outline-business-case/source/note", "does not say", id="29 another answer"),
    pytest.param(MEETING, "actions/outline-business-case/outcome/answers", "False", id="29 marked"),
    pytest.param(MEETING, "actions/third-sector-strategy-leads/status", "not-delivered", id="30 not delivered"),
    pytest.param(MEETING, "actions/third-sector-strategy-leads/inferred/status", "does not say", id="30 and why"),
    pytest.param(PAPER, "source/note", "Underlining", id="31 tags of emphasis"),
]


@pytest.mark.parametrize(("path", "keys", "essence"), DAMAGES)
def test_every_corrected_error_has_the_original_words_or_a_note(
    path: str, keys: str, essence: str, records: Workspace
) -> None:
    values = [placed.record for placed in records.files() if placed.place.path == path]
    for key in keys.split("/"):
        values = [below for value in values for below in _below(value, key)]
    assert any(essence in " ".join(str(value).split()) for value in values), values


def _below(value: object, key: str) -> list[Any]:
    """What stands under a key: in a list the entry of that id or number; of a list of content every such piece."""
    if isinstance(value, Record):
        below = getattr(value, key)
        return [] if below is None else [below]
    if isinstance(value, dict):
        return [below for period, below in value.items() if str(period) == key]
    if isinstance(value, tuple):
        if key.isdecimal():
            return [value[int(key)]]
        by_id = [entry for entry in value if getattr(entry, "id", None) == key]
        return by_id or [below for entry in value if hasattr(entry, key) for below in _below(entry, key)]
    return []
