"""A CSV file beside an indicator: what is read, and what is wrong with it, at the line and the cell."""

from collections.abc import Mapping
from decimal import Decimal

import pytest

from hsp_cli.checking.loader import Loaded
from hsp_cli.domain.indicator import Figure, FigureStatus
from hsp_cli.domain.period import Period
from hsp_cli.domain.series import figures_of, series_keys
from hsp_cli.store.source_map import MAX_FINDINGS
from tests.workspaces import PARTNERSHIP, ReadFiles

CSV = "data/indicators/claimants.csv"
YAML = "data/indicators/claimants.yaml"
INDICATOR = """\
id: claimants
title: Claimants
unit: people
better: lower
dimensions: [area, sex]
observations: claimants.csv
"""
HEADER = "period,area,sex,actual,target,status,note\n"
YEAR = Period.parse("2011/12")


def read(workspace: ReadFiles, csv: str | bytes, indicator: str = INDICATOR) -> Loaded:
    return workspace({"data/partnership.yaml": PARTNERSHIP, YAML: indicator, CSV: csv})


def told(loaded: Loaded) -> list[tuple[int, int, str, str, str]]:
    assert all(one.path == CSV for one in loaded.diagnostics)
    return [(one.line, one.column, one.code, one.message, one.hint) for one in loaded.diagnostics]


def figures(loaded: Loaded, of: Mapping[str, str]) -> Mapping[Period, Figure]:
    assert loaded.diagnostics == ()
    assert loaded.workspace is not None
    return figures_of(loaded.workspace.indicators["claimants"].record, of)


def test_a_row_is_a_figure_of_its_series_and_an_empty_cell_is_no_value(workspace: ReadFiles) -> None:
    loaded = read(
        workspace,
        f"{HEADER}2011/12,pinner,female,6.80,7,provisional,\n2012/13,pinner,female,,7,awaited,\n"
        "2011/12,pinner,male,-3,,,x\n",
    )
    assert figures(loaded, {"sex": "female", "area": "pinner"}) == {
        YEAR: Figure(actual=Decimal("6.80"), target=Decimal(7), status=FigureStatus.PROVISIONAL),
        Period.parse("2012/13"): Figure(target=Decimal(7), status=FigureStatus.AWAITED),
    }
    assert figures(loaded, {"area": "pinner", "sex": "male"}) == {YEAR: Figure(actual=Decimal(-3), note="x")}
    assert figures(loaded, {"area": "canons", "sex": "male"}) == {}
    assert loaded.workspace is not None
    record = loaded.workspace.indicators["claimants"].record
    assert series_keys(record) == (("pinner", "female"), ("pinner", "male"))
    assert record.model_dump(mode="json")["observations"] == "claimants.csv"


def test_columns_may_be_in_any_order_and_lead_into_a_figure(workspace: ReadFiles) -> None:
    loaded = read(workspace, "sex,target_band.low,target_band.high,area,period\nall,1,2,pinner,2011/12\n")
    (figure,) = figures(loaded, {"area": "pinner", "sex": "all"}).values()
    assert figure.target_band is not None
    assert (figure.target_band.low, figure.target_band.high) == (Decimal(1), Decimal(2))


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("start", ["", "\ufeff"])
def test_line_ends_byte_order_marks_and_quotes_are_read_as_spreadsheets_write_them(
    workspace: ReadFiles, start: str, end: str
) -> None:
    rows = ("period,area,sex,actual,note", '2011/12,"pinner, north",all,3,"he said ""no"""', "")
    loaded = read(workspace, (start + end.join(rows)).encode())
    assert figures(loaded, {"area": "pinner, north", "sex": "all"}) == {
        YEAR: Figure(actual=Decimal(3), note='he said "no"')
    }


def test_a_file_with_only_a_header_has_no_series(workspace: ReadFiles) -> None:
    loaded = read(workspace, HEADER)
    assert figures(loaded, {"area": "pinner", "sex": "all"}) == {}


