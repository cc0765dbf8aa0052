"""`hsp slippage`: how often and how far deadlines were moved."""

from typing import TYPE_CHECKING, Annotated, Any, NamedTuple

import typer

from hsp_cli.cli.due import By
from hsp_cli.cli.options import (
    AllowErrors,
    AnswerFormat,
    Body,
    Format,
    OrganisationId,
    OwnerName,
    PlanId,
    PriorityId,
    command,
)
from hsp_cli.cli.session import Session
from hsp_cli.domain.request import RequestRefused
from hsp_cli.wording.counts import counted, plural

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from hsp_cli.analysis.filters import Filters
    from hsp_cli.analysis.slippage import Removed, Slip, Slippage, SlippageGroup
    from hsp_cli.checking.deadline_history import SeenDeadlines
    from hsp_cli.domain.commit import Commit
    from hsp_cli.domain.workspace import Workspace


class _Found(NamedTuple):
    """What was found, and what git saw. `removed` is None if git was not read, or if the filters leave it open what was
    removed. `why_not` says why git was not asked, or gave no answer; else empty.
    """

    items: "tuple[Slippage, ...]"
    removed: "tuple[Removed, ...] | None"
    seen: "SeenDeadlines | None"
    why_not: str
    left_out: "Mapping[str, int]"


@command
def run(
    session: Session,
    by: Annotated[By | None, typer.Option("--by", help="Count by owner, plan or body instead of listing.")] = None,
    plan: PlanId = None,
    body: Body = None,
    owner: OwnerName = None,
    priority: PriorityId = None,
    organisation: OrganisationId = None,
    no_history: Annotated[bool, typer.Option("--no-history", help="Use the records alone; do not ask git.")] = False,
    format: Format = AnswerFormat.TEXT,
    allow_errors: AllowErrors = False,
) -> None:
    """Show how often and how far deadlines were moved.

    Moves come from `first_due` and `revisions` in the records and from the commits in git. A deadline that was
    overwritten in place counts as moved: git saw it.
    """
    workspace = session.workspace(allow_errors=allow_errors)

    from hsp_cli.analysis.due import Grouping
    from hsp_cli.analysis.filters import left_out, select
    from hsp_cli.analysis.slippage import removed, slippage, slippage_by

    filters = session.filters(
        workspace, plan=plan, body=body, owner=owner, priority=priority, organisation=organisation
    )
    seen, why_not = _seen(session, workspace, asked=not no_history)
    courses = seen.courses if seen else {}
    found = _Found(
        slippage(select(workspace, filters, workspace.scheduled), courses),
        _removed(removed(workspace, courses), filters) if seen else None,
        seen,
        why_not,
        left_out(workspace, filters, workspace.scheduled),
    )
    if format is AnswerFormat.JSON:
        session.answer_json(as_json(found, workspace, session))
        return
    _show_head(session, found)
    if by:
        _show_groups(session, slippage_by(workspace, found.items, Grouping(by)), by)
    else:
        _show(session, found)
        if found.seen and found.removed is None:
            session.err.write("What was removed from the records is listed only without filters, or for a plan.")
    session.say_left_out(workspace, found.left_out, "item")


def _removed(found: "tuple[Removed, ...]", filters: "Filters") -> "tuple[Removed, ...] | None":
    """What was removed from the plan that is asked for. Nobody knows which body or owner it would have now."""
    from dataclasses import replace

    if not replace(filters, plan=None).are_none:
        return None
    return tuple(one for one in found if filters.plan is None or one.address.file == f"plans/{filters.plan}")


def _seen(session: Session, workspace: "Workspace", *, asked: bool) -> "tuple[SeenDeadlines | None, str]":
    """What git saw of the deadlines; without an answer, why there is none."""
    if not asked:
        return None, "--no-history"
    from hsp_cli.checking.deadline_history import seen_deadlines

    try:
        return seen_deadlines(session.root, workspace), ""
    except RequestRefused as refused:
        return None, refused.message


