"""A sheet as XLSX: for people to read and to fill in and send back, unless no row can be filled in.

The first sheet of the workbook has the rows. Cells that can be filled in are yellow and unlocked, and their headings
say so in words; the others are locked, without a password. Two hidden columns at the end have the fingerprint of each
row and its values at the time of the export. The hidden sheet `hsp` says what the workbook was made from, and which
column each heading stands for.
"""

import io
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from hsp_cli.domain.request import RequestRefused
from hsp_cli.exchange.cells import Value, cell_text, is_number, values_at_export
from hsp_cli.exchange.sheets import Sheet
from hsp_cli.exchange.tables import FINGERPRINT, Column, ColumnType, Row
from hsp_cli.exchange.xlsx_notes import LINE_HEIGHT, add_lists, add_notes, add_origin, lines_of
from hsp_cli.formats.extras import library

FORMAT = 1
"""The version of the layout, for the import."""

HEADING_ROW = 2
"""The row of the headings, counted from 0: above it are the title and how to fill the sheet in."""

FILL_IN = " (fill in)"
"""What a heading ends in if its cells can be filled in."""

VALUES = "values at export"
"""The heading of the hidden column with the values of a row as JSON."""

_MOST_ROWS, _MOST_COLUMNS, _MOST_CHARACTERS = 1_048_576, 16_384, 32_767
_CUT = " … (cut: the record has more)"
_FIRST_YEAR_OF_DATES = 1901
"""Spreadsheets have no days before 1900, and count those of that year wrongly."""

_MOST_DIGITS = 15
"""The digits of a number that Excel keeps."""

_OPTIONS = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_numbers": False,
    "strings_to_urls": False,
}
_ALLOWED = {"autofilter": True, "sort": True, "format_columns": True, "format_rows": True}
_FONT = {"font_name": "Arial", "font_size": 10, "valign": "top", "text_wrap": True}
_LINE = {"border": 1, "border_color": "#BFBFBF"}
_YELLOW, _STRONG_YELLOW, _GREY = "#FFF9DB", "#FFE699", "#E7E6E6"


def as_xlsx(sheet: Sheet) -> bytes:
    """The bytes of the workbook; equal sheets give equal bytes. RequestRefused if it is too large for a spreadsheet."""
    columns = columns_shown(sheet)
    if len(sheet.rows) + HEADING_ROW >= _MOST_ROWS or len(columns) + 2 > _MOST_COLUMNS:
        size = f"{len(sheet.rows):,} rows and {len(columns):,} columns"
        raise RequestRefused(f"a spreadsheet cannot hold {size}", "narrow the export, or use --format csv")
    file = io.BytesIO()
    workbook = library("xlsxwriter", "xlsx", "XLSX").Workbook(file, _OPTIONS)
    workbook.set_properties(
        {
            "title": f"{sheet.about.settings.name}: {sheet.table.title}",
            "author": f"hsp {sheet.about.version}",
            "created": datetime.combine(sheet.about.as_of, datetime.min.time()),
        }
    )
    _Writer(workbook, sheet, columns).write()
    workbook.close()
    return file.getvalue()


def columns_shown(sheet: Sheet) -> tuple[Column, ...]:
    """The columns for people: what the row is about first, ids last. A wide sheet shows all."""
    if sheet.is_wide:
        return sheet.columns
    shown = [column for column in sheet.table.columns if column.on_sheet and not _is_unused(column, sheet)]
    subject = next(column for column in shown if column.name in _SUBJECTS)
    return tuple(sorted(shown, key=lambda column: (column is not subject, column.name.endswith("_id"))))


def _is_unused(column: Column, sheet: Sheet) -> bool:
    return column.seldom and all(row.values[column.name] in (None, ()) for row in sheet.rows)


_SUBJECTS = ("title", "text")
"""The columns that say in words what a row is about: the first that a table has."""


