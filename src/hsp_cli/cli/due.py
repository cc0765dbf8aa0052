"""`hsp due`: what is overdue, what is due next, and what has no date."""

from enum import StrEnum
from typing import TYPE_CHECKING, Annotated, Any

import typer

from hsp_cli.cli.exit import Exit
from hsp_cli.cli.options import (
    AllowErrors,
    AnswerFormat,
    Body,
    Format,
    OrganisationId,
    OwnerName,
    PlanId,
    PriorityId,
    question,
)
from hsp_cli.cli.session import Session
from hsp_cli.wording.counts import counted

if TYPE_CHECKING:
    from collections.abc import Sequence

    from hsp_cli.analysis.dependencies import Wait
    from hsp_cli.analysis.due import DueItem, DueItems, DueStatus, Group
    from hsp_cli.checking.loader import Loaded
    from hsp_cli.domain.action import Scheduled
    from hsp_cli.domain.address import Placed
    from hsp_cli.domain.workspace import Workspace


class DueFailure(StrEnum):
    """Conditions for `--fail-on`, named as in the answer."""

    OVERDUE = "overdue"
    UNRESOLVED = "unresolved"
    UNDATED = "undated"
    AT_RISK = "at_risk"
    LEFT_OPEN = "left_open"


class By(StrEnum):
    """What the items can be counted by."""

    OWNER = "owner"
    PLAN = "plan"
    BODY = "body"


_A_CENTURY = 36_525
"""The most days for `--within`; Python has no dates after the year 9999."""


@question
def run(
    session: Session,
    within: Annotated[
        int, typer.Option("--within", metavar="DAYS", min=0, max=_A_CENTURY, help="Days ahead that count as due.")
    ] = 30,
    overdue: Annotated[bool, typer.Option("--overdue", help="List only what is overdue.")] = False,
    by: Annotated[By | None, typer.Option("--by", help="Count by owner, plan or body instead of listing.")] = None,
    plan: PlanId = None,
    body: Body = None,
    owner: OwnerName = None,
    priority: PriorityId = None,
    organisation: OrganisationId = None,
    fail_on: Annotated[
        list[DueFailure] | None, typer.Option("--fail-on", help="Exit 1 if there are such items.")
    ] = None,
    format: Format = AnswerFormat.TEXT,
    allow_errors: AllowErrors = False,
) -> None:
    """List actions and milestones by when they are due.

    These are the actions of plans, meetings and papers, the milestones of projects and the timetables of plans.
    An item that is due today is not late.
    """
    workspace = session.workspace(allow_errors=allow_errors)

    from datetime import timedelta

    from hsp_cli.analysis.due import DueStatus, Grouping, due_items, grouped

    filters = session.filters(
        workspace, plan=plan, body=body, owner=owner, priority=priority, organisation=organisation
    )
    found = due_items(workspace, session.as_of, filters, timedelta(days=within))
    shown = (DueStatus.OVERDUE,) if overdue else tuple(DueStatus)
    groups = grouped(workspace, found, Grouping(by)) if by else None
    if format is AnswerFormat.JSON:
        answer = as_json(found, workspace, session.loaded, shown)
        session.answer_json(answer | ({"by": by.value, "groups": _group_values(groups)} if by and groups else {}))
    else:
        _show_head(session, found)
        if by and groups is not None:
            _show_groups(session, groups, by)
        else:
            _show(session, found, workspace, within, shown)
        session.say_left_out(workspace, found.left_out, "item")
    if any(_fails(found, failure) for failure in fail_on or ()):
        raise Exit(1)


def _fails(found: "DueItems", failure: DueFailure) -> bool:
    from hsp_cli.analysis.due import DueStatus

    return bool(found.at_risk if failure is DueFailure.AT_RISK else found[DueStatus(failure)])


def as_json(
    found: "DueItems", workspace: "Workspace", loaded: "Loaded", shown: "Sequence[DueStatus]"
) -> dict[str, Any]:
    """`hsp due --format json`. A status that was not asked for is null: an empty list would say that there is none."""
    from hsp_cli.cli.json_values import left_out_values

    return {
        "as_of": found.as_of.isoformat(),
        **{
            status.value: [_item_values(item, workspace, found, loaded) for item in items] if status in shown else None
            for status, items in found.by_status.items()
        },
        "left_out": left_out_values(found.left_out, workspace),
    }


