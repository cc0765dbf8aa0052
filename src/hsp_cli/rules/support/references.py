"""Messages for references to records that do not exist, with the most similar name that does."""

from collections.abc import Callable, Iterable, Iterator
from difflib import get_close_matches
from textwrap import shorten
from typing import Any

from hsp_cli.domain.address import Placed
from hsp_cli.domain.file_index import WorkspaceIndex, place
from hsp_cli.domain.finding import Place
from hsp_cli.domain.kind import Kind
from hsp_cli.domain.partnership import normalised_name
from hsp_cli.domain.workspace import Workspace
from hsp_cli.rules.support.registry import Problem

_LONG_TITLE = 60
_MOST_NAMES = 2_000
"""If there are more names than this, hsp does not search for a similar one."""


def describe(placed: Placed[Any]) -> str:
    """A record in words: its kind, and its title or, without one, its address."""
    title = getattr(placed.record, "title", None)
    called = f'"{_short(title)}"' if title else str(placed.address)
    return f"{placed.address.kind.label} {called}"


def _short(title: str) -> str:
    # Nearly all titles are short and on one line, and this test is faster than shortening.
    if len(title) <= _LONG_TITLE and "\n" not in title and "  " not in title:
        return title
    return shorten(title, _LONG_TITLE, placeholder="…")


def suggestion(name: str, known: Callable[[], Iterable[str]]) -> Callable[[], str]:
    """A search for the known name most similar to a wrong one. Its result is a hint, or empty if there is none or if
    there are too many names.
    """

    def search() -> str:
        spellings = {normalised_name(candidate): candidate for candidate in known()}
        nearest = get_close_matches(normalised_name(name), spellings, n=1) if len(spellings) <= _MOST_NAMES else []
        return f"did you mean {spellings[nearest[0]]}?" if nearest else ""

    return search


def not_in_settings(workspace: Workspace, kind: Kind) -> Iterator[Problem]:
    """The references to records of the settings that do not exist."""
    ids = workspace.partnership.by_id(kind)
    for reference in workspace.references(kind):
        if (name := reference.name) not in ids:
            what = f"{kind} {name}, which partnership.yaml does not list"
            yield unknown(reference.place, describe(reference.holder), name, ids, what)


def not_in_files(index: WorkspaceIndex, *kinds: Kind) -> Iterator[Problem]:
    """The references to some kinds of file that no file defines. Unreadable files count as defined."""
    known = {name: None for kind in kinds for name in index.of(kind)}
    labels = [kind.label for kind in kinds]
    nouns = " or ".join(filter(None, (", ".join(labels[:-1]), labels[-1])))
    for file, reference in index.references(*kinds):
        name = reference.name
        if name not in known and not index.has_unreadable(name, kinds):
            what = f"{nouns} {name}, which no file defines"
            yield unknown(place(file, reference), reference.by, name, known, what)


def unknown(where: Place, by: str, name: str, known: Iterable[str], what: str) -> Problem:
    """A problem for a name that no record has, with a search for a similar name."""
    return Problem(where, f"{by} names {what}", suggestion(name, lambda: known))
