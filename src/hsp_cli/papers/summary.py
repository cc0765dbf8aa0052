"""The first page of a quarterly paper: what is off track, what moved, what is late, and what is missing."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from hsp_cli.analysis.due import DueItem, DueItems, DueStatus, Group, Grouping, grouped
from hsp_cli.analysis.exceptions import Exceptions, Line, reasons
from hsp_cli.analysis.risks import RatedRisk, RiskReport
from hsp_cli.domain.action import Action
from hsp_cli.domain.address import Placed
from hsp_cli.domain.indicator import Indicator
from hsp_cli.domain.owner import Owners, names
from hsp_cli.domain.performance import Performance, performance_of
from hsp_cli.domain.rag import RagScale
from hsp_cli.papers.indicator_views import IndicatorView, indicator_view
from hsp_cli.papers.previous_actions import earlier_actions
from hsp_cli.papers.request import PaperRequest
from hsp_cli.wording.actions import action_text, due_text, short_text
from hsp_cli.wording.counts import counted
from hsp_cli.wording.indicators import name_of_whole, rag_text
from hsp_cli.wording.marked import followed, joined, preceded
from hsp_cli.wording.sentences import first_sentence

MOST_OFF_TRACK = 15
"""The most exceptions that the first page lists."""

MOST_LISTED = 10
"""The most overdue items that the first page lists one by one, and the most names of what is missing."""


@dataclass(frozen=True, slots=True)
class OffTrackView:
    """An exception on the first page.

    `before` is its rating in the previous quarter, or that it is new or not recorded. `why` is the reason in a line.
    """

    indicator: IndicatorView
    before: str
    why: str


@dataclass(frozen=True, slots=True)
class OverdueView:
    """An overdue action or milestone; or those of an owner, with their number in `text` and the days of the oldest."""

    owner: str
    text: str
    due: str
    days_late: int
    count: int = 1


@dataclass(frozen=True, slots=True)
class MissingView:
    """One kind of missing knowledge: how many records lack it, and which, each with its owner in brackets."""

    what: str
    count: int
    which: str


def off_track(found: Exceptions, request: PaperRequest) -> tuple[OffTrackView, ...]:
    """The worst exceptions, worst first, as many as fit a page. The exception report lists all of them."""
    scale = request.workspace.partnership.rag
    worst = sorted(found.exceptions, key=lambda line: _severity(line, scale))
    return tuple(_off_track(line, request) for line in worst[:MOST_OFF_TRACK])


def _severity(line: Line, scale: RagScale) -> int:
    """A sort key: the worst level first; an exception without a rating is last."""
    codes = [level.code for level in scale.levels]
    rag = line.performance.rag
    return -codes.index(rag) if rag in codes else 1


def _off_track(line: Line, request: PaperRequest) -> OffTrackView:
    performance = line.performance
    comment = performance.assessment.comment if performance.assessment else None
    why = first_sentence(comment) if comment else f"{'; '.join(line.reasons)}. No comment is recorded."
    return OffTrackView(indicator_view(performance, request), _before(performance, request), why)


def _before(performance: Performance, request: PaperRequest) -> str:
    """The rating in the previous quarter; an indicator is new if it was judged then and was no exception."""
    settings = request.workspace.partnership
    before = performance_of(performance.indicator, performance.quarter.previous(), settings.rag)
    if before.rag is None and before.verdict is None:
        return "not recorded"
    rating = rag_text(before, settings.rag)
    if before.period:
        rating = request.notes.mark(rating, before.indicator, "figures", before.period.text)
    return rating if reasons(before, settings) else preceded("New: ", rating)


def overdue(found: DueItems, request: PaperRequest) -> tuple[OverdueView, ...]:
    """What is overdue, by owner, the owner with the most first; one by one if the first page has room for it."""
    items = found[DueStatus.OVERDUE]
    if len(items) <= MOST_LISTED:
        return tuple(_overdue(item, request) for item in items)
    groups = (group for group in grouped(request.workspace, found, Grouping.OWNER) if group.counts[DueStatus.OVERDUE])
    oldest = _oldest_by_owner(items, request)
    views = (_overdue_of(group, oldest[group.name], request) for group in groups)
    return tuple(sorted(views, key=lambda view: (-view.count, -view.days_late, view.owner)))


def _overdue_of(group: Group, oldest: DueItem, request: PaperRequest) -> OverdueView:
    record, count = oldest.placed.record, group.counts[DueStatus.OVERDUE]
    return OverdueView(
        group.name or "owner not recorded",
        preceded(f"{counted(count, 'item')}, the oldest: ", request.named(short_text(record), record)),
        due_text(record),
        record.days_late(request.as_of),
        count,
    )


def _overdue(item: DueItem, request: PaperRequest) -> OverdueView:
    record, mark = item.placed.record, request.notes.mark
    holder = request.workspace.file_of(item.placed).record
    text = mark(request.named(action_text(record), record), record, "text")
    return OverdueView(
        mark(names(item.placed.owners) or "owner not recorded", record, "owners"),
        joined((text, " (", request.named(holder.heading, holder), ")")),
        mark(due_text(record), record, "due"),
        record.days_late(request.as_of),
    )


def _oldest_by_owner(items: Iterable[DueItem], request: PaperRequest) -> dict[str, DueItem]:
    """The item of each owner that is overdue the longest. The items come with the oldest deadline first."""
    oldest: dict[str, DueItem] = {}
    for item in items:
        for name in _party_names(item.placed.owners, request) or ("",):
            oldest.setdefault(name, item)
    return oldest


def _party_names(owners: Owners, request: PaperRequest) -> tuple[str, ...]:
    parties = ((request.workspace.party(owner), owner.who) for owner in owners)
    return tuple(party.name if party else who for party, who in parties)


def missing(found: Exceptions, risks: RiskReport, request: PaperRequest) -> tuple[MissingView, ...]:
    """What the paper cannot say because nobody has recorded it, and who owes it."""
    quarter = request.the_quarter().label
    actions = [earlier.placed for earlier in earlier_actions(request) if earlier.is_open]
    told = (
        _missing(f"Figure awaited in {quarter}", _awaited(found.awaited, request)),
        _missing("Rating without a figure", _indicators(found.rated_without_figure, request)),
        _missing("Neither figure nor rating recorded", _indicators(found.unrecorded, request, name_of_whole)),
        _missing("Target, number or earlier figure to judge by", _indicators(found.not_judged, request)),
        _missing("Exception without a comment", _indicators(found.without_comment, request)),
        _missing(f"Risk not rated in {quarter}", _risks(risks.not_rated, request)),
        _missing("Risk that was never rated", _risks_never_rated(risks, request)),
        _missing("Earlier action without an outcome or update", _unreported(actions, request)),
        _missing("Project without an update", _silent_projects(request)),
        *_gap_in_priorities(request),
    )
    return tuple(view for view in told if view.count)


def _missing(what: str, items: Iterable[tuple[str, Owners]]) -> MissingView:
    found = list(items)
    is_owned = any(owners for _, owners in found)
    listed = [
        followed(name, f" ({names(owners) or 'no owner recorded'})") if is_owned else name for name, owners in found
    ]
    rest = f"; and {len(listed) - MOST_LISTED} more" if len(listed) > MOST_LISTED else ""
    nobody = "" if is_owned else ". No owner is recorded"
    return MissingView(what, len(listed), followed(joined(listed[:MOST_LISTED], "; "), rest + nobody))


def _indicators(
    lines: Iterable[Line], request: PaperRequest, name: Callable[[Indicator], str] = lambda indicator: indicator.name
) -> Iterator[tuple[str, Owners]]:
    mark = request.notes.mark
    records = (line.placed.record for line in lines)
    return ((mark(request.named(name(record), record), record, "title"), record.leads) for record in records)


def _awaited(lines: Iterable[Line], request: PaperRequest) -> Iterator[tuple[str, Owners]]:
    """The indicators whose figure is awaited, with the period of the figure if that is not the quarter."""
    for line, (name, leads) in zip(lines, _indicators(lines, request), strict=True):
        owed = line.performance.owed
        is_of_another = owed is not None and owed.period != request.the_quarter()
        yield followed(name, f", {owed.period.label}") if owed and is_of_another else name, leads


def _risks(risks: Iterable[RatedRisk], request: PaperRequest) -> Iterator[tuple[str, Owners]]:
    for risk in risks:
        since = f", last rated {risk.rating} in {risk.carried_from.label}" if risk.carried_from else ""
        yield followed(request.named(risk.placed.record.title, risk.placed.record), since), risk.placed.owners


def _risks_never_rated(risks: RiskReport, request: PaperRequest) -> Iterator[tuple[str, Owners]]:
    return ((request.named(one.record.title, one.record), one.owners) for one in risks.never_rated)


def _unreported(actions: Iterable[Placed[Action]], request: PaperRequest) -> Iterator[tuple[str, Owners]]:
    silent = (one for one in actions if not one.record.has_news)
    return ((request.named(short_text(one.record), one.record), one.owners) for one in silent)


def _silent_projects(request: PaperRequest) -> Iterator[tuple[str, Owners]]:
    """The projects that have updates for other quarters, but not for this one."""
    quarter = request.the_quarter()
    for placed in request.workspace.projects.values():
        project = placed.record
        if project.updates and quarter not in project.updates and min(project.updates) <= quarter:
            yield request.named(project.title, project), project.responsible


def _gap_in_priorities(request: PaperRequest) -> Iterator[MissingView]:
    """The numbers that the priorities of the report skip: a reader would look for them."""
    settings = request.workspace.partnership
    reported = (settings.priority(priority) for priority in settings.exceptions.priorities)
    numbers = {priority.number for priority in reported if priority and priority.number is not None}
    if numbers:
        skipped = [number for number in range(min(numbers), max(numbers)) if number not in numbers]
        yield MissingView("Number that the priorities skip", len(skipped), ", ".join(map(str, skipped)))
