"""Builds each file's index: the ids that it defines, its references, and the facts that rules collect."""

from functools import cache
from typing import Any

from hsp_cli.domain.address import Address, Placed
from hsp_cli.domain.file_index import Fact, FileIndex, FileReference, group, ids_of
from hsp_cli.domain.kind import Kind
from hsp_cli.domain.kinds import models
from hsp_cli.domain.partnership import Partnership
from hsp_cli.domain.walk import Walk, fields_of
from hsp_cli.rules.support.references import describe
from hsp_cli.rules.support.registry import collectors


def index_file(found: Walk, settings: Partnership) -> FileIndex:
    """The index of a file's record, from the walk over it."""
    file = found.file
    defines: dict[Kind, list[str]] = {}
    for placed in found.records:
        kind = placed.address.kind
        if kind in _referenced_inside_files():
            defines.setdefault(kind, []).append(placed.record.id)
    facts: dict[str, tuple[Fact, ...]] = {}
    for name, collect in collectors().items():
        if collected := tuple(collect(found, settings)):
            facts[name] = collected
    ids = {kind: ids_of(inside) for kind, inside in defines.items()}
    return FileIndex(file.address.kind, file.address.id, file.place.path, ids, _references(found, settings), facts)


def _references(found: Walk, settings: Partnership) -> dict[str, tuple[FileReference, ...]]:
    """The references that the settings do not resolve, by the kinds that they may name."""
    bodies = settings.by_id(Kind.BODY)
    described: dict[Address, str] = {}
    references: dict[str, list[FileReference]] = {}
    for name, kinds, keys, holder in found.references:
        if _is_for_files(kinds) and not (Kind.BODY in kinds and name in bodies):
            if holder.address not in described:
                described[holder.address] = _described(holder)
            reference = FileReference(keys, name, described[holder.address])
            references.setdefault(group(kinds), []).append(reference)
    return {kinds: tuple(one) for kinds, one in references.items()}


def _described(holder: Placed[Any]) -> str:
    # An action has no title, and its text may be long.
    return str(holder.address) if holder.address.kind is Kind.ACTION else describe(holder)


@cache
def _is_for_files(kinds: tuple[Kind, ...]) -> bool:
    """Whether a file other than the settings may define a name of one of these kinds."""
    return any(kind.folder or kind in _referenced_inside_files() for kind in kinds)


@cache
def _referenced_inside_files() -> frozenset[Kind]:
    """The kinds inside files (other than the settings) that other records may reference: actions."""
    named = {kind for model in models().values() for kind in _named_by(model)}
    in_settings = {field.model.KIND for field in fields_of(models()[Kind.PARTNERSHIP]) if field.model}
    return frozenset(kind for kind in named if not kind.has_files and kind not in in_settings)


def _named_by(model: Any) -> set[Kind]:
    return {kind for field in fields_of(model) for kind in field.kinds}
