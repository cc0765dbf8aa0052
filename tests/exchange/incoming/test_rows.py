"""The rows of a sheet as a mapping reads them: ids, columns, periods, and what is refused."""

from decimal import Decimal

import pytest

from hsp_cli.domain.period import COUNCIL_CALENDAR, Period
from hsp_cli.domain.request import RequestRefused
from hsp_cli.domain.sheet import Cell, CellProblem, Range
from hsp_cli.exchange.incoming.rows import MappedSheet, read_rows, slug
from tests.exchange.incoming.sheets import mapping, sheet

LONG = """\
records: indicators
id: "{Ref}"
periods: [QN YYYY/YY]
columns:
  Quarter: period
  Result: actual
"""


def read(text: str, how: str, **cells: Cell) -> MappedSheet:
    return read_rows(mapping(how), sheet(text, (), **cells), COUNCIL_CALENDAR)


def figures(found: MappedSheet) -> dict[str, dict[str, dict[str, object]]]:
    return {
        one.id: {
            str(period): {key: given.value for key, given in values.items()} for period, values in one.by_period.items()
        }
        for one in found.records
    }


def reasons(found: MappedSheet) -> list[str]:
    return [f"{found.sheet.place(one.row, one.column)} {one.id}: {one.reason}" for one in found.refused]


def test_a_long_sheet_gives_a_figure_for_each_id_and_period():
    found = read("Ref,Quarter,Result\nKPI 1,Q1 2024/25,71\nKPI 1,Q2 2024/25,72.50\nKPI 2,Q1 2024/25,\n", LONG)
    assert figures(found) == {
        "kpi-1": {"Q1-2024": {"actual": Decimal(71)}, "Q2-2024": {"actual": Decimal("72.50")}},
        "kpi-2": {},
    }
    assert [one.rows for one in found.records] == [[2, 3], [4]]
    assert (found.read, found.skipped, found.refused) == (3, (), ())


def test_a_wide_sheet_gives_a_figure_for_each_column_whose_header_is_a_period():
    how = """\
records: indicators
id: kpi-{Ref}
columns:
  Measure: title
  Target 24/25: {to: target, period: 2024/25}
wide:
  - {to: actual, headers: [QN YYYY/YY, YYYY/YY]}
"""
    found = read("Ref,Measure,Q1 2024/25,2023/24,Target 24/25,Notes\n1,Visits,71,60,80,x\n", how)
    assert figures(found) == {
        "kpi-1": {
            "2024/25": {"target": Decimal(80)},
            "Q1-2024": {"actual": Decimal(71)},
            "2023/24": {"actual": Decimal(60)},
        }
    }
    assert found.records[0].values["title"].value == "Visits"
    assert found.columns.unmapped == ("Notes",)


def test_every_column_is_read_left_out_or_named():
    how = LONG + "leave_out: [Officer]\n"
    found = read("Ref,Quarter,Result,Officer,,Notes\nKPI 1,Q1 2024/25,71,AB,loose,\n", how)
    assert [(one.name, one.to) for one in found.columns.read] == [("Quarter", "period"), ("Result", "actual")]
    assert found.columns.left_out == ("Officer",)
    assert found.columns.unmapped == ("column E", "Notes")


def test_headers_are_found_whatever_their_capitals_line_breaks_and_spaces():
    found = read('ref ,QUARTER,"Result\n"\nKPI 1,Q1 2024/25,71\n', LONG)
    assert figures(found) == {"kpi-1": {"Q1-2024": {"actual": Decimal(71)}}}


@pytest.mark.parametrize(
    ("text", "how", "words", "hint"),
    [
        ("Ref,Quarter,Results\n", LONG, "there is no column 'Result' in row 1", "did you mean 'Results'?"),
        ("Ref,Quarter,Outturn\n", LONG, "there is no column 'Result' in row 1", "it has: Ref, Quarter, Outturn"),
        ("", LONG, "there is no column 'Quarter' in row 1", "it has: an empty row"),
        (
            "Ref,Quarter,Result,Result\n",
            LONG,
            "2 columns are called 'Result'",
            "name the one that is meant by its letter: `column C` or `column D`",
        ),
        (
            "Ref,Quarter,Result,Outturn\n",
            LONG + "  Outturn: actual\n",
            "two columns, Result and Outturn, both give `actual`",
            "leave one of them out: `leave_out`",
        ),
        (
            "Ref,2023/24,FY 2023/24\n",
            "records: indicators\nid: '{Ref}'\nwide: [{to: actual, headers: [YYYY/YY, \"'FY 'YYYY/YY\"]}]",
            "two columns, 2023/24 and FY 2023/24, both give `actual` of 2023/24",
            "leave one of them out: `leave_out`",
        ),
        (
            "Ref,Result\n",
            "records: indicators\nid: '{Ref}'\nwide: [{to: actual, headers: [YYYY/YY]}]",
            "the sheet has no column whose header is in the form YYYY/YY",
            "check `wide`",
        ),
    ],
)
def test_a_changed_header_refuses_the_sheet_in_one_line(text, how, words, hint):
    with pytest.raises(RequestRefused) as refused:
        read(text, how)
    assert (refused.value.message, refused.value.hint) == (words, hint)