@pytest.mark.parametrize(
    ("header", "column", "message", "hint"),
    [
        ("", 1, "the header has no column `period`, `area`, `sex`", "start the file with the line"),
        ("period,area,actual", 1, "the header has no column `sex`", "`period,area,sex,actual`"),
        ("period,area,sex", 1, "the header has no column for the figures", "`period,area,sex,actual`"),
        ("period,area,sex,actal", 17, "the column 'actal' is neither a dimension", "did you mean `actual`?"),
        ("period,area,sex,actual,actual", 24, "the column `actual` is there twice", "keep one"),
        ("period,area,sex,actual,zzz", 24, "the column 'zzz' is neither a dimension", "choose from: period, area, sex"),
        ("period;area;sex;actual", 1, "the column 'period;area;sex;actual' is neither", "choose from"),
    ],
)
def test_a_wrong_header_is_reported_and_no_row_is_read(
    workspace: ReadFiles, header: str, column: int, message: str, hint: str
) -> None:
    line, at, code, found, way = told(read(workspace, f"{header}\nx,y,z\n"))[0]
    assert (line, at, code) == (1, column, "csv-header")
    assert found.startswith(message)
    assert hint in way


def test_a_dimension_cannot_have_the_name_of_a_column(workspace: ReadFiles) -> None:
    indicator = INDICATOR.replace("[area, sex]", "[area, status]")
    found = told(read(workspace, "period,area,status,actual\n", indicator))
    assert [one[2:4] for one in found] == [("csv-header", "the dimension `status` has the name of another column")]


@pytest.mark.parametrize(
    ("row", "column", "code", "message", "hint"),
    [
        ("2011/12,pinner,all,3", 1, "csv-syntax", "the row has 4 cells, the header 7", "separate cells"),
        ("2011/12,pinner,all,1,204,,,", 1, "csv-syntax", "the row has 8 cells, the header 7", "put quotes around"),
        ("", 1, "csv-syntax", "the row is empty", "separate cells"),
        ('2011/12,pinner,all,"1,204",,,', 20, "wrong-type", "`actual` should be a number, not '1,204'", "write 1204"),
        ("2011/12,pinner,all,69%,,,", 20, "wrong-type", "`actual` should be a number, not '69%'", "write 69;"),
        ("2011/12,pinner,all,1e5,,,", 20, "wrong-type", "`actual` should be a number, not '1e5'", ""),
        ("2011/12,pinner,all,n/a,,,", 20, "wrong-type", "`actual` should be a number, not 'n/a'", ""),
        ("2011/12,pinner,all,NaN,,,", 20, "wrong-type", "`actual` should be a number, not 'NaN'", ""),
        ("2011/12,pinner,all,٣,,,", 20, "wrong-type", "`actual` should be a number, not '٣'", ""),
        ("2011/12,pinner,all, 3,,,", 20, "wrong-type", "`actual` has spaces around '3'", "delete the spaces"),
        ("2011/12,pinner ,all,3,,,", 9, "wrong-type", "`area` has spaces around 'pinner'", "delete the spaces"),
        ("2011/12,pinner,all,=A1/B1,,,", 20, "formula-in-cell", "'=A1/B1' is a formula to a spreadsheet", "write"),
        ("2011/12,pinner,all,+3.5,,,", 20, "formula-in-cell", "'+3.5' is a formula to a spreadsheet", "write 3.5"),
        ("2011/12,pinner,all,3,,,@SUM(1)", 24, "formula-in-cell", "'@SUM(1)' is a formula", "start no text"),
        ("2011/12,pinner,all,3,,,-cmd|x", 24, "formula-in-cell", "'-cmd|x' is a formula", "start no text"),
        ("2011/12,=x,all,3,,,", 9, "formula-in-cell", "'=x' is a formula to a spreadsheet", "start no text"),
        ("2011/13,pinner,all,3,,,", 1, "bad-period", "'2011/13' is not a year: 2011 is followed by 12", ""),
        ("31/03/2012,pinner,all,3,,,", 1, "bad-period", "'31/03/2012' is not a period", ""),
        (",pinner,all,3,,,", 1, "missing-key", "the row has no `period`", "every row needs one"),
        ("2011/12,,all,3,,,", 9, "missing-key", "the row has no `area`", "every row needs one"),
        ("2011/12,pinner,all,3,,Final,", 23, "unknown-value", "`status` is one of final, provisional, aw", "final"),
    ],
)
def test_a_wrong_row_is_reported_at_its_cell(
    workspace: ReadFiles, row: str, column: int, code: str, message: str, hint: str
) -> None:
    good = '2010/11,pinner,all,3,,,"two\nlines"'
    (found,) = told(read(workspace, f"{HEADER}{good}\n{row}\n2012/13,pinner,all,-5,,,- see above\n"))
    assert found[:3] == (4, column, code)
    assert found[3].startswith(message)
    assert hint in found[4]


