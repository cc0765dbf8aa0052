"""The formats of sheets: by name and by the ending of a file, and the files that each makes of a sheet."""

from collections.abc import Mapping
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from hsp_cli.exchange.sheets import Sheet


class SheetFormat(StrEnum):
    """The formats of a sheet."""

    CSV = "csv"
    XLSX = "xlsx"
    JSON = "json"
    SQLITE = "sqlite"
    PARQUET = "parquet"

    @property
    def is_text(self) -> bool:
        """Whether it can be shown on a screen."""
        return self in (SheetFormat.CSV, SheetFormat.JSON)


ENDINGS = {
    ".csv": SheetFormat.CSV,
    ".xlsx": SheetFormat.XLSX,
    ".json": SheetFormat.JSON,
    ".sqlite": SheetFormat.SQLITE,
    ".sqlite3": SheetFormat.SQLITE,
    ".db": SheetFormat.SQLITE,
    ".parquet": SheetFormat.PARQUET,
}
"""The formats by the ending of a file. The first ending of a format is the one that hsp chooses."""


def ending_of(format: SheetFormat) -> str:
    """The ending of the files of a format."""
    return next(ending for ending, one in ENDINGS.items() if one is format)


def files_of(
    sheet: "Sheet",
    format: SheetFormat,
    name: str,
    *,
    is_excel_safe: bool = False,
    has_mark: bool = False,
) -> Mapping[str, bytes]:
    """The files of a sheet, by name: the first has the rows. CSV has its description beside it.

    RequestRefused if the library of a format is not installed, or if the format cannot hold the sheet.
    """
    match format:
        case SheetFormat.CSV:
            from hsp_cli.exchange.csv_sheet import as_csv
            from hsp_cli.exchange.csvw import ENDING, description
            from hsp_cli.exchange.json_text import json_text

            described = json_text(description(sheet, name, is_excel_safe=is_excel_safe))
            csv = as_csv(sheet, is_excel_safe=is_excel_safe, has_mark=has_mark)
            return {name: csv.encode(), name + ENDING: described.encode()}
        case SheetFormat.JSON:
            from hsp_cli.exchange.json_sheet import as_json

            return {name: as_json(sheet).encode()}
        case SheetFormat.XLSX:
            from hsp_cli.exchange.xlsx_sheet import as_xlsx

            return {name: as_xlsx(sheet)}
        case SheetFormat.SQLITE:
            from hsp_cli.exchange.sqlite_sheet import as_sqlite

            return {name: as_sqlite(sheet)}
        case SheetFormat.PARQUET:
            from hsp_cli.exchange.parquet_sheet import as_parquet

            return {name: as_parquet(sheet)}
