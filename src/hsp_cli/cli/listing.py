"""`hsp list`: every record of a kind."""

from typing import TYPE_CHECKING, Annotated, Any

import typer

from hsp_cli.cli.completion import kinds
from hsp_cli.cli.options import (
    AllowErrors,
    AnswerFormat,
    Body,
    Format,
    OrganisationId,
    OwnerName,
    PlanId,
    PriorityId,
    SchemeId,
    question,
)
from hsp_cli.cli.session import Session
from hsp_cli.domain.register import Register

if TYPE_CHECKING:
    from hsp_cli.analysis.catalogue import Item
    from hsp_cli.analysis.filters import Filters
    from hsp_cli.domain.kind import Kind
    from hsp_cli.domain.workspace import Workspace


@question
def run(
    session: Session,
    kind: Annotated[
        str,
        typer.Argument(
            metavar="KIND",
            help="plans, aims, actions, measures, indicators, risks, meetings, papers, bodies, seats, people …",
            autocompletion=kinds,
        ),
    ],
    plan: PlanId = None,
    body: Body = None,
    owner: OwnerName = None,
    priority: PriorityId = None,
    scheme: SchemeId = None,
    organisation: OrganisationId = None,
    format: Format = AnswerFormat.TEXT,
    allow_errors: AllowErrors = False,
) -> None:
    """List every record of a kind.

    Each has its id, its title and the main facts of its kind. Bodies and seats are those of the date. There are also
    registers: `revised-figures`, `provisional-figures` and `stale-comments`.
    """
    workspace = session.workspace(allow_errors=allow_errors)

    from hsp_cli.analysis.catalogue import LISTED, items, left_out_items
    from hsp_cli.analysis.governance import OF_A_TIME, ON_THE_DAY, Sitting

    filters = session.filters(
        workspace, plan=plan, body=body, owner=owner, priority=priority, scheme=scheme, organisation=organisation
    )
    if kind in list(Register):
        _answer_register(session, workspace, Register(kind), filters, format)
        return
    found = items(workspace, kind, filters)
    session.say_left_out(workspace, left_out_items(workspace, kind, filters), LISTED[kind].value, kind)
    below = [f"{len(found)} {found[0].kind if len(found) == 1 else kind}"]
    if LISTED[kind] in OF_A_TIME:
        found, below = _of_day(session, workspace, found, LISTED[kind], filters)
    if format is AnswerFormat.JSON:
        session.answer_json(as_json(found, workspace))
        return
    if found := [item for item in found if item.facts.get(ON_THE_DAY) != Sitting.OTHER_TIMES]:
        _show(session, found)
    if not session.quiet:
        for line in below:
            session.err.write(line)


def _answer_register(
    session: Session, workspace: "Workspace", register: Register, filters: "Filters", format: AnswerFormat
) -> None:
    from hsp_cli.cli.registers import register_answer, register_values, show_register
    from hsp_cli.wording.counts import counted

    answer = register_answer(session, workspace, register, filters)
    if format is AnswerFormat.JSON:
        session.answer_json(register_values(answer.rows, workspace))
    else:
        show_register(session, answer.rows)
        if not session.quiet:
            for line in (counted(len(answer.rows), register.noun), *answer.notes):
                session.err.write(line)
    for line in answer.cautions:
        session.err.write(line)


def _of_day(
    session: Session, workspace: "Workspace", found: "list[Item]", kind: "Kind", filters: "Filters"
) -> "tuple[list[Item], list[str]]":
    """Bodies or seats with what is known of the day, and the lines below their list."""
    from hsp_cli.analysis.governance import on_day
    from hsp_cli.cli.day_summary import day_summary

    of_day = on_day(workspace, found, session.as_of)
    return [*of_day.items], [*day_summary(workspace, of_day, kind, session.as_of, filters)]


def as_json(items: "list[Item]", workspace: "Workspace") -> list[dict[str, Any]]:
    """`hsp list KIND --format json`."""
    from hsp_cli.cli.json_values import inferred_values, owners_of

    return [
        {
            "id": str(item.address),
            "title": item.title,
            "path": item.place.path,
            **item.facts,
            **owners_of(item, workspace),
            **inferred_values(item.record),
        }
        for item in items
    ]


def _show(session: Session, found: "list[Item]") -> None:
    heads = ("Id", "Title", *(fact.capitalize().replace("_", " ") for fact in found[0].facts))
    rows = [(str(item.address), item.title, *map(_fact, item.facts.values())) for item in found]
    if session.out.has_room(heads, rows):
        session.out.table(heads, rows)
        return
    for item in found:
        facts = (
            f"{name.replace('_', ' ')} {_fact(value)}"
            for name, value in item.facts.items()
            if _fact(value) and value != item.title
        )
        session.out.entry(item.title, "; ".join(facts), str(item.address))


def _fact(value: object) -> str:
    if isinstance(value, list | tuple):
        return ", ".join(map(str, value))
    if isinstance(value, dict):  # an update
        return f"{value['on'] or 'date not recorded'}: {value['text']}"
    if isinstance(value, int | float):
        return f"{value:,}"
    return "" if value is None else str(value)
