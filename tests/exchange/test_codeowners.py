"""CODEOWNERS: who reviews a file, and how the two code hosts read it."""

import re
from collections.abc import Mapping
from pathlib import Path

import pytest

from hsp_cli.analysis.reviewers import Reviewed, reviewers
from hsp_cli.domain.partnership import Organisation
from hsp_cli.exchange.codeowners import codeowners
from tests.workspaces import PARTNERSHIP, ReadRecords

PARTIES = """\
handle: "@borough/plans"
organisations: [{id: council, name: The Council, handle: "@borough/council"}, {id: nhs, name: NHS}]
people: [{id: ann, name: Ann Example, handle: "@ann"}, {id: bob, name: Bob}, {id: cy, name: Cy, handle: cy@example.org}]
bodies: [{id: board, name: Board, handle: "@borough/board"}, {id: group, name: Group}]
"""
INDICATOR = "title: W\nunit: bags\nbetter: lower\n"


def handles(records: ReadRecords, files: Mapping[str, str]) -> dict[str, tuple[str, ...]]:
    workspace = records({"data/partnership.yaml": PARTNERSHIP + PARTIES, **files})
    return {path: one.handles for one in reviewers(workspace) for path in one.paths}


@pytest.mark.parametrize(
    ("leads", "found"),
    [
        ("[Ann Example]", ("@ann",)),
        ("[Bob, {who: ann, lead: true}, Cy]", ("@ann", "cy@example.org")),
        ("[ann, Ann Example]", ("@ann",)),
        ("[Bob]", ()),
        ("[Stranger]", ()),
        ("[]", ()),
    ],
)
def test_the_leads_review_an_indicator(leads: str, found: tuple[str, ...], records: ReadRecords) -> None:
    files = {"data/indicators/w.yaml": f"id: w\n{INDICATOR}leads: {leads}\n"}
    assert handles(records, files) == {"data/indicators/w.yaml": found}


@pytest.mark.parametrize(
    ("head", "found"),
    [
        ("leads: [ann]\nbody: board", ("@ann",)),
        ("leads: [Bob]\nbody: board", ("@borough/board",)),
        ("body: board", ("@borough/board",)),
        ("body: group", ("@borough/council", "cy@example.org")),
        ("", ("@borough/council", "cy@example.org")),
    ],
)
def test_without_a_lead_who_has_a_handle_the_body_reviews_a_plan_and_then_the_owners_inside(
    head: str, found: tuple[str, ...], records: ReadRecords
) -> None:
    actions = "[{id: x, text: X, owners: [The Council, Bob]}, {id: y, text: Y, owners: [Cy]}]"
    plan = f"id: p\ntitle: P\n{head}\naims: [{{id: a, title: A, actions: {actions}}}]\n"
    assert handles(records, {"data/plans/p.yaml": plan}) == {"data/plans/p.yaml": found}


def test_the_first_record_inside_a_file_counts_too(records: ReadRecords) -> None:
    plan = "id: p\ntitle: P\naims: [{id: a, title: A, leads: [ann]}]\n"
    assert handles(records, {"data/plans/p.yaml": plan}) == {"data/plans/p.yaml": ("@ann",)}


def test_a_file_beside_a_record_has_the_reviewers_of_the_record(records: ReadRecords) -> None:
    record = f"id: w\n{INDICATOR}leads: [ann]\ndimensions: [area]\nobservations: w.csv\n"
    files = {"data/indicators/w.yaml": record, "data/indicators/w.csv": "period,area,actual\n2024/25,north,1\n"}
    assert handles(records, files) == dict.fromkeys(files, ("@ann",))


def test_the_nearest_owners_without_a_handle_are_named(records: ReadRecords) -> None:
    actions = "[{id: x, text: X, owners: [NHS]}]"
    plan = f"id: p\ntitle: P\nleads: [Bob]\nbody: board\naims: [{{id: a, title: A, actions: {actions}}}]\n"
    files = {"data/partnership.yaml": PARTNERSHIP + PARTIES, "data/plans/p.yaml": plan}
    (one,) = reviewers(records(files))
    assert [party.id for party in one.without_handle] == ["bob"]


def reviewed(path: str, *handles: str) -> Reviewed:
    parties = tuple(Organisation(id=f"o{number}", name="O", handle=handle) for number, handle in enumerate(handles))
    return Reviewed((path,), parties, ())


def lines(*files: Reviewed, default: str | None = None, folder: str = "") -> list[str]:
    text = codeowners(files, default, folder)
    assert text.endswith("\n")
    return [line for line in text.splitlines() if not line.startswith("#")]


def test_the_default_comes_first_because_the_last_line_that_fits_counts() -> None:
    files = (reviewed("data/plans/b.yaml", "@b", "@c"), reviewed("data/plans/a.yaml", "@a"), reviewed("data/x.yaml"))
    assert lines(*files, default="@borough/plans") == [
        "* @borough/plans",
        "/data/plans/a.yaml @a",
        "/data/plans/b.yaml @b @c",
    ]
    assert lines(*files)[0] == "/data/plans/a.yaml @a"


def test_a_workspace_inside_the_repository_has_its_folder_before_each_path() -> None:
    found = lines(reviewed("data/plans/a.yaml", "@a"), default="@all", folder="perf/")
    assert found == ["/perf/ @all", "/perf/data/plans/a.yaml @a"]


@pytest.mark.parametrize(
    ("path", "pattern"),
    [
        ("data/plans/the plan/a.yaml", r"/data/plans/the\ plan/a.yaml"),
        ("data/plans/#1/a.yaml", r"/data/plans/\#1/a.yaml"),
        ("a\n*\t@evil\r\x0b\x85\u00a0\u2028@evil\x00.yaml", "/a???@evil?????@evil?.yaml"),
        ("data/plans/[old]/a.yaml", "/data/plans/?old?/a.yaml"),
        ("data/plans/what?!*/a.yaml", "/data/plans/what???/a.yaml"),
        ("data/plans/a\\b/a.yaml", "/data/plans/a?b/a.yaml"),
    ],
)
def test_signs_of_patterns_in_the_name_of_a_folder_fit_that_folder(path: str, pattern: str) -> None:
    assert lines(reviewed(path, "@a")) == [f"{pattern} @a"]
    plain = re.sub(r"\\(.)", r"\1", pattern)
    assert all(mine in ("?", theirs) for mine, theirs in zip(plain, f"/{path}", strict=True))


def test_the_file_says_how_it_is_made_again(tmp_path: Path) -> None:
    head = codeowners((), None).splitlines()
    assert head[0] == "# Made by hsp from the owners of the records: hsp codeowners -o CODEOWNERS"
    assert all(line.startswith("# ") for line in head)
