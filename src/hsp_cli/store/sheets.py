"""Reads sheets that people send: XLSX workbooks and CSV files, within limits, from bytes that nobody here made."""

from pathlib import PurePath
from typing import Protocol

from hsp_cli.domain.request import RequestRefused
from hsp_cli.domain.sheet import Sheet
from hsp_cli.store.files import FileNotRead, content_of, max_file_bytes

_TIMES_RECORD = 8
"""How many times as large as a record a workbook may be, as for a file beside a record."""

_OLE, _ZIP = b"\xd0\xcf\x11\xe0", b"PK"

_NOT_READ = {
    ".xls": "is an old Excel workbook",
    ".xlsb": "is a binary Excel workbook",
    ".xlsm": "is a workbook with macros",
    ".xltm": "is a template with macros",
    ".ods": "is an OpenDocument workbook",
    ".numbers": "is a Numbers document",
    ".docx": "is a Word document",
    ".pdf": "is a PDF",
}
_SAVE_AS = "save it as .xlsx or .csv, and import that"


class Book(Protocol):
    """The sheets of a file. `sheet` reads one of `names`."""

    names: tuple[str, ...]

    def sheet(self, name: str) -> Sheet: ...


class _Csv:
    """A CSV file: one sheet without a name."""

    names: tuple[str, ...] = ("",)

    def __init__(self, sheet: Sheet) -> None:
        self._sheet = sheet

    def sheet(self, name: str) -> Sheet:
        return self._sheet


def open_book(path: str, encoding: str | None = None, delimiter: str | None = None) -> Book:
    """The sheets of an XLSX or CSV file. `encoding` and `delimiter` are those of a CSV file, if somebody stated them.

    RequestRefused if the file is of another kind, too large, damaged or dangerous.
    """
    name, ending = PurePath(path).name, PurePath(path).suffix.lower()
    if ending in _NOT_READ:
        raise RequestRefused(f"{name} {_NOT_READ[ending]}, which is not read", _SAVE_AS)
    if ending not in (".xlsx", ".csv"):
        raise RequestRefused(f"{name} is neither an .xlsx nor a .csv file", _SAVE_AS)
    try:
        content = content_of(path, max_file_bytes() * (1 if ending == ".csv" else _TIMES_RECORD))
    except FileNotRead as reason:
        raise RequestRefused(f"{name}: {reason.message}", "check the name of the file") from None
    if content.startswith(_OLE):
        words = f"{name} is protected with a password, or is an old Excel workbook"
        raise RequestRefused(words, f"take the password away, or {_SAVE_AS}")
    if content.startswith(_ZIP) is not (ending == ".xlsx"):
        words = "is not a workbook, whatever its name says" if ending == ".xlsx" else "is a workbook, not a CSV file"
        raise RequestRefused(f"{name} {words}", _SAVE_AS)
    if ending == ".csv":
        from hsp_cli.store.csv_sheets import read_csv

        return _Csv(read_csv(content, name, encoding, delimiter))
    from hsp_cli.store.xlsx import Workbook

    if encoding or delimiter:
        raise RequestRefused(f"{name} is a workbook, which has no encoding or delimiter", "remove them")
    return Workbook(content, name)
