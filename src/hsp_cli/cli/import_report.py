"""What `hsp import` says of a spreadsheet: rows and columns, changes, and what is refused, cell by cell."""

from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from hsp_cli.cli.session import Session
from hsp_cli.wording.counts import counted

if TYPE_CHECKING:
    from hsp_cli.domain.finding import Diagnostic
    from hsp_cli.domain.sheet import Sheet
    from hsp_cli.exchange.incoming.changes import Plan
    from hsp_cli.exchange.incoming.importing import Import
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
        "changes": [
            {
                "id": one.id,
                "key": one.key,
                "before": one.before,
                "after": one.after,
                "cell": _place(read.sheet, one.row, one.column),
            }
            for one in plan.changes
        ],
        "refused": [
            {"cell": _place(read.sheet, one.row, one.column), "id": one.id or None, "reason": one.reason}
            for one in plan.refused
        ],
        "not_in_sheet": plan.not_in_sheet,
        "better_unknown": [one["id"] for one in plan.better_unknown],
        "files": [change.path for change in changes],
        "warnings": [
            {"code": one.code, "path": one.path, "line": one.line, "message": one.message} for one in warnings
        ],
    }


def show_mapped(
    session: Session,
    found: "Import",
    file: str,
    changes: "Sequence[FileChange]",
    warnings: "Sequence[Diagnostic]",
    *,
    is_written: bool,
    is_dry_run: bool,
) -> None:
    """Show what an import does, or would do."""
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
    _show_changes(session, found)
    _show_refused(session, found)
    if plan.not_in_sheet:
        out.write()
        more = len(plan.not_in_sheet) - _NAMED
        names = ", ".join(plan.not_in_sheet[:_NAMED]) + (f" and {more} more" if more > 0 else "")
        out.item(f"{counted(len(plan.not_in_sheet), 'record')} not in the sheet, and left as recorded: {names}")
    _show_end(session, changes, warnings, is_written=is_written, is_dry_run=is_dry_run, refused=bool(plan.refused))


def _show_changes(session: Session, found: "Import") -> None:
    """Show each value that replaces another. Those that the records did not have are counted above."""
    replaced = [one for one in found.plan.changes if one.before is not None]
    if replaced:
        session.out.write()
        session.out.put(session.out.styled("Changed", "bold"))
    for one in replaced:
        place = _place(found.read.sheet, one.row, one.column)
        session.out.item(f"{place} ({one.id}): {one.key} {one.before} → {one.after}")


def _show_refused(session: Session, found: "Import") -> None:
    """Show each refusal with its reason. Those with the same reason share a line, which names the first places."""
    if not found.plan.refused:
        return
    by_reason: dict[tuple[str, str], list[str]] = {}
    follows = Counter(one.id for one in found.plan.refused if one.follows)
    for one in found.plan.refused:
        if not one.follows:
            by_reason.setdefault((one.id, one.reason), []).append(_place(found.read.sheet, one.row, one.column))
    session.out.write()
    session.out.put(session.out.styled("Refused", "bold"))
    for (record, reason), places in list(by_reason.items())[:_REFUSED]:
        others = _with_others(follows.pop(record, 0))
        session.out.item(f"{_some(places)}{f' ({record})' if record else ''}: {reason}{others}")
    if (more := len(by_reason) - _REFUSED) > 0:
        session.out.item(f"and {more} more; --format json lists every one")


def _some(places: Sequence[str]) -> str:
    """The first of some places, and how many more there are."""
    return f"{places[0]} and {len(places) - 1} more" if len(places) > 1 else places[0]


def _with_others(count: int) -> str:
    return f" (with {counted(count, 'other row')} of the same record)" if count else ""


def _show_end(
    session: Session,
    changes: "Sequence[FileChange]",
    warnings: "Sequence[Diagnostic]",
    *,
    is_written: bool,
    is_dry_run: bool,
    refused: bool,
) -> None:
    """Show what was written, or why nothing was."""
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
    elif refused:
        out.write("Nothing is written: rows are refused. Correct them, or add --partial.")


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
