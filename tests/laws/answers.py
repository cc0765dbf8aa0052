"""What hsp says of a workspace, as a law about good news needs it.

Each question has *attention*: the subjects that the answer holds up as bad, missing, unrated or undecided. A subject
that is not there reads as fine. `failing` are those for which the command can fail, whichever condition `--fail-on`
names, `measured` are numbers that say how bad it is, and `reassuring` the priorities that are said to have no
exceptions. `narrowed` are the questions whose answers leave out what the settings leave out.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, fields
from datetime import date
from typing import Any

from hsp_cli.analysis.changes_since.dates import by_dates
from hsp_cli.analysis.changes_since.state import State
from hsp_cli.analysis.consultations import Consultations, consultations
from hsp_cli.analysis.due import DueItems, DueStatus, due_items
from hsp_cli.analysis.exceptions import Exceptions, Line, exceptions
from hsp_cli.analysis.grants import GrantMonitoring, grant_monitoring, owes_return
from hsp_cli.analysis.need import need_by_area
from hsp_cli.analysis.owed import owed_for
from hsp_cli.analysis.reward import reward
from hsp_cli.analysis.risks import risk_report
from hsp_cli.cli.consultation import ConsultationFailure
from hsp_cli.cli.due import DueFailure
from hsp_cli.cli.exceptions import ExceptionFailure
from hsp_cli.cli.grants import GrantFailure
from hsp_cli.cli.need import NeedFailure
from hsp_cli.cli.reward import RewardFailure
from hsp_cli.domain.address import Address, Placed
from hsp_cli.domain.period import Period
from hsp_cli.domain.workspace import Workspace


@dataclass(frozen=True)
class Answers:
    """The answers on a day, by question."""

    attention: Mapping[str, frozenset[Address]]
    measured: Mapping[tuple[str, Address], int]
    failing: Mapping[str, frozenset[Address]]
    reassuring: frozenset[str]
    covered: Mapping[str, frozenset[Address]]
    narrowed: frozenset[str]


def answers(workspace: Workspace, quarters: tuple[Period, ...], day: date) -> Answers:
    """What hsp answers about some quarters and a day."""
    attention: dict[str, frozenset[Address]] = {}
    covered: dict[str, frozenset[Address]] = {}
    failing: dict[str, frozenset[Address]] = {}
    reassuring: set[str] = set()
    narrowed: set[str] = set()
    for quarter in quarters:
        for everything in (False, True):
            name = f"exceptions {quarter.text}{' --all' if everything else ''}"
            found = exceptions(workspace, quarter, everything=everything)
            attention[name] = _flagged(found)
            covered[name] = _addresses(found.covered)
            if not everything:
                narrowed.add(name)
            failing[name] = _all_of(getattr(found, failure) for failure in ExceptionFailure)
            reassuring |= {f"{name}: none in {priority}" for priority in found.none_in}
        name = f"risks {quarter.text}"
        risks = risk_report(workspace, quarter)
        not_rated = (*risks.not_rated, *risks.never_rated)
        attention[name] = _all_of((not_rated, risks.red, risks.without_zone))
        covered[name] = _addresses(workspace.risks)
        failing[name] = _all_of((not_rated, risks.red))
        name = f"quarter {quarter.text}"
        owed = owed_for(workspace, quarter, day)
        unknown = (owed.unrecorded, owed.not_judged)
        attention[name] = _all_of((*(getattr(owed.owings, field.name) for field in fields(owed.owings)), *unknown))
        covered[name] = _addresses((*workspace.indicators.values(), *workspace.risks, *workspace.scheduled))
        narrowed.add(name)
        before = quarter.previous()
        name = f"changes {before.text} to {quarter.text}"
        then, now = State(workspace, before, before.last_day), State(workspace, quarter, day)
        changed = by_dates(then, now)
        bad = (changed.slipped, changed.worse, changed.first_rated, changed.stopped)
        attention[name] = _all_of((*bad, changed.unknown))
        covered[name] = _addresses((*workspace.indicators.values(), *workspace.risks, *workspace.scheduled))
        name = f"grants {quarter.text}"
        grants = grant_monitoring(workspace, quarter)
        attention[name] = _all_of(_problem_lists(grants))
        covered[name] = _expected(grants)
        attention[name] &= covered[name]
        failing[name] = covered[name] & _all_of(getattr(grants, failure) for failure in GrantFailure)
    rewards = [reward(workspace, placed, day) for placed in workspace.agreements.values()]
    attention["reward"] = failing["reward"] = _all_of(getattr(one, what) for one in rewards for what in RewardFailure)
    covered["reward"] = _all_of(one.leaves for one in rewards)
    for profile in workspace.profiles.values():
        need = need_by_area(workspace, profile, day)
        name = f"need {profile.record.id}"
        by_work = _addresses((*need.unreached, *need.unconfirmed))
        for what, held_up in (("", _addresses(need.neediest)), (" work", by_work), (" gaps", _addresses(need.missing))):
            attention[name + what] = held_up
            covered[name + what] = _addresses(need.areas)
        failing[name] = _all_of(getattr(need, failure) for failure in NeedFailure)
    due = due_items(workspace, day)
    attention["due"] = _all_of((due.at_risk, *(due[status] for status in DueStatus if status not in _IN_ORDER)))
    covered["due"] = _all_of(due[status] for status in DueStatus)
    failing["due"] = _all_of(
        (due.at_risk, *(due[DueStatus(one)] for one in DueFailure if one is not DueFailure.AT_RISK))
    )
    asked = consultations(workspace, day)
    attention["consultation"] = _all_of(getattr(asked, name) for name in _CONCERNS)
    covered["consultation"] = _addresses((*asked.found, *asked.comments))
    failing["consultation"] = _all_of(getattr(asked, failure) for failure in ConsultationFailure)
    at_risk = {("at risk", one.placed.address): int(one.at_risk) for one in rewards if one.at_risk is not None}
    measured = dict(_measured(due, day)) | at_risk
    return Answers(attention, measured, failing, frozenset(reassuring), covered, frozenset(narrowed))


_CONCERNS = [name for name, value in vars(Consultations).items() if isinstance(value, property) and name != "comments"]
"""The lists of comments and consultations that ask for attention. A list that hsp gets tomorrow is one of them."""

_IN_ORDER = (DueStatus.DUE, DueStatus.LATER, DueStatus.COMPLETE, DueStatus.CLOSED)
"""The statuses that ask for no attention. A status that hsp gets tomorrow asks for it."""


def _flagged(found: Exceptions) -> frozenset[Address]:
    """The indicators on any list but that of all covered ones: exceptions, awaited, unrecorded and so on."""
    lists = (getattr(found, field.name) for field in fields(found) if field.name != "covered")
    return _all_of([line for line in listed if isinstance(line, Line)] for listed in lists if isinstance(listed, tuple))


def _problem_lists(found: Any) -> Iterator[Any]:
    for field in fields(found):
        if field.name not in ("quarter", "filters", "grants"):
            yield getattr(found, field.name)


def _expected(found: GrantMonitoring) -> frozenset[Address]:
    """The grants whose agreement asks for a return, or is not signed. Of others a return is a gift, not owed."""
    bare = ((one, one.record.model_copy(update={"returns": {}})) for one in found.grants)
    return frozenset(one.address for one, grant in bare if grant.agreed is None or owes_return(grant, found.quarter))


def _all_of(lists: Iterable[Any]) -> frozenset[Address]:
    return frozenset().union(*(_addresses(listed) for listed in lists))


def _addresses(listed: Any) -> frozenset[Address]:
    return frozenset(_placed(one).address for one in listed)


def _placed(one: Any) -> Placed[Any]:
    """The record of a line of an answer: the line itself, what it names as placed, or the first of a pair."""
    if isinstance(one, Placed):
        return one
    if isinstance(one, tuple):
        return _placed(one[0])
    placed: Placed[Any] = one.placed
    return placed


def _measured(due: DueItems, day: date) -> Iterator[tuple[tuple[str, Address], int]]:
    for status in DueStatus:
        for placed in (item.placed for item in due[status]):
            yield ("times moved", placed.address), placed.record.times_moved
            if status is DueStatus.OVERDUE:
                yield ("days late", placed.address), placed.record.days_late(day)
