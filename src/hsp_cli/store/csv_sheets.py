"""Reads a CSV file that somebody sends as a sheet. Every cell is text: a CSV file does not say what is a number."""

import csv
import io

from hsp_cli.domain.request import RequestRefused
from hsp_cli.domain.sheet import Cell, CellProblem, Sheet
from hsp_cli.store.observations import is_formula
from hsp_cli.store.sheet_limits import MAX_CELLS, MAX_COLUMNS, MAX_ROWS

_MARKS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
"""Byte order marks, and the encodings that they stand for."""

ENCODINGS = ("utf-8", "utf-16", "windows-1252", "iso-8859-1")
"""The encodings that a mapping can state."""


def read_csv(content: bytes, name: str, encoding: str | None = None, delimiter: str | None = None) -> Sheet:
    """The cells of a CSV file. A byte order mark says its encoding, else it is `encoding`, else UTF-8.

    Rows count as in a spreadsheet: a cell with line breaks does not add rows. RequestRefused if it cannot be read.
    """
    if encoding and encoding.lower() not in ENCODINGS:
        raise RequestRefused(f"{encoding!r} is no encoding that is read", f"choose from: {', '.join(ENCODINGS)}")
    text = _text_of(content, name, encoding)
    if "\x00" in text:
        raise RequestRefused(f"{name} has characters that are not of a text", "save it as CSV UTF-8")
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter or ",", strict=True)
    cells: dict[tuple[int, int], Cell] = {}
    try:
        for row, values in enumerate(reader, start=1):
            if row > MAX_ROWS or len(values) > MAX_COLUMNS or len(cells) > MAX_CELLS:
                words = f"{MAX_ROWS:,} rows, {MAX_COLUMNS:,} columns and {MAX_CELLS:,} cells"
                raise RequestRefused(f"{name} is too large: at most {words} are read", "send a part of it")
            cells |= {(row, column): _cell(value) for column, value in enumerate(values, start=1) if value.strip()}
    except csv.Error as error:
        raise RequestRefused(f"{name}, line {reader.line_num}: {error}", "check its quotes") from None
    return Sheet("", cells)


def _text_of(content: bytes, name: str, encoding: str | None) -> str:
    marked = next((known for mark, known in _MARKS if content.startswith(mark)), None)
    used = marked or encoding or "utf-8"
    try:
        return content.decode(used)
    except UnicodeDecodeError:
        stated = "" if encoding or marked else ", and states no other encoding"
        hint = "save it as CSV UTF-8, or state `encoding: windows-1252` in a mapping"
        raise RequestRefused(f"{name} is not {used.removesuffix('-sig').upper()}{stated}", hint) from None


def _cell(value: str) -> Cell:
    # A spreadsheet would calculate such a cell, and show something else than what is written.
    return Cell(value, CellProblem.FORMULA if is_formula(value) else None)
