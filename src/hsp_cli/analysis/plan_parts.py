"""Plans, projects and their parts by the names that consultations use for them."""

from collections.abc import Mapping
from typing import Any

from hsp_cli.domain.address import Placed
from hsp_cli.domain.kind import Kind
from hsp_cli.domain.references import PARTS
from hsp_cli.domain.workspace import Workspace


class Parts:
    """Every plan, project and part of one, by its names. If a name fits several kinds, the first of `PARTS` counts."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        named: dict[str, Placed[Any]] = {}
        for kind in PARTS:
            for placed in workspace.of(kind):
                for name in (str(placed.address), placed.address.full):
                    named.setdefault(name, placed)
        self._named: Mapping[str, Placed[Any]] = named
        self._order = {placed.address: number for number, placed in enumerate(named.values())}

    def find(self, name: str, holder: Placed[Any]) -> Placed[Any] | None:
        """The record that a name in `holder` means, which is an id of the same file or an address. None if unknown."""
        return self._named.get(f"{holder.address.file}/{name}") or self._named.get(name)

    def aim_of(self, placed: Placed[Any]) -> Placed[Any]:
        """The aim of an action or measure; for other records, the record itself."""
        if placed.address.kind in (Kind.ACTION, Kind.MEASURE):
            return self._workspace.holder_of(placed)
        return placed

    def order(self, placed: Placed[Any]) -> int:
        """The place of a record among all, to sort by: plans first, then projects, then aims in the order of plans."""
        return self._order[placed.address]
