"""`hsp import`: a sheet that somebody filled in, or anybody's spreadsheet, becomes changes of the records."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from hsp_cli.cli.exit import Exit
from hsp_cli.cli.import_report import show_end
from hsp_cli.cli.options import AnswerFormat, Format, command
from hsp_cli.cli.session import Session
from hsp_cli.domain.request import RequestRefused

if TYPE_CHECKING:
    from collections.abc import Sequence

    from hsp_cli.domain.finding import Diagnostic
    from hsp_cli.domain.sheet import Sheet
    from hsp_cli.domain.workspace import Workspace
    from hsp_cli.exchange.incoming.changes import Plan
    from hsp_cli.exchange.incoming.mapping import Mapping
    from hsp_cli.exchange.incoming.origin import Origin
    from hsp_cli.store.editing import FileChange
    from hsp_cli.store.sheets import Book


@command
def run(
    session: Session,
    file: Annotated[Path, typer.Argument(metavar="FILE", help="The sheet: .xlsx or .csv.", show_default=False)],
    mapping: Annotated[
        Path | None,
        typer.Option("--mapping", metavar="FILE", help="How the columns of any other sheet become keys, as YAML."),
    ] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Show what would change; write nothing.")] = False,
    partial: Annotated[
        bool, typer.Option("--partial", help="Write what can be taken even if some is refused.")
    ] = False,
    format: Format = AnswerFormat.TEXT,
) -> None:
    """Take a sheet into the records.

    It is one that `hsp export` made and somebody filled in, or any other by a mapping. An empty cell changes nothing.
    Nothing is written if anything is refused or conflicts, unless --partial is given.
    """
    if mapping is None:
        _import_returned(session, file, dry_run=dry_run, partial=partial, format=format)
    else:
        _import_mapped(session, file, mapping, dry_run=dry_run, partial=partial, format=format)


def _import_returned(session: Session, file: Path, *, dry_run: bool, partial: bool, format: AnswerFormat) -> None:
    """Import a sheet that hsp wrote and somebody filled in."""
    workspace = session.workspace()

    from hsp_cli.cli.returned_report import returned_as_json, show_returned
    from hsp_cli.exchange.incoming.importing import plan_returned
    from hsp_cli.exchange.incoming.returned import read_returned

    sheet, origin = _returned_sheet(file, workspace)
    found = read_returned(sheet, origin, workspace, session.as_of)
    plan = plan_returned(found, workspace, session.as_of)
    is_clean = not plan.refused and not found.conflicts
    may_write = not dry_run and (partial or is_clean)
    changes = _changes(session, plan)
    warnings = _write(session, changes, may_write=may_write)
    if format is AnswerFormat.JSON:
        session.answer_json(returned_as_json(found, plan, file.name, changes, warnings, is_written=may_write))
    else:
        show_returned(session, found, plan, file.name)
        show_end(session, changes, warnings, is_written=may_write, is_dry_run=dry_run, is_clean=is_clean)
    if not is_clean:
        raise Exit(1)


def _returned_sheet(file: Path, workspace: "Workspace") -> "tuple[Sheet, Origin]":
    """The sheet of a returned file, and what it says of itself. RequestRefused if hsp did not make it."""
    from hsp_cli.exchange.incoming.origin import origin_of_csv, origin_of_workbook
    from hsp_cli.exchange.xlsx_notes import ORIGIN
    from hsp_cli.store.sheets import open_book

    book = open_book(str(file))
    sheet = book.sheet(book.names[0])
    if not sheet.name:
        return sheet, origin_of_csv(sheet, file.name)
    if ORIGIN not in book.names:
        hint = "export it again without --wide; any other spreadsheet needs --mapping FILE"
        raise RequestRefused(f"{file.name} is no sheet of hsp export that can be filled in", hint)
    return sheet, origin_of_workbook(sheet, book.sheet(ORIGIN), file.name, workspace.partnership.calendar)


def _import_mapped(
    session: Session, file: Path, mapping_file: Path, *, dry_run: bool, partial: bool, format: AnswerFormat
) -> None:
    """Import a spreadsheet by a mapping."""
    workspace = session.workspace()

    from hsp_cli.cli.import_report import mapped_as_json, show_better, show_mapped
    from hsp_cli.exchange.incoming.importing import plan_import
    from hsp_cli.store.better_sheet import add_unknown, read_better
    from hsp_cli.store.sheets import open_book

    mapping = _mapping(session, mapping_file)
    book = open_book(str(file), mapping.encoding, mapping.delimiter)
    sheet = book.sheet(_sheet_name(book, mapping, file.name))
    better_file = mapping_file.parent / mapping.better_from if mapping.better_from else None
    found = plan_import(mapping, sheet, workspace, session.as_of, read_better(better_file) if better_file else {})
    may_write = not dry_run and (partial or not found.plan.refused)
    changes = _changes(session, found.plan)
    warnings = _write(session, changes, may_write=may_write)
    is_asking = bool(better_file and found.plan.better_unknown and not dry_run)
    if better_file and is_asking:
        add_unknown(better_file, found.plan.better_unknown)
    if format is AnswerFormat.JSON:
        session.answer_json(mapped_as_json(found, file.name, changes, warnings, is_written=may_write))
    else:
        show_mapped(session, found, file.name)
        is_clean = not found.plan.refused
        show_end(session, changes, warnings, is_written=may_write, is_dry_run=dry_run, is_clean=is_clean)
        if better_file:
            show_better(session, found.plan, better_file.name, is_written=is_asking)
    if found.plan.refused:
        raise Exit(1)


def _mapping(session: Session, file: Path) -> "Mapping":
    """The mapping of a file. RequestRefused, after its problems on the error stream, if it is none."""
    from hsp_cli.cli.diagnostics import as_text
    from hsp_cli.exchange.incoming.mapping import Mapping
    from hsp_cli.store.file_tree import Disk
    from hsp_cli.store.model_file import read_model

    mapping, problems = read_model(str(file), Mapping)
    if mapping is None:
        as_text(problems, Disk(str(file.parent)), session.err)
        raise RequestRefused(f"{file.name} is no mapping that can be used", "correct what is said above")
    return mapping


def _sheet_name(book: "Book", mapping: "Mapping", file: str) -> str:
    """The sheet that a mapping means. RequestRefused if there is none, or several and it names none."""
    names = ", ".join(book.names)
    if mapping.sheet is not None:
        if mapping.sheet not in book.names:
            raise RequestRefused(f"{file} has no sheet {mapping.sheet!r}", f"it has: {names}" if names else "")
        return mapping.sheet
    if len(book.names) != 1:
        raise RequestRefused(f"{file} has {len(book.names)} sheets", f"name one as `sheet` in the mapping: {names}")
    return book.names[0]


def _changes(session: Session, plan: "Plan") -> "list[FileChange]":
    """The files that a plan changes and makes."""
    from hsp_cli.store.editing import changed_file, made_file

    return [
        *(changed_file(session.root, path, edits) for path, edits in sorted(plan.edits.items())),
        *(made_file(session.root, path, data) for path, data in sorted(plan.new_files.items())),
    ]


def _write(session: Session, changes: "Sequence[FileChange]", *, may_write: bool) -> "list[Diagnostic]":
    """Write the changes, if they may be written. Returns the warnings that they bring.

    Ends the command with 1 and the diagnostics if they would bring errors.
    """
    from hsp_cli.cli.diagnostics import as_lines
    from hsp_cli.cli.writing import new_findings
    from hsp_cli.domain.finding import Severity
    from hsp_cli.store.editing import write_changes

    found = new_findings(session, changes)
    if errors := [one for one in found if one.severity is Severity.ERROR]:
        as_lines(errors, session.err)
        session.err.write("hsp: nothing is written, because the records would then have these errors")
        raise Exit(1)
    if may_write and changes:
        write_changes(session.root, changes)
    return found