def test_a_column_without_a_header_of_its_own_is_named_by_its_letter():
    how = "records: indicators\nid: '{Ref}'\ncolumns: {column B: {to: actual, period: Q1-2024}, column C: title}\n"
    found = read("Ref,Actual,Actual\nKPI 1,71,Visits\n", how)
    assert figures(found) == {"kpi-1": {"Q1-2024": {"actual": Decimal(71)}}}
    assert found.records[0].values["title"].value == "Visits"


def test_rows_are_taken_or_left_out_by_the_values_of_columns():
    how = LONG + "only: {Council: [Fife, Angus]}\nskip: {Ref: [total]}\n"
    rows = "Ref,Quarter,Result,Council\nA,Q1 2024/25,1,Fife\nA,Q1 2024/25,2,Moray\n"
    rows += "Total,Q1 2024/25,3,Fife\nB,Q1 2024/25,4,angus\n"
    found = read(rows, how)
    assert figures(found) == {"a": {"Q1-2024": {"actual": Decimal(1)}}, "b": {"Q1-2024": {"actual": Decimal(4)}}}
    assert (found.read, found.skipped) == (4, (3, 4))
    assert found.columns.unmapped == ()


def test_rows_above_the_header_and_below_the_last_are_not_read():
    how = LONG.replace("records:", "header_row: 3\nlast_row: 4\nrecords:")
    found = read("Scorecard,,\n,,\nRef,Quarter,Result\nA,Q1 2024/25,1\nTotal,,99\n", how)
    assert figures(found) == {"a": {"Q1-2024": {"actual": Decimal(1)}}}
    assert found.read == 1


def test_a_row_without_an_id_or_with_a_cell_that_cannot_be_taken_is_refused_as_a_whole():
    found = read("Ref,Quarter,Result\n,Q1 2024/25,1\n?,Q1 2024/25,1\nA,Q1 2024/25,about 5\nB,soon,2\nC,,3\n", LONG)
    assert figures(found) == {}
    assert reasons(found) == [
        "A2 : it is empty, and the id is made from Ref",
        "row 3 : an id needs a letter or digit, and '?' has only other signs",
        "C4 a: 'about 5' is not a number",
        "B5 b: 'soon' is not in the form QN YYYY/YY",
        "C6 c: the row says no period for it",
    ]


def test_two_rows_for_one_figure_are_both_refused_and_a_repeated_row_counts_once():
    rows = "Ref,Quarter,Result\nA,Q1 2024/25,1\nA,Q1 2024/25,2\nA,Q2 2024/25,3\nB,Q1 2024/25,1\nB,Q1 2024/25,1\n"
    found = read(rows, LONG)
    assert figures(found) == {"b": {"Q1-2024": {"actual": Decimal(1)}}}
    assert reasons(found) == [
        "row 2 a: rows 2, 3 and 4 have the same id and the period Q1-2024",
        "row 3 a: rows 2, 3 and 4 have the same id and the period Q1-2024",
        "row 4 a: rows 2, 3 and 4 have the same id and the period Q1-2024",
    ]


def test_two_rows_for_one_record_are_both_refused_where_rows_have_no_periods():
    how = "records: indicators\nid: '{Ref}'\ncolumns: {Measure: title}\n"
    found = read("Ref,Measure\nKPI 1,Visits\nkpi-1,Loans\n", how)
    assert found.records == ()
    assert reasons(found) == [
        "row 2 kpi-1: rows 2 and 3 have the same id",
        "row 3 kpi-1: rows 2 and 3 have the same id",
    ]


def test_rows_of_one_record_that_contradict_each_other_are_refused_with_all_others_of_it():
    how = LONG + "  Measure: title\n"
    rows = "Ref,Quarter,Result,Measure\nA,Q1 2024/25,1,Visits\nA,Q2 2024/25,2,Loans\nA,Q3 2024/25,3,Visits\n"
    found = read(rows, how)
    assert found.records == ()
    assert reasons(found) == [
        "D2 a: `title` is not the same in row 2 of the same id",
        "D3 a: `title` is not the same in row 2 of the same id",
        "row 4 a: row 2 of the same id is refused",
    ]


