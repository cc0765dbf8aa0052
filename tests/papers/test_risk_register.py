from typing import Any

from hsp_cli.papers.of_quarter.risk_register import context
from tests.papers.requests import brief_of
from tests.workspaces import PARTNERSHIP, ReadRecords

SETTINGS = f"""{PARTNERSHIP}risk_matrix:
  likelihood: [{{code: A, name: High}}, {{code: B, name: Low}}]
  impact: [{{code: "1", name: Severe}}, {{code: "2", name: Slight}}]
  zones: [{{id: red, name: Red, red: true}}, {{id: green, name: Green}}]
  cells: {{A: {{1: red, 2: red}}, B: {{1: red, 2: green}}}}
bodies: [{{id: hce, name: Executives}}, {{id: ccmg, name: Cohesion Group}}]
risk_themes: [{{id: money, title: Money runs out}}, {{id: data, title: No data}}]
"""
FILES = {
    "data/partnership.yaml": SETTINGS,
    "data/risks/a-late-group.yaml": """\
id: a-late-group
title: Of the Cohesion Group
body: ccmg
risks:
  - id: r1
    title: No money
    owners: [{who: Ann, role: Chair}]
    ratings:
      Q4-2009: {rating: B2}
      Q1-2010: {rating: A1, reason: "Grants were cut.\\n"}
    controls: [A reserve]
    planned_controls: [Ask again]
    shared_with: [hce, gone]
    theme: money
  - {id: r2, title: Steady, ratings: {Q4-2009: {rating: A1}, Q1-2010: {rating: A1}}}
  - {id: r3, title: Unexplained, ratings: {Q4-2009: {rating: A1}, Q1-2010: {rating: B2}}}
""",
    "data/risks/z-first-group.yaml": """\
id: z-first-group
title: Of the Executives
body: hce
risks:
  - {id: r4, title: Of another quarter, ratings: {Q4-2009: {rating: A1}}}
""",
    "data/papers/paper.yaml": "id: paper\ntitle: Register\nreport: risk-register\nquarter: Q1-2010\n",
}


def gathered(records: ReadRecords, **changed: str) -> Any:
    return context(brief_of(records, {**FILES, **{path.replace("__", "/"): text for path, text in changed.items()}}))


def test_each_cell_names_its_zone_and_how_many_risks_are_in_it_this_quarter(records: ReadRecords) -> None:
    matrix = gathered(records)["matrix"]
    assert matrix.heads == ("Likelihood", "1 Severe", "2 Slight")
    assert matrix.rows == (("A High", "Red (2)", "Red"), ("B Low", "Red", "Green (1)"))


def test_registers_come_in_the_order_of_their_bodies_in_the_settings(records: ReadRecords) -> None:
    assert [register.title for register in gathered(records)["registers"]] == [
        "Of the Executives",
        "Of the Cohesion Group",
    ]


def test_a_risk_has_all_the_details_of_its_register(records: ReadRecords) -> None:
    money, steady, unexplained = gathered(records)["registers"][1].risks
    assert (money.rating, money.moved, money.owners) == ("A1 Red", "from B2: Grants were cut.", "Ann (Chair)")
    assert (money.controls, money.planned) == (("A reserve",), ("Ask again",))
    assert (money.shared_with, money.theme) == ("Executives, gone", "Money runs out")
    assert (steady.moved, steady.owners, steady.shared_with, steady.theme) == ("", "", "", "")
    assert unexplained.moved == "from A1: no reason given"


def test_a_risk_without_a_rating_of_the_quarter_says_so_and_counts_in_no_cell(records: ReadRecords) -> None:
    (old,) = gathered(records)["registers"][0].risks
    assert (old.rating, old.moved) == ("not rated this quarter", "")


def test_a_paper_about_one_register_has_only_that(records: ReadRecords) -> None:
    paper = f"{FILES['data/papers/paper.yaml']}about: z-first-group\n"
    found = context(brief_of(records, {**FILES, "data/papers/paper.yaml": paper}))
    assert [register.title for register in found["registers"]] == ["Of the Executives"]  # type: ignore[attr-defined]


def test_a_rating_that_is_only_spelt_in_another_way_has_not_moved(records: ReadRecords) -> None:
    path = "data/risks/a-late-group.yaml"
    spelt = FILES[path].replace("Q1-2010: {rating: A1}}}\n", "Q1-2010: {rating: A-1}}}\n")
    assert spelt != FILES[path]
    _, steady, _ = gathered(records, **{path: spelt})["registers"][1].risks
    assert (steady.rating, steady.moved) == ("A-1 Red", "")


def test_a_paper_about_one_register_counts_its_common_risks_alone(records: ReadRecords) -> None:
    other = """\
id: z-first-group
title: Of the Executives
body: hce
risks:
  - {id: r4, title: Elsewhere, theme: money, ratings: {Q1-2010: {rating: A1}}}
  - {id: r5, title: Also elsewhere, theme: data}
"""
    paper = f"{FILES['data/papers/paper.yaml']}about: a-late-group\n"
    files = {**FILES, "data/risks/z-first-group.yaml": other, "data/papers/paper.yaml": paper}
    found: Any = context(brief_of(records, files))
    assert found["themes"] == (("Money runs out", 1), ("No data", 0))
    assert found["red"] == 2
    assert found["matrix"].rows[0] == ("A High", "Red (2)", "Red")


def test_common_risks_are_counted_theme_by_theme(records: ReadRecords) -> None:
    found = gathered(records)
    assert found["themes"] == (("Money runs out", 1), ("No data", 0))
    assert found["red"] == 2


def test_without_a_matrix_there_is_none_and_ratings_have_no_zone(records: ReadRecords) -> None:
    before, _, rest = SETTINGS.partition("risk_matrix:")
    files = {**FILES, "data/partnership.yaml": f"{before}bodies:{rest.partition('bodies:')[2]}"}
    found: Any = context(brief_of(records, files))
    assert (found["matrix"], found["red"]) == (None, 0)
    assert found["registers"][1].risks[0].rating == "A1"