def _item_values(item: "DueItem", workspace: "Workspace", found: "DueItems", loaded: "Loaded") -> dict[str, Any]:
    from hsp_cli.cli.json_values import inferred_values, owner_values
    from hsp_cli.domain.action import Action
    from hsp_cli.domain.kind import Kind

    placed, record = item.placed, item.placed.record
    action = record if isinstance(record, Action) else None
    file, holder, deadline = workspace.file_of(placed), workspace.holder_of(placed), record.deadline
    return {
        "id": str(placed.address),
        "kind": placed.address.kind.value,
        "origin": placed.address.file_kind.value,
        "origin_id": file.address.id,
        "origin_title": file.record.heading,
        "aim": _aim_values(holder) if holder.address.kind is Kind.AIM else None,
        "body": placed.body,
        "organisation": workspace.organisation_of(placed),
        "text": " ".join(record.text.split()),
        **owner_values("owners", placed.owners, workspace),
        "due": str(deadline) if deadline else None,
        "due_date": deadline.falls_on.isoformat() if deadline and deadline.falls_on else None,
        "first_due": str(record.first_due) if record.first_due else None,
        "conditional": action.conditional if action else None,
        "status": record.status.value,
        "status_recorded": record.is_status_recorded,
        "answered": not action.is_unanswered if action else True,
        "completed": str(record.completed) if record.completed else None,
        "rag": action.rag if action else None,
        "progress": action.progress if action else None,
        "reason": " ".join(record.reason.split()) if record.reason else None,
        "last_update": record.last_update.as_data() if record.last_update else None,
        "days_late": record.days_late(found.as_of),
        "times_moved": record.times_moved,
        "withdrawn": _withdrawal_values(record),
        "at_risk": item.is_at_risk,
        "waits_for": [_wait_values(wait, found) for wait in item.waits],
        "ended": _ending_values(placed, workspace),
        "path": placed.place.path,
        "line": loaded.place(placed.place)[0],
        **inferred_values(record),
    }


def _aim_values(aim: "Placed[Any]") -> dict[str, Any]:
    """The aim of an action, with the rating and progress that its leads state."""
    record = aim.record
    status = record.status.value if record.status else None
    return {
        "id": str(aim.address),
        "title": record.heading,
        "rag": record.rag,
        "progress": record.progress,
        "status": status,
    }


def _withdrawal_values(record: "Scheduled") -> dict[str, Any] | None:
    """When and why the deadline was withdrawn; null if it was not."""
    gone = record.withdrawal
    if gone is None:
        return None
    reason = " ".join(gone.reason.split()) if gone.reason else None
    return {"on": str(gone.on) if gone.on else None, "reason": reason}


def _ending_values(placed: "Placed[Scheduled]", workspace: "Workspace") -> dict[str, Any] | None:
    ending = workspace.ending_of(placed)
    if ending is None:
        return None
    return {
        "on": str(ending.on),
        "reason": " ".join(ending.reason.split()),
        "inferred": _why_ended(placed, workspace) or None,
    }


def _why_ended(placed: "Placed[Scheduled]", workspace: "Workspace") -> str:
    """Why a plan or project is taken to have ended. Empty if a document says so."""
    from hsp_cli.domain.inference import inferred_at

    return " ".join(inferred_at(workspace.file_of(placed).record, "ended").values())


def _wait_values(wait: "Wait", found: "DueItems") -> dict[str, Any]:
    from hsp_cli.wording.actions import delay_text

    return {
        "id": str(wait.on.address),
        "text": " ".join(wait.on.record.text.split()),
        "status": wait.on.record.status.value,
        "days_late": wait.on.record.days_late(found.as_of),
        "cause": str(wait.cause.address),
        "reason": delay_text(wait.cause.record, found.as_of),
    }


def _group_values(groups: "Sequence[Group]") -> list[dict[str, Any]]:
    return [
        {
            "id": group.id,
            "name": group.name or None,
            **{status.value: count for status, count in group.counts.items()},
            "at_risk": group.at_risk,
        }
        for group in groups
    ]


def _show_head(session: Session, found: "DueItems") -> None:
    from hsp_cli.analysis.due import DueStatus

    out = session.out
    counts = [f"{len(found[status])} {status.value.replace('_', ' ')}" for status in DueStatus if found[status]]
    counts += [f"{len(found.at_risk)} at risk"] if found.at_risk else []
    out.put(out.styled(f"Actions and milestones as of {found.as_of}", "bold"), f": {', '.join(counts) or 'none found'}")


def _show_groups(session: Session, groups: "Sequence[Group]", by: By) -> None:
    from hsp_cli.analysis.due import DueStatus

    asked = (DueStatus.OVERDUE, DueStatus.DUE, DueStatus.LATER, DueStatus.UNRESOLVED, DueStatus.UNDATED)
    asked = (*asked, *((DueStatus.LEFT_OPEN,) if any(group.counts[DueStatus.LEFT_OPEN] for group in groups) else ()))
    heads = (by.value.capitalize(), *(status.value.replace("_", " ").capitalize() for status in asked), "At risk")
    rows = [
        (
            group.name or f"No {by.value} recorded",
            *(str(group.counts[status]) for status in asked),
            str(group.at_risk),
        )
        for group in groups
        if group.at_risk or any(group.counts[status] for status in asked)
    ]
    if rows:
        session.out.write()
        session.out.table(heads, rows)
    if by is By.OWNER and rows:
        session.err.write("An item with several owners counts for each of them.")


