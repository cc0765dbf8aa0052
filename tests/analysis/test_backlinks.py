from dataclasses import replace
from typing import Annotated, ClassVar

import pytest

from hsp_cli.analysis.backlinks import backlinks
from hsp_cli.analysis.catalogue import find
from hsp_cli.domain.address import Address, Placed
from hsp_cli.domain.finding import Place
from hsp_cli.domain.kind import Kind
from hsp_cli.domain.record import Entry, Several, Text
from hsp_cli.domain.references import Refers
from hsp_cli.domain.workspace import Workspace
from tests.workspaces import PARTNERSHIP, ReadRecords

SETTINGS = (
    PARTNERSHIP
    + """\
priorities: [{id: health, title: Health}]
schemes: [{id: laa, title: LAA}]
exceptions: {schemes: [laa], priorities: [health]}
bodies: [{id: hce, name: Chief Executives}, {id: ccmg, name: Cohesion Group, parent: hce, members: [NHS Harrow]}]
organisations: [{id: nhs, name: NHS Harrow, aliases: [the NHS]}]
people: [{id: jo, name: Jo, organisation: nhs}]
risk_themes: [{id: data, title: Data}]
"""
)
PLAN = """\
id: plan
title: Plan
body: hce
aims:
  - id: aim
    title: health
    board: ccmg
    priority: health
    indicators: [ni-1]
    measures: [{id: m, text: M, indicator: ni-1}]
    actions: [{id: one, text: one, owners: [the NHS]}, {id: two, text: T, depends_on: [one]}]
"""
OTHER = """\
id: other
title: Other
aims:
  - id: aim
    title: A
    related_plans: [{title: Plan, plan: plan}]
    actions: [{id: one, text: O}, {id: two, text: T, depends_on: [one, plan/two]}]
"""
INDICATOR = "id: ni-1\ntitle: ni-1\nunit: '%'\nbetter: higher\npriority: health\nschemes: [laa]\n"
RISKS = "id: r\ntitle: R\nbody: ccmg\nrisks: [{id: x, title: X, theme: data, shared_with: [hce]}]\n"
MEETING = "id: may\ntitle: May\nbody: hce\non: 2010-05-24\n"
PAPER = """\
id: report
title: R
body: hce
report: t
quarter: Q1-2010
previous_meetings: [may]
sections: [{id: s, title: S, content: [{series: {indicators: [ni-1], periods: [Q1-2010]}}]}]
"""


@pytest.fixture
def ws(records: ReadRecords) -> Workspace:
    return records(
        {
            "data/partnership.yaml": SETTINGS,
            "data/plans/plan.yaml": PLAN,
            "data/plans/other.yaml": OTHER,
            "data/indicators/ni-1.yaml": INDICATOR,
            "data/risks/r.yaml": RISKS,
            "data/meetings/may.yaml": MEETING,
            "data/papers/report.yaml": PAPER,
        }
    )


@pytest.mark.parametrize(
    ("name", "places"),
    [
        ("ni-1", [
            "plans/plan.yaml aims 0 measures 0 indicator",
            "plans/plan.yaml aims 0 indicators 0 indicator",
            "papers/report.yaml sections 0 content 0 series indicators 0",
        ]),
        ("health", [
            "partnership.yaml exceptions priorities 0", "indicators/ni-1.yaml priority",
            "plans/plan.yaml aims 0 priority",
        ]),
        ("laa", ["partnership.yaml exceptions schemes 0", "indicators/ni-1.yaml schemes 0"]),
        ("data", ["risks/r.yaml risks 0 theme"]),
        ("may", ["papers/report.yaml previous_meetings 0"]),
        ("plan", ["plans/other.yaml aims 0 related_plans 0 plan"]),
        ("hce", [
            "partnership.yaml bodies 1 parent", "plans/plan.yaml body", "risks/r.yaml risks 0 shared_with 0",
            "meetings/may.yaml body", "papers/report.yaml body",
        ]),
        ("nhs", [
            "partnership.yaml people 0 organisation", "partnership.yaml bodies 1 members 0",
            "plans/plan.yaml aims 0 actions 0 owners 0",
        ]),
        ("plan/one", ["plans/plan.yaml aims 0 actions 1 depends_on 0"]),
        ("other/one", ["plans/other.yaml aims 0 actions 1 depends_on 0"]),
        ("plan/two", ["plans/other.yaml aims 0 actions 1 depends_on 1"]),
        ("jo", []),
    ],
)  # fmt: skip
def test_every_key_that_names_a_record_is_found_and_nothing_that_only_reads_like_it(
    ws: Workspace, name: str, places: list[str]
) -> None:
    found = [" ".join(map(str, (place.path, *place.keys))) for place in backlinks(ws, find(ws, name).placed)]
    assert sorted(found) == sorted(f"data/{place}" for place in places)


class OfMeasures(Entry):
    """A record that names measures, which no kind does yet."""

    KIND: ClassVar = Kind.GRANT

    measures: Several[Annotated[Text, Refers((Kind.MEASURE,))]]


def test_a_record_inside_another_file_is_named_by_its_address_whatever_its_kind(ws: Workspace) -> None:
    naming = OfMeasures(id="g", measures=("m", "plan/m", "plans/plan/m", "other/m"))
    place = Place("data/grants/g.yaml")
    grant = Placed(naming, place, Address.of_file(Kind.GRANT, "g"))
    with_grant = replace(ws, files_by_kind={**ws.files_by_kind, Kind.GRANT: {"g": grant}})
    found = backlinks(with_grant, find(with_grant, "plan/m").placed)
    assert found == [place.at("measures", 1), place.at("measures", 2)]
