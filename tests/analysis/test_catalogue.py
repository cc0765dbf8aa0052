import pytest

from hsp_cli.analysis.catalogue import LISTED, find, items, left_out_items
from hsp_cli.analysis.filters import ALL, Filters
from hsp_cli.domain.finding import Place
from hsp_cli.domain.request import RequestRefused
from hsp_cli.domain.workspace import Workspace
from tests.workspaces import PARTNERSHIP, ReadRecords

SETTINGS = (
    PARTNERSHIP
    + """\
priorities: [{id: health, title: Health, number: 5}]
schemes: [{id: laa, title: Local Area Agreement}]
bodies:
  - id: hce
    name: Chief Executives
    members: [NHS Harrow]
    seats: [{id: clerk, sector: Clerk, holder: [Dal Babu]}, {id: members, sector: Members, count: 3, vacant: true}]
organisations: [{id: nhs, name: NHS Harrow}]
people: [{id: dal-babu, name: Dal Babu, role: Commander}]
roles: [{id: chair, name: Chair}]
risk_themes: [{id: data, title: Data}]
"""
)
FILES = {
    "data/partnership.yaml": SETTINGS,
    "data/indicators/ni-192.yaml": """\
id: ni-192
code: NI 192
title: Waste recycled
unit: "%"
better: higher
priority: health
schemes: [laa]
leads: [Dal Babu]
""",
    "data/indicators/empty-shops.yaml": "id: empty-shops\ntitle: Empty shops\nunit: shops\nbetter: lower\n",
    "data/plans/plan.yaml": """\
id: plan
title: Plan
body: hce
leads: [Dal Babu]
aims:
  - id: aim
    title: Aim
    number: "1"
    leads: [NHS Harrow]
    measures:
      - {id: quitters, text: "Smoking\\n quitters", by: 2013-03, pending: target, owners: [NHS Harrow]}
      - {id: open, text: Open}
    actions: [{id: write, text: Write it, due: at the next meeting, owners: [Dal Babu], status: in-progress}]
""",
    "data/risks/ccmg.yaml": """\
id: ccmg
title: Risks
body: hce
risks:
  - {id: money, title: Too little, owners: [Dal Babu], ratings: {Q1-2010: {rating: C2}, Q4-2009: {rating: D2}}}
  - {id: new, title: New}
""",
    "data/meetings/may.yaml": """\
id: may
title: May
body: hce
on: 2010-05-24
actions: [{id: write, text: Write}]
""",
    "data/papers/report.yaml": """\
id: report
title: Report
report: morning-report
body: hce
quarter: Q1-2010
sections: [{id: intro, title: Introduction}, {id: health, title: Health, priority: health}]
""",
    "data/papers/progress.yaml": "id: progress\ntitle: Progress\nreport: action-plan\nabout: plan\n",
    "data/projects/unit.yaml": """\
id: unit
title: Joint unit
programme: Better Deal
sponsor: [NHS Harrow]
leads: [Dal Babu]
stage: business case
""",
    "data/grants/unit-grant.yaml": """\
id: unit-grant
title: Unit grant
fund: Reward
award: 45000
agreement: not yet agreed
leads: [Dal Babu]
""",
    "data/grants/no-award.yaml": "id: no-award\ntitle: No award yet\n",
    "data/agreements/lpsa.yaml": """\
id: lpsa
title: Local Public Service Agreement
parties: [NHS Harrow]
leads: [Dal Babu]
ends: 2005/06
pot: {net_budget: 132993000, rounded_to: 1000}
targets:
  - id: waste
    title: More waste recycled
    sub_targets:
      - id: paper
        title: Paper
        without_agreement: 5
        with_agreement: 7.5
        measured: 2005/06
        recipients: [NHS Harrow]
""",
}


@pytest.fixture
def ws(records: ReadRecords) -> Workspace:
    return records(FILES)


