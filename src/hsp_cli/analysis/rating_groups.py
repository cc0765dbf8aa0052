"""How many indicators of each priority have which rating in a quarter."""

from dataclasses import dataclass

from hsp_cli.analysis.exceptions import Exceptions, by_priority, priority_order, rating_counts
from hsp_cli.domain.partnership import Partnership
from hsp_cli.wording.indicators import RatingCounts
from hsp_cli.wording.priorities import priority_text


@dataclass(frozen=True, slots=True)
class RatingGroup:
    """The indicators of a priority, or those without one: their number by rating."""

    title: str
    counts: RatingCounts


def rating_groups(found: Exceptions, settings: Partnership) -> tuple[RatingGroup, ...]:
    """The covered indicators by priority. A priority of the exception report is there even without an indicator."""
    grouped = by_priority(found.covered, priority_order(settings, found.covered))
    groups = [
        RatingGroup(priority_text(priority, settings), rating_counts(lines, settings.rag))
        for priority, lines in grouped.groups
        if lines or (priority in settings.exceptions.priorities and found.filters.are_none)
    ]
    if grouped.rest:
        groups.append(RatingGroup("Other indicators", rating_counts(grouped.rest, settings.rag)))
    return tuple(groups)


def carried_ratings(found: Exceptions) -> int:
    """How many of the covered indicators are shown with a rating that was given for an earlier quarter."""
    shown = (line.performance for line in found.covered if line.performance.rag)
    return sum(one.as_at is not None and one.as_at.last_day < found.quarter.first_day for one in shown)
