import pytest

from hsp_cli.analysis.filters import Filters, is_owned_by, resolved
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
        (Filters(plan="cohesoin"), "no plan has the id 'cohesoin'", "there is cohesion"),
        (Filters(priority="laa"), "no priority has the id 'laa'", "there is cohesion"),
        (Filters(scheme="lpsa"), "no scheme has the id 'lpsa'", "there is laa"),
        (Filters(body="CCGM"), "no body is called 'CCGM'", "there is ccmg"),
        (Filters(body="NHS Harrow"), "no body is called 'NHS Harrow'", ""),
        (Filters(owner="NHS Harow"), "no owner is called 'NHS Harow'", "there is nhs-harrow"),
        (Filters(owner="Smith"), "no owner is called 'Smith'", ""),
        (Filters(owner=""), "no owner is called ''", "there is"),
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
    ("asked", "count"),
    [
        (Filters(scheme="agreement-x"), 3),
        (Filters(owner="Council X"), 3),
        (Filters(scheme="QQQ"), 8),
        (Filters(owner="QQQ"), 8),
    ],
)
def test_the_three_nearest_of_many_are_named_or_the_first_eight(
    records: ReadRecords, asked: Filters, count: int
) -> None:
    with pytest.raises(RequestRefused) as refused:
        resolved(many(records), asked)
    named = refused.value.hint.removeprefix("there is ").split(", ")
    assert len(named) == count
    assert all(name.startswith(("agreement-", "org-")) for name in named)
    if count == 8:
        assert [name[-1] for name in named] == list("abcdefgh")


@pytest.mark.parametrize(("who", "owned"), [("CCMG", True), ("ccmg", True), ("NHS Harrow", False), ("Nobody", False)])
def test_a_thing_belongs_to_a_party_by_whichever_name_it_is_written(ws: Workspace, who: str, owned: bool) -> None:
    assert is_owned_by(ws, (Owner(who="NHS Harrow"), Owner(who=who)), "ccmg") is owned


def test_a_name_that_means_two_people_is_owned_by_neither(ws: Workspace) -> None:
    assert not is_owned_by(ws, (Owner(who="Smith"),), "one-smith")