@pytest.mark.parametrize(
    ("kind", "listed"),
    [
        ("plans", [("plan", "Plan", {"aims": 1, "organisation": None, "ended": None})]),
        ("aims", [("plan/aim", "Aim", {"number": "1", "leads": "NHS Harrow", "accountable": "", "status": None,
          "rag": None, "progress": None, "last_update": None})]),
        ("actions", [
            ("plan/write", "Write it", {"status": "in-progress", "due": "at the next meeting", "owners": "Dal Babu",
              "rag": None, "progress": None, "last_update": None}),
            ("may/write", "Write", {"status": "open", "due": None, "owners": "", "rag": None, "progress": None,
              "last_update": None}),
        ]),
        ("measures", [
            ("plan/quitters", "Smoking quitters",
             {"by": "2013-03", "recurs": None, "pending": "target", "deadline_of": "measure"}),
            ("plan/open", "Open", {"by": None, "recurs": None, "pending": None, "deadline_of": None}),
        ]),
        ("indicators", [
            ("empty-shops", "Empty shops",
             {"code": None, "unit": "shops", "better": "lower", "priority": None, "schemes": []}),
            ("ni-192", "Waste recycled",
             {"code": "NI 192", "unit": "%", "better": "higher", "priority": "health", "schemes": ["laa"]}),
        ]),
        ("risks", [
            ("ccmg/money", "Too little", {"register": "ccmg", "rating": "C2", "rated_in": "Q1-2010"}),
            ("ccmg/new", "New", {"register": "ccmg", "rating": None, "rated_in": None}),
        ]),
        ("meetings", [("may", "May", {"body": "hce", "on": "2010-05-24", "actions": 1})]),
        ("papers", [
            ("progress", "Progress", {"about": "plan", "report": "action-plan"}),
            ("report", "Report", {"about": "Q1-2010", "report": "morning-report"}),
        ]),
        ("projects", [
            ("unit", "Joint unit",
             {"programme": "Better Deal", "stage": "business case", "sponsor": "NHS Harrow", "ended": None}),
        ]),
        ("grants", [
            ("no-award", "No award yet", {"fund": None, "award": None, "agreement": None, "leads": ""}),
            ("unit-grant", "Unit grant",
             {"fund": "Reward", "award": 45000, "agreement": "not yet agreed", "leads": "Dal Babu"}),
        ]),
        ("agreements", [
            ("lpsa", "Local Public Service Agreement",
             {"parties": ["NHS Harrow"], "starts": None, "ends": "2005/06", "pot": 3325000, "targets": 1}),
        ]),
        ("targets", [
            ("lpsa/waste", "More waste recycled",
             {"indicator": None, "without": None, "with": None, "measured": None, "recipients": ""}),
            ("lpsa/paper", "Paper",
             {"indicator": None, "without": 5, "with": 7.5, "measured": "2005/06", "recipients": "NHS Harrow"}),
        ]),
        ("sections", [("report/intro", "Introduction", {}), ("report/health", "Health", {})]),
        ("bodies", [("hce", "Chief Executives", {"kind": None, "parent": None, "status": None})]),
            ("seats", [
                ("clerk", "Clerk", {"body": "hce", "count": 1, "holder": "Dal Babu", "vacant": None}),
                ("members", "Members", {"body": "hce", "count": 3, "holder": None, "vacant": 3}),
            ]),
        ("people", [("dal-babu", "Dal Babu", {"role": "Commander", "organisation": None})]),
        ("organisations", [("nhs", "NHS Harrow", {})]),
        ("roles", [("chair", "Chair", {"body": None, "organisation": None})]),
        ("priorities", [("health", "Health", {"number": 5})]),
        ("schemes", [("laa", "Local Area Agreement", {})]),
        ("themes", [("data", "Data", {})]),
    ],
)  # fmt: skip
def test_every_kind_lists_its_records_with_a_few_facts(
    ws: Workspace, kind: str, listed: list[tuple[str, str, dict[str, object]]]
) -> None:
    assert [(str(item.address), item.title, item.facts) for item in items(ws, kind)] == listed


