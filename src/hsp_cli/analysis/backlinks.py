"""Backlinks: every place, in any file, that refers to a record."""

from collections.abc import Iterable, Iterator
from typing import Any

from hsp_cli.domain.address import SETTINGS, Placed
from hsp_cli.domain.finding import Place
from hsp_cli.domain.kind import Kind
from hsp_cli.domain.partnership import Party, normalised_name
from hsp_cli.domain.references import PARTIES
from hsp_cli.domain.walk import Reference
from hsp_cli.domain.workspace import Workspace


def backlinks(workspace: Workspace, placed: Placed[Any]) -> list[Place]:
    """Every place that refers to a record, in the order of the files. Places inside the record are left out."""
    return [_written(reference) for reference in _naming(workspace, placed, enumerate(_references(workspace)))]


class Backlinks:
    """The references of a workspace by the name in them, for questions about many records."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self._by_id: dict[str, list[tuple[int, Reference]]] = {}
        self._by_party: dict[str, list[tuple[int, Reference]]] = {}
        for number, reference in enumerate(_references(workspace)):
            if reference.kinds == PARTIES:
                self._by_party.setdefault(normalised_name(reference.name), []).append((number, reference))
            else:
                self._by_id.setdefault(reference.name.rpartition("/")[2], []).append((number, reference))

    def of(self, placed: Placed[Any]) -> list[Reference]:
        """Every reference to a record, in the order of the files. Those inside the record are left out."""
        record = placed.record
        found = list(self._by_id.get(record.id, ()))
        if isinstance(record, Party):
            for name in {normalised_name(name) for name in (record.id, record.name, *record.aliases)}:
                found += self._by_party.get(name, ())
        return list(_naming(self._workspace, placed, sorted(found, key=lambda one: one[0])))


def _references(workspace: Workspace) -> Iterator[Reference]:
    return (reference for walk in workspace.walks for reference in walk.references)


def _naming(
    workspace: Workspace, placed: Placed[Any], references: Iterable[tuple[int, Reference]]
) -> Iterator[Reference]:
    inside = placed.place.keys
    for _, reference in references:
        is_inside = reference.place.path == placed.place.path and reference.place.keys[: len(inside)] == inside
        if not is_inside and _names(workspace, reference, placed):
            yield reference


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
