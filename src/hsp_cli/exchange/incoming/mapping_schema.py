"""The JSON Schema of a mapping: editors complete and explain its keys while somebody writes it."""

from typing import Any

from pydantic import BaseModel

from hsp_cli import __version__
from hsp_cli.exchange.incoming.keys import KEYS
from hsp_cli.exchange.incoming.mapping import Mapping
from hsp_cli.exchange.schema import SchemaGenerator

NAME = "mapping"


def mapping_schema() -> dict[str, Any]:
    """The JSON Schema (draft 2020-12) of a mapping. The keys for columns are those of all kinds of record."""
    schema = Mapping.model_json_schema(schema_generator=_Generator)
    keys = sorted({key for keys in KEYS.values() for key in keys})
    for name in ("MappedColumn", "WideColumns"):
        schema["$defs"][name]["properties"]["to"]["enum"] = keys
    column = schema["properties"]["columns"]["additionalProperties"]["anyOf"]
    next(one for one in column if one.get("type") == "string")["enum"] = keys
    return {
        "$schema": _Generator.schema_dialect,
        "$id": f"urn:hsp-cli:{__version__}:{NAME}",
        **schema,
        "title": "Mapping of the columns of a sheet",
    }


class _Generator(SchemaGenerator):
    """The schema with the meanings of the keys of a mapping."""

    def meaning(self, model: type[BaseModel], key: str) -> str:
        return MEANINGS[key]


MEANINGS = {
    "about": "what the sheet is, for people",
    "records": "what the rows are: indicators, actions, risks, or updates of actions that are recorded already",
    "sheet": "the name of the sheet, if the workbook has several",
    "header_row": "the row of the headers; 1 if it is left out",
    "last_row": "the last row to read",
    "encoding": "the encoding of a CSV file, if it is not UTF-8",
    "delimiter": "the sign between the cells of a CSV file, if it is not a comma",
    "formulas": "`refuse` formulas, or take the `values` that they last gave",
    "merged": "`refuse` merged cells, or `fill` each of them with the value",
    "into": "the plan or risk register that the records go into",
    "plan": "the id of the plan",
    "risk_register": "the id of the risk register",
    "title": "the title of the plan or register, if it is new",
    "body": "the body of the plan or register, if it is new",
    "organisation": "the organisation of the plan, if it is new",
    "aim": "the aim for actions that no column gives one",
    "new_records": "`make` a record for an id that no record has, or `refuse` the row",
    "new_owners": "the list of the settings to which unknown owners are added; without it they are refused",
    "id": "how ids are made, with the names of columns in braces: `{Ref}`",
    "ids": "ids that differ from those that the pattern gives",
    "only": "rows to take, by the values of a column",
    "skip": "rows to leave out, by the values of a column",
    "columns": "the key for each column, or a mapping with `to` and how the column is read",
    "to": "the key to which the values go",
    "period": "the period of all values of the column",
    "wide": "columns whose headers are periods",
    "headers": "the forms of the headers, such as `QN YYYY/YY`",
    "constants": "values for every record without one",
    "leave_out": "columns that are knowingly not taken",
    "better_from": "a CSV file beside the mapping, in which people fill in which way is better",
    "dates": "the forms of deadlines and other dates, such as `DD/MM/YYYY`",
    "periods": "the forms of the periods of figures, such as `QN YYYY/YY`",
    "years": "what a year means that is written as one number",
    "several_years": "whether `2012-15` may be three years",
    "words": "what cells mean, by their whole text",
    "nothing": "texts that count as an empty cell",
    "awaited": "texts which say that a figure has not arrived",
    "signs": "signs before or after a number, such as `£` and `%`",
    "times": "a factor for numbers",
    "decimal": "the decimal sign",
    "thousands": "the sign between thousands",
    "percent": "for cells shown as 77% that hold 0.77: take 77 (`as-shown`) or 0.77 (`as-held`)",
    "date_stands_for": "the period that a day stands for",
    "keep_words": "whether a deadline in words is kept instead of refused",
    "split": "the sign between several owners or items of a list",
}
"""What each key of a mapping means. A key that several parts of a mapping have means the same in each."""
