"""What `hsp import` says of a sheet: rows and columns, changes, conflicts, and what is refused, cell by cell."""

from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from hsp_cli.cli.session import Session
from hsp_cli.wording.counts import counted

if TYPE_CHECKING:
    from hsp_cli.domain.finding import Diagnostic
    from hsp_cli.domain.sheet import Sheet
    from hsp_cli.exchange.incoming.changes import Plan, ValueChange
    from hsp_cli.exchange.incoming.importing import Import
    from hsp_cli.exchange.incoming.returned import ReturnedSheet
    from hsp_cli.exchange.incoming.rows import Refused
    from hsp_cli.store.editing import FileChange

_NAMED = 10
"""The most records that text names in one line. JSON has all."""

_REFUSED = 100
"""The most refusals that text lists. JSON has all."""


def mapped_as_json(
    found: "Import",
    file: str,
    changes: "Sequence[FileChange]",
    warnings: "Sequence[Diagnostic]",
    *,
    is_written: bool,
) -> dict[str, Any]:
    """`hsp import FILE --mapping M --format json`."""
    read, plan = found.read, found.plan
    return {
        "file": file,
        "sheet": read.sheet.name or None,
        "written": is_written,
        "rows": {
            "read": read.read,
            "held": found.held,
            "unchanged": len(plan.unchanged),
            "skipped": len(read.skipped),
            "refused": len(found.refused_rows),
        },
        "columns": {
            "read": [
                {"column": one.name, "key": one.to, "period": one.period and str(one.period)}
                for one in read.columns.read
            ],
            "left_out": list(read.columns.left_out),
            "unmapped": list(read.columns.unmapped),
        },
        "records": [
            {"id": one.id, "path": one.path, "new": one.is_new, "rows": list(one.rows)} for one in plan.touched
        ],
        "changes": _change_values(plan, read.sheet),
        "refused": _refusal_values(plan, read.sheet),
        "not_in_sheet": plan.not_in_sheet,
        "better_unknown": [one["id"] for one in plan.better_unknown],
        **_end_values(changes, warnings),
    }


def returned_as_json(
    found: "ReturnedSheet",
    plan: "Plan",
    file: str,
    changes: "Sequence[FileChange]",
    warnings: "Sequence[Diagnostic]",
    *,
    is_written: bool,
) -> dict[str, Any]:
    """`hsp import FILE --format json`."""
    origin, sheet = found.origin, found.sheet
    return {
        "file": file,
        "sheet": sheet.name or None,
        "table": origin.table.name,
        "exported": origin.as_of.isoformat() if origin.as_of else None,
        "commit": origin.commit,
        "written": is_written,
        "rows": {"read": found.read, "locked": found.locked},
        "cells": {"filled": found.filled, "recorded": found.recorded},
        "changes": _change_values(plan, sheet),
        "conflicts": [
            {
                "cell": _place(sheet, one.row, one.column),
                "id": one.id,
                "exported": one.exported,
                "now": one.now or None,
                "given": one.given,
            }
            for one in found.conflicts
        ],
        "refused": _refusal_values(plan, sheet),
        "ignored": [{"cell": _place(sheet, one.row, one.column), "reason": one.reason} for one in found.ignored],
        **_end_values(changes, warnings),
    }


def _change_values(plan: "Plan", sheet: "Sheet") -> list[dict[str, Any]]:
    return [
        {
            "id": one.id,
            "key": one.key,
            "before": one.before,
            "after": one.after,
            "cell": _place(sheet, one.row, one.column),
        }
        for one in plan.changes
    ]


def _refusal_values(plan: "Plan", sheet: "Sheet") -> list[dict[str, Any]]:
    return [
        {"cell": _place(sheet, one.row, one.column), "id": one.id or None, "reason": one.reason} for one in plan.refused
    ]


def _end_values(changes: "Sequence[FileChange]", warnings: "Sequence[Diagnostic]") -> dict[str, Any]:
    return {
        "files": [change.path for change in changes],
        "warnings": [
            {"code": one.code, "path": one.path, "line": one.line, "message": one.message} for one in warnings
        ],
    }


def show_returned(session: Session, found: "ReturnedSheet", plan: "Plan", file: str) -> None:
    """Show what an import of a returned sheet does, or would do, cell by cell."""
    out, sheet, origin = session.out, found.sheet, found.origin
    exported = f", exported as of {origin.as_of}" if origin.as_of else ""
    out.write(f"{file}: {origin.table.name}{exported}")
    out.item(f"{counted(found.read, 'row')} read, {counted(found.filled, 'cell')} filled in")
    if found.recorded:
        out.item(f"{counted(found.recorded, 'cell')} of these as recorded already")
    if found.locked:
        out.item(f"{counted(found.locked, 'row')} on which nothing can be filled in")
    if origin.workspace is None:
        out.item("A CSV file does not say of which workspace it is: check that it is of this one.")
    _show_changes(session, sheet, plan.changes)
    if found.conflicts:
        out.write()
        out.put(out.styled("Conflicts: the records were changed after the export", "bold"))
    for one in found.conflicts:
        then = "" if one.exported is None else f"; at the export {_or_nothing(one.exported)}"
        record = f"the records {_or_nothing(one.now)}"
        out.item(f"{_place(sheet, one.row, one.column)} ({one.id}): the sheet has {one.given}, {record}{then}")
    _show_refused(session, sheet, plan.refused)
    if found.ignored:
        out.write()
        out.put(out.styled("Not taken", "bold"))
    for other in found.ignored:
        out.item(f"{_place(sheet, other.row, other.column)}: {other.reason}")