def as_json(found: _Found, workspace: "Workspace", session: Session) -> dict[str, Any]:
    """`hsp slippage --format json`."""
    from hsp_cli.analysis.due import Grouping
    from hsp_cli.analysis.slippage import slippage_by
    from hsp_cli.cli.json_values import left_out_values

    groups = {
        f"by_{by.value}": [_group_values(group) for group in slippage_by(workspace, found.items, by)] for by in Grouping
    }
    return {
        "as_of": session.as_of.isoformat(),
        "history": _history_values(found.seen, found.why_not),
        "actions": [_values(item, workspace, session) for item in found.items],
        "removed": None if found.removed is None else [_removed_values(one) for one in found.removed],
        **groups,
        "left_out": left_out_values(found.left_out, workspace),
    }


def _history_values(seen: "SeenDeadlines | None", why_not: str) -> dict[str, Any]:
    if seen is None:
        return {"read": False, "why_not": why_not}
    return {
        "read": True,
        "begins": seen.begins.isoformat() if seen.begins else None,
        "commits": seen.commits,
        "shallow": seen.is_shallow,
        "unread": [{"path": path, "commit": commit.id} for path, commit in seen.unread],
    }


def _values(item: "Slippage", workspace: "Workspace", session: Session) -> dict[str, Any]:
    from hsp_cli.cli.json_values import inferred_values, owner_values

    placed, record = item.placed, item.placed.record
    file = workspace.file_of(placed)
    return {
        "id": str(placed.address),
        "kind": placed.address.kind.value,
        "origin": placed.address.file_kind.value,
        "origin_id": file.address.id,
        "body": placed.body,
        "organisation": workspace.organisation_of(placed),
        "text": " ".join(record.text.split()),
        **owner_values("owners", placed.owners, workspace),
        "status": record.status.value,
        "first_due": str(item.first_due) if item.first_due else None,
        "due": str(item.due) if item.due else None,
        "times_moved": len(item.moves),
        "days": item.days,
        "days_late": record.days_late(session.as_of),
        "after_overdue": item.after_overdue,
        "after_overdue_unknown": item.unknown_overdue,
        "without_reason": item.without_reason,
        "moves": [_move_values(move) for move in item.moves],
        "disagrees": item.disagrees,
        "first_due_recorded": str(item.first_recorded) if item.first_recorded else None,
        "path": placed.place.path,
        "line": session.loaded.place(placed.place)[0],
        **inferred_values(record),
    }


def _move_values(move: "Slip") -> dict[str, Any]:
    return {
        "from": str(move.before) if move.before else None,
        "to": str(move.to) if move.to else None,
        "on": str(move.on) if move.on else None,
        "days": move.days,
        "after_overdue": move.is_after_overdue,
        "reason": move.reason,
        "recorded": move.is_recorded,
        "commit": commit_values(move.commit),
    }


def commit_values(commit: "Commit | None") -> dict[str, Any] | None:
    if commit is None:
        return None
    return {"id": commit.id, "author": commit.author, "on": commit.on.isoformat(), "subject": commit.subject}


def _removed_values(one: "Removed") -> dict[str, Any]:
    course = one.course
    return {
        "id": str(one.address),
        "kind": one.address.kind.value,
        "text": course.last.heading,
        "first_due": str(course.first) if course.first else None,
        "due": str(course.last.due) if course.last.due else None,
        "times_moved": len(course.moves),
        "days": one.days,
        "commit": commit_values(course.gone_in.commit) if course.gone_in else None,
    }


def _group_values(group: "SlippageGroup") -> dict[str, Any]:
    return {
        "id": group.id,
        "name": group.name or None,
        "actions": len(group.items),
        "moved": group.moved,
        "times_moved": group.times_moved,
        "days": group.days,
        "days_unknown": group.uncounted,
        "after_overdue": group.after_overdue,
        "after_overdue_unknown": group.unknown_overdue,
        "without_reason": group.without_reason,
        "unrecorded": group.unrecorded,
    }


def _show_head(session: Session, found: _Found) -> None:
    out = session.out
    moved = [item for item in found.items if item.moves]
    times = sum(len(item.moves) for item in moved)
    dated = sum(bool(item.due and item.due.falls_on) for item in found.items)
    all_of_them = counted(len(found.items), "action or milestone", "actions and milestones")
    out.put(
        out.styled(f"Slippage as of {session.as_of}", "bold"),
        f": {len(moved):,} of {all_of_them} moved, {counted(times, 'time')} in all",
    )
    if undated := len(found.items) - dated:
        have = plural(undated, "has", "have")
        out.item(f"{undated:,} of the {len(found.items):,} {have} no date now, so a delay of these does not show.")
    for line in _history_lines(found.seen, found.why_not):
        out.item(line)


