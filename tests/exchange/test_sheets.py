"""What the files of a sheet hold: read back by other programs, whatever the records say."""

import contextlib
import csv
import io
import json
import re
import sqlite3
import xml.etree.ElementTree as ET
import zipfile
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings, strategies as st
from python_calamine import CalamineWorkbook

from hsp_cli.checking.loader import load
from hsp_cli.domain.address import Address
from hsp_cli.domain.finding import Place
from hsp_cli.domain.kind import Kind
from hsp_cli.domain.partnership import Licence, Partnership
from hsp_cli.domain.request import RequestRefused
from hsp_cli.domain.workspace import Workspace
from hsp_cli.exchange.about import About
from hsp_cli.exchange.catalogue import TABLES
from hsp_cli.exchange.cells import Value, cell_text, excel_safe, fingerprint, without_excel_safety
from hsp_cli.exchange.csvw import description
from hsp_cli.exchange.file_names import name_for_owner
from hsp_cli.exchange.formats import SheetFormat, files_of
from hsp_cli.exchange.json_text import json_text
from hsp_cli.exchange.sheets import Sheet, by_party, sheet_of, widened, without_closed
from hsp_cli.exchange.tables import Asked, Row, latest_quarter
from hsp_cli.formats import extras
from tests.workspaces import PARTNERSHIP, ReadRecords

DAY = date(2024, 5, 10)


def about(workspace: Workspace, **more: Any) -> About:
    return About(workspace.partnership, DAY, latest_quarter(workspace, DAY), "1.2.3", "0" * 40, True, **more)


@pytest.fixture
def rushmere(sample: Path) -> Workspace:
    found = load(str(sample)).workspace
    assert found is not None
    return found


def sheet(workspace: Workspace, table: str = "figures", **more: Any) -> Sheet:
    asked = Asked(workspace, DAY, latest_quarter(workspace, DAY))
    return sheet_of(TABLES[table], asked, about(workspace, **more))


def content(one: Sheet, format: SheetFormat, **options: bool) -> bytes:
    name = f"{one.table.name}.{format.value}"
    return files_of(one, format, name, **options)[name]


def with_values(one: Sheet, **values: Value) -> Sheet:
    """A sheet with only its first row, in which some cells have these values."""
    return replace(one, rows=(replace(one.rows[0], values={**one.rows[0].values, **values}),))


NASTY = st.text(
    alphabet=st.sampled_from("a=+-@\t\"',;\n\r é£\u05d0\u202e😀_x0041_\x00\x1b\x85|"), min_size=1, max_size=12
).filter(lambda text: cell_text(text).strip() != "")

# --- CSV


def test_csv_has_crlf_quotes_and_names_first(rushmere: Workspace) -> None:
    text = content(sheet(rushmere, "indicators"), SheetFormat.CSV).decode()
    lines = text.split("\r\n")
    assert lines[0].startswith("indicator_id,code,title,series,unit,better,frequency,schemes,owner_ids,owners,")
    assert lines[1].startswith("missed-bins,S1,Missed bins,,bins,lower,quarterly,,,,streets,Clean streets,Q1-2024,")
    assert lines[-1] == ""
    assert "\n" not in text.replace("\r\n", "")


@given(title=NASTY, comment=NASTY)
@settings(max_examples=25)
def test_whatever_a_text_says_csv_gives_it_back(title: str, comment: str) -> None:
    one = with_values(SHEET(), title=title, comment=comment)
    for safe in (False, True):
        rows = list(csv.DictReader(io.StringIO(content(one, SheetFormat.CSV, is_excel_safe=safe).decode(), newline="")))
        assert len(rows) == 1
        for name, text in (("title", title), ("comment", comment)):
            read = without_excel_safety(rows[0][name]) if safe else rows[0][name]
            assert read == cell_text(text)
            assert not (safe and rows[0][name].startswith(("=", "+", "-", "@", "\t", "\r")))


def test_a_negative_number_has_no_quote_before_it_even_if_texts_have(rushmere: Workspace) -> None:
    one = with_values(sheet(rushmere), actual=Decimal("-1.50"), title="-1.50")
    row = next(csv.DictReader(io.StringIO(content(one, SheetFormat.CSV, is_excel_safe=True).decode())))
    assert (row["actual"], row["title"]) == ("-1.50", "'-1.50")


