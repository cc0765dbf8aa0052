"""The chart of the risk matrix: positions now and before, and what has no place in it."""

import re

import pytest

from hsp_cli.analysis.risks import risk_report
from hsp_cli.domain.period import Period
from hsp_cli.domain.request import RequestRefused
from hsp_cli.drawing.colours import ZONES, contrast, zone_colour
from hsp_cli.drawing.picture import Picture
from hsp_cli.drawing.risk_matrix_chart import risk_matrix_chart
from tests.drawing.pictures import texts_outside, words
from tests.workspaces import PARTNERSHIP, ReadRecords

MATRIX = """risk_matrix:
  likelihood: [{code: A, name: High}, {code: B, name: Low}]
  impact: [{code: "1", name: Severe}, {code: "2", name: Slight}]
  zones: [{id: red, name: Red, red: true}, {id: green, name: Green}]
  cells: {A: {1: red, 2: red}, B: {1: red, 2: green}}
"""
HEAD = "id: group\ntitle: Register\nbody: hce\nrisks:\n"
RISKS = """\
  - {id: r1, title: No money, ratings: {Q4-2009: {rating: B2}, Q1-2010: {rating: A1}}}
  - {id: r2, title: Steady, ratings: {Q4-2009: {rating: A2}, Q1-2010: {rating: A2}}}
  - {id: r3, title: Not looked at, ratings: {Q4-2009: {rating: B2}}}
  - {id: r4, title: Brand new, ratings: {Q1-2010: {rating: B1}}}
  - {id: r5, title: Never looked at}
  - {id: r6, title: Elsewhere, ratings: {Q1-2010: {rating: Z9}}}
  - {id: r7, title: Over, ratings: {Q4-2009: {rating: A1}}, closed: {on: 2010-05, reason: Done}}
"""
EARLIER = 'width="20" height="20" fill="#ffffff"'
CARRIED = 'stroke-dasharray="3 2"'


def chart(records: ReadRecords, risks: str = RISKS, settings: str = MATRIX) -> Picture:
    bodies = "bodies: [{id: hce, name: Executives}]\n"
    files = {"data/partnership.yaml": PARTNERSHIP + settings + bodies, "data/risks/group.yaml": HEAD + risks}
    workspace = records(files)
    return risk_matrix_chart(risk_report(workspace, Period.parse("Q1-2010")), workspace.partnership, "matrix")


def test_the_key_says_where_each_risk_stands_and_from_where_it_moved(records: ReadRecords) -> None:
    said = " ".join(words(chart(records)))
    assert "1 No money (Executives): A1 Red, moved from B2 " in said
    assert "2 Steady (Executives): A2 Red, as before " in said
    assert "3 Brand new (Executives): B1 Red, first rating " in said
    assert "4 Not looked at (Executives): B2 Green (not rated since Q4 2009/10) " in said


def test_what_has_no_place_in_the_matrix_is_named_below_it(records: ReadRecords) -> None:
    said = " ".join(words(chart(records)))
    assert "1 rating is not in the matrix, so it is not known whether it is red: Elsewhere (Executives), Z9." in said
    assert "1 risk has no rating up to Q1 2010/11 and no place in the matrix: Never looked at (Executives)." in said
    assert "1 risk was closed in the quarter and left out." in said
    assert "Over" not in said


def test_the_description_says_what_the_picture_says(records: ReadRecords) -> None:
    assert chart(records).alternative == (
        "Risk matrix, Q1 2010/11. 3 red risks in Q1 2010/11. 4 of 6 risks were rated in Q1 2010/11; 1 stands with an "
        "older rating; 1 has no rating up to then; 1 rating has no colour. "
        "No money (Executives): A1 Red, moved from B2. Steady (Executives): A2 Red, as before. "
        "Brand new (Executives): B1 Red, first rating. "
        "Not looked at (Executives): B2 Green (not rated since Q4 2009/10). "
        "1 rating is not in the matrix, so it is not known whether it is red: Elsewhere (Executives), Z9. "
        "1 risk has no rating up to Q1 2010/11 and no place in the matrix: Never looked at (Executives). "
        "1 risk was closed in the quarter and left out."
    )


