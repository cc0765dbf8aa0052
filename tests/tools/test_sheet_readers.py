"""Sheets as other programs read them: csvw, DuckDB and LibreOffice."""

import csv
import importlib.util
import json
import warnings
import zipfile
from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook

from hsp_cli.exchange.catalogue import TABLES
from tests.runs import DAY, HARROW, hsp
from tests.tools.office import converted, needs

needs_csvw = pytest.mark.skipif(importlib.util.find_spec("csvw") is None, reason="csvw is not installed: make tools")
needs_duckdb = pytest.mark.skipif(
    importlib.util.find_spec("duckdb") is None, reason="DuckDB is not installed: make tools"
)
every_table = pytest.mark.parametrize("table", TABLES)


def export(table: str, file: Path, *options: str) -> Path:
    run = hsp("export", table, "-o", str(file), *options, *HARROW, *DAY)
    assert run.code == 0
    return file


def texts(file: Path) -> list[list[str]]:
    with file.open(encoding="utf-8", newline="") as text:
        return list(csv.reader(text))


# --- csvw


def is_valid(file: Path) -> bool:
    """Whether a CSV file agrees with the description beside it."""
    from csvw import CSVW

    with warnings.catch_warnings(record=True) as told:
        warnings.simplefilter("always")
        try:
            found = CSVW(str(file), validate=True)
            return bool(list(found.tables[0])) and bool(found.is_valid) and not told
        except ValueError:
            return False


@needs_csvw
@every_table
def test_csv_agrees_with_its_description(table: str, tmp_path: Path) -> None:
    assert is_valid(export(table, tmp_path / "sheet.csv"))


@needs_csvw
@pytest.mark.parametrize("options", [("--wide",), ("--by", "area"), ("--excel-safe",)])
def test_other_shapes_of_the_sheet_agree_with_their_descriptions(options: tuple[str, ...], tmp_path: Path) -> None:
    assert is_valid(export("figures", tmp_path / "sheet.csv", *options))


@needs_csvw
@pytest.mark.parametrize(
    ("was", "becomes"), [("2010-04-01", "1/4/2010"), (",77,", ",about 77,"), ("ni-126,", "ni-13,")]
)
def test_a_planted_mistake_is_found(was: str, becomes: str, tmp_path: Path) -> None:
    file = export("figures", tmp_path / "sheet.csv")
    text = file.read_text(encoding="utf-8")
    assert was in text
    file.write_bytes(text.replace(was, becomes).encode())
    assert not is_valid(file)


# --- DuckDB


@needs_duckdb
@every_table
def test_parquet_has_the_rows_of_csv(table: str, tmp_path: Path) -> None:
    import duckdb

    file = export(table, tmp_path / "sheet.parquet")
    read = duckdb.read_parquet(str(file)).project("COLUMNS(*)::VARCHAR").fetchall()
    head, *rows = texts(export(table, tmp_path / "sheet.csv"))
    numbers = {column.name for column in TABLES[table].columns if column.type.value == "number"}
    for got, row in zip(read, rows, strict=True):
        for name, value, text in zip(head, got, row, strict=True):
            if name in numbers and text:
                assert float(value) == float(text)
            else:
                assert (value or "") == text


# --- LibreOffice


@every_table
def test_a_workbook_opens_with_the_same_values_and_stays_locked(table: str, tmp_path: Path) -> None:
    needs("calc")
    file = export(table, tmp_path / f"{table}.xlsx")
    again = converted(file, "xlsx", tmp_path / "saved")
    title = TABLES[table].title
    before, after = (CalamineWorkbook.from_path(one).get_sheet_by_name(title).to_python() for one in (file, again))
    assert after == before
    with zipfile.ZipFile(again) as archive:
        page = archive.read("xl/worksheets/sheet1.xml").decode()
    assert "<sheetProtection" in page
    assert "<f" not in page.replace("<formula", "")
    run = hsp("import", str(again), "--dry-run", *HARROW, *DAY)
    assert (run.code, run.err) == (0, "")
    assert "rows read, 0 cells filled in\n" in run.out


@every_table
def test_a_workbook_that_libreoffice_saved_comes_back_as_it_went(table: str, tmp_path: Path) -> None:
    needs("calc")
    saved = converted(export(table, tmp_path / "sheet.xlsx", "--organisation", "all"), "xlsx", tmp_path / "saved")
    found = json.loads(hsp("import", str(saved), "--dry-run", "--format", "json", *HARROW, *DAY).out)
    assert (found["changes"], found["conflicts"], found["refused"], found["ignored"]) == ([], [], [], [])
    assert found["rows"]["read"] > 10
