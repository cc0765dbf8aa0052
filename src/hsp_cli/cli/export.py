"""`hsp export`: records as a sheet for Excel, a database or a program."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from hsp_cli.cli.completion import dimensions, quarters, tables
from hsp_cli.cli.options import (
    AllowErrors,
    Body,
    OrganisationId,
    OwnerName,
    PlanId,
    PriorityId,
    SchemeId,
    command,
)
from hsp_cli.cli.redaction import redacted_workspace, refuse_errors
from hsp_cli.cli.session import Session
from hsp_cli.domain.request import RequestRefused
from hsp_cli.exchange.formats import ENDINGS, SheetFormat, ending_of
from hsp_cli.wording.counts import counted

if TYPE_CHECKING:
    from collections.abc import Mapping

    from hsp_cli.analysis.filters import Filters
    from hsp_cli.domain.workspace import Workspace
    from hsp_cli.exchange.about import About
    from hsp_cli.exchange.sheets import Sheet
    from hsp_cli.exchange.tables import Asked, Table


@command
def run(
    session: Session,
    table: Annotated[
        str,
        typer.Argument(metavar="TABLE", help="figures, actions, risks or indicators.", autocompletion=tables),
    ],
    quarter: Annotated[
        str | None,
        typer.Option(
            "--quarter",
            metavar="Q",
            help="Only this quarter: Q1-2010 or 'Q1 2010/11' (default: all).",
            autocompletion=quarters,
        ),
    ] = None,
    wide: Annotated[bool, typer.Option("--wide", help="A row for each record, and columns for each period.")] = False,
    only_open: Annotated[bool, typer.Option("--open", help="Only actions and risks that are not closed.")] = False,
    per_owner: Annotated[
        bool, typer.Option("--per-owner", help="A sheet for each owner or lead, into a folder: -o DIR.")
    ] = False,
    plan: PlanId = None,
    body: Body = None,
    owner: OwnerName = None,
    priority: PriorityId = None,
    scheme: SchemeId = None,
    by: Annotated[
        str | None,
        typer.Option(
            "--by",
            metavar="DIMENSION",
            help="The series of the indicators divided by this, such as area.",
            autocompletion=dimensions,
        ),
    ] = None,
    organisation: OrganisationId = None,
    format: Annotated[
        SheetFormat | None,
        typer.Option("--format", help="Format of the sheet (default: by the name of the file, else CSV)."),
    ] = None,
    output: Annotated[
        Path | None, typer.Option("--output", "-o", metavar="FILE|DIR", help="Write here; else to the screen.")
    ] = None,
    excel_safe: Annotated[
        bool, typer.Option("--excel-safe", help="In CSV, put ' before texts that Excel would run as formulas.")
    ] = False,
    bom: Annotated[bool, typer.Option("--bom", help="Begin CSV with the mark by which Excel knows UTF-8.")] = False,
    redact: Annotated[
        bool, typer.Option("--redact", help="For the public: leave out what is marked as exempt.")
    ] = False,
    allow_errors: AllowErrors = False,
) -> None:
    """Export records as a sheet.

    CSV comes with a description for programs (CSVW). XLSX is a sheet for people to fill in and send back. JSON, SQLite
    and Parquet have the same columns.
    """
    target = output if output and str(output) != "-" else None
    chosen = _format(target, format, into_folder=per_owner)
    _refuse(chosen, target, per_owner=per_owner, has_csv_options=excel_safe or bom)
    if redact and allow_errors:
        refuse_errors("sheet")
    session.keep_texts = True  # to say whether the records differ from the commit
    workspace = session.workspace(allow_errors=allow_errors, says_left_out=True)
    workspace = redacted_workspace(session, workspace).workspace if redact else workspace

    from hsp_cli.exchange.sheets import by_party, sheet_of, widened, without_closed

    found = _table(table)
    filters = session.filters(
        workspace, plan=plan, body=body, owner=owner, priority=priority, scheme=scheme, by=by, organisation=organisation
    )
    asked = _asked(session, workspace, found, quarter, filters)
    sheet = sheet_of(found, asked, _about(session, found, asked))
    sheet = without_closed(sheet) if only_open else sheet
    sheet = widened(sheet) if wide else sheet
    sheets = by_party(sheet) if per_owner else {None: sheet}
    options = {"is_excel_safe": excel_safe, "has_mark": bom}
    if target is None:
        text = _files(sheet, chosen, f"{table}{ending_of(chosen)}", options)[0][1].decode()
        (session.out.write if session.out.is_terminal else session.out.write_raw)(text)
    else:
        _write(session, sheets, chosen, target, options)
    if target or chosen is not SheetFormat.JSON:
        _say_left_out(session, asked, sheet)
    if chosen is SheetFormat.CSV and target and not sheet.about.licence and not session.quiet:
        session.err.write("before you publish the sheet, add `licence` to data/partnership.yaml")


def _format(target: Path | None, format: SheetFormat | None, *, into_folder: bool) -> SheetFormat:
    """The format asked for, or that of the file. RequestRefused if these differ, or if no format has the ending."""
    ending = target.suffix.lower() if target and not into_folder and not _is_folder(target) else ""
    if not ending:
        return format or SheetFormat.CSV
    named = ENDINGS.get(ending)
    if named is None:
        raise RequestRefused(f"no sheet can be written as {ending}", f"the endings are {', '.join(ENDINGS)}")
    if format and format is not named:
        raise RequestRefused(f"{target} is not a name for {format.value}", f"end it in {ending_of(format)}")
    return named


def _refuse(format: SheetFormat, target: Path | None, *, per_owner: bool, has_csv_options: bool) -> None:
    """RequestRefused for options that do not go together."""
    if per_owner and target is None:
        raise RequestRefused("--per-owner makes several sheets, so it needs a folder", "add -o DIR")
    if target is None and not format.is_text:
        raise RequestRefused(f"{format.value} cannot be shown on a screen", f"add -o FILE{ending_of(format)}")
    if has_csv_options and format is not SheetFormat.CSV:
        raise RequestRefused(f"--excel-safe and --bom are for CSV, not for {format.value}", "leave them out")


def _table(name: str) -> "Table":
    from hsp_cli.exchange.catalogue import TABLES

    if name not in TABLES:
        raise RequestRefused(f"there is no table called {name!r}", f"choose from {', '.join(TABLES)}")
    return TABLES[name]


def _asked(
    session: Session, workspace: "Workspace", table: "Table", quarter: str | None, filters: "Filters"
) -> "Asked":
    from hsp_cli.analysis.parts import divided_by
    from hsp_cli.analysis.quarters import quarter_to_collect
    from hsp_cli.exchange.tables import Asked, latest_quarter

    if quarter and not table.is_by_quarter:
        raise RequestRefused(f"{table.name} are not recorded by quarter", "leave --quarter out")
    # A sheet can be sent out for a quarter of which nothing is recorded yet.
    day = session.as_of
    latest = quarter_to_collect(workspace, quarter, day) if quarter else latest_quarter(workspace, day)
    if filters.by:
        workspace = divided_by(workspace, filters.by)
    return Asked(workspace, day, latest, filters, only_quarter=quarter is not None)


def _about(session: Session, table: "Table", asked: "Asked") -> "About":
    from hsp_cli.exchange.about import about_of
    from hsp_cli.store.history import head_commit

    head = head_commit(session.root, session.loaded.contents())
    return about_of(table, asked, head, session.loaded.diagnostics, asked.workspace.left_out or {})


def _say_left_out(session: Session, asked: "Asked", sheet: "Sheet") -> None:
    """Say what a sheet leaves out. JSON says it itself."""
    from hsp_cli.exchange.about import SERIES, UNREAD, actions_of_others
    from hsp_cli.wording.redaction import left_out_text

    of_others = actions_of_others(asked.workspace, sheet.table, asked.filters)
    session.say_left_out(asked.workspace, of_others, "action or milestone", "actions and milestones")
    if not session.quiet and (exempt := left_out_text(asked.workspace.left_out or {})):
        session.err.write(exempt)
    if not session.quiet and (series := sheet.about.left_out.get(SERIES)):
        session.err.write(f"left out: the series of {counted(series, 'indicator')}; --by DIMENSION exports them")
    if unread := sheet.about.left_out.get(UNREAD):
        session.err.write(f"left out: what is in {counted(unread, 'file')} that hsp cannot read")


def _files(sheet: "Sheet", format: SheetFormat, name: str, options: dict[str, bool]) -> list[tuple[str, bytes]]:
    from hsp_cli.exchange.formats import files_of

    return list(files_of(sheet, format, name, **options).items())


def _write(
    session: Session,
    sheets: "Mapping[Any, Sheet]",
    format: SheetFormat,
    target: Path,
    options: dict[str, bool],
) -> None:
    """Write the sheets. All are made before the first is written."""
    from hsp_cli.exchange.file_names import name_for_owner
    from hsp_cli.store.layout import is_read_as_record
    from hsp_cli.store.writing import write_atomically

    made: list[tuple[Path, bytes, int]] = []
    for owner, sheet in sheets.items():
        ending, table = ending_of(format), sheet.table.name
        if owner is not None:
            path = target / f"{name_for_owner(table, owner, sheet.about.settings)}{ending}"
        else:
            path = target / f"{table}{ending}" if _is_folder(target) or not target.suffix else target
        made += [
            (path.with_name(name), content, len(sheet.rows))
            for name, content in _files(sheet, format, path.name, options)
        ]
    for path, _, _ in made:
        if is_read_as_record(session.root, str(path)):
            raise RequestRefused(f"cannot write {path}: hsp would read it as a record", "choose another place: -o FILE")
    if not _is_folder(target.parent):
        reason = f"cannot write {target}: there is no folder {target.parent}"
        raise RequestRefused(reason, "make it first, or choose another place: -o FILE")
    for path, content, rows in made:
        write_atomically(path, content)
        if not session.quiet:
            described = "description" if path.name.endswith("-metadata.json") else counted(rows, "row")
            session.err.write(f"{path}: {described}")


def _is_folder(path: Path) -> bool:
    try:
        return path.is_dir()
    except OSError:  # a name that no file system takes; the writing will say so
        return False