def test_each_cell_has_the_name_of_its_zone(records: ReadRecords) -> None:
    assert [one for one in words(chart(records)) if one in ("Red", "Green")] == ["Red", "Red", "Red", "Green"]


def test_a_risk_that_moved_has_two_places_and_one_without_a_new_rating_a_dashed_one(records: ReadRecords) -> None:
    drawn = chart(records)
    assert drawn.svg.count(EARLIER) == 2  # one in the key
    assert drawn.svg.count(CARRIED) == 2
    legend = [*words(drawn)]
    assert {"rated this quarter", "not rated this quarter: last rating", "position before"} <= set(legend)
    still = chart(records, "  - {id: r1, title: Steady, ratings: {Q1-2010: {rating: A1}}}\n")
    assert EARLIER not in still.svg
    assert CARRIED not in still.svg
    assert "position before" not in words(still)


def test_of_many_risks_those_that_are_red_or_moved_have_numbers_and_the_others_are_counted(
    records: ReadRecords,
) -> None:
    many = "".join(f"  - {{id: g{at}, title: Green {at}, ratings: {{Q1-2010: {{rating: B2}}}}}}\n" for at in range(24))
    red = "  - {id: r1, title: Bad, ratings: {Q1-2010: {rating: A1}}}\n"
    moved = "  - {id: r2, title: Better, ratings: {Q4-2009: {rating: A1}, Q1-2010: {rating: B2}}}\n"
    assert "Green 23 (Executives)" in " ".join(words(chart(records, many)))
    drawn = " ".join(words(chart(records, many + red + moved)))
    assert "1 Bad (Executives): A1 Red" in drawn
    assert "2 Better (Executives): B2 Green, moved from A1" in drawn
    assert "24 not numbered" in drawn
    assert "Numbers: risks that are red or that moved. 24 other risks are counted in the cells." in drawn
    assert "Green 23 (Executives)" not in drawn


def test_without_a_matrix_or_a_risk_there_is_no_picture(records: ReadRecords) -> None:
    with pytest.raises(RequestRefused, match="the settings have no risk matrix to draw"):
        chart(records, settings="")
    with pytest.raises(RequestRefused, match="no open risk is recorded"):
        chart(records, "  []\n")


@pytest.mark.parametrize("title", ["x" * 300, "A long title of a risk " * 20, "<b>&amp;</b>", "表" * 100])
def test_every_text_stays_inside_the_picture(records: ReadRecords, title: str) -> None:
    risks = "".join(
        f"  - {{id: r{at}, title: '{title}', ratings: {{Q4-2009: {{rating: B2}}, Q1-2010: {{rating: A1}}}}}}\n"
        for at in range(30)
    )
    assert texts_outside(chart(records, risks, MATRIX.replace("High", title[:90]).replace("Slight", "y" * 80))) == []


def test_no_two_marks_lie_on_each_other(records: ReadRecords) -> None:
    risks = "".join(f"  - {{id: r{at}, title: T, ratings: {{Q1-2010: {{rating: A1}}}}}}\n" for at in range(60))
    circles = re.findall(r'<circle cx="([\d.]+)" cy="([\d.]+)"', chart(records, risks).svg)
    assert len(set(circles)) == 61  # one in the key


def test_zones_grow_lighter_from_worst_to_mildest_and_words_can_be_read_on_them() -> None:
    assert [zone_colour(place, 3) for place in range(3)] == [ZONES[0], ZONES[2], ZONES[4]]
    assert zone_colour(0, 1) == ZONES[0]
    for zone in ZONES:
        assert contrast("#212b32", zone) >= 4.5
