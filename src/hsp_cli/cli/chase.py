"""`hsp chase`: what to ask each owner, as the text of a mail, as a calendar or for a program."""

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from hsp_cli.cli.completion import coming_quarters
from hsp_cli.cli.options import AllowErrors, Body, OrganisationId, OwnerName, command
from hsp_cli.cli.session import Session
from hsp_cli.domain.request import RequestRefused

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from hsp_cli.analysis.chasing import Chase, OwnerRequest
    from hsp_cli.domain.workspace import Workspace


class ChaseFormat(StrEnum):
    """The formats of the answer."""

    TEXT = "text"
    MARKDOWN = "markdown"
    JSON = "json"
    ICS = "ics"


_A_YEAR = 366


@command
def run(
    session: Session,
    quarter: Annotated[
        str | None,
        typer.Option(
            "--quarter",
            metavar="Q",
            help="Q1-2010 or 'Q1 2010/11' (default: the latest that has ended).",
            autocompletion=coming_quarters,
        ),
    ] = None,
    owner: OwnerName = None,
    body: Body = None,
    organisation: OrganisationId = None,
    answer_by: Annotated[
        str | None, typer.Option("--answer-by", metavar="DATE", help="The day by which you want the answers.")
    ] = None,
    within: Annotated[
        int, typer.Option("--within", metavar="DAYS", min=0, max=_A_YEAR, help="Days ahead to list deadlines of.")
    ] = 30,
    alarm: Annotated[
        int | None,
        typer.Option("--alarm", metavar="DAYS", min=0, max=_A_YEAR, help="In a calendar, remind so many days before."),
    ] = None,
    format: Annotated[
        ChaseFormat | None,
        typer.Option("--format", help="Format of the answer (default: ics for a file that ends in .ics, else text)."),
    ] = None,
    output: Annotated[
        Path | None, typer.Option("--output", "-o", metavar="FILE", help="Write here; else to the screen.")
    ] = None,
    allow_errors: AllowErrors = False,
) -> None:
    """Write what to ask each owner for a quarter, as a mail.

    It asks for figures, comments on exceptions, ratings of risks and updates of actions, and lists deadlines to come.
    As a calendar, it has the deadlines.
    """
    target = output if output and str(output) != "-" else None
    chosen = format or (ChaseFormat.ICS if target and target.suffix.lower() == ".ics" else ChaseFormat.TEXT)
    if alarm is not None and chosen is not ChaseFormat.ICS:
        raise RequestRefused("--alarm is for a calendar", "add --format ics, or leave it out")
    wanted = _day(answer_by)
    workspace = session.workspace(allow_errors=allow_errors, says_left_out=True)

    from datetime import timedelta

    from hsp_cli.analysis.chasing import chase
    from hsp_cli.analysis.quarters import quarter_to_collect

    filters = session.filters(workspace, owner=owner, body=body, organisation=organisation)
    asked = quarter_to_collect(workspace, quarter, session.as_of)
    found = chase(workspace, asked, session.as_of, filters, timedelta(days=within))
    _deliver(session, _text(session, found, workspace, chosen, wanted, alarm), target)
    if chosen is not ChaseFormat.JSON:
        session.say_left_out(workspace, found.owed.left_out, "action or milestone", "actions and milestones")
        if unread := _unread(session):
            session.err.write(f"hsp cannot read {', '.join(unread)}: more may be owed")


def _day(text: str | None) -> "date | None":
    from datetime import date

    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        raise RequestRefused(f"{text!r} is not a day", "write it as 2010-09-27") from None


def _unread(session: Session) -> list[str]:
    """The files that cannot be read; without them nobody can say what is owed."""
    from hsp_cli.domain.finding import Severity

    found = (one.path for one in session.loaded.diagnostics if one.severity is Severity.ERROR)
    return sorted(set(found))


def _text(
    session: Session,
    found: "Chase",
    workspace: "Workspace",
    format: ChaseFormat,
    answer_by: "date | None",
    alarm: int | None,
) -> str:
    """The whole answer in its format."""
    from hsp_cli.exchange.json_text import json_text

    if format is ChaseFormat.JSON:
        return json_text(as_json(found, workspace, answer_by, _unread(session)))
    if format is ChaseFormat.ICS:
        from hsp_cli.exchange.calendar_file import as_ics, deadlines

        return as_ics(deadlines(found, workspace, answer_by), session.as_of, alarm).decode()
    from hsp_cli.exchange.message_text import as_markdown, as_text
    from hsp_cli.exchange.messages import message, others

    messages = [message(one, workspace, found.owed.quarter, session.as_of, answer_by) for one in found.asked]
    rest = others(found, is_complete=not _unread(session))
    return as_markdown(messages, rest) if format is ChaseFormat.MARKDOWN else as_text(messages, rest)


def _deliver(session: Session, text: str, target: Path | None) -> None:
    from hsp_cli.store.layout import is_read_as_record
    from hsp_cli.store.writing import write_atomically

    if target is None:
        (session.out.write if session.out.is_terminal else session.out.write_raw)(text)
        return
    hint = "make it first, or choose another place: -o FILE"
    if is_read_as_record(session.root, str(target)):
        raise RequestRefused(f"cannot write {target}: hsp would read it as a record", "choose another place: -o FILE")
    if not target.parent.is_dir():
        raise RequestRefused(f"cannot write {target}: there is no folder {target.parent}", hint)
    write_atomically(target, text)
    if not session.quiet:
        session.err.write(f"written: {target}")


def as_json(
    found: "Chase", workspace: "Workspace", answer_by: "date | None" = None, unread: "Sequence[str]" = ()
) -> dict[str, Any]:
    """`hsp chase --format json`. `owe_nothing` is null while a file cannot be read."""
    from hsp_cli.cli.json_values import left_out_values, quarter_values

    return {
        **quarter_values(found.owed.quarter),
        "as_of": found.owed.as_of.isoformat(),
        "answer_by": answer_by.isoformat() if answer_by else None,
        "owners": [_owner_values(one, found, workspace, answer_by) for one in found.asked],
        "owe_nothing": None if unread else [{"owner": one.id, "name": one.name} for one in found.owe_nothing],
        "unread": list(unread),
        "left_out": left_out_values(found.owed.left_out, workspace),
    }


def _owner_values(
    owner: "OwnerRequest", found: "Chase", workspace: "Workspace", answer_by: "date | None"
) -> dict[str, Any]:
    from hsp_cli.analysis.owed import OwnerOwings
    from hsp_cli.cli.json_values import indicator_values
    from hsp_cli.cli.owed_values import owner_owings_values
    from hsp_cli.exchange.messages import message

    quarter, as_of = found.owed.quarter, found.owed.as_of
    written = message(owner, workspace, quarter, as_of, answer_by)
    return {
        **owner_owings_values(OwnerOwings(owner.id, owner.name, owner.owings), as_of),
        "due_soon": [
            {
                "id": str(item.placed.address),
                "text": " ".join(item.placed.record.text.split()),
                "due": str(item.placed.record.deadline),
            }
            for item in owner.due_soon
        ],
        "unrecorded": [indicator_values(line) for line in owner.unrecorded],
        "not_judged": [indicator_values(line) for line in owner.not_judged],
        "subject": written.subject,
        "answers": [
            {
                "id": request.address,
                "needed": request.needed,
                "sheet": request.sheet,
                "rows": list(request.rows),
                "cell": request.cell,
                "command": request.command,
            }
            for _, requests in written.sections
            for request in requests
        ],
    }
