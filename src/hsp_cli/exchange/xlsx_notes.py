"""The sheets of a workbook beside its rows: notes for people, and two hidden ones for drop-downs and the import."""

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from hsp_cli.exchange.cells import cell_text
from hsp_cli.exchange.sheets import Sheet
from hsp_cli.exchange.tables import Column

NOTES, LISTS, ORIGIN = "Notes", "Lists", "hsp"

LINE_HEIGHT = 13.5
"""The height of a line of text, in points."""

_WIDTH_OF_MEANINGS = 90


def lines_of(text: str, width: int) -> int:
    """About how many lines a text takes in a column. Not every program works out the height of rows when it opens."""
    return sum(max(-(-len(line) // width), 1) for line in text.split("\n"))


_HOW = (
    "Fill in the yellow cells only. Their headings end in “(fill in)”.",
    "An empty cell changes nothing. To correct a value, type over it.",
    "Do not change, move or delete headings, columns or rows, and do not change ids.",
    "Type a number as 1234.5: without a unit, a sign for thousands or a percent sign.",
    "Write a day as 2010-06-30, a month as 2010-06 and a quarter as Q1-2010.",
    "Save the file as an Excel workbook (.xlsx) and send it back to the person who sent it to you.",
)


def add_notes(
    workbook: Any, sheet: Sheet, columns: Sequence[Column], look: Callable[..., Any], headings: Sequence[str]
) -> None:
    """Add what the workbook is about, how to return it, and what each column means."""
    page = workbook.add_worksheet(NOTES)
    plain, bold = look(), look(bold=True)
    page.set_column(0, 0, 28)
    page.set_column(1, 1, _WIDTH_OF_MEANINGS)
    lines = [("About", sheet.table.meaning), *_about(sheet)]
    if not sheet.is_for_reading:
        lines += [("How to fill it in" if number == 0 else "", text) for number, text in enumerate(_HOW)]
    lines += [("", ""), ("Column", "Meaning")]
    head_of_columns = len(lines) - 1
    lines += [(heading, _meaning(column, sheet)) for column, heading in zip(columns, headings, strict=True)]
    for number, (head, text) in enumerate(lines):
        page.set_row(number, LINE_HEIGHT * lines_of(text, _WIDTH_OF_MEANINGS))
        page.write_string(number, 0, head, plain if number > head_of_columns else bold)
        page.write_string(number, 1, text, bold if number == head_of_columns else plain)
    page.set_paper(9)
    page.fit_to_pages(1, 0)
    page.protect("", {"format_columns": True, "format_rows": True})


def _about(sheet: Sheet) -> list[tuple[str, str]]:
    about = sheet.about
    lines = [("Partnership", cell_text(about.settings.name)), ("As of", about.as_of.isoformat())]
    if about.quarter:
        lines.append(("Quarter", about.quarter.label))
    if about.narrowed_to:
        filters = ", ".join(f"{name} {value}" for name, value in about.narrowed_to.items())
        lines.append(("Only what was asked for", cell_text(filters)))
    lines += [("Left out", f"{count} {what}") for what, count in about.left_out.items()]
    if about.licence:
        licence = about.licence
        lines.append(("Licence", cell_text(" ".join(filter(None, (licence.name, licence.url, licence.attribution))))))
    lines.append(("Made by", f"hsp {about.version}"))
    return lines


def _meaning(column: Column, sheet: Sheet) -> str:
    choices = column.choices(sheet.about.settings) if column.choices and column.is_input else ()
    meaning = re.sub("`([^`]*)`", "“\\1”", column.meaning)
    return cell_text(f"{meaning} One of: {', '.join(choices)}." if choices else meaning)


def add_lists(workbook: Any, sheet: Sheet) -> dict[str, str]:
    """Add the values of drop-downs, a column each. Returns where the values of each column are, as a formula."""
    page = workbook.add_worksheet(LISTS)
    page.hide()
    found: dict[str, str] = {}
    for column in sheet.table.inputs:
        choices = column.choices(sheet.about.settings) if column.choices else ()
        if choices:
            place = len(found)
            for number, choice in enumerate((column.name, *choices)):
                page.write_string(number, place, cell_text(choice))
            letter = chr(ord("A") + place)
            found[column.name] = f"={LISTS}!${letter}$2:${letter}${len(choices) + 1}"
    return found


def add_origin(workbook: Any, sheet: Sheet, layout: Mapping[str, str], headings: Mapping[str, str]) -> None:
    """Add what the workbook was made from, and the column that each heading stands for."""
    page = workbook.add_worksheet(ORIGIN)
    page.very_hidden()
    about = sheet.about
    facts = {
        **layout,
        "table": sheet.table.name,
        "workspace": about.settings.id,
        "as of": about.as_of.isoformat(),
        "quarter": about.quarter.text if about.quarter else "",
        "commit": about.commit or "",
        "hsp": about.version,
    }
    lines = [*facts.items(), ("", ""), ("heading", "column"), *headings.items()]
    for number, (name, value) in enumerate(lines):
        page.write_string(number, 0, name)
        page.write_string(number, 1, cell_text(value))
