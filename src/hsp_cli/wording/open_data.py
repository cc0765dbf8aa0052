"""Sentences on open data: formats, licence, what tables leave out, and how to read them."""

from collections.abc import Mapping

FORMAT_NAMES = {"csv": "CSV", "json": "JSON", "sqlite": "SQLite", "parquet": "Parquet", "xlsx": "Excel workbook"}
"""The names of the formats."""

NO_LICENCE = (
    "No licence is recorded for these tables, so nobody has said that you may use or copy them. Ask {} before you do."
)

PERSONAL_DATA = (
    "The licence does not cover personal data. Owners of actions, indicators and risks can be people; the columns "
    "owner_ids and owners name them."
)

OTHER_RECORDS = (
    "The texts of plans, papers, meetings and all other records are on the pages of this site and not in a table."
)

HOW_TO_READ = (
    (
        "An empty cell means that the record says nothing. In the tables of figures, risks and actions, the column "
        "state says what is known."
    ),
    "Days are written as 2010-06-30, and quarters as in the records: Q1-2010.",
    "Numbers have the digits of the record. SQLite has only floating-point numbers: 6.80 becomes 6.8.",
    "A list, such as several owners, has a semicolon and a blank between its items. In JSON it is a list.",
    (
        "CSV is UTF-8 with commas (RFC 4180). The description beside each CSV file is CSV on the Web: it has the type "
        "and the meaning of each column for programs."
    ),
    (
        "Texts are as in the records. A spreadsheet can take a text that begins with =, +, - or @ for a formula: "
        "import the columns of a CSV file as text."
    ),
)
"""What is the same in every table."""

_TYPES = {
    "text": "text",
    "number": "number",
    "whole": "whole number",
    "date": "day",
    "period": "period",
    "flag": "true or false",
    "list": "list of texts",
}


def type_text(column_type: str) -> str:
    """What a column holds, in words."""
    return _TYPES[column_type]


def left_out_lines(left_out: Mapping[str, int]) -> list[str]:
    """What a table leaves out, a line for each reason."""
    return [f"{what[0].upper()}{what[1:]}: {count:,}" for what, count in left_out.items()]