def test_the_mark_for_excel_is_there_only_if_it_is_asked_for(rushmere: Workspace) -> None:
    one = sheet(rushmere)
    assert content(one, SheetFormat.CSV, has_mark=True) == b"\xef\xbb\xbf" + content(one, SheetFormat.CSV)


def test_excel_safety_can_be_undone() -> None:
    texts = ["=1", "'=1", "''=1", "'tis", "x", ""]
    assert [excel_safe(text) for text in texts] == ["'=1", "''=1", "'" + "''=1", "'tis", "x", ""]
    assert [without_excel_safety(excel_safe(text)) for text in texts] == texts


# --- CSVW


def test_the_description_names_every_column_with_type_licence_and_key(rushmere: Workspace) -> None:
    one = sheet(rushmere, narrowed_to={"owner": "ann-reed"}, left_out={"figures of others": 2})
    settings = one.about.settings.model_copy(
        update={"licence": Licence(name="OGL", url="https://example.org/ogl", attribution="Contains things.")}
    )
    found = description(replace(one, about=replace(one.about, settings=settings)), "figures.csv", is_excel_safe=True)
    assert found["url"] == "figures.csv"
    assert found["dc:title"] == "Rushmere Together: figures"
    assert found["dc:license"] == {"@id": "https://example.org/ogl"}
    assert found["dc:rights"] == "Contains things."
    assert found["dc:issued"] == "2024-05-10"
    assert found["dc:description"].endswith(
        "As of 2024-05-10; made by hsp 1.2.3. The quarter is Q1 2024. Only what was asked for: owner ann-reed. "
        "Left out: 2 figures of others. A text that begins with = + - @ or a tab has ' before it, so that no "
        "spreadsheet runs it."
    )
    columns = {column["name"]: column for column in found["tableSchema"]["columns"]}
    assert [*columns] == [column.name for column in one.columns]
    assert columns["actual"]["datatype"] == "decimal"
    assert columns["due"]["datatype"] == {"base": "date", "format": "yyyy-MM-dd"}
    assert columns["owner_ids"]["separator"] == "; "
    assert columns["actual"]["titles"] == ["actual", "Figure"]
    assert found["tableSchema"]["primaryKey"] == ["indicator_id", "period"]


def test_the_description_of_a_sheet_is_the_golden_one(rushmere: Workspace, golden: Callable[[Path, str], None]) -> None:
    golden(Path(__file__).parent / "golden" / "csvw.json", json_text(description(sheet(rushmere), "figures.csv")))


@pytest.mark.parametrize("format", [SheetFormat.CSV, SheetFormat.XLSX, SheetFormat.JSON, SheetFormat.SQLITE])
@pytest.mark.parametrize("table", TABLES)
def test_a_table_without_rows_is_a_sheet_with_headings(rushmere: Workspace, table: str, format: SheetFormat) -> None:
    empty = replace(sheet(rushmere, table), rows=())
    assert content(empty, format)
    assert "primaryKey" not in description(empty, "a.csv")["tableSchema"]
    if format is SheetFormat.XLSX:
        assert len(cells(empty)) == 3


def test_without_a_licence_the_description_names_none(rushmere: Workspace) -> None:
    found = description(sheet(rushmere), "figures.csv")
    assert {"dc:license", "dc:rights"}.isdisjoint(found)


def test_a_wide_sheet_describes_its_periods_by_their_titles(rushmere: Workspace) -> None:
    columns = description(widened(sheet(rushmere)), "wide.csv")["tableSchema"]["columns"]
    assert {"titles": ["Q1-2024"], "datatype": "decimal"}.items() <= next(
        column for column in columns if "Q1-2024" in column["titles"]
    ).items()
    assert all("name" not in column for column in columns if "Q1-2024" in column["titles"][0])


# --- JSON and SQLite


