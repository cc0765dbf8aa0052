"""Exceptions: which indicators a quarter's paper must name, and why."""

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
    """An indicator in the report: where it stands, and why it is named."""

    placed: Placed[Indicator]
    performance: Performance
    reasons: tuple[str, ...]

    @property
    def priority(self) -> str | None:
        return self.placed.record.priority


@dataclass(frozen=True, slots=True)
class Exceptions:
    """What a quarter's exception report says.

    `covered` is every indicator that it looks at. `awaited` lists those whose figure for the quarter is still to
    come (an exception carried forward may be among them), `unrecorded` those of which nothing is recorded yet,
    `not_comparable` those whose direction a change of counting hides, `none_in` the priorities of the report
    without any exception.
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

    `groups` are the priorities that were asked for, in their order, empty ones too; `rest` is everything else.
    """

    groups: tuple[tuple[str, tuple[T, ...]], ...]
    rest: tuple[T, ...]


def by_priority(indicators: Sequence[T], priorities: Iterable[str]) -> ByPriority[T]:
    """Indicators, or lines about them, under the given priorities; inside each in the order they come in."""
    asked = tuple(priorities)
    groups = ((priority, tuple(one for one in indicators if one.priority == priority)) for priority in asked)
    return ByPriority(tuple(groups), tuple(one for one in indicators if one.priority not in asked))


def priority_order(settings: Partnership, lines: Iterable[Line] = ()) -> tuple[str, ...]:
    """The priorities of the exception report, then the partnership's others, then those that only indicators name."""
    listed = (*settings.exceptions.priorities, *(priority.id for priority in settings.priorities))
    return tuple(dict.fromkeys((*listed, *(line.priority for line in lines if line.priority))))


def exceptions(
    workspace: Workspace, quarter: Period, filters: Filters = NO_FILTER, *, everything: bool = False
) -> Exceptions:
    """The exceptions of a quarter among the indicators that the partnership's settings cover.

    `everything` covers every indicator; the narrowing (already resolved to ids) limits either.
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
    """Why an indicator is an exception, in words; empty where it is none."""
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
    """Whether the exception report looks at an indicator, as far as the settings say."""
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
    """By priority as the settings list them, those without one last; inside, by code with numbers as numbers."""
    order = priority_order(settings)
    return order.index(line.priority) if line.priority in order else len(order), natural(
        line.placed.record.code or f"~{line.placed.record.title}"
    )


def natural(text: str) -> list[tuple[int, str]]:
    """A key that puts NI 40 before NI 126. Numbers go by length and digits: Python refuses to read the longest."""
    parts = re.split(r"([0-9]+)", text)
    return [(len(number), number) if (number := part.lstrip("0")).isdecimal() else (0, part) for part in parts]
