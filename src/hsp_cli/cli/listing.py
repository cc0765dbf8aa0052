"""`hsp list`: every record of a kind."""

from typing import TYPE_CHECKING, Annotated, Any

import typer

from hsp_cli.cli.completion import kinds
from hsp_cli.cli.options import (
    AllowErrors,
    AnswerFormat,
    Body,
    Format,
    OwnerName,
    PlanId,
    PriorityId,
    SchemeId,
    command,
)
from hsp_cli.cli.session import Session

if TYPE_CHECKING:
    from hsp_cli.analysis.catalogue import Item
    from hsp_cli.domain.workspace import Workspace


@command
def run(
    session: Session,
    kind: Annotated[
        str,
        typer.Argument(
            metavar="KIND",
            help="plans, aims, actions, measures, indicators, risks, meetings, papers, bodies, people …",
            autocompletion=kinds,
        ),
    ],
    plan: PlanId = None,
    body: Body = None,
    owner: OwnerName = None,
    priority: PriorityId = None,
    scheme: SchemeId = None,
    format: Format = AnswerFormat.TEXT,
    allow_errors: AllowErrors = False,
) -> None:
    """List every record of a kind.

    Each has its id, its title and the main facts of its kind.
    """
    from hsp_cli.analysis.catalogue import items

    workspace = session.workspace(allow_errors=allow_errors)
    filters = session.filters(workspace, plan=plan, body=body, owner=owner, priority=priority, scheme=scheme)
    found = items(workspace, kind, filters)
    if format is AnswerFormat.JSON:
        session.answer_json(as_json(found, workspace))
        return
    if found:
        _show(session, found)
    if not session.quiet:
        session.err.write(f"{len(found)} {found[0].kind if len(found) == 1 else kind}")


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
    if session.out.is_wide:
        heads = ("Id", "Title", *(fact.capitalize() for fact in found[0].facts))
        session.out.table(heads, [(str(item.address), item.title, *map(_fact, item.facts.values())) for item in found])
        return
    for item in found:
        facts = (f"{name} {_fact(value)}" for name, value in item.facts.items() if _fact(value) and value != item.title)
        session.out.entry(item.title, "; ".join(facts), str(item.address))


def _fact(value: object) -> str:
    if isinstance(value, list | tuple):
        return ", ".join(map(str, value))
    return "" if value is None else str(value)
