"""The description of a CSV file as CSV on the Web (CSVW): its columns, their types, and the licence."""

import re
from typing import Any

from hsp_cli.exchange.cells import SEPARATOR
from hsp_cli.exchange.sheets import Sheet
from hsp_cli.exchange.tables import Column, ColumnType

ENDING = "-metadata.json"
"""What the name of the description adds to that of the CSV file. Programs look for it there."""

_DATATYPES: dict[ColumnType, Any] = {
    ColumnType.TEXT: "string",
    ColumnType.NUMBER: "decimal",
    ColumnType.WHOLE: "integer",
    ColumnType.DATE: {"base": "date", "format": "yyyy-MM-dd"},
    ColumnType.PERIOD: "string",
    ColumnType.FLAG: {"base": "boolean", "format": "true|false"},
    ColumnType.LIST: "string",
}

_PLAIN_NAME = re.compile("[A-Za-z0-9][A-Za-z0-9_]*")
"""The names that CSVW takes. The columns of periods have none; their titles name them."""


def description(sheet: Sheet, file_name: str, *, is_excel_safe: bool = False) -> dict[str, Any]:
    """The description of a sheet that is written as this CSV file."""
    about = sheet.about
    found: dict[str, Any] = {
        "@context": ["http://www.w3.org/ns/csvw", {"@language": "en"}],
        "url": file_name,
        "dc:title": f"{about.settings.name}: {sheet.table.title.lower()}",
        "dc:description": _description(sheet, is_excel_safe=is_excel_safe),
        "dc:publisher": about.settings.name,
        "dc:issued": about.as_of.isoformat(),
        "dc:source": about.commit,
        **_licence(sheet),
        "dialect": {
            "encoding": "utf-8",
            "delimiter": ",",
            "quoteChar": '"',
            "doubleQuote": True,
            "lineTerminators": ["\r\n"],
            "header": True,
            "headerRowCount": 1,
            "skipInitialSpace": False,
            "trim": False,
        },
        "tableSchema": {
            "columns": [_column(column) for column in sheet.columns],
            "primaryKey": list(sheet.key),
        },
    }
    if not sheet.key or not sheet.rows:
        del found["tableSchema"]["primaryKey"]
    return {name: value for name, value in found.items() if value is not None}


def _description(sheet: Sheet, *, is_excel_safe: bool) -> str:
    about = sheet.about
    said = [sheet.table.meaning, f"As of {about.as_of.isoformat()}; made by hsp {about.version}."]
    if about.quarter:
        said.append(f"The quarter is {about.quarter.label}.")
    if about.narrowed_to:
        filters = ", ".join(f"{name} {value}" for name, value in about.narrowed_to.items())
        said.append(f"Only what was asked for: {filters}.")
    said += [f"Left out: {count} {what}." for what, count in about.left_out.items()]
    if is_excel_safe:
        said.append("A text that begins with = + - @ or a tab has ' before it, so that no spreadsheet runs it.")
    return " ".join(said)


def _licence(sheet: Sheet) -> dict[str, Any]:
    """The licence, if the settings name one. CSVW wants its address."""
    licence = sheet.about.licence
    if licence is None:
        return {}
    named = {"dc:license": {"@id": licence.url}} if licence.url else {}
    return {"dc:rights": licence.attribution or licence.name, **named}


def _column(column: Column) -> dict[str, Any]:
    found: dict[str, Any] = {
        "titles": list(dict.fromkeys((column.name, column.title))),
        "dc:description": column.meaning,
        "datatype": _DATATYPES[column.type],
    }
    if _PLAIN_NAME.fullmatch(column.name):
        found = {"name": column.name} | found
    if column.type is ColumnType.LIST:
        found["separator"] = SEPARATOR
    return found