def _or_nothing(text: str) -> str:
    return " ".join(text.split()) or "no value"


def show_mapped(session: Session, found: "Import", file: str) -> None:
    """Show what an import by a mapping does, or would do."""
    out, read, plan = session.out, found.read, found.plan
    sheet = f", sheet {read.sheet.name}" if read.sheet.name else ""
    new = sum(one.is_new for one in plan.touched)
    out.write(f"{file}{sheet}: {counted(read.read, 'row')} read, {found.held} held, {len(found.refused_rows)} refused")
    added = sum(one.before is None for one in plan.changes)
    for line in (
        f"{counted(new, 'new record')}, {counted(len(plan.touched) - new, 'changed record')}",
        f"{counted(added, 'value')} added to records that did not have them" if added else "",
        f"{counted(len(plan.unchanged), 'row')} as recorded already" if plan.unchanged else "",
        f"{counted(len(read.skipped), 'row')} left out by `only` and `skip`" if read.skipped else "",
        f"columns left out: {', '.join(read.columns.left_out)}" if read.columns.left_out else "",
        f"columns of which the mapping says nothing: {', '.join(read.columns.unmapped)}"
        if read.columns.unmapped
        else "",
    ):
        if line:
            out.item(line)
    _show_changes(session, read.sheet, [one for one in plan.changes if one.before is not None])
    _show_refused(session, read.sheet, plan.refused)
    if plan.not_in_sheet:
        out.write()
        more = len(plan.not_in_sheet) - _NAMED
        names = ", ".join(plan.not_in_sheet[:_NAMED]) + (f" and {more} more" if more > 0 else "")
        out.item(f"{counted(len(plan.not_in_sheet), 'record')} not in the sheet, and left as recorded: {names}")


def _show_changes(session: Session, sheet: "Sheet", changes: "Sequence[ValueChange]") -> None:
    """Show values that change, each with its cell."""
    if changes:
        session.out.write()
        session.out.put(session.out.styled("Changed", "bold"))
    for one in changes:
        before = "not recorded" if one.before is None else one.before
        session.out.item(f"{_place(sheet, one.row, one.column)} ({one.id}): {one.key} {before} → {one.after}")


def _show_refused(session: Session, sheet: "Sheet", refused: "Sequence[Refused]") -> None:
    """Show each refusal with its reason. Those with the same reason share a line, which names the first of them."""
    if not refused:
        return
    follows = Counter(one.id for one in refused if one.follows)
    by_reason: dict[str, list[Refused]] = {}
    for one in refused:
        if not one.follows:
            by_reason.setdefault(one.reason, []).append(one)
    session.out.write()
    session.out.put(session.out.styled("Refused", "bold"))
    for reason, same in list(by_reason.items())[:_REFUSED]:
        first = same[0]
        where = f"{_place(sheet, first.row, first.column)}{f' ({first.id})' if first.id else ''}"
        where += f" and {len(same) - 1} more" if len(same) > 1 else ""
        others = sum(follows.pop(record, 0) for record in dict.fromkeys(one.id for one in same))
        session.out.item(f"{where}: {reason}{_with_others(others)}")
    if (more := len(by_reason) - _REFUSED) > 0:
        session.out.item(f"and {more} more reasons; --format json lists every refusal")


def _with_others(count: int) -> str:
    return f" ({counted(count, 'other row')} of the same records)" if count else ""


def show_end(
    session: Session,
    changes: "Sequence[FileChange]",
    warnings: "Sequence[Diagnostic]",
    *,
    is_written: bool,
    is_dry_run: bool,
    is_clean: bool,
) -> None:
    """Show what was written, or why nothing was. An import is clean if nothing is refused and nothing conflicts."""
    out = session.out
    out.write()
    codes = Counter(one.code for one in warnings)
    if codes:
        told = ", ".join(f"{count} {code}" for code, count in codes.most_common())
        out.item(f"{counted(len(warnings), 'warning')} of hsp validate for what is taken: {told}")
    if is_dry_run:
        out.write(f"Nothing is written: this is a dry run. {counted(len(changes), 'file')} would be written.")
    elif is_written and changes:
        out.write(f"Written: {counted(len(changes), 'file')}.")
    elif is_written:
        out.write("Nothing is written: the records say all of it already.")
    elif not is_clean:
        out.write("Nothing is written. Correct the above, or take the rest with --partial.")


def show_better(session: Session, plan: "Plan", file: str, *, is_written: bool) -> None:
    """Show in which file people can fill in which way is better, if that is not known of some indicators."""
    count = len(plan.better_unknown)
    if count:
        which = "1 indicator that does" if count == 1 else f"{count} indicators that do"
        listed = "is listed" if count == 1 else "are listed"
        done = listed if is_written else "would be listed"
        session.out.write(f"{which} not say which way is better {done} in {file}.")
        if is_written:
            session.out.write("Fill in the column `better`, and import the sheet again.")


def _place(sheet: "Sheet", row: int, column: int | None) -> str:
    """A cell as people find it in a spreadsheet. A value that is in no cell has its row."""
    return sheet.place(row, column or None)
