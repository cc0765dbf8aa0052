import pytest

from hsp_cli.analysis.filters import Filters
from hsp_cli.analysis.risks import RiskReport, risk_report
from hsp_cli.domain.period import Period
from hsp_cli.domain.workspace import Workspace
from tests.workspaces import PARTNERSHIP, ReadRecords

SETTINGS = (
    PARTNERSHIP
    + """\
bodies: [{id: ccmg, name: Cohesion Group}, {id: ahw, name: Adult Health and Wellbeing}]
organisations: [{id: nhs, name: NHS Harrow}]
risk_themes: [{id: sharing, title: Information sharing}, {id: data, title: Accurate data}]
risk_matrix:
  likelihood: [{code: B, name: High}, {code: C, name: Significant}, {code: D, name: Low}]
  impact: [{code: "1", name: Catastrophic}, {code: "2", name: Critical}]
  zones: [{id: red, name: Red, red: true}, {id: amber, name: Amber}]
  cells: {B: {1: red, 2: red}, C: {1: red, 2: red}, D: {1: amber, 2: amber}}
"""
)
CCMG = """\
id: ccmg
title: Cohesion
body: ccmg
risks:
  - {id: money, title: Money, ratings: {Q4-2009: {rating: D2}, Q1-2010: {rating: C2, reason: Less of it}}}
  - {id: same, title: Same, theme: sharing, shared_with: [ahw], ratings: {Q4-2009: {rating: C2}, Q1-2010: {rating: C2}}}
  - {id: mild, title: Mild, ratings: {Q3-2009: {rating: C2}, Q1-2010: {rating: D2}}}
  - {id: spelt, title: Spelt, ratings: {Q4-2009: {rating: D-2}, Q1-2010: {rating: D2}}}
  - {id: gone, title: Gone, ratings: {Q4-2009: {rating: B2}}}
"""
AHW = """\
id: ahw
title: Health
body: ahw
risks:
  - {id: staff, title: Staff, theme: sharing, owners: [NHS Harrow], ratings: {Q1-2010: {rating: B2}}}
  - {id: odd, title: Odd, ratings: {Q4-2009: {rating: C2}, Q1-2010: {rating: X9}}}
"""
Q1 = Period.parse("Q1-2010")


@pytest.fixture
def ws(records: ReadRecords) -> Workspace:
    return records({"data/partnership.yaml": SETTINGS, "data/risks/ccmg.yaml": CCMG, "data/risks/ahw.yaml": AHW})


def red(report: RiskReport) -> list[str]:
    return [str(risk.placed.address) for risk in report.red]


def moved(report: RiskReport) -> list[tuple[str, str, str, str | None]]:
    return [(str(move.placed.address), move.before, move.after, move.reason) for move in report.movements]


def test_the_red_risks_of_a_quarter_come_in_the_order_of_the_bodies_in_the_settings(ws: Workspace) -> None:
    report = risk_report(ws, Q1)
    assert red(report) == ["ccmg/money", "ccmg/same", "ahw/staff"]
    assert [(risk.register, risk.rating, risk.zone.id if risk.zone else None) for risk in report.red] == [
        ("ccmg", "C2", "red"),
        ("ccmg", "C2", "red"),
        ("ahw", "B2", "red"),
    ]


def test_a_risk_moved_when_its_rating_differs_from_that_of_the_quarter_before(ws: Workspace) -> None:
    report = risk_report(ws, Q1)
    assert moved(report) == [("ccmg/money", "D2", "C2", "Less of it"), ("ahw/odd", "C2", "X9", None)]
    assert [move.register for move in report.movements] == ["ccmg", "ahw"]


def test_a_risk_without_a_rating_for_the_quarter_is_in_neither_list(ws: Workspace) -> None:
    report = risk_report(ws, Period.parse("Q4-2009"))
    assert red(report) == ["ccmg/same", "ccmg/gone", "ahw/odd"]
    assert moved(report) == []
    assert (report.quarter.text, report.unrated) == ("Q4-2009", 2)


def test_themes_name_the_risks_that_registers_have_under_them(ws: Workspace) -> None:
    themes = {common.theme.id: [str(risk.address) for risk in common.risks] for common in risk_report(ws, Q1).themes}
    assert themes == {"sharing": ["ccmg/same", "ahw/staff"], "data": []}


@pytest.mark.parametrize(
    ("filters", "expected"),
    [
        (Filters(body="ccmg"), ["ccmg/money", "ccmg/same"]),
        (Filters(body="ahw"), ["ccmg/same", "ahw/staff"]),
        (Filters(owner="nhs"), ["ahw/staff"]),
        (Filters(owner="nhs", body="ccmg"), []),
    ],
)
def test_a_register_an_owner_or_a_group_that_shares_the_risk_can_be_asked_for(
    ws: Workspace, filters: Filters, expected: list[str]
) -> None:
    assert red(risk_report(ws, Q1, filters)) == expected


def test_without_a_matrix_nothing_is_red_and_movements_are_still_listed(records: ReadRecords) -> None:
    report = risk_report(records({"data/risks/ccmg.yaml": CCMG}), Q1)
    assert red(report) == []
    assert ("ccmg/money", "D2", "C2", "Less of it") in moved(report)