def test_an_id_is_made_of_several_columns_and_replaced_where_the_mapping_says_so():
    how = (
        "records: actions\ninto: {plan: p}\nid: '{Service} {No}'\nids: {parks-2: grow-trees}\ncolumns: {Action: text}\n"
    )
    found = read("Service,No,Action\nParks,1,a\nParks,2,b\n", how)
    assert [one.id for one in found.records] == ["parks-1", "grow-trees"]


def test_a_text_that_says_that_a_figure_has_not_arrived_is_a_status():
    how = LONG + "awaited: [TBC]\nnothing: ['-']\n"
    found = read("Ref,Quarter,Result\nA,Q1 2024/25,tbc\nA,Q2 2024/25,-\n", how)
    assert figures(found) == {"a": {"Q1-2024": {"status": "awaited"}}}


def test_constants_are_values_of_every_row_that_has_none_of_its_own():
    how = LONG + "  Measure: title\nconstants: {title: Untitled, unit: '%', status: provisional}\n"
    found = read("Ref,Quarter,Result,Measure\nA,Q1 2024/25,1,\nB,,,Loans\n", how)
    assert figures(found) == {"a": {"Q1-2024": {"actual": Decimal(1), "status": "provisional"}}, "b": {}}
    assert [{key: given.value for key, given in one.values.items()} for one in found.records] == [
        {"title": "Untitled", "unit": "%"},
        {"title": "Loans", "unit": "%"},
    ]


def test_a_constant_that_its_key_cannot_have_is_refused():
    with pytest.raises(RequestRefused, match=r"^the constant `decimals`: 'two' is not a number$"):
        read("Ref,Quarter,Result\n", LONG + "constants: {decimals: two}\n")


def test_merged_cells_and_formulas_are_refused_or_taken_as_the_mapping_says():
    text = "Ref,Measure\nA,Visits\nB,\nC,5\n"
    merged = (Range(2, 2, 3, 2),)
    formula = Cell(Decimal(5), CellProblem.FORMULA)
    how = "records: indicators\nid: '{Ref}'\ncolumns: {Measure: title}\n"
    strict = read_rows(mapping(how), sheet(text, merged, B4=formula), COUNCIL_CALENDAR)
    assert reasons(strict) == [
        "B3 b: it is merged with other cells; unmerge them, and fill in each",
        "B4 c: it has a formula; type the value instead",
    ]
    loose = read_rows(
        mapping(how + "merged: fill\nformulas: values\n"), sheet(text, merged, B4=formula), COUNCIL_CALENDAR
    )
    assert [one.values["title"].value for one in loose.records] == ["Visits", "Visits", "5"]


def test_lists_and_owners_are_split_only_where_the_mapping_says_so():
    how = """\
records: risks
into: {risk_register: r}
id: "{No}"
columns:
  Owner: owners
  Controls: {to: controls, split: ";"}
"""
    found = read("No,Owner,Controls\n1,Ann Reed; Bo Hill,Plan ;  Review;\n", how)
    assert {key: given.value for key, given in found.records[0].values.items()} == {
        "owners": ["Ann Reed; Bo Hill"],
        "controls": ["Plan", "Review"],
    }


def test_a_deadline_in_words_is_kept_only_where_the_mapping_says_so():
    how = "records: actions\ninto: {plan: p}\nid: '{No}'\ndates: [DD/MM/YYYY]\ncolumns: {Due: {to: due}}\n"
    assert reasons(read("No,Due\n1,Ongoing\n", how)) == ["B2 1: 'Ongoing' is not in the form DD/MM/YYYY"]
    kept = read("No,Due\n1,Ongoing\n2,31/12/2026\n", how.replace("to: due", "to: due, keep_words: true"))
    assert [one.values["due"].value for one in kept.records] == ["Ongoing", Period.parse("2026-12-31")]


@pytest.mark.parametrize(
    ("text", "made"),
    [
        ("NI 126", "ni-126"),
        ("  C&L 05a ", "c-and-l-05a"),
        ("Café – été", "cafe-ete"),
        ("a" * 90, "a" * 80),
        ("word " * 30, "word-" * 15 + "word"),
        ("№ 5", "no-5"),
        ("!!!", ""),
    ],
)
def test_an_id_is_a_slug_that_stays_the_same(text, made):
    assert slug(text) == made
    assert slug(made) == made
