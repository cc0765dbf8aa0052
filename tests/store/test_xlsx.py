"""Workbooks are read exactly, and no file can make that slow, large or wrong."""

import contextlib
import time
import zipfile
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from io import BytesIO
from typing import Any

import pytest
from hypothesis import given, settings, strategies as st
from python_calamine import CalamineWorkbook

from hsp_cli.domain.request import RequestRefused
from hsp_cli.domain.sheet import Cell, CellProblem, Sheet, ShownAs
from hsp_cli.store.xlsx import MAX_UNPACKED, Workbook, exact_number
from tests.effort import examples
from tests.workbooks import packed, parts, sheet_xml, workbook

_WORDS = st.from_regex(r"[A-Za-z0-9 £é–&<>]{1,20}", fullmatch=True)


def read(rows: list[list[Any]], merged: tuple[str, ...] = ()) -> Sheet:
    return Workbook(workbook(rows, merged), "a.xlsx").sheet("Sheet1")


def test_text_numbers_and_truth_are_read_as_they_were_typed():
    sheet = read([["Ref", " KPI 1 "], [71, 4.1, -0.5, True], [None, "<b> & co"]])
    assert {place: cell.value for place, cell in sheet.cells.items()} == {
        (1, 1): "Ref",
        (1, 2): " KPI 1 ",
        (2, 1): Decimal(71),
        (2, 2): Decimal("4.1"),
        (2, 3): Decimal("-0.5"),
        (2, 4): True,
        (3, 2): "<b> & co",
    }


@pytest.mark.parametrize(
    ("held", "typed"),
    [
        ("4.0999999999999996", "4.1"),
        ("0.30000000000000004", "0.3"),  # a spreadsheet has fifteen digits, and shows no more
        ("71", "71"),
        ("1E+2", "100"),
        ("7.7000000000000002", "7.7"),
        ("1234567.25", "1234567.25"),
        ("1.50", "1.5"),
    ],
)
def test_a_number_has_the_digits_that_were_typed_and_not_those_of_the_nearest_binary_one(held: str, typed: str):
    assert str(exact_number(held)) == typed


@given(st.decimals(min_value=-(10**9), max_value=10**9, places=4))
def test_every_number_of_fifteen_digits_survives_a_workbook(number: Decimal):
    assert exact_number(f"{float(number):.17g}") == number


def test_a_date_is_a_day_whatever_its_format_and_a_month_says_that_it_is_shown_as_one():
    sheet = read([[(45444, "dd/mm/yyyy"), (45444, "mmm-yy"), (45444, "yyyy"), (0.77, "0%"), (0.5, "h:mm"), 45444]])
    assert [sheet.cell(1, column) for column in range(1, 7)] == [
        Cell(date(2024, 6, 1)),
        Cell(date(2024, 6, 1), None, ShownAs.MONTH),
        Cell(date(2024, 6, 1), None, ShownAs.YEAR),
        Cell(Decimal("0.77"), None, ShownAs.PERCENT),
        Cell(Decimal("0.5")),
        Cell(Decimal(45444)),
    ]


def test_a_time_of_the_day_is_kept_so_that_nobody_takes_it_for_a_day():
    assert read([[(45444.75, "dd/mm/yyyy h:mm")]]).cell(1, 1).value == "2024-06-01 18:00"


def test_a_workbook_of_an_old_mac_counts_its_days_from_1904():
    book = Workbook(packed(parts({"a": sheet_xml([[(43982, "dd/mm/yyyy")]])}, starts_1904=True)), "a.xlsx")
    assert book.sheet("a").cell(1, 1).value == date(2024, 6, 1)


def test_the_first_two_months_of_1900_are_those_that_a_spreadsheet_shows():
    assert read([[(1, "dd/mm/yyyy"), (61, "dd/mm/yyyy")]]).cell(1, 1).value == date(1900, 1, 1)
    assert read([[(1, "dd/mm/yyyy"), (61, "dd/mm/yyyy")]]).cell(1, 2).value == date(1900, 3, 1)


def test_formulas_errors_and_merged_cells_are_told():
    sheet = read([["=A2*2", "#REF!", "Aim 1"], [None, None, None], [None, None, "below"]], ("C1:C2",))
    assert sheet.cell(1, 1) == Cell(Decimal(0), CellProblem.FORMULA)
    assert sheet.cell(1, 2) == Cell("#REF!", CellProblem.ERROR)
    assert sheet.cell(1, 3) == Cell("Aim 1")
    assert sheet.cell(2, 3) == Cell(None, CellProblem.MERGED)
    assert sheet.shown(2, 3) == Cell("Aim 1")
    assert sheet.shown(3, 3) == Cell("below")


