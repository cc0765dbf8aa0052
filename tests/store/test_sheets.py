"""Which files are opened as sheets, and how a CSV file is read."""

from decimal import Decimal
from pathlib import Path

import pytest

from hsp_cli.domain.request import RequestRefused
from hsp_cli.domain.sheet import Cell, CellProblem, Range, Sheet, column_letters
from hsp_cli.store.sheets import open_book
from tests.workbooks import workbook


def csv(tmp_path: Path, content: bytes | str, encoding: str | None = None, delimiter: str | None = None) -> Sheet:
    file = tmp_path / "a.csv"
    file.write_bytes(content.encode() if isinstance(content, str) else content)
    return open_book(str(file), encoding, delimiter).sheet("")


def values(sheet: Sheet) -> dict[str, object]:
    return {sheet.place(*place): cell.value for place, cell in sorted(sheet.cells.items())}


def test_a_csv_file_is_text_cell_by_cell_with_line_breaks_and_quotes(tmp_path):
    sheet = csv(tmp_path, 'Ref,Text\r\n1,"two\nlines, and ""quotes"""\r\n\r\n2,\r\n')
    assert values(sheet) == {
        "A1": "Ref",
        "A2": "1",
        "A4": "2",
        "B1": "Text",
        "B2": 'two\nlines, and "quotes"',
    }
    assert sheet.rows == [1, 2, 4]


@pytest.mark.parametrize(
    "content", [b"\xef\xbb\xbfn\xc2\xa3", "\ufeffn£".encode("utf-16-le"), "\ufeffn£".encode("utf-16-be"), "n£".encode()]
)
def test_a_byte_order_mark_says_the_encoding_and_without_one_it_is_utf_8(tmp_path, content: bytes):
    assert values(csv(tmp_path, content)) == {"A1": "n£"}


def test_another_encoding_is_refused_until_it_is_stated(tmp_path):
    with pytest.raises(RequestRefused) as refused:
        csv(tmp_path, b"\xa3412")
    assert refused.value.message == "a.csv is not UTF-8, and states no other encoding"
    assert refused.value.hint == "save it as CSV UTF-8, or state `encoding: windows-1252` in a mapping"
    assert values(csv(tmp_path, b"\xa3412", encoding="windows-1252")) == {"A1": "£412"}
    with pytest.raises(RequestRefused) as refused:
        csv(tmp_path, b"\xa3412", encoding="latin-9000")
    assert refused.value.message == "'latin-9000' is no encoding that is read"
    assert refused.value.hint == "choose from: utf-8, utf-16, windows-1252, iso-8859-1"


def test_a_delimiter_is_a_comma_unless_another_is_stated(tmp_path):
    assert values(csv(tmp_path, "a;b\n1,5;2")) == {"A1": "a;b", "A2": "1", "B2": "5;2"}
    assert values(csv(tmp_path, "a;b\n1,5;2", delimiter=";")) == {"A1": "a", "A2": "1,5", "B1": "b", "B2": "2"}


