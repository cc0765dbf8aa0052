"""Names: whether a reference may mean one of some records, by an id, a name, an alias or an address."""

from collections.abc import Iterable
from typing import Any

from hsp_cli.domain.address import SETTINGS, Address, Placed
from hsp_cli.domain.kind import Kind
from hsp_cli.domain.partnership import Party, normalised_name
from hsp_cli.domain.references import BODY_OR_REGISTER, PARTIES
from hsp_cli.domain.walk import Reference
from hsp_cli.domain.workspace import Workspace


class Names:
    """The names of some records of a workspace, and of the files that could not be read: these may be exempt.

    A name that could also mean another record counts as theirs. The exception is a register with the id of a body: the
    id then means the body, whose name is what papers print.
    """

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self._unreadable = {name for kind, id in workspace.unreadable for name in (id, f"{kind.folder}/{id}")}
        self._everywhere = {(kind, id) for kind, id in workspace.unreadable}
        self._in_file: set[tuple[str, Kind, str]] = set()
        self._parties: set[str] = set()
        self._areas: set[Address] = set()

    def add(self, records: Iterable[Placed[Any]]) -> None:
        for placed in records:
            address = placed.address
            if isinstance(placed.record, Party):
                names = (placed.record.id, placed.record.name, *placed.record.aliases)
                self._parties.update(map(normalised_name, names))
            if address.kind is Kind.AREA:
                self._areas.add(address)
            elif not (address.kind.has_files or address.file == SETTINGS):
                self._in_file.add((address.file, address.kind, address.id))
            self._everywhere.update(((address.kind, str(address)), (address.kind, address.full)))

    def may_mean(self, reference: Reference) -> bool:
        """Whether a reference may mean one of the records."""
        name, kinds = reference.name, reference.kinds
        if kinds == PARTIES:
            return normalised_name(name) in self._parties
        file = reference.holder.address.file
        if name.rpartition("/")[0] in self._unreadable:
            return True
        if kinds == BODY_OR_REGISTER and self._workspace.partnership.body(name):
            kinds = (Kind.BODY,)
        return any(
            any(area.address in self._areas for area in self._workspace.areas_called(name, file))
            if kind is Kind.AREA
            else (kind, name) in self._everywhere or (file, kind, name) in self._in_file
            for kind in kinds
        )
