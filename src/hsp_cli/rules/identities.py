"""Rule for ids: no two records of one kind in a file may share one."""

from collections.abc import Iterable, Iterator

from hsp_cli.domain.finding import Key, Place
from hsp_cli.domain.kind import Kind
from hsp_cli.domain.workspace import Workspace
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
    for kind in Kind:
        if not kind.has_files:
            yield from _repeated(kind.plural, ((one.place, ("id",), one.record.id) for one in workspace.of(kind)))
    for noun, codes in _scale_codes(workspace):
        yield from _repeated(noun, codes)


_Ids = Iterable[tuple[Place, tuple[Key, ...], str]]
"""Ids, each with the place of its record and the keys from there. The rule builds the full place only for a finding."""


def _repeated(noun: str, ids: _Ids) -> Iterator[Problem]:
    seen: set[tuple[str, str]] = set()
    for within, at, entry_id in ids:
        if (within.path, entry_id) in seen:
            yield Problem(within.at(*at), f"two {noun} have the {at[-1]} {entry_id}")
        seen.add((within.path, entry_id))


def _scale_codes(workspace: Workspace) -> Iterator[tuple[str, _Ids]]:
    settings = workspace.settings.place
    partnership = workspace.partnership
    for key, scale in (("rag", partnership.rag), ("action_rag", partnership.action_rag)):
        levels = scale.levels if scale else ()
        yield "RAG levels", [(settings, (key, "levels", i, "code"), level.code) for i, level in enumerate(levels)]
    if matrix := workspace.partnership.risk_matrix:
        at = settings.at("risk_matrix")
        yield "likelihoods", [(at, ("likelihood", i, "code"), step.code) for i, step in enumerate(matrix.likelihood)]
        yield "impacts", [(at, ("impact", i, "code"), step.code) for i, step in enumerate(matrix.impact)]
        yield "zones", [(at, ("zones", i, "id"), zone.id) for i, zone in enumerate(matrix.zones)]
