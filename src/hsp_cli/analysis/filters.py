"""Filters: a question limited to a plan, body, owner, priority or scheme; the same for every command."""

import difflib
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, TypeVar

from hsp_cli.domain.address import Address, Placed
from hsp_cli.domain.kind import Kind
from hsp_cli.domain.owner import Owners
from hsp_cli.domain.partnership import normalised_name
from hsp_cli.domain.record import Record
from hsp_cli.domain.request import RequestRefused
from hsp_cli.domain.workspace import Workspace

R = TypeVar("R", bound=Record)


@dataclass(frozen=True, slots=True)
class Filters:
    """What a question is limited to; None where it is not. Bodies and owners may be given by any of their names."""

    plan: str | None = None
    body: str | None = None
    owner: str | None = None
    priority: str | None = None
    scheme: str | None = None


NO_FILTER = Filters()


def select(workspace: Workspace, filters: Filters, records: Iterable[Placed[R]]) -> list[Placed[R]]:
    """The records that the filters, given as ids, let through, in the given order.

    A record belongs to a plan that holds it, or, an indicator, whose aims and measures name it. It concerns a body that
    oversees it or owns it, and a risk one that shares it; an indicator also the body of an aim that names it.
    """
    plan = f"plans/{filters.plan}"
    in_plan = _named_in(workspace, lambda aim: aim.address.file == plan) if filters.plan else set()
    of_body = _named_in(workspace, lambda aim: aim.body == filters.body) if filters.body else set()
    shared = _shared_names(workspace, filters.body) if filters.body else set()

    def is_of_body(placed: Placed[R], body: str) -> bool:
        return (
            placed.body == body
            or is_owned_by(workspace, placed.owners, body)
            or not shared.isdisjoint(getattr(placed.record, "shared_with", ()))
            or placed.address in of_body
        )

    return [
        placed
        for placed in records
        if (filters.plan is None or placed.address.file == plan or placed.address in in_plan)
        and (filters.priority is None or placed.priority == filters.priority)
        and (filters.scheme is None or filters.scheme in getattr(placed.record, "schemes", ()))
        and (filters.owner is None or is_owned_by(workspace, placed.owners, filters.owner))
        and (filters.body is None or is_of_body(placed, filters.body))
    ]


def _named_in(workspace: Workspace, is_asked: Callable[[Placed[Any]], bool]) -> set[Address]:
    """The indicators that some aims, or measures, name."""
    return {
        Address.of_file(Kind.INDICATOR, reference.name)
        for reference in workspace.references(Kind.INDICATOR)
        if reference.holder.address.kind in (Kind.AIM, Kind.MEASURE) and is_asked(reference.holder)
    }


def _shared_names(workspace: Workspace, body: str) -> set[str]:
    """The names under which other registers share a risk with a body: its own, and those of its registers."""
    registers = {name for name, register in workspace.registers.items() if register.body == body}
    return {body, *registers}


def resolved(workspace: Workspace, asked: Filters) -> Filters:
    """The same limits as ids. RequestRefused where one names nothing."""
    settings = workspace.partnership
    return Filters(
        plan=_one_of("plan", asked.plan, workspace.plans),
        body=_party_id(workspace, "body", asked.body, {body.id for body in settings.bodies}),
        owner=_party_id(workspace, "owner", asked.owner, {party.id for party in settings.parties()}),
        priority=_one_of("priority", asked.priority, (priority.id for priority in settings.priorities)),
        scheme=_one_of("scheme", asked.scheme.lower() if asked.scheme else None, (s.id for s in settings.schemes)),
    )


def is_owned_by(workspace: Workspace, owners: Owners, party_id: str) -> bool:
    """Whether a party is among the owners, by whichever name they are written."""
    return any((party := workspace.party(owner)) and party.id == party_id for owner in owners)


def _party_id(workspace: Workspace, what: str, name: str | None, allowed: set[str]) -> str | None:
    if name is None:
        return None
    parties = workspace.partnership.party_names().get(normalised_name(name), ())
    if len(parties) == 1 and parties[0].id in allowed:
        return parties[0].id
    raise RequestRefused(f"no {what} is called {name!r}", _near_party(name, workspace, allowed))


def _near_party(name: str, workspace: Workspace, allowed: set[str]) -> str:
    """The parties whose names come near, by the ids that a question can use."""
    spellings = {
        spelling: p.id for spelling, ps in workspace.partnership.party_names().items() for p in ps if p.id in allowed
    }
    near = difflib.get_close_matches(normalised_name(name), spellings, n=3)
    ids = dict.fromkeys(spellings[spelling] for spelling in near) or dict.fromkeys(sorted(allowed)[:8])
    return f"there is {', '.join(ids)}" if ids else "there are none yet"


def _one_of(what: str, name: str | None, ids: Iterable[str]) -> str | None:
    known = list(ids)
    if name is None or name in known:
        return name
    raise RequestRefused(f"no {what} has the id {name!r}", _near(name, known))


def _near(name: str, known: Iterable[str]) -> str:
    choices = list(known)
    near = difflib.get_close_matches(name, choices, n=3) or choices[:8]
    return f"there is {', '.join(near)}" if near else "there are none yet"
