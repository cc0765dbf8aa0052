"""Backlinks: every place, in any file, that refers to a record."""

from typing import Any

from hsp_cli.domain.address import SETTINGS, Placed
from hsp_cli.domain.finding import Place
from hsp_cli.domain.kind import Kind
from hsp_cli.domain.partnership import normalised_name
from hsp_cli.domain.references import PARTIES
from hsp_cli.domain.walk import Reference
from hsp_cli.domain.workspace import Workspace


def backlinks(workspace: Workspace, placed: Placed[Any]) -> list[Place]:
    """Every place that refers to a record, in the order of the files. Places inside the record are left out."""
    inside = placed.place.keys
    return [
        _written(reference)
        for walk in workspace.walks
        for reference in walk.references
        if _names(workspace, reference, placed)
        and not (reference.place.path == placed.place.path and reference.place.keys[: len(inside)] == inside)
    ]


def _written(reference: Reference) -> Place:
    """The place as it is in the file: most owners are plain names, without the key `who`."""
    path, keys = reference.place
    return Place(path, keys[:-1]) if reference.kinds == PARTIES else reference.place


def _names(workspace: Workspace, reference: Reference, placed: Placed[Any]) -> bool:
    kind = placed.address.kind
    if kind not in reference.kinds:
        return False
    if reference.kinds == PARTIES:
        parties = workspace.partnership.party_names().get(normalised_name(reference.name), ())
        return [party.id for party in parties] == [placed.record.id]
    address = placed.address
    if kind is Kind.AREA:
        return placed in workspace.areas_called(reference.name, reference.holder.address.file)
    if kind.has_files or address.file == SETTINGS:
        return reference.name in (address.id, address.full)
    # The id of a record inside a file is unique only in that file, so other files use its address.
    if "/" not in reference.name:
        return reference.name == address.id and reference.holder.address.file == address.file
    return reference.name in (str(address), address.full)
