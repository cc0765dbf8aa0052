"""Rule for ids: no two records of one kind in a file may share one."""

from collections.abc import Callable, Iterable, Iterator
from operator import attrgetter

from hsp_cli.domain.finding import Key, Place
from hsp_cli.domain.record import Entry
from hsp_cli.domain.workspace import Placed, Workspace
from hsp_cli.rules.support.references import E, N
from hsp_cli.rules.support.registry import Problem, rule


@rule("duplicate-id", hint="give one of them another id or code")
def duplicate_id(workspace: Workspace) -> Iterator[Problem]:
    """Two records in one file have the same id.

    Other records, papers and people refer to a record by its id. If two records share an id, a reference leads to
    the first one, and what was meant for one is counted for the other. This often happens when two people add an
    action on the same day and both branches are merged.

    Example:

        actions:
          - {id: a1, text: Map the providers}
          - {id: a1, text: Invite the providers}

    Way out: give the later record an id of its own. An id must be unique only within its plan, register, meeting or
    paper. Aims, actions and measures are counted separately.
    """
    for noun, ids in _ids_by_kind(workspace):
        seen: set[tuple[str, str]] = set()
        for within, at, entry_id in ids:
            if (within.path, entry_id) in seen:
                yield Problem(within.at(*at), f"two {noun} have the {at[-1]} {entry_id}")
            seen.add((within.path, entry_id))


_Ids = Iterable[tuple[Place, tuple[Key, ...], str]]
"""Ids, each with the place of its record and the keys from there. The rule builds the full place only for a finding."""
_SETTINGS = ("priorities", "schemes", "organisations", "people", "roles", "bodies", "risk_themes")


def _ids_by_kind(workspace: Workspace) -> Iterator[tuple[str, _Ids]]:
    """The ids that must be unique within their file: the plural noun of each kind, and its ids with their places."""
    yield "aims", _ids(workspace.aims)
    yield "actions", _ids(workspace.actions)
    yield "measures", _ids(workspace.measures)
    yield "risks", _ids(workspace.risks)
    yield "sections", _ids(workspace.sections)
    yield "principles", _listed_ids(workspace.plans.values(), "principles", lambda plan: plan.principles)
    yield "timetable steps", _listed_ids(workspace.plans.values(), "timetable", lambda plan: plan.timetable)
    yield "milestones", _listed_ids(workspace.projects.values(), "milestones", lambda project: project.milestones)
    for key in _SETTINGS:
        yield key.replace("_", " "), _listed_ids([workspace.settings], key, attrgetter(key))
    yield from _scale_codes(workspace)


def _listed_ids(records: Iterable[Placed[E]], key: str, entries: Callable[[E], Iterable[Entry]]) -> _Ids:
    return (
        (placed.place, (key, index, "id"), entry.id)
        for placed in records
        for index, entry in enumerate(entries(placed.record))
    )


def _ids(records: Iterable[Placed[N]]) -> _Ids:
    return ((placed.place, ("id",), placed.record.id) for placed in records)


def _scale_codes(workspace: Workspace) -> Iterator[tuple[str, _Ids]]:
    settings = workspace.settings.place
    levels = workspace.partnership.rag.levels
    yield "RAG levels", [(settings, ("rag", "levels", i, "code"), level.code) for i, level in enumerate(levels)]
    if matrix := workspace.partnership.risk_matrix:
        at = settings.at("risk_matrix")
        yield "likelihoods", [(at, ("likelihood", i, "code"), step.code) for i, step in enumerate(matrix.likelihood)]
        yield "impacts", [(at, ("impact", i, "code"), step.code) for i, step in enumerate(matrix.impact)]
        yield "zones", [(at, ("zones", i, "id"), zone.id) for i, zone in enumerate(matrix.zones)]