def test_shared_texts_and_texts_of_several_runs_are_whole_and_reading_aids_are_left_out():
    files = parts(
        {"a": sheet_xml([]).replace("<sheetData>", '<sheetData><row r="1"><c r="A1" t="s"><v>1</v></c></row>')}
    )
    files["xl/_rels/workbook.xml.rels"] = files["xl/_rels/workbook.xml.rels"].replace(
        "</Relationships>",
        '<Relationship Id="t" Type="x/sharedStrings" Target="/xl/sharedStrings.xml"/></Relationships>',
    )
    files["xl/sharedStrings.xml"] = (
        "<sst><si><t>first</t></si><si><r><t>two </t></r><r><t>runs_x0041_</t></r><rPh><t>aid</t></rPh></si></sst>"
    )
    assert Workbook(packed(files), "a.xlsx").sheet("a").cell(1, 1).value == "two runsA"


def test_characters_that_xml_cannot_hold_are_those_that_were_typed():
    # Excel writes a line break of Windows so, and a text that looks like one with its first sign written so.
    sheet = read([["one_x000D_\ntwo", "_x005F_x000D_", "a_x_b", "tab_x0009_", "_xD800_"]])
    assert [sheet.cell(1, column).value for column in range(1, 6)] == [
        "one\r\ntwo",
        "_x000D_",
        "a_x_b",
        "tab\t",
        "_xD800_",
    ]


def test_names_with_prefixes_and_rows_without_numbers_are_read():
    xml = (
        '<x:worksheet xmlns:x="y"><x:sheetData>'
        "<x:row><x:c><x:v>1</x:v></x:c><x:c><x:v>2</x:v></x:c></x:row></x:sheetData></x:worksheet>"
    )
    sheet = Workbook(packed(parts({"a": xml})), "a.xlsx").sheet("a")
    assert {place: cell.value for place, cell in sheet.cells.items()} == {(1, 1): Decimal(1), (1, 2): Decimal(2)}


def test_the_sheets_of_a_workbook_are_named_in_its_order():
    assert Workbook(packed(parts({"Notes": sheet_xml([]), "figures": sheet_xml([])})), "a.xlsx").names == (
        "Notes",
        "figures",
    )


def test_a_workbook_without_a_sheet_is_damaged():
    no_sheet = packed(
        {name: part for name, part in parts({"a": sheet_xml([])}).items() if "workbook.xml.rels" not in name}
    )
    for content in (packed(parts({})), no_sheet):
        with pytest.raises(RequestRefused, match=r"^a\.xlsx is damaged: it has no sheet$"):
            Workbook(content, "a.xlsx")


def with_part(name: str, content: str | bytes) -> bytes:
    return packed({**parts({"a": sheet_xml([[1]])}), name: content})


def sheet_of(body: str) -> bytes:
    return packed(parts({"a": f"<worksheet><sheetData>{body}</sheetData></worksheet>"}))


def stored(files: dict[str, bytes]) -> bytes:
    into = BytesIO()
    with zipfile.ZipFile(into, "w", zipfile.ZIP_STORED) as file:
        for name, content in files.items():
            file.writestr(name, content)
    return into.getvalue()


def understated(content: bytes) -> bytes:
    """A workbook whose list of parts says that each is one byte long."""
    lying = bytearray(content)
    at = content.find(b"PK\x01\x02")
    while at >= 0:
        lying[at + 24 : at + 28] = (1).to_bytes(4, "little")
        at = content.find(b"PK\x01\x02", at + 4)
    return bytes(lying)


def repeated(content: bytes) -> bytes:
    """A workbook in which every part is in the list twice."""
    start, end = content.find(b"PK\x01\x02"), content.find(b"PK\x05\x06")
    listed = content[start:end]
    tail = bytearray(content[end:])
    count = int.from_bytes(tail[8:10], "little") * 2
    tail[8:10] = tail[10:12] = count.to_bytes(2, "little")
    tail[12:16] = (2 * len(listed)).to_bytes(4, "little")
    return content[:start] + listed * 2 + bytes(tail)


_LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))

