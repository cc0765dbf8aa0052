"""Rules for owners and parties: unknown owners, and names that two parties share."""

from collections.abc import Callable, Iterable, Iterator
from functools import cache
from typing import Any, NamedTuple

from hsp_cli.domain.finding import Key, Place
from hsp_cli.domain.owner import Owners
from hsp_cli.domain.partnership import Party, normalised_name
from hsp_cli.domain.workspace import Placed, Workspace
from hsp_cli.rules.support.references import listed, suggestion
from hsp_cli.rules.support.registry import Problem, rule
from hsp_cli.rules.support.texts import once_per_workspace


@rule("unknown-owner", hint="add the name, or an alias, under `people`, `roles`, `organisations` or `bodies`")
def unknown_owner(workspace: Workspace) -> Iterator[Problem]:
    """The record names an owner that is not in `partnership.yaml`.

    hsp cannot tell who such an owner is, so nobody can be asked about the work. When it compares names, hsp ignores
    capitals, full stops, `&` and spaces. The owner can be any id, name or alias in `partnership.yaml`.

    Example:

        actions:
          - id: a1
            text: Establish a register of events
            owners: [Simon Leveau]      # the partnership lists Simon Leveaux

    Way out: correct the spelling, or add the person, role, organisation or body to `partnership.yaml`. If a
    document uses another name for a known party, add that name to the party's `aliases`.
    """
    for owner in _unresolved_owners(workspace):
        if not owner.parties:
            nearest = suggestion(owner.name, lambda: _all_names(workspace))
            yield Problem(owner.place, f"partnership.yaml does not list the owner {owner.name}", nearest)


def _all_names(workspace: Workspace) -> Iterator[str]:
    for party in workspace.partnership.parties():
        yield from (party.id, *party.aliases, party.name)


@rule("ambiguous-name", hint="write the id of the party that is meant, or remove the shared name from one of them")
def ambiguous_name(workspace: Workspace) -> Iterator[Problem]:
    """Two parties share a name, so hsp cannot tell which one is meant.

    Groups are often known by acronyms, and two groups may have the same one. hsp does not guess: the action could
    be assigned to the wrong body. Similar acronyms such as JAG and JATAG stay distinct.

    Example:

        bodies:
          - {id: wellbeing-board, name: Adult Health and Wellbeing Board, aliases: [AHW]}
          - {id: housing-watch, name: Affordable Housing Watch, aliases: [AHW]}

    Way out: remove the alias from one of them. Where the name is used as an owner, write the id of the party that
    is meant.
    """
    for owner in _unresolved_owners(workspace):
        if owner.parties:
            ids = " or ".join(sorted({party.id for party in owner.parties}))
            yield Problem(owner.place, f"{owner.name} could be {ids}")
    if any(len(parties) > 1 for parties in workspace.partnership.party_names().values()):
        yield from _shared_names(workspace)


def _shared_names(workspace: Workspace) -> Iterator[Problem]:
    first: dict[str, Party] = {}
    for party, at in _parties(workspace):
        for place, name in _names(party, at):
            other = first.setdefault(normalised_name(name), party)
            if other is not party and not _have_duplicate_id(party, other, name):
                yield Problem(place, f"{_kind_and_id(other)} and {_kind_and_id(party)} share the name {name}")


def _names(party: Party, place: Place) -> Iterator[tuple[Place, str]]:
    yield place.at("id"), party.id
    yield place.at("name"), party.name
    for index, alias in enumerate(party.aliases):
        yield place.at("aliases", index), alias


def _have_duplicate_id(party: Party, other: Party, name: str) -> bool:
    """Whether the shared name is the id of two parties in one list, which `duplicate-id` reports."""
    return type(party) is type(other) and name == party.id == other.id


def _kind_and_id(party: Party) -> str:
    return f"{type(party).__name__.lower()} {party.id}"


def _parties(workspace: Workspace) -> Iterator[tuple[Party, Place]]:
    settings = workspace.partnership
    lists: dict[str, tuple[Party, ...]] = {
        "bodies": settings.bodies,
        "organisations": settings.organisations,
        "roles": settings.roles,
        "people": settings.people,
    }
    for key, parties in lists.items():
        for index, party in enumerate(parties):
            yield party, workspace.settings.place.at(key, index)


class _UnresolvedOwner(NamedTuple):
    """An owner's name that matches no party or several, and its place."""

    name: str
    parties: tuple[Party, ...]
    place: Place


@once_per_workspace
def _unresolved_owners(workspace: Workspace) -> list[_UnresolvedOwner]:
    """The owners that do not match exactly one party."""
    known = workspace.partnership.party_names()

    @cache
    def parties(name: str) -> tuple[Party, ...]:
        return known.get(normalised_name(name), ())

    return [
        _UnresolvedOwner(owner.who, parties(owner.who), within.at(*keys, index, "who"))
        for owners, within, keys in _owners(workspace)
        for index, owner in enumerate(owners)
        if len(parties(owner.who)) != 1
    ]


def _owners(workspace: Workspace) -> Iterator[tuple[Owners, Place, tuple[Key, ...]]]:
    """The owners of every record, with the record's place and the keys from there to the owners."""
    for body in listed(workspace, "bodies", workspace.partnership.bodies):
        yield body.record.members, body.place, ("members",)
        for index, seat in enumerate(body.record.seats):
            yield seat.holder, body.place, ("seats", index, "holder")
    for records, keys in _OWNER_KEYS:
        for placed in records(workspace):
            for key in keys:
                if owners := getattr(placed.record, key):
                    yield owners, placed.place, (key,)


_OWNER_KEYS: tuple[tuple[Callable[[Workspace], Iterable[Placed[Any]]], tuple[str, ...]], ...] = (
    (lambda ws: ws.indicators.values(), ("leads",)),
    (lambda ws: ws.plans.values(), ("leads",)),
    (lambda ws: ws.aims, ("partners", "delivery_group", "leads", "accountable")),
    (lambda ws: ws.actions, ("owners",)),
    (lambda ws: ws.measures, ("owners",)),
    (lambda ws: ws.risks, ("owners",)),
    (lambda ws: ws.projects.values(), ("sponsor", "leads")),
    (lambda ws: ws.grants.values(), ("leads",)),
)
"""The records that have owners, and the keys that hold them."""
