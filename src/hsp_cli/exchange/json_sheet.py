"""A sheet as JSON: what it is about, its columns, and its rows as records."""

from datetime import date
from typing import Any

from hsp_cli.exchange.cells import Value, cell_text
from hsp_cli.exchange.sheets import Sheet


def as_data(sheet: Sheet) -> dict[str, Any]:
    """The content of the file. Numbers are decimals; an empty cell is None, and an empty list a list."""
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
        "rows": [{column.name: _plain(row.values[column.name]) for column in sheet.columns} for row in sheet.rows],
    }


def _plain(value: Value) -> Any:
    match value:
        case tuple():
            return [cell_text(item) for item in value]
        case str() | date():
            return cell_text(value)
    return value
