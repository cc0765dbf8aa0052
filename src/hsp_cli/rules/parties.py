"""Who is who: owners that nobody answers to, and names that mean two parties."""

from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from hsp_cli.domain.address import Placed
from hsp_cli.domain.finding import Place
from hsp_cli.domain.partnership import Party, normalised_name
from hsp_cli.domain.references import PARTIES
from hsp_cli.domain.workspace import Workspace
from hsp_cli.rules.support.references import suggestion
from hsp_cli.rules.support.registry import Problem, rule
from hsp_cli.rules.support.texts import once_per_workspace


@rule("unknown-owner", hint="add the name under people, roles, organisations or bodies, or as an alias of one of them")
def unknown_owner(workspace: Workspace) -> Iterator[Problem]:
    """Something is owned by a name that nobody in the partnership answers to.

    An owner that hsp cannot place is an owner nobody can ask. Names are compared without regard to capitals, full
    stops, `&` and spacing; any id, name or alias in `partnership.yaml` will do.

    Example:

        actions:
          - id: a1
            text: Establish a register of events
            owners: [Simon Leveau]      # the partnership lists Simon Leveaux

    Way out: correct the spelling; or list the person, role, organisation or body in `partnership.yaml`; or, where
    a document calls a known party by another name, add that name to the party's `aliases`.
    """
    for owner in _doubtful_owners(workspace):
        if not owner.parties:
            nearest = suggestion(owner.name, lambda: _all_names(workspace))
            yield Problem(owner.place, f"nobody in the partnership answers to {owner.name}", nearest)


def _all_names(workspace: Workspace) -> Iterator[str]:
    for party in workspace.partnership.parties():
        yield from (party.id, *party.aliases, party.name)


@rule("ambiguous-name", hint="call one of them by its id, or take the alias away from one of them")
def ambiguous_name(workspace: Workspace) -> Iterator[Problem]:
    """One name means two parties, so nobody can say who is meant.

    Groups are known by acronyms, and two of them may share one. hsp does not guess: an action whose owner could be
    either of two bodies would be asked of the wrong one. Look-alikes such as JAG and JATAG stay distinct.

    Example:

        bodies:
          - {id: wellbeing-board, name: Adult Health and Wellbeing Board, aliases: [AHW]}
          - {id: housing-watch, name: Affordable Housing Watch, aliases: [AHW]}

    Way out: take the alias away from one of them, and where the name is used as an owner, write the id of the
    party that is meant.
    """
    for owner in _doubtful_owners(workspace):
        if owner.parties:
            ids = " or ".join(sorted({party.id for party in owner.parties}))
            yield Problem(owner.place, f"{owner.name} may be {ids}")
    if any(len(parties) > 1 for parties in workspace.partnership.party_names().values()):
        yield from _shared_names(workspace)


def _shared_names(workspace: Workspace) -> Iterator[Problem]:
    first: dict[str, Party] = {}
    for placed in _parties(workspace):
        party = placed.record
        for place, name in _names(party, placed.place):
            other = first.setdefault(normalised_name(name), party)
            if other is not party and not _share_an_id(party, other, name):
                yield Problem(place, f"{name} is a name of {_called(other)} and of {_called(party)}")


def _names(party: Party, place: Place) -> Iterator[tuple[Place, str]]:
    yield place.at("id"), party.id
    yield place.at("name"), party.name
    for index, alias in enumerate(party.aliases):
        yield place.at("aliases", index), alias


def _share_an_id(party: Party, other: Party, name: str) -> bool:
    """Two of one list with the same id are a duplicate-id, which is reported as such."""
    return type(party) is type(other) and name == party.id == other.id


def _called(party: Party) -> str:
    return f"{type(party).__name__.lower()} {party.id}"


def _parties(workspace: Workspace) -> Iterator[Placed[Party]]:
    for kind in PARTIES:
        yield from workspace.of(kind)


class _Doubtful(NamedTuple):
    """A name that none or several parties have, and where it is."""

    name: str
    parties: tuple[Party, ...]
    place: Place


@once_per_workspace
def _doubtful_owners(workspace: Workspace) -> list[_Doubtful]:
    """The owners that are not exactly one party."""
    known = workspace.partnership.party_names()

    @cache
    def parties(name: str) -> tuple[Party, ...]:
        return known.get(normalised_name(name), ())

    return [
        _Doubtful(owner.name, parties(owner.name), owner.place)
        for owner in workspace.references(*PARTIES)
        if len(parties(owner.name)) != 1
    ]
