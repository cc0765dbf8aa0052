"""Exceptions: the indicators that a quarter's paper must report, and the reasons."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from hsp_cli.analysis.filters import NO_FILTER, Filters, select
from hsp_cli.domain.address import Placed
from hsp_cli.domain.direction import Verdict
from hsp_cli.domain.indicator import Indicator
from hsp_cli.domain.partnership import Partnership
from hsp_cli.domain.performance import Performance, performance_of
from hsp_cli.domain.period import Period
from hsp_cli.domain.workspace import Workspace
from hsp_cli.wording.indicators import carried_text, worsening_text


@dataclass(frozen=True, slots=True)
class Line:
    """An indicator in the report: its performance, and the reasons why it is an exception."""

    placed: Placed[Indicator]
    performance: Performance
    reasons: tuple[str, ...]

    @property
    def priority(self) -> str | None:
        return self.placed.record.priority


@dataclass(frozen=True, slots=True)
class Exceptions:
    """The exception report of a quarter.

    `covered` lists every indicator that the report covers. `awaited` lists those whose figure for the quarter is
    awaited; some of them may be exceptions with a rating carried forward. `unrecorded` lists those without any record
    so far. `not_comparable` lists those that have no direction because the counting method changed. `none_in` lists the
    priorities of the report without an exception.
    """

    quarter: Period
    covered: tuple[Line, ...]
    exceptions: tuple[Line, ...]
    awaited: tuple[Line, ...]
    unrecorded: tuple[Line, ...]
    not_comparable: tuple[Line, ...]
    none_in: tuple[str, ...]


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

    `everything` covers every indicator. The filters (resolved to ids) apply in both cases.
    """
    settings = workspace.partnership
    covered = [
        _line(placed, performance_of(placed.record, quarter, settings.rag), settings)
        for placed in select(workspace, filters, workspace.indicators.values())
        if _is_covered(placed.record, settings, everything=everything or filters.scheme is not None)
    ]
    covered.sort(key=lambda line: _order(line, settings))
    named = tuple(line for line in covered if line.reasons)
    return Exceptions(
        quarter,
        tuple(covered),
        named,
        tuple(line for line in covered if line.performance.is_awaited),
        tuple(line for line in covered if line.performance.is_unrecorded),
        tuple(line for line in covered if _is_hidden_by_break(line.performance)),
        _none_in(settings, filters, {line.priority for line in named}) if covered or filters == NO_FILTER else (),
    )


def reasons(performance: Performance, settings: Partnership) -> tuple[str, ...]:
    """The reasons why an indicator is an exception, in words. Empty if it is not."""
    found = []
    if performance.rag and settings.rag.is_exception(performance.rag):
        level = settings.rag.level(performance.rag)
        name = level.name if level else performance.rag
        found.append(f"rated {name} ({performance.rag_basis}{carried_text(performance)})")
    if performance.verdict is Verdict.WORSENING:
        found.append(worsening_text(performance))
    return tuple(found)


def _line(placed: Placed[Indicator], performance: Performance, settings: Partnership) -> Line:
    return Line(placed, performance, reasons(performance, settings))


def _is_covered(indicator: Indicator, settings: Partnership, *, everything: bool) -> bool:
    """Whether the exception report covers an indicator."""
    schemes = settings.exceptions.schemes
    return everything or not schemes or not set(schemes).isdisjoint(indicator.schemes)


def _is_hidden_by_break(performance: Performance) -> bool:
    return (
        performance.direction is None
        and performance.comparison is not None
        and performance.comparison.broken_by is not None
    )


def _none_in(settings: Partnership, filters: Filters, named: Iterable[str | None]) -> tuple[str, ...]:
    reported = settings.exceptions.priorities
    asked = (filters.priority,) if filters.priority else reported
    return tuple(priority for priority in asked if priority in reported and priority not in set(named))


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
