"""A sheet as CSV: RFC 4180, UTF-8, the names of the columns first."""

import csv
import io
from collections.abc import Iterable

from hsp_cli.exchange.cells import cell_text, excel_safe, is_number
from hsp_cli.exchange.sheets import Sheet
from hsp_cli.exchange.tables import Column, Row

BYTE_ORDER_MARK = "\ufeff"


def as_csv(sheet: Sheet, *, is_excel_safe: bool = False, has_mark: bool = False) -> str:
    """The text of the file. Lines end in CR LF; a cell is quoted if it needs quotes.

    `is_excel_safe` puts `'` before texts that a spreadsheet would take for a formula. `has_mark` puts the byte order
    mark first, by which Excel knows UTF-8.
    """
    heads = _written([[_safe(column.name, is_excel_safe) for column in sheet.columns]])
    return BYTE_ORDER_MARK * has_mark + heads + csv_rows(sheet.columns, sheet.rows, is_excel_safe=is_excel_safe)


def csv_rows(columns: Iterable[Column], rows: Iterable[Row], *, is_excel_safe: bool = False) -> str:
    """The lines of rows, without the heads."""
    names = [column.name for column in columns]
    lines = ([row.values[name] for name in names] for row in rows)
    if not is_excel_safe:
        return _written(map(cell_text, line) for line in lines)
    return _written(
        [cell_text(value) if is_number(value) else excel_safe(cell_text(value)) for value in line] for line in lines
    )


def _written(lines: Iterable[Iterable[str]]) -> str:
    text = io.StringIO(newline="")
    csv.writer(text, lineterminator="\r\n").writerows(lines)
    return text.getvalue()


def _safe(text: str, is_wanted: bool) -> str:
    return excel_safe(text) if is_wanted else text