@pytest.mark.parametrize(
    ("kind", "of_one"),
    [
        ("plans", "plan"), ("aims", "aim"), ("actions", "action"), ("measures", "measure"), ("indicators", "indicator"),
        ("risks", "risk"), ("meetings", "meeting"), ("papers", "paper"), ("projects", "project"), ("grants", "grant"),
        ("agreements", "agreement"), ("targets", "target"), ("sections", "section"), ("bodies", "body"),
        ("people", "person"), ("organisations", "organisation"),
        ("roles", "role"), ("priorities", "priority"), ("schemes", "scheme"), ("themes", "theme"),
    ],
)  # fmt: skip
def test_every_record_of_a_list_says_what_one_of_them_is_called(ws: Workspace, kind: str, of_one: str) -> None:
    assert {item.kind for item in items(ws, kind)} == {of_one}


def test_the_kinds_of_the_contract_can_be_listed() -> None:
    contract = ("plans", "aims", "actions", "measures", "indicators", "risks", "meetings", "papers", "bodies", "people")
    assert set(contract) <= set(LISTED)


def test_an_unknown_kind_is_refused_and_the_known_ones_named(ws: Workspace) -> None:
    with pytest.raises(RequestRefused, match="no kind of record called 'plan'") as refused:
        items(ws, "plan")
    assert "plans, aims, actions" in refused.value.hint


@pytest.mark.parametrize(
    ("kind", "filters", "addresses"),
    [
        ("actions", Filters(owner="dal-babu"), ["plan/write"]),
        ("actions", Filters(plan="plan"), ["plan/write"]),
        ("actions", Filters(body="hce"), ["plan/write", "may/write"]),
        ("indicators", Filters(scheme="laa"), ["ni-192"]),
        ("indicators", Filters(priority="health"), ["ni-192"]),
        ("indicators", Filters(owner="nhs"), []),
        ("bodies", Filters(owner="nhs"), ["hce"]),
        ("plans", Filters(owner="dal-babu"), ["plan"]),
        ("plans", Filters(plan="plan"), ["plan"]),
        ("plans", Filters(plan="other"), []),
        ("aims", Filters(owner="nhs"), ["plan/aim"]),
        ("measures", Filters(owner="nhs"), ["plan/quitters"]),
        ("indicators", Filters(owner="dal-babu"), ["ni-192"]),
        ("risks", Filters(owner="dal-babu"), ["ccmg/money"]),
        ("projects", Filters(owner="nhs"), ["unit"]),
        ("projects", Filters(owner="dal-babu"), ["unit"]),
        ("grants", Filters(owner="dal-babu"), ["unit-grant"]),
        ("agreements", Filters(owner="dal-babu"), ["lpsa"]),
        ("targets", Filters(owner="nhs"), ["lpsa/paper"]),
        ("sections", Filters(priority="health"), ["report/health"]),
    ],
)
def test_a_list_can_be_filtered(ws: Workspace, kind: str, filters: Filters, addresses: list[str]) -> None:
    assert [str(item.address) for item in items(ws, kind, filters)] == addresses


@pytest.mark.parametrize(
    ("name", "address", "kind"),
    [
        ("ni-192", "ni-192", "indicator"),
        ("NI 192", "ni-192", "indicator"),
        (" ni 192 ", "ni-192", "indicator"),
        ("plan/write", "plan/write", "action"),
        ("may/write", "may/write", "action"),
        ("quitters", "plan/quitters", "measure"),
        ("money", "ccmg/money", "risk"),
        ("Plan", "plan", "plan"),
        ("hce", "hce", "body"),
        ("report/intro", "report/intro", "section"),
    ],
)
def test_a_record_is_found_by_address_id_or_code(ws: Workspace, name: str, address: str, kind: str) -> None:
    found = find(ws, name)
    assert (str(found.address), found.kind) == (address, kind)


def test_a_record_that_is_found_says_where_it_stands(ws: Workspace) -> None:
    assert find(ws, "may/write").place == Place("data/meetings/may.yaml", ("actions", 0))
    assert find(ws, "nhs").place == Place("data/partnership.yaml", ("organisations", 0))
    assert find(ws, "report/health").place == Place("data/papers/report.yaml", ("sections", 1))


