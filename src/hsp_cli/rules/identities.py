"""Ids: what every record is called by, so that no two of a kind may share one."""

from collections.abc import Iterable, Iterator

from hsp_cli.domain.finding import Key, Place
from hsp_cli.domain.kind import Kind
from hsp_cli.domain.workspace import Workspace
from hsp_cli.rules.support.registry import Problem, rule


@rule("duplicate-id", hint="give one of them another id")
def duplicate_id(workspace: Workspace) -> Iterator[Problem]:
    """Two records of one file have the same id.

    An id is how other records, papers and people point at a record. With two of the same name a link leads to
    whichever comes first, and what was meant for one is counted for the other. It often happens when two people
    add an action on the same day and both branches are merged.

    Example:

        actions:
          - {id: a1, text: Map the providers}
          - {id: a1, text: Invite the providers}

    Way out: give the later one an id of its own. Ids need be unique only inside their plan, register, meeting or
    paper, and for aims, actions and measures each kind apart.
    """
    for kind in Kind:
        if not kind.has_files:
            yield from _repeated(kind.plural, ((one.place, ("id",), one.record.id) for one in workspace.of(kind)))
    for noun, codes in _codes_of_scales(workspace):
        yield from _repeated(noun, codes)


_Ids = Iterable[tuple[Place, tuple[Key, ...], str]]
"""Ids, each with the keys that lead to it within a place: the whole place is only made for those that are reported."""


def _repeated(noun: str, ids: _Ids) -> Iterator[Problem]:
    seen: set[tuple[str, str]] = set()
    for within, at, entry_id in ids:
        if (within.path, entry_id) in seen:
            yield Problem(within.at(*at), f"two {noun} are called {entry_id}")
        seen.add((within.path, entry_id))


def _codes_of_scales(workspace: Workspace) -> Iterator[tuple[str, _Ids]]:
    settings = workspace.settings.place
    levels = workspace.partnership.rag.levels
    yield "RAG levels", [(settings, ("rag", "levels", i, "code"), level.code) for i, level in enumerate(levels)]
    if matrix := workspace.partnership.risk_matrix:
        at = settings.at("risk_matrix")
        yield "likelihoods", [(at, ("likelihood", i, "code"), step.code) for i, step in enumerate(matrix.likelihood)]
        yield "impacts", [(at, ("impact", i, "code"), step.code) for i, step in enumerate(matrix.impact)]
        yield "zones", [(at, ("zones", i, "id"), zone.id) for i, zone in enumerate(matrix.zones)]
