"""`hsp consultation`: comments received, answers and changes, and what is not answered."""

from enum import StrEnum
from typing import TYPE_CHECKING, Annotated, Any

import typer

from hsp_cli.cli.completion import ids
from hsp_cli.cli.exit import Exit
from hsp_cli.cli.options import AllowErrors, AnswerFormat, Body, Format, OwnerName, question
from hsp_cli.cli.session import Session
from hsp_cli.domain.kind import Kind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from hsp_cli.analysis.consultations import CommentState, Consultations, ConsultationState
    from hsp_cli.analysis.due import DueItem
    from hsp_cli.checking.loader import Loaded
    from hsp_cli.domain.workspace import Workspace


class ConsultationFailure(StrEnum):
    """Conditions for `--fail-on`, named as in the answer."""

    UNANSWERED = "unanswered"
    LATE = "late"
    UNDATED = "undated"
    INCOMPLETE = "incomplete"
    WITHOUT_COMMENTS = "without_comments"


@question
def run(
    session: Session,
    consultation: Annotated[
        str | None,
        typer.Argument(
            metavar="[ID]",
            help="The id of a consultation (default: all).",
            autocompletion=ids(files=(Kind.CONSULTATION,)),
        ),
    ] = None,
    body: Body = None,
    owner: OwnerName = None,
    fail_on: Annotated[
        list[ConsultationFailure] | None,
        typer.Option("--fail-on", help="Exit 1 if there is such a comment or consultation."),
    ] = None,
    format: Format = AnswerFormat.TEXT,
    allow_errors: AllowErrors = False,
) -> None:
    """List comments on consultations, and which are answered.

    Comments are counted by the aim that they are on. An answer that is due today is not late.
    """
    from hsp_cli.analysis.consultations import consultations

    workspace = session.workspace(allow_errors=allow_errors)
    filters = session.filters(workspace, body=body, owner=owner)
    found = consultations(workspace, session.as_of, filters, consultation)
    if format is AnswerFormat.JSON:
        answer = as_json(found, workspace, session.loaded)
        session.answer_json(answer["consultations"][0] if consultation and found.found else answer)
    else:
        _show(session, found, workspace, in_full=consultation is not None)
    if any(getattr(found, failure) for failure in fail_on or ()):
        raise Exit(1)


# --- JSON


def as_json(found: "Consultations", workspace: "Workspace", loaded: "Loaded") -> dict[str, Any]:
    """`hsp consultation --format json`. With an id, the answer is the only entry of `consultations`."""
    return {
        "as_of": found.as_of.isoformat(),
        "consultations": [_consultation_values(one, found, workspace, loaded) for one in found.found],
    }


def _consultation_values(
    one: "ConsultationState", found: "Consultations", workspace: "Workspace", loaded: "Loaded"
) -> dict[str, Any]:
    from hsp_cli.cli.json_values import inferred_values, owner_values

    record = one.placed.record
    return {
        "id": record.id,
        "title": record.heading,
        "as_of": found.as_of.isoformat(),
        "about": list(record.about),
        "body": record.body,
        **owner_values("leads", record.leads, workspace),
        "opens": str(record.opens) if record.opens else None,
        "closes": str(record.closes) if record.closes else None,
        "answers_due": str(record.answers_due) if record.answers_due else None,
        "stage": one.stage.value,
        **_counts(one.comments),
        "by_aim": [
            {
                "id": str(group.aim.address) if group.aim else None,
                "title": group.aim.record.heading if group.aim else None,
                **_counts(group.comments),
            }
            for group in one.by_aim
        ],
        "comments": [_comment_values(comment, loaded) for comment in one.comments],
        "steps": [_step_values(item) for item in one.steps],
        "path": one.placed.place.path,
        **inferred_values(record),
    }


def _counts(comments: "Sequence[CommentState]") -> dict[str, int]:
    return {
        "received": len(comments),
        "answered": sum(comment.is_answered for comment in comments),
        "changed": sum(comment.is_changed for comment in comments),
        "unanswered": sum(not comment.is_answered for comment in comments),
        "late": sum(comment.is_late for comment in comments),
        "answered_late": sum(comment.was_answered_late is True for comment in comments),
        "undated": sum(comment.is_undated for comment in comments),
        "incomplete": sum(bool(comment.lacks) for comment in comments),
    }


def _comment_values(comment: "CommentState", loaded: "Loaded") -> dict[str, Any]:
    from hsp_cli.cli.json_values import inferred_values

    record = comment.placed.record
    answer, due = record.answer, comment.due
    return {
        "id": str(comment.placed.address),
        "text": record.heading,
        "sector": record.sector,
        "received": str(record.received) if record.received else None,
        "about": record.about,
        "aim": str(comment.aim.address) if comment.aim else None,
        "draft": record.draft,
        "answered": comment.is_answered,
        "changed": comment.is_changed,
        "lacks": list(comment.lacks),
        "due": str(due) if due else None,
        "due_date": due.falls_on.isoformat() if due and due.falls_on else None,
        "days_late": comment.days_late,
        "answered_late": comment.was_answered_late,
        "answer": None
        if answer is None
        else {
            "outcome": answer.outcome.value,
            "body": answer.body,
            "on": str(answer.on) if answer.on else None,
            "text": answer.text,
            "changes": [{"record": change.record, "text": change.text} for change in answer.changes],
            "reason": answer.reason,
        },
        "path": comment.placed.place.path,
        "line": loaded.place(comment.placed.place)[0],
        **inferred_values(record),
    }


