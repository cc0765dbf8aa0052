"""Due items: actions and milestones that are overdue, due soon, later, unresolved, without a date, or closed."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from hsp_cli.analysis.dependencies import Wait, waits
from hsp_cli.analysis.filters import NO_FILTER, Filters, left_out, select
from hsp_cli.domain.action import ActionStatus, Scheduled
from hsp_cli.domain.address import Placed
from hsp_cli.domain.owner import Owners
from hsp_cli.domain.workspace import Workspace
from hsp_cli.wording.bodies import body_name

SOON = timedelta(days=30)
"""By default, an item counts as due, rather than later, when its deadline is at most this far ahead."""


class DueStatus(StrEnum):
    """The status of an action or milestone on a date, by its deadline."""

    OVERDUE = "overdue"
    DUE = "due"
    LATER = "later"
    UNRESOLVED = "unresolved"
    UNDATED = "undated"
    LEFT_OPEN = "left_open"
    COMPLETE = "complete"
    CLOSED = "closed"


@dataclass(frozen=True, slots=True)
class DueItem:
    """An action or milestone with its status on a date, and what it waits for.

    An item that waits for something is at risk: an action on which it depends is late or will not be done.
    """

    placed: Placed[Scheduled]
    status: DueStatus
    waits: tuple[Wait, ...] = ()

    @property
    def is_at_risk(self) -> bool:
        return bool(self.waits)


@dataclass(frozen=True, slots=True)
class DueItems:
    """Items by status: each has exactly one status, and within a status the oldest deadline comes first.

    `left_out` says how many items of other organisations' plans the filters left out, by organisation.
    """

    as_of: date
    by_status: Mapping[DueStatus, tuple[DueItem, ...]]
    left_out: Mapping[str, int]

    def __getitem__(self, status: DueStatus) -> tuple[DueItem, ...]:
        return self.by_status[status]

    @property
    def at_risk(self) -> tuple[DueItem, ...]:
        return tuple(item for items in self.by_status.values() for item in items if item.is_at_risk)


def due_items(workspace: Workspace, as_of: date, filters: Filters = NO_FILTER, soon: timedelta = SOON) -> DueItems:
    """Everything with a deadline that matches the filters (resolved to ids), by its status on a date.

    These are the actions of plans, meetings and papers, the milestones of projects, and the timetables of plans.
    """
    asked = select(workspace, filters, workspace.scheduled)
    asked.sort(key=lambda placed: (_falls_on(placed.record) or date.max, str(placed.address)))
    by_status: dict[DueStatus, list[DueItem]] = {status: [] for status in DueStatus}
    for item in with_status(workspace, asked, as_of, soon):
        by_status[item.status].append(item)
    return DueItems(
        as_of,
        {status: tuple(found) for status, found in by_status.items()},
        left_out(workspace, filters, workspace.scheduled),
    )


def with_status(
    workspace: Workspace, placed: Iterable[Placed[Scheduled]], as_of: date, soon: timedelta = SOON
) -> tuple[DueItem, ...]:
    """Actions and milestones with their status on a date and what they wait for, in the given order."""
    waiting = waits(workspace, as_of)
    return tuple(DueItem(one, _status(workspace, one, as_of, soon), waiting.get(one.address, ())) for one in placed)


def _status(workspace: Workspace, placed: Placed[Scheduled], as_of: date, soon: timedelta) -> DueStatus:
    ending = workspace.ending_of(placed) if placed.record.is_live else None
    return DueStatus.LEFT_OPEN if ending and ending.is_past(as_of) else due_status(placed.record, as_of, soon)


def due_status(item: Scheduled, as_of: date, soon: timedelta = SOON) -> DueStatus:
    """The status of one action or milestone on a date, by its own record.

    An item due on that date is not overdue. A deadline in words is unresolved. A passed deadline is overdue until the
    record says that the work was done, even if it is a date in a timetable.
    """
    if item.status is ActionStatus.COMPLETE:
        return DueStatus.COMPLETE
    if not item.is_live:
        return DueStatus.CLOSED
    if item.deadline is None:
        return DueStatus.UNDATED
    falls_on = item.deadline.falls_on
    if falls_on is None:
        return DueStatus.UNRESOLVED
    if falls_on < as_of:
        return DueStatus.OVERDUE
    return DueStatus.DUE if falls_on <= as_of + soon else DueStatus.LATER


def _falls_on(item: Scheduled) -> date | None:
    return item.deadline.falls_on if item.deadline else None


class Grouping(StrEnum):
    """What due items can be counted by."""

    OWNER = "owner"
    PLAN = "plan"
    BODY = "body"


@dataclass(frozen=True, slots=True)
class Group:
    """The number of items of an owner, body or file by status, and how many of them are at risk.

    `id` is None if the items name nobody, or somebody whom the settings do not list; `name` is then empty, or as
    written.
    """

    id: str | None
    name: str
    counts: Mapping[DueStatus, int]
    at_risk: int


def grouped(workspace: Workspace, found: DueItems, by: Grouping) -> tuple[Group, ...]:
    """The items counted by owner, body or plan, those with most overdue items first.

    All names of a party are one owner. An item with several owners counts for each of them. By plan, items of meetings,
    papers and projects count under their own files.
    """
    members: dict[tuple[str | None, str], list[DueItem]] = {}
    for items in found.by_status.values():
        for item in items:
            for key in dict.fromkeys(group_keys(workspace, item.placed, by)):
                members.setdefault(key, []).append(item)
    groups = [_group(key, items) for key, items in members.items()]
    return tuple(sorted(groups, key=_most_overdue_first))


def _group(key: tuple[str | None, str], items: list[DueItem]) -> Group:
    counts = {status: sum(item.status is status for item in items) for status in DueStatus}
    return Group(*key, counts, sum(item.is_at_risk for item in items))


def group_keys(workspace: Workspace, placed: Placed[Scheduled], by: Grouping) -> list[tuple[str | None, str]]:
    """The ids and names of the groups to which an item belongs."""
    match by:
        case Grouping.OWNER:
            return parties_named(workspace, placed.owners)
        case Grouping.BODY:
            return [(placed.body, body_name(placed.body, workspace.partnership))]
        case Grouping.PLAN:
            file = workspace.file_of(placed)
            return [(file.address.id, file.record.heading)]


def parties_named(workspace: Workspace, owners: Owners) -> list[tuple[str | None, str]]:
    """The id and name of each owner; the id is None for somebody whom the settings do not list or do not tell apart.

    Without owners, one pair for nobody: no id and no name.
    """
    parties = [(workspace.party(owner), owner.who) for owner in owners]
    return [(party.id, party.name) if party else (None, who) for party, who in parties] or [(None, "")]


def _most_overdue_first(group: Group) -> tuple[int, int, int, str]:
    order = (DueStatus.OVERDUE, DueStatus.DUE)
    first, second = (-group.counts[status] for status in order)
    return first, second, -sum(group.counts.values()), group.name.casefold()
