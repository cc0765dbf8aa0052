"""A sheet as CSV: RFC 4180, UTF-8, the names of the columns first."""

import csv
import io

from hsp_cli.exchange.cells import cell_text, excel_safe, is_number
from hsp_cli.exchange.sheets import Sheet

BYTE_ORDER_MARK = "\ufeff"


def as_csv(sheet: Sheet, *, is_excel_safe: bool = False, has_mark: bool = False) -> str:
    """The text of the file. Lines end in CR LF; a cell is quoted if it needs quotes.

    `is_excel_safe` puts `'` before texts that a spreadsheet would take for a formula. `has_mark` puts the byte order
    mark first, by which Excel knows UTF-8.
    """
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(_safe(column.name, is_excel_safe) for column in sheet.columns)
    for row in sheet.rows:
        values = (row.values[column.name] for column in sheet.columns)
        writer.writerow(
            cell_text(value) if is_number(value) else _safe(cell_text(value), is_excel_safe) for value in values
        )
    return BYTE_ORDER_MARK * has_mark + text.getvalue()


def _safe(text: str, is_wanted: bool) -> str:
    return excel_safe(text) if is_wanted else text
