"""Filters by plan, body, owner, priority, scheme or organisation, the same for every command."""

import difflib
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, TypeVar

from hsp_cli.analysis.parts import dimension_asked
from hsp_cli.domain.address import Address, Placed
from hsp_cli.domain.kind import Kind
from hsp_cli.domain.owner import Owners
from hsp_cli.domain.partnership import Party, normalised_name
from hsp_cli.domain.record import Record
from hsp_cli.domain.request import RequestRefused
from hsp_cli.domain.workspace import Workspace

R = TypeVar("R", bound=Record)


@dataclass(frozen=True, slots=True)
class Filters:
    """The filters of a request; None means no filter. Bodies and owners may have any of their names.

    The plans of other organisations are left out, unless `plan` names one or `organisation` is theirs or `ALL`. `by` is
    a dimension; the workspace then holds the series of the indicators that have it (`analysis.parts.divided_by`).
    """

    plan: str | None = None
    body: str | None = None
    owner: str | None = None
    priority: str | None = None
    scheme: str | None = None
    organisation: str | None = None
    by: str | None = None

    @property
    def are_none(self) -> bool:
        """Whether they leave nothing out. `all` organisations leave nothing out."""
        return replace(self, organisation=None if self.organisation == ALL else self.organisation) == NO_FILTER


ALL = "all"
"""As `organisation`: the plans of every organisation."""

NO_FILTER = Filters()


def select(workspace: Workspace, filters: Filters, records: Iterable[Placed[R]]) -> list[Placed[R]]:
    """The records that match the filters (resolved to ids), in the given order.

    A record belongs to the plan that contains it. An indicator also belongs to a plan whose aims or measures name it. A
    record belongs to a body that oversees it, its aim or its plan, or owns it. A risk also belongs to a body that
    shares it, and an indicator to the body of an aim that names it. A record belongs to the organisation whose plan
    contains it. Indicators, risks and grants are in no plan: they belong to the organisations that own or lead them,
    themselves or through their people and posts, and an indicator also to those whose plans name it. The records of
    other organisations' plans belong to no body of the partnership, and are left out unless the filters ask for them.
    """

    def is_asked(placed: Placed[Any]) -> bool:
        if filters.organisation in (None, ALL):
            return filters.organisation == ALL or is_own(placed)
        if placed.address.kind in _IN_NO_PLAN:
            return placed.address in of_organisation or filters.organisation in _organisations(workspace, placed)
        return workspace.organisation_of(placed) == filters.organisation

    def is_own(placed: Placed[Any]) -> bool:
        return filters.plan is not None or workspace.other_organisation(placed) is None

    plan = f"plans/{filters.plan}"
    in_plan = _named_in(workspace, lambda aim: aim.address.file == plan) if filters.plan else set()
    of_organisation = (
        _named_in(workspace, lambda aim: workspace.organisation_of(aim) == filters.organisation)
        if filters.organisation not in (None, ALL)
        else set()
    )
    of_body = _named_in(workspace, lambda aim: aim.body == filters.body and is_asked(aim)) if filters.body else set()
    shared = _shared_names(workspace, filters.body) if filters.body else set()

    def is_of_body(placed: Placed[R], body: str) -> bool:
        return (
            placed.body == body
            or (placed.address.file_kind is Kind.PLAN and workspace.file_of(placed).body == body)
            or is_owned_by(workspace, placed.owners, body)
            or not shared.isdisjoint(getattr(placed.record, "shared_with", ()))
            or placed.address in of_body
        )

    return [
        placed
        for placed in records
        if is_asked(placed)
        and (filters.plan is None or placed.address.file == plan or placed.address in in_plan)
        and (filters.priority is None or placed.priority == filters.priority)
        and (filters.scheme is None or filters.scheme in getattr(placed.record, "schemes", ()))
        and (filters.owner is None or is_owned_by(workspace, placed.owners, filters.owner))
        and (filters.body is None or is_of_body(placed, filters.body))
    ]


_IN_NO_PLAN = (Kind.INDICATOR, Kind.RISK, Kind.GRANT)


def _organisations(workspace: Workspace, placed: Placed[Any]) -> set[str]:
    """The organisations among the owners of a record, and those of the people and posts among them."""
    parties = [party for owner in placed.owners if (party := workspace.party(owner))]
    return {name for party in parties for name in (party.id, getattr(party, "organisation", None)) if name}


def left_out(workspace: Workspace, filters: Filters, records: Iterable[Placed[R]]) -> Mapping[str, int]:
    """How many records `select` leaves out only because they are in plans of other organisations, by organisation."""
    if filters.plan or filters.organisation:
        return {}
    others = [placed for placed in records if workspace.other_organisation(placed)]
    found = select(workspace, replace(filters, organisation=ALL), others)
    return Counter(name for placed in found if (name := workspace.other_organisation(placed)))


