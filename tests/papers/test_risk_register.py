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


def test_each_cell_names_its_zone_and_how_many_risks_have_that_rating_new_or_carried_forward(
    records: ReadRecords,
) -> None:
    matrix = gathered(records)["matrix"]
    assert matrix.heads == ("Likelihood", "1 Severe", "2 Slight")
    assert matrix.rows == (("A High", "Red (3)", "Red"), ("B Low", "Red", "Green (1)"))


def test_registers_come_in_the_order_of_their_bodies_in_the_settings(records: ReadRecords) -> None:
    assert [register.title for register in gathered(records)["registers"]] == [
        "Of the Executives",
        "Of the Cohesion Group",
    ]


def test_a_risk_has_all_the_details_of_its_register(records: ReadRecords) -> None:
    money, steady, unexplained = gathered(records)["registers"][1].risks
    assert (money.rating, money.moved, money.owners) == ("A1 Red", "from B2: Grants were cut.", "Ann (Chair)")
    assert (money.controls, money.planned) == ("A reserve", "Ask again")
    assert (money.shared_with, money.theme) == ("Executives, gone", "Money runs out")
    assert (steady.moved, steady.shared_with, steady.theme, steady.closed) == ("", "", "", "")
    assert unexplained.moved == "from A1: no reason is recorded"


def test_what_no_record_gives_is_not_recorded_which_is_not_none(records: ReadRecords) -> None:
    _, steady, _ = gathered(records)["registers"][1].risks
    assert (steady.owners, steady.controls, steady.planned) == ("not recorded", "not recorded", "not recorded")


def test_a_risk_that_was_not_rated_again_stands_with_its_last_rating(records: ReadRecords) -> None:
    found = gathered(records)
    (old,) = found["registers"][0].risks
    assert (old.rating, old.moved) == ("A1 Red (not rated since Q4 2009/10)", "")
    assert found["rated"] == "3 of 4 risks were rated in Q1 2010/11; 1 stands with an older rating"


def test_a_risk_without_any_rating_says_so(records: ReadRecords) -> None:
    path = "data/risks/z-first-group.yaml"
    new = FILES[path].replace(", ratings: {Q4-2009: {rating: A1}}", "")
    (risk,) = gathered(records, **{path: new})["registers"][0].risks
    assert risk.rating == "not rated up to the end of Q1 2010/11"


def test_a_movement_since_an_older_quarter_names_that_quarter(records: ReadRecords) -> None:
    path = "data/risks/a-late-group.yaml"
    older = FILES[path].replace("Q4-2009: {rating: B2}", "Q3-2009: {rating: B2}")
    money, _, _ = gathered(records, **{path: older})["registers"][1].risks
    assert money.moved == "from B2 (Q3 2009/10): Grants were cut."


def test_a_risk_that_was_closed_in_the_quarter_is_shown_with_the_reason(records: ReadRecords) -> None:
    path = "data/risks/z-first-group.yaml"
    closed = FILES[path].replace("A1}}}", "A1}}, closed: {on: 2010-05, reason: It is over.}}")
    found = gathered(records, **{path: closed})
    (risk,) = found["registers"][0].risks
    assert risk.closed == "May 2010: It is over."
    assert found["red"] == "2 red risks in Q1 2010/11"


def test_inferred_values_are_marked(records: ReadRecords) -> None:
    settings = f"{SETTINGS}inferred: {{risk_matrix.cells.A: A convention., risk_matrix.impact: Our names.}}\n"
    path = "data/risks/a-late-group.yaml"
    risks = FILES[path].replace("    theme: money\n", "    theme: money\n    inferred: {theme: Read from the title.}\n")
    found = gathered(records, **{"data/partnership.yaml": settings, path: risks})
    assert found["matrix"].heads == ("Likelihood", "1 Severe †1", "2 Slight †1")
    assert found["matrix"].rows == (("A High", "Red (3) †2", "Red †2"), ("B Low", "Red", "Green (1)"))
    money, steady, unexplained = found["registers"][1].risks
    assert (money.theme, steady.theme) == ("Money runs out †3", "")
    assert (money.rating, unexplained.rating) == ("A1 Red †2", "B2 Green")


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
    assert found["red"] == "2 red risks in Q1 2010/11"
    assert found["matrix"].rows[0] == ("A High", "Red (2)", "Red")


def test_common_risks_are_counted_theme_by_theme(records: ReadRecords) -> None:
    found = gathered(records)
    assert found["themes"] == (("Money runs out", 1), ("No data", 0))
    assert found["red"] == "3 red risks in Q1 2010/11"


def test_without_a_matrix_there_is_none_and_ratings_have_no_zone(records: ReadRecords) -> None:
    before, _, rest = SETTINGS.partition("risk_matrix:")
    files = {**FILES, "data/partnership.yaml": f"{before}bodies:{rest.partition('bodies:')[2]}"}
    found: Any = context(brief_of(records, files))
    assert (found["matrix"], found["red"]) == (None, "Not known whether a risk is red in Q1 2010/11")
    assert found["registers"][1].risks[0].rating == "A1"
