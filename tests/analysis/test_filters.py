import pytest

from hsp_cli.analysis.filters import ALL, Filters, is_owned_by, left_out, named_by_alias, resolved, select
from hsp_cli.domain.owner import Owner
from hsp_cli.domain.request import RequestRefused
from hsp_cli.domain.workspace import Workspace
from tests.workspaces import PARTNERSHIP, ReadRecords

SETTINGS = (
    PARTNERSHIP
    + """\
priorities: [{id: cohesion, title: Community Cohesion}]
schemes: [{id: laa, title: Local Area Agreement}]
bodies: [{id: ccmg, name: Community Cohesion Management Group, aliases: [CCMG]}]
organisations: [{id: nhs-harrow, name: NHS Harrow}]
people: [{id: one-smith, name: A. Smith, aliases: [Smith]}, {id: two-smith, name: B. Smith, aliases: [Smith]}]
"""
)


@pytest.fixture
def ws(records: ReadRecords) -> Workspace:
    return records({"data/partnership.yaml": SETTINGS, "data/plans/cohesion.yaml": "id: cohesion\ntitle: C\n"})


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        (Filters(), Filters()),
        (Filters(plan="cohesion"), Filters(plan="cohesion")),
        (Filters(body="CCMG"), Filters(body="ccmg")),
        (Filters(body="community cohesion management group"), Filters(body="ccmg")),
        (Filters(owner="NHS Harrow"), Filters(owner="nhs-harrow")),
        (Filters(owner="ccmg"), Filters(owner="ccmg")),
        (Filters(priority="cohesion", scheme="LAA"), Filters(priority="cohesion", scheme="laa")),
    ],
)
def test_limits_are_resolved_to_ids(ws: Workspace, asked: Filters, found: Filters) -> None:
    assert resolved(ws, asked) == found


@pytest.mark.parametrize(
    ("asked", "message", "hint"),
    [
        (Filters(plan="cohesoin"), "no plan has the id 'cohesoin'", "did you mean cohesion?"),
        (Filters(priority="laa"), "no priority has the id 'laa'", "choose from: cohesion"),
        (Filters(scheme="lpsa"), "no scheme has the id 'lpsa'", "choose from: laa"),
        (Filters(body="CCGM"), "no body is called 'CCGM'", "did you mean ccmg (Community Cohesion Management Group)?"),
        (Filters(body="NHS Harrow"), "no body is called 'NHS Harrow'", "list them: `hsp list bodies`"),
        (Filters(owner="NHS Harow"), "no owner is called 'NHS Harow'", "did you mean nhs-harrow (NHS Harrow)?"),
        (
            Filters(owner="Smith"),
            "no owner is called 'Smith'",
            "did you mean one-smith (A. Smith), two-smith (B. Smith)?",
        ),
        (Filters(owner="NHS"), "no owner is called 'NHS'", "did you mean nhs-harrow (NHS Harrow)?"),
        (Filters(owner="harr"), "no owner is called 'harr'", "did you mean nhs-harrow (NHS Harrow)?"),
        (
            Filters(owner="cm"),
            "no owner is called 'cm'",
            "list them: `hsp list people`, `hsp list roles`, `hsp list organisations`, `hsp list bodies`",
        ),
        (Filters(owner=""), "no owner is called ''", "list them: `hsp list people`"),
    ],
)
def test_what_names_nothing_is_refused_and_the_nearest_names_are_given(
    ws: Workspace, asked: Filters, message: str, hint: str
) -> None:
    with pytest.raises(RequestRefused) as refused:
        resolved(ws, asked)
    assert refused.value.message == message
    assert refused.value.hint.startswith(hint)


def test_where_there_is_nothing_to_choose_from_the_refusal_says_so(records: ReadRecords) -> None:
    with pytest.raises(RequestRefused) as refused:
        resolved(records({}), Filters(plan="cohesion"))
    assert refused.value.hint == "there are none yet"