BOMBS: dict[str, tuple[Callable[[], bytes], str]] = {
    "a part of 51 MB": (lambda: with_part("xl/media/image1.png", b"\0" * 53_000_000), f"at most {MAX_UNPACKED:,}"),
    "a part packed a thousand times": (lambda: with_part("x", b"\0" * 4_000_000), "more than 100 times smaller"),
    "a thousand parts and more": (lambda: stored({f"p{n}": b"" for n in range(1_001)}), "more than 1,000 parts"),
    "entities in entities": (
        lambda: packed(parts({"a": f'<!DOCTYPE w [<!ENTITY l0 "lol">{_LAUGHS}]><worksheet>&l9;</worksheet>'})),
        "its XML declares a document type",
    ),
    "an entity from another file": (
        lambda: packed(
            parts({"a": '<!DOCTYPE w [<!ENTITY x SYSTEM "file:///etc/passwd">]><worksheet>&x;</worksheet>'})
        ),
        "its XML declares a document type",
    ),
    "a row beyond the last": (lambda: sheet_of('<row r="1048576"><c><v>1</v></c></row>'), "a row 1,048,576"),
    "a row number of a hundred digits": (lambda: sheet_of(f'<row r="{"9" * 100}"><c r="A1"><v>1</v></c></row>'), ""),
    "a column beyond the last": (lambda: sheet_of('<row><c r="XFD1"><v>1</v></c></row>'), "1,000 columns"),
    "a cell of a hundred thousand characters": (
        lambda: sheet_of(f'<row><c t="str"><v>{"".join(map(str, range(20_000)))}</v></c></row>'),
        "more than 32,767 characters",
    ),
    "a hundred thousand empty rows": (
        lambda: sheet_of("".join(f'<row s="{n}"/>' for n in range(100_001))),
        "a row 100,001",
    ),
    "five thousand merged ranges": (
        lambda: packed(parts({"a": sheet_xml([[1]], [f"A{n}:B{n}" for n in range(1, 5_000)])})),
        "more than 1,000 merged cells",
    ),
    "one merged range over all": (lambda: packed(parts({"a": sheet_xml([[1]], ["A1:XFD1048576"])})), ""),
    "a size that is not true": (lambda: understated(workbook([[1] * 20] * 50)), "is damaged"),
    "parts in the list twice": (lambda: repeated(workbook([[1]])), "two parts of the same name"),
    "half a workbook": (lambda: workbook([[1]])[:-100], "is damaged"),
    "macros": (lambda: with_part("xl/vbaProject.bin", b"x"), "has macros"),
    "XML that does not end": (lambda: packed(parts({"a": "<worksheet><sheetData>"})), "is damaged"),
    "a sheet that is not there": (
        lambda: packed({k: v for k, v in parts({"a": ""}).items() if "sheet1" not in k}),
        "it has no xl/worksheets/sheet1.xml",
    ),
    "a text that is not there": (lambda: sheet_of('<row><c t="s"><v>999999999</v></c></row>'), ""),
    "a number of ten thousand digits": (lambda: sheet_of(f"<row><c><v>{'9' * 10_000}</v></c></row>"), ""),
    "a huge exponent": (lambda: sheet_of("<row><c><v>1e999999999</v></c></row>"), ""),
    "a number format of two million brackets": (
        lambda: with_part(
            "xl/styles.xml",
            "<styleSheet><numFmts><numFmt numFmtId='164' formatCode='" + "[0" * 1_000_000 + "'/></numFmts>"
            "<cellXfs><xf numFmtId='164'/></cellXfs></styleSheet>",
        ),
        "more than 100 times smaller",
    ),
    "a number format of many brackets": (
        lambda: with_part(
            "xl/styles.xml",
            "<styleSheet><numFmts><numFmt numFmtId='164' formatCode='" + "[" * 250_000 + "'/></numFmts>"
            "<cellXfs><xf numFmtId='164'/></cellXfs></styleSheet>",
        ),
        "",
    ),
    "a date beyond the calendar": (lambda: workbook([[(10**12, "dd/mm/yyyy")]], name="a"), ""),
}


@pytest.mark.parametrize("name", BOMBS)
def test_a_workbook_that_is_meant_to_harm_is_refused_at_once_or_read_without_harm(name: str):
    make, words = BOMBS[name]
    content = make()
    started = time.process_time()
    if words:
        with pytest.raises(RequestRefused) as refused:
            Workbook(content, "a.xlsx").sheet("a")
        assert words in refused.value.message
        assert "\n" not in refused.value.message
    else:
        Workbook(content, "a.xlsx").sheet("a")
    assert time.process_time() - started < 0.5


@settings(max_examples=examples(150))
@given(st.data())
def test_no_damage_to_a_workbook_is_more_than_a_refusal(data: st.DataObject):
    content = bytearray(workbook([["Ref", "Due"], ["a", (45444, "dd/mm/yyyy")]]))
    for _ in range(data.draw(st.integers(1, 5))):
        content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
    with contextlib.suppress(RequestRefused):
        book = Workbook(bytes(content), "a.xlsx")
        for name in book.names:
            book.sheet(name)


@given(
    st.lists(
        st.lists(
            st.one_of(st.none(), st.integers(-(10**9), 10**9), st.floats(1e-6, 1e6), st.booleans(), _WORDS), max_size=5
        ),
        max_size=6,
    )
)
@settings(max_examples=60)
def test_another_reader_finds_the_same_values(rows: list[list[Any]]) -> None:
    content = workbook(rows)
    sheet = Workbook(content, "a.xlsx").sheet("Sheet1")
    theirs = CalamineWorkbook.from_filelike(BytesIO(content)).get_sheet_by_index(0).to_python(skip_empty_area=False)
    for (row, column), cell in sheet.cells.items():
        their = theirs[row - 1][column - 1]
        ours = float(cell.value) if isinstance(cell.value, Decimal) else cell.value
        assert ours == (pytest.approx(their, rel=1e-14) if isinstance(their, float) else their)
