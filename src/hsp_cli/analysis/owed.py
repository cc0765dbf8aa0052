"""What is owed for a quarter: figures, comments on exceptions, ratings of risks, updates of actions; and by whom."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from hsp_cli.analysis.due import DueItem, DueStatus, due_items, parties_named
from hsp_cli.analysis.exceptions import Line, exceptions, is_covered
from hsp_cli.analysis.filters import NO_FILTER, Filters
from hsp_cli.analysis.open_actions import is_raised_by
from hsp_cli.analysis.risks import RatedRisk, risk_report
from hsp_cli.domain.action import Action, Update
from hsp_cli.domain.address import Placed
from hsp_cli.domain.indicator import Indicator
from hsp_cli.domain.owner import Owners
from hsp_cli.domain.period import Period
from hsp_cli.domain.risk import Risk
from hsp_cli.domain.schedule import due_on, periods_owed
from hsp_cli.domain.workspace import Workspace


@dataclass(frozen=True, slots=True)
class OwedFigure:
    """An indicator, and the periods whose figures fell due in the quarter and are not recorded, the oldest first."""

    line: Line
    periods: tuple[Period, ...]

    @property
    def placed(self) -> Placed[Indicator]:
        return self.line.placed

    def due(self, period: Period) -> date:
        """The day by which the figure of a period was due."""
        owed = self.line.performance.owed
        return owed.due if owed and owed.period == period else due_on(self.placed.record, period)


@dataclass(frozen=True, slots=True)
class OwedRating:
    """A risk that was not rated in the quarter. `last` is its last rating before; None if it was never rated."""

    placed: Placed[Risk]
    last: RatedRisk | None


@dataclass(frozen=True, slots=True)
class OwedUpdate:
    """An action or milestone of which news is owed: it is overdue, it has no deadline, or nobody has reported on it.

    `last` is the last update that has a date. `is_silent` says that no update is dated in the quarter or after it; an
    update without a date may be old.
    """

    item: DueItem
    last: Update | None
    is_silent: bool

    @property
    def placed(self) -> Placed[Any]:
        return self.item.placed

    @property
    def is_overdue(self) -> bool:
        return self.item.status is DueStatus.OVERDUE

    @property
    def lacks_deadline(self) -> bool:
        """Whether it is live and no date is agreed. Nobody can say then whether it is late."""
        return self.item.status in (DueStatus.UNDATED, DueStatus.UNRESOLVED)


@dataclass(frozen=True, slots=True)
class Owings:
    """What is owed, by kind."""

    figures: tuple[OwedFigure, ...] = ()
    comments: tuple[Line, ...] = ()
    ratings: tuple[OwedRating, ...] = ()
    actions: tuple[OwedUpdate, ...] = ()

    @property
    def count(self) -> int:
        return len(self.figures) + len(self.comments) + len(self.ratings) + len(self.actions)


@dataclass(frozen=True, slots=True)
class OwedInQuarter:
    """Everything that is owed for a quarter, as the records stand on a date.

    `unrecorded` are indicators of which nothing is recorded so far, so that nobody can say whether a figure is owed.
    `not_judged` are those with a figure that nobody can judge, so that nobody can say whether a comment is owed.
    `left_out` says how many actions and milestones of other organisations' plans the filters left out.
    """

    quarter: Period
    as_of: date
    filters: Filters
    owings: Owings
    unrecorded: tuple[Line, ...]
    not_judged: tuple[Line, ...]
    left_out: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class OwnerOwings:
    """What one owner owes. `id` is None for a name that the settings do not list, and for nobody, who has no name."""

    id: str | None
    name: str
    owings: Owings


def owed_for(workspace: Workspace, quarter: Period, as_of: date, filters: Filters = NO_FILTER) -> OwedInQuarter:
    """What is owed for a quarter among the records that match the filters (resolved to ids).

    Figures are owed of every indicator, comments only of exceptions that the exception report covers. A rating is owed
    of each open risk, and an update of each live action that had been agreed and begun by the end of the quarter, and
    of everything that is overdue or has no date. Milestones owe no update while their date is to come. Nothing is owed
    of a plan or project that has ended.
    """
    settings = workspace.partnership
    report = exceptions(workspace, quarter, filters, everything=True)
    risks = risk_report(workspace, quarter, filters)
    due = due_items(workspace, as_of, filters)
    rated = {risk.placed.address: risk for risk in risks.not_rated}
    unrated = {*rated, *(placed.address for placed in risks.never_rated)}
    owings = Owings(
        tuple(OwedFigure(line, periods) for line in report.covered if (periods := _periods(line))),
        tuple(line for line in report.without_comment if is_covered(line.placed.record, settings)),
        tuple(OwedRating(one, rated.get(one.address)) for one in risks.risks if one.address in unrated),
        tuple(
            owed for items in due.by_status.values() for item in items if (owed := _update(workspace, item, quarter))
        ),
    )
    not_judged = (line for line in report.not_judged if is_covered(line.placed.record, settings))
    return OwedInQuarter(quarter, as_of, filters, owings, report.unrecorded, tuple(not_judged), due.left_out)


def _periods(line: Line) -> tuple[Period, ...]:
    return periods_owed(line.placed.record, line.performance.quarter, line.performance.owed)


_WITHOUT_UPDATES = (DueStatus.COMPLETE, DueStatus.CLOSED, DueStatus.LEFT_OPEN)


def _update(workspace: Workspace, item: DueItem, quarter: Period) -> OwedUpdate | None:
    record = item.placed.record
    dated = [(update.on, update) for update in record.updates if update.on and update.withdrawn is None]
    on, last = max(dated, key=lambda one: one[0], default=(None, None))
    is_silent = on is None or on.last_day < quarter.first_day
    found = OwedUpdate(item, last, is_silent)
    if item.status in _WITHOUT_UPDATES:
        return None
    if found.is_overdue or found.lacks_deadline:
        return found
    if not isinstance(record, Action) or not is_silent:
        return None
    has_begun = record.start is None or record.start.first_day <= quarter.last_day
    return found if has_begun and is_raised_by(workspace, item.placed, quarter.last_day) else None


def by_owner(workspace: Workspace, owed: Owings) -> tuple[OwnerOwings, ...]:
    """The same for each owner, in the order of their names; what has no owner comes last.

    All names of a party are one owner. What has several owners is owed by each of them.
    """
    found: dict[tuple[str | None, str], dict[str, list[Any]]] = {}
    for kind, item, owners in _items(owed):
        for party in dict.fromkeys(parties_named(workspace, owners)):
            found.setdefault(party, {}).setdefault(kind, []).append(item)
    return tuple(
        OwnerOwings(*party, Owings(**{kind: tuple(items) for kind, items in kinds.items()}))
        for party, kinds in sorted(
            found.items(), key=lambda one: (not one[0][1], one[0][1].casefold(), one[0][0] or "")
        )
    )


def _items(owed: Owings) -> Iterator[tuple[str, Any, Owners]]:
    for figure in owed.figures:
        yield "figures", figure, figure.placed.owners
    for line in owed.comments:
        yield "comments", line, line.placed.owners
    for rating in owed.ratings:
        yield "ratings", rating, rating.placed.owners
    for update in owed.actions:
        yield "actions", update, update.placed.owners