def test_two_rows_of_one_key_are_reported_whatever_the_spelling_of_the_period(workspace: ReadFiles) -> None:
    rows = "Q1-2011,pinner,all,3,,,\nQ1-2011,pinner,female,3,,,\nQ1 2011/12,pinner,all,4,,,\n"
    (found,) = told(read(workspace, HEADER + rows))
    assert found[:3] == (4, 1, "duplicate-key")
    assert found[3] == "Q1 2011/12, pinner, all has two rows; the first is row 1 below the header"


def test_a_key_that_has_parts_needs_all_of_them(workspace: ReadFiles) -> None:
    header = "period,area,sex,actual,benchmark.group,benchmark.value,interval.low,target_band.low,target_band.high"
    rows = "2010/11,a,all,1,,,,,\n2011/12,a,all,1,England,2,,1,\n2012/13,a,all,1,England,,,1,3\n2013/14,a,all,1,,,5,,\n"
    found = told(read(workspace, f"{header}\n{rows}"))
    assert [(line, column, code, message) for line, column, code, message, _ in found] == [
        (3, 28, "missing-key", "`target_band` has no `high`"),
        (4, 17, "missing-key", "`benchmark` has no `value`"),
        (5, 19, "missing-key", "`interval` has no `high`"),
        (5, 19, "missing-key", "`interval` has no `level`"),
    ]
    assert found[-1][4] == "fill the column `interval.level`"


def test_a_number_has_at_most_thirty_digits(workspace: ReadFiles) -> None:
    long, longer = f"1.{'3' * 29}", f"1.{'3' * 30}"
    assert figures(read(workspace, f"period,area,sex,actual\n2011/12,a,all,{long}\n"), {"area": "a", "sex": "all"}) == {
        YEAR: Figure(actual=Decimal(long))
    }
    (found,) = told(read(workspace, f"period,area,sex,actual\n2011/12,a,all,{longer}\n"))
    assert found[2] == "wrong-type"


@pytest.mark.parametrize(
    ("csv", "place", "code"),
    [
        (f'{HEADER}2011/12,pin"ner,all,3,,,\n'.encode(), (2, 12), "csv-syntax"),
        (f'{HEADER}2011/12,"pinner"x,all,3,,,\n'.encode(), (2, 17), "csv-syntax"),
        (f'{HEADER}2011/12,"pinner,all,3,,,\n'.encode(), (2, 9), "csv-syntax"),
        (f"{HEADER}2011/12,caf\xe9,all,3,,,\n".encode("cp1252"), (2, 12), "not-utf8"),
        (f"{HEADER}2011/12,a\0b,all,3,,,\n".encode(), (2, 10), "unprintable-character"),
    ],
)
def test_what_is_not_csv_is_refused_at_its_place(
    workspace: ReadFiles, csv: bytes, place: tuple[int, int], code: str
) -> None:
    (found,) = told(read(workspace, csv))
    assert found[:3] == (*place, code)


def test_a_thousand_wrong_cells_are_counted_after_the_first_hundred(workspace: ReadFiles) -> None:
    rows = "".join(
        f"{year}/{year % 100 + 1:02},pinner,{sex},n/a,,,\n" for year in range(2000, 2050) for sex in range(4)
    )
    found = told(read(workspace, HEADER + rows))
    assert len(found) == MAX_FINDINGS + 1
    assert found[0][3] == "100 further problems of this file are not listed"
    assert [line for line, *_ in found[1:]] == list(range(2, MAX_FINDINGS + 2))


def test_with_broken_dimensions_only_they_are_reported(workspace: ReadFiles) -> None:
    loaded = read(workspace, "x\n", INDICATOR.replace("[area, sex]", "area"))
    assert [(one.path, one.code) for one in loaded.diagnostics] == [(YAML, "wrong-type")]
