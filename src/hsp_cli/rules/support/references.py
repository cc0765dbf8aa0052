"""References between records: who names whom, and the nearest known name for one that leads nowhere."""

import re
from collections.abc import Callable, Iterable, Iterator
from difflib import get_close_matches
from functools import cache
from textwrap import shorten
from typing import Any, NamedTuple, TypeVar

from hsp_cli.domain.file_index import Mention, Relation, WorkspaceIndex
from hsp_cli.domain.finding import Key, Place
from hsp_cli.domain.kind import Kind
from hsp_cli.domain.partnership import normalised_name
from hsp_cli.domain.record import Entry, Record
from hsp_cli.domain.workspace import Placed, Workspace
from hsp_cli.rules.support.registry import Problem

_LONG_TITLE = 60
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


def describe(by: Placed[Any] | str) -> str:
    """A record in words: what it is, and its title, or its address where it has none."""
    if isinstance(by, str):
        return by
    noun = _noun(type(by.record).__name__)
    title: str | None = getattr(by.record, "title", None)
    return f'{noun} "{_short(title)}"' if title else f"{noun} {by.address}"


@cache
def _noun(model: str) -> str:
    return re.sub(r"(?<=[a-z])(?=[A-Z])", " ", model).lower()


def _short(title: str) -> str:
    # Nearly all are short and in one line, and to look is cheaper than to shorten.
    if len(title) <= _LONG_TITLE and "\n" not in title and "  " not in title:
        return title
    return shorten(title, _LONG_TITLE, placeholder="…")


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


def dependency_address(mention: Mention) -> str:
    """The address of the action that another one depends on: an id without a file is one of its own file."""
    name = mention.name
    return name if "/" in name else f"{mention.by.partition('/')[0]}/{name}"


def suggestion(name: str, known: Callable[[], Iterable[str]]) -> Callable[[], str]:
    """A search for the known name that is nearest to a wrong one: a hint, empty where none is near or too many are."""

    def search() -> str:
        spellings = {normalised_name(candidate): candidate for candidate in known()}
        nearest = get_close_matches(normalised_name(name), spellings, n=1) if len(spellings) <= _MOST_NAMES else []
        return f"did you mean {spellings[nearest[0]]}?" if nearest else ""

    return search


def not_in_settings(references: Iterable[Reference], known: Iterable[Entry], noun: str) -> Iterator[Problem]:
    """The references that the partnership's own lists do not answer."""
    ids = {entry.id: None for entry in known}
    for reference in references:
        if (name := reference.name) not in ids:
            what = f"{noun} {name}, which partnership.yaml does not list"
            yield unknown(reference.place, describe(reference.by), name, ids, what)


def not_in_files(directory: WorkspaceIndex, tie: Relation, noun: str, *kinds: Kind) -> Iterator[Problem]:
    """The mentions that no file of some kinds answers, not even one that could not be read."""
    known = {name: None for kind in kinds for name in directory.of(kind)}
    unreadable = {name for kind, name in directory.unreadable if kind in kinds}
    for place, mention in directory.mentions(tie):
        if mention.name not in known and mention.name not in unreadable:
            yield unknown(place, mention.by, mention.name, known, f"{noun} {mention.name}, which no file defines")


def unknown(place: Place, by: str, name: str, known: Iterable[str], what: str) -> Problem:
    """A name that leads nowhere, with a search for the nearest one."""
    return Problem(place, f"{by} names {what}", suggestion(name, lambda: known))