def test_json_has_records_with_exact_numbers_and_what_they_are_about(rushmere: Workspace) -> None:
    text = content(with_values(sheet(rushmere), actual=Decimal("6.80")), SheetFormat.JSON).decode()
    assert '"actual": 6.80,' in text
    found = json.loads(text)
    keys = ("table", "workspace", "as_of", "quarter", "licence", "commit", "hsp", "left_out")
    assert [found[key] for key in keys] == ["figures", "rushmere", "2024-05-10", "Q1-2024", None, "0" * 40, "1.2.3", {}]
    assert [*found["rows"][0]] == [column["name"] for column in found["columns"]]
    assert found["rows"][0]["owner_ids"] == []
    assert found["rows"][0]["period_from"] == "2023-10-01"


@given(title=NASTY, comment=NASTY)
@settings(max_examples=25)
def test_json_is_what_json_text_writes_of_the_same_values(title: str, comment: str) -> None:
    text = content(with_values(SHEET(), title=title, comment=comment, owners=(title, "B")), SheetFormat.JSON).decode()
    read = json.loads(text, parse_float=Decimal)
    assert text == json_text(read)
    assert (read["rows"][0]["title"], read["rows"][0]["comment"]) == (cell_text(title), cell_text(comment))
    assert read["rows"][0]["owners"] == [cell_text(title), "B"]


@pytest.mark.parametrize("table", TABLES)
def test_sqlite_has_typed_rows_and_sound_references(rushmere: Workspace, table: str, tmp_path: Path) -> None:
    one = sheet(rushmere, table)
    file = tmp_path / "sheet.sqlite"
    file.write_bytes(content(one, SheetFormat.SQLITE))
    database = sqlite3.connect(file)
    assert database.execute("PRAGMA foreign_key_check").fetchall() == []
    assert database.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    assert database.execute(f"SELECT count(*) FROM {table}").fetchone() == (len(one.rows),)
    names = [column[0] for column in database.execute("SELECT name FROM columns ORDER BY rowid").fetchall()]
    assert names == [column.name for column in one.columns]
    database.close()


def test_sqlite_keeps_numbers_owners_and_priorities(rushmere: Workspace, tmp_path: Path) -> None:
    file = tmp_path / "sheet.sqlite"
    file.write_bytes(content(sheet(rushmere), SheetFormat.SQLITE))
    database = sqlite3.connect(file)
    asked = """
        SELECT f.actual, f.target, o.party_id, o.name, p.name, s.name FROM figures f
        JOIN owners o USING (row_id) JOIN parties p ON p.id = o.party_id JOIN priorities s ON s.id = f.priority_id
        WHERE f.indicator_id = 'repairs-in-time' AND f.period = 'Q1-2024'
    """
    assert database.execute(asked).fetchall() == [(88.5, 90.0, "ann-reed", "Ann Reed", "Ann Reed", "Decent homes")]
    assert database.execute("SELECT value FROM about WHERE name = 'workspace'").fetchone() == ("rushmere",)
    assert database.execute("PRAGMA foreign_keys").fetchone() is not None
    database.close()


