"""The actions and milestones of a site by what they belong to: worked out once for all pages."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from functools import cached_property
from typing import TypeVar

from hsp_cli.analysis.due import DueItem, parties_named, with_status
from hsp_cli.analysis.open_actions import is_raised_by
from hsp_cli.domain.action import Scheduled
from hsp_cli.domain.address import Address, Placed
from hsp_cli.domain.kind import Kind
from hsp_cli.domain.workspace import Workspace


class ScheduledItems:
    """Every action and milestone with its status on a day.

    What other organisations have in their plans, and what was not raised by that day, is only in `by_address`. The
    items of all other lists have the oldest deadline first.
    """

    def __init__(self, workspace: Workspace, as_of: date) -> None:
        self._workspace = workspace
        self._as_of = as_of

    @cached_property
    def by_address(self) -> Mapping[Address, DueItem]:
        found = with_status(self._workspace, self._workspace.scheduled, self._as_of)
        return {item.placed.address: item for item in sorted(found, key=_falls_on)}

    def of(self, placed: Iterable[Placed[Scheduled]]) -> tuple[DueItem, ...]:
        """Some actions and milestones with their status, the oldest deadline first."""
        return tuple(sorted((self.by_address[one.address] for one in placed), key=_falls_on))

    @cached_property
    def own(self) -> tuple[DueItem, ...]:
        """What the lists of the partnership have."""
        workspace = self._workspace
        return tuple(
            item
            for item in self.by_address.values()
            if workspace.other_organisation(item.placed) is None and is_raised_by(workspace, item.placed, self._as_of)
        )

    @cached_property
    def of_others(self) -> int:
        """The number of those in plans of other organisations."""
        placed = (item.placed for item in self.by_address.values())
        return sum(self._workspace.other_organisation(one) is not None for one in placed)

    @cached_property
    def by_party(self) -> Mapping[tuple[str | None, str], tuple[DueItem, ...]]:
        """By the id and name of each owner, as `parties_named` has them."""
        return _grouped((key, item) for item in self.own for key in parties_named(self._workspace, item.placed.owners))

    @cached_property
    def by_priority(self) -> Mapping[str | None, tuple[DueItem, ...]]:
        return _grouped((item.placed.priority, item) for item in self.own)

    @cached_property
    def by_body(self) -> Mapping[str | None, tuple[DueItem, ...]]:
        """By body: those that it oversees, itself or as part of a plan that it oversees, and those that it owns."""
        return _grouped((body, item) for item in self.own for body in self._bodies(item.placed))

    def _bodies(self, placed: Placed[Scheduled]) -> Iterator[str | None]:
        yield placed.body
        if placed.address.file_kind is Kind.PLAN:
            yield self._workspace.file_of(placed).body
        for party, _ in parties_named(self._workspace, placed.owners):
            if party in self._workspace.partnership.by_id(Kind.BODY):
                yield party


Key = TypeVar("Key")


def _grouped(pairs: Iterable[tuple[Key, DueItem]]) -> Mapping[Key, tuple[DueItem, ...]]:
    """Items by key, each once under a key, in the given order."""
    found: dict[Key, dict[Address, DueItem]] = defaultdict(dict)
    for key, item in pairs:
        found[key][item.placed.address] = item
    return {key: tuple(items.values()) for key, items in found.items()}


def _falls_on(item: DueItem) -> tuple[date, str]:
    """A sort key: the last day of the deadline, and the address. What has no day is last."""
    deadline = item.placed.record.deadline
    return (deadline.falls_on if deadline else None) or date.max, str(item.placed.address)
