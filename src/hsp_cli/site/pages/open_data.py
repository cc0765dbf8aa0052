"""Open data: a page on all tables, and a page for each with its columns."""

from collections.abc import Iterator
from functools import partial
from typing import Any

from hsp_cli.domain.site_url import address_of
from hsp_cli.exchange.formats import SheetFormat
from hsp_cli.exchange.tables import Column
from hsp_cli.formats.document import Block, CodeText, Link
from hsp_cli.site.blocks import Words, bullets, heading, inlines, linked, paragraph, table, words
from hsp_cli.site.links import Links
from hsp_cli.site.open_data import OpenTable
from hsp_cli.site.page import Page
from hsp_cli.site.site import Site
from hsp_cli.wording.counts import counted
from hsp_cli.wording.numbers import size_text
from hsp_cli.wording.open_data import (
    FORMAT_NAMES,
    HOW_TO_READ,
    NO_LICENCE,
    OTHER_RECORDS,
    PERSONAL_DATA,
    left_out_lines,
    type_text,
)
from hsp_cli.wording.redaction import left_out_text

LIST = "data/index.html"


def pages(site: Site) -> Iterator[Page]:
    """The page on all tables, then the page of each."""
    summary = f"The records of {site.settings.name} as tables for spreadsheets, databases and programs."
    yield Page(LIST, "Open data", partial(_list, site), summary=summary)
    for one in site.open_tables:
        yield Page(
            one.page,
            one.table.title,
            partial(_table, one),
            above=(LIST,),
            summary=one.table.meaning,
            known_as=_dataset(site, one),
            key=partial(_key, one),
        )


def _key(of: OpenTable, links: Links) -> str:
    return of.key


_MEDIA_TYPES = {
    SheetFormat.CSV: "text/csv",
    SheetFormat.JSON: "application/json",
    SheetFormat.SQLITE: "application/vnd.sqlite3",
    SheetFormat.PARQUET: "application/vnd.apache.parquet",
}


def _dataset(site: Site, one: OpenTable) -> dict[str, Any]:
    """The table as a Dataset of schema.org, by which search engines for data find it."""
    settings = site.settings
    licence = {"license": settings.licence.url or settings.licence.name} if settings.licence else {}
    return {
        "@context": "https://schema.org",
        "@type": "Dataset",
        "name": f"{settings.name}: {one.table.title.lower()}",
        "description": one.table.meaning,
        "creator": {"@type": "Organization", "name": settings.name},
        "dateModified": site.as_of.isoformat(),
        **licence,
        "variableMeasured": [column.title for column in one.columns],
        "distribution": [
            {
                "@type": "DataDownload",
                "encodingFormat": _MEDIA_TYPES[format],
                "contentUrl": _address(site, one.paths(format)[0]),
            }
            for format in one.formats
        ],
    }


def _address(site: Site, path: str) -> str:
    """The address of a file: absolute if the settings have that of the site, else relative to the page."""
    return address_of(site.settings.site_url, path) if site.settings.site_url else path.removeprefix("data/")


def _list(site: Site, links: Links) -> Iterator[Block]:
    yield paragraph(f"The records of {site.settings.name} as tables, for spreadsheets, databases and programs.")
    heads = ("Table", "What it has", "Files")
    yield table(heads, [(links.to_page(one.page), one.table.meaning, _files(one)) for one in site.open_tables])
    yield heading(2, "Licence", "licence")
    yield from _licence(site)
    yield heading(2, "What is left out", "left-out")
    yield from _left_out(site)
    yield heading(2, "How to read the tables", "how-to-read")
    yield bullets(HOW_TO_READ)


def _files(one: OpenTable) -> Words:
    """The links to the files of a table."""
    found: list[Words] = []
    for format in one.formats:
        found += [", " if found else "", *linked(f"/{one.paths(format)[0]}", FORMAT_NAMES[format.value])]
    return inlines(*found)


def _licence(site: Site) -> Iterator[Block]:
    licence = site.settings.licence
    if licence is None:
        yield paragraph(NO_LICENCE.format(site.settings.name))
        return
    is_web = bool(licence.url and licence.url.startswith(("https://", "http://")))
    name = linked(licence.url if is_web else None, licence.name)
    yield paragraph("You may use the tables under this licence: ", name, ".")
    if licence.attribution:
        yield paragraph("When you use them, say: ", licence.attribution)
    yield paragraph(PERSONAL_DATA)


def _left_out(site: Site) -> Iterator[Block]:
    if exempt := left_out_text(site.left_out):
        yield paragraph(exempt)
    lines = dict.fromkeys(line for one in site.open_tables for line in left_out_lines(one.about.left_out))
    yield bullets([*lines, OTHER_RECORDS])


def _table(one: OpenTable, links: Links) -> Iterator[Block]:
    yield paragraph(one.table.meaning)
    yield paragraph(f"It has {counted(one.made.rows, 'row')}. ", _about(one))
    yield heading(2, "Files", "files")
    yield bullets([_file(one, format) for format in one.formats])
    if lines := left_out_lines(one.about.left_out):
        yield heading(2, "What is left out", "left-out")
        yield bullets(lines)
    yield heading(2, "Columns", "columns")
    key = ", ".join(one.table.key)
    yield paragraph(f"A row is named by {key}.")
    yield table(("Column", "Title", "Holds", "Meaning", "Key of the record"), map(_column, one.columns))


def _about(one: OpenTable) -> str:
    quarter = one.about.quarter
    return f"It is for {quarter.label}." if quarter else ""


def _file(one: OpenTable, format: SheetFormat) -> Words:
    name = FORMAT_NAMES[format.value]
    found: list[Words] = []
    for path in one.paths(format):
        file = path.removeprefix("data/")
        shown = f"{name if not found else 'its description'} ({size_text(one.made.sizes[file])})"
        found += ["; " if found else "", (Link(f"/{path}", words(shown)),)]
    return inlines(*found)


def _column(column: Column) -> tuple[Words, ...]:
    source = (CodeText(column.source),) if column.source else "worked out by hsp"
    return ((CodeText(column.name),), column.title, type_text(column.type.value), _meaning(column), source)


def _meaning(column: Column) -> Words:
    """The meaning, with the words between backticks as what somebody types."""
    parts = column.meaning.split("`")
    return inlines(*((CodeText(part),) if at % 2 else part for at, part in enumerate(parts) if part))