def _step_values(item: "DueItem") -> dict[str, Any]:
    from hsp_cli.cli.json_values import inferred_values

    record = item.placed.record
    return {
        "id": str(item.placed.address),
        "kind": item.placed.address.kind.value,
        "text": record.heading,
        "place": getattr(record, "place", None),
        "due": str(record.deadline) if record.deadline else None,
        "status": item.status.value,
        "completed": str(record.completed) if record.completed else None,
        **inferred_values(record),
    }


# --- Text


def _show(session: Session, found: "Consultations", workspace: "Workspace", *, in_full: bool) -> None:
    out = session.out
    if not found.found:
        out.write("No consultation is recorded that matches the request.")
    for one in found.found:
        if one is not found.found[0]:
            out.write()
        _show_counts(session, one, found, workspace)
        if in_full:
            _show_steps(session, one)
    lists = {
        "Not answered": found.unanswered,
        "Answered, but the change or the reason is not recorded": found.incomplete,
    }
    for heading, comments in lists.items():
        if comments:
            out.write()
            out.put(out.styled(heading, "bold"))
            _show_comments(session, comments)


def _show_counts(session: Session, one: "ConsultationState", found: "Consultations", workspace: "Workspace") -> None:
    from hsp_cli.wording.bodies import body_name
    from hsp_cli.wording.consultations import STAGES, dates_text
    from hsp_cli.wording.counts import counted

    out, record = session.out, one.placed.record
    out.put(out.styled(record.heading, "bold"), f" ({record.id}), as of {found.as_of}")
    facts = (
        dates_text(record) or "dates not recorded",
        STAGES[one.stage],
        body_name(record.body, workspace.partnership),
    )
    out.write("; ".join(filter(None, facts)))
    if not one.comments:
        out.write("No comment is recorded. That does not mean that nobody commented.")
        return
    out.write(f"{counted(len(one.comments), 'comment')} recorded: {_counts_text(_counts(one.comments))}")
    if any(group.aim for group in one.by_aim):
        rows = [_aim_row(group.aim.record.heading if group.aim else "", group.comments) for group in one.by_aim]
        out.write()
        out.table(("On", "Answered", "Changed", "Unanswered", "Overdue"), rows)


def _counts_text(counts: "dict[str, int]") -> str:
    """How many are answered and not, with what is known of these. A count of none is left out, other than of changes:
    nobody knows which answers were late if dates are missing.
    """
    answered = [f"{counts['changed']} with a change"] + [f"{counts['answered_late']} late"] * bool(
        counts["answered_late"]
    )
    unanswered = {"overdue": counts["late"], "without a date": counts["undated"]}
    known = ", ".join(f"{count} {what}" for what, count in unanswered.items() if count)
    said = f"{counts['answered']} answered ({', '.join(answered)}), {counts['unanswered']} not answered"
    return f"{said} ({known})" if known else said


def _aim_row(title: str, comments: "Sequence[CommentState]") -> tuple[str, ...]:
    counts = _counts(comments)
    undated = f" ({counts['undated']} without a date)" if counts["undated"] else ""
    numbers = (counts["answered"], counts["changed"], counts["unanswered"])
    return (title or "Aim not recorded", *map(str, numbers), f"{counts['late']}{undated}")


def _show_steps(session: Session, one: "ConsultationState") -> None:
    from hsp_cli.wording.actions import action_text, due_text
    from hsp_cli.wording.consultations import step_status_text

    if one.steps:
        records = [(item.placed.record, item.status) for item in one.steps]
        rows = [(due_text(step), action_text(step), step_status_text(step, status)) for step, status in records]
        session.out.write()
        session.out.table(("Planned for", "Draft or event", "Status"), rows)


def _show_comments(session: Session, comments: "Sequence[CommentState]") -> None:
    lines = []
    for comment in comments:
        record, on = comment.placed.record, comment.aim.record.heading if comment.aim else ""
        lines.append((_when(comment), record.sector or "", record.heading, on, str(comment.placed.address)))
    heads = ("Answered" if comments[0].is_answered else "Answer due", "From", "Comment", "On", "Id")
    if session.out.has_room(heads, lines):
        session.out.table(heads, lines)
        return
    for when, sector, text, on, address in lines:
        head = "  ".join(filter(None, (when, sector)))
        session.out.entry(head, text, address, *([f"On: {on}"] if on else []))


def _when(comment: "CommentState") -> str:
    """The date of the answer and what is missing in it, or else when it is due and how late it is."""
    from hsp_cli.wording.counts import counted

    if answer := comment.placed.record.decided:
        lacks = f"{' and '.join(comment.lacks)} missing" if comment.lacks else ""
        return ", ".join(filter(None, (str(answer.on) if answer.on else "", lacks)))
    late = f" ({counted(comment.days_late, 'day')} late)" if comment.is_late else ""
    return f"{comment.due}{late}" if comment.due else "Date not recorded"
