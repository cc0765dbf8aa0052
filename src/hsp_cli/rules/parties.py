"""Rules for owners and parties: unknown owners, and names that two parties share."""

from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from hsp_cli.domain.address import Placed
from hsp_cli.domain.blanks import is_blank
from hsp_cli.domain.finding import Place
from hsp_cli.domain.partnership import Party, normalised_name
from hsp_cli.domain.references import PARTIES
from hsp_cli.domain.workspace import Workspace
from hsp_cli.rules.support.references import suggestion
from hsp_cli.rules.support.registry import Problem, rule
from hsp_cli.rules.support.texts import once_per_workspace

_NO_OWNER = "leave the owner out until somebody owns it"


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
            hint = _NO_OWNER if is_blank(owner.name) else suggestion(owner.name, lambda: _all_names(workspace))
            yield Problem(owner.place, f"partnership.yaml does not list the owner {owner.name}", hint)


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
    yield from _shared_names(workspace)


def _shared_names(workspace: Workspace) -> Iterator[Problem]:
    first: dict[str, Party] = {}
    for placed in _parties(workspace):
        party = placed.record
        for place, name in _names(party, placed.place):
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


def _parties(workspace: Workspace) -> Iterator[Placed[Party]]:
    for kind in PARTIES:
        yield from workspace.of(kind)


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
        _UnresolvedOwner(owner.name, parties(owner.name), owner.place)
        for owner in workspace.references(*PARTIES)
        if len(parties(owner.name)) != 1
    ]
