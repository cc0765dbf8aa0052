"""References between records: who names whom, and the nearest known name for one that leads nowhere."""

import re
from collections.abc import Callable, Collection, Iterable, Iterator
from difflib import get_close_matches
from textwrap import shorten
from typing import Any, NamedTuple, TypeVar

from hsp_cli.domain.action import Action
from hsp_cli.domain.finding import Key, Place
from hsp_cli.domain.partnership import folded
from hsp_cli.domain.record import Entry, Record
from hsp_cli.domain.workspace import Kind, Placed, Workspace
from hsp_cli.rules.registry import Problem

_MOST_NAMES = 2_000
"""Among more than so many, the nearest is not looked for."""

E = TypeVar("E", bound=Record)
N = TypeVar("N", bound=Entry)


class Reference(NamedTuple):
    """A name in a record that means another record, and whose it is: a record, or in words.

    It stands `at` the keys inside `within`. Nearly all lead where they should, and their place is never asked for.
    """

    within: Place
    at: tuple[Key, ...]
    name: str
    by: Placed[Any] | str

    @property
    def place(self) -> Place:
        return self.within.at(*self.at)


def called(by: Placed[Any] | str) -> str:
    """A record in words: what it is, and its title, or its address where it has none."""
    if isinstance(by, str):
        return by
    record, address = by.record, by.address
    noun = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", type(record).__name__).lower()
    title: str | None = getattr(record, "title", None)
    return f'{noun} "{shorten(title, 60, placeholder="…")}"' if title else f"{noun} {address}"


def single(records: Iterable[Placed[E]], key: str, name: Callable[[E], str | None]) -> Iterator[Reference]:
    """The references of a key that names one record or none."""
    for placed in records:
        if named := name(placed.record):
            yield Reference(placed.place, (key,), named, placed)


def several(records: Iterable[Placed[E]], key: str, names: Callable[[E], Iterable[str]]) -> Iterator[Reference]:
    """The references of a key that names a list of records."""
    for placed in records:
        for index, named in enumerate(names(placed.record)):
            yield Reference(placed.place, (key, index), named, placed)


def listed(workspace: Workspace, key: str, entries: Iterable[N]) -> Iterator[Placed[N]]:
    """The entries of one of the partnership's lists, placed."""
    for index, entry in enumerate(entries):
        yield Placed(entry, workspace.settings.place.at(key, index), entry.id, Kind.PARTNERSHIP)


def full_address(action: Placed[Action], name: str) -> str:
    """The address that an action's `depends_on` means: an id without a file is one of its own file."""
    return name if "/" in name else f"{action.address.split('/')[0]}/{name}"


def settings_are_broken(workspace: Workspace) -> bool:
    """Broken settings list nobody; to report every name of the workspace would bury the one real problem."""
    return any(kind is Kind.PARTNERSHIP for kind, _ in workspace.unreadable)


def meant(name: str, known: Callable[[], Iterable[str]]) -> Callable[[], str]:
    """A search for the known name that is nearest to a wrong one: a hint, empty where none is near or too many are."""

    def search() -> str:
        spellings = {folded(candidate): candidate for candidate in known()}
        nearest = get_close_matches(folded(name), spellings, n=1) if len(spellings) <= _MOST_NAMES else []
        return f"did you mean {spellings[nearest[0]]}?" if nearest else ""

    return search


def not_in_settings(
    workspace: Workspace, references: Iterable[Reference], known: Iterable[Entry], noun: str
) -> Iterator[Problem]:
    """The references that the partnership's own lists do not answer."""
    if not settings_are_broken(workspace):
        yield from _unknown(references, {entry.id for entry in known}, noun, "partnership.yaml does not list")


def not_in_files(
    workspace: Workspace, references: Iterable[Reference], known: Collection[str], kind: Kind, noun: str
) -> Iterator[Problem]:
    """The references that no file answers, not even one that could not be read."""
    readable = (reference for reference in references if (kind, reference.name) not in workspace.unreadable)
    yield from _unknown(readable, known, noun, "no file defines")


def _unknown(references: Iterable[Reference], known: Collection[str], noun: str, where: str) -> Iterator[Problem]:
    for reference in references:
        if reference.name not in known:
            message = f"{called(reference.by)} names {noun} {reference.name}, which {where}"
            yield Problem(reference.place, message, meant(reference.name, lambda: known))
