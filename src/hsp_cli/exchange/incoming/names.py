"""Names in a sheet and what they are in the records: priorities, ratings, owners, themes and schemes."""

import difflib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from hsp_cli.domain.edit import Append, Edit
from hsp_cli.domain.kind import Kind
from hsp_cli.domain.partnership import normalised_name
from hsp_cli.domain.rag import StatedScale
from hsp_cli.domain.workspace import Workspace
from hsp_cli.exchange.incoming.cells import CellRefused
from hsp_cli.exchange.incoming.mapping import PartyKind
from hsp_cli.exchange.incoming.rows import slug


@dataclass
class Names:
    """The names of a workspace, and the owners that an import adds to its settings.

    Without `new_owners` an owner whom the settings do not list is refused.
    """

    workspace: Workspace
    new_owners: PartyKind | None = None
    added: dict[str, tuple[str, str]] = field(default_factory=dict)
    """The owners that are added, by normalised name: id and name."""

    def entry(self, kind: Kind, name: str) -> str:
        """The id of an entry of the settings, by its id or title. CellRefused if there is none."""
        entries = self.workspace.partnership.by_id(kind)
        same = [
            one.id for one in entries.values() if normalised_name(name) in map(normalised_name, (one.id, one.heading))
        ]
        if not same:
            raise CellRefused(f"{name!r} is no {kind.label} of partnership.yaml{_nearest(name, entries)}")
        return str(same[0])

    def rag(self, name: str, scale: StatedScale) -> str:
        """The code of a level, by its code or name."""
        found = [level.code for level in scale.levels if level.code == name]
        found += [
            level.code for level in scale.levels if name.casefold() in (level.name.casefold(), level.code.casefold())
        ]
        if not found:
            codes = ", ".join(f"{level.code} ({level.name})" for level in scale.levels)
            raise CellRefused(f"{name!r} is no rating of the scale: {codes}")
        return found[0]

    def rating(self, name: str) -> str:
        """A rating of a risk as the sheet writes it. CellRefused if it is not in the matrix."""
        matrix = self.workspace.partnership.risk_matrix
        if matrix is None:
            raise CellRefused("partnership.yaml has no risk matrix, so a rating means nothing")
        if matrix.split(name) is None:
            steps = "; ".join(", ".join(step.code for step in scale) for scale in (matrix.likelihood, matrix.impact))
            raise CellRefused(f"{name!r} is not on the risk matrix: likelihood and impact are {steps}")
        return name

    def rating_of(self, likelihood: str, impact: str) -> str:
        """The rating that likelihood and impact make, each a code or name of the matrix."""
        matrix = self.workspace.partnership.risk_matrix
        if matrix is None:
            raise CellRefused("partnership.yaml has no risk matrix, so a rating means nothing")
        codes = [
            next((step.code for step in scale if name.casefold() in (step.code.casefold(), step.name.casefold())), None)
            for name, scale in ((likelihood, matrix.likelihood), (impact, matrix.impact))
        ]
        if codes[0] is None or codes[1] is None:
            name, scale = (likelihood, matrix.likelihood) if codes[0] is None else (impact, matrix.impact)
            raise CellRefused(f"{name!r} is none of: {', '.join(f'{step.code} ({step.name})' for step in scale)}")
        joint = "x" if codes[0][-1:].isdigit() and codes[1][:1].isdigit() else ""
        return f"{codes[0]}{joint}{codes[1]}"

    def owners(self, names: Sequence[str]) -> list[str]:
        """Owners as the sheet writes them. CellRefused for one who is unknown or may be several."""
        parties = self.workspace.partnership.party_names()
        for name in names:
            found = parties.get(normalised_name(name), ())
            if len(found) > 1:
                ids = " and ".join(party.id for party in found)
                raise CellRefused(f"{name!r} may be {ids}; write the id of the one that is meant")
            if not found and self.new_owners is None:
                known = [
                    word for party in self.workspace.partnership.parties() for word in (party.name, *party.aliases)
                ]
                raise CellRefused(f"partnership.yaml does not list the owner {name!r}{_nearest(name, known)}")
        return list(names)

    def add_owners(self, names: Iterable[str]) -> None:
        """Add the owners whom the settings do not list yet."""
        parties = self.workspace.partnership.party_names()
        for name in names:
            key = normalised_name(name)
            if key not in parties and key not in self.added:
                self.added[key] = (self._free_id(name), name)

    def _free_id(self, name: str) -> str:
        taken = {party.id for party in self.workspace.partnership.parties()} | {one for one, _ in self.added.values()}
        made = slug(name) or "owner"
        number = 2
        while (candidate := made if number == 2 else f"{made[:76]}-{number - 1}") in taken:
            number += 1
        return candidate

    @property
    def edits(self) -> list[Edit]:
        """The edits of the settings."""
        if self.new_owners is None:
            return []
        return [
            Append((self.new_owners.value,), {"id": party_id, "name": name}) for party_id, name in self.added.values()
        ]


def is_same_owners(names: Sequence[str], owners: Sequence[Any], workspace: Workspace) -> bool:
    """Whether a sheet names the owners that a record has, in the same order."""
    parties = workspace.partnership.party_names()

    def party(name: str) -> str:
        found = parties.get(normalised_name(name), ())
        return found[0].id if len(found) == 1 else normalised_name(name)

    return [party(name) for name in names] == [party(owner.who) for owner in owners]


def _nearest(name: str, known: Iterable[str]) -> str:
    near = difflib.get_close_matches(name, list(known), n=1)
    return f"; did you mean {near[0]!r}?" if near else ""