class _Writer:
    """Writes the parts of a workbook. A format is made once for each look of a cell."""

    def __init__(self, workbook: Any, sheet: Sheet, columns: Sequence[Column]) -> None:
        self.workbook = workbook
        self.sheet = sheet
        self.columns = columns
        self.is_for_reading = sheet.is_for_reading
        self.page = workbook.add_worksheet(sheet.table.title)
        self._looks: dict[tuple[tuple[str, Any], ...], Any] = {}

    def write(self) -> None:
        self._write_head()
        for number, row in enumerate(self.sheet.rows, start=HEADING_ROW + 1):
            self._write_row(number, row)
        self._lay_out()
        add_notes(self.workbook, self.sheet, self.columns, self.look, [self.heading(one) for one in self.columns])
        if not self.is_for_reading:
            self._write_choices(add_lists(self.workbook, self.sheet))
            headings = {self.heading(column): column.name for column in self.columns}
            add_origin(
                self.workbook, self.sheet, {"format": str(FORMAT), "heading row": str(HEADING_ROW + 1)}, headings
            )

    def look(self, **properties: Any) -> Any:
        """The format with these properties."""
        whole = {**_FONT, **properties}
        key = tuple(sorted(whole.items()))
        if key not in self._looks:
            self._looks[key] = self.workbook.add_format(whole)
        return self._looks[key]

    def heading(self, column: Column) -> str:
        is_filled_in = column.is_input and not self.is_for_reading
        return f"{column.title}{FILL_IN}" if is_filled_in else column.title

    def _write_head(self) -> None:
        about = self.sheet.about
        quarter = f", {about.quarter.label}" if about.quarter else ""
        owner = f" for {cell_text(self.sheet.owner)}" if self.sheet.owner else ""
        title = f"{self.sheet.table.title}{owner}: {cell_text(about.settings.name)}{quarter}"
        self.page.write_string(0, 0, title, self.look(bold=True, font_size=14, text_wrap=False))
        said = f"As of {about.as_of.isoformat()}."
        if not self.is_for_reading:
            said = (
                f"{said} Fill in the yellow cells, under the headings that end in “{FILL_IN.strip()}”. The other cells "
                "are locked. An empty cell changes nothing. The sheet “Notes” says more."
            )
        self.page.write_string(1, 0, said, self.look(text_wrap=False, italic=True))
        for place, column in enumerate(self.columns):
            is_filled_in = column.is_input and not self.is_for_reading
            look = self.look(bold=True, bg_color=_STRONG_YELLOW if is_filled_in else _GREY, **_LINE)
            self.page.write_string(HEADING_ROW, place, self.heading(column), look)
        lines = max(lines_of(self.heading(column), column.width - 2) for column in self.columns)
        self.page.set_row(HEADING_ROW, lines * LINE_HEIGHT)

    def _write_row(self, number: int, row: Row) -> None:
        texts = {column.name: cell_text(row.values[column.name]) for column in self.columns}
        held = self._held(row, texts)
        for place, column in enumerate(self.columns):
            value, text = row.values[column.name], _limited(texts[column.name])
            self._write_cell(number, place, column, value, text, is_input=column.name in held)
        lines = max(lines_of(_limited(texts[column.name]), column.width) for column in self.columns)
        self.page.set_row(number, min(lines * LINE_HEIGHT, _MOST_HEIGHT))
        if not self.is_for_reading:
            place = len(self.columns)
            self.page.write_string(number, place, cell_text(row.values[FINGERPRINT.name]), self.look(text_wrap=False))
            text = values_at_export(self.sheet.table.key_of(row), held)
            self.page.write_string(number, place + 1, text, self.look(text_wrap=False))

    def _held(self, row: Row, texts: Mapping[str, str]) -> dict[str, Value]:
        """The values of the cells that can be filled in. The longest are left out, and so locked, if a cell cannot hold
        them, or not all of them together.
        """
        names = [column.name for column in self.columns if column.name in row.inputs]
        held = {name: row.values[name] for name in names if len(texts[name]) <= _MOST_CHARACTERS}
        while held and len(values_at_export(self.sheet.table.key_of(row), held)) > _MOST_CHARACTERS:
            del held[max(held, key=lambda name: len(texts[name]))]
        return held

    def _write_cell(self, number: int, place: int, column: Column, value: Value, text: str, *, is_input: bool) -> None:
        look = {**_LINE, **({"bg_color": _YELLOW, "locked": False} if is_input else {})}
        if is_input and column.type not in _NUMBERS:
            look["num_format"] = "@"  # a spreadsheet then leaves what is typed as it is
        if is_number(value) and _is_kept(value):
            assert isinstance(value, Decimal | int)
            self.page.write_number(number, place, value, self.look(**look, num_format=_number_format(value)))
        elif isinstance(value, date) and value.year >= _FIRST_YEAR_OF_DATES:
            day = datetime.combine(value, datetime.min.time())
            self.page.write_datetime(number, place, day, self.look(**look, num_format="yyyy-mm-dd"))
        elif value is None or value == ():
            self.page.write_blank(number, place, None, self.look(**look))
        else:
            shown = _YES_NO[value] if isinstance(value, bool) else text
            self.page.write_string(number, place, shown, self.look(**look))

    def _lay_out(self) -> None:
        page, last = self.page, len(self.columns) - 1
        for place, column in enumerate(self.columns):
            page.set_column(place, place, column.width)
        page.freeze_panes(HEADING_ROW + 1, 1)
        page.autofilter(HEADING_ROW, 0, HEADING_ROW + max(len(self.sheet.rows), 1), last)
        page.set_landscape()
        page.set_paper(_A3)
        page.fit_to_pages(1, 0)
        page.repeat_rows(HEADING_ROW)
        page.print_area(0, 0, HEADING_ROW + max(len(self.sheet.rows), 1), last)
        page.set_footer("&L&A&RPage &P of &N")
        if not self.is_for_reading:
            for place, name in enumerate((FINGERPRINT.name, VALUES), start=last + 1):
                page.write_string(HEADING_ROW, place, name)
            page.set_column(last + 1, last + 2, 18, None, {"hidden": True})
            page.protect("", _ALLOWED)

    def _write_choices(self, lists: Mapping[str, str]) -> None:
        """Limit what can be typed: a choice from a list, or a number."""
        first, last = HEADING_ROW + 1, HEADING_ROW + max(len(self.sheet.rows), 1)
        for place, column in enumerate(self.columns):
            if not column.is_input:
                continue
            if column.name in lists:
                told = "Choose one from the list. An empty cell changes nothing."
                limit: dict[str, Any] = {"validate": "list", "source": lists[column.name], "error_message": told}
            elif column.type in _NUMBERS:
                told = "Type a number, without a sign for thousands and without a unit."
                limit = {"validate": "decimal", "criteria": "between", "minimum": -1e15, "maximum": 1e15}
                limit["error_message"] = told
            elif column.type is ColumnType.PERIOD:
                told = "A day is written as 2010-06-30, a month as 2010-06."
                limit = {"validate": "any", "input_message": told}
            else:
                continue
            title = (
                {"error_title": column.title[:32]} if "error_message" in limit else {"input_title": column.title[:32]}
            )
            self.page.data_validation(first, place, last, place, limit | title)


_MOST_HEIGHT = 405.0
"""The greatest height of a row, in points."""

_NUMBERS = (ColumnType.NUMBER, ColumnType.WHOLE)
_YES_NO = {True: "yes", False: "no"}
_A3 = 8


def _is_kept(value: Value) -> bool:
    """Whether a spreadsheet keeps all digits of a number. Otherwise it is written as text."""
    return isinstance(value, int) or (isinstance(value, Decimal) and len(value.as_tuple().digits) <= _MOST_DIGITS)


def _number_format(value: Decimal | int) -> str:
    """The format that shows the decimals of the record, without a sign for thousands."""
    places = -int(value.as_tuple().exponent) if isinstance(value, Decimal) else 0
    return "0." + "0" * places if places > 0 else "0"


def _limited(text: str) -> str:
    return text if len(text) <= _MOST_CHARACTERS else text[: _MOST_CHARACTERS - len(_CUT)] + _CUT
