"""What each owner is responsible for: open actions and milestones, risks and indicators."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from hsp_cli.analysis.due import DueItem, DueStatus, parties_named
from hsp_cli.domain.address import Placed
from hsp_cli.domain.owner import Owners
from hsp_cli.domain.partnership import Party
from hsp_cli.site.action_tables import OPEN
from hsp_cli.site.site import Site


@dataclass
class Owned:
    """What an owner is responsible for."""

    actions: list[DueItem] = field(default_factory=list)
    risks: list[Placed[Any]] = field(default_factory=list)
    indicators: list[Placed[Any]] = field(default_factory=list)

    def count(self, status: DueStatus) -> int:
        return sum(item.status is status for item in self.actions)


class Ownership:
    """Everything by its owners: those with an entry in the settings by id, and the others by name."""

    def __init__(self, site: Site) -> None:
        self._site = site

    @cached_property
    def owned(self) -> Mapping[tuple[str | None, str], Owned]:
        found: dict[tuple[str | None, str], Owned] = defaultdict(Owned)
        site = self._site
        for key, items in site.scheduled.by_party.items():
            found[key].actions += (item for item in items if item.status in OPEN)
        for risk in site.workspace.risks:
            if risk.record.closed is None or (site.quarter and risk.record.is_open(site.quarter)):
                for key in self._keys(risk.owners):
                    found[key].risks.append(risk)
        for indicator in site.workspace.indicators.values():
            for key in self._keys(indicator.owners):
                found[key].indicators.append(indicator)
        return found

    def _keys(self, owners: Owners) -> Iterable[tuple[str | None, str]]:
        return dict.fromkeys(parties_named(self._site.workspace, owners))

    def of(self, party: Party) -> Owned:
        return self.owned.get((party.id, party.name), Owned())

    def others(self) -> list[tuple[str, Owned]]:
        """Names that the settings do not list, and what has no owner, whose name is empty and comes first."""
        return sorted((name, owned) for (party, name), owned in self.owned.items() if party is None)
