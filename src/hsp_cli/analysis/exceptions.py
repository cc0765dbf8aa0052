"""Exceptions: the indicators that a quarter's paper must report, and the reasons."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Generic, TypeVar

from hsp_cli.analysis.filters import NO_FILTER, Filters, select
from hsp_cli.domain.address import Placed
from hsp_cli.domain.direction import Verdict
from hsp_cli.domain.indicator import Indicator
from hsp_cli.domain.partnership import Partnership
from hsp_cli.domain.performance import Judgement, Performance, judgement, performance_of
from hsp_cli.domain.period import Period
from hsp_cli.domain.rag import RagScale
from hsp_cli.domain.workspace import Workspace
from hsp_cli.wording.indicators import JudgedCounts, RatingCounts, carried_text, worsening_text


@dataclass(frozen=True, slots=True)
class Line:
    """An indicator in the report: its performance, and the reasons why it is an exception."""

    placed: Placed[Indicator]
    performance: Performance
    reasons: tuple[str, ...]

    @property
    def priority(self) -> str | None:
        return self.placed.record.priority

    @property
    def has_comment(self) -> bool:
        return self.performance.assessment is not None and self.performance.assessment.comment is not None


@dataclass(frozen=True, slots=True)
class PriorityLines:
    """The covered indicators of a priority of the report: the exceptions, and how many could be judged."""

    priority: str
    exceptions: tuple[Line, ...]
    judged: JudgedCounts


@dataclass(frozen=True, slots=True)
class Exceptions:
    """The exception report of a quarter.

    `covered` lists every indicator that the report covers. `awaited` lists those whose figure for the quarter is
    awaited; some of them may be exceptions with a rating carried forward. `unrecorded` lists those without any record
    so far. `not_judged` lists those with a figure that lack a target or an earlier figure to judge it by, and `context`
    those with a figure that is neither good nor bad. `not_comparable` lists those that have no direction because the
    counting method changed. `not_counted` lists those that are getting worse, which the settings do not count as
    exceptions.
    """

    quarter: Period
    filters: Filters
    covered: tuple[Line, ...]
    exceptions: tuple[Line, ...]
    awaited: tuple[Line, ...]
    unrecorded: tuple[Line, ...]
    not_judged: tuple[Line, ...]
    context: tuple[Line, ...]
    not_comparable: tuple[Line, ...]
    not_counted: tuple[Line, ...]
    counts: RatingCounts
    judged: JudgedCounts
    priorities: tuple[PriorityLines, ...]

    @property
    def is_narrowed(self) -> bool:
        """Whether the report was narrowed to part of its indicators. A whole priority is not a part."""
        return not replace(self.filters, priority=None).are_none

    @property
    def none_in(self) -> tuple[str, ...]:
        """The priorities without an exception. Every indicator that the report covers in them could be judged."""
        if self.is_narrowed:
            return ()
        return tuple(one.priority for one in self.priorities if not one.exceptions and one.judged.is_complete)

    @property
    def rated_without_figure(self) -> tuple[Line, ...]:
        """Indicators with a published rating, whose figure is neither recorded nor awaited."""
        rated = (line for line in self.covered if line.performance.rag and not line.performance.is_awaited)
        return tuple(line for line in rated if not (line.performance.figure and line.performance.figure.says_something))

    @property
    def without_comment(self) -> tuple[Line, ...]:
        """Exceptions without a word about the reason."""
        return tuple(line for line in self.exceptions if not line.has_comment)


T = TypeVar("T", Indicator, Line)


@dataclass(frozen=True, slots=True)
class ByPriority(Generic[T]):
    """Indicators by priority, each in exactly one place.

    `groups` are the given priorities in order, including empty ones. `rest` holds all other indicators.
    """

    groups: tuple[tuple[str, tuple[T, ...]], ...]
    rest: tuple[T, ...]


def by_priority(indicators: Sequence[T], priorities: Iterable[str]) -> ByPriority[T]:
    """Group indicators, or lines about them, under the given priorities. Their order does not change."""
    asked = tuple(priorities)
    groups = ((priority, tuple(one for one in indicators if one.priority == priority)) for priority in asked)
    return ByPriority(tuple(groups), tuple(one for one in indicators if one.priority not in asked))


def priority_order(settings: Partnership, lines: Iterable[Line] = ()) -> tuple[str, ...]:
    """The priorities of the exception report, then the partnership's other priorities, then those that only indicators
    have.
    """
    listed = (*settings.exceptions.priorities, *(priority.id for priority in settings.priorities))
    return tuple(dict.fromkeys((*listed, *(line.priority for line in lines if line.priority))))


def exceptions(
    workspace: Workspace, quarter: Period, filters: Filters = NO_FILTER, *, everything: bool = False
) -> Exceptions:
    """The exceptions of a quarter among the indicators that the partnership's settings cover.

    `everything` covers every indicator, as does a filter by scheme or by dimension. The filters (resolved to ids) apply
    in both cases.
    """
    settings = workspace.partnership
    lines = [
        _line(placed, performance_of(placed.record, quarter, settings.rag), settings)
        for placed in select(workspace, filters, workspace.indicators.values())
        if everything or filters.scheme is not None or filters.by is not None or is_covered(placed.record, settings)
    ]
    covered = tuple(sorted(lines, key=lambda line: _order(line, settings)))
    return Exceptions(
        quarter,
        filters,
        covered,
        tuple(line for line in covered if line.reasons),
        tuple(line for line in covered if line.performance.is_awaited),
        tuple(line for line in covered if line.performance.is_unrecorded),
        tuple(line for line in covered if judgement(line.performance, settings.rag) is Judgement.NOT_JUDGED),
        tuple(line for line in covered if judgement(line.performance, settings.rag) is Judgement.CONTEXT),
        tuple(line for line in covered if _is_hidden_by_break(line.performance)),
        tuple(line for line in covered if line.performance.verdict is Verdict.WORSENING and not line.reasons),
        rating_counts(covered, settings.rag),
        judged_counts(covered, settings.rag),
        _priorities(covered, settings, filters),
    )


def _priorities(covered: Sequence[Line], settings: Partnership, filters: Filters) -> tuple[PriorityLines, ...]:
    """The priorities of the report that were asked for. One without a covered indicator is there only if the whole
    report was asked for.
    """
    asked = [priority for priority in settings.exceptions.priorities if filters.priority in (None, priority)]
    return tuple(
        PriorityLines(priority, tuple(line for line in lines if line.reasons), judged_counts(lines, settings.rag))
        for priority, lines in by_priority(covered, asked).groups
        if lines or filters.are_none
    )


def rating_counts(lines: Iterable[Line], scale: RagScale) -> RatingCounts:
    """Count indicators by the rating that is shown, published or computed."""
    shown = Counter(_rating_group(line.performance, scale) for line in lines)
    levels = tuple((level.code, shown[level.code]) for level in scale.levels)
    return RatingCounts(levels, *(shown[group] for group in (Judgement.NOT_JUDGED, *_WITHOUT_FIGURE)))


_WITHOUT_FIGURE = (Judgement.AWAITED, Judgement.UNRECORDED)


def _rating_group(performance: Performance, scale: RagScale) -> str:
    """The code of its level, or why it has none."""
    if performance.rag and scale.level(performance.rag):
        return performance.rag
    found = judgement(performance, scale)
    return found if found in _WITHOUT_FIGURE else Judgement.NOT_JUDGED


def judged_counts(lines: Iterable[Line], scale: RagScale) -> JudgedCounts:
    """Count indicators by whether they could be judged."""
    found = Counter(judgement(line.performance, scale) for line in lines)
    return JudgedCounts(*(found[one] for one in Judgement))


def reasons(performance: Performance, settings: Partnership) -> tuple[str, ...]:
    """The reasons why an indicator is an exception, in words. Empty if it is not."""
    found = []
    if performance.rag and settings.rag.is_exception(performance.rag):
        level = settings.rag.level(performance.rag)
        name = level.name if level else performance.rag
        found.append(f"rated {name} ({performance.rag_basis}{carried_text(performance)})")
    if performance.verdict is Verdict.WORSENING and settings.is_worsening_exception(performance.rag):
        found.append(worsening_text(performance))
    return tuple(found)


def _line(placed: Placed[Indicator], performance: Performance, settings: Partnership) -> Line:
    return Line(placed, performance, reasons(performance, settings))


def is_covered(indicator: Indicator, settings: Partnership) -> bool:
    """Whether the exception report covers an indicator."""
    schemes = settings.exceptions.schemes
    return not schemes or not set(schemes).isdisjoint(indicator.schemes)


def _is_hidden_by_break(performance: Performance) -> bool:
    return (
        performance.direction is None
        and performance.comparison is not None
        and performance.comparison.broken_by is not None
    )


def _order(line: Line, settings: Partnership) -> tuple[int, list[tuple[int, str]]]:
    """A sort key: the priority in the order of the settings (none is last), then the code in natural order."""
    order = priority_order(settings)
    return order.index(line.priority) if line.priority in order else len(order), natural(
        line.placed.record.code or f"~{line.placed.record.title}"
    )


def natural(text: str) -> list[tuple[int, str]]:
    """A sort key that puts NI 40 before NI 126. Numbers stay text, because Python does not parse very long ones."""
    parts = re.split(r"([0-9]+)", text)
    return [(len(number), number) if (number := part.lstrip("0")).isdecimal() else (0, part) for part in parts]