@pytest.mark.parametrize(
    ("name", "message", "hint"),
    [
        (
            "write",
            "2 records are called 'write'",
            "give the full address: plans/plan/write (action), meetings/may/write (action)",
        ),
        ("ni-193", "no record is called 'ni-193'", "did you mean ni-192?"),
        ("xyzzy", "no record is called 'xyzzy'", "`hsp list KIND` lists the records of a kind"),
    ],
)
def test_a_name_that_fits_none_or_several_is_refused(ws: Workspace, name: str, message: str, hint: str) -> None:
    with pytest.raises(RequestRefused) as refused:
        find(ws, name)
    assert (refused.value.message, refused.value.hint) == (message, hint)


def test_of_many_names_that_are_near_three_are_offered(records: ReadRecords) -> None:
    ws = records({f"data/plans/plan-{n}.yaml": f"id: plan-{n}\ntitle: P\n" for n in range(1, 6)})
    with pytest.raises(RequestRefused) as refused:
        find(ws, "plan-9")
    offered = refused.value.hint.removeprefix("did you mean ").removesuffix("?").split(", ")
    assert len(offered) == 3
    assert set(offered) < {f"plan-{n}" for n in range(1, 6)}


def test_of_many_records_with_one_name_eight_are_listed(records: ReadRecords) -> None:
    plan = "id: {}\ntitle: P\naims: [{{id: same, title: A}}]\n"
    ws = records({f"data/plans/p{n}.yaml": plan.format(f"p{n}") for n in range(1, 11)})
    with pytest.raises(RequestRefused, match="10 records are called 'same'") as refused:
        find(ws, "same")
    assert refused.value.hint.count("(aim)") == 8


def test_a_name_that_two_records_share_is_suggested_once(records: ReadRecords) -> None:
    settings = f"{PARTNERSHIP}bodies: [{{id: ccmg, name: Cohesion Group}}]\n"
    register = "id: ccmg\ntitle: Risks\nbody: ccmg\n"
    workspace = records({"data/partnership.yaml": settings, "data/risks/ccmg.yaml": register})
    with pytest.raises(RequestRefused) as refused:
        find(workspace, "ccmgg")
    assert refused.value.hint == "did you mean ccmg?"


EQUALITY = """\
id: equality
title: Equality
by: {period: 2016, as_written: by 2016}
aims:
  - id: aim
    title: Aim
    leads: [Dal Babu]
    accountable: [NHS Harrow]
    measures:
      - {id: own, text: Own, by: 2013-03, owners: [Dal Babu]}
      - {id: every-year, text: Each year, recurs: each year}
      - {id: of-plan, text: Of the plan}
"""


def test_a_measure_without_a_date_has_that_of_its_plan_and_the_list_says_whose_it_is(records: ReadRecords) -> None:
    ws = records({"data/plans/equality.yaml": EQUALITY})
    found = [(item.address.id, item.facts["by"], item.facts["deadline_of"]) for item in items(ws, "measures")]
    assert found == [("own", "2013-03", "measure"), ("every-year", None, None), ("of-plan", "by 2016", "plan")]


@pytest.mark.parametrize(
    ("kind", "owner", "found"),
    [
        ("aims", "dal-babu", ["aim"]),
        ("aims", "nhs", ["aim"]),
        ("measures", "dal-babu", ["own"]),
        ("measures", "nhs", ["every-year", "of-plan"]),
    ],
)
def test_those_accountable_for_an_aim_own_it_and_its_measures_without_owners(
    records: ReadRecords, kind: str, owner: str, found: list[str]
) -> None:
    ws = records({"data/partnership.yaml": FILES["data/partnership.yaml"], "data/plans/equality.yaml": EQUALITY})
    assert [item.address.id for item in items(ws, kind, Filters(owner=owner))] == found


def test_a_list_says_how_many_records_of_other_organisations_it_leaves_out(records: ReadRecords) -> None:
    theirs = EQUALITY.replace("title: Equality\n", "title: Equality\norganisation: nhs\n")
    ws = records({"data/partnership.yaml": FILES["data/partnership.yaml"], "data/plans/equality.yaml": theirs})
    assert items(ws, "measures") == []
    assert left_out_items(ws, "measures") == {"nhs": 3}
    assert len(items(ws, "measures", Filters(organisation=ALL))) == 3
