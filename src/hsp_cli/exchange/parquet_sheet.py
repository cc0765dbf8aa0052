"""A sheet as Parquet, for analysis with DuckDB, pandas, R and the like."""

from decimal import Decimal

from hsp_cli.domain.request import RequestRefused
from hsp_cli.exchange.csv_sheet import as_csv
from hsp_cli.exchange.sheets import Sheet
from hsp_cli.exchange.tables import Column, ColumnType
from hsp_cli.formats.extras import library
from hsp_cli.store.parquet import parquet_from_csv

_TYPES = {ColumnType.WHOLE: "BIGINT", ColumnType.DATE: "DATE", ColumnType.FLAG: "BOOLEAN"}
_MOST_DIGITS = 38


def as_parquet(sheet: Sheet) -> bytes:
    """The bytes of the file. Numbers are exact decimals; a list is one text, as in CSV.

    RequestRefused without DuckDB, or if the numbers of a column need more digits than a decimal has.
    """
    duckdb = library("duckdb", "parquet", "Parquet")
    types = {column.name: _type(column, sheet) for column in sheet.columns}
    return parquet_from_csv(duckdb, as_csv(sheet), types)


def _type(column: Column, sheet: Sheet) -> str:
    if column.type is not ColumnType.NUMBER:
        return _TYPES.get(column.type, "VARCHAR")
    numbers = [value for row in sheet.rows if isinstance(value := row.values[column.name], Decimal)]
    places = max((-int(number.as_tuple().exponent) for number in numbers), default=0)
    whole = max((number.adjusted() + 1 for number in numbers), default=1)
    digits = max(whole, 1) + max(places, 0)
    if digits > _MOST_DIGITS:
        reason = f"the numbers of the column {column.name} need {digits} digits, and Parquet has {_MOST_DIGITS}"
        raise RequestRefused(reason, "choose csv or json for it")
    return f"DECIMAL({digits},{max(places, 0)})"