def _show(
    session: Session, found: "DueItems", workspace: "Workspace", within: int, shown: "Sequence[DueStatus]"
) -> None:
    from hsp_cli.analysis.due import DueStatus

    headings = {
        DueStatus.OVERDUE: "Overdue",
        DueStatus.DUE: f"Due within {within} days",
        DueStatus.LATER: "Later",
        DueStatus.UNRESOLVED: "Unresolved: words instead of a date",
        DueStatus.UNDATED: "Without a deadline",
        DueStatus.LEFT_OPEN: "Left open: their plan or project has ended, and nobody recorded the outcome",
    }
    out = session.out
    lines = {
        status: [_Line(item, workspace, found) for item in found[status]] for status in headings if status in shown
    }
    as_table = out.has_room(_HEADS, [line.row for listed in lines.values() for line in listed])
    for status, listed in lines.items():
        if listed:
            out.write()
            out.put(out.styled(headings[status], "red" if status is DueStatus.OVERDUE else "bold"))
            _show_items(session, listed, as_table=as_table)


class _Line:
    """The texts of an item: when it is due, who owns it, what it is, what it belongs to, and what is known of it."""

    def __init__(self, item: "DueItem", workspace: "Workspace", found: "DueItems") -> None:
        from hsp_cli.domain.owner import names
        from hsp_cli.wording.actions import action_text

        record = item.placed.record
        self.due = _due_text(item, found)
        self.owner = names(item.placed.owners)
        self.text = action_text(record)
        self.part_of = _part_of(item, workspace)
        self.notes = _notes(item, workspace, found)
        self.address = str(item.placed.address)

    @property
    def row(self) -> tuple[str, ...]:
        return (self.due, self.owner, self.text, self.part_of, "; ".join(self.notes), self.address)


_HEADS = ("Due", "Owner", "Action", "Part of", "Notes", "Id")


def _show_items(session: Session, lines: "list[_Line]", *, as_table: bool) -> None:
    if as_table:
        session.out.table(_HEADS, [line.row for line in lines])
        return
    for line in lines:
        head = "  ".join(filter(None, (line.due, line.owner or "No owner")))
        part_of = f"For: {line.part_of}" if line.part_of else ""
        session.out.entry(head, line.text, line.address, *filter(None, (part_of, *line.notes)))


def _due_text(item: "DueItem", found: "DueItems") -> str:
    record = item.placed.record
    deadline = record.deadline
    due = "" if deadline is None else (deadline.falls_on.isoformat() if deadline.falls_on else str(deadline))
    late = record.days_late(found.as_of)
    notes = [f"{counted(late, 'day')} late"] if late else []
    if record.times_moved and not record.withdrawal:
        notes.append(f"moved {counted(record.times_moved, 'time')}")
    return f"{due} ({', '.join(notes)})" if notes else due


def _part_of(item: "DueItem", workspace: "Workspace") -> str:
    """The aim, section, meeting or project of an item, and the organisation of another's plan."""
    name: str = workspace.holder_of(item.placed).record.heading
    organisation = workspace.organisation_of(item.placed)
    whose = {one.id: one.name for one in workspace.partnership.organisations}.get(organisation or "", organisation)
    return f"{name} ({whose})" if whose else name


def _notes(item: "DueItem", workspace: "Workspace", found: "DueItems") -> list[str]:
    """What is known of an item: that it is at risk, its progress, and the latest update."""
    from hsp_cli.wording.actions import (
        delay_text,
        moved_text,
        reason_text,
        reported_text,
        short_text,
        updates_text,
        wait_text,
    )
    from hsp_cli.wording.sentences import capitalised

    record = item.placed.record
    notes = []
    for wait in item.waits:
        on, cause = (f'{one.address} "{short_text(one.record)}"' for one in (wait.on, wait.cause))
        notes.append(f"At risk: waits for {wait_text(on, cause, delay_text(wait.cause.record, found.as_of))}")
    known = (reported_text(record, workspace.partnership.action_scale), reason_text(record), updates_text(record))
    notes += filter(None, known)
    if record.withdrawal:
        notes.append(capitalised(moved_text(record)))
    if (ending := workspace.ending_of(item.placed)) and ending.is_past(found.as_of):
        why = _why_ended(item.placed, workspace)
        said = f"Taken to have ended {ending.on.label}" if why else f"Ended {ending.on.label}"
        notes.append(f"{said}: {' '.join((*ending.reason.split(), *why.split()))}")
    return notes