def test_an_older_sqlite_gets_the_same_tables(
    rushmere: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("hsp_cli.exchange.sqlite_sheet._STRICT", "")
    file = tmp_path / "sheet.sqlite"
    file.write_bytes(content(sheet(rushmere), SheetFormat.SQLITE))
    with contextlib.closing(sqlite3.connect(file)) as database:
        made = [row[0] for row in database.execute("SELECT sql FROM sqlite_master WHERE type = 'table'")]
    assert len(made) == 6
    assert not any("STRICT" in one for one in made)


def test_a_number_that_sqlite_would_change_is_refused(rushmere: Workspace) -> None:
    one = with_values(sheet(rushmere), actual=Decimal("0.1234567890123456789"))
    with pytest.raises(RequestRefused, match=r"exactly \(missed-bins, column actual\)"):
        content(one, SheetFormat.SQLITE)


# --- XLSX


def cells(one: Sheet, name: str | None = None) -> list[list[Any]]:
    book = CalamineWorkbook.from_filelike(io.BytesIO(content(one, SheetFormat.XLSX)))
    return book.get_sheet_by_name(name or one.table.title).to_python(skip_empty_area=False)


def part(one: Sheet, name: str) -> str:
    with zipfile.ZipFile(io.BytesIO(content(one, SheetFormat.XLSX))) as archive:
        return archive.read(name).decode()


@given(title=NASTY, comment=NASTY)
@settings(max_examples=8)
def test_whatever_a_text_says_xlsx_gives_it_back_and_runs_none_of_it(title: str, comment: str) -> None:
    one = with_values(SHEET(), title=title, comment=comment)
    found = cells(one)
    heads = found[2]
    assert found[3][heads.index("Indicator")] == cell_text(title)
    assert found[3][heads.index("Comment (fill in)")] == cell_text(comment)
    assert "<f>" not in part(one, "xl/worksheets/sheet1.xml")


def test_the_first_sheet_says_in_words_what_can_be_filled_in(rushmere: Workspace) -> None:
    found = cells(sheet(rushmere))
    assert found[0][0] == "Figures: Rushmere Together, Q1 2024"
    assert found[1][0] == (
        "As of 2024-05-10. Fill in the yellow cells, under the headings that end in “(fill in)”. The other cells are "
        "locked. An empty cell changes nothing. The sheet “Notes” says more."
    )
    assert found[2][:8] == [
        "Indicator",
        "Code",
        "Unit",
        "Owners",
        "Period",
        "Period in words",
        "Figure (fill in)",
        "Status (fill in)",
    ]
    assert found[2][-3:] == ["Indicator id", "fingerprint", "values at export"]
    assert found[3][:8] == ["Missed bins", "S1", "bins", "", "Q4-2023", "Q4 2023", 30.0, "final"]


def test_each_row_carries_its_fingerprint_and_its_values_at_export(rushmere: Workspace) -> None:
    one = sheet(rushmere)
    for row, line in zip(one.rows, cells(one)[3:], strict=True):
        assert line[-2] == row.values["fingerprint"] == fingerprint(one.table.key_of(row), row.input_values)
        held = json.loads(line[-1])
        assert held["row"] == [cell_text(row.values[name]) for name in ("indicator_id", "series", "period")]
        assert held["values"]["actual"] == cell_text(row.values["actual"])


def test_only_cells_that_can_be_filled_in_are_unlocked_and_yellow(rushmere: Workspace) -> None:
    one = sheet(rushmere)
    space = {"m": "http://schemas.openxmlformats.org/spreadsheetml/2006/main"}
    page = ET.fromstring(part(one, "xl/worksheets/sheet1.xml"))
    looks = ET.fromstring(part(one, "xl/styles.xml")).findall("m:cellXfs/m:xf", space)
    heads = cells(one)[2]
    protection = page.find("m:sheetProtection", space)
    assert protection is not None
    assert protection.get("sheet") == "1"
    assert protection.get("password") is None
    unlocked = set()
    for cell in page.iterfind(".//m:c", space):
        name = re.sub("[0-9]", "", cell.get("r", ""))
        look = looks[int(cell.get("s", "0"))]
        locked = look.find("m:protection", space)
        if locked is not None and locked.get("locked") == "0":
            unlocked.add(heads[_number(name)])
    assert unlocked == {head for head in heads if head.endswith("(fill in)")}


def _number(letters: str) -> int:
    found = 0
    for letter in letters:
        found = found * 26 + ord(letter) - ord("A") + 1
    return found - 1


def test_choices_are_lists_and_numbers_are_limited(rushmere: Workspace) -> None:
    one = sheet(rushmere)
    page = part(one, "xl/worksheets/sheet1.xml")
    assert page.count('type="list"') == 2
    assert "<formula1>Lists!$B$2:$B$4</formula1>" in page
    assert page.count('type="decimal"') == 2
    assert cells(one, "Lists") == [["status", "rag"], ["final", "G"], ["provisional", "A"], ["awaited", "R"]]
    assert 'state="hidden"' in part(one, "xl/workbook.xml")
    assert 'state="veryHidden"' in part(one, "xl/workbook.xml")


_NAMESPACE = r' xmlns:ns[0-9]="[^"]*"|ns[0-9]:'


def _looks(row: ET.Element) -> str:
    """The numbers of the styles of a row's cells."""
    return " ".join(cell.get("s", "0") for cell in row)


@pytest.mark.parametrize("is_wide", [False, True])
def test_the_layout_of_a_workbook_is_the_golden_one(
    rushmere: Workspace, golden: Callable[[Path, str], None], is_wide: bool
) -> None:
    one = sheet(rushmere)
    one = widened(one) if is_wide else one
    lines = []
    for number in (1, 2) if is_wide else (1, 2, 3, 4):
        lines.append(f"sheet {number}")
        for part_of in ET.fromstring(part(one, f"xl/worksheets/sheet{number}.xml")):
            name = part_of.tag.partition("}")[2]
            if name == "sheetData":
                lines += [f"row {row.get('r')}, height {row.get('ht')}: {_looks(row)}" for row in part_of]
            elif name != "dimension":
                lines.append(re.sub(_NAMESPACE, "", ET.tostring(part_of, encoding="unicode")))
    for name, tags in (("workbook", ("definedNames", "sheets")), ("styles", ("numFmts", "fonts", "fills", "cellXfs"))):
        parts = ET.fromstring(part(one, f"xl/{name}.xml"))
        for part_of in (found for found in parts if found.tag.partition("}")[2] in tags):
            lines += [name, *(re.sub(_NAMESPACE, "", ET.tostring(item, encoding="unicode")) for item in part_of)]
    name = "wide" if is_wide else "figures"
    golden(Path(__file__).parent / "golden" / f"{name}-layout.txt", "\n".join(lines) + "\n")


@pytest.mark.parametrize("table", TABLES)
def test_the_words_of_a_workbook_are_the_golden_ones(
    rushmere: Workspace, golden: Callable[[Path, str], None], table: str
) -> None:
    one = sheet(rushmere, table, narrowed_to={"owner": "ann-reed"}, left_out={"of others": 2})
    lines = []
    for name in (one.table.title, "Notes", "Lists", "hsp"):
        lines += [f"=== {name}", *("\t".join(str(value) for value in row).rstrip() for row in cells(one, name))]
    golden(Path(__file__).parent / "golden" / f"{table}-words.txt", "\n".join(lines) + "\n")


def test_the_hidden_sheet_says_what_the_workbook_was_made_from(rushmere: Workspace) -> None:
    found = {line[0]: line[1] for line in cells(sheet(rushmere), "hsp")}
    assert found["workspace"] == "rushmere"
    assert (found["table"], found["as of"], found["quarter"]) == ("figures", "2024-05-10", "Q1-2024")
    assert (found["commit"], found["hsp"], found["format"]) == ("0" * 40, "1.2.3", "1")
    assert found["heading row"] == "3"
    assert found["Figure (fill in)"] == "actual"
    assert found["Indicator id"] == "indicator_id"


def test_the_notes_say_how_to_return_the_sheet_and_what_each_column_means(rushmere: Workspace) -> None:
    one = sheet(rushmere, "actions", left_out={"actions of others": 3})
    found = cells(one, "Notes")
    assert ["Left out", "3 actions of others"] in found
    assert ["How to fill it in", "Fill in the yellow cells only. Their headings end in “(fill in)”."] in found
    meaning = dict(found[found.index(["Column", "Meaning"]) :])["Status (fill in)"]
    assert meaning == (
        "The status of the record. “open” if the record gives none. One of: open, not-started, in-progress, on-hold, "
        "complete, not-delivered, cancelled."
    )


def test_numbers_show_the_decimals_of_the_record_and_long_ones_are_text(rushmere: Workspace) -> None:
    one = with_values(sheet(rushmere), actual=Decimal("6.80"), target=Decimal("1234567890123456.7"))
    assert 'formatCode="0.00"' in part(one, "xl/styles.xml")
    line = dict(zip(cells(one)[2], cells(one)[3], strict=True))
    assert (line["Figure (fill in)"], line["Target (fill in)"]) == (6.8, "1234567890123456.7")


def test_a_text_too_long_for_a_cell_is_cut_visibly_and_cannot_be_overwritten(rushmere: Workspace) -> None:
    one = with_values(sheet(rushmere), note="x" * 40_000)
    line = dict(zip(cells(one)[2], cells(one)[3], strict=True))
    assert line["Note (fill in)"].endswith("xx … (cut: the record has more)")
    assert len(line["Note (fill in)"]) == 32_767
    assert "note" not in json.loads(line["values at export"])["values"]


def test_texts_that_are_too_long_together_are_locked_until_the_rest_fits(rushmere: Workspace) -> None:
    one = with_values(sheet(rushmere), note="n" * 20_000, comment="c" * 25_000)
    line = dict(zip(cells(one)[2], cells(one)[3], strict=True))
    assert (len(line["Note (fill in)"]), len(line["Comment (fill in)"])) == (20_000, 25_000)
    held = json.loads(line["values at export"])["values"]
    assert (held["note"], "comment" in held) == ("n" * 20_000, False)


def test_days_are_days_and_yes_is_a_word(rushmere: Workspace) -> None:
    one = with_values(sheet(rushmere, "indicators"), awaited_due=date(2024, 3, 31), exception=True)
    line = dict(zip(cells(one)[2], cells(one)[3], strict=True))
    assert (line["Due"], line["Exception"]) == (date(2024, 3, 31), "yes")


def test_a_wide_workbook_is_only_for_reading(rushmere: Workspace) -> None:
    one = widened(sheet(rushmere))
    found = cells(one)
    assert found[1][0] == "As of 2024-05-10."
    assert "Q1-2024" in found[2]
    assert not any("(fill in)" in str(head) for head in found[2])
    assert "sheetProtection" not in part(one, "xl/worksheets/sheet1.xml")


def test_a_workbook_of_series_is_only_for_reading(rushmere: Workspace) -> None:
    long = sheet(rushmere)
    one = replace(long, rows=tuple(replace(row, inputs={}) for row in long.rows))
    assert not any("(fill in)" in str(head) for head in cells(one)[2])
    assert cells(one)[1][0] == "As of 2024-05-10."
    half = replace(long, rows=(*one.rows, long.rows[-1]))
    assert "Figure (fill in)" in cells(half)[2]


@pytest.mark.parametrize("format", [SheetFormat.XLSX, SheetFormat.SQLITE, SheetFormat.CSV, SheetFormat.JSON])
@pytest.mark.parametrize("table", TABLES)
def test_the_same_records_give_the_same_bytes(rushmere: Workspace, format: SheetFormat, table: str) -> None:
    assert content(sheet(rushmere, table), format) == content(sheet(rushmere, table), format)


def test_a_library_that_is_not_installed_is_named_with_the_command_that_installs_it() -> None:
    with pytest.raises(RequestRefused) as told:
        extras.library("hsp_no_such_library", "parquet", "Parquet")
    assert told.value.message == "Parquet needs the library hsp_no_such_library"
    assert told.value.hint == 'pip install "hsp-cli[parquet]"'


def test_parquet_has_exact_decimals(rushmere: Workspace, tmp_path: Path) -> None:
    duckdb = pytest.importorskip("duckdb", reason="DuckDB is large; `pip install duckdb` runs this test")
    file = tmp_path / "sheet.parquet"
    file.write_bytes(content(with_values(sheet(rushmere), actual=Decimal("6.80")), SheetFormat.PARQUET))
    rows = duckdb.sql(f"SELECT actual, period_from, owner_ids FROM '{file}'").fetchall()
    assert rows == [(Decimal("6.80"), date(2023, 10, 1), None)]


# --- Wide sheets, and sheets of owners


def test_a_wide_sheet_has_a_row_for_each_indicator_and_columns_for_each_period(rushmere: Workspace) -> None:
    one = widened(sheet(rushmere))
    names = [column.name for column in one.columns]
    assert names[-6:] == ["Q4-2023", "Q4-2023 state", "Q4-2023 rag", "Q1-2024", "Q1-2024 state", "Q1-2024 rag"]
    assert [tuple(row.values[name] for name in ("indicator_id", *names[-6:])) for row in one.rows] == [
        ("missed-bins", Decimal(30), "final", "G", Decimal(25), "final", "G"),
        ("repairs-in-time", Decimal(88), "final", "A", Decimal("88.5"), "final", "A"),
        ("room-temperature", Decimal(20), "final", "G", Decimal("17.2"), "provisional", "A"),
        ("street-trees", Decimal(12), "final", None, None, "awaited", None),
    ]


def test_a_wide_sheet_of_risks_has_their_ratings(rushmere: Workspace) -> None:
    one = widened(sheet(rushmere, "risks"))
    assert [(row.values["risk_id"], row.values["Q4-2023"], row.values["Q1-2024 zone"]) for row in one.rows] == [
        ("homes-group/no-plumbers", "3x3", "High"),
        ("homes-group/damp", "2x4", "Medium"),
    ]


def test_a_period_without_a_row_says_on_a_wide_sheet_that_nothing_is_recorded(rushmere: Workspace) -> None:
    long = sheet(rushmere)
    one = widened(replace(long, rows=long.rows[1:]))
    first = one.rows[0]
    assert first.values["indicator_id"] == "missed-bins"
    assert [first.values[name] for name in ("Q4-2023", "Q4-2023 state", "Q4-2023 rag")] == [None, "none", None]


def test_actions_have_no_wide_form(rushmere: Workspace) -> None:
    with pytest.raises(RequestRefused, match="actions have no wide form"):
        widened(sheet(rushmere, "actions"))


def test_every_row_is_on_the_sheet_of_each_of_its_owners(rushmere: Workspace) -> None:
    found = by_party(sheet(rushmere, "actions"))
    ids = {owner: [row.values["action_id"] for row in one.rows] for owner, one in found.items()}
    assert [*ids] == ["ann-reed", "rushmere-council", "street-manager"]
    assert "homes/second-van" in ids["ann-reed"]
    assert "homes/second-van" in ids["rushmere-council"]
    assert by_party(sheet(rushmere))[""].rows


def test_the_sheet_of_an_owner_says_whose_it_is(rushmere: Workspace) -> None:
    found = by_party(sheet(rushmere, "figures"))
    assert cells(found["ann-reed"])[0][0] == "Figures for Ann Reed: Rushmere Together, Q1 2024"
    assert cells(found[""])[0][0] == "Figures for nobody recorded: Rushmere Together, Q1 2024"
    assert [one.about.narrowed_to for one in found.values()] == [{"owner": "nobody recorded"}, {"owner": "ann-reed"}]


def test_without_closed_records_the_sheet_says_how_many_it_leaves_out(rushmere: Workspace) -> None:
    one = without_closed(sheet(rushmere, "actions"))
    assert {row.values["state"] for row in one.rows}.isdisjoint({"complete", "closed"})
    assert one.about.left_out == {"rows that are complete or closed": 4}
    risks = sheet(rushmere, "risks")
    closed = replace(risks, rows=(replace(risks.rows[0], values={**risks.rows[0].values, "closed_on": "2024-01"}),))
    assert without_closed(closed).rows == ()
    assert without_closed(risks) == risks
    with pytest.raises(RequestRefused, match="figures are never closed"):
        without_closed(sheet(rushmere))


def test_names_of_files_are_safe_and_no_two_owners_share_one(records: ReadRecords) -> None:
    settings = records({"data/partnership.yaml": PARTNERSHIP + "people: [{id: con, name: Con}]\n"}).partnership
    owners = ("con", "", "../../etc/passwd", "CON", "a/b", "a b", "é" * 300, "世界", "no-owner")
    names = [name_for_owner("figures", owner, settings) for owner in owners]
    assert names[:2] == ["figures-con", "figures--no-owner"]
    assert len(set(names)) == len(names)
    assert all(re.fullmatch(r"figures--?[a-z0-9-]{1,80}", name) for name in names)


def SHEET() -> Sheet:  # noqa: N802 - a sheet of one row that needs no files
    settings = Partnership.model_validate(
        {
            "id": "borough",
            "name": "Borough",
            "rag": {"levels": [{"code": "G", "name": "Green", "colour": "green"}]},
        }
    )
    table = TABLES["figures"]
    values: dict[str, Value] = {column.name: None for column in table.columns}
    values |= {"period": "Q1-2024", "indicator_id": "x", "owners": (), "schemes": (), "inferred": ()}
    inputs: dict[str, tuple[str | int, ...]] = {column.name: ("figures",) for column in table.inputs}
    row = Row(Address.of_file(Kind.INDICATOR, "x"), Place("data/indicators/x.yaml"), values, inputs)
    found = About(settings, DAY, None, "1.2.3")
    return Sheet(table, found, table.recorded, (row,))
