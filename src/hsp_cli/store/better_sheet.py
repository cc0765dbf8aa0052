"""The CSV file in which people fill in which way is better, for indicators of a sheet that does not say it."""

import csv
import io
from collections.abc import Mapping, Sequence
from pathlib import Path

from hsp_cli.domain.rag import Better
from hsp_cli.domain.request import RequestRefused
from hsp_cli.domain.sheet import Sheet
from hsp_cli.store.sheets import open_book
from hsp_cli.store.writing import write_atomically

COLUMNS = ("id", "title", "unit", "better")


def read_better(path: Path) -> dict[str, str]:
    """Which way is better, by the id of the indicator, as far as it is filled in. Empty if there is no such file.

    RequestRefused if a word means no direction.
    """
    return {row["id"]: row["better"] for row in _rows(path) if row["better"]}


def add_unknown(path: Path, unknown: Sequence[Mapping[str, str]]) -> None:
    """Add indicators to the file, which is made if there is none. Those that it has already stay as they are."""
    rows = _rows(path)
    known = {row["id"] for row in rows}
    rows += [dict(row) for row in unknown if row["id"] not in known]
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, COLUMNS)
    writer.writeheader()
    writer.writerows(rows)
    write_atomically(path, text.getvalue())


def _rows(path: Path) -> list[dict[str, str]]:
    if not path.exists():
        return []
    sheet = open_book(str(path)).sheet("")
    header = [str(sheet.cell(1, column).value or "") for column in range(1, len(COLUMNS) + 1)]
    if tuple(header) != COLUMNS:
        raise RequestRefused(f"{path.name} has another header than {','.join(COLUMNS)}", "put the header back")
    return [_row(sheet, row, path.name) for row in sheet.rows if row > 1]


def _row(sheet: Sheet, number: int, name: str) -> dict[str, str]:
    row = {key: str(sheet.cell(number, column).value or "").strip() for column, key in enumerate(COLUMNS, start=1)}
    row["better"] = row["better"].lower()
    words = [one.value for one in Better]
    if row["better"] and row["better"] not in words:
        raise RequestRefused(
            f"{name}, row {number}: {row['better']!r} is none of {', '.join(words)}", "correct the word"
        )
    return row