def test_where_there_is_nobody_to_choose_from_the_refusal_says_so(records: ReadRecords) -> None:
    with pytest.raises(RequestRefused) as refused:
        resolved(records({}), Filters(owner="Ann"))
    assert refused.value.hint == "there are none yet"


def many(records: ReadRecords) -> Workspace:
    """A partnership of ten schemes and ten organisations, each called nearly as the next."""
    schemes = ", ".join(f"{{id: agreement-{letter}, title: A}}" for letter in "abcdefghij")
    organisations = ", ".join(f"{{id: org-{letter}, name: Council {letter.upper()}}}" for letter in "abcdefghij")
    return records({"data/partnership.yaml": f"{PARTNERSHIP}schemes: [{schemes}]\norganisations: [{organisations}]\n"})


@pytest.mark.parametrize(
    ("asked", "hint"),
    [
        (Filters(scheme="agreement-x"), "did you mean agreement-j, agreement-i, agreement-h?"),
        (Filters(owner="Council X"), "did you mean org-h (Council H), org-i (Council I), org-j (Council J)?"),
        (
            Filters(owner="Council"),
            "did you mean " + ", ".join(f"org-{x} (Council {x.upper()})" for x in "abcdefgh") + ", …?",
        ),
        (Filters(scheme="QQQ"), "choose from: " + ", ".join(f"agreement-{letter}" for letter in "abcdefgh") + ", …"),
    ],
)
def test_of_many_names_the_nearest_are_offered_and_never_more_than_eight(
    records: ReadRecords, asked: Filters, hint: str
) -> None:
    with pytest.raises(RequestRefused) as refused:
        resolved(many(records), asked)
    assert refused.value.hint == hint


def test_a_short_name_is_not_taken_for_another_one(records: ReadRecords) -> None:
    workspace = records({"data/partnership.yaml": f"{PARTNERSHIP}bodies: [{{id: hsp, name: HSP}}]\n"})
    with pytest.raises(RequestRefused) as refused:
        resolved(workspace, Filters(owner="NHS"))
    assert "hsp (" not in refused.value.hint


@pytest.mark.parametrize(("who", "owned"), [("CCMG", True), ("ccmg", True), ("NHS Harrow", False), ("Nobody", False)])
def test_a_thing_belongs_to_a_party_by_whichever_name_it_is_written(ws: Workspace, who: str, owned: bool) -> None:
    assert is_owned_by(ws, (Owner(who="NHS Harrow"), Owner(who=who)), "ccmg") is owned


def test_a_name_that_means_two_people_is_owned_by_neither(ws: Workspace) -> None:
    assert not is_owned_by(ws, (Owner(who="Smith"),), "one-smith")


OURS_AND_THEIRS = {
    "data/partnership.yaml": f"""{PARTNERSHIP}includes_plans_of: [council]
bodies: [{{id: ccmg, name: Cohesion Group}}]
organisations: [{{id: council, name: Council}}, {{id: elsewhere, name: Elsewhere, aliases: [The Other Borough]}}]
""",
    "data/plans/ours.yaml": "id: ours\ntitle: O\naims: [{id: a, title: A}]\n",
    "data/plans/partners.yaml": "id: partners\ntitle: P\norganisation: council\naims: [{id: a, title: A}]\n",
    "data/plans/theirs.yaml": "id: theirs\ntitle: T\norganisation: elsewhere\nbody: ccmg\naims: [{id: a, title: A}]\n",
}


@pytest.mark.parametrize(
    ("filters", "found"),
    [
        (Filters(), {"ours", "partners"}),
        (Filters(plan="theirs"), {"theirs"}),
        (Filters(plan="ours"), {"ours"}),
        (Filters(organisation=ALL), {"ours", "partners", "theirs"}),
        (Filters(organisation="elsewhere"), {"theirs"}),
        (Filters(organisation="council"), {"partners"}),
        (Filters(organisation="elsewhere", plan="ours"), set()),
        (Filters(body="ccmg"), set()),
        (Filters(body="ccmg", organisation=ALL), {"theirs"}),
    ],
)
def test_plans_of_other_organisations_are_left_out_unless_they_are_asked_for(
    records: ReadRecords, filters: Filters, found: set[str]
) -> None:
    ws = records(OURS_AND_THEIRS)
    assert {placed.address.file_id for placed in select(ws, filters, ws.aims)} == found


