"""Workbooks for tests, made by hand: XML in, a file out. So that a test can say exactly what is in one."""

import io
import zipfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from xml.sax.saxutils import escape, quoteattr

_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
_LINKS = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
_KIND = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"

FORMATS = {"": 0, "dd/mm/yyyy": 1, "mmm-yy": 2, "0%": 3, "yyyy": 4, "h:mm": 5, "dd/mm/yyyy h:mm": 6}
"""The number formats that a cell can have, and their styles."""

Value = str | int | float | bool | None
Cell = Value | tuple[Value, str]
"""A cell: a value, or a value with its number format. A text that begins with = is a formula with the value 0."""


def letters(column: int) -> str:
    """The letters of a column up to Z, which counts from 0."""
    return chr(ord("A") + column)


def cell_xml(row: int, column: int, cell: Cell) -> str:
    """A cell as XML. Rows and columns count from 0."""
    value, style = cell if isinstance(cell, tuple) else (cell, "")
    head = f'<c r="{letters(column)}{row + 1}" s="{FORMATS[style]}"'
    match value:
        case None:
            return ""
        case bool():
            return f'{head} t="b"><v>{int(value)}</v></c>'
        case str() if value.startswith("="):
            return f"{head}><f>{escape(value[1:])}</f><v>0</v></c>"
        case str() if value.startswith("#"):
            return f'{head} t="e"><v>{escape(value)}</v></c>'
        case str():
            return f'{head} t="inlineStr"><is><t xml:space="preserve">{escape(value)}</t></is></c>'
    return f"{head}><v>{value!r}</v></c>"


def sheet_xml(rows: Sequence[Sequence[Cell]], merged: Sequence[str] = ()) -> str:
    """A sheet as XML."""
    body = "".join(
        f'<row r="{row + 1}">{"".join(cell_xml(row, column, cell) for column, cell in enumerate(cells))}</row>'
        for row, cells in enumerate(rows)
    )
    ranges = "".join(f"<mergeCell ref={quoteattr(one)}/>" for one in merged)
    return f"{_HEAD}<worksheet {_MAIN}><sheetData>{body}</sheetData><mergeCells>{ranges}</mergeCells></worksheet>"


def parts(sheets: Mapping[str, str], *, starts_1904: bool = False) -> dict[str, str]:
    """The parts of a workbook of these sheets, which are XML."""
    names = list(sheets)
    listed = "".join(f'<sheet name={quoteattr(name)} sheetId="{n}" r:id="rId{n}"/>' for n, name in enumerate(names, 1))
    links = "".join(
        f'<Relationship Id="rId{n}" Type="{_KIND}/worksheet" Target="worksheets/sheet{n}.xml"/>'
        for n, _ in enumerate(names, 1)
    )
    formats = "".join(f'<numFmt numFmtId="{164 + n}" formatCode={quoteattr(code)}/>' for code, n in FORMATS.items())
    styles = "".join(f'<xf numFmtId="{164 + n if code else 0}"/>' for code, n in FORMATS.items())
    return {
        "[Content_Types].xml": "<Types/>",
        "_rels/.rels": f'<Relationships><Relationship Id="a" Type="{_KIND}/officeDocument" Target="xl/workbook.xml"/>'
        "</Relationships>",
        "xl/workbook.xml": f'{_HEAD}<workbook {_MAIN} {_LINKS}><workbookPr date1904="{int(starts_1904)}"/>'
        f"<sheets>{listed}</sheets></workbook>",
        "xl/_rels/workbook.xml.rels": f'{_HEAD}<Relationships>{links}<Relationship Id="s" Type="{_KIND}/styles" '
        'Target="styles.xml"/></Relationships>',
        "xl/styles.xml": f"{_HEAD}<styleSheet {_MAIN}><numFmts>{formats}</numFmts>"
        f"<cellXfs>{styles}</cellXfs></styleSheet>",
        **{f"xl/worksheets/sheet{n}.xml": sheets[name] for n, name in enumerate(names, 1)},
    }


def packed(files: Mapping[str, str | bytes]) -> bytes:
    """A ZIP file of some parts."""
    into = io.BytesIO()
    with zipfile.ZipFile(into, "w", zipfile.ZIP_DEFLATED) as file:
        for name, content in files.items():
            file.writestr(name, content)
    return into.getvalue()


def workbook(rows: Sequence[Sequence[Cell]], merged: Sequence[str] = (), name: str = "Sheet1") -> bytes:
    """A workbook with one sheet."""
    return packed(parts({name: sheet_xml(rows, merged)}))


def write_workbook(
    path: Path, rows: Sequence[Sequence[Cell]], merged: Sequence[str] = (), name: str = "Sheet1"
) -> Path:
    """A file of such a workbook."""
    path.write_bytes(workbook(rows, merged, name))
    return path
