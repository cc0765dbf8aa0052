"""Ids: what every record is called by, so that no two of a kind may share one."""

from collections.abc import Callable, Iterable, Iterator
from operator import attrgetter

from hsp_cli.domain.finding import Key, Place
from hsp_cli.domain.record import Entry
from hsp_cli.domain.workspace import Placed, Workspace
from hsp_cli.rules.support.references import E, N
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
    for noun, ids in _ids_by_kind(workspace):
        seen: set[tuple[str, str]] = set()
        for within, at, entry_id in ids:
            if (within.path, entry_id) in seen:
                yield Problem(within.at(*at), f"two {noun} are called {entry_id}")
            seen.add((within.path, entry_id))


_Ids = Iterable[tuple[Place, tuple[Key, ...], str]]
"""Ids, each with the keys that lead to it within a place: places of their own are made of those that are reported."""
_SETTINGS = ("priorities", "schemes", "organisations", "people", "roles", "bodies", "risk_themes")


def _ids_by_kind(workspace: Workspace) -> Iterator[tuple[str, _Ids]]:
    """The ids that have to differ within their file, kind by kind, each where it stands."""
    yield "aims", _ids(workspace.aims)
    yield "actions", _ids(workspace.actions)
    yield "measures", _ids(workspace.measures)
    yield "risks", _ids(workspace.risks)
    yield "sections", _ids(workspace.sections)
    yield "principles", _inside(workspace.plans.values(), "principles", lambda plan: plan.principles)
    yield "steps of the timetable", _inside(workspace.plans.values(), "timetable", lambda plan: plan.timetable)
    yield "milestones", _inside(workspace.projects.values(), "milestones", lambda project: project.milestones)
    for key in _SETTINGS:
        yield key.replace("_", " "), _inside([workspace.settings], key, attrgetter(key))
    yield from _codes_of_scales(workspace)


def _inside(records: Iterable[Placed[E]], key: str, entries: Callable[[E], Iterable[Entry]]) -> _Ids:
    return (
        (placed.place, (key, index, "id"), entry.id)
        for placed in records
        for index, entry in enumerate(entries(placed.record))
    )


def _ids(records: Iterable[Placed[N]]) -> _Ids:
    return ((placed.place, ("id",), placed.record.id) for placed in records)


def _codes_of_scales(workspace: Workspace) -> Iterator[tuple[str, _Ids]]:
    settings = workspace.settings.place
    levels = workspace.partnership.rag.levels
    yield "RAG levels", [(settings, ("rag", "levels", i, "code"), level.code) for i, level in enumerate(levels)]
    if matrix := workspace.partnership.risk_matrix:
        at = settings.at("risk_matrix")
        yield "likelihoods", [(at, ("likelihood", i, "code"), step.code) for i, step in enumerate(matrix.likelihood)]
        yield "impacts", [(at, ("impact", i, "code"), step.code) for i, step in enumerate(matrix.impact)]
        yield "zones", [(at, ("zones", i, "id"), zone.id) for i, zone in enumerate(matrix.zones)]
