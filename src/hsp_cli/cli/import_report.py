"""What `hsp import` says of a spreadsheet with a mapping, and of every sheet: changes and refusals, cell by cell."""

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
    from hsp_cli.exchange.incoming.mapped_records import Refused
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
        "changes": change_values(plan, read.sheet),
        "refused": refusal_values(plan, read.sheet),
        "not_in_sheet": plan.not_in_sheet,
        "better_unknown": [one["id"] for one in plan.better_unknown],
        **end_values(changes, warnings),
    }


def change_values(plan: "Plan", sheet: "Sheet") -> list[dict[str, Any]]:
    return [
        {
            "id": one.id,
            "key": one.key,
            "before": one.before,
            "after": one.after,
            "cell": place_of(sheet, one.row, one.column),
        }
        for one in plan.changes
    ]


def refusal_values(plan: "Plan", sheet: "Sheet") -> list[dict[str, Any]]:
    return [
        {"cell": place_of(sheet, one.row, one.column), "id": one.id or None, "reason": one.reason}
        for one in plan.refused
    ]


def end_values(changes: "Sequence[FileChange]", warnings: "Sequence[Diagnostic]") -> dict[str, Any]:
    return {
        "files": [change.path for change in changes],
        "warnings": [
            {"code": one.code, "path": one.path, "line": one.line, "message": one.message} for one in warnings
        ],
    }


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
    show_changes(session, read.sheet, [one for one in plan.changes if one.before is not None])
    show_refused(session, read.sheet, plan.refused)
    if plan.not_in_sheet:
        out.write()
        more = len(plan.not_in_sheet) - _NAMED
        names = ", ".join(plan.not_in_sheet[:_NAMED]) + (f" and {more} more" if more > 0 else "")
        out.item(f"{counted(len(plan.not_in_sheet), 'record')} not in the sheet, and left as recorded: {names}")


def show_changes(session: Session, sheet: "Sheet", changes: "Sequence[ValueChange]") -> None:
    """Show values that change, each with its cell."""
    if changes:
        session.out.write()
        session.out.put(session.out.styled("Changed", "bold"))
    for one in changes:
        before = "not recorded" if one.before is None else one.before
        session.out.item(f"{place_of(sheet, one.row, one.column)} ({one.id}): {one.key} {before} → {one.after}")


def show_refused(session: Session, sheet: "Sheet", refused: "Sequence[Refused]") -> None:
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
        where = f"{place_of(sheet, first.row, first.column)}{f' ({first.id})' if first.id else ''}"
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


def place_of(sheet: "Sheet", row: int, column: int | None) -> str:
    """A cell as people find it in a spreadsheet. A value that is in no cell has its row."""
    return sheet.place(row, column or None)
