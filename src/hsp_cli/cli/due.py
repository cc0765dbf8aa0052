"""`hsp due`: overdue actions, actions due next, and actions without a date."""

from enum import StrEnum
from typing import TYPE_CHECKING, Annotated, Any

import typer

from hsp_cli.cli.exit import Exit
from hsp_cli.cli.options import AllowErrors, AnswerFormat, Body, Format, OwnerName, PlanId, PriorityId, command
from hsp_cli.cli.session import Session
from hsp_cli.wording.counts import counted

if TYPE_CHECKING:
    from datetime import date

    from hsp_cli.analysis.due import DueActions
    from hsp_cli.checking.loader import Loaded
    from hsp_cli.domain.action import Action
    from hsp_cli.domain.address import Placed
    from hsp_cli.domain.workspace import Workspace


class DueFailure(StrEnum):
    """Conditions for `--fail-on`, named as in the answer."""

    OVERDUE = "overdue"
    UNRESOLVED = "unresolved"
    UNDATED = "undated"


_A_CENTURY = 36_525
"""The most days for `--within`; Python has no dates after the year 9999."""


@command
def run(
    session: Session,
    within: Annotated[
        int, typer.Option("--within", metavar="DAYS", min=0, max=_A_CENTURY, help="Days ahead that count as due.")
    ] = 30,
    plan: PlanId = None,
    body: Body = None,
    owner: OwnerName = None,
    priority: PriorityId = None,
    fail_on: Annotated[
        list[DueFailure] | None, typer.Option("--fail-on", help="Exit 1 if there are such actions.")
    ] = None,
    format: Format = AnswerFormat.TEXT,
    allow_errors: AllowErrors = False,
) -> None:
    """List actions by when they are due.

    These are the actions of plans, meetings and papers. An action that is due today is not late.
    """
    from datetime import timedelta

    from hsp_cli.analysis.due import DueStatus, due_actions

    workspace = session.workspace(allow_errors=allow_errors)
    filters = session.filters(workspace, plan=plan, body=body, owner=owner, priority=priority)
    found = due_actions(workspace, session.as_of, filters, timedelta(days=within))
    if format is AnswerFormat.JSON:
        session.answer_json(as_json(found, workspace, session.loaded))
    else:
        _show(session, found, workspace, within)
    if any(found[DueStatus(failure)] for failure in fail_on or ()):
        raise Exit(1)


def as_json(found: "DueActions", workspace: "Workspace", loaded: "Loaded") -> dict[str, Any]:
    """`hsp due --format json`."""
    return {
        "as_of": found.as_of.isoformat(),
        **{
            standing.value: [_action(placed, workspace, found.as_of, loaded) for placed in placed_actions]
            for standing, placed_actions in found.by_status.items()
        },
    }


def _action(placed: "Placed[Action]", workspace: "Workspace", as_of: "date", loaded: "Loaded") -> dict[str, Any]:
    from hsp_cli.cli.json_values import inferred_values, owner_values

    action = placed.record
    deadline = action.deadline
    return {
        "id": str(placed.address),
        "origin": placed.address.file_kind.value,
        "text": " ".join(action.text.split()),
        **owner_values("owners", placed.owners, workspace),
        "due": str(deadline) if deadline else None,
        "due_date": deadline.falls_on.isoformat() if deadline and deadline.falls_on else None,
        "conditional": action.conditional,
        "status": action.status.value,
        "days_late": action.days_late(as_of),
        "times_moved": action.times_moved,
        "path": placed.place.path,
        "line": loaded.place(placed.place)[0],
        **inferred_values(action),
    }


def _show(session: Session, found: "DueActions", workspace: "Workspace", within: int) -> None:
    from hsp_cli.analysis.due import DueStatus

    headings = {
        DueStatus.OVERDUE: "Overdue",
        DueStatus.DUE: f"Due within {within} days",
        DueStatus.LATER: "Later",
        DueStatus.UNRESOLVED: "Unresolved: words instead of a date",
        DueStatus.UNDATED: "Without a deadline",
    }
    out = session.out
    counts = ", ".join(f"{len(found[status])} {status.value}" for status in DueStatus if found[status])
    out.put(out.styled(f"Actions as of {found.as_of}", "bold"), f": {counts or 'none'}")
    for status, heading in headings.items():
        if found[status]:
            out.write()
            out.put(out.styled(heading, "red" if status is DueStatus.OVERDUE else "bold"))
            _actions(session, [_row(placed, workspace, found.as_of) for placed in found[status]])


def _actions(session: Session, rows: "list[tuple[str, str, str, str]]") -> None:
    if session.out.is_wide:
        session.out.table(("Due", "Owner", "Action", "Id"), rows)
        return
    for due, owner, text, address in rows:
        session.out.entry("  ".join(filter(None, (due, owner))) or "No owner", text, address)


def _row(placed: "Placed[Action]", workspace: "Workspace", as_of: "date") -> tuple[str, str, str, str]:
    from hsp_cli.domain.owner import names

    action = placed.record
    deadline = action.deadline
    due = "" if deadline is None else (deadline.falls_on.isoformat() if deadline.falls_on else str(deadline))
    late = action.days_late(as_of)
    notes = [f"{counted(late, 'day')} late"] if late else []
    if action.times_moved:
        notes.append(f"moved {counted(action.times_moved, 'time')}")
    due = f"{due} ({', '.join(notes)})" if notes else due
    condition = f"({action.conditional.strip()}) " if action.conditional else ""
    return due, names(placed.owners), condition + " ".join(action.text.split()), str(placed.address)
