"""Sheets and mappings for tests: text in, rows and plans out."""

import csv
import io
from datetime import date
from pathlib import Path
from typing import Any

import yaml_rs

from hsp_cli.domain.sheet import Cell, Range, Sheet
from hsp_cli.domain.workspace import Workspace
from hsp_cli.exchange.incoming.importing import Import, plan_import
from hsp_cli.exchange.incoming.mapping import Mapping
from hsp_cli.store.editing import changed_file, made_file, write_changes

DAY = date(2026, 11, 30)


def sheet(text: str, merged: tuple[Range, ...] = (), **cells: Cell) -> Sheet:
    """A sheet from CSV, with some cells in place of those that the text gives: `B2=Cell(…)`."""
    found = {
        (row, column): Cell(value)
        for row, values in enumerate(csv.reader(io.StringIO(text)), start=1)
        for column, value in enumerate(values, start=1)
        if value
    }
    found |= {(int(name[1:]), ord(name[0]) - ord("A") + 1): cell for name, cell in cells.items()}
    return Sheet("", found, merged)


def mapping(text: str) -> Mapping:
    """A mapping from YAML."""
    data: Any = yaml_rs.loads(text, parse_datetime=False)
    return Mapping.model_validate(data)


def planned(
    rows: str | Sheet, how: str, workspace: Workspace, as_of: date = DAY, better: dict[str, str] | None = None
) -> Import:
    """What an import of a sheet does."""
    return plan_import(mapping(how), sheet(rows) if isinstance(rows, str) else rows, workspace, as_of, better or {})


def refusals(found: Import) -> list[str]:
    """Each refusal with its place, except those that only follow another."""
    place = found.read.sheet.place
    return [f"{place(one.row, one.column)}: {one.reason}" for one in found.plan.refused if not one.follows]


def changes(found: Import) -> list[str]:
    """Each value that changes: its cell, record and key, what it was and what it becomes."""
    place = found.read.sheet.place
    return [
        f"{place(one.row, one.column or None)}: {one.id} {one.key} {one.before} -> {one.after}"
        for one in found.plan.changes
    ]


def write(found: Import, root: Path) -> list[str]:
    """Write what an import does; the paths that are written."""
    made = [
        *(changed_file(str(root), path, edits) for path, edits in sorted(found.plan.edits.items())),
        *(made_file(str(root), path, data) for path, data in sorted(found.plan.new_files.items())),
    ]
    write_changes(str(root), made)
    return [change.path for change in made]