def _named_in(workspace: Workspace, is_asked: Callable[[Placed[Any]], bool]) -> set[Address]:
    """The indicators that the selected aims and their measures name."""
    return {
        Address.of_file(Kind.INDICATOR, reference.name)
        for reference in workspace.references(Kind.INDICATOR)
        if reference.holder.address.kind in (Kind.AIM, Kind.MEASURE) and is_asked(reference.holder)
    }


def _shared_names(workspace: Workspace, body: str) -> set[str]:
    """The names by which other registers share a risk with a body: its id and the ids of its registers."""
    registers = {name for name, register in workspace.registers.items() if register.body == body}
    return {body, *registers}


def resolved(workspace: Workspace, asked: Filters) -> Filters:
    """The same filters as ids. RequestRefused if one matches no record."""
    settings = workspace.partnership
    return Filters(
        plan=_one_of("plan", asked.plan, workspace.plans),
        body=_party_id(workspace, "body", asked.body, {body.id for body in settings.bodies}),
        owner=_party_id(workspace, "owner", asked.owner, {party.id for party in settings.parties()}),
        priority=_one_of("priority", asked.priority, (priority.id for priority in settings.priorities)),
        scheme=_one_of("scheme", asked.scheme.lower() if asked.scheme else None, (s.id for s in settings.schemes)),
        organisation=asked.organisation
        if asked.organisation == ALL
        else _party_id(workspace, "organisation", asked.organisation, {one.id for one in settings.organisations}),
        by=dimension_asked(workspace, asked.by),
    )


def named_by_alias(workspace: Workspace, name: str | None) -> Party | None:
    """The party that a request names by an alias; None if it gives the id or the name, or names nobody."""
    if name is None:
        return None
    asked = normalised_name(name)
    parties = workspace.partnership.party_names().get(asked, ())
    if len(parties) != 1 or asked in (normalised_name(parties[0].id), normalised_name(parties[0].name)):
        return None
    return parties[0]


def is_owned_by(workspace: Workspace, owners: Owners, party_id: str) -> bool:
    """Whether a party is among the owners, under any of its names."""
    return any((party := workspace.party(owner)) and party.id == party_id for owner in owners)


def _party_id(workspace: Workspace, what: str, name: str | None, allowed: set[str]) -> str | None:
    if name is None:
        return None
    parties = workspace.partnership.party_names().get(normalised_name(name), ())
    if len(parties) == 1 and parties[0].id in allowed:
        return parties[0].id
    raise RequestRefused(f"no {what} is called {name!r}", _near_party(what, name, workspace, allowed))


def _near_party(what: str, name: str, workspace: Workspace, allowed: set[str]) -> str:
    """The parties with a word in a name or alias that begins like this, or else with a similar spelling."""
    spellings = [
        (spelling, party)
        for spelling, parties in workspace.partnership.party_names().items()
        for party in parties
        if party.id in allowed
    ]
    if not spellings:
        return "there are none yet"
    asked = normalised_name(name)
    near = [party for spelling, party in spellings if asked and f" {asked}" in f" {spelling}"]
    if not near:
        spelt = difflib.get_close_matches(asked, [spelling for spelling, _ in spellings], n=3, cutoff=_ALIKE)
        near = [party for spelling, party in spellings if spelling in spelt]
    # The shortest first: NHS probably means NHS Harrow, not one of its groups.
    choices = dict.fromkeys(f"{party.id} ({party.name})" for party in sorted(near, key=lambda party: len(party.name)))
    if choices:
        return f"did you mean {_choice(choices)}?"
    return f"list them: {', '.join(f'`hsp list {kind}`' for kind in _KINDS_OF_PARTY[what])}"


_ALIKE = 0.75
"""How similar two names must be. With a lower value, NHS and HSP would match."""

_MOST = 8
"""The most choices that a hint lists."""

_KINDS_OF_PARTY = {
    "body": ("bodies",),
    "organisation": ("organisations",),
    "owner": ("people", "roles", "organisations", "bodies"),
}


def _choice(choices: Iterable[str]) -> str:
    named = list(choices)
    return ", ".join([*named[:_MOST], *(["…"] if len(named) > _MOST else [])])


def _one_of(what: str, name: str | None, ids: Iterable[str]) -> str | None:
    return None if name is None else known_id(what, name, ids)


def known_id(what: str, name: str, ids: Iterable[str]) -> str:
    """The same id, if it is known. RequestRefused with the nearest known ids if it is not."""
    known = list(ids)
    if name in known:
        return name
    raise RequestRefused(f"no {what} has the id {name!r}", _near(name, known))


def _near(name: str, known: Sequence[str]) -> str:
    if near := difflib.get_close_matches(name, known, n=3):
        return f"did you mean {_choice(near)}?"
    return f"choose from: {_choice(known)}" if known else "there are none yet"