def test_a_cell_that_a_spreadsheet_would_calculate_is_told(tmp_path):
    sheet = csv(tmp_path, '=1+1,-5,"- see note",+A1\n@x')
    assert [sheet.cell(1, column).problem for column in range(1, 5)] == [
        CellProblem.FORMULA,
        None,
        None,
        CellProblem.FORMULA,
    ]
    assert sheet.cell(2, 1).problem is CellProblem.FORMULA


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b'a,"b', "a.csv, line 1: unexpected end of data"),
        (b'a,"b"c', "a.csv, line 1: ',' expected after '\"'"),
        (b"a\x00b", "a.csv has characters that are not of a text"),
        (b"," * 1_000, "a.csv is too large: at most 100,000 rows, 1,000 columns and 600,000 cells are read"),
        (b"\n" * 100_001, "a.csv is too large: at most 100,000 rows, 1,000 columns and 600,000 cells are read"),
        (b"x" * 200_000, "a.csv, line 1: field larger than field limit (131072)"),
    ],
)
def test_a_csv_file_that_cannot_be_read_is_refused_in_one_line(tmp_path, content: bytes, words: str):
    with pytest.raises(RequestRefused) as refused:
        csv(tmp_path, content)
    assert refused.value.message == words


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("a.xls", b"", "a.xls is an old Excel workbook, which is not read"),
        ("a.XLSM", b"", "a.XLSM is a workbook with macros, which is not read"),
        ("a.ods", b"", "a.ods is an OpenDocument workbook, which is not read"),
        ("a.txt", b"", "a.txt is neither an .xlsx nor a .csv file"),
        ("a", b"", "a is neither an .xlsx nor a .csv file"),
        ("a.xlsx", b"\xd0\xcf\x11\xe0...", "a.xlsx is protected with a password, or is an old Excel workbook"),
        ("a.xlsx", b"Ref,Title", "a.xlsx is not a workbook, whatever its name says"),
        ("a.csv", b"PK\x03\x04", "a.csv is a workbook, not a CSV file"),
        ("a.xlsx", b"PK\x03\x04", "a.xlsx is damaged: File is not a zip file"),
    ],
)
def test_a_file_of_another_kind_is_refused_in_one_line_with_the_way_out(tmp_path, name, content, words):
    (tmp_path / name).write_bytes(content)
    with pytest.raises(RequestRefused) as refused:
        open_book(str(tmp_path / name))
    assert refused.value.message == words
    assert ".xlsx or .csv" in refused.value.hint


def test_a_missing_file_a_folder_and_a_link_are_refused(tmp_path):
    (tmp_path / "folder.csv").mkdir()
    (tmp_path / "real.csv").write_text("a")
    (tmp_path / "link.csv").symlink_to(tmp_path / "real.csv")
    for name, words in (
        ("none.csv", "none.csv: cannot be read: no such file or directory"),
        ("folder.csv", "folder.csv: this is not a plain file"),
        ("link.csv", "link.csv: cannot be read: it is a link"),
    ):
        with pytest.raises(RequestRefused) as refused:
            open_book(str(tmp_path / name))
        assert refused.value.message.lower() == words


def test_a_workbook_has_no_encoding(tmp_path):
    (tmp_path / "a.xlsx").write_bytes(workbook([[1]]))
    with pytest.raises(RequestRefused, match=r"a\.xlsx is a workbook, which has no encoding or delimiter"):
        open_book(str(tmp_path / "a.xlsx"), "utf-8")
    book = open_book(str(tmp_path / "a.xlsx"))
    assert book.names == ("Sheet1",)
    assert book.sheet("Sheet1").cell(1, 1) == Cell(Decimal(1))


def test_a_place_is_written_as_people_find_it():
    sheet = Sheet("figures")
    assert (sheet.place(14, 4), sheet.place(14)) == ("figures!D14", "figures row 14")
    assert (Sheet("").place(14, 28), Sheet("").place(14)) == ("AB14", "row 14")
    assert [column_letters(one) for one in (1, 26, 27, 52, 53, 702, 703)] == ["A", "Z", "AA", "AZ", "BA", "ZZ", "AAA"]


def test_a_cell_below_a_merged_one_has_its_value_only_if_that_is_asked_for():
    sheet = Sheet("a", {(2, 1): Cell("Aim 1")}, (Range(2, 1, 4, 1),))
    assert [sheet.cell(row, 1).value for row in range(1, 6)] == [None, "Aim 1", None, None, None]
    assert [sheet.shown(row, 1).value for row in range(1, 6)] == [None, "Aim 1", "Aim 1", "Aim 1", None]
    assert sheet.cell(4, 1).problem is CellProblem.MERGED
    assert sheet.cell(5, 1).is_empty
    assert not sheet.cell(4, 1).is_empty
