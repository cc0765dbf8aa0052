"""What `hsp import` says of a sheet that came back: what was filled in, conflicts, and what is not taken."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from hsp_cli.cli.import_report import change_values, end_values, place_of, refusal_values, show_changes, show_refused
from hsp_cli.cli.session import Session
from hsp_cli.wording.counts import counted

if TYPE_CHECKING:
    from hsp_cli.domain.finding import Diagnostic
    from hsp_cli.exchange.incoming.changes import Plan
    from hsp_cli.exchange.incoming.returned import ReturnedSheet
    from hsp_cli.store.editing import FileChange


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
        "changes": change_values(plan, sheet),
        "conflicts": [
            {
                "cell": place_of(sheet, one.row, one.column),
                "id": one.id,
                "exported": one.exported,
                "now": one.now or None,
                "given": one.given,
            }
            for one in found.conflicts
        ],
        "refused": refusal_values(plan, sheet),
        "ignored": [{"cell": place_of(sheet, one.row, one.column), "reason": one.reason} for one in found.ignored],
        **end_values(changes, warnings),
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
    show_changes(session, sheet, plan.changes)
    if found.conflicts:
        out.write()
        out.put(out.styled("Conflicts: the records were changed after the export", "bold"))
    for one in found.conflicts:
        then = "" if one.exported is None else f"; at the export {_or_nothing(one.exported)}"
        record = f"the records {_or_nothing(one.now)}"
        out.item(f"{place_of(sheet, one.row, one.column)} ({one.id}): the sheet has {one.given}, {record}{then}")
    show_refused(session, sheet, plan.refused)
    if found.ignored:
        out.write()
        out.put(out.styled("Not taken", "bold"))
    for other in found.ignored:
        out.item(f"{place_of(sheet, other.row, other.column)}: {other.reason}")


def _or_nothing(text: str) -> str:
    return " ".join(text.split()) or "no value"