@pytest.mark.parametrize(
    ("filters", "counts"),
    [
        (Filters(), {"elsewhere": 1}),
        (Filters(body="ccmg"), {"elsewhere": 1}),
        (Filters(priority="cohesion"), {}),
        (Filters(plan="ours"), {}),
        (Filters(organisation=ALL), {}),
    ],
)
def test_what_is_left_out_is_counted_if_it_would_match(
    records: ReadRecords, filters: Filters, counts: dict[str, int]
) -> None:
    ws = records(OURS_AND_THEIRS)
    assert left_out(ws, filters, ws.aims) == counts


@pytest.mark.parametrize(
    ("asked", "found"), [("all", ALL), ("The Other Borough", "elsewhere"), ("elsewhere", "elsewhere"), (None, None)]
)
def test_an_organisation_may_have_any_of_its_names(records: ReadRecords, asked: str | None, found: str | None) -> None:
    assert resolved(records(OURS_AND_THEIRS), Filters(organisation=asked)).organisation == found


def test_an_unknown_organisation_is_refused(records: ReadRecords) -> None:
    with pytest.raises(RequestRefused) as refused:
        resolved(records(OURS_AND_THEIRS), Filters(organisation="nowhere"))
    assert refused.value.hint == "list them: `hsp list organisations`"


@pytest.mark.parametrize(
    ("name", "party"),
    [("CCMG", None), ("ccmg", None), ("Nobody", None), ("Smith", None), (None, None), ("Sam", "sam-jones")],
)
def test_a_name_is_an_alias_if_it_is_neither_id_nor_name(
    records: ReadRecords, name: str | None, party: str | None
) -> None:
    people = "people: [{id: sam-jones, name: Sam Jones, aliases: [Sam]}, {id: a, name: A, aliases: [Smith]}, "
    settings = f"{PARTNERSHIP}bodies: [{{id: ccmg, name: CCMG}}]\n{people}{{id: b, name: B, aliases: [Smith]}}]\n"
    found = named_by_alias(records({"data/partnership.yaml": settings}), name)
    assert (found.id if found else None) == party


@pytest.mark.parametrize(
    ("organisation", "found"),
    [
        ("council", {"named", "led-by-council", "led-by-officer"}),
        ("elsewhere", {"led-by-post"}),
        (ALL, {"named", "led-by-council", "led-by-officer", "led-by-post", "led-by-nobody"}),
    ],
)
def test_an_indicator_is_of_the_organisations_that_lead_it_or_whose_plans_name_it(
    organisation: str, found: set[str], records: ReadRecords
) -> None:
    leads = {
        "named": "",
        "led-by-council": "leads: [Council]\n",
        "led-by-officer": "leads: [Ann]\n",
        "led-by-post": "leads: [Clerk]\n",
        "led-by-nobody": "",
    }
    indicators = {
        f"data/indicators/{name}.yaml": f"id: {name}\ntitle: T\nunit: '%'\nbetter: higher\n{lead}"
        for name, lead in leads.items()
    }
    settings = (
        f"{PARTNERSHIP}organisations: [{{id: council, name: Council}}, {{id: elsewhere, name: Elsewhere}}]\n"
        "people: [{id: ann, name: Ann, organisation: council}]\n"
        "roles: [{id: clerk, name: Clerk, organisation: elsewhere}]\n"
    )
    plan = "id: theirs\ntitle: T\norganisation: council\naims: [{id: a, title: A, indicators: [named]}]\n"
    workspace = records({"data/partnership.yaml": settings, "data/plans/theirs.yaml": plan, **indicators})
    asked = select(workspace, Filters(organisation=organisation), workspace.indicators.values())
    assert {placed.record.id for placed in asked} == found
