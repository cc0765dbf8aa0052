"""A sheet as JSON: what it is about, its columns, and its rows as records."""

from collections.abc import Iterable, Iterator, Sequence
from json.encoder import encode_basestring as quoted

from hsp_cli.exchange.cells import Value, cell_text, is_number
from hsp_cli.exchange.json_text import json_text
from hsp_cli.exchange.sheets import Sheet
from hsp_cli.exchange.tables import Column, Row

_NO_ROWS = '"rows": []\n}\n'
"""How the JSON of a sheet without rows ends."""

BETWEEN_ROWS = ",\n"


def as_json(sheet: Sheet) -> str:
    """The text of the file. Numbers have their own digits; an empty cell is null, and an empty list a list.

    It is what `json_text` would write. A table has so many cells that the rows are written one by one.
    """
    if not sheet.rows:
        return json_text(_about(sheet))
    before, after = around_rows(sheet)
    return before + BETWEEN_ROWS.join(row_texts(sheet.columns, sheet.rows)) + after


def around_rows(sheet: Sheet) -> tuple[str, str]:
    """The texts before the first row of a file and after the last one."""
    return json_text(_about(sheet)).removesuffix(_NO_ROWS) + '"rows": [\n', "\n  ]\n}\n"


def row_texts(columns: Sequence[Column], rows: Iterable[Row]) -> Iterator[str]:
    """Each row as a JSON object, indented as an item of `rows`."""
    names = [(column.name, f"      {quoted(column.name)}: ") for column in columns]
    for row in rows:
        yield "    {\n" + ",\n".join(key + _value(row.values[name]) for name, key in names) + "\n    }"


def _about(sheet: Sheet) -> dict[str, object]:
    return {
        "table": sheet.table.name,
        "meaning": sheet.table.meaning,
        **sheet.about.as_data(),
        "columns": [
            {
                "name": column.name,
                "type": column.type.value,
                "title": column.title,
                "meaning": column.meaning,
                "source": column.source or None,
            }
            for column in sheet.columns
        ],
        "rows": [],
    }


def _value(value: Value) -> str:
    if value is None:
        return "null"
    if isinstance(value, tuple):
        items = ",\n".join(f"        {_value(item)}" for item in value)
        return f"[\n{items}\n      ]" if items else "[]"
    text = cell_text(value)
    if isinstance(value, bool) or is_number(value):
        return text
    return quoted(text) if text.isprintable() else json_text(text).removesuffix("\n")
