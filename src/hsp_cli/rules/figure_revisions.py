"""Rules for revised figures: revisions that change nothing, and their order."""

from collections.abc import Iterator
from itertools import pairwise

from hsp_cli.domain.finding import Severity
from hsp_cli.domain.workspace import Workspace
from hsp_cli.rules.support.registry import Problem, rule
from hsp_cli.wording.numbers import format_number


@rule(
    "figure-revision-without-change",
    severity=Severity.WARNING,
    hint="give the figure before the revision as `was`, and the one after it as `actual`",
)
def figure_revision_without_change(workspace: Workspace) -> Iterator[Problem]:
    """A revision of a figure gives the same number before and after.

    Usually `was` has the new number, or `actual` still has the old one. Then the list of revised figures shows no
    revision, or the paper shows a figure that no longer holds.

    Example:

        figures:
          Q1-2010: {actual: 69, revisions: [{was: 69, on: 2010-10-05}]}

    Way out: give the earlier number as `was` and the present one as `actual`. If only the status or a target changed,
    remove the revision.
    """
    for indicator in workspace.indicators.values():
        for period, figure in indicator.record.figures.items():
            numbers = [*(revision.was for revision in figure.revisions), figure.actual]
            for index, (before, after) in enumerate(pairwise(numbers)):
                if before == after and before is not None:
                    place = indicator.place.at("figures", str(period), "revisions", index, "was")
                    number = format_number(before)
                    yield Problem(place, f"the figure for {period.label} is {number} before and after the revision")


@rule("figure-revisions-out-of-order", severity=Severity.WARNING, hint="list the oldest revision first")
def figure_revisions_out_of_order(workspace: Workspace) -> Iterator[Problem]:
    """The revisions of a figure are not in the order of their dates, or one is dated before its period began.

    Each revision gives the number before it, so a wrong order gives wrong changes. Nobody revises a figure before its
    period has begun.

    Example:

        figures:
          Q1-2010:
            actual: 72
            revisions: [{was: 71, on: 2010-11}, {was: 69, on: 2010-10}]

    Way out: list the oldest revision first. Correct a wrong date.
    """
    for indicator in workspace.indicators.values():
        for period, figure in indicator.record.figures.items():
            latest = period.first_day
            for index, revision in enumerate(figure.revisions):
                if revision.on and revision.on.last_day < latest:
                    place = indicator.place.at("figures", str(period), "revisions", index, "on")
                    is_first = latest == period.first_day
                    what = "is before its period began" if is_first else "comes after a later one"
                    words = f"the revision of {revision.on.label} of the figure for {period.label} {what}"
                    yield Problem(place, words)
                latest = max(latest, revision.on.first_day if revision.on else latest)
