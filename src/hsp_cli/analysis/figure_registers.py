"""Registers of figures: those that were revised, those that are still provisional, and comments older than a figure."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from hsp_cli.analysis.figure_papers import papers_with
from hsp_cli.domain.address import Address, Placed
from hsp_cli.domain.commit import Commit
from hsp_cli.domain.figure_changes import SeenFigureChange, figures_commented
from hsp_cli.domain.indicator import Figure, FigureStatus, Indicator
from hsp_cli.domain.paper import Paper
from hsp_cli.domain.period import Calendar, Period, quarter_of
from hsp_cli.domain.workspace import Workspace

SeenChanges = Mapping[Address, Mapping[str, Sequence[SeenFigureChange]]]
"""What git saw of figures, by indicator and by the text of the period."""


class RevisedFigure(NamedTuple):
    """One revision of a figure: what it was and became, when, and the papers that carry the figure.

    `now` is None if the figure was removed. `is_recorded` is false if only git tells of the revision.
    """

    placed: Placed[Indicator]
    period: Period
    was: Decimal | str
    now: Decimal | str | None
    on: Period | None
    reason: str | None
    is_recorded: bool
    commit: Commit | None
    papers: tuple[Placed[Paper], ...]


class ProvisionalFigure(NamedTuple):
    """A figure that is still provisional. `quarters` is how many quarters have ended since its period, and `due` the
    last day of its release, if the record gives one.
    """

    placed: Placed[Indicator]
    period: Period
    figure: Figure
    quarters: int
    due: date | None


class StaleComment(NamedTuple):
    """A comment on a quarter that is older than the last change of the figure that it is about."""

    placed: Placed[Indicator]
    quarter: Period
    comment: str
    period: Period
    change: SeenFigureChange


def revised_figures(
    workspace: Workspace, indicators: Iterable[Placed[Indicator]], seen: SeenChanges
) -> tuple[RevisedFigure, ...]:
    """Every revision of a figure of the whole, by indicator and period, the oldest first.

    A revision of which both the record and git tell is one.
    """
    calendar = workspace.partnership.calendar
    return tuple(
        revision
        for placed in indicators
        for period, figure, changes in _figures(placed, seen, calendar)
        for revision in _revisions(workspace, placed, period, figure, changes)
    )


def _figures(
    placed: Placed[Indicator], seen: SeenChanges, calendar: Calendar
) -> Iterator[tuple[Period, Figure | None, Sequence[SeenFigureChange]]]:
    """Each figure that the record has or git saw, with what git saw of it."""
    changes = dict(seen.get(placed.address, {}))
    recorded = {period.text: (period, figure) for period, figure in placed.record.figures.items()}
    for text in dict.fromkeys((*recorded, *changes)):
        if text in recorded:
            yield *recorded[text], changes.get(text, ())
        elif period := _period(text, calendar):
            yield period, None, changes[text]


def _period(text: str, calendar: Calendar) -> Period | None:
    try:
        return Period.parse(text, calendar)
    except ValueError:
        return None


def _revisions(
    workspace: Workspace,
    placed: Placed[Indicator],
    period: Period,
    figure: Figure | None,
    seen: Sequence[SeenFigureChange],
) -> list[RevisedFigure]:
    recorded = figure.revisions if figure else ()
    if not recorded and not seen:
        return []
    papers = papers_with(workspace, placed.record, period)
    told = []
    for index, revision in enumerate(recorded):
        following = recorded[index + 1].was if index + 1 < len(recorded) else _says(figure)
        reason = " ".join(revision.reason.split()) if revision.reason else None
        told.append(RevisedFigure(placed, period, revision.was, following, revision.on, reason, True, None, papers))
    return _merged(told, seen, placed, period, papers)


def _says(figure: Figure | None) -> Decimal | str | None:
    """The number of a figure, or its words. None if it has neither."""
    if figure is None or figure.actual is not None:
        return figure.actual if figure else None
    return " ".join(figure.text.split()) if figure.text else None


def _merged(
    told: list[RevisedFigure],
    seen: Sequence[SeenFigureChange],
    placed: Placed[Indicator],
    period: Period,
    papers: tuple[Placed[Paper], ...],
) -> list[RevisedFigure]:
    merged: list[RevisedFigure] = []
    waiting = list(told)
    for change in seen:
        was, now = change.before.value, change.now.value if change.now else None
        assert was is not None
        on = Period.day(change.commit.on) if change.commit else None
        index = next((index for index, one in enumerate(waiting) if (one.was, one.now) == (was, now)), None)
        if index is None:
            merged.append(RevisedFigure(placed, period, was, now, on, None, False, change.commit, papers))
            continue
        merged += waiting[:index]
        merged.append(waiting[index]._replace(on=waiting[index].on or on, commit=change.commit))
        waiting = waiting[index + 1 :]
    return [*merged, *waiting]


def provisional_figures(
    workspace: Workspace, indicators: Iterable[Placed[Indicator]], as_of: date
) -> tuple[ProvisionalFigure, ...]:
    """The figures of the whole that are provisional, those of the oldest period first."""
    calendar = workspace.partnership.calendar
    found = [
        ProvisionalFigure(
            placed,
            period,
            figure,
            quarters_ended(period.last_day, as_of, calendar),
            figure.release.last_day if figure.release else None,
        )
        for placed in indicators
        for period, figure in placed.record.figures.items()
        if figure.status is FigureStatus.PROVISIONAL
    ]
    return tuple(sorted(found, key=lambda one: (one.period.last_day, str(one.placed.address))))


def quarters_ended(since: date, as_of: date, calendar: Calendar) -> int:
    """How many quarters have ended after a day and before another."""
    count, quarter = 0, quarter_of(as_of, calendar).previous()
    while quarter.last_day > since:
        count, quarter = count + 1, quarter.previous()
    return count


def stale_comments(
    indicators: Iterable[Placed[Indicator]],
    seen: SeenChanges,
    comment_steps: Mapping[tuple[Address, str], int],
    figure_steps: Mapping[tuple[Address, str], int],
) -> tuple[StaleComment, ...]:
    """The comments that were last changed before the figure that they are about, as git saw it, by indicator.

    The steps are numbers of commits in their order. A comment of which git saw nothing is not known to be stale.
    """
    found = []
    for placed in indicators:
        for quarter, assessment in placed.record.assessments.items():
            written = comment_steps.get((placed.address, quarter.text))
            if assessment.comment is None or written is None:
                continue
            for period in figures_commented(placed.record, quarter, assessment):
                if figure_steps.get((placed.address, period.text), -1) > written:
                    change = seen[placed.address][period.text][-1]
                    words = " ".join(assessment.comment.split())
                    found.append(StaleComment(placed, quarter, words, period, change))
    return tuple(found)
