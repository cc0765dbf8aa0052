"""Chasing: what to ask each owner for a quarter, and what cannot be known yet."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from hsp_cli.analysis.due import SOON, DueItem, DueStatus, due_items, parties_named
from hsp_cli.analysis.exceptions import Line
from hsp_cli.analysis.filters import NO_FILTER, Filters, select
from hsp_cli.analysis.owed import OwedInQuarter, Owings, by_owner, owed_for
from hsp_cli.domain.owner import Owners
from hsp_cli.domain.period import Period
from hsp_cli.domain.workspace import Workspace

Party = tuple[str | None, str]
"""The id and name of an owner. The id is None for a name that the settings do not list; nobody has an empty name."""


@dataclass(frozen=True, slots=True)
class OwnerRequest:
    """What one owner is asked for.

    `due_soon` are actions and milestones with a deadline to come, of which no update is owed. `unrecorded` are
    indicators of which nothing is recorded so far, so that nobody can say whether a figure is owed. `not_judged` are
    those with a figure that cannot be judged, so that nobody can say whether a comment is owed.
    """

    id: str | None
    name: str
    owings: Owings
    due_soon: tuple[DueItem, ...] = ()
    unrecorded: tuple[Line, ...] = ()
    not_judged: tuple[Line, ...] = ()

    @property
    def owes_nothing(self) -> bool:
        """Whether the records show nothing that is owed, and nothing that may be owed."""
        return not (self.owings.count or self.unrecorded or self.not_judged)


@dataclass(frozen=True, slots=True)
class Chase:
    """What to ask each owner for a quarter, by name; what has no owner comes last.

    Everybody who is responsible for an indicator, an open risk or a live action is among `owners`, also those who owe
    nothing.
    """

    owed: OwedInQuarter
    soon: timedelta
    owners: tuple[OwnerRequest, ...]

    @property
    def asked(self) -> tuple[OwnerRequest, ...]:
        """Those who are asked for something, or told of a deadline."""
        return tuple(owner for owner in self.owners if not owner.owes_nothing or owner.due_soon)

    @property
    def owe_nothing(self) -> tuple[OwnerRequest, ...]:
        """Those of whom everything is recorded. They may have deadlines to come."""
        return tuple(owner for owner in self.owners if owner.owes_nothing)


def chase(
    workspace: Workspace, quarter: Period, as_of: date, filters: Filters = NO_FILTER, soon: timedelta = SOON
) -> Chase:
    """What to ask each owner for a quarter, as the records stand on a date. The filters are resolved to ids.

    With a filter by owner, only that owner is asked, also for what has several owners.
    """
    owed = owed_for(workspace, quarter, as_of, filters)
    owings = {(owner.id, owner.name): owner.owings for owner in by_owner(workspace, owed.owings)}
    updates = {one.placed.address for one in owed.owings.actions}
    due = due_items(workspace, as_of, filters, soon)[DueStatus.DUE]
    due_soon = _by_party(workspace, ((item, item.placed.owners) for item in due if item.placed.address not in updates))
    unrecorded = _by_party(workspace, ((line, line.placed.owners) for line in owed.unrecorded))
    not_judged = _by_party(workspace, ((line, line.placed.owners) for line in owed.not_judged))
    parties = {*_responsible(workspace, quarter, filters), *owings, *due_soon, *unrecorded, *not_judged}
    asked = [
        OwnerRequest(
            *party,
            owings.get(party, Owings()),
            due_soon.get(party, ()),
            unrecorded.get(party, ()),
            not_judged.get(party, ()),
        )
        for party in sorted(parties, key=_by_name)
        if filters.owner is None or party[0] == filters.owner
    ]
    return Chase(owed, soon, tuple(asked))


def _by_name(party: Party) -> tuple[bool, str, str]:
    return not party[1], party[1].casefold(), party[0] or ""


def _responsible(workspace: Workspace, quarter: Period, filters: Filters) -> set[Party]:
    """Everybody who could owe something: the owners of indicators, of open risks and of live actions."""
    indicators = select(workspace, filters, workspace.indicators.values())
    risks = [one for one in select(workspace, filters, workspace.risks) if one.record.is_open(quarter)]
    live = [one for one in select(workspace, filters, workspace.scheduled) if one.record.is_live]
    found: Iterable[Any] = (*indicators, *risks, *live)
    return {party for one in found if one.owners for party in parties_named(workspace, one.owners)}


def _by_party(workspace: Workspace, items: Iterable[tuple[Any, Owners]]) -> Mapping[Party, tuple[Any, ...]]:
    found: dict[Party, list[Any]] = {}
    for item, owners in items:
        for party in dict.fromkeys(parties_named(workspace, owners)):
            found.setdefault(party, []).append(item)
    return {party: tuple(some) for party, some in found.items()}