def _history_lines(seen: "SeenDeadlines | None", why_not: str) -> "list[str]":
    """How far back the answer goes, and what could not be read."""
    from hsp_cli.wording.slippage import unread_text

    if seen is None:
        return [f"From the records alone ({why_not}): a deadline that was overwritten does not show."]
    where = "the first commit of this shallow clone" if seen.is_shallow else "the first commit"
    begins = f" since {seen.begins}, {where}" if seen.begins else ""
    lines = [f"From the records and {counted(seen.commits, 'commit')}{begins}."]
    if seen.is_shallow:
        lines.append("Earlier moves show only where the records tell of them: fetch all commits to see the rest.")
    if seen.unread:
        lines.append(f"{unread_text(path for path, _ in seen.unread)}.")
    return lines


_HEADS = ("First due", "Due", "Days", "Moved", "Owner", "Action", "Notes", "Id")


class _Line:
    """The texts of an item."""

    def __init__(self, item: "Slippage") -> None:
        from hsp_cli.domain.owner import names
        from hsp_cli.wording.actions import action_text
        from hsp_cli.wording.slippage import days_text, deadline_text, moved_counts_text

        self.first, self.due = deadline_text(item.first_due), deadline_text(item.due)
        self.days, self.times = days_text(item.days), str(len(item.moves))
        self.owner = names(item.placed.owners)
        self.text = action_text(item.placed.record)
        self.notes = _notes(item)
        self.address = str(item.placed.address)
        self.moved = moved_counts_text(len(item.moves), item.days)

    @property
    def row(self) -> tuple[str, ...]:
        notes = "; ".join(self.notes)
        return (self.first, self.due, self.days, self.times, self.owner, self.text, notes, self.address)


def _notes(item: "Slippage") -> list[str]:
    from hsp_cli.wording.slippage import commit_text, deadline_text, move_text, overdue_text

    notes = [overdue_text(item.after_overdue, item.unknown_overdue)]
    notes.append(f"{item.without_reason} without a reason" if item.without_reason else "")
    if item.first_recorded:
        notes.append(f"The record gives {deadline_text(item.first_recorded)} as the first deadline")
    notes += (f"Only in git: {move_text(move.before, move.to)}, {commit_text(move.commit)}" for move in item.unrecorded)
    return [note for note in notes if note]


def _show(session: Session, found: _Found) -> None:
    out = session.out
    lines = [_Line(item) for item in found.items if item.moves or item.disagrees]
    if lines:
        out.write()
        if out.has_room(_HEADS, [line.row for line in lines]):
            out.table(_HEADS, [line.row for line in lines])
        else:
            for line in lines:
                head = f"{line.first} to {line.due}  {line.owner or 'No owner'}"
                out.entry(head, line.text, line.address, line.moved, *line.notes)
    if found.removed:
        _show_removed(session, found.removed)


def _show_removed(session: Session, removed: "Sequence[Removed]") -> None:
    from hsp_cli.wording.slippage import commit_text, deadline_text, moved_counts_text

    out = session.out
    out.write()
    out.put(out.styled("Removed from the records while still open", "bold"))
    for one in removed:
        course = one.course
        moved = moved_counts_text(len(course.moves), one.days) if course.moves else ""
        gone = f"Removed {commit_text(course.gone_in.commit if course.gone_in else None)}"
        out.entry(f"Due {deadline_text(course.last.due)}", course.last.heading, str(one.address), moved, gone)


def _show_groups(session: Session, groups: "Sequence[SlippageGroup]", by: By) -> None:
    heads = (by.value.capitalize(), "Actions", "Moved", "Times", "Days", "After overdue", "No reason", "Only in git")
    rows = [
        (
            group.name or f"No {by.value} recorded",
            str(len(group.items)),
            str(group.moved),
            str(group.times_moved),
            f"{group.days:,}{' or more' if group.uncounted else ''}",
            f"{group.after_overdue}{' or more' if group.unknown_overdue else ''}",
            str(group.without_reason),
            str(group.unrecorded),
        )
        for group in groups
        if group.moved
    ]
    if rows:
        session.out.write()
        session.out.table(heads, rows)
    if by is By.OWNER and rows:
        session.err.write("An item with several owners counts for each of them.")
