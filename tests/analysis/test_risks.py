import pytest

from hsp_cli.analysis.filters import Filters
from hsp_cli.analysis.risks import RatedRisk, RiskReport, risk_report
from hsp_cli.domain.address import Placed
from hsp_cli.domain.period import Period
from hsp_cli.domain.risk import Risk
from hsp_cli.domain.workspace import Workspace
from hsp_cli.wording.risks import RiskCounts
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
  - id: same
    title: Same
    theme: sharing
    shared_with: [ahw]
    controls: [Talk]
    ratings: {Q4-2009: {rating: C2}, Q1-2010: {rating: C2}}
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


def carried(risks: tuple[RatedRisk, ...]) -> list[tuple[str, str, str | None]]:
    return [(str(risk.placed.address), risk.rating, str(risk.carried_from or "") or None) for risk in risks]


def addresses(risks: tuple[Placed[Risk], ...]) -> list[str]:
    return [str(placed.address) for placed in risks]


def test_the_red_risks_of_a_quarter_come_in_the_order_of_the_bodies_in_the_settings(ws: Workspace) -> None:
    report = risk_report(ws, Q1)
    assert [(str(risk.placed.address), risk.rating, risk.zone.id if risk.zone else None) for risk in report.red] == [
        ("ccmg/money", "C2", "red"),
        ("ccmg/same", "C2", "red"),
        ("ccmg/gone", "B2", "red"),
        ("ahw/staff", "B2", "red"),
    ]
    assert [risk.register for risk in report.red] == ["ccmg", "ccmg", "ccmg", "ahw"]


def test_a_risk_that_was_not_rated_again_stands_with_its_last_rating(ws: Workspace) -> None:
    report = risk_report(ws, Q1)
    assert carried(report.not_rated) == [("ccmg/gone", "B2", "Q4-2009")]
    assert carried(report.red)[1:3] == [("ccmg/same", "C2", None), ("ccmg/gone", "B2", "Q4-2009")]
    assert report.counts == RiskCounts(rated_now=6, carried=1, never=0, red=4, colourless=1)
    later = risk_report(ws, Period.parse("Q3-2012"))
    assert {one for _, _, one in carried(later.rated)} == {"Q1-2010", "Q4-2009"}
    assert red(later) == red(report)


def test_a_risk_without_any_rating_up_to_the_quarter_is_counted_apart(ws: Workspace) -> None:
    report = risk_report(ws, Period.parse("Q4-2009"))
    assert red(report) == ["ccmg/same", "ccmg/mild", "ccmg/gone", "ahw/odd"]
    assert addresses(report.never_rated) == ["ahw/staff"]
    assert carried(report.not_rated) == [("ccmg/mild", "C2", "Q3-2009")]
    assert (report.quarter.text, report.unrated, len(report.risks)) == ("Q4-2009", 2, 7)


def test_a_risk_moved_when_its_rating_differs_from_its_last_rating_before(ws: Workspace) -> None:
    report = risk_report(ws, Q1)
    assert moved(report) == [
        ("ccmg/money", "D2", "C2", "Less of it"),
        ("ccmg/mild", "C2", "D2", None),
        ("ahw/odd", "C2", "X9", None),
    ]
    assert [(move.register, move.since.text) for move in report.movements] == [
        ("ccmg", "Q4-2009"),
        ("ccmg", "Q3-2009"),
        ("ahw", "Q4-2009"),
    ]


def test_a_rating_without_an_earlier_one_is_no_movement_and_is_named(ws: Workspace) -> None:
    assert [str(risk.placed.address) for risk in risk_report(ws, Q1).first_rated] == ["ahw/staff"]


def test_a_rating_that_the_matrix_does_not_have_is_named_because_it_may_be_red(ws: Workspace) -> None:
    assert carried(risk_report(ws, Q1).without_zone) == [("ahw/odd", "X9", None)]


def test_red_risks_without_a_control_or_an_owner_are_named_also_with_an_older_rating(ws: Workspace) -> None:
    report = risk_report(ws, Q1)
    assert [str(risk.placed.address) for risk in report.red_without_control] == ["ccmg/money", "ccmg/gone", "ahw/staff"]
    assert [str(risk.placed.address) for risk in report.red_without_owner] == ["ccmg/money", "ccmg/same", "ccmg/gone"]


CLOSED = """\
id: ccmg
title: Cohesion
body: ccmg
risks:
  - id: money
    title: Money
    ratings: {Q4-2009: {rating: C2}}
    closed: {on: 2010-06-30, reason: The grant was paid.}
"""


@pytest.mark.parametrize(
    ("quarter", "open_risks", "closed"),
    [("Q4-2009", ["ccmg/money"], []), ("Q1-2010", [], ["ccmg/money"]), ("Q2-2010", [], [])],
)
def test_a_closed_risk_is_named_in_the_quarter_of_its_end_and_left_out_afterwards(
    records: ReadRecords, quarter: str, open_risks: list[str], closed: list[str]
) -> None:
    ws = records({"data/partnership.yaml": SETTINGS, "data/risks/ccmg.yaml": CLOSED})
    report = risk_report(ws, Period.parse(quarter))
    assert (red(report), addresses(report.closed)) == (open_risks, closed)


def test_themes_name_the_risks_that_registers_have_under_them(ws: Workspace) -> None:
    themes = {common.theme.id: [str(risk.address) for risk in common.risks] for common in risk_report(ws, Q1).themes}
    assert themes == {"sharing": ["ccmg/same", "ahw/staff"], "data": []}


@pytest.mark.parametrize(
    ("filters", "expected"),
    [
        (Filters(body="ccmg"), ["ccmg/money", "ccmg/same", "ccmg/gone"]),
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
